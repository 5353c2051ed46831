// Pacing a set: the figure leads, the phases are shown, counted and, on request, heard and felt. It logs nothing: at the
// end the repetitions stand in the form, and the person taps Done.

import { stayAwake } from "./awake.js";
import { calm, say } from "./reader.js";
import * as rest from "./rest.js";
import { buzz, canBuzz, canSpeak, speak, tone } from "./sound.js";
import { at, completed, held, resumed, schedule } from "./tempo.js";

const COUNT_IN = 10; // seconds: from the phone across the room into the starting posture
const LAST = 3; // the seconds before something begins that are given a tone
const MOST = 600; // repetitions or seconds; a slip of the finger is no set
const DONE_MS = 4000; // how long the end is shown to somebody across the room

const dialog = document.querySelector("[data-pace]");
const [name, rep, side, leads, level, word, big, tempo, sides, slower, dark, go, stop, told] = [
  "name", "rep", "side", "lead", "level", "word", "big", "tempo", "sides", "slower", "dark", "go", "stop", "told",
].map((part) => dialog.querySelector(`[data-${part}]`)); // now, for later a figure comes in with names of its own

let set = null; // what was asked for: the form, the figure, the repetitions, the phases
let plan = [], began = 0, paused = 0, closing = 0;
let shown = {}; // the moment that the screen shows

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pace-me]");
  if (button) open(button);
});

function open(button) {
  if (set && dialog.dataset.state !== "closed") leave();
  const { starts, hold } = button.dataset;
  const [lift, top, lower] = button.dataset.tempo.split(" ").map(Number);
  const row = button.closest(".row");
  const timed = hold !== undefined;
  const field = row.querySelector(timed ? "[name=seconds]" : "[name=reps]");
  const wanted = Math.floor([field.value, field.defaultValue].map(Number).find((count) => count >= 1 && count <= MOST) ?? 1);
  set = {
    field, lift, hold: top, lower, reps: timed ? 1 : wanted, sides: Number(button.dataset.sides),
    startsLow: starts !== "high", holdSeconds: timed ? wanted : 0,
  };
  name.textContent = button.dataset.name;
  sides.hidden = set.sides < 2;
  slower.hidden = set.holdSeconds > 0;
  lead(row.closest(".station").querySelector("[data-figure]"));
  enter("set up");
  dialog.showModal();
  go.focus();
  stayAwake().then((awake) => { dark.hidden = awake; });
}

// The figure of the movement comes into the dialog, and goes back where it was; without one, a simple level leads.
function lead(figure) {
  set.figure = figure ?? level;
  set.home = figure && document.createComment("the figure's place");
  if (figure) {
    figure.querySelector("[data-play][aria-pressed=true]")?.click(); // it has one to lead it now
    figure.replaceWith(set.home);
    leads.append(figure);
  }
  level.hidden = Boolean(figure);
}
level.show = (where) => { level.firstElementChild.style.transform = `translateY(${-100 * where}%)`; };

function asked() {
  const more = set.holdSeconds ? 0 : Number(dialog.querySelector("[name=slower]:checked").value);
  return { ...set, lift: set.lift + more, lower: set.lower + more, countIn: COUNT_IN };
}

function enter(state) {
  dialog.dataset.state = state;
  go.textContent = { "set up": "Start", running: "Pause", paused: "Continue", done: "Back to the set" }[state];
  stop.textContent = state === "set up" ? "Not now" : "Stop";
  stop.hidden = state === "done";
  if (state === "set up") lay();
  if (state === "paused") { write("", "Paused"); tell("Paused."); }
}

// Show what is to come, in the posture where it begins.
function lay() {
  const wanted = asked(), { lift, hold, lower, holdSeconds } = wanted;
  plan = schedule(wanted);
  shown = {};
  const first = at(plan, 0);
  dialog.dataset.phase = "ready";
  set.figure.show?.(first.where);
  const phases = [["Lift", lift], ["Hold", hold]];
  phases.splice(set.startsLow ? 2 : 0, 0, ["Lower", lower]);
  const named = holdSeconds ? [["Hold", holdSeconds]] : phases.filter(([, seconds]) => seconds);
  tempo.textContent = named.map(([what, seconds]) => `${what} ${seconds} s`).join(" · ");
  rep.textContent = holdSeconds ? "" : `${set.reps} ${set.reps === 1 ? "rep" : "reps"}`;
  side.textContent = set.sides === 2 ? "each side" : "";
}

function run(from) {
  plan = from;
  began = performance.now();
  shown = {};
  rest.stop();
  enter("running");
  requestAnimationFrame(frame);
}

const elapsed = () => (performance.now() - began) / 1000;

function frame() {
  if (dialog.dataset.state !== "running") return;
  const now = at(plan, elapsed());
  if (now.phase === "done") return finish(now);
  if (!calm()) set.figure.show?.(now.where);
  const turned = now.phase !== shown.phase || now.rep !== shown.rep || now.side !== shown.side;
  if (turned || now.count !== shown.count) {
    display(now);
    cue(now, turned);
    shown = now;
  }
  requestAnimationFrame(frame);
}

const WORDS = { ready: "Get ready", lift: "Lift", hold: "Hold", lower: "Lower", done: "Done" };
const named = ({ phase, side }) => WORDS[phase] ?? `Now ${side}`;

// One thing at a time, as large as it goes: a phase of a second is its word, a longer one is counted.
function display(now) {
  dialog.dataset.phase = WORDS[now.phase] ? now.phase : "change";
  count(now);
  if (now.seconds > 1) write(named(now), now.count);
  else write("", named(now));
}

function write(small, large) {
  word.textContent = small;
  big.textContent = large;
  big.classList.toggle("words", typeof large === "string");
}

function count(now) {
  rep.textContent = set.holdSeconds ? "" : `${now.rep} of ${set.reps}`;
  side.textContent = now.side ? `${now.side} side` : "";
}

function tell(words) { told.textContent = words; }

function cue(now, turned) {
  const waits = !["lift", "hold", "lower"].includes(now.phase);
  const last = (waits || set.holdSeconds > 0) && now.count <= LAST;
  if (turned) {
    const which = now.side ? `, ${now.side}` : "";
    tell(waits ? `${named(now)}.` : `${named(now)}. ${set.holdSeconds ? "" : `${now.rep} of ${set.reps}`}${which}`);
    sound(waits ? "ready" : now.phase);
  } else if (last) sound("ready");
  if (wants("voice")) {
    if (turned) speak(named(now));
    else if (last || !waits) speak(String(now.count));
  }
}

function sound(what) {
  if (wants("sound")) tone(what);
  if (wants("vibration")) buzz(what);
}

function pause() {
  paused = elapsed();
  enter("paused");
}

function finish(now) {
  set.figure.show?.(now.where);
  fill(Infinity);
  display(now);
  enter("done");
  tell(`Done. ${amount(set.holdSeconds || now.rep)}.`);
  sound("done");
  if (wants("voice")) speak("Done");
  closing = setTimeout(() => dialog.close(), DONE_MS);
}

function amount(count) {
  const one = set.holdSeconds ? "second" : "repetition";
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

// Put into the form what was done until a moment; where that is nothing, what stands there stays.
function fill(seconds) {
  const count = set.holdSeconds ? held(plan, seconds, set.holdSeconds) : completed(plan, seconds);
  if (!count) return;
  set.field.value = count;
  say(`${amount(count)} filled in. Done saves the set.`);
}

go.addEventListener("click", () => {
  const state = dialog.dataset.state;
  if (state === "set up") run(schedule(asked()));
  else if (state === "running") pause();
  else if (state === "paused") run(resumed(plan, paused, COUNT_IN));
  else dialog.close();
});
stop.addEventListener("click", () => dialog.close());
// Stopped, at the end, or left by Escape or the phone's way back.
dialog.addEventListener("close", () => {
  if (!dialog.open) leave(); // the browser tells late: it may have been opened again in between
});
function leave() {
  clearTimeout(closing);
  const state = dialog.dataset.state;
  if (state === "running") fill(elapsed());
  if (state === "paused") fill(paused);
  dialog.dataset.state = "closed";
  set.home?.replaceWith(set.figure);
}
dialog.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.target.closest("button, input")) return;
  event.preventDefault();
  go.click();
});
// Nobody sees or hears a page that is hidden, so its repetitions would not be done.
document.addEventListener("visibilitychange", () => {
  if (document.hidden && dialog.dataset.state === "running") pause();
});

// What is wanted is remembered; nothing is, until it is asked for.
const wants = (what) => localStorage.getItem(`pace-${what}`) === "on";
for (const box of dialog.querySelectorAll("[data-cue]")) {
  const what = box.dataset.cue;
  box.checked = wants(what);
  box.addEventListener("change", () => {
    localStorage.setItem(`pace-${what}`, box.checked ? "on" : "off");
    if (box.checked) ({ sound: tone, vibration: buzz, voice: () => speak("Lift") })[what]("lift");
  });
}
dialog.querySelector("[data-vibration]").hidden = !canBuzz;
dialog.querySelector("[data-spoken]").hidden = !canSpeak;
for (const choice of dialog.querySelectorAll("[name=slower]")) choice.addEventListener("change", lay);
