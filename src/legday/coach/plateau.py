"""Plateaus: what the trend of a movement allows to be said, by probability and never too early (models 11.3)."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median

from legday.coach.kalman import GAP_WEEKS, Step
from legday.coach.state import Best, Trend, Verdict

SINCE_PAUSE = 4  # sessions after three weeks away before the new slope is more than a guess; convention
FALLING = -0.003  # weekly slope below which a movement goes down, models 11.3
SURE = 0.8  # posterior probability that a verdict needs, models 11.3
EXPECTED = {"new": 0.020, "intermediate": 0.005, "advanced": 0.001}  # weekly slope, models 11.2


def verdict(steps: Sequence[Step], now: float, useful: float) -> Verdict:
    """Say what may be said of a movement after the values that were followed; ``now`` is in weeks like them.

    ``useful`` is the weekly slope below which a movement stands still: half of what is expected. Too early below 8
    sessions or 6 weeks, and for 4 sessions after three weeks away; a plateau only after 8 weeks without such a pause,
    seen on two evaluations a week apart, and only when the person came at least three quarters as often as usual.
    """
    last = steps[-1]
    if len(steps) < 8 or last.week < 6 or last.since < SINCE_PAUSE or now - last.week >= GAP_WEEKS:
        return Verdict.TOO_EARLY
    if last.below(0) <= 1 - SURE:
        return Verdict.IMPROVING
    if last.below(FALLING) >= SURE:
        return Verdict.DECLINING
    ago = last.week - 6 / 7
    week_ago = [step for step in steps if step.week <= ago and step.start == last.start and step.since >= 8]
    stalled = last.below(useful) >= SURE and bool(week_ago) and week_ago[-1].below(useful) >= SURE
    if stalled and last.week - last.start >= 8 and adherence([step.week for step in steps], now) >= 0.75:
        return Verdict.PLATEAU
    return Verdict.STEADY


def adherence(weeks: Sequence[float], now: float) -> float:
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
