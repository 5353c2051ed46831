"""Girths: the person's own error with the tape, and a trend only where it can be told from that (models 21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import sqrt

from legday.coach.measures.drift import FEWEST, Drift, drift
from legday.coach.measures.entries import Girth, Spot
from legday.kinds import Because, Value

FEWEST_DAYS = 56
"""Days from the first to the last before which nothing is shown (models 21)."""

CHANGE = 2.77
"""How many times the error two measurements must differ to be a change with 95 %: 1.96·√2 (models 21)."""

_TAPE_CM = 0.1  # nobody reads a tape finer than this, however alike two readings were
_CHANGE = 0.01  # in four weeks, as a fraction: half a centimetre on a thigh


class GirthTrend(Value):
    """The trend of a spot: the error of one measurement, the change that can be told, and the trend (None: too early).

    All in centimetres. ``told_cm`` is how much the trend has changed from the first measurement to the last.
    """

    spot: Spot
    error_cm: float | None
    least_cm: float | None
    trend: Drift | None
    told_cm: float = 0.0


def own_error(girths: Iterable[Girth]) -> float | None:
    """The technical error of measurement: √(Σd²/2n) over the first two readings each time; None without any.

    >>> from datetime import datetime
    >>> at = datetime(2026, 1, 5)
    >>> twice = [Girth(id=str(n), at=at, spot=Spot.HIP, readings_cm=(95.0, 95.0 + d)) for n, d in enumerate((0.4, 0.8))]
    >>> round(own_error(twice), 2)
    0.45
    """
    apart = [girth.readings_cm[0] - girth.readings_cm[1] for girth in girths]
    return sqrt(sum(one**2 for one in apart) / (2 * len(apart))) if apart else None


def least_change(error_cm: float) -> float:
    """How much two measurements must differ to be more than the tape's error, with 95 %.

    >>> round(least_change(0.45), 1)
    1.2
    """
    return CHANGE * error_cm


def girth_trends(girths: Mapping[Spot, Sequence[Girth]]) -> tuple[GirthTrend, ...]:
    """The trend of every spot that was measured; the error is that of both sides of a part together."""
    return tuple(_trend(spot, those, girths) for spot, those in girths.items())


def _trend(spot: Spot, those: Sequence[Girth], every: Mapping[Spot, Sequence[Girth]]) -> GirthTrend:
    error = own_error(girth for other in every if other.part == spot.part for girth in every[other])
    if error is None or not ripe(those):
        return GirthTrend(spot=spot, error_cm=error, least_cm=None, trend=None)
    error = max(error, _TAPE_CM)
    kept = [girth.kept_cm for girth in those]
    trend = drift([girth.at for girth in those], kept, error / kept[-1], _CHANGE)
    told = trend.points[-1].middle - trend.points[0].middle
    return GirthTrend(spot=spot, error_cm=error, least_cm=least_change(error), trend=trend, told_cm=told)


def ripe(girths: Sequence[Girth]) -> bool:
    """Whether there are enough measurements over enough time to show a trend."""
    return len(girths) >= FEWEST and _span(girths) >= FEWEST_DAYS


def _span(girths: Sequence[Girth]) -> int:
    return (_day(girths[-1]) - _day(girths[0])).days


def _day(girth: Girth) -> date:
    return girth.at.date()


def girth_words(found: GirthTrend, girths: Sequence[Girth]) -> Because:
    """Say how a girth goes, or what is missing to tell."""
    where = found.spot.words
    if found.trend is None or found.error_cm is None or found.least_cm is None:
        lacking = [
            *([f"{FEWEST - len(girths)} more measurements"] if len(girths) < FEWEST else []),
            *([f"{-(-(FEWEST_DAYS - _span(girths)) // 7)} more weeks"] if _span(girths) < FEWEST_DAYS else []),
        ]
        say = f"The {where} is measured; its trend needs {' and '.join(lacking)}."
        return _because(say, "A muscle grows more slowly than a tape can follow, so single measurements mislead.")
    now = found.trend.points[-1]
    level = f"The {where} is {now.middle:.1f} cm, likely {now.low:.1f} to {now.high:.1f}"
    error = f"One measurement of yours is off by about {found.error_cm:.1f} cm (your own two readings each time say so)"
    why = f"{error}, so a change below {found.least_cm:.1f} cm is not to be told from the tape."
    if abs(found.told_cm) < found.least_cm:
        return _because(f"{level}. No change can be told yet.", why)
    way = "larger" if found.told_cm > 0 else "smaller"
    return _because(f"{level}: {abs(found.told_cm):.1f} cm {way} than at first.", why)


def _because(say: str, why: str) -> Because:
    return Because(say=say, why=why, source="models 21")
