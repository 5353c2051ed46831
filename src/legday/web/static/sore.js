// The body on "How sore": a tapped muscle opens the slider of its group below the picture, and a slider that is moved,
// there or in the list, shades the picture at once.

import { highlight, shade } from "./figure.js";

const body = document.querySelector("[data-body]"), svg = body.querySelector("svg");
const picked = body.querySelector("[data-picked]"), [label, slider, output] = picked.children;
const list = new Map([...document.querySelectorAll("input[name^='sore:']")].map((one) => [one.name.replace("sore:", ""), one]));
const title = svg.getAttribute("aria-label").split(". ")[0];

const named = (one) => one.labels[0].textContent;
const valued = (one) => `${one.value} of 10`;
const muscles = (group) => svg.querySelectorAll(`[data-group="${group}"]`);
let group = null; // the one that is picked

// Colour and words of a group follow its slider.
function paint(which, one) {
  for (const path of muscles(which)) {
    path.setAttribute("class", `m ${shade(one.value / 10)}${which === group ? " on" : ""}`);
    path.querySelector("title").textContent = one.value === "0" ? named(one) : `${named(one)}, ${valued(one)}`;
  }
  const sore = [...list.values()].filter((each) => each.value !== "0").sort((a, b) => b.value - a.value);
  const words = sore.map((each) => `${named(each).toLowerCase()} ${valued(each)}`).join(", ");
  svg.setAttribute("aria-label", `${title}. ${words ? `${words.charAt(0).toUpperCase()}${words.slice(1)}.` : "No muscle is shaded."}`);
  if (which === group) {
    slider.value = one.value;
    slider.setAttribute("aria-valuetext", valued(one));
    output.value = valued(one);
  }
}

for (const [which, one] of list) {
  one.addEventListener("input", () => paint(which, one));
  paint(which, one); // the browser may have kept what was typed before
}

slider.addEventListener("input", () => {
  const one = list.get(group);
  one.value = slider.value;
  one.dispatchEvent(new Event("input"));
});

svg.addEventListener("click", (event) => {
  const path = event.target.closest("[data-group]");
  if (!path) return;
  group = path.dataset.group;
  const one = list.get(group);
  highlight(svg, muscles(group));
  label.textContent = named(one);
  picked.hidden = false;
  paint(group, one);
  slider.focus({ preventScroll: true });
  picked.scrollIntoView({ block: "nearest" });
});
