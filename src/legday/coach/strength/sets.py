"""Sets: what one says of strength and how far off that may be, and the best one of each session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from math import sqrt
from statistics import median

from legday.coach.state import Best
from legday.kinds import Kilograms, Reps, Reserve
from legday.log.history import LoadOf, Role, Set

WINDOW = 3  # repetitions either side of the usual ones within which all formulas agree to 2 %, models 1.3
MOST_RESERVE = 4  # sets further from the limit say too little, models 11.2
TRUSTED = 12  # repetitions to the limit up to which the formulas hold, models 1.5
NEAR_TOP = 0.9  # a set this far below the best of its day was a warm-up or a back-off, whatever it was called
USUAL_NOISE = 0.04  # log units, models 11.1


def multiple(to_limit: float) -> float:
    """How many times the load of a set the heaviest single repetition would be, from the repetitions to the limit.

    Mean of Epley and Brzycki up to 10, Epley above (they meet at 10); above 12 only good for comparing sets of nearly
    the same repetitions (models 1.1, 1.5).

    >>> multiple(1), round(multiple(10), 3)
    (1.0, 1.333)
    """
    if to_limit <= 1:
        return 1.0
    epley = 1 + to_limit / 30
    return (epley + 36 / (37 - to_limit)) / 2 if to_limit <= 10 else epley


def spread(to_limit: float, reserve: float | None) -> float:
    """The standard uncertainty of an estimate from one set, as a fraction (models 1.5; error of the reserve models 3).

    >>> round(spread(5, 2), 3)
    0.041
    """
    guess = 2.0 if reserve is None else 1.0 if reserve <= 2 else 1.5 if reserve <= MOST_RESERVE else 2.5
    return sqrt(0.03**2 + (0.028 * guess) ** 2 + (0.004 * max(0.0, to_limit - 5)) ** 2)


def matched(visits: Iterable[tuple[date, Sequence[Set]]]) -> tuple[Best, ...]:
    """Read the best set of each session at comparable repetitions, for one movement, oldest first.

    ``visits`` are the days with that movement's sets, oldest first. Compared are working sets and sets to the limit
    with a load, at most 4 in reserve (or unknown) and within 3 repetitions of the usual ones (models 1.3, 11.2). Where
    only some sets state a reserve, the others count with the person's usual one, so that beginning to log it does not
    look like a gain. A load more than twice off its neighbours is taken for a typing error and left out, and so is a
    day whose best set was done at other repetitions.
    """
    hard = [(day, chosen) for day, sets in visits if (chosen := [done for done in sets if _compares(done)])]
    if not hard:
        return ()
    centre = _usual_reps(hard)
    usual = usual_reserve(done.reserve for _, sets in hard for done in sets)
    every = [[_best(day, done, usual) for done in sets] for day, sets in hard]
    middle = _running_median([_most(found) for found in every])
    bests = []
    for found, about in zip(every, middle, strict=True):
        likely = [best for best in found if about / 2 < best.e1rm_kg < about * 2]
        near = [
            best for best in likely if abs(best.reps - centre) <= WINDOW and best.e1rm_kg >= NEAR_TOP * _most(likely)
        ]
        if near:
            bests.append(max(near, key=lambda best: best.e1rm_kg))
    return tuple(bests)


def _compares(done: Set) -> bool:
    return (
        done.role in (Role.WORK, Role.FAILURE)
        and bool(done.load_kg)
        and done.load_of is not LoadOf.HELP  # less help is more strength
        and bool(done.reps)
        and (done.reserve is None or done.reserve <= MOST_RESERVE)
    )


def _usual_reps(visits: Sequence[tuple[date, Sequence[Set]]]) -> int:
    """The count, of those really done, about which lie most heavy sets of the last dozen sessions."""
    counts: Counter[int] = Counter()
    for _, sets in visits[-12:]:
        heaviest = max(done.load_kg or 0 for done in sets)
        # Light sets of a session are often warm-ups that nobody marked.
        counts.update(done.reps or 0 for done in sets if (done.load_kg or 0) >= 0.8 * heaviest)
    typical = median(counts.elements())
    return min(
        sorted(counts),
        key=lambda centre: (-sum(counts[centre + off] for off in range(-WINDOW, WINDOW + 1)), abs(centre - typical)),
    )


def usual_reserve(reserves: Iterable[Reserve | None]) -> float:
    """The middle one of the reserves that were written down; 0 where none was."""
    known = [reserve for reserve in reserves if reserve is not None]
    return float(median(known)) if known else 0.0


def _best(day: date, done: Set, usual: float) -> Best:
    load: Kilograms = done.load_kg or 0.0
    reps: Reps = done.reps or 0
    left = 0.0 if done.role is Role.FAILURE and done.reserve is None else done.reserve
    to_limit = reps + (usual if left is None else left)
    return Best(day=day, load_kg=load, reps=reps, reserve=left, e1rm_kg=load * multiple(to_limit))


def _most(bests: Iterable[Best]) -> float:
    return max(best.e1rm_kg for best in bests)


def noise_of(best: Best) -> float:
    """The usual standard deviation of what a best set says of strength, in log units (models 11.1, 1.5)."""
    # An unknown reserve is a habit that changes little between sessions, so it adds less than to a single estimate.
    reserve = 3 if best.reserve is None else best.reserve
    return USUAL_NOISE * spread(best.reps + (best.reserve or 0), reserve) / spread(5, 2)


def _running_median(values: Sequence[float]) -> list[float]:
    return [median(values[max(0, at - 5) : at + 6]) for at in range(len(values))]
