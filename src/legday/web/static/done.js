// How hard a session was: kept on this phone first, as its sets are.

import { mine, watch } from "./outbox.js";
import { letGo, about } from "./shown.js";
import { flush, record, unsaved } from "./sync.js";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-effort]")) return;
  event.preventDefault();
  const told = form.querySelector("[data-felt]");
  const id = form.getAttribute("action").split("/")[2], effort = Number(form.elements.effort.value);
  try {
    await record([{ kind: "felt", about: `effort:${id}`, body: { effort } }]);
    told.textContent = `Saved: ${effort}`;
    form.querySelector("button").textContent = "Change";
  } catch (error) {
    told.textContent = unsaved(error).replace("tap Done", "tap Save");
  }
  flush();
});

// On the page of a session that is over, what only this phone knows of it is said, and what the page has is let go.
const page = document.querySelector("[data-over]")?.dataset;
async function check() {
  const sets = [...document.querySelectorAll("[data-set-id]")].map((row) => row.dataset.setId);
  const theirs = about(await mine(), new Set([page.session]), sets);
  const felt = theirs.filter((one) => one.fact.kind === "felt" && (one.state === "waiting" || one.cursor > Number(page.cursor))).at(-1);
  if (felt) document.querySelector("[data-felt]").textContent = `Saved: ${felt.fact.body.effort}`;
  await letGo({ ...page }, sets);
}
if (page) {
  watch(check);
  check();
}
