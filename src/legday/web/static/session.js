// The session: a set is sent without a reload, and the rest is timed. The server stays the one who knows what is saved.

const work = () => document.querySelector("#work");
const voice = document.querySelector("[data-voice]");
const trouble = document.querySelector("[data-trouble]");
const COOL_MS = 700; // a second tap of the same double tap must not log the next set

let cooling = 0;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-set]")) return;
  event.preventDefault();
  if (form.dataset.sending || performance.now() < cooling) return;
  form.dataset.sending = "yes";
  const button = form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  trouble.hidden = true;
  const before = Number(work().dataset.count);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#work");
    if (!fresh) throw new Error("no session in the answer");
    show(fresh, form);
    if (!answer.ok) return document.querySelector(".alert")?.scrollIntoView({ block: "center" });
    cooling = performance.now() + COOL_MS;
    const count = Number(fresh.dataset.count), total = Number(fresh.dataset.total);
    say(`${form.dataset.name} saved. ${count} of ${total} sets.`);
    if (count < total || count === before) rest.start(Number(form.dataset.rest));
    else rest.stop();
  } catch {
    trouble.textContent = "Not saved: legday cannot be reached. Check that it runs, then tap Done again.";
    trouble.hidden = false;
  } finally {
    delete form.dataset.sending;
    button.removeAttribute("aria-busy");
  }
});

// Put the new state in place of the old one; what was typed elsewhere and opened by hand stays.
function show(fresh, sent) {
  const typed = [...document.querySelectorAll("#work input[id]")]
    .filter((input) => input.value !== input.defaultValue && !sent.contains(input));
  const station = sent.closest("details.station")?.id;
  const opened = [...document.querySelectorAll("#work details[id][open]")].map((details) => details.id);
  const hadFocus = work().contains(document.activeElement);
  work().replaceWith(fresh);
  for (const input of typed) {
    const same = document.getElementById(input.id);
    if (same) same.value = input.value;
  }
  for (const id of opened) {
    const details = document.getElementById(id);
    const finished = id === station && details?.querySelector("summary .tag.ok");
    if (details && !finished && id !== "warm-up" && !id.startsWith("add-")) details.open = true;
  }
  const here = document.getElementById(station);
  const next = here?.open && here.querySelector(".is-next") ? here : document.querySelector("details.station.current");
  const row = next?.querySelector(".is-next");
  if (hadFocus) (row?.querySelector(".set-form button") ?? document.querySelector(".finish button")).focus({ preventScroll: true });
  const behavior = calm() ? "auto" : "smooth";
  if (next && next.id !== station) next.scrollIntoView({ block: "start", behavior });
  else (row ?? document.querySelector(".finish")).scrollIntoView({ block: "center", behavior });
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const say = (words) => { voice.textContent = words; };

const rest = (() => {
  const panel = document.querySelector(".timer");
  const digits = panel.querySelector("[data-digits]");
  const track = panel.querySelector("[data-track]");
  const sound = panel.querySelector("[data-sound]");
  const key = `rest:${location.pathname}`;
  let until = 0, whole = 1, ticking = 0, told = true;

  const loud = () => localStorage.getItem("sound") !== "off";
  const mark = () => sound.setAttribute("aria-pressed", String(loud()));

  function start(seconds) {
    if (!(seconds > 0)) return stop();
    whole = seconds;
    run(Date.now() + seconds * 1000);
    say(`${voice.textContent} Rest ${words(seconds)}.`);
  }
  function run(end) {
    until = end; told = false;
    sessionStorage.setItem(key, JSON.stringify([until, whole]));
    panel.hidden = false;
    document.body.classList.add("resting");
    clearInterval(ticking);
    ticking = setInterval(tick, 250);
    tick();
  }
  function stop() {
    clearInterval(ticking);
    sessionStorage.removeItem(key);
    panel.hidden = true;
    document.body.classList.remove("resting");
  }
  function tick() {
    const left = Math.ceil((until - Date.now()) / 1000);
    const shown = Math.abs(left);
    digits.textContent = `${left < 0 ? "+" : ""}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    track.style.transform = `scaleX(${Math.max(0, Math.min(1, left / whole))})`;
    panel.classList.toggle("over", left <= 0);
    if (left <= 0 && !told) {
      told = true;
      say("Rest is over.");
      if (loud()) { beep(); navigator.vibrate?.([200, 100, 200]); }
    }
    if (left < -600) stop();
  }
  function shift(seconds) {
    whole = Math.max(1, whole + seconds);
    run(Math.max(Date.now(), until) + seconds * 1000);
    say(`${words(Math.max(0, Math.round((until - Date.now()) / 1000)))} left.`);
  }
  function words(seconds) {
    const minutes = Math.floor(seconds / 60), rest = seconds % 60;
    return [minutes && `${minutes} min`, rest && `${rest} s`].filter(Boolean).join(" ") || "0 s";
  }
  function beep() {
    try {
      const audio = new AudioContext();
      for (const at of [0, 0.25]) {
        const tone = audio.createOscillator(), volume = audio.createGain();
        tone.frequency.value = 880;
        volume.gain.setValueAtTime(0.2, audio.currentTime + at);
        volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.2);
        tone.connect(volume).connect(audio.destination);
        tone.start(audio.currentTime + at);
        tone.stop(audio.currentTime + at + 0.2);
      }
    } catch { /* no sound here; the digits and the announcement remain */ }
  }

  panel.querySelector("[data-more]").addEventListener("click", () => shift(15));
  panel.querySelector("[data-less]").addEventListener("click", () => shift(-15));
  panel.querySelector("[data-skip]").addEventListener("click", stop);
  sound.addEventListener("click", () => { localStorage.setItem("sound", loud() ? "off" : "on"); mark(); });
  mark();
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept && kept[0] > Date.now()) { whole = kept[1]; run(kept[0]); }
  return { start, stop };
})();

// The screen stays on while the session is open, where the browser allows it.
async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  try { await navigator.wakeLock?.request("screen"); } catch { /* low battery or not allowed */ }
}
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
