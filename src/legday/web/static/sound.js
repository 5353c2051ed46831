// Every tone, buzz and spoken word of the page. Whether one is wanted is for the caller to know.

// Each tone is a list of notes: pitch in Hz, begin and length in seconds.
const TONES = {
  over: [[880, 0, 0.2], [880, 0.25, 0.2]],
  ready: [[660, 0, 0.12]],
  lift: [[523, 0, 0.12], [784, 0.12, 0.2]],
  hold: [[659, 0, 0.4]],
  lower: [[784, 0, 0.12], [392, 0.12, 0.35]],
  done: [[523, 0, 0.2], [659, 0.2, 0.2], [784, 0.4, 0.5]],
};
const BUZZES = {
  over: [200, 100, 200],
  ready: [60],
  lift: [120],
  hold: [60, 60, 60],
  lower: [350],
  done: [200, 100, 200, 100, 400],
};

let audio = null;

// Browsers let a page sound only after a tap, so the one source of all tones is made, or woken, by each.
document.addEventListener("click", () => {
  try {
    audio ??= new AudioContext();
    if (audio.state !== "running") audio.resume().catch(() => {});
  } catch { /* no sound here; what is to be seen remains */ }
}, { capture: true });

// Sound a tone, now or some seconds ahead by the clock of the sound itself, which goes on when the page is slowed down.
// What is given back takes it back, and says whether it has sounded.
export function tone(name, ahead = 0) {
  if (!audio) return { take: () => {}, sounded: () => false };
  const notes = [], due = audio.currentTime + ahead;
  for (const [pitch, begin, length] of TONES[name]) {
    const note = audio.createOscillator(), volume = audio.createGain();
    const from = due + begin;
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + length);
    note.connect(volume).connect(audio.destination);
    note.start(from);
    note.stop(from + length);
    notes.push(note);
  }
  return {
    take: () => notes.forEach((note) => { try { note.stop(); note.disconnect(); } catch { /* it is over */ } }),
    sounded: () => audio.state === "running" && audio.currentTime >= due,
  };
}

export const canBuzz = "vibrate" in navigator;
export const buzz = (name) => { if (canBuzz) navigator.vibrate(BUZZES[name]); };

export const canSpeak = "speechSynthesis" in window;
export function speak(words) {
  speechSynthesis.cancel(); // late words would count wrong
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = "en";
  spoken.rate = 1.2;
  speechSynthesis.speak(spoken);
}
