"""Wishes and limits: what a person wants from their legs and what their life allows."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import Annotated

import msgspec

from legday.kinds import Condition, Group, Joint, Kilograms, MovementId, Value
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


class Experience(StrEnum):
    """What a person says of their training where the log cannot: nothing yet, some months, years."""

    NEW = "new"
    SOME = "some"
    YEARS = "years"


class Partner(StrEnum):
    """Who trains along: nobody, somebody with equipment of their own, or somebody at the same equipment in turns."""

    NOBODY = "nobody"
    BESIDE = "beside"
    IN_TURNS = "in turns"


class Variety(StrEnum):
    """How often the same movement may come back in a week: whenever it is best, rather not, or rather always."""

    SAME = "same"
    BEST = "best"
    OTHER = "other"


Minutes = Annotated[int, msgspec.Meta(ge=10, le=180)]
"""How long a session may take, warm-up and stretches and all."""


class Slot(Value):
    """A weekday on which the person can train, for how long, and where (``gym``: its id; empty is the usual one)."""

    weekday: Weekday
    minutes: Minutes
    gym: str = ""


class Range(Value):
    """The loads that can be made: from, to, in steps (a barbell's begins with the empty bar).

    Where only some can be made, ``only_kg`` holds each of them, the lightest first.
    """

    least_kg: Kilograms
    most_kg: Kilograms
    step_kg: Annotated[float, msgspec.Meta(gt=0)]
    only_kg: tuple[Kilograms, ...] = ()

    def at_most(self, load_kg: float) -> float:
        """The heaviest load that can be made and does not exceed ``load_kg``; never below the lightest.

        >>> Range(least_kg=20, most_kg=200, step_kg=2.5).at_most(61)
        60.0
        >>> Range(least_kg=4, most_kg=16, step_kg=1, only_kg=(4, 8, 16)).at_most(15)
        8
        """
        if self.only_kg:
            return self.only_kg[max(0, bisect_right(self.only_kg, load_kg + 1e-6) - 1)]
        # The small addition keeps 62.5 from falling to 60 through float noise.
        steps = int((min(load_kg, self.most_kg) - self.least_kg) / self.step_kg + 1e-6)
        return round(self.least_kg + max(0, steps) * self.step_kg, 2)


class Pieces(Value):
    """What a person has to make loads of, each piece with its mass; what is empty was not said.

    ``pairs_kg`` are plates, one for each pair, and go on the bar as well as on machines that take plates.
    ``dumbbells_kg`` come in pairs; ``singles_kg`` are single dumbbells and kettlebells. ``pins_kg`` are the loads that
    stacks are marked with, ``extra_kg`` is a small one that can be put on top of a stack.
    """

    bar_kg: Kilograms | None = None
    pairs_kg: tuple[Kilograms, ...] = ()
    dumbbells_kg: tuple[Kilograms, ...] = ()
    singles_kg: tuple[Kilograms, ...] = ()
    pins_kg: tuple[Kilograms, ...] = ()
    extra_kg: Kilograms | None = None


class Gym(Value):
    """A place to train: what is there, which loads can be made with it, and what is taken for granted (``note``).

    ``pieces`` are what a person said that there is, from which ``loads`` follow where it says anything.
    """

    id: str
    name: str
    equipment: tuple[str, ...]
    loads: dict[Loading, Range]
    note: str = ""
    pieces: Pieces = Pieces()


class Goal(Value):
    """What a person wants and what limits it; everything the planner may know about their life.

    ``gym`` is where they train where nothing else is said, ``gyms`` are the other places that they described.
    ``favour`` are muscle groups and ``like`` movements that they want more of, ``ban`` what they will not do, ``aches``
    joints that hurt all the time, ``conditions`` what asks for care. ``experience`` counts until the log knows better.
    """

    slots: Annotated[tuple[Slot, ...], msgspec.Meta(min_length=1, max_length=7)]
    gym: Gym
    gyms: tuple[Gym, ...] = ()
    favour: tuple[Group, ...] = ()
    like: tuple[MovementId, ...] = ()
    ban: tuple[MovementId, ...] = ()
    aches: tuple[Joint, ...] = ()
    conditions: tuple[Condition, ...] = ()
    experience: Experience | None = None
    aim: Aim = Aim.SIZE
    partner: Partner = Partner.NOBODY
    variety: Variety = Variety.BEST
