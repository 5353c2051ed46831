// The device that is looked at: can it be reminded, is it, and switch it on or off.

const card = document.querySelector("[data-device]");
const say = (state) => {
  for (const part of card.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
};
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const hex = async (words) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words)))]
  .map((one) => one.toString(16).padStart(2, "0")).join("");

const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

async function look() {
  if (!isSecureContext) return say("insecure");
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return say(isApple && !isInstalled ? "apple" : "cannot");
  }
  if (Notification.permission === "denied") return say("blocked");
  const worker = await navigator.serviceWorker.getRegistration();
  if (!worker) return say("early");
  const there = await worker.pushManager.getSubscription();
  const known = there && document.getElementById(`device-${await hex(there.endpoint)}`);
  if (known) known.querySelector("[data-this]").hidden = false;
  return say(known && Notification.permission === "granted" ? "on" : "off");
}

async function subscribe() {
  // Only now, after a tap: a browser that is asked at once is told no.
  if (await Notification.requestPermission() !== "granted") return look();
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = bytes(card.dataset.key);
  const old = await pushManager.getSubscription();
  if (old && text(old.options.applicationServerKey) !== card.dataset.key) await old.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const answer = await fetch("/reminders/devices", {
    method: "POST", body: new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, zone }), redirect: "manual",
  });
  if (answer.status !== 204) return say("failed");
  return location.reload();
}

card.querySelector("[data-subscribe]").addEventListener("click", () => subscribe().catch(() => say("failed")));
card.querySelector("[data-again]").addEventListener("click", () => subscribe().catch(() => say("failed")));
look().catch(() => say("cannot"));
