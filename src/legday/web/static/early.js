// A tap that comes before the modules are there waits for them: without a network its form would lead to nowhere.
// This is no module, so that it is there first; modules have run when the document is ready.
{
  const held = new Set();
  const hold = (event) => {
    if (!event.target.matches("[data-set], [data-finish], [data-effort], [data-sign-out], [action='/start']")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.add(event.target);
  };
  addEventListener("submit", hold, true);
  addEventListener("DOMContentLoaded", () => {
    removeEventListener("submit", hold, true);
    for (const form of held) form.requestSubmit();
  });
}
