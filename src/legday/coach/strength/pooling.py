"""Muscles: what all movements of a group say together about where its strength goes (models 11.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt

from legday.coach.state import MuscleTrend, Trend, Verdict
from legday.coach.strength.bend import below
from legday.coach.strength.plateau import (
    EXPECTED,
    FALLING,
    LEAST_GAIN,
    LEAST_KEPT,
    PLATEAU_WEEKS,
    SURE,
    kept_up,
    stretch,
    training_age,
)
from legday.coach.strength.trend import trend
from legday.coach.visits import Credit
from legday.kinds import MAIN, Group, MovementId

ALIKE = 0.003  # how far the weekly slopes of a muscle's movements lie from its own, standard deviation, models 11.3


def muscle_trends(trends: Mapping[MovementId, Trend], credit: Credit, today: date) -> dict[Group, MuscleTrend]:
    """Read the trend of every group from the movements that are mainly for it.

    Those count on which a verdict is possible. Each one's slope lies about the muscle's with a standard deviation of
    0.003 a week, so that a single movement that stands still makes no plateau of a muscle: two or three that agree do.
    A plateau has the conditions of a movement's: eight weeks without a pause, the sessions kept up, and seen on two
    evaluations a week apart.

    >>> muscle_trends({}, lambda movement: {}, date(2026, 11, 22))
    {}
    """
    judged = {id: found for id, found in trends.items() if found.verdict is not Verdict.TOO_EARLY}
    groups: dict[Group, list[MovementId]] = {}
    for id in judged:
        for group, share in credit(id).items():
            if share >= MAIN:
                groups.setdefault(group, []).append(id)
    return {group: _muscle({id: judged[id] for id in ids}, today) for group, ids in sorted(groups.items())}


def pooled(slopes: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The slope of a muscle and its standard deviation from those of its movements.

    >>> slope, sd = pooled([(0.001, 0.004), (0.003, 0.004)])
    >>> round(slope, 4), round(sd, 4)
    (0.002, 0.0035)
    """
    trusted = [(slope, 1 / (sd**2 + ALIKE**2)) for slope, sd in slopes]
    total = sum(trust for _, trust in trusted)
    return sum(slope * trust for slope, trust in trusted) / total, sqrt(1 / total)


def _muscle(trends: Mapping[MovementId, Trend], today: date) -> MuscleTrend:
    slope, sd = pooled((found.slope_week, found.slope_sd) for found in trends.values())
    return MuscleTrend(
        verdict=_verdict(list(trends.values()), slope, sd, today),
        slope_week=slope,
        slope_sd=sd,
        movements=tuple(sorted(trends, key=lambda movement: (-len(trends[movement].bests), movement))),
    )


def _verdict(trends: Sequence[Trend], slope: float, sd: float, today: date) -> Verdict:
    if below(0, slope, sd) <= 1 - SURE and slope >= min(_useful(trends), LEAST_GAIN):
        return Verdict.IMPROVING
    if below(FALLING, slope, sd) >= SURE:
        return Verdict.DECLINING
    if not _stalled(trends):
        return Verdict.STEADY
    days = sorted({best.day for found in trends for best in found.bests})
    weeks = [(day - days[0]).days / 7 for day in days]
    long = weeks[-1] - weeks[stretch(weeks)] >= PLATEAU_WEEKS
    kept = kept_up(weeks, (today - days[0]).days / 7) >= LEAST_KEPT
    return Verdict.PLATEAU if long and kept and _stalled_before(trends, today) else Verdict.STEADY


def _stalled(trends: Sequence[Trend]) -> bool:
    slope, sd = pooled((found.slope_week, found.slope_sd) for found in trends)
    return below(_useful(trends), slope, sd) >= SURE


def _useful(trends: Sequence[Trend]) -> float:
    return sum(EXPECTED[training_age(found.bests)] / 2 for found in trends) / len(trends)


def _stalled_before(trends: Sequence[Trend], today: date) -> bool:
    """Whether the same was to be seen a week ago, from what was known then."""
    then = today - timedelta(weeks=1)
    known = [tuple(best for best in found.bests if best.day <= then) for found in trends]
    judged = [found for bests in known if (found := trend(bests, then)) and found.verdict is not Verdict.TOO_EARLY]
    return bool(judged) and _stalled(judged)
