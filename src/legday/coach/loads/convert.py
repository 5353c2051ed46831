"""From what was lifted to the load for other repetitions, with how far off it may be (models 1.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

from legday.coach.state import Lift, Load
from legday.coach.strength.sets import NEAR_TOP, TRUSTED, WINDOW, multiple, spread
from legday.coach.words import about, kilograms, on, spare
from legday.kinds import Because, Kilograms, Reps, Reserve

Done = tuple[Kilograms | None, Reps, Reserve | None]
"""A set as the state holds it: load, repetitions, reserve."""

Makeable = Callable[[float], float]
"""The heaviest load that can be made up to a given one."""


class Plan(NamedTuple):
    """What is planned for a movement: repetitions from-to, reserve, what can be made, and the step that suits it.

    ``more`` are the repetitions that the person has beyond a written reserve, as far as that is known (models 3).
    """

    reps: tuple[int, int]
    reserve: float
    at_most: Makeable
    step_kg: float
    more: float = 0.0

    def load(self, load_kg: float, *because: Because, reps: tuple[int, int] | None = None) -> Load:
        """Such a set with a load, and perhaps other repetitions."""
        return Load(load_kg=load_kg, reps=reps or self.reps, reserve=self.reserve, because=because)


FOUR_IN_FIVE = 1.2816  # standard deviations either side that hold four of five cases


def best_effort(sets: Sequence[Done]) -> Done | None:
    """The set that shows most strength; None where no set has a load.

    >>> best_effort([(60.0, 10, None), (100.0, 5, None)])
    (100.0, 5, None)
    """
    loaded = [done for done in sets if done[0] and done[1] >= 1]
    return max(loaded, key=_effort, default=None)


def near_range(lift: Lift, reps: tuple[int, int], most: int) -> tuple[Done, ...]:
    """The working sets of the last session if it was done at about the planned repetitions; empty if it was not.

    Those at the heaviest load of which a set came within 2 below the range or 5 above it, or above the ``most``
    repetitions to which it may grow, as long as it was near the best of the day: lighter sets were warm-ups, whether
    marked or not. Below the range is only a miss, and not another way
    to train, where a set came into it, the session before did, or the reserve was written down.
    """
    top = best_effort(lift.last)
    if top is None:
        return ()
    near = [done for done in lift.last if done[0] and reps[0] - 2 <= done[1] <= max(reps[1], most) + 5]
    load = max((done[0] or 0.0 for done in near if _effort(done) >= NEAR_TOP * _effort(top)), default=0.0)
    work = tuple(done for done in lift.last if done[0] and load and 0.99 * load <= done[0] <= 1.01 * load)
    aimed = (*work, *(done for done in lift.before if (done[0] or 0.0) >= NEAR_TOP * load))
    return work if any(count >= reps[0] or left is not None for _, count, left in aimed) else ()


def convert(lift: Lift, reps: tuple[int, int], reserve: float, more: float = 0.0) -> tuple[float, Because]:
    """Turn the best set of the last session into a load for other repetitions (kg, not rounded), with its reason.

    Aims at the middle of the range with the planned reserve. Above 12 repetitions to the limit the formulas are not
    trusted (models 1.5), so that of more only three beyond the aim are believed. The person's own curve goes before the
    formulas where there is one (models 1.3). ``more`` are the repetitions that the person is
    known to have beyond a written reserve.
    """
    load, count, left = best_effort(lift.last) or (0.0, 1, None)
    load = load or 0.0
    aim = sum(reps) / 2 + reserve
    spared = max(0.0, left + more) if left else 0.0  # at the limit nobody has more
    believed = min(count + spared, max(TRUSTED, aim + WINDOW))
    own = lift.kappa
    wanted = load * (multiple(believed) / multiple(aim) if own is None else (own + believed) / (own + aim))
    off = FOUR_IN_FIVE * sqrt(spread(believed, left) ** 2 + spread(aim, reserve) ** 2)
    because = Because(
        say=f"For {reps[0]} to {reps[1]} repetitions you are ready for {about(wanted * (1 - off))} to "
        f"{about(wanted * (1 + off))}; the first set will tell.",
        why=f"Reckoned from {kilograms(load)} × {count}{spare(left)} on {on(lift.last_day)}: about "
        f"{about(wanted)}, and four times in five within that range."
        + ("" if own is None else " How your own sets near the limit went was counted in."),
        source="models 1.5" if own is None else "models 1.3",
    )
    return wanted, because


def _effort(done: Done) -> float:
    load, count, left = done
    return (load or 0.0) * multiple(min(count + (left or 0), TRUSTED + WINDOW))
