from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.coach.state import Verdict
from legday.coach.strength.bend import present_slope
from legday.coach.strength.plateau import judge, kept_up, stretch

PRIOR = (0.002, 0.006)


def level(week: float, slope: float, turn: float, after: float) -> float:
    return slope * min(week, turn) + after * max(0.0, week - turn)


def judged(slope: float, turn: float, after: float, *, weeks: int, seed: int, noise: float = 0.03) -> Verdict:
    dice = np.random.default_rng(seed)
    at = [half / 2 for half in range(2 * weeks + 1)]
    values = [level(week, slope, turn, after) + noise * dice.normal() for week in at]
    verdict, _ = judge(at, values, [0.04] * len(at), at[-1], "intermediate")
    return verdict


def test_who_gained_and_then_stood_still_for_half_a_year_is_told_so_in_most_runs() -> None:
    verdicts = [judged(0.006, 16, 0.0, weeks=42, seed=seed) for seed in range(30)]
    assert verdicts.count(Verdict.PLATEAU) >= 15
    assert verdicts.count(Verdict.IMPROVING) <= 6


def test_who_goes_on_gaining_is_hardly_ever_told_of_a_plateau() -> None:
    verdicts = [judged(0.005, 99, 0.0, weeks=weeks, seed=seed) for seed in range(20) for weeks in (10, 20, 40)]
    assert verdicts.count(Verdict.PLATEAU) <= 1


def test_the_present_slope_is_that_since_the_bend() -> None:
    at = [half / 2 for half in range(80)]
    up_then_down = present_slope(at, [level(week, 0.01, 20, -0.01) for week in at], [0.02] * 80, PRIOR)
    mean, sd = up_then_down.moments()
    assert mean == pytest.approx(-0.01, abs=0.003)
    assert sd < 0.003


def test_without_a_bend_the_slope_is_that_of_the_whole() -> None:
    at = [float(week) for week in range(40)]
    mean, _ = present_slope(at, [0.004 * week for week in at], [0.04] * 40, PRIOR).moments()
    assert mean == pytest.approx(0.004, abs=0.001)


def test_one_odd_day_does_not_turn_the_slope() -> None:
    at = [half / 2 for half in range(60)]
    values = [0.005 * week for week in at]
    odd = [*values[:-2], values[-2] - 0.4, values[-1]]
    plain, _ = present_slope(at, values, [0.04] * 60, PRIOR).moments()
    shaken, _ = present_slope(at, odd, [0.04] * 60, PRIOR).moments()
    assert abs(plain - shaken) < 0.003


@given(some.lists(some.tuples(some.floats(0.2, 2.9), some.floats(-0.5, 0.5)), min_size=8, max_size=60))
def test_a_slope_is_a_distribution(rows: list[tuple[float, float]]) -> None:
    at = list(np.cumsum([step for step, _ in rows]))
    slope = present_slope(at, [value for _, value in rows], [0.04] * len(at), PRIOR)
    assert sum(slope.belief) == pytest.approx(1)
    assert all(sd > 0 for sd in slope.sd)
    shares = [slope.below(bound) for bound in (-0.1, -0.01, 0.0, 0.01, 0.1)]
    assert all(less <= more + 1e-12 for less, more in pairwise(shares))


@given(some.lists(some.floats(0.1, 6), min_size=1, max_size=40))
def test_a_stretch_has_no_pause_of_three_weeks(steps: list[float]) -> None:
    weeks = [float(week) for week in np.cumsum(steps)]
    first = stretch(weeks)
    assert all(later - earlier < 3 for earlier, later in pairwise(weeks[first:]))
    assert first == 0 or weeks[first] - weeks[first - 1] >= 3


def test_adherence_is_the_last_eight_weeks_over_what_was_usual() -> None:
    twice = [half / 2 for half in range(60)]
    assert kept_up(twice, twice[-1]) == pytest.approx(1.0, abs=0.1)
    assert kept_up([week for week in twice if week < 22 or week % 2 == 0], twice[-1]) < 0.5
