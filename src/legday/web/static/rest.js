// The rest between sets: counts down by the clock, carries on after the tab was closed, and says when it is over.
// A tone is laid ahead on the clock of the sound; out of sight the page also shows a notification, where that was allowed.

import { say, sayAlso } from "./reader.js";
import { buzz, tone } from "./sound.js";

const panel = document.querySelector(".timer");
const digits = panel.querySelector("[data-digits]");
const track = panel.querySelector("[data-track]");
const sound = panel.querySelector("[data-sound]");
const tell = panel.querySelector("[data-tell]");
const key = `rest:${location.pathname}`;

let until = 0, whole = 1, ticking = 0, told = true, laid = null;

const loud = () => localStorage.getItem("sound") !== "off";
const mark = () => sound.setAttribute("aria-pressed", String(loud()));

export function start(seconds) {
  if (!(seconds > 0)) return stop();
  whole = seconds;
  run(Date.now() + seconds * 1000);
  sayAlso(`Rest ${words(seconds)}.`);
}

export function stop() {
  clearInterval(ticking);
  laid?.take();
  laid = null;
  localStorage.removeItem(key);
  panel.hidden = true;
  document.body.classList.remove("resting");
}

function run(end) {
  until = end; told = false;
  localStorage.setItem(key, JSON.stringify([until, whole]));
  lay();
  panel.hidden = false;
  document.body.classList.add("resting");
  clearInterval(ticking);
  ticking = setInterval(tick, 250);
  tick();
}

// The tone at the end, laid ahead; a change of the rest or of the sound takes it back first.
function lay() {
  laid?.take();
  const left = (until - Date.now()) / 1000;
  laid = loud() && left > 0 ? tone("over", left) : null;
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
    if (loud()) {
      if (!laid?.sounded()) { laid?.take(); tone("over"); } // the sound stood still meanwhile
      buzz("over");
    }
    laid = null;
    if (document.hidden) notify();
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

async function notify() {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const worker = await navigator.serviceWorker.getRegistration();
    await worker?.showNotification("Rest is over", { tag: "rest", body: "The next set is waiting." });
  } catch { /* what is to be seen and heard remains */ }
}

// Asked by the button alone, and only where a worker could show it.
async function offer() {
  const can = "Notification" in window && Notification.permission === "default" && "serviceWorker" in navigator;
  tell.hidden = !(can && (await navigator.serviceWorker.getRegistration()));
}
tell.addEventListener("click", async () => {
  await Notification.requestPermission();
  offer();
});
offer();

panel.querySelector("[data-more]").addEventListener("click", () => shift(15));
panel.querySelector("[data-less]").addEventListener("click", () => shift(-15));
panel.querySelector("[data-skip]").addEventListener("click", stop);
sound.addEventListener("click", () => { localStorage.setItem("sound", loud() ? "off" : "on"); mark(); lay(); });
mark();
const kept = JSON.parse(localStorage.getItem(key) ?? "null");
if (kept && kept[0] <= Date.now()) localStorage.removeItem(key);
if (kept && kept[0] > Date.now()) { whole = kept[1]; run(kept[0]); }
