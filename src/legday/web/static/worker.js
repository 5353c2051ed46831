// The service worker: it keeps pages and files for going without a network, each person's pages apart, and never touches
// what is written. The server says what to keep (/offline.json); MARK stands for the static files of this version.

const FILES = `files ${MARK}`;
const PATIENCE_MS = 3000; // after that a page that is kept is shown, and the network's answer is kept for next time
const AT_ONCE = 4;
const ANSWERS = /^\/(api|calendar|export|healthz|mcp|sign-in|join|worker\.js|offline\.json)/; // not kept: no pages, or not of one person
const pagesOf = (person) => `pages ${person}`;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(FILES));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.data === "keep" && event.waitUntil(keep().catch(() => {})));

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || ANSWERS.test(address.pathname)) return;
  if (address.pathname.startsWith("/static/")) event.respondWith(file(request, address));
  else if (address.pathname.startsWith("/figure/")) event.respondWith(picture(request));
  else if (request.mode === "navigate" || request.headers.get("Accept") === "text/html") event.respondWith(page(event, address));
});

// A static file never changes under its mark, so any copy is good: also that of a version before, for a page of then.
async function file(request, address) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && address.pathname.startsWith(`/static/${MARK}/`)) await put(FILES, request, answer.clone());
  return answer;
}

async function picture(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request), [mine] = await pageCaches();
  if (answer.ok && mine && /immutable/.test(answer.headers.get("Cache-Control") ?? "")) await put(mine, request, answer.clone());
  return answer;
}

const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith("pages "));

async function put(name, request, answer) {
  try {
    await (await caches.open(name)).put(request, answer);
  } catch { /* there is no room left: what is written matters more than what can be fetched again */ }
}

// From the network, and from what is kept where that takes too long or does not come.
async function page(event, address) {
  const asked = fetch(event.request);
  const keeping = asked.then((answer) => keepPage(address.pathname + address.search, answer));
  event.waitUntil(keeping.catch(() => {}));
  const kept = await copy(address);
  try {
    if (!kept) return await keeping;
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, null); });
    const answer = await Promise.race([keeping, late]);
    return answer && answer.status < 500 ? answer : kept;
  } catch {
    return kept ?? (event.request.mode === "navigate" ? await copy(new URL("/offline", address)) : null) ?? Response.error();
  }
}

async function copy(address) {
  const kept = await caches.match(address.pathname + address.search, { ignoreVary: true });
  return kept ?? (address.search ? caches.match(address.pathname, { ignoreVary: true }) : undefined);
}

// Keep a good page of a person, and let go of everybody else's. What is no such page is passed on and never kept.
async function keepPage(address, answer) {
  const person = answer.headers.get("Legday-Person");
  if (!person || !answer.ok || answer.redirected) return answer;
  const name = pagesOf(person);
  for (const other of await pageCaches()) if (other !== name) await caches.delete(other);
  const copies = (answer.headers.get("Legday-Copies") ?? "").split(" ").filter(Boolean);
  const body = await answer.clone().blob();
  for (const one of new Set([address, ...copies])) await put(name, one, new Response(body, { headers: answer.headers }));
  return answer;
}

// Bring everything here that the server names, where anything changed since the last time.
async function keep() {
  const answer = await fetch("/offline.json");
  if (!answer.ok || answer.redirected) return;
  const { person, state, pages, files } = await answer.clone().json();
  const mine = await caches.open(pagesOf(person));
  const before = await (await mine.match("/offline.json"))?.json();
  if (before?.state === state) return;
  const got = [];
  await some(files, async (address) => {
    if (await caches.match(address, { ignoreVary: true })) return;
    const file = await fetch(address);
    if (file.ok) await put(address.startsWith("/static/") ? FILES : pagesOf(person), address, file);
    got.push(file.ok);
  });
  await some(pages, async (address) => {
    const fresh = await fetch(address, { headers: { Accept: "text/html" } });
    await keepPage(address, fresh);
    got.push(fresh.ok);
  });
  if (got.every(Boolean)) await put(pagesOf(person), "/offline.json", answer);
  await drop();
}

async function some(addresses, act) {
  const left = [...addresses];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left.length) await act(left.shift());
  }));
}

// The files of a version before go when no page that is kept needs them any more.
async function drop() {
  const marks = (await caches.keys()).filter((name) => name.startsWith("files ") && name !== FILES);
  if (!marks.length) return;
  const needed = new Set();
  for (const name of await pageCaches()) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const text = await (await kept.match(request)).text();
      for (const [, mark] of text.matchAll(/\/static\/(\w+)\//g)) needed.add(`files ${mark}`);
    }
  }
  for (const name of marks) if (!needed.has(name)) await caches.delete(name);
}
