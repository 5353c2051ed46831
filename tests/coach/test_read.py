from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest

from legday.coach.read import read_state
from legday.coach.state import State
from legday.kinds import Group, MovementId, SessionId, SetId
from legday.log.history import Role, Session, Set

TODAY = date(2026, 11, 22)
SQUAT = MovementId("back_squat")


def credit(movement: MovementId) -> Mapping[Group, float]:
    return {Group.QUADRICEPS: 1.0, Group.ADDUCTORS: 0.5, Group.SOLEUS: 0.25} if movement == SQUAT else {}


def done(
    movement: MovementId | None = SQUAT,
    *,
    load_kg: float | None = 100,
    reps: int | None = 5,
    role: Role = Role.WORK,
    reserve: float | None = None,
) -> Set:
    return Set(
        id=SetId("set"), session=SessionId("visit"), app="legday", exercise="x", movement=movement, place=0, role=role,
        load_kg=load_kg, reps=reps, reserve=reserve, duration_s=None, distance_m=None, rest_s=None, note="",
    )  # fmt: skip


def visit(days_ago: int, *sets: Set) -> Session:
    began = datetime.combine(TODAY - timedelta(days=days_ago), time(18))
    return Session(
        id=SessionId(f"{days_ago:05}"),
        app="legday",
        began=began,
        ended=None,
        title="",
        note="",
        planned=None,
        sets=sets,
    )


def state(*visits: Session) -> State:
    return read_state(sorted(visits, key=lambda each: each.began), (), today=TODAY, credit=credit)


def test_without_a_history_everybody_is_new() -> None:
    found = state()
    assert (found.gap_days, found.new, found.sessions_28, found.lifts) == (None, True, 0, {})


def test_a_day_with_nothing_that_counts_for_the_legs_is_no_leg_session() -> None:
    found = state(visit(9, done()), visit(2, done(MovementId("plank_deadbug"))))
    assert (found.gap_days, found.sessions_28) == (9, 1)
    assert state(visit(2, done(MovementId("plank_deadbug")))).new


def test_the_gap_counts_from_the_last_session_with_a_leg_set() -> None:
    found = state(visit(9, done()), visit(3, done(None)), visit(2, done(role=Role.WARMUP)), visit(1, done(reps=0)))
    assert found.gap_days == 9


def test_what_is_dated_after_today_is_not_yet_known() -> None:
    assert state(visit(-1, done()), visit(4, done())).gap_days == 4


@pytest.mark.parametrize(
    ("days", "new"), [([13], True), ([14], False), ([61], True), ([80, 5], True), ([80, 60, 5], False)]
)
def test_new_are_the_first_two_weeks_of_a_stretch_and_whoever_was_long_away(days: list[int], new: bool) -> None:
    assert state(*(visit(ago, done()) for ago in days)).new is new


def test_credit_counts_the_sets_of_twenty_eight_days() -> None:
    found = state(*(visit(ago, done(), done(), done(role=Role.WARMUP)) for ago in (0, 6, 7, 27, 28)))
    assert found.credit_28[Group.QUADRICEPS] == 2
    assert found.credit_28[Group.ADDUCTORS] == 1
    assert found.sessions_28 == 4


def test_what_was_usual_is_counted_up_to_the_last_session() -> None:
    before = [visit(ago, done(), done()) for ago in (20, 27, 34, 41)]
    found = state(*before)
    assert found.credit_28[Group.QUADRICEPS] == 2
    assert found.sessions_28 == 2


@pytest.mark.parametrize(
    ("days", "novice"), [([], True), ([27], True), ([28, 3], False), ([61], True), ([90, 5], True)]
)
def test_novices_are_in_the_first_four_weeks_of_a_stretch(days: list[int], novice: bool) -> None:
    assert state(*(visit(ago, done()) for ago in days)).novice is novice


def test_a_group_was_last_trained_by_a_hard_set_that_counts_at_least_half() -> None:
    found = state(visit(9, done()), visit(2, done(reserve=6)))
    assert found.last_trained == dict.fromkeys((Group.QUADRICEPS, Group.ADDUCTORS), TODAY - timedelta(days=9))


def test_a_lift_holds_the_work_of_its_last_two_sessions() -> None:
    first = visit(9, done(load_kg=90, reps=8), done(load_kg=40, role=Role.WARMUP))
    last = visit(2, done(load_kg=95, role=Role.FAILURE), done(load_kg=60, role=Role.DROP), done(load_kg=95, reserve=2))
    lift = state(first, last).lifts[SQUAT]
    assert lift.last == ((95, 5, 0.0), (95, 5, 2))
    assert lift.before == ((90, 8, None),)
    assert (lift.last_day, lift.sessions) == (TODAY - timedelta(days=2), 2)


def test_a_movement_without_a_load_is_a_lift_without_a_trend() -> None:
    assert state(visit(2, done(load_kg=None))).lifts[SQUAT].trend is None


def test_a_movement_that_was_only_timed_trains_but_is_no_lift() -> None:
    hold = done(reps=None)
    found = state(
        visit(2, Set(**{field: getattr(hold, field) for field in hold.__struct_fields__} | {"duration_s": 40}))
    )
    assert found.lifts == {}
    assert found.credit_28[Group.QUADRICEPS] == 1 / 4


def test_a_session_without_sets_changes_nothing_of_the_state() -> None:
    trained = visit(9, done()), visit(3, done())
    assert state(visit(30), visit(5), *trained, visit(1)) == state(*trained)
    assert state(visit(5)) == state()
