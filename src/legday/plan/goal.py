"""Wishes and limits: what a person wants from their legs and what their life allows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from legday.kinds import Group, Joint, Kilograms, MovementId, Value
from legday.movement.catalogue import Loading


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Aim(StrEnum):
    """What the training is for: more muscle, more strength, or keeping what is there."""

    SIZE = "size"
    STRENGTH = "strength"
    KEEP = "keep"


class Slot(Value):
    """A day on which the person can train, and for how long."""

    weekday: Weekday
    minutes: Annotated[int, msgspec.Meta(ge=10, le=180)]


class Range(Value):
    """The loads that can be made: from, to, in steps (a barbell's begins with the empty bar)."""

    least_kg: Kilograms
    most_kg: Kilograms
    step_kg: Annotated[float, msgspec.Meta(gt=0)]

    def at_most(self, load_kg: float) -> float:
        """The heaviest load that can be made and does not exceed ``load_kg``; never below the lightest.

        >>> Range(least_kg=20, most_kg=200, step_kg=2.5).at_most(61)
        60.0
        """
        # The small addition keeps 62.5 from falling to 60 through float noise.
        steps = int((min(load_kg, self.most_kg) - self.least_kg) / self.step_kg + 1e-6)
        return round(self.least_kg + max(0, steps) * self.step_kg, 2)


class Gym(Value):
    """A place to train: what is there, which loads can be made with it, and what is taken for granted (``note``)."""

    id: str
    name: str
    equipment: tuple[str, ...]
    loads: dict[Loading, Range]
    note: str = ""


class Goal(Value):
    """What a person wants and what limits it; everything the planner may know about their life."""

    slots: Annotated[tuple[Slot, ...], msgspec.Meta(min_length=1, max_length=7)]
    gym: Gym
    favour: tuple[Group, ...] = ()
    ban: tuple[MovementId, ...] = ()
    aches: tuple[Joint, ...] = ()
    aim: Aim = Aim.SIZE
