// The outbox: what was said on this phone and is not known to be on the server. A fact is on the phone's disk before
// anybody is told that it is saved, and leaves it only when a page shows what the server holds.

const page = (name) => document.querySelector(`meta[name="legday-${name}"]`)?.content ?? "";

export const person = page("person"); // "" on a page that belongs to nobody
export const cursor = Number(page("cursor")); // how far the log was read for this page

const DISK = { durability: "strict" };
const changed = new EventTarget();
const others = "BroadcastChannel" in window ? new BroadcastChannel("legday-outbox") : null;

let opening = null, last = 0; // the milliseconds of the newest id that was met

// Call `listener` after each change of the outbox, in this tab or another.
export function watch(listener) {
  changed.addEventListener("change", listener);
  others?.addEventListener("message", listener);
}

function tell() {
  changed.dispatchEvent(new Event("change"));
  others?.postMessage("change");
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("legday", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("entries", { keyPath: "id" });
      asked.result.createObjectStore("kept");
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      asked.result.onclose = () => { opening = null; };
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  opening.catch(() => { opening = null; });
  return opening;
}

const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Do something in one transaction; it is done when it is on the disk.
async function write(act) {
  const base = await open();
  const done = base.transaction(["entries", "kept"], "readwrite", DISK);
  const kept = new Promise((resolve, reject) => {
    done.oncomplete = resolve;
    done.onabort = () => reject(done.error ?? new Error("the phone did not keep it"));
  });
  kept.catch(() => {}); // said below
  const result = await act(done.objectStore("entries"), done.objectStore("kept")).catch((error) => {
    try { done.abort(); } catch { /* it ended by itself */ }
    throw error;
  });
  await kept;
  return result;
}

const time = (id) => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

// Make a uuid7 (RFC 9562) that sorts after every id met so far, whatever the clock says.
function mint() {
  last = Math.max(Date.now(), last + 1);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0, rest = last; at < 6; at += 1, rest = Math.floor(rest / 256)) bytes[5 - at] = rest % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const two = (number) => String(number).padStart(2, "0");

// The clock time of the phone to the second, without its offset.
export function local(at = new Date()) {
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

function offset(at) {
  const minutes = -at.getTimezoneOffset(), size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

// State drafts {kind, about, body} as facts; what has no `about` is a subject of its own, under its own id. A draft may
// be a function of the facts before it.
function state(drafts) {
  const at = new Date(), facts = [];
  for (const draft of drafts) {
    const { kind, about, body } = typeof draft === "function" ? draft(facts) : draft;
    const id = mint();
    facts.push({ id, about: about ?? id, kind, at: local(at) + offset(at), body });
  }
  return facts;
}

const entry = (fact) => ({ id: fact.id, person, fact, state: "waiting", reason: "", since: Date.now(), cursor: 0 });

// Keep new facts on this phone and give them. It throws where the phone cannot keep them: then nothing is kept.
// `instead` is the id of a refused fact in whose place they come.
export async function put(drafts, instead = "") {
  const facts = await write(async (entries, kept) => {
    last = Math.max(last, (await answer(kept.get("last"))) ?? 0, time(page("last") || "00000000-0000"));
    const made = state(drafts);
    const waits = made.map((fact) => answer(entries.add(entry(fact))));
    if (instead) waits.push(answer(entries.delete(instead)));
    waits.push(answer(kept.put(last, "last")));
    await Promise.all(waits);
    return made;
  });
  tell();
  return facts;
}

// State facts without keeping them, for a phone that cannot.
export function unkept(drafts) {
  last = Math.max(last, time(page("last") || "00000000-0000"));
  return state(drafts);
}

// Everything that is kept on this phone, oldest first, of whoever it is; nothing where the phone keeps nothing.
export async function everything() {
  try {
    const base = await open();
    return await answer(base.transaction("entries").objectStore("entries").getAll());
  } catch {
    return [];
  }
}

// What this page's person said here.
export const mine = async () => (await everything()).filter((one) => one.person === person);

// Note the server's answers: [{id, state, reason, cursor}].
export async function judge(answers) {
  if (!answers.length) return;
  await write((entries) => Promise.all(answers.map(async ({ id, ...said }) => {
    const there = await answer(entries.get(id));
    if (there) await answer(entries.put({ ...there, ...said }));
  })));
  tell();
}

// Let go of entries that are shown elsewhere or were given up.
export async function forget(ids) {
  if (!ids.length) return;
  await write((entries) => Promise.all(ids.map((id) => answer(entries.delete(id)))));
  tell();
}
