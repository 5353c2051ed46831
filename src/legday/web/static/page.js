// Small comforts for every page; each works without this file, only less conveniently.

// A form that takes a while says so, and cannot be sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-busy]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  const button = event.submitter ?? form.querySelector("button");
  button.setAttribute("aria-busy", "true");
  button.textContent = form.dataset.busy;
});

// Coming back by the back button shows the form as it was before.
addEventListener("pageshow", (event) => event.persisted && location.reload());

// A slider shows its number.
for (const slider of document.querySelectorAll("input[type=range]")) {
  const output = document.querySelector(`output[for="${slider.id}"]`);
  if (output) slider.addEventListener("input", () => { output.value = slider.value; });
}

// Choosing a filter or a movement shows it at once.
for (const select of document.querySelectorAll("select[data-go]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// A sheet for paper is printed by its button.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

// An address that is there to be copied is chosen whole, and copied by a button (the clipboard's own interface needs https).
for (const text of document.querySelectorAll("[readonly]")) {
  text.addEventListener("focus", () => text.select());
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: "Copy" });
  button.addEventListener("click", () => {
    text.select();
    if (document.execCommand("copy")) button.textContent = "Copied";
    button.focus();
  });
  const place = document.createElement("div");
  place.append(button);
  text.closest("label").after(place);
}

// Typing in a list's search hides what is called otherwise; what is chosen stays in sight.
for (const search of document.querySelectorAll("input[data-filter]")) {
  search.addEventListener("input", () => {
    const sought = search.value.trim().toLowerCase();
    for (const chip of search.closest("[data-filtered]").querySelectorAll(".chip")) {
      chip.hidden = !chip.textContent.toLowerCase().includes(sought) && !chip.querySelector(":checked");
    }
  });
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

// Where the person is, for files that hold moments and no clock times.
for (const field of document.querySelectorAll("[data-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
