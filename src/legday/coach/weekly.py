"""Weekly sets of each muscle group against the bands that are in use, in words (models 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from legday.body.muscles import groups
from legday.kinds import Because, Group, Value

WEEKS = 4
"""How many whole weeks are averaged: one alone is chance."""

BANDS = (
    (0.0, "hardly any"),
    (2.0, "keeps"),
    (4.0, "builds a little"),
    (8.0, "grows"),
    (15.0, "much"),
    (25.0, "very much"),
)
"""From how many weekly sets on a band begins, and what it does (models 5; convention built on groups' averages)."""

GROWS = (8.0, 15.0)
"""The band in which most growth is had for the sets, models 5."""

BANDS_WHY = Because(
    say="About 8 to 15 sets that count a week are where most people grow.",
    why="Studies find more growth with more sets, by less and less each: these are averages of groups, and you may "
    "differ a lot. A set counts for a muscle as far as the movement trains it.",
    source="models 5",
    convention=True,
)


class WeekCredit(Value):
    """What a week gave each muscle group, in fractional sets; ``start`` is its Monday."""

    start: date
    credit: dict[Group, float]


class Weekly(Value):
    """What a muscle group gets a week, on the average of some whole weeks: sets, the least to aim for, and the band."""

    group: Group
    sets: float
    floor: float
    band: str


def weekly(weeks: Sequence[WeekCredit]) -> tuple[Weekly, ...]:
    """Average the last whole weeks for each muscle group; ``weeks`` are oldest first and the last one is under way.

    >>> weekly(())[0].band
    'hardly any'
    """
    whole = weeks[-WEEKS - 1 : -1]
    return tuple(
        Weekly(group=group, sets=sets, floor=named.floor, band=band(sets))
        for group, named in groups().items()
        for sets in [round(sum(week.credit.get(group, 0.0) for week in whole) / max(1, len(whole)), 1)]
    )


def band(sets: float) -> str:
    """Name the band that a number of weekly sets lies in.

    >>> band(3.0), band(12.0)
    ('keeps', 'grows')
    """
    return next((name for (_, name), (above, _) in pairwise(BANDS) if sets < above), BANDS[-1][1])
