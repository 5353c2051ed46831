"""How something that changes slowly goes: a level with its band and a change in four weeks, from noisy entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from math import exp, log

from legday.coach.strength.kalman import follow
from legday.kinds import Value

FEWEST = 4
"""Entries from which on a trend can be shown (models 21 for girths; for the rest convention)."""

MOST = 180
"""Entries that are followed, the newest ones; what was half a year of days ago says nothing of the present."""

LIKELY = 1.96
"""Standard deviations either side of the middle that hold 95 %."""

# How noisy somebody's entries are is itself guessed from a few of them, so that 1.96 would hold the level of simulated
# bodies in 90 % of cases only. This holds it in 93 to 99 % (tests/coach/test_measured.py).
_LEVEL = 2.4

# The filter knows how strength wanders from week to week. A body changes about four times as little, over four times as
# long: so its logarithms are handed over fourfold and its time in units of four weeks. It is linear, so what comes back
# is divided again. Convention; how noisy a person's entries are is learnt from them.
_FINER = 4.0
_DAYS = 28.0


class Point(Value):
    """The trend on a day, and between which two values it lies with 95 %."""

    day: date
    middle: float
    low: float
    high: float


class Drift(Value):
    """A trend: a point for each of the newest entries, oldest first, and its change in four weeks with 95 %."""

    points: tuple[Point, ...]
    change: float
    change_low: float
    change_high: float

    @property
    def sure(self) -> bool:
        """Whether it goes up or down, and is not just noise."""
        return self.change_low > 0 or self.change_high < 0


def drift(times: Sequence[datetime], values: Sequence[float], sd: float, change_sd: float) -> Drift:
    """Read the trend of positive values, oldest first; of many only the newest.

    ``sd`` is the usual error of one value and ``change_sd`` how much people change in four weeks, both as fractions.

    >>> from datetime import timedelta
    >>> days = [datetime(2026, 1, 5) + timedelta(days=7 * week) for week in range(12)]
    >>> found = drift(days, [80 + 0.1 * week for week in range(12)], 0.005, 0.02)
    >>> round(found.change, 1), found.sure
    (0.4, True)
    """
    times, values = times[-MOST:], values[-MOST:]
    first = times[0].replace(tzinfo=None)
    units = [(time.replace(tzinfo=None) - first).total_seconds() / 86400 / _DAYS for time in times]
    noise = [sd * _FINER] * len(values)
    steps = follow(units, [log(value) * _FINER for value in values], noise, (0.0, change_sd * _FINER))
    points = []
    for time, step in zip(times, steps, strict=True):
        level, level_sd = (part / _FINER for part in step.mean_level())
        low, high = exp(level - _LEVEL * level_sd), exp(level + _LEVEL * level_sd)
        points.append(Point(day=time.date(), middle=exp(level), low=low, high=high))
    slope, slope_sd = (part / _FINER for part in steps[-1].mean_slope())
    change, low, high = (points[-1].middle * (exp(slope + by * slope_sd) - 1) for by in (0, -LIKELY, LIKELY))
    return Drift(points=tuple(points), change=change, change_low=low, change_high=high)
