"""Plateaus: what the trend of a movement allows to be said, by probability and never too early (models 11.3)."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median

from legday.coach.state import Best, Trend, Verdict
from legday.coach.strength.bend import Slope, present_slope
from legday.coach.strength.kalman import GAP_WEEKS

LEAST_SESSIONS, LEAST_WEEKS, PLATEAU_WEEKS = 8, 6, 8  # models 11.3
LEAST_KEPT = 0.75  # share of the usual sessions below which no plateau is called, models 11.3
SINCE_PAUSE = 4  # sessions after three weeks away before the new slope is more than a guess; convention
FALLING = -0.003  # weekly slope below which a movement goes down, models 11.3
SURE = 0.8  # posterior probability that a verdict needs, models 11.3
EXPECTED = {"new": 0.020, "intermediate": 0.005, "advanced": 0.001}  # weekly slope, models 11.2
LEAST_GAIN = EXPECTED["advanced"]  # a weekly gain below what even long training brings is none, however sure
# A stretch that begins with a bend is less steep than what was expected; as wide as models 11.2, or wider: there the
# prior alone would call a movement improving.
PRIOR = {"new": (0.010, 0.012), "intermediate": (0.002, 0.006), "advanced": (0.0005, 0.003)}


def judge(
    weeks: Sequence[float], values: Sequence[float], sds: Sequence[float], now: float, age: str
) -> tuple[Verdict, Slope | None]:
    """Say what may be said of a movement, and how steep it goes at present; no slope where it is too early.

    ``weeks`` ascend, and ``now`` is in weeks like them; ``values`` and their usual deviations ``sds`` are in log units;
    ``age`` is the training age. Too early below 8 sessions or 6 weeks, and for 4 sessions after three weeks away; a
    plateau only after 8 weeks without such a pause, seen on two evaluations a week apart, and only when the person
    came at least three quarters as often as usual.
    """
    first = stretch(weeks)
    if len(weeks) < LEAST_SESSIONS or weeks[-1] - weeks[0] < LEAST_WEEKS or now - weeks[-1] >= GAP_WEEKS:
        return Verdict.TOO_EARLY, None
    if first and len(weeks) - first < SINCE_PAUSE:
        return Verdict.TOO_EARLY, None
    slope = present_slope(weeks[first:], values[first:], sds[first:], PRIOR[age])
    useful = EXPECTED[age] / 2
    if slope.below(0) <= 1 - SURE and slope.moments()[0] >= min(useful, LEAST_GAIN):
        return Verdict.IMPROVING, slope
    if slope.below(FALLING) >= SURE:
        return Verdict.DECLINING, slope
    if slope.below(useful) < SURE or weeks[-1] - weeks[first] < PLATEAU_WEEKS or kept_up(weeks, now) < LEAST_KEPT:
        return Verdict.STEADY, slope
    before = sum(week <= weeks[-1] - 6 / 7 for week in weeks)
    if before - first < LEAST_SESSIONS:
        return Verdict.STEADY, slope
    ago = present_slope(weeks[first:before], values[first:before], sds[first:before], PRIOR[age])
    return Verdict.PLATEAU if ago.below(useful) >= SURE else Verdict.STEADY, slope


def stretch(weeks: Sequence[float]) -> int:
    """The place of the first session since the last pause of three weeks or more.

    >>> stretch([0, 1, 2, 7, 8])
    3
    """
    pauses = [place for place in range(1, len(weeks)) if weeks[place] - weeks[place - 1] >= GAP_WEEKS]
    return pauses[-1] if pauses else 0


def kept_up(weeks: Sequence[float], now: float) -> float:
    """Sessions of the last eight weeks over what was usual in the half year before; 1 where there is no before."""
    recent = sum(week > now - 8 for week in weeks)
    earliest = max(weeks[0], now - 34)
    before = sum(earliest <= week <= now - 8 for week in weeks)
    usual = before / (now - 8 - earliest) * 8 if now - 8 - earliest >= 4 else 0.0
    return recent / usual if usual else 1.0


def perhaps_falling(trend: Trend) -> bool:
    """Whether a movement is not sure to go down but looks more like it than like standing still."""
    return trend.verdict in (Verdict.STEADY, Verdict.PLATEAU) and trend.slope_week < FALLING


def training_age(bests: Sequence[Best]) -> str:
    """Say from the curve itself how used a person is to a movement: new, intermediate or advanced (models 12.1).

    New gains more than 1.5 % a week on the whole, advanced less than 0.3 % over at least two years of log; a short log
    cannot tell and counts as intermediate.
    """
    few = 3
    span = (bests[-1].day - bests[0].day).days / 7
    if len(bests) < 2 * few or span < 4:
        return "intermediate"
    first, last = bests[:few], bests[-few:]
    gained = log(median(best.e1rm_kg for best in last) / median(best.e1rm_kg for best in first))
    slope = gained / max(1.0, (last[1].day - first[1].day).days / 7)
    if slope > 0.015:
        return "new"
    return "advanced" if slope < 0.003 and span >= 104 else "intermediate"
