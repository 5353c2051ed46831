"""Fan: what a trend expects of the next weeks, with the range that holds four cases of five."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp, sqrt

from legday.coach.convert import FOUR_IN_FIVE
from legday.coach.state import Trend
from legday.kinds import Value

WEEKS = 8
"""How far ahead a fan reaches: as far as a change takes to be judged (models 11.3)."""


class Ahead(Value):
    """What is expected on a day: the load for the usual repetitions, and its range."""

    day: date
    low_kg: float
    middle_kg: float
    high_kg: float


def fan(trend: Trend, today: date) -> tuple[Ahead, ...]:
    """What a trend expects today and of each of the next eight weeks, for its usual repetitions.

    The level goes on along its slope, and both are as uncertain as they are known to be (models 11.2). It says where
    the level is likely to be; one session scatters about it.
    """
    ahead = []
    for week in range(WEEKS + 1):
        off = FOUR_IN_FIVE * sqrt(trend.level_sd**2 + (week * trend.slope_sd) ** 2)
        middle = trend.level_kg * exp(week * trend.slope_week)
        ahead.append(
            Ahead(
                day=today + timedelta(weeks=week),
                low_kg=middle * exp(-off),
                middle_kg=middle,
                high_kg=middle * exp(off),
            )
        )
    return tuple(ahead)
