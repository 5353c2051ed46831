from __future__ import annotations

from datetime import date, timedelta
from math import exp, log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.coach.state import Best, Trend, Verdict
from legday.coach.strength.sets import matched, multiple
from legday.coach.strength.trend import trend
from legday.kinds import MovementId, SessionId, SetId
from legday.log.history import Role, Set

START = date(2026, 1, 5)


def done(load: float | None, reps: int, *, role: Role = Role.WORK, reserve: float | None = None) -> Set:
    return Set(
        id=SetId("set"), session=SessionId("visit"), app="legday", exercise="back_squat", place=0, role=role,
        movement=MovementId("back_squat"), load_kg=load, reps=reps, reserve=reserve, duration_s=None, distance_m=None,
        rest_s=None, note="",
    )  # fmt: skip


def best(day: int, e1rm_kg: float, reps: int = 5) -> Best:
    return Best(
        day=START + timedelta(days=day), load_kg=e1rm_kg / multiple(reps), reps=reps, reserve=None, e1rm_kg=e1rm_kg
    )


def climb(weeks: int, slope: float, noise: float = 0.01, a_week: int = 2, seed: int = 1) -> list[Best]:
    """Bests of so many weeks with a weekly slope and scatter, both in log units."""
    random = Random(seed)
    return [
        best(round(at * 7 / a_week), 100 * exp(slope * at / a_week + random.gauss(0, noise)))
        for at in range(weeks * a_week)
    ]


def read(bests: list[Best]) -> Trend:
    found = trend(bests, bests[-1].day)
    assert found is not None
    return found


def test_one_repetition_is_its_own_maximum() -> None:
    assert multiple(1) == 1


def test_at_ten_repetitions_both_formulas_say_three_quarters() -> None:
    assert 75 * multiple(10) == pytest.approx(100)


@given(some.integers(1, 30))
def test_a_repetition_more_at_the_same_load_is_never_less_strength(reps: int) -> None:
    assert multiple(reps + 1) > multiple(reps)


def test_only_sets_near_the_usual_repetitions_are_compared() -> None:
    visits = [(START + timedelta(days=day), [done(100, 5), done(60, 20)]) for day in range(0, 40, 7)]
    visits.append((START + timedelta(days=42), [done(60, 20)]))
    assert {each.reps for each in matched(visits)} == {5}
    assert len(matched(visits)) == len(visits) - 1


def test_fives_one_day_and_twelves_the_next_are_not_pooled_between_them() -> None:
    visits = [(START + timedelta(days=4 * at), [done(100, 5) if at % 2 else done(80, 12)]) for at in range(12)]
    assert len({each.reps for each in matched(visits)}) == 1


def test_a_warm_up_that_nobody_marked_does_not_stand_for_its_day() -> None:
    visits = [(START + timedelta(days=day), [done(100, 8)]) for day in range(0, 40, 7)]
    heavy_day = (START + timedelta(days=42), [done(60, 8), done(130, 1)])
    assert [each.load_kg for each in matched([*visits, heavy_day])] == [100] * 6


def test_warm_ups_drop_sets_and_sets_far_from_the_limit_are_left_out() -> None:
    sets = [done(200, 5, role=Role.WARMUP), done(180, 5, role=Role.DROP), done(160, 5, reserve=6), done(100, 5)]
    assert [each.load_kg for each in matched([(START, sets)])] == [100]


def test_a_set_without_a_load_is_left_out() -> None:
    assert matched([(START, [done(None, 12), done(0, 12)])]) == ()


@given(some.integers(0, 11), some.sampled_from([0.1, 10]))
def test_a_load_typed_ten_times_off_is_left_out(place: int, factor: float) -> None:
    loads = [100 + 2.5 * at for at in range(12)]
    loads[place] *= factor
    visits = [(START + timedelta(days=7 * at), [done(load, 5)]) for at, load in enumerate(loads)]
    assert [each.load_kg for each in matched(visits)] == [load for at, load in enumerate(loads) if at != place]


def test_the_other_sets_of_a_day_with_a_typing_error_still_count() -> None:
    visits = [(START + timedelta(days=7 * at), [done(100, 5)]) for at in range(6)]
    visits[3] = (visits[3][0], [done(1000, 5), done(100, 5)])
    assert [each.load_kg for each in matched(visits)] == [100] * 6


def test_beginning_to_log_the_reserve_is_not_a_gain() -> None:
    visits = [(START + timedelta(days=7 * at), [done(100, 5)]) for at in range(10)]
    visits += [(START + timedelta(days=7 * at), [done(100, 5, reserve=2)]) for at in range(10, 20)]
    assert len({each.e1rm_kg for each in matched(visits)}) == 1


def test_the_level_is_the_load_that_is_usually_lifted() -> None:
    visits = [(START + timedelta(days=7 * at), [done(100, 8, reserve=2)]) for at in range(12)]
    found = trend(matched(visits), START + timedelta(days=77))
    assert found is not None
    assert (found.reps, found.reserve) == (8, 2)
    assert found.level_kg == pytest.approx(100, rel=0.01)


def test_without_sessions_there_is_no_trend() -> None:
    assert trend([], START) is None


def test_a_steady_climb_is_found_with_its_slope() -> None:
    found = read(climb(16, 0.01))
    assert found.verdict is Verdict.IMPROVING
    assert found.slope_week == pytest.approx(0.01, abs=2 * found.slope_sd)


def test_a_steady_fall_is_declining() -> None:
    assert read(climb(26, -0.012)).verdict is Verdict.DECLINING


def test_a_fall_that_the_eye_sees_is_declining_in_most_runs() -> None:
    verdicts = [read(climb(15, -0.01, 0.03, seed=seed)).verdict for seed in range(40)]
    assert verdicts.count(Verdict.DECLINING) > 30


def test_who_has_long_stood_still_is_told_so_in_most_runs() -> None:
    verdicts = [read(climb(40, 0.0, 0.03, seed=seed)).verdict for seed in range(40)]
    assert verdicts.count(Verdict.PLATEAU) > 25
    assert verdicts.count(Verdict.DECLINING) <= 1


def test_standing_still_is_not_improving() -> None:
    verdicts = [read(climb(26, 0.0, 0.02, seed=seed)).verdict for seed in range(40)]
    assert verdicts.count(Verdict.IMPROVING) <= 4
    assert Verdict.PLATEAU in verdicts


def test_a_real_gain_is_rarely_called_a_plateau() -> None:
    verdicts = [read(climb(weeks, 0.005, 0.03, seed=seed)).verdict for seed in range(20) for weeks in (9, 12, 20)]
    assert verdicts.count(Verdict.PLATEAU) <= 1


@pytest.mark.parametrize("bests", [climb(3, 0.02), climb(5, 0.02), climb(20, 0.02)[:7]])
def test_below_eight_sessions_or_six_weeks_it_is_too_early(bests: list[Best]) -> None:
    assert read(bests).verdict is Verdict.TOO_EARLY


def test_three_weeks_away_make_it_too_early_again_and_the_level_less_sure() -> None:
    bests = climb(16, 0.01)
    later = trend(bests, bests[-1].day + timedelta(days=40))
    assert later is not None
    assert later.verdict is Verdict.TOO_EARLY
    assert later.level_sd > read(bests).level_sd
    assert later.level_kg == read(bests).level_kg


def test_who_comes_half_as_often_as_usual_has_no_plateau() -> None:
    for seed in range(40):
        often = climb(26, 0.0, 0.02, seed=seed)
        seldom = often[:36] + often[36::4]
        assert read(seldom).verdict is not Verdict.PLATEAU


def test_one_odd_day_moves_the_level_little() -> None:
    bests = climb(20, 0.0)
    odd = [*bests[:-1], best((bests[-1].day - START).days, 150)]
    assert abs(log(read(odd).level_kg / read(bests).level_kg)) < log(1.5) / 3


@given(
    some.lists(some.tuples(some.integers(0, 55), some.floats(40, 250), some.integers(1, 15)), min_size=1, max_size=60)
)
def test_a_plateau_is_never_called_before_eight_weeks(rows: list[tuple[int, float, int]]) -> None:
    bests = [best(day, load, reps) for day, load, reps in sorted(rows)]
    assert read(bests).verdict is not Verdict.PLATEAU
