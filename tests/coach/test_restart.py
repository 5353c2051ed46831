from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.coach.loads.progress import next_load
from legday.coach.loads.restart import load_factor, restart, set_factor
from legday.coach.read import read_state
from legday.kinds import Group, MovementId, SessionId, SetId
from legday.log.history import Role, Session, Set

SQUAT = MovementId("back_squat")
USUAL_KG = 100.0


@given(some.integers(0, 1000))
def test_a_longer_pause_never_begins_with_more(days: int) -> None:
    assert set_factor(days + 1) <= set_factor(days)
    assert load_factor(days + 1) <= load_factor(days)


def test_a_week_is_no_pause() -> None:
    assert restart(7) is None
    assert set_factor(7) == 1


def test_without_a_history_there_is_nothing_to_come_back_to() -> None:
    assert set_factor(None) == 1


def test_the_table_begins_where_the_models_say() -> None:
    assert [load_factor(days) for days in (14, 15, 28, 29, 60, 61)] == [1, 0.9, 0.9, 0.8, 0.8, 0.65]


def visit(day: date, load_kg: float) -> Session:
    sets = tuple(
        Set(
            id=SetId(f"{day}-{place}"), session=SessionId(f"{day}"), app="legday", exercise=SQUAT, movement=SQUAT,
            place=place, role=Role.WORK, load_kg=load_kg, reps=8, reserve=2, duration_s=None, distance_m=None,
            rest_s=None, note="",
        )
        for place in range(3)
    )  # fmt: skip
    began = datetime.combine(day, time(18))
    return Session(
        id=SessionId(f"{day}"), app="legday", began=began, ended=None, title="", note="", planned=None, sets=sets
    )


def way_back(pause_days: int, sessions: int) -> list[float]:
    """The loads that are asked for after a pause, by somebody who does them all; they were squatting 100 kg."""
    first = date(2026, 1, 5)
    done = [visit(first + timedelta(days=7 * week // 2), USUAL_KG) for week in range(30)]
    day = done[-1].day + timedelta(days=pause_days)
    loads = []
    for number in range(sessions):
        state = read_state(done, (), today=day, credit=lambda movement: {Group.QUADRICEPS: 1.0})
        found = next_load(
            state.lifts[SQUAT], reps=(6, 10), reserve=2, at_most=lambda load: load // 0.5 * 0.5, step_kg=2.5,
            new=state.new, today=day,
        )  # fmt: skip
        loads.append(found.load_kg or 0)
        done.append(visit(day, loads[-1]))
        day += timedelta(days=4 if number % 2 else 3)
    return loads


@pytest.mark.parametrize(("days", "share"), [(20, 0.9), (40, 0.8), (80, 0.65)])
def test_the_way_back_climbs_by_about_five_per_cent_a_session_until_it_is_where_it_was(days: int, share: float) -> None:
    loads = way_back(days, 14)
    assert loads[0] == share * USUAL_KG
    arrived = next(number for number, load in enumerate(loads) if load >= 0.97 * USUAL_KG)
    steps = [later / earlier for earlier, later in pairwise(loads[: arrived + 1])]
    assert all(1.02 < step <= 1.05 for step in steps)
    assert all(load >= 0.97 * USUAL_KG for load in loads[arrived:])


def test_a_pause_of_ten_days_changes_no_load() -> None:
    assert way_back(10, 3) == [USUAL_KG] * 3
