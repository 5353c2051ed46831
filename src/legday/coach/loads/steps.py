"""Steps of load: the smallest that can be made up, a small one down, and what to do where there is none."""

from __future__ import annotations

from legday.coach.loads.convert import Makeable, Plan
from legday.coach.state import Load
from legday.coach.strength.sets import multiple
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


def longest(load_kg: float, plan: Plan) -> int:
    """How many repetitions at a load must go before the next one that can be made (models 12.2).

    The top of the range where that is a step of at most 10 %. Where it is more, so many that the next load gives the
    low end of the range with the planned reserve, and 4 more than the top at least; never above 30.

    >>> plan = Plan((8, 12), 2.0, lambda load: max(made for made in (8, 10, 16, 40) if made <= max(load, 8)), 2.0)
    >>> longest(8, plan), longest(10, plan), longest(16, plan)
    (18, 30, 30)
    """
    high = plan.reps[1]
    made = least_from((1 + LEAST_STEP) * load_kg, plan.at_most)
    if made is not None and made <= (1 + MOST_STEP) * load_kg + TOLERANCE_KG:
        return high
    most = max(MOST_REPS, high)
    enough = (count for count in range(high + WIDER, most) if _ready(count, load_kg, made, plan))
    return min(next(enough, most), most)


def wider(reps: tuple[int, int]) -> tuple[int, int]:
    """A range of repetitions for a load that is lighter than it should be (models 12.2).

    >>> wider((8, 12)), wider((20, 30))
    ((8, 16), (20, 30))
    """
    return reps[0], max(reps[1], min(reps[1] + WIDER, MOST_REPS))


def step_up(load: float, used: float, plan: Plan, did: str, *, fewest: int) -> Load:
    """Go up by the smallest step that can be made, 2 to 10 %; where it is larger, by repetitions first (models 12.2).

    ``used`` was on the bar last, ``load`` is what comes nearest to it here. ``did`` says in words what was lifted last;
    ``fewest`` are the least repetitions of any set of two sessions, the top of the range or more. They widen by 4 at a
    time until enough are done for the next load (``longest``).
    """
    reached = f"Every set of two sessions running reached {_top(plan, fewest)}; last time was {did}."
    least = (1 + LEAST_STEP) * load
    steps = [least_from(wanted, plan.at_most) for wanted in (max(least, load + plan.step_kg), least)]
    small = [made for made in steps if made is not None and made <= (1 + MOST_STEP) * load + TOLERANCE_KG]
    if small:
        return plan.load(small[0], _because(f"{verb(small[0], used)} {kilograms(small[0])}.", reached))
    made, most = steps[-1], longest(load, plan)
    if made is not None and fewest >= most and _ready(fewest, load, made, plan):
        drop = f"{reached} Expect fewer repetitions: the step is {percent(made / load - 1)}."
        return plan.load(made, _because(f"{verb(made, used)} {kilograms(made)}.", drop))
    hard = (
        "this is the heaviest load that can be made here"
        if made is None
        else f"the next load, {kilograms(made)}, is {percent(made / load - 1)} more, which is a lot at once"
    )
    low, high = plan.reps
    if fewest >= most:
        harder = "lower more slowly" if made is None else f"lower more slowly, or try one set with {kilograms(made)}"
        say = f"{verb(load, used)} {kilograms(load)} and make it harder rather than longer: {harder}."
        return plan.load(load, _because(say, f"{reached} But {hard}."), reps=(low, most))
    longer = min(high + WIDER * ((fewest - high) // WIDER + 1), most)
    say = f"{verb(load, used)} {kilograms(load)} and go on to {longer} repetitions."
    return plan.load(load, _because(say, f"{reached} But {hard}."), reps=(low, longer))


def _ready(count: int, load_kg: float, made_kg: float | None, plan: Plan) -> bool:
    """Whether so many repetitions at a load promise the low end of the range at the next one, with the same reserve."""
    if made_kg is None:
        return False
    return load_kg * multiple(count + plan.reserve) >= made_kg * multiple(plan.reps[0] + plan.reserve)


def _top(plan: Plan, fewest: int) -> str:
    return "the top of the range" if fewest < plan.reps[1] + WIDER else f"{fewest} repetitions"


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
