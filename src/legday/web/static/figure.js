// The moving figure: every outline is known in a few postures and follows a curve between them, so that any moment of a
// repetition can be shown. Pages show the picture without this file, and play it with it.

import { at, length, schedule } from "./tempo.js";

const STEPS = 7; // colours of a muscle, as in figure/draw.py
const SHOWN = 0.02; // the force from which a muscle is said to work

const still = matchMedia("(prefers-reduced-motion: reduce)");

for (const figure of document.querySelectorAll("[data-figure]")) mount(figure);
new MutationObserver((changes) => { // a session that was saved is put in anew
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) node.querySelectorAll?.("[data-figure]").forEach(mount);
  }
}).observe(document.querySelector("main"), { childList: true, subtree: true });

// Give a figure its `show(where)`: 0 before the lift, 1 lifted.
function mount(figure) {
  if (figure.show) return;
  const svg = figure.querySelector("svg");
  const shapes = [...svg.querySelectorAll("path")].filter((path) => !path.classList.contains("ground"));
  let film = null, wanted = null, loading = null;

  function draw(where) {
    const place = film.rises ? where : 1 - where;
    film.paths.forEach((path, i) => { if (path.curve) shapes[i].setAttribute("d", path.curve(place)); });
    film.muscle.forEach((muscle, i) => {
      if (muscle) shapes[i].setAttribute("class", `m ${step(film.force[muscle], place)}`);
    });
  }
  figure.load = () => {
    loading ??= fetch(figure.dataset.reel).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then((reel) => { film = threaded(reel); if (wanted !== null) draw(wanted); })
      .catch(() => { loading = null; }); // without a network the picture stays as it is
    return loading;
  };
  figure.show = (where) => {
    wanted = where;
    if (film) draw(where);
    else figure.load();
  };
  figure.said = (where) => (film ? words(film, film.rises ? where : 1 - where) : "");
  name(figure, svg);
  if (figure.querySelector("[data-play]")) controls(figure);
}

// Numbers of a path between its postures, by a curve through them (Catmull–Rom).
function threaded(reel) {
  const paths = reel.paths.map((keys) => {
    if (keys.length < 2) return {};
    const letters = keys[0].split(/-?\d+/);
    const rows = keys.map((key) => key.match(/-?\d+/g).map(Number));
    return { curve: (place) => write(letters, rows, place) };
  });
  return { ...reel, paths };
}

function write(letters, rows, place) {
  const last = rows.length - 1;
  const along = Math.min(Math.max(place, 0), 1) * last;
  const i = Math.min(Math.floor(along), last - 1), t = along - i;
  const [a, b, c, d] = [rows[Math.max(i - 1, 0)], rows[i], rows[i + 1], rows[Math.min(i + 2, last)]];
  let text = letters[0];
  for (let k = 0; k < b.length; k += 1) {
    const value = b[k] + 0.5 * t * (c[k] - a[k] + t * (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k] + t * (3 * (b[k] - c[k]) + d[k] - a[k])));
    const between = letters[k + 1];
    text += `${Math.round(value * 10) / 10}${between === "" ? " " : between}`;
  }
  return text;
}

function between(row, place) {
  const along = place * (row.length - 1), i = Math.min(Math.floor(along), row.length - 2);
  return row[i] + (along - i) * (row[i + 1] - row[i]);
}

// The class of a muscle's colour for a value from 0 to 1.
export const shade = (value) => `m${Math.min(Math.floor(value * STEPS), STEPS - 1)}`;

const step = (row, place) => (row ? shade(between(row, place)) : "mn");

// The angles at a moment and the three muscles that work hardest there.
function words(film, place) {
  const angles = Object.entries(film.angles_deg).map(([joint, row]) => `${joint} ${Math.round(between(row, place))}°`);
  const hardest = Object.entries(film.force).map(([muscle, row]) => [between(row, place), muscle])
    .filter(([force]) => force > SHOWN).sort((a, b) => b[0] - a[0]).slice(0, 3)
    .map(([, muscle]) => film.names[muscle].toLowerCase());
  const first = angles.join(", ");
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}.${hardest.length ? ` Hardest: ${hardest.join("; ")}.` : ""}`;
}

// Play and pause, and a slider through the repetition.
function controls(figure) {
  const play = figure.querySelector("[data-play]"), slider = figure.querySelector("[data-scrub]");
  const caption = figure.querySelector("[data-caption]");
  const [lift, hold, lower] = figure.dataset.tempo.split(" ").map(Number);
  const plan = schedule({ lift, hold, lower, reps: 1, startsLow: figure.dataset.starts !== "high" });
  const whole = length(plan);
  let began = null, elapsed = 0;

  const mark = () => { play.hidden = still.matches; if (still.matches) pause(); };
  still.addEventListener("change", mark);

  function turn() {
    if (began === null) return;
    elapsed = ((performance.now() - began) / 1000) % whole;
    const { where, phase } = at(plan, elapsed);
    figure.show(where);
    slider.value = Math.round(100 * where);
    tell(where, phase);
    requestAnimationFrame(turn);
  }
  function tell(where, phase = "") {
    const said = figure.said(where);
    if (!said) return;
    caption.textContent = phase ? `${{ lift: "Lift", hold: "Hold", lower: "Lower slowly" }[phase] ?? ""}: ${said.charAt(0).toLowerCase()}${said.slice(1)}` : said;
    slider.setAttribute("aria-valuetext", said);
  }
  function pause() {
    began = null;
    play.textContent = "Play";
    play.setAttribute("aria-pressed", "false");
  }
  play.addEventListener("click", async () => {
    if (began !== null) return pause();
    play.textContent = "Pause";
    play.setAttribute("aria-pressed", "true");
    began = performance.now() - elapsed * 1000;
    await figure.load();
    if (began !== null) { began = performance.now() - elapsed * 1000; requestAnimationFrame(turn); }
  });
  slider.addEventListener("input", async () => {
    if (began !== null) pause();
    await figure.load();
    const where = Number(slider.value) / 100;
    figure.show(where);
    tell(where);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && began !== null) pause(); });
  mark();
}

// Mark the muscles that are chosen, and no others.
export function highlight(svg, chosen) {
  for (const path of svg.querySelectorAll("path.on")) path.classList.remove("on");
  for (const path of chosen) path.classList.add("on");
}

// A muscle says its name when it is tapped, or a group where groups are shaded; with the keyboard the arrows go from one
// that works to the next.
function name(figure, svg) {
  const label = figure.querySelector("[data-named]");
  if (!label) return;
  let marked = null;
  svg.tabIndex = 0;
  const called = (path) => path.dataset.group ?? path.dataset.m;
  const muscles = [...svg.querySelectorAll("path.m")];
  const named = () => muscles.filter((path) => path.querySelector("title"))
    .filter((path, i, all) => all.findIndex((one) => called(one) === called(path)) === i);
  function choose(path) {
    marked = path;
    highlight(svg, path ? muscles.filter((one) => called(one) === called(path)) : []);
    label.textContent = path?.querySelector("title").textContent ?? "";
  }
  svg.addEventListener("click", (event) => {
    const path = event.target.closest("path.m");
    choose(path && (named().find((one) => called(one) === called(path)) ?? null));
  });
  svg.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const all = named();
    if (all.length) choose(all[(all.indexOf(marked) + way + all.length) % all.length]);
  });
  svg.addEventListener("blur", () => choose(null));
}
