// Entry with one thumb: − and + beside load and repetitions, and the plates that go with the load.
// Without script the fields are plain ones.

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 10, FROM = 8, MIDDLE = 22; // as session-plates.html draws them
const NEAR = 1e-6;

const number = (text) => Number(String(text).replace(",", "."));
const short = (value) => String(Math.round(value * 100) / 100);

// The loads that the gym makes for the movement of a field: [load as shown, words, heights of the plates].
function loadsOf(field) {
  return JSON.parse(field.closest("[data-loads]")?.dataset.loads ?? "[]");
}

// The next load up or down that can be made; without a list one more or less.
function nextLoad(field, way) {
  const now = number(field.value || 0), loads = loadsOf(field).map(([load]) => load);
  const next = way > 0 ? loads.find((load) => load > now + NEAR) : loads.findLast((load) => load < now - NEAR);
  if (next !== undefined) return next;
  if (!loads.length) return Math.max(0, now + way);
  const [last, before] = way > 0 ? [loads.at(-1), loads.at(-2)] : [loads[0], loads[1]];
  const step = before === undefined ? 1 : Math.abs(last - before);
  return way > 0 ? now + step : now; // below the lightest there is nothing
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const field = button.closest(".field").querySelector("input");
  const way = Number(button.dataset.step);
  const next = field.name === "load" ? nextLoad(field, way) : Math.max(0, Math.floor(number(field.value || 0)) + way);
  if (!Number.isFinite(next)) return field.focus();
  field.value = short(next);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.name === "load" && field.closest("[data-set]")) showPlates(field);
});

function showPlates(field) {
  const shown = field.closest(".is-next, .why")?.querySelector("[data-plates]");
  if (!shown) return;
  const asked = number(field.value), loads = loadsOf(field).filter((load) => load.length > 1);
  const one = loads.findLast(([load]) => load <= asked + NEAR);
  shown.hidden = !one || !field.value;
  if (shown.hidden) return;
  const exactly = Math.abs(one[0] - asked) <= NEAR;
  shown.querySelector("[data-said]").textContent = exactly ? one[1] : `${field.value} cannot be made here. ${one[1]}, which makes ${short(one[0])}.`;
  shown.querySelector("[data-side]").replaceChildren(...one[2].map((high, place) => {
    const plate = document.createElementNS(SVG, "rect");
    const at = { class: "plate", x: FROM + WIDE * place, y: MIDDLE - high / 2, width: 8, height: high, rx: 2 };
    for (const [name, value] of Object.entries(at)) plate.setAttribute(name, value);
    return plate;
  }));
}
