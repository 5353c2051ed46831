"""Steps of load: the smallest that can be made up, a small one down, and what to do where there is none."""

from __future__ import annotations

from legday.coach.convert import Makeable, Plan
from legday.coach.state import Load
from legday.coach.words import counted, kilograms, percent
from legday.kinds import Because

LEAST_STEP, MOST_STEP = 0.02, 0.10  # models 12.2
LEAST_CUT = 0.05  # models 12.2
WIDER = 4  # repetitions by which the range grows where no such step can be made, models 12.2: 3 to 5
MOST_REPS = 30  # sets longer than this train patience; convention
TOLERANCE_KG = 0.005
ALIKE = 0.005  # plates are no truer than this


def least_from(load_kg: float, at_most: Makeable) -> float | None:
    """The lightest load that can be made and is at least ``load_kg``; None where there is none.

    >>> least_from(61, lambda load: load // 2.5 * 2.5)
    62.5
    """
    low, high, reach = load_kg, load_kg, 0.5
    while at_most(high + TOLERANCE_KG) < load_kg - TOLERANCE_KG:
        if high > 2 * load_kg + 50:
            return None
        low, high, reach = high, load_kg + reach, 2 * reach
    while high - low > TOLERANCE_KG:
        middle = (low + high) / 2
        low, high = (low, middle) if at_most(middle + TOLERANCE_KG) >= load_kg - TOLERANCE_KG else (middle, high)
    return at_most(high + TOLERANCE_KG)


def verb(load_kg: float, used: float) -> str:
    """Say what to do to get from the load used last to the next one: up to, down (take), or keep.

    >>> verb(60, 57.5), verb(60, 60), verb(60, 61.23)
    ('Up to', 'Keep', 'Take')
    """
    if abs(load_kg - used) <= ALIKE * used:
        return "Keep"
    return "Up to" if load_kg > used else "Take"


def step_up(load: float, used: float, plan: Plan, did: str, *, tops: bool) -> Load:
    """Go up by the smallest step that can be made, 2 to 10 %; where it is larger, by repetitions first (models 12.2).

    ``used`` was on the bar last, ``load`` is what comes nearest to it here. ``did`` says in words what was lifted last;
    ``tops`` is true when even the widened range was reached twice.
    """
    reached = f"Every set of two sessions running reached the top of the range; last time was {did}."
    least = (1 + LEAST_STEP) * load
    steps = [least_from(wanted, plan.at_most) for wanted in (max(least, load + plan.step_kg), least)]
    small = [made for made in steps if made is not None and made <= (1 + MOST_STEP) * load + TOLERANCE_KG]
    if small:
        return plan.load(small[0], _because(f"{verb(small[0], used)} {kilograms(small[0])}.", reached))
    made = steps[-1]
    if made is not None and tops:
        drop = f"{reached} Expect fewer repetitions: the step is {percent(made / load - 1)}."
        return plan.load(made, _because(f"{verb(made, used)} {kilograms(made)}.", drop))
    longer = (plan.reps[0], min(plan.reps[1] + WIDER, max(MOST_REPS, plan.reps[1])))
    hard = (
        "this is the heaviest load that can be made here"
        if made is None
        else f"the next load, {kilograms(made)}, is {percent(made / load - 1)} more, which is a lot at once"
    )
    say = f"{verb(load, used)} {kilograms(load)} and go on to {longer[1]} repetitions."
    return plan.load(load, _because(say, f"{reached} But {hard}."), reps=longer)


def cut(load: float, plan: Plan, why: str) -> Load:
    """Take 5 to 10 % off, where no such load can be made a few repetitions instead; ``why`` says what was too hard."""
    low, high = plan.reps
    lighter = plan.at_most((1 - LEAST_CUT) * load + TOLERANCE_KG)
    if (1 - MOST_STEP) * load - TOLERANCE_KG <= lighter < load - TOLERANCE_KG:
        return plan.load(lighter, _because(f"Down to {kilograms(lighter)} to build up again.", why))
    fewer = (max(1, low - 3), high)
    say = f"Keep {kilograms(load)} and count from {counted(fewer[0], 'repetition')}."
    return plan.load(load, _because(say, f"{why} The next load down would be too light."), reps=fewer)


def _because(say: str, why: str) -> Because:
    return Because(say=say, why=why, source="models 12.2")
