// The tempo of a set as a plan in time, without a page: which phase runs when, and what there is to count.
// Imported by whatever shows it; `where` is 0 before the lift and 1 lifted.

// Lay a set out in time. Times are in seconds; `reps` are those of one side.
//
// A repetition that starts low is lifted, held and lowered; one that starts high is lowered, lifted and held. `sides` is
// 1, or 2 for one side after the other with a change-over as long as the count-in. With `holdSeconds` a side is one hold
// of so long. The answer is a list of phases `{phase, begin, seconds, rep, side, from, to}`; phases of no length are
// left out.
export function schedule({
  lift = 1, hold = 0, lower = 2, reps = 1, countIn = 0, sides = 1, startsLow = true, holdSeconds = 0,
}) {
  const up = ["lift", lift, 0, 1], top = ["hold", hold, 1, 1], down = ["lower", lower, 1, 0];
  const once = holdSeconds ? [["hold", holdSeconds, 1, 1]] : startsLow ? [up, top, down] : [down, up, top];
  const start = once[0][2];
  const names = sides === 2 ? ["left", "right"] : [null];
  const parts = names.flatMap((side, at) => [
    { phase: at ? "rest between sides" : "ready", seconds: countIn, rep: 1, side, from: start, to: start },
    ...Array.from({ length: holdSeconds ? 1 : reps }, (_, before) =>
      once.map(([phase, seconds, from, to]) => ({ phase, seconds, rep: before + 1, side, from, to }))).flat(),
  ]);
  return timed(parts);
}

// What happens at a moment: the phase, `seconds` long, of which `left` are left and `count` count down to 1; and `where`
// the movement is.
export function at(plan, seconds) {
  const part = plan.find((one) => seconds < one.begin + one.seconds);
  if (!part) {
    const { rep = 0, side = null, to = 0 } = plan.at(-1) ?? {};
    return { phase: "done", rep, side, seconds: 0, left: 0, count: 0, where: to };
  }
  const { phase, rep, side, from, to } = part;
  const left = Math.min(part.seconds, part.begin + part.seconds - seconds);
  const eased = (1 - Math.cos(Math.PI * (1 - left / part.seconds))) / 2;
  const count = Math.ceil(left - 1e-9); // 2.9999… is 3 by rounding, and then 2 for a moment would be told
  return { phase, rep, side, seconds: part.seconds, left, count, where: from + (to - from) * eased };
}

// How long it takes, in seconds.
export const length = (plan) => plan.reduce((sum, part) => sum + part.seconds, 0);

// The repetitions that are complete on the side that is under way; in the change-over, those of the side before.
export function completed(plan, seconds) {
  const now = plan.findIndex((part) => seconds < part.begin + part.seconds);
  if (now < 0) return plan.at(-1)?.rep ?? 0;
  return plan[now].phase === "rest between sides" ? plan[now - 1].rep : plan[now].rep - 1;
}

// The seconds of a timed hold that were held on the side under way; `holdSeconds` is the whole of it.
export function held(plan, seconds, holdSeconds) {
  const now = plan.findIndex((part) => seconds < part.begin + part.seconds);
  if (now < 0 || plan[now].phase === "rest between sides") return holdSeconds;
  const { begin, seconds: whole } = plan[plan[now].phase === "ready" ? now + 1 : now];
  return Math.floor(holdSeconds - Math.min(whole, begin + whole - seconds) + 1e-9);
}

// What is left after a break: a count-in, then the repetition that was under way, from its start; a timed hold goes on
// with the seconds that it had left.
export function resumed(plan, seconds, countIn) {
  const now = plan.find((part) => seconds < part.begin + part.seconds);
  if (!now) return [];
  const first = plan.findIndex((part) => part.rep === now.rep && part.side === now.side && !WAITS.includes(part.phase));
  const [again, ...after] = plan.slice(first);
  const left = again === now && now.phase === "hold" ? now.begin + now.seconds - seconds : again.seconds;
  const { rep, side, from } = again;
  return timed([{ phase: "ready", seconds: countIn, rep, side, from, to: from }, { ...again, seconds: left }, ...after]);
}

const WAITS = ["ready", "rest between sides"];

// Give each phase its begin, and leave out those of no length.
function timed(parts) {
  let begin = 0;
  return parts.filter((part) => part.seconds > 0).map((part) => {
    const placed = { ...part, begin };
    begin += part.seconds;
    return placed;
  });
}
