// The session: a set is sent without a reload. The server stays the one who knows what is saved.

import "./awake.js";
import "./pace.js";
import { calm, say } from "./reader.js";
import * as rest from "./rest.js";

const work = () => document.querySelector("#work");
const trouble = document.querySelector("[data-trouble]");
const COOL_MS = 700; // a second tap of the same double tap must not log the next set

let cooling = 0;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-set]")) return;
  event.preventDefault();
  if (form.dataset.sending || performance.now() < cooling) return;
  form.dataset.sending = "yes";
  const button = form.querySelector("button.button");
  button.setAttribute("aria-busy", "true");
  trouble.hidden = true;
  const before = Number(work().dataset.count);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#work");
    if (!fresh) throw new Error("no session in the answer");
    show(fresh, form);
    if (!answer.ok) return document.querySelector(".alert")?.scrollIntoView({ block: "center" });
    cooling = performance.now() + COOL_MS;
    const count = Number(fresh.dataset.count), total = Number(fresh.dataset.total);
    say(`${form.dataset.name} saved. ${count} of ${total} sets.`);
    if (count < total || count === before) rest.start(Number(form.dataset.rest));
    else rest.stop();
  } catch {
    trouble.textContent = "Not saved: legday cannot be reached. Check that it runs, then tap Done again.";
    trouble.hidden = false;
  } finally {
    delete form.dataset.sending;
    button.removeAttribute("aria-busy");
  }
});

// Put the new state in place of the old one; what was typed elsewhere and opened by hand stays.
function show(fresh, sent) {
  const typed = [...document.querySelectorAll("#work input[id]")]
    .filter((input) => input.value !== input.defaultValue && !sent.contains(input));
  const station = sent.closest("details.station")?.id;
  const opened = [...document.querySelectorAll("#work details[id][open]")].map((details) => details.id);
  const hadFocus = work().contains(document.activeElement);
  work().replaceWith(fresh);
  for (const input of typed) {
    const same = document.getElementById(input.id);
    if (same) same.value = input.value;
  }
  for (const id of opened) {
    const details = document.getElementById(id);
    const finished = id === station && details?.querySelector("summary .tag.ok");
    if (details && !finished && id !== "warm-up" && !id.startsWith("add-")) details.open = true;
  }
  const here = document.getElementById(station);
  const next = here?.open && here.querySelector(".is-next") ? here : document.querySelector("details.station.current");
  const row = next?.querySelector(".is-next");
  if (hadFocus) (row?.querySelector(".set-form button.button") ?? document.querySelector(".finish button")).focus({ preventScroll: true });
  const behavior = calm() ? "auto" : "smooth";
  if (next && next.id !== station) next.scrollIntoView({ block: "start", behavior });
  else (row ?? document.querySelector(".finish")).scrollIntoView({ block: "center", behavior });
}
