// The session: what is tapped is kept on this phone first, then shown, then sent. Once the server has it, its own page
// takes the place of ours.

import "./awake.js";
import "./done.js";
import "./pace.js";
import { local, mine, watch } from "./outbox.js";
import { calm, say } from "./reader.js";
import * as rest from "./rest.js";
import { held, openCorrection, rowOf, settle, showAmended, showDone, showWaiting, showWithdrawn, work } from "./rows.js";
import { about, begun, isLeft, letGo, ofSet } from "./shown.js";
import { flush, record, unsaved } from "./sync.js";
import { readSet } from "./values.js";

const trouble = document.querySelector("[data-trouble]"), undo = document.querySelector("[data-undo]");
const COOL_MS = 700; // a second tap of the same double tap must not log the next set
const UNDO_MS = 8000;
const PATIENCE_MS = 10_000, SOON_MS = 2500, LATER_MS = 5000;

let cooling = 0, busy = false, over = false, fading = 0;
let begunHere = []; // sessions begun on this phone that the page may not know yet

const session = () => work()?.dataset.session || begunHere.at(-1) || "";
const sessions = () => new Set([work()?.dataset.session, ...begunHere].filter(Boolean));
const shownSets = () => [...work().querySelectorAll(".row[data-id]")].map((row) => row.dataset.id);

// What has to be said first where nobody has begun yet.
function beginning() {
  if (session()) return [];
  const body = { app: "legday", began: local(), title: "Legs", planned: work().dataset.planned };
  return [{ kind: "logged", body }];
}

// Keep what was said, and show it only then; the answer says whether it is safe.
export async function tell(drafts) {
  trouble.hidden = true;
  try {
    const { facts } = await record(drafts);
    apply(facts);
    return facts;
  } catch (error) {
    return complain(unsaved(error));
  }
}

function complain(words) {
  trouble.textContent = words;
  trouble.hidden = false;
  return null;
}

// Show facts that the page does not show yet.
function apply(facts) {
  for (const fact of facts) {
    if (ofSet(fact)) showDone(fact);
    else if (fact.kind === "logged") begunHere = [...new Set([...begunHere, fact.id])];
    else if (sessions().has(fact.about)) over ||= Boolean(fact.body.ended);
    else if (fact.kind === "amended") showAmended(fact);
    else if (fact.kind === "withdrawn") showWithdrawn(fact);
  }
  document.querySelector("#start")?.toggleAttribute("hidden", Boolean(session()));
  if (over) showOver();
  else settle();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const act = form.matches("[data-set]") ? log : form.matches("[data-correct]") ? correct : form.matches("[data-finish]") ? finish : null;
  if (!act) return;
  event.preventDefault();
  if (busy || (act === log && performance.now() < cooling)) return;
  busy = true;
  const button = form.querySelector("button:not([type=button])");
  button.setAttribute("aria-busy", "true");
  await act(form).catch((error) => complain(error instanceof RangeError ? error.message : "That did not work. Nothing was saved; try again."));
  busy = false;
  button.removeAttribute("aria-busy");
});

async function log(form) {
  const { movement, role, place } = form.elements, values = readSet(form, work().dataset.unit);
  const before = Number(work().dataset.count), station = form.closest(".station"), hadFocus = work().contains(document.activeElement);
  const added = form.closest(".station-foot"); // it comes after whatever is there by now
  const at = added ? Math.max(Number(place.value) - 1, ...[...station.querySelectorAll(".row")].map((row) => Number(row.dataset.place))) + 1 : Number(place.value);
  const body = { app: "legday", exercise: movement.value, place: at, role: role.value, ...values };
  const set = (facts) => ({ kind: "logged", body: { session: session() || facts[0].id, ...body } });
  const facts = await tell([...beginning(), set]);
  if (!facts) return;
  cooling = performance.now() + COOL_MS;
  if (added) form.closest("details").open = false;
  const count = Number(work().dataset.count), total = Number(work().dataset.total);
  say(`${form.dataset.name} saved. ${count} of ${total} sets.`);
  if (count < total || count === before) rest.start(Number(form.dataset.rest));
  else rest.stop();
  offerUndo(facts.at(-1).id, `${form.dataset.name} saved.`);
  lead(station, hadFocus);
}

// Lead on to what comes next.
function lead(station, hadFocus) {
  const here = station.isConnected && station.open && station.querySelector(".is-next") ? station : document.querySelector("details.station.current");
  const row = here?.querySelector(".is-next");
  if (hadFocus) (row?.querySelector(".set-form > button") ?? document.querySelector(".finish button"))?.focus({ preventScroll: true });
  const behavior = calm() ? "auto" : "smooth";
  if (here && here.id !== station.id) here.scrollIntoView({ block: "start", behavior });
  else (row ?? document.querySelector(".finish"))?.scrollIntoView({ block: "center", behavior });
}

function offerUndo(id, words) {
  clearTimeout(fading);
  undo.dataset.undo = id;
  undo.querySelector("span").textContent = words;
  undo.hidden = false;
  fading = setTimeout(() => { undo.hidden = true; }, UNDO_MS);
}

undo.querySelector("button").addEventListener("click", async () => {
  undo.hidden = true;
  const home = rowOf(undo.dataset.undo)?.closest(".station");
  if (!(await tell([{ kind: "withdrawn", about: undo.dataset.undo, body: {} }]))) return;
  rest.stop();
  say("Taken back.");
  if (home?.isConnected) lead(home, true);
});

document.addEventListener("click", async (event) => {
  const row = event.target.closest("#work .row");
  if (event.target.closest("#work .edit") && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    openCorrection(row);
  } else if (event.target.closest("[data-leave]")) close(row);
  else if (event.target.closest("[data-take-back]")) {
    if (await tell([{ kind: "withdrawn", about: row.dataset.id, body: {} }])) say("Taken back.");
  }
});

function close(row) {
  row.querySelector("[data-correct]").remove();
  row.querySelector(".edit").hidden = false;
  row.querySelector(".edit").focus();
}

async function correct(form) {
  const row = form.closest(".row"), wanted = readSet(form, work().dataset.unit), is = held(row);
  if ("reps" in wanted && row.dataset.reps !== "" && wanted.reps !== is.reps) Object.assign(wanted, { reps_left: null, reps_right: null });
  const changed = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => (is[name] ?? null) !== value || name.startsWith("reps_")));
  if (!Object.keys(changed).length) return close(row);
  if (await tell([{ kind: "amended", about: row.dataset.id, body: changed }])) rowOf(row.dataset.id)?.querySelector(".edit").focus();
}

async function finish() {
  if (!session()) return location.assign("/");
  const id = session(), done = shownSets(), today = local().slice(0, 10);
  if (!done.length) {
    if (await tell([{ kind: "withdrawn", about: id, body: {} }])) { await inTime(flush()); location.assign("/"); }
    return;
  }
  const last = Math.max(...done.map((one) => parseInt(one.slice(0, 8) + one.slice(9, 13), 16)));
  const began = work().dataset.day || today; // begun here
  const ended = began === today ? local() : local(new Date(last)); // whom nobody finished on its day ended with its last set
  if (!(await tell([{ kind: "amended", about: id, body: { ended } }]))) return;
  rest.stop();
  if (await inTime(flush())) location.assign(`/session/${id}`);
}

const inTime = (doing) => Promise.race([doing, new Promise((resolve) => { setTimeout(resolve, SOON_MS, false); })]);

// The session is over, and the server does not know yet.
function showOver() {
  const here = work();
  if (here.dataset.over) return;
  const end = document.querySelector("#over").content.cloneNode(true), id = session();
  const rows = [...here.querySelectorAll(".row[data-id]")].filter((row) => !("ramp" in row.dataset));
  end.querySelector("[data-sets]").textContent = rows.length;
  end.querySelector("[data-movements]").textContent = new Set(rows.map((row) => row.closest(".station").id)).size;
  end.querySelector("[data-effort]").action = `/session/${id}/effort`;
  undo.hidden = true;
  Object.assign(here.dataset, { over: "yes", session: id });
  here.replaceChildren(end);
  const slider = here.querySelector("input[type=range]");
  slider.addEventListener("input", () => { slider.nextElementSibling.value = slider.value; });
  rest.stop();
  scrollTo(0, 0);
}

// Bring page and outbox together: show what only this phone knows, and once nothing waits, what the server shows.
let checking = false, once = false;
async function check() {
  if (checking) { once = true; return; }
  checking = true;
  try { await meet(); } finally { checking = false; }
  if (once) { once = false; check(); }
}

async function meet() {
  const entries = await mine();
  if (isLeft(entries, work().dataset.session)) work().dataset.session = ""; // the page is a copy from before
  begunHere = begun(entries, work().dataset.planned);
  const theirs = about(entries, sessions(), over ? [] : shownSets());
  const page = work().dataset;
  const unknown = theirs.filter((one) => one.state !== "stored" || one.cursor > Number(page.cursor) || !isShown(one));
  if (!over) {
    apply(unknown.map((one) => one.fact));
    if (!over) showWaiting(theirs);
  }
  const waiting = theirs.some((one) => one.state === "waiting");
  if (!waiting && unknown.some((one) => one.state === "stored")) await renew();
  else if (page.session && !over) await letGo({ ...page }, shownSets());
}

// Whether the server's page is about the session of an entry; with a clock that is wrong it may be about another one.
const isShown = ({ fact }) => {
  const of = ofSet(fact) ? fact.body.session : fact.kind === "logged" ? fact.id : "";
  return !of || of === work().dataset.session;
};

async function renew() {
  const id = session();
  if (over) return location.replace(`/session/${id}`);
  if (document.querySelector("dialog[open], [data-correct]")) { setTimeout(check, 1000); return; } // somebody is at it
  let fresh = await page(location.pathname);
  if (fresh && !isOld(fresh) && fresh.querySelector("#work")?.dataset.session !== id) {
    fresh = await page(`/session/${id}`); // with a clock that is wrong the plan's own page is about another one
    if (fresh) history.replaceState(null, "", `/session/${id}`);
  }
  if (!fresh) return;
  const there = fresh.querySelector("#work");
  if (!there) return location.replace(`/session/${id}`); // it ended elsewhere, or something needs care first
  if (isOld(fresh)) { setTimeout(check, LATER_MS); return; } // a copy from before, for the network is slow
  await take(there);
  once = true;
}

const isOld = (fresh) => Number(fresh.querySelector("#work")?.dataset.cursor ?? Infinity) <= Number(work().dataset.cursor);

async function page(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

// Put the server's page in place of ours; what was typed and opened by hand stays, and so does the focus.
async function take(fresh) {
  const typed = [...work().querySelectorAll("input[id], textarea")].filter((input) => input.value !== input.defaultValue);
  const opened = new Map([...work().querySelectorAll("details[id]")].map((details) => [details.id, details.open]));
  const focus = document.activeElement, had = work().contains(focus), inRow = focus.closest?.(".is-next");
  const at = focus.selectionStart ?? null;
  work().replaceWith(fresh);
  for (const input of typed) {
    const same = input.id ? document.getElementById(input.id) : null;
    if (same) same.value = input.value;
  }
  for (const [id, open] of opened) {
    const details = document.getElementById(id);
    if (details) details.open = open;
  }
  if (!had) return;
  const same = focus.id ? document.getElementById(focus.id) : null;
  const next = (same ?? (inRow && document.querySelector("#next .set-form > button")) ?? document.querySelector(".finish button"));
  next.focus({ preventScroll: true });
  if (same && at !== null) try { same.setSelectionRange(at, at); } catch { /* it has none */ }
}

// What needs the server says so, instead of leading to a page that does not come.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || navigator.onLine || !event.target.closest("#work")) return;
  event.preventDefault();
  complain("That needs a network, for the plan is worked out anew. Your sets are kept meanwhile: go on with another movement, or leave this one out by going past it.");
});

watch(check);
check();
