// The rows of a session on the page: what was done here is shown before the server has heard of it.

import { inUnit, short, words } from "./values.js";

export const work = () => document.querySelector("#work");
const unit = () => work().dataset.unit;
const stations = () => [...work().querySelectorAll(".station")];
const rowsOf = (home) => [...home.querySelectorAll(".rows > .row")];
export const rowOf = (id) => work().querySelector(`.row[data-id="${CSS.escape(id)}"]`);
const named = (home) => home.querySelector("h2").lastChild.textContent.trim();

function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

// Show a set as done; the row that it fills gives way to it, and another one is put at the end.
export function showDone(fact) {
  if (rowOf(fact.id)) return;
  const { exercise, place, role = "work", ...values } = fact.body;
  const home = document.getElementById(`m-${exercise}`) ?? strange(exercise);
  const free = rowsOf(home).find((row) => !row.dataset.id && Number(row.dataset.place) === place);
  const row = free ?? element("li", { className: "row" });
  if (!free) {
    row.dataset.place = place;
    const worked = rowsOf(home).filter((one) => !("ramp" in one.dataset || "drop" in one.dataset)).length;
    row.dataset.label = { warmup: "Ramp", drop: "Drop" }[role] ?? `Set ${worked + 1}`;
    if (role === "warmup") row.dataset.ramp = "";
    if (role === "drop") row.dataset.drop = "";
    home.querySelector(".rows").append(row);
  }
  stow(row);
  row.dataset.id = fact.id;
  write(row, values);
}

// A movement that this page does not have: it was swapped in or added elsewhere.
function strange(exercise) {
  const home = element("details", { className: "card fold station", id: `m-${exercise}`, open: true },
    element("summary", {}, element("h2", { className: "numbered" }, exercise.replaceAll("_", " ")), element("span", { className: "meta" })),
    element("ol", { className: "plain rows" }));
  work().querySelector(".finish").before(home);
  return home;
}

// Put away what a row shows while it is to be done, so that it can come back.
function stow(row) {
  if (!row.classList.contains("is-next")) return;
  const kept = row.querySelector(":scope > template") ?? element("template");
  kept.content.replaceChildren(...[...row.childNodes].filter((node) => node !== kept));
  row.replaceChildren(kept);
  row.classList.remove("is-next");
}

const NAMES = { load_kg: "load", reps: "reps", duration_s: "seconds", reserve: "reserve" };

// Write what was done into a row.
function write(row, values) {
  for (const [name, field] of Object.entries(NAMES)) if (name in values) row.dataset[field] = values[name] ?? "";
  const is = held(row), about = `${named(row.closest(".station"))}, ${row.dataset.label}`;
  const value = element("span", { className: "row-value" }, words({ ...is, ...values }, unit()));
  if (is.reserve !== null) value.append(" ", element("small", {}, `${short(is.reserve)} left`));
  const edit = element("a", { className: "edit", href: `/set/${row.dataset.id}` }, "Edit", element("span", { className: "sr" }, ` ${about}`));
  row.className = "row is-done";
  row.removeAttribute("id");
  row.replaceChildren(element("span", { className: "row-label" }, row.dataset.label), value, edit, ...row.querySelectorAll(":scope > template"));
}

// What a row that is done holds.
export function held(row) {
  return Object.fromEntries(Object.entries(NAMES).map(([name, field]) => [name, row.dataset[field] ? Number(row.dataset[field]) : null]));
}

export function showAmended(fact) {
  const row = rowOf(fact.about);
  if (row) write(row, fact.body);
}

// A set that was taken back is to be done again where it was planned, and gone where it was not.
export function showWithdrawn(fact) {
  const row = rowOf(fact.about);
  if (!row) return;
  for (const name of ["id", ...Object.values(NAMES)]) delete row.dataset[name];
  if (!row.querySelector(":scope > template")) return row.remove();
  row.className = "row";
  rest(row);
}

// A row whose turn is later shows only what is planned.
function rest(row) {
  row.removeAttribute("id");
  row.replaceChildren(
    element("span", { className: "row-label" }, row.dataset.label),
    element("span", { className: "row-value" }, row.dataset.plain ?? ""),
    ...row.querySelectorAll(":scope > template"),
  );
}

function promote(row, load) {
  if (!row.classList.contains("is-next")) {
    const kept = row.querySelector(":scope > template");
    if (!kept) return;
    row.classList.add("is-next");
    row.replaceChildren(kept.content.cloneNode(true), kept);
  }
  if (load && !("ramp" in row.dataset)) carry(row, load);
}

// Who took another load for the last set takes it for this one.
function carry(row, load) {
  const form = row.querySelector("[data-set]"), field = form?.elements.load;
  if (!field || field.value !== field.defaultValue || Number(form.elements.planned_kg?.value) === Number(load)) return;
  const shown = short(inUnit(Number(load), unit()));
  field.value = field.defaultValue = form.elements.shown.value = shown;
  const exact = form.elements.planned_kg ?? form.appendChild(element("input", { type: "hidden", name: "planned_kg" }));
  exact.value = load;
  const digits = row.querySelector(".digits");
  const large = element("span", {}, shown, element("small", {}, unit()));
  if (digits?.querySelector(".times")) digits.firstElementChild.replaceWith(large);
  else {
    digits?.querySelector("small")?.remove(); // "reps" is said only where no load is
    digits?.prepend(large, element("span", { className: "times" }, "×"));
  }
  field.dispatchEvent(new Event("input", { bubbles: true })); // the plates follow
}

const undone = (home) => rowsOf(home).filter((row) => !row.dataset.id);
const open = (home) => undone(home).some((row) => !("ramp" in row.dataset));

// After something changed: which row comes next in each movement, which movement is on, and how far it is.
export function settle() {
  for (const home of stations()) {
    const [first, ...later] = undone(home);
    const before = rowsOf(home).filter((row) => row.dataset.id && !("ramp" in row.dataset || "drop" in row.dataset));
    if (first) promote(first, before.at(-1)?.dataset.load);
    for (const row of later) {
      stow(row);
      rest(row);
    }
    const worked = rowsOf(home).filter((row) => !("ramp" in row.dataset));
    const done = worked.filter((row) => row.dataset.id).length;
    const told = home.querySelector("summary .meta");
    if (open(home)) told.textContent = `${done} of ${worked.length}`;
    else told.replaceChildren(element("span", { className: "tag ok" }, "done"));
  }
  turn();
  count();
}

// The movement whose turn it is: the server said the order, and what was taken back comes first.
function turn() {
  const order = work().dataset.turns.split(" ");
  const left = stations().filter(open).flatMap(undone);
  const place = (row) => order.indexOf(row.dataset.row);
  const [next] = left.sort((a, b) => place(a) - place(b));
  const current = next?.closest(".station");
  for (const home of stations()) {
    const is = home === current, was = home.classList.contains("current");
    home.classList.toggle("current", is);
    if (is && !was) home.open = true;
    if (was && !is && !open(home)) home.open = false;
    const row = home.querySelector(".is-next"), button = row?.querySelector(".set-form > button");
    row?.removeAttribute("id");
    if (is && row) row.id = "next";
    button?.classList.toggle("big", is);
    button?.classList.toggle("quiet", !is);
  }
}

function count() {
  const rows = stations().flatMap(rowsOf).filter((row) => !("ramp" in row.dataset));
  const total = rows.length, done = rows.filter((row) => row.dataset.id).length;
  Object.assign(work().dataset, { count: done, total });
  work().querySelector(".progress .meta").replaceChildren(element("strong", {}, String(done)), ` of ${total} sets`);
  work().querySelector(".progress .bar-fill").setAttribute("width", total ? Math.min(100, (100 * done) / total) : 0);
  const end = work().querySelector(".finish"), all = total > 0 && done >= total, some = Boolean(work().querySelector(".row[data-id]"));
  const left = total - done;
  end.classList.toggle("ready", all);
  end.querySelector("h2").textContent = all ? "All sets done" : some ? "Finish" : "Not today?";
  end.querySelector("p").textContent = all ? "Well trained. Finish, then stretch if you like."
    : some ? `${left} ${left === 1 ? "set is" : "sets are"} left. What you did is saved; leaving the rest is fine.`
    : "Leave without a set and nothing is kept.";
  const button = end.querySelector("[data-finish] button");
  button.textContent = some ? "Finish" : "Leave the session";
  button.classList.toggle("big", all);
  button.classList.toggle("quiet", !all);
}

// Mark the sets that are not on the server yet, and those that it refused.
export function showWaiting(entries) {
  for (const mark of work().querySelectorAll(".row-waits")) mark.remove();
  for (const { fact, state } of entries) {
    const row = state === "stored" ? null : rowOf(fact.kind === "logged" ? fact.id : fact.about);
    if (!row || row.querySelector(".row-waits")) continue;
    const refused = state === "refused";
    row.append(element("p", { className: `row-note row-waits${refused ? " wrong" : ""}` },
      refused ? element("a", { href: "/waiting" }, "Refused: see why") : "On this phone, waiting for a network"));
  }
}

// The form to correct a set, in its own row.
export function openCorrection(row) {
  const form = document.querySelector("#correct").content.cloneNode(true).querySelector("form");
  const is = held(row), { load, reps, reserve } = form.elements;
  load.value = load.defaultValue = is.load_kg === null ? "" : short(inUnit(is.load_kg, unit()));
  if (is.reps === null && is.duration_s) {
    reps.name = "seconds";
    reps.parentElement.querySelector("span").textContent = "Seconds";
  }
  reps.value = is.reps ?? is.duration_s ?? "";
  reserve.value = is.reserve === null ? "" : short(is.reserve);
  for (const [name, value] of [["shown", load.value], ["planned_kg", is.load_kg ?? ""]]) form.append(element("input", { type: "hidden", name, value }));
  form.querySelector("[data-all]").href = `/set/${row.dataset.id}`;
  form.hidden = false;
  row.querySelector(".edit").hidden = true;
  row.append(form);
  reps.focus();
  reps.select();
}
