// The rest between sets: counts down, survives a reload, and says when it is over.

import { say, sayAlso } from "./reader.js";
import { buzz, tone } from "./sound.js";

const panel = document.querySelector(".timer");
const digits = panel.querySelector("[data-digits]");
const track = panel.querySelector("[data-track]");
const sound = panel.querySelector("[data-sound]");
const key = `rest:${location.pathname}`;

let until = 0, whole = 1, ticking = 0, told = true;

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
  sessionStorage.removeItem(key);
  panel.hidden = true;
  document.body.classList.remove("resting");
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

function tick() {
  const left = Math.ceil((until - Date.now()) / 1000);
  const shown = Math.abs(left);
  digits.textContent = `${left < 0 ? "+" : ""}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
  track.style.transform = `scaleX(${Math.max(0, Math.min(1, left / whole))})`;
  panel.classList.toggle("over", left <= 0);
  if (left <= 0 && !told) {
    told = true;
    say("Rest is over.");
    if (loud()) { tone("over"); buzz("over"); }
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

panel.querySelector("[data-more]").addEventListener("click", () => shift(15));
panel.querySelector("[data-less]").addEventListener("click", () => shift(-15));
panel.querySelector("[data-skip]").addEventListener("click", stop);
sound.addEventListener("click", () => { localStorage.setItem("sound", loud() ? "off" : "on"); mark(); });
mark();
const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
if (kept && kept[0] > Date.now()) { whole = kept[1]; run(kept[0]); }
