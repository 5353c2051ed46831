"""Fan: what is expected of a movement in the next weeks, with the range that holds four cases of five."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp

from legday.coach.state import Trend
from legday.coach.strength.forecast import MONTH, NEXT, Forecast, Visit, foretell
from legday.coach.strength.sets import multiple
from legday.kinds import Value

WEEKS = 4
"""How far ahead a fan reaches: as far as forecasts are scored (validation/forecast.md)."""

COMPARED = 60
"""Sessions that are compared; older ones say little about the next load."""


class Ahead(Value):
    """What is expected on a day: the load for the usual repetitions, and its range."""

    day: date
    low_kg: float
    middle_kg: float
    high_kg: float


def fan(trend: Trend, today: date) -> tuple[Ahead, ...]:
    """What is expected of the best set today and in each of the next four weeks, at the usual repetitions and reserve.

    The forecast of the next session and that of four weeks on, joined by straight lines. Empty where too few sessions
    are known for a forecast.
    """
    if not trend.bests:
        return ()
    usual = multiple(trend.reps + trend.reserve)
    past = [
        Visit(best.day, "", 0, (best.reps,), best.e1rm_kg / best.load_kg, best.load_kg, best.e1rm_kg)
        for best in trend.bests[-COMPARED:]
    ]
    plan = Visit(max(today, past[-1].day + timedelta(days=1)), "", 0, (trend.reps,), usual, 1.0, usual)
    later = plan._replace(day=plan.day + timedelta(weeks=WEEKS))
    soon, then = foretell((*past, plan), NEXT)[-1], foretell((*past, later), MONTH, 7 * WEEKS)[-1]
    if soon is None or then is None:
        return ()
    half = max(soon.high - soon.middle, then.high - then.middle)  # nobody knows more of a later day
    then = Forecast(then.middle - half, then.middle, then.middle + half)
    ahead = []
    for week in range(WEEKS + 1):
        low, middle, high = (exp(a + (b - a) * week / WEEKS) / usual for a, b in zip(soon, then, strict=True))
        ahead.append(Ahead(day=today + timedelta(weeks=week), low_kg=low, middle_kg=middle, high_kg=high))
    return tuple(ahead)
