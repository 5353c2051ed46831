// What was typed into the form of a set, read as the server reads it: kilograms, repetitions, reserve.

const KG_PER_LB = 0.45359237;
const MOST_KG = 1500, MOST_REPS = 1000, MOST_S = 3600, MOST_LEFT = 10;
const WHOLE = /[x×*@]/i; // a whole set where the load goes, as log/entry.py reads it
const ENTRY = /^(?:(\d+(?:[.,]\d+)?)\s*(kg|lbs?)?\s*[x×*]\s*|[x×*]\s*)?(\d+)\s*(s)?\s*(?:@\s*(\d+(?:[.,]5)?))?$/i;

const number = (typed) => (/^\d*[.,]?\d+$|^\d+[.,]$/.test(typed) ? Number(typed.replace(",", ".")) : NaN);

// Round to hundredths; exactly between two the even one, as the server does it.
export function hundredths(value) {
  const up = Number(value.toFixed(2)), eighths = value * 8;
  const between = Number.isInteger(eighths) && eighths % 2 !== 0;
  return between && Math.round(up * 100) % 2 ? Number((up - 0.01).toFixed(2)) : up;
}

export const inKg = (load, unit) => hundredths(unit === "lb" ? load * KG_PER_LB : load);

// A load as it is shown in the person's unit; pounds to the half.
export const inUnit = (kg, unit) => (unit === "lb" ? Math.round((kg / KG_PER_LB) * 2) / 2 : hundredths(kg));

function amount(typed, what, most, least = 0) {
  const value = number(typed);
  if (!(value >= least && value <= most)) throw new RangeError(`${what} cannot be "${typed}". Type a number from ${least} to ${most}.`);
  return value;
}

function whole(typed, what, most, least = 0) {
  const value = amount(typed, what, most, least);
  if (!Number.isInteger(value)) throw new RangeError(`${what} cannot be "${typed}". Type a whole number from ${least} to ${most}.`);
  return value;
}

// Read the form of a set; what no set can be throws a RangeError that says what to type instead.
export function readSet(form, unit) {
  const typed = (name) => form.elements[name]?.value.trim() ?? "";
  const load = typed("load"), shown = typed("shown"), exact = typed("planned_kg");
  const reserve = typed("reserve"), timed = "seconds" in form.elements;
  const values = { load_kg: null };
  if (WHOLE.test(load)) {
    const entry = load.match(ENTRY);
    if (!entry) throw new RangeError(`"${load}" is not a set. Write load x reps @ reserve, such as 60x12@2, or just 15.`);
    const [, weight, written, count, held, left] = entry;
    if (weight) values.load_kg = inKg(number(weight), written ? (/^lb/i.test(written) ? "lb" : "kg") : unit);
    if (held) values.duration_s = whole(count, "The seconds that you held", MOST_S, 1);
    else values.reps = whole(count, "The number of reps", MOST_REPS);
    values.reserve = left || reserve ? amount(left ?? reserve, "The reps in reserve", MOST_LEFT) : null;
  } else {
    if (load && load === shown && exact) values.load_kg = Number(exact);
    else if (load) values.load_kg = inKg(amount(load, "The load", Math.floor(inUnit(MOST_KG, unit))), unit);
    const left = typed("left"), right = typed("right");
    if (left || right) {
      if (!left || !right) throw new RangeError("Only one side has its repetitions. Give both sides, or neither.");
      values.reps_left = whole(left, "The reps of the left side", MOST_REPS);
      values.reps_right = whole(right, "The reps of the right side", MOST_REPS);
      values.reps = Math.min(values.reps_left, values.reps_right);
    } else if (timed) values.duration_s = whole(typed("seconds"), "The seconds that you held", MOST_S, 1);
    else values.reps = whole(typed("reps"), "The number of reps", MOST_REPS);
    values.reserve = reserve ? amount(reserve, "The reps in reserve", MOST_LEFT) : null;
  }
  if (values.load_kg > MOST_KG) throw new RangeError(`${Math.round(values.load_kg)} kg is more than anybody lifts. Check the load; legday takes up to ${MOST_KG} kg.`);
  return values;
}

export const short = (value) => String(hundredths(value));

function span(seconds) {
  const minutes = Math.floor(seconds / 60), rest = Math.round(seconds % 60);
  return [minutes && `${minutes} min`, rest && `${rest} s`].filter(Boolean).join(" ") || "0 s";
}

// A set as a lifter notes it.
export function words({ load_kg: load, reps, duration_s: seconds, reps_left: left, reps_right: right }, unit) {
  const some = load == null ? "" : `${short(inUnit(load, unit))} ${unit} × `;
  if (left != null && right != null) return `${some}${left} left/${right} right`;
  if (reps != null) return `${some}${reps}${load == null ? " reps" : ""}`;
  return some + (seconds ? span(seconds) : "–");
}
