// What is told to whoever listens instead of looking, and what they ask of the page.

const voice = document.querySelector("[data-voice]");

export const say = (words) => { voice.textContent = words; };
export const sayAlso = (words) => say(`${voice.textContent} ${words}`);
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
