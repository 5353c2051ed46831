"""The trend of one movement: how strong somebody is now, how steep that goes, and what may be said of it.

The level comes from a Kalman filter (``kalman``), which follows every value. The slope comes from ``bend``, which asks
since when it has been as it is; the filter's own stands in only while it is too early for that. What a coming session
will bring is foretold by ``forecast``, from past sessions like it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import exp, log, sqrt

from legday.coach.state import Best, Trend
from legday.coach.strength.kalman import GAP_SPREAD, GAP_WEEKS, follow
from legday.coach.strength.plateau import EXPECTED, judge, training_age
from legday.coach.strength.sets import multiple, noise_of, usual_reserve

# Two to three times as wide as in models 11.2: there the prior alone would already call a movement improving, and it
# took half a year to believe that one goes down by 1 % a week.
SLOPE_SD = {"new": 0.024, "intermediate": 0.012, "advanced": 0.004}
MOST_BESTS = 100  # older sessions no longer say anything about the present slope


def trend(bests: Sequence[Best], today: date) -> Trend | None:
    """Read the trend of one movement from the best sets of its sessions, oldest first; None without any.

    Local linear trend on the logarithm (models 11.2); the verdict and the present slope are those of
    ``plateau.judge``, where it is not too early.

    >>> week = [Best(day=date(2026, 1, 5), load_kg=100, reps=5, reserve=None, e1rm_kg=114.6)]
    >>> found = trend(week, date(2026, 1, 6))
    >>> found.verdict.value, found.reps, round(found.level_kg)
    ('too early', 5, 100)
    """
    if not bests:
        return None
    age = training_age(bests)
    recent = bests[-MOST_BESTS:]
    weeks = [(best.day - recent[0].day).days / 7 for best in recent]
    sds = [noise_of(best) for best in recent]
    values = [log(best.e1rm_kg) for best in recent]
    steps = follow(weeks, values, sds, (EXPECTED[age], SLOPE_SD[age]))
    last = steps[-1]
    level, level_sd = last.mean_level()
    reps = _mode([best.reps for best in recent[-12:]])
    reserve = usual_reserve(best.reserve for best in recent)
    now = (today - recent[0].day).days / 7
    away = now - last.week
    verdict, present = judge(weeks, values, sds, now, age)
    slope, slope_sd = present.moments() if present else last.mean_slope()
    return Trend(
        verdict=verdict,
        reps=reps,
        reserve=reserve,
        level_kg=exp(level) / multiple(reps + reserve),
        level_sd=sqrt(level_sd**2 + (GAP_SPREAD * away) ** 2) if away >= GAP_WEEKS else level_sd,
        slope_week=slope,
        slope_sd=slope_sd,
        bests=tuple(bests),
    )


def _mode(values: Sequence[int]) -> int:
    counts = Counter(reversed(values))  # ties go to the latest
    return counts.most_common(1)[0][0]
