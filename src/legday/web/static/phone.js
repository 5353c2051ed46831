// On every page: the worker that keeps pages for going without a network, what waits on this phone, starting a session,
// and signing out.

import { forget, local, mine, person, watch } from "./outbox.js";
import { begun, isLeft, letGoOfNothing, ofSet } from "./shown.js";
import { flush, hindered, record } from "./sync.js";

const line = document.querySelector("[data-waits]");
const PATIENCE_MS = 2500; // so long nobody is told: it is on its way
const SOON_MS = 1500;

export const many = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

// Since when something waits, as people say it.
export function since(moment, now = new Date()) {
  const at = new Date(moment), days = Math.round((new Date(now).setHours(12, 0, 0, 0) - new Date(at).setHours(12, 0, 0, 0)) / 86_400_000);
  if (days === 0) return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  return at.toLocaleDateString("en-GB", days > 0 && days < 7 ? { weekday: "long" } : { day: "numeric", month: "long", year: "numeric" });
}

// What waits, in words: sets where there are any, otherwise changes.
export function told(waiting) {
  const sets = waiting.filter((one) => ofSet(one.fact)).length;
  return sets ? many(sets, "set") : many(waiting.length, "change");
}

let looking = 0;
async function look() {
  clearTimeout(looking);
  const entries = await mine();
  const refused = entries.filter((one) => one.state === "refused"), waiting = entries.filter((one) => one.state === "waiting");
  const late = waiting.filter((one) => Date.now() - one.since > PATIENCE_MS || one.since > Date.now());
  const because = { "signed out": " Sign in to send what waits.", "other person": " It belongs to another account: sign in to that one." }[hindered()] ?? "";
  const words = refused.length ? `${told(refused)} refused: see why`
    : late.length ? `${told(waiting)} waiting since ${since(waiting[0].since)}.${because}` : "";
  const link = Object.assign(document.createElement("a"), { href: hindered() === "signed out" ? `/sign-in?next=${encodeURIComponent(location.pathname)}` : "/waiting", textContent: words });
  if (line.textContent !== words) line.replaceChildren(...(words ? [link] : []));
  line.hidden = !words || location.pathname === "/waiting"; // it says so itself
  if (waiting.length > late.length) looking = setTimeout(look, PATIENCE_MS);
  letGoOfNothing();
}
watch(look);
document.addEventListener("legday-hindered", look);
look();

// Start a session on this phone; the server hears of it as soon as there is a network.
document.addEventListener("submit", async (event) => {
  const form = event.target, planned = form.elements.planned?.value;
  if (form.getAttribute("action") !== "/start" || !planned || !person) return;
  event.preventDefault();
  if (form.dataset.starting) return;
  form.dataset.starting = "yes";
  const address = `/train/${encodeURIComponent(planned).replaceAll("%3A", ":")}`;
  try {
    const there = begun(await mine(), planned).length || (await isKeptBegun(address));
    if (!there) await record([{ kind: "logged", body: { app: "legday", began: local(), title: "Legs", planned } }]);
    await Promise.race([flush(), new Promise((resolve) => { setTimeout(resolve, SOON_MS); })]);
    location.assign(address);
  } catch {
    form.submit(); // this phone keeps nothing: the server starts it
  }
});

// Whether the copy of a session's page that is kept here knows that it was begun; Today may be a copy from before that.
async function isKeptBegun(address) {
  const copy = await window.caches?.match(address, { ignoreVary: true });
  const id = copy && (await copy.text()).match(/data-session="([^"]+)"/)?.[1];
  return Boolean(id) && !isLeft(await mine(), id);
}

// Signing out asks first where something waits, and leaves no page behind; what waits stays, and stays theirs.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || form.dataset.sure) return;
  event.preventDefault();
  const waiting = (await mine()).filter((one) => one.state === "waiting");
  if (waiting.length && !confirm(`Not sent yet: ${told(waiting)}. What waits stays on this phone and is sent when you sign in here again. Sign out?`)) return;
  await dropPages();
  form.dataset.sure = "yes";
  form.requestSubmit();
});

// Who erases everything does not mean to leave it on this phone.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.getAttribute("action") !== "/erase" || form.elements.word?.value.trim() !== "ERASE" || form.dataset.sure) return;
  event.preventDefault();
  await dropPages();
  await forget((await mine()).map((one) => one.id)).catch(() => {});
  form.dataset.sure = "yes";
  form.requestSubmit();
});

async function dropPages() {
  for (const name of (await window.caches?.keys()) ?? []) if (name.startsWith("pages ")) await caches.delete(name);
}

// The worker, where the browser has one: on https, and on this machine.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").catch(() => {});
  if (/^\/($|week|train\/|session\/)/.test(location.pathname)) {
    navigator.serviceWorker.ready.then(({ active }) => active.postMessage("keep")).catch(() => {});
  }
}
