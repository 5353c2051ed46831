// Sending what waits: one tab at a time, each fact until the server has answered for its own id.

import { judge, mine, person, put, unkept } from "./outbox.js";

const BATCH = 200;
const PATIENCE_MS = 20_000;
const FIRST_MS = 2_000, MOST_MS = 300_000; // the wait after a failure doubles between these

let wait = FIRST_MS, timer = 0, sending = null, again = false;

let hindrance = "";

// Why the last sending ended with something left: "", "unreached", "signed out", "other person".
export const hindered = () => hindrance;

// One at a time over all tabs where the browser can; otherwise in this tab, and the server keeps doubles out.
const alone = (act) => (navigator.locks ? navigator.locks.request("legday-sync", act) : act());

// Send everything that waits; the answer says whether all of it was answered.
export function flush() {
  if (sending) { again = true; return sending; }
  sending = alone(sendAll).catch(() => false).finally(() => {
    sending = null;
    if (again) { again = false; flush(); }
  });
  return sending;
}

async function sendAll() {
  clearTimeout(timer);
  if (!person) return false;
  for (;;) {
    const waiting = (await mine()).filter((one) => one.state === "waiting").slice(0, BATCH);
    if (!waiting.length) { hindrance = ""; wait = FIRST_MS; return true; }
    const answers = await post(waiting.map((one) => one.fact));
    if (!answers) { later(); return false; }
    const sent = new Set(waiting.map((one) => one.id));
    const judged = answers.filter((one) => sent.has(one.id));
    await judge(judged);
    if (!judged.length) { hindrance = "unreached"; later(); return false; } // an answer to nothing that was asked
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
  wait = Math.min(2 * wait, MOST_MS);
  document.dispatchEvent(new Event("legday-hindered"));
}

// Hand facts to the server; null where it gave no answer that counts.
async function post(facts) {
  hindrance = "unreached";
  try {
    const answer = await fetch("/api/v1/facts", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Legday-Person": person },
      body: JSON.stringify(facts),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 401) hindrance = "signed out";
    if (answer.status === 409) hindrance = "other person";
    if (!answer.ok || answer.redirected) return null;
    const cursor = Number(answer.headers.get("Legday-Cursor"));
    const said = await answer.json();
    hindrance = "";
    const state = { stored: "stored", known: "stored", refused: "refused" };
    return said.filter((one) => one.verdict in state)
      .map(({ id, verdict, reason }) => ({ id, state: state[verdict], reason: reason ?? "", cursor }));
  } catch {
    return null;
  }
}

// Keep facts on this phone and send them as soon as it goes. Gives the facts once they are safe. Where the phone cannot
// keep them they are sent at once, and are safe when the server has them; otherwise this throws and nothing is saved.
export async function record(drafts, instead = "") {
  try {
    const facts = await put(drafts, instead);
    soon();
    persist();
    return { facts, kept: true };
  } catch (cause) {
    const facts = unkept(drafts);
    const answers = await post(facts);
    const refused = answers?.find((one) => one.state === "refused");
    if (!answers || refused || answers.length < facts.length) {
      throw new Error(refused?.reason || (cause.name === "QuotaExceededError" ? "full" : "unkept"), { cause });
    }
    return { facts, kept: false };
  }
}

// What to say where nothing could be saved.
export function unsaved(error) {
  if (error.message === "full") return "Not saved: this phone has no room left. Free some space, or go where there is a network, then tap Done again.";
  if (error.message === "unkept") return "Not saved: this browser keeps nothing for legday, and there is no network. Leave private mode, or go where there is a network, then tap Done again.";
  return `Not saved: ${error.message}. Check what you typed, then tap Done again.`;
}

function soon() {
  wait = FIRST_MS;
  flush();
}

// Ask the browser once not to throw away what is kept here.
function persist() {
  if (localStorage.getItem("persist")) return;
  localStorage.setItem("persist", "asked");
  navigator.storage?.persist?.().catch(() => {});
}

addEventListener("online", soon);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
flush();
