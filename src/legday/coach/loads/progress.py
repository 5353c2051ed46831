"""The next load of a movement: double progression, careful after a miss and after a pause (models 12.2, 15)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from statistics import median

from legday.coach.loads.convert import Done, Makeable, Plan, best_effort, convert, near_range
from legday.coach.loads.restart import load_factor
from legday.coach.loads.steps import (
    LEAST_STEP,
    MOST_REPS,
    MOST_STEP,
    TOLERANCE_KG,
    WIDER,
    cut,
    least_from,
    longest,
    step_up,
    verb,
    wider,
)
from legday.coach.state import Lift, Load
from legday.coach.strength.sets import multiple
from legday.coach.words import kilograms, on, percent
from legday.kinds import Because, Kilograms, Reps, Reserve

CAREFUL = 3  # repetitions in reserve for whatever is new, models 7 and 18.1
FIRST = 6  # repetitions of the very first, light set of a movement; convention
SPARE = 3  # repetitions more in reserve than planned that no wrong guess explains, models 3
SAME_KG = 0.05  # loads nearer to each other than this are written alike
OVERSHOOT = 0.97  # a load within 3 % of what it was before a pause counts as back where it was


def next_load(
    lift: Lift | None,
    *,
    reps: tuple[Reps, Reps],
    reserve: Reserve,
    at_most: Makeable | None,
    step_kg: Kilograms,
    new: bool,
    today: date,
    more: float = 0.0,
) -> Load:
    """Say what to put on the bar next, and why.

    ``reps`` is the range planned, ``reserve`` the repetitions to leave, ``at_most`` gives the heaviest load that can be
    made up to a given one (None: the movement has no load), ``step_kg`` is the step that suits the movement. ``new``
    leaves three in reserve. Double progression after models 12.2; a pause of this very movement after models 15; other
    repetitions than planned are converted after models 1.5. ``more`` are the repetitions that the person is known to
    have beyond a written reserve (models 3).

    >>> lift = Lift(movement="back_squat", last_day=date(2026, 11, 19), sessions=9, last=((100.0, 8, 2.0),),
    ...             before=((100.0, 8, 2.0),), trend=None)
    >>> found = next_load(lift, reps=(5, 8), reserve=2, at_most=lambda load: load // 2.5 * 2.5, step_kg=2.5, new=False,
    ...                   today=date(2026, 11, 22))
    >>> found.load_kg, found.because[0].say
    (102.5, 'Up to 102.5 kg.')
    """
    away = (today - lift.last_day).days if lift else 0
    if new or away > 60:
        reserve = max(reserve, CAREFUL)
    if lift is None or not lift.last or (at_most is not None and best_effort(lift.last) is None):
        return _first(reps, reserve, loaded=at_most is not None)
    if at_most is None:
        return _bodily(lift, reps, reserve, away)
    plan = Plan(reps, reserve, at_most, step_kg, more)
    most = longest(max(load for load, _, _ in lift.last if load), plan)
    work = near_range(lift, reps, most)
    if not work:
        return _converted(lift, plan, away)
    used = max(load for load, _, _ in work if load)
    if load_factor(away) < 1:
        return _made(load_factor(away) * used, plan, _after(lift, kilograms(used), away))
    load = _here(used, at_most)
    if not _close(load, used):
        return _made(used, plan)
    return _progress(lift, load, work, plan, paused=_paused(lift, away))


def _progress(lift: Lift, load: float, work: tuple[Done, ...], plan: Plan, *, paused: bool) -> Load:
    low, high = plan.reps
    used = max(load for load, _, _ in work if load)
    before = tuple(done for done in lift.before if done[0] and done[0] >= 0.99 * used)
    did = f"{kilograms(used)} for {_counts(work)} on {on(lift.last_day)}"
    hold = f"{verb(load, used)} {kilograms(load)}"
    missed = _missed(work, low)
    if missed and _missed(before, low) and _at_limit(work) and _at_limit(before):
        return cut(load, plan, f"Two sessions running ended below {low} with nothing in reserve; last time was {did}.")
    if _beyond(work, plan):
        if any(left for _, _, left in work):
            return _converted(lift, plan, 0)
        if _beyond(before, plan):
            limit = f"so {low} with {plan.reserve:g} in reserve are out of reach at this load."
            return cut(load, plan, f"Two sessions running ended at the limit, {limit} Last time was {did}.")
    if missed:
        why = f"Last time was {did}; the range begins at {low}. One such day is within the usual scatter."
        return plan.load(load, _go(f"{hold} and bring every set to {low}.", why))
    if paused:
        why = f"Last time was {did}. After more than a week away the load waits one session."
        return plan.load(load, _go(f"{hold}.", why, source="models 15"))
    if _strained(work, plan.reserve - plan.more):
        why = f"Last time was {did}, nearer to the limit than planned. The load goes up when there is more to spare."
        return plan.load(load, _go(f"{hold} and stop with {plan.reserve:g} in reserve.", why))
    climb = _climb(lift, load, plan.at_most)
    if climb:
        return plan.load(climb, _climbing(climb, used, did))
    light = _far_too_light(lift, load, work, plan)
    if light:
        why = f"Last time was {did}, all with far more to spare than planned; so light a load need not be done twice."
        return plan.load(light, _go(f"{verb(light, used)} {kilograms(light)}.", why))
    if not _topped(work, high):
        why = f"Last time was {did}. The load goes up when every set reaches {high} in two sessions running."
        return plan.load(load, _go(f"{hold} and try for one more repetition.", why))
    if not _topped(before, high) or _strained(before, plan.reserve - plan.more):
        why = f"Last time was {did}, the top of the range. Once can be a good day, so the load goes up after two."
        return plan.load(load, _go(f"{hold} and do that once more.", why))
    return step_up(load, used, plan, did, fewest=min(count for _, count, _ in (*work, *before)))


def _first(reps: tuple[int, int], reserve: float, *, loaded: bool) -> Load:
    reserve = max(reserve, CAREFUL)
    could = max(15, reps[1] + CAREFUL)
    say = (
        f"Begin with a light set of {FIRST}, add load until about {could} would be possible, then count."
        if loaded
        else f"Begin with {reps[0]} slow repetitions and stop with {reserve:g} or more to spare."
    )
    because = Because(
        say=say,
        why="Light at first: form before load.",
        source="models 7",
        convention=True,
    )
    return Load(load_kg=None, reps=reps, reserve=reserve, because=(because,))


def _bodily(lift: Lift, reps: tuple[int, int], reserve: float, away: int) -> Load:
    """Body-weight movements grow by repetitions."""
    factor = load_factor(away)
    if factor < 1:
        fewer = (max(1, int(reps[0] * factor)), max(1, int(reps[1] * factor)))
        why = f"The last time was {away} days ago, on {on(lift.last_day)}."
        because = _go(f"Begin again with {fewer[0]} to {fewer[1]} repetitions.", why, source="models 15")
        return Load(load_kg=None, reps=fewer, reserve=reserve, because=(because,))
    did = f"Last time was {_counts(lift.last)} on {on(lift.last_day)}"
    counts = [count for _, count, _ in (*lift.last, *lift.before)]
    if _strained(lift.last, reserve):
        because = _go(
            f"Do the same again and stop with {reserve:g} in reserve.", f"{did}, nearer to the limit than planned."
        )
    elif not lift.before or min(counts) < reps[1]:
        why = f"{did}. Repetitions build muscle as well as load does."
        because = _go("Try for one more repetition in each set.", why)
    elif min(counts) >= MOST_REPS:
        reps = (min(reps[0], MOST_REPS), MOST_REPS)
        say = "Make it harder rather than longer: lower more slowly, use one leg, or hold a load."
        because = _go(say, f"{did}; more than {MOST_REPS} mostly trains patience.")
    else:
        reps = (min(counts), min(min(counts) + WIDER, MOST_REPS))
        why = f"{did}. Every set of the last two sessions reached the top of the range."
        because = _go(f"Go on to {reps[0]} to {reps[1]} repetitions.", why)
    return Load(load_kg=None, reps=reps, reserve=reserve, because=(because,))


def _converted(lift: Lift, plan: Plan, away: int) -> Load:
    wanted, because = convert(lift, plan.reps, plan.reserve, plan.more)
    if load_factor(away) == 1:
        return _made(wanted, plan, because)
    return _made(load_factor(away) * wanted, plan, because, _after(lift, "that", away))


def _after(lift: Lift, load: str, away: int) -> Because:
    return Because(
        say=f"Begin again with about {load_factor(away) * 100:.0f} % of {load}.",
        why=f"You last did this movement {away} days ago, on {on(lift.last_day)}. The load climbs again from session "
        "to session until you are back.",
        source="models 15",
        convention=True,
    )


def _here(load: float, at_most: Makeable) -> float:
    """The load nearest to one that was used, perhaps elsewhere: the same, at most 2 % more, or the next below."""
    same = at_most(load + TOLERANCE_KG)
    return same if same >= 0.995 * load else at_most((1 + LEAST_STEP) * load)


def _close(made: float, wanted: float) -> bool:
    return 0.9 * wanted <= made <= 1.05 * wanted


def _made(wanted: float, plan: Plan, *because: Because) -> Load:
    """Round down to what can be made here and say so; say more where that is far off."""
    made = plan.at_most(wanted + TOLERANCE_KG)
    if made > wanted + TOLERANCE_KG:
        say = f"Take {kilograms(made)}, the lightest here: do fewer repetitions if it feels heavy."
        why = f"About {kilograms(round(wanted, 1))} would have been right."
    elif abs(made - wanted) < SAME_KG:
        say = f"Take {kilograms(made)}."
        why = "That very load can be made here."
    elif _close(made, wanted):
        say = f"Take {kilograms(made)}."
        why = f"That is {kilograms(round(wanted, 1))}, rounded down to what can be made here."
    else:
        say = f"Take {kilograms(made)}, the nearest below that can be made here: do more repetitions if it feels light."
        why = f"You are ready for about {kilograms(round(wanted, 1))}."
        return plan.load(made, _go(say, why), *because, reps=wider(plan.reps))
    return plan.load(made, _go(say, why), *because)


def _go(say: str, why: str, source: str = "models 12.2") -> Because:
    return Because(say=say, why=why, source=source, convention=source == "models 15")


def _climb(lift: Lift, load: float, at_most: Makeable) -> float | None:
    """The next load on the way back after a pause: 5 % a session until it is where it was (models 15)."""
    bests = lift.trend.bests if lift.trend else ()
    there = [best.e1rm_kg for best in bests if lift.resumed and best.day < lift.resumed]
    if not there or not lift.resumed or (lift.last_day - lift.resumed).days > 8 * 7:
        return None
    short = bests[-1].e1rm_kg / there[-1]
    made = at_most(min(1.05, 1 / short) * load + 0.005) if short < OVERSHOOT else load
    return made if made > 1.01 * load else None


def _climbing(climb: float, used: float, did: str) -> Because:
    return Because(
        say=f"{verb(climb, used)} {kilograms(climb)}, on the way back.",
        why=f"Last time was {did}. After a pause the load climbs by about 5 % a session until it is where it was "
        f"(now {percent(climb / used - 1)}).",
        source="models 15",
        convention=True,
    )


def _paused(lift: Lift, away: int) -> bool:
    """Whether more than a week without this movement is a pause and not the person's usual rhythm."""
    days = [best.day for best in lift.trend.bests[-7:]] if lift.trend else []
    between = [(later - earlier).days for earlier, later in pairwise(days)]
    return away > 7 and (not between or away > 1.5 * median(between))


def _topped(sets: tuple[Done, ...], top: int) -> bool:
    return bool(sets) and all(count >= top for _, count, _ in sets)


def _strained(sets: tuple[Done, ...], reserve: float) -> bool:
    """Whether a set left clearly less in reserve than planned; one that nobody wrote down does not count against it.

    One less is no sign: people feel the limit about one repetition too soon (models 3).
    """
    return any(left is not None and left < reserve - 1 for _, _, left in sets)


def _beyond(sets: tuple[Done, ...], plan: Plan) -> bool:
    """Whether the written reserve proves that even the low end of the range cannot be reached with this load."""
    known = [count + left for _, count, left in sets if left is not None]
    return bool(known) and max(known) + max(0.0, plan.more) < plan.reps[0] + plan.reserve - 1


def _far_too_light(lift: Lift, load: float, work: tuple[Done, ...], plan: Plan) -> float | None:
    """The load after a session at the top of the range with 3 or more above the planned reserve.

    Up to 10 % more, but at least one step; None where it was not so, or where even after one step the low end of the
    range would be out of reach.
    """
    spare = [left for _, _, left in work if left is not None]
    if not _topped(work, plan.reps[1]) or len(spare) < len(work) or min(spare) < plan.reserve + SPARE:
        return None
    ready, _ = convert(lift, plan.reps, plan.reserve, plan.more)
    most = load * multiple(plan.reps[1] + min(spare)) / multiple(plan.reps[0] + plan.reserve)
    up = least_from((1 + LEAST_STEP) * load, plan.at_most)
    if up is None or up > most:
        return None
    return max(up, plan.at_most(min(ready, (1 + MOST_STEP) * load) + TOLERANCE_KG))


def _missed(sets: tuple[Done, ...], low: int) -> bool:
    return any(count < low for _, count, _ in sets)


def _at_limit(sets: tuple[Done, ...]) -> bool:
    return any(left == 0 for _, _, left in sets)


def _counts(sets: tuple[Done, ...]) -> str:
    return ", ".join(str(count) for _, count, _ in sets)
