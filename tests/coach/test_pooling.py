from __future__ import annotations

from datetime import date, timedelta
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from legday.coach.state import Best, MuscleTrend, Trend, Verdict
from legday.coach.strength.pooling import ALIKE, muscle_trends, pooled
from legday.coach.strength.trend import trend
from legday.kinds import Group, MovementId

START = date(2026, 1, 5)
NAMES = ("front_squat", "leg_press", "leg_extension")


def climb(weeks: int, slope: float, *, noise: float = 0.02, seed: int = 1, flat_from: int = 999) -> list[Best]:
    """Two sessions a week, gaining ``slope`` a week until it stops."""
    dice = np.random.default_rng(seed)
    return [
        Best(
            day=START + timedelta(days=round(3.5 * k)), load_kg=100, reps=5, reserve=1,
            e1rm_kg=100 * exp(slope * min(k / 2, flat_from) + noise * dice.normal()),
        )
        for k in range(2 * weeks)
    ]  # fmt: skip


def quads(*every: list[Best], share: float = 1.0) -> MuscleTrend | None:
    today = max(bests[-1].day for bests in every) + timedelta(days=1)
    found: dict[MovementId, Trend] = {}
    for name, bests in zip(NAMES, every, strict=False):
        one = trend(bests, today)
        assert one
        found[MovementId(name)] = one
    return muscle_trends(found, lambda movement: {Group.QUADRICEPS: share}, today).get(Group.QUADRICEPS)


def test_three_movements_that_stand_still_make_a_plateau() -> None:
    found = quads(*(climb(60, 0.006, seed=seed, flat_from=30) for seed in range(3)))
    assert found
    assert found.verdict is Verdict.PLATEAU
    assert set(found.movements) == set(NAMES)


def test_one_movement_that_stands_still_makes_none_while_two_go_up() -> None:
    found = quads(climb(60, 0.0, seed=1), climb(60, 0.008, seed=2), climb(60, 0.008, seed=3))
    assert found
    assert found.verdict in (Verdict.IMPROVING, Verdict.STEADY)


def test_a_single_movement_is_less_sure_of_the_muscle_than_of_itself() -> None:
    [(slope, sd), alone] = [(0.0, 0.001), pooled([(0.0, 0.001)])]
    assert alone == (slope, pytest.approx((sd**2 + ALIKE**2) ** 0.5))


def test_movements_that_all_go_down_say_so_of_the_muscle() -> None:
    found = quads(*(climb(40, -0.012, seed=seed) for seed in range(3)))
    assert found
    assert found.verdict is Verdict.DECLINING


def test_movements_that_only_help_a_muscle_do_not_judge_it() -> None:
    assert quads(climb(40, 0.01), share=0.3) is None


def test_what_is_too_early_to_judge_does_not_count() -> None:
    assert quads(climb(3, 0.01)) is None
    found = quads(climb(40, 0.01), climb(40, 0.01)[-6:])
    assert found
    assert found.movements == (MovementId("front_squat"),)


@settings(max_examples=25, deadline=None)
@given(
    some.lists(
        some.lists(
            some.tuples(some.integers(1, 6), some.floats(50, 150)), min_size=8, max_size=30
        ),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_a_muscles_plateau_is_never_called_before_eight_weeks(histories: list[list[tuple[int, float]]]) -> None:
    for length in range(8, 30, 3):
        every = []
        for rows in histories:
            day, bests = START, []
            for step, e1rm in rows[:length]:
                bests.append(Best(day=day, load_kg=100, reps=5, reserve=1, e1rm_kg=e1rm))
                day += timedelta(days=step)
            every.append(bests)
        found = quads(*every)
        if found and found.verdict is Verdict.PLATEAU:
            assert max(bests[-1].day for bests in every) - START >= timedelta(weeks=8)


@given(some.lists(some.tuples(some.floats(-0.05, 0.05), some.floats(0.001, 0.02)), min_size=1, max_size=6))
def test_a_muscles_slope_lies_among_those_of_its_movements(slopes: list[tuple[float, float]]) -> None:
    mean, sd = pooled(slopes)
    assert min(slopes)[0] - 1e-9 <= mean <= max(slopes)[0] + 1e-9
    assert sd <= (min(sd for _, sd in slopes) ** 2 + ALIKE**2) ** 0.5 + 1e-12
