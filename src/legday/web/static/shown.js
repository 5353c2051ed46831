// When an entry may leave the outbox: once every copy of its session's page that this phone may show has it.

import { forget, mine } from "./outbox.js";

export const ofSet = (fact) => fact.kind === "logged" && "session" in fact.body;
export const ofSession = (fact) => fact.kind === "logged" && !("session" in fact.body);

// The entries about some sessions and their sets, oldest first; `ids` are further sets that are known to be theirs.
export function about(entries, sessions, ids = []) {
  const subjects = new Set([...sessions, ...ids, ...[...sessions].map((id) => `effort:${id}`)]);
  for (const { fact } of entries) if (ofSet(fact) && sessions.has(fact.body.session)) subjects.add(fact.id);
  return entries.filter(({ fact }) => subjects.has(fact.kind === "logged" ? fact.id : fact.about));
}

// Whether a session was taken back on this phone.
export const isLeft = (entries, id) => entries.some(({ fact }) => fact.kind === "withdrawn" && fact.about === id);

// The sessions that were begun on this phone for a planned one, and not taken back.
export function begun(entries, planned) {
  const own = entries.filter(({ fact, state }) => state !== "refused" && ofSession(fact) && fact.body.planned === planned);
  return own.map(({ id }) => id).filter((id) => !isLeft(entries, id));
}

// How far the copy of a page that is kept for going without a network was read; Infinity where none is kept.
async function kept(address) {
  const copy = await window.caches?.match(address, { ignoreVary: true });
  if (!copy) return Infinity;
  const read = (await copy.text()).match(/data-cursor="(\d+)"/);
  return read ? Number(read[1]) : 0;
}

// Let go of what a page shows that was read so far: `sessions` are its sessions, `ids` the sets on it.
export async function letGo(page, ids) {
  const entries = await mine();
  const theirs = about(entries, new Set([page.session]), ids).filter((one) => one.state === "stored");
  if (!theirs.length) return;
  const copies = await Promise.all(page.copies.split(" ").filter(Boolean).map(kept));
  const read = Math.min(Number(page.cursor), ...copies);
  await forget(theirs.filter((one) => one.cursor <= read).map((one) => one.id));
}

// What was taken back altogether is shown nowhere, and need not stay once the server knows.
export async function letGoOfNothing() {
  const entries = await mine();
  const gone = entries.filter((one) => one.state === "stored" && one.fact.kind === "withdrawn" && entries.some(({ id, fact }) => id === one.fact.about && ofSession(fact)));
  for (const { fact } of gone) {
    const theirs = about(entries, new Set([fact.about]));
    if (theirs.every((one) => one.state === "stored")) await forget(theirs.map((one) => one.id));
  }
}
