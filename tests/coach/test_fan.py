from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import exp
from random import Random

import pytest

from legday.coach.state import Best
from legday.coach.strength.fan import WEEKS, Ahead, fan
from legday.coach.strength.sets import multiple
from legday.coach.strength.trend import trend

START = date(2026, 1, 5)


def ahead(loads: list[float], *, reps: int = 8, reserve: float | None = None, later: int = 0) -> tuple[Ahead, ...]:
    times = multiple(reps + (reserve or 0))
    bests = [
        Best(day=START + timedelta(days=7 * at), load_kg=load, reps=reps, reserve=reserve, e1rm_kg=load * times)
        for at, load in enumerate(loads)
    ]
    today = bests[-1].day + timedelta(days=later)
    found = trend(bests, today)
    assert found is not None
    return fan(found, today)


def test_a_fan_has_today_and_four_weeks_and_does_not_narrow() -> None:
    random = Random(1)
    found = ahead([100 * exp(random.gauss(0, 0.03)) for _ in range(30)])
    assert [at.day for at in found] == [START + timedelta(weeks=29 + week) for week in range(WEEKS + 1)]
    assert all(at.low_kg < at.middle_kg < at.high_kg for at in found)
    widths = [at.high_kg / at.low_kg for at in found]
    assert all(later > 0.999 * sooner for sooner, later in pairwise(widths))


@pytest.mark.parametrize("reserve", [None, 2])
def test_who_repeats_a_load_is_expected_to_repeat_it_at_the_usual_reserve(reserve: float | None) -> None:
    assert ahead([100] * 12, reserve=reserve)[0].middle_kg == pytest.approx(100)


def test_below_three_sessions_there_is_no_fan() -> None:
    assert ahead([100, 100]) == ()


def test_weeks_after_the_last_session_the_fan_begins_today() -> None:
    assert ahead([100] * 12, later=20)[0].day == START + timedelta(days=7 * 11 + 20)
