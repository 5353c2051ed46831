// Moving a session to another day: drag its chip along the strip of days, or use the arrow keys. Without this file the
// form under "Change this session" does the same.

const strip = document.querySelector("[data-strip]");
if (strip) {
  const free = [...strip.querySelectorAll("[data-day]:not(.over)")];
  for (const chip of strip.querySelectorAll("[data-drag]")) {
    chip.addEventListener("dragstart", (event) => event.preventDefault());
    chip.addEventListener("pointerdown", (event) => grab(chip, event));
    chip.addEventListener("keydown", (event) => step(chip, event));
  }

  function send(chip, day) {
    const form = chip.closest("form");
    if (!day || day === form.elements.day.value) return;
    form.elements.day.value = day;
    chip.setAttribute("aria-busy", "true");
    form.requestSubmit();
  }

  function grab(chip, start) {
    if (start.button) return;
    let moved = false;
    chip.setPointerCapture(start.pointerId);
    const under = (event) => free.find((cell) => {
      const box = cell.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX < box.right;
    });
    const move = (event) => {
      moved ||= Math.abs(event.clientX - start.clientX) > 6;
      if (!moved) return;
      chip.style.translate = `${event.clientX - start.clientX}px ${event.clientY - start.clientY}px`;
      for (const cell of free) cell.classList.toggle("target", cell === under(event));
    };
    const drop = (event) => {
      chip.removeEventListener("pointermove", move);
      chip.style.translate = "";
      for (const cell of free) cell.classList.remove("target");
      if (!moved) return;
      chip.addEventListener("click", (click) => click.preventDefault(), { once: true });
      if (event.type === "pointerup") send(chip, under(event)?.dataset.day);
    };
    chip.addEventListener("pointermove", move);
    chip.addEventListener("pointerup", drop, { once: true });
    chip.addEventListener("pointercancel", drop, { once: true });
  }

  function step(chip, event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = free.indexOf(chip.closest("[data-day]"));
    send(chip, free[at + by]?.dataset.day);
  }
}
