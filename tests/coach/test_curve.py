from __future__ import annotations

from datetime import date, timedelta

import pytest

from legday.coach.loads.convert import convert
from legday.coach.state import Lift
from legday.coach.strength.curve import own_kappa
from legday.kinds import MovementId, SessionId, SetId
from legday.log.history import Role, Set

START = date(2026, 1, 5)
SQUAT = MovementId("back_squat")
DAYS = [(START + timedelta(days=7 * at), 12 if at % 2 else 5) for at in range(12)]


def done(load: float, reps: int, *, reserve: float | None = 1, role: Role = Role.WORK) -> Set:
    return Set(
        id=SetId("set"), session=SessionId("visit"), app="legday", exercise="back_squat", place=0, role=role,
        movement=SQUAT, load_kg=load, reps=reps, reserve=reserve, duration_s=None, distance_m=None, rest_s=None,
        note="",
    )  # fmt: skip


def on(kappa: float, *reps: int, gain: float = 0.0, single: float = 140) -> list[tuple[date, list[Set]]]:
    """Sets with one in reserve, a week apart, of somebody whose curve has this kappa."""
    return [
        (START + timedelta(days=7 * at), [done(single * (1 + gain * at) / (1 + (count + 1) / kappa), count)])
        for at, count in enumerate(reps)
    ]


@pytest.mark.parametrize("kappa", [18, 33, 60])
@pytest.mark.parametrize("gain", [0, 0.005])
def test_the_curve_of_somebody_is_found_from_their_sets_while_they_gain(kappa: float, gain: float) -> None:
    found = own_kappa(SQUAT, on(kappa, *(5, 12, 8, 15, 3, 10) * 4, gain=gain))
    assert found == pytest.approx(kappa, rel=0.2)


def test_six_sets_still_lean_on_what_is_usual() -> None:
    found = own_kappa(SQUAT, on(60, 5, 8, 9, 5, 8, 9))
    assert found is not None
    assert 33 < found < 60


def test_of_a_leg_press_more_repetitions_are_usual() -> None:
    sets = on(40, 5, 8, 9, 5, 8, 9)
    assert (own_kappa(MovementId("leg_press_45"), sets) or 0) > (own_kappa(SQUAT, sets) or 0)


def test_five_sets_or_three_repetitions_between_them_carry_no_curve() -> None:
    assert own_kappa(SQUAT, on(33, 3, 6, 9, 12, 15)) is None
    assert own_kappa(SQUAT, on(33, 5, 6, 7, 8, 5, 6, 7, 8)) is None
    assert own_kappa(SQUAT, []) is None


def test_sets_that_do_not_say_how_near_the_limit_they_were_carry_none() -> None:
    visits = [
        (day, [done(sets[0].load_kg or 0, sets[0].reps or 0, reserve=None)]) for day, sets in on(33, *(5, 12) * 6)
    ]
    assert own_kappa(SQUAT, visits) is None


def test_sets_to_the_limit_count_without_a_word_of_reserve() -> None:
    visits = [(day, [done(140 / (1 + count / 50), count, reserve=None, role=Role.FAILURE)]) for day, count in DAYS]
    assert own_kappa(SQUAT, visits) == pytest.approx(50, rel=0.2)


def test_a_load_for_other_repetitions_follows_the_own_curve() -> None:
    lift = Lift(movement=SQUAT, last_day=START, sessions=12, last=((100, 5, 0),), before=(), trend=None, kappa=20)
    load, because = convert(lift, (10, 10), 0)
    assert load == pytest.approx(100 * (1 + 5 / 20) / (1 + 10 / 20))
    assert because.source == "models 1.3"


def test_sets_of_another_year_are_not_looked_at() -> None:
    old = on(20, *(5, 12, 8) * 4)
    later = [(day + timedelta(days=400), sets) for day, sets in on(60, *(5, 12, 8) * 4)]
    assert own_kappa(SQUAT, [*old, *later]) == own_kappa(SQUAT, later)
