// What waits on this phone: each entry in words, what was refused with its reason, to be mended or given up.

import { everything, forget, mine, person, watch } from "./outbox.js";
import { many, since, told } from "./phone.js";
import { ofSet } from "./shown.js";
import { flush, hindered, record } from "./sync.js";
import { words } from "./values.js";

const list = document.querySelector("#entries"), lede = document.querySelector("[data-lede]"), hint = document.querySelector("[data-hindered]");
const unit = list.dataset.unit;
const FIELDS = { load_kg: ["Load", "kg"], reps: ["Reps", ""], duration_s: ["Seconds", ""], reserve: ["Reserve", ""] };

function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

// The name of a movement; one that was taught after this page was kept goes by its id.
function spoken(id) {
  const named = document.querySelector(`#names option[value="${CSS.escape(id)}"]`);
  return named?.label ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll("_", " ");
}

// When something was logged, as people say it: "at 18:05", "Tuesday at 18:05".
function when({ at }) {
  const day = since(at), clock = at.slice(11, 16);
  return day.includes(":") ? `at ${clock}` : `${day} at ${clock}`;
}

function title({ fact }) {
  if (ofSet(fact)) return `${spoken(fact.body.exercise)}: ${words(fact.body, unit)}`;
  if (fact.kind === "logged") return "A session was begun";
  if (fact.kind === "amended") return fact.body.ended ? "The session is over" : "A set was corrected";
  if (fact.kind === "withdrawn") return "Something was taken back";
  return fact.about.startsWith("effort:") ? `How hard it was: ${fact.body.effort}` : fact.kind;
}

function card(one) {
  const refused = one.state === "refused";
  const shown = element("section", { className: "card" }, element("h2", {}, title(one)), element("p", { className: "meta" }, `Logged ${when(one.fact)}`));
  shown.dataset.id = one.id;
  if (!refused) return shown;
  shown.classList.add("warn");
  shown.append(element("p", { className: "wrong" }, `Refused: ${one.reason}.`));
  const discard = element("button", { type: "button", className: "button danger" }, "Discard", element("span", { className: "sr" }, `: ${title(one)}`));
  discard.addEventListener("click", async () => confirm("Discard this for good? It is nowhere else.") && forget([one.id]));
  if (ofSet(one.fact)) shown.append(mending(one));
  shown.append(element("div", { className: "actions" }, discard));
  return shown;
}

// The values of a refused set, to be changed and sent again under a new id.
function mending(one) {
  const { body } = one.fact, form = element("form", { className: "set-form" }), fields = element("div", { className: "inputs" });
  const there = Object.entries(FIELDS).filter(([name]) => name in body || name === "reserve");
  for (const [name, [label, small]] of there) {
    fields.append(element("label", {}, element("span", {}, label, " ", element("small", {}, small)),
      element("input", { name, inputMode: "decimal", autocomplete: "off", value: body[name] ?? "" })));
  }
  form.append(fields, element("button", { className: "button" }, "Send it again", element("span", { className: "sr" }, `: ${title(one)}`)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = Object.fromEntries(there.map(([name]) => [name, form.elements[name].value.trim().replace(",", ".")]));
    const wrong = Object.values(typed).find((value) => value && !Number.isFinite(Number(value)));
    if (wrong) return form.elements[Object.keys(typed).find((name) => typed[name] === wrong)].setAttribute("aria-invalid", "true");
    const values = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value === "" ? null : Number(value)]));
    await record([{ kind: "logged", body: { ...body, ...values } }], one.id);
  });
  return form;
}

async function show() {
  if (list.contains(document.activeElement) && document.activeElement.matches("input")) return; // somebody types
  const entries = (await mine()).filter((one) => one.state !== "stored");
  const others = (await everything()).filter((one) => one.person !== person && one.state !== "stored");
  const waiting = entries.filter((one) => one.state === "waiting");
  lede.textContent = entries.length ? `${waiting.length ? `${told(waiting)} waiting since ${since(waiting[0].since)}.` : ""} ${entries.length > waiting.length ? `${told(entries.filter((one) => one.state === "refused"))} refused.` : ""}`.trim()
    : "Nothing waits here. What you log is kept on this phone first and sent as soon as there is a network.";
  const because = { unreached: "There is no network, or legday does not run. It is tried again by itself.", "signed out": "Sign in to send what waits.", "other person": "This belongs to another account. Sign in to that one to send it." }[hindered()];
  const whose = others.length ? `${many(others.length, "entry").replace("entrys", "entries")} here ${others.length === 1 ? "belongs" : "belong"} to another account, and ${others.length === 1 ? "is" : "are"} sent when it signs in.` : "";
  hint.textContent = [waiting.length ? because : "", whose].filter(Boolean).join(" ");
  hint.hidden = !hint.textContent;
  list.replaceChildren(...entries.sort((a, b) => (a.state === b.state ? 0 : a.state === "refused" ? -1 : 1)).map(card));
  for (const tool of document.querySelectorAll("[data-tools]")) tool.hidden = !entries.length;
}

document.querySelector("[data-send]").addEventListener("click", flush);
document.querySelector("[data-save]").addEventListener("click", async () => {
  const facts = (await mine()).filter((one) => one.state !== "stored").map((one) => JSON.stringify(one.fact));
  const address = URL.createObjectURL(new Blob([facts.join("\n"), "\n"], { type: "application/jsonl" }));
  element("a", { href: address, download: "legday-waiting.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
});

watch(show);
document.addEventListener("legday-hindered", show);
show();
