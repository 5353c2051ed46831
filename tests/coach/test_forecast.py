from __future__ import annotations

from datetime import date, timedelta
from math import exp, log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.coach.strength.forecast import MONTH, NEXT, Forecast, Likeness, Visit, foretell
from legday.coach.strength.sets import multiple

START = date(2026, 1, 5)


def visit(day: int, load: float, reps: int = 5, *, title: str = "") -> Visit:
    return Visit(START + timedelta(days=day), title, 0, (reps,) * 3, multiple(reps), load, load * multiple(reps))


def last(visits: list[Visit]) -> Forecast:
    found = foretell(visits, NEXT)[-1]
    assert found is not None
    return found


def load(found: Forecast, reps: int = 5) -> float:
    return exp(found.middle) / multiple(reps)


loads = some.lists(some.floats(20, 300), min_size=5, max_size=30)


def test_nothing_is_foretold_from_less_than_three_sessions() -> None:
    assert [found is None for found in foretell([visit(7 * at, 100) for at in range(5)], NEXT)] == [True] * 3 + [
        False
    ] * 2


def test_who_repeats_a_load_is_foretold_to_repeat_it() -> None:
    assert load(last([visit(7 * at, 100) for at in range(8)])) == pytest.approx(100)


def test_fives_and_tens_by_turns_are_each_foretold_from_their_own() -> None:
    days = [visit(3 * at, 70 if at % 2 else 100, 10 if at % 2 else 5) for at in range(12)]
    assert [round(load(last(days[:at]), 5 if at % 2 else 10)) for at in (10, 11)] == [70, 100]


def test_a_light_day_of_another_title_lowers_the_heavy_one_less() -> None:
    days = [visit(3 * at, 60 if at % 2 else 100) for at in range(13)]
    titled = [day._replace(title="light" if at % 2 else "heavy") for at, day in enumerate(days)]
    assert load(last(days)) < load(last(titled)) <= 100


@given(loads, some.floats(20, 300), some.sampled_from([NEXT, MONTH]))
def test_what_was_lifted_is_not_read_before_it_is_foretold(
    known: list[float], other: float, likeness: Likeness
) -> None:
    days = [visit(7 * at, each) for at, each in enumerate(known)]
    changed = [*days[:-1], days[-1]._replace(load_kg=other, e1rm_kg=other * multiple(9))]
    assert foretell(days, likeness)[-1] == pytest.approx(foretell(changed, likeness)[-1])


@given(loads, some.floats(20, 300))
def test_four_weeks_on_nothing_of_the_weeks_between_is_read(known: list[float], other: float) -> None:
    days = [visit(7 * at, each) for at, each in enumerate(known)]
    changed = [*days[:-3], *(visit(7 * at, other) for at in range(len(known) - 3, len(known)))]
    assert foretell(days, MONTH, 28)[-1] == pytest.approx(foretell(changed, MONTH, 28)[-1])


def test_who_adds_the_same_step_each_time_is_foretold_the_next_one() -> None:
    assert load(last([visit(3 * at, 40 + 2.5 * at) for at in range(14)])) == pytest.approx(72.5, rel=0.01)


def test_a_forecast_near_a_load_that_was_used_means_that_load() -> None:
    used = [80.0, 82.5, 85.0, 82.5, 85.0, 85.0, 87.5]
    days = [visit(7 * at, each) for at, each in enumerate(used)]
    assert min(abs(load(last(days)) - each) for each in used) < 1e-9


def test_four_of_five_values_fall_within_the_interval() -> None:
    held = []
    for seed in range(20):
        random = Random(seed)
        days = [visit(7 * at, 100 * exp(random.gauss(0, 0.05))) for at in range(40)]
        for day, found in zip(days, foretell(days, NEXT), strict=True):
            if found is not None:
                held.append(found.low <= log(day.e1rm_kg) <= found.high)
    assert 0.72 < sum(held) / len(held) < 0.88


def test_who_scatters_more_is_given_a_wider_interval() -> None:
    def width(scatter: float) -> float:
        random = Random(1)
        found = last([visit(7 * at, 100 * exp(random.gauss(0, scatter))) for at in range(30)])
        return found.high - found.low

    assert width(0.1) > 1.5 * width(0.02)
