"""A week that life has touched: edits change what they say, and planning again says what differs."""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from legday.kinds import BadInput, Because, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan import edit
from legday.plan.again import again
from legday.plan.changes import changes, working
from legday.plan.solve import Stop, solve
from legday.plan.week import Week

sys.path.insert(0, str(Path(__file__).parent))  # the people and the checker stand beside the tests
from checker import complaints, work
from people import MONDAY, somebody, wishes

pytestmark = pytest.mark.long

GOAL, STATE, QUICK = wishes("mon", "thu", minutes=30, gym="bands"), somebody(), Stop(seconds=0.5)
THURSDAY = MONDAY + timedelta(days=3)


@cache
def planned() -> Week:
    return solve(GOAL, STATE, catalogue(), atlas(), stop=Stop(seconds=4))


def anew(edited: Week, goal: Any = GOAL, state: Any = STATE, **rest: Any) -> Week:
    cause = "Something came up."
    return again(goal, state, catalogue(), atlas(), week=edited, before=planned(), cause=cause, stop=QUICK, **rest)


def first(week: Week) -> str:
    return week.sessions[0].id


def said(week: Week) -> list[str]:
    return [change.say for change in week.changes]


def test_a_moved_session_keeps_its_id_and_stands_in_the_order_of_days() -> None:
    moved = edit.move(planned(), first(planned()), MONDAY + timedelta(days=5))
    assert [(each.id, each.day) for each in moved.sessions] == [
        ("2026-11-26:thu", THURSDAY),
        ("2026-11-23:mon", MONDAY + timedelta(days=5)),
    ]


def test_two_sessions_on_one_day_change_places() -> None:
    moved = edit.move(planned(), first(planned()), THURSDAY)
    assert [(each.id, each.day) for each in moved.sessions] == [
        ("2026-11-26:thu", MONDAY),
        ("2026-11-23:mon", THURSDAY),
    ]


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda week: edit.move(week, first(week), MONDAY + timedelta(days=7)), "is not in this week"),
        (lambda week: edit.move(week, first(week), MONDAY - timedelta(days=1)), "is not in this week"),
        (lambda week: edit.shorten(week, first(week), 9), "9 minutes make no session"),
        (lambda week: edit.shorten(week, first(week), 181), "181 minutes make no session"),
        (lambda week: edit.drop(week, "nobody"), "not in the plan any more"),
        (lambda week: edit.travel(week, "nobody", "bands"), "not in the plan any more"),
        (lambda week: edit.lock(week, first(week), MovementId("leg_press_45")), "not in the session any more"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused_in_words(refused: Any, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        refused(planned())


def test_a_lock_is_set_and_let_go() -> None:
    id = planned().sessions[0].movements[0].movement
    locked = edit.lock(planned(), first(planned()), id)
    assert locked.sessions[0].movements[0].locked
    assert edit.lock(locked, first(planned()), id, locked=False) == planned()


def test_whoever_is_ill_gets_half_the_sets_of_the_days_that_are_left() -> None:
    rest = edit.ill(planned(), THURSDAY)
    assert [each.day for each in rest.sessions] == [THURSDAY]
    now = anew(rest)
    assert now.lighter
    assert complaints(now, GOAL, STATE, edited=rest) == []
    assert sum(map(working, now.sessions[0].movements)) > 0


def test_a_locked_movement_that_is_banned_goes_and_the_week_says_so() -> None:
    one = planned().sessions[0].movements[0]
    locked = edit.lock(planned(), first(planned()), one.movement)
    now = anew(locked, msgspec.structs.replace(GOAL, ban=(one.movement,)))
    assert one.movement not in {each.movement for session in now.sessions for each in session.movements}
    [limit] = [limit for limit in now.limits if "although you locked it" in limit.say]
    assert limit.say == f"{one.name} could not stay on Monday although you locked it."
    assert limit.why == "What is in the way: ban."


def test_a_session_that_is_shorter_says_what_it_lost() -> None:
    now = anew(edit.shorten(planned(), first(planned()), 15))
    [change] = now.changes[:1]
    assert change.say.startswith("Monday: 15 minutes instead of 30, ")
    assert change.why == "Something came up. What need not change stays."


def test_a_day_that_is_over_is_out_and_its_session_was_not_done() -> None:
    now = anew(planned(), state=msgspec.structs.replace(STATE, today=MONDAY + timedelta(days=1)))
    assert [each.day for each in now.sessions] == [THURSDAY]
    assert said(now)[0] == "The session of Monday was not done."


def test_with_no_day_left_the_week_says_what_was_done_and_that_nothing_is_left() -> None:
    friday = msgspec.structs.replace(STATE, today=THURSDAY + timedelta(days=1))
    monday = planned().sessions[0]
    made = {one.movement: working(one) for one in monday.movements}
    now = anew(planned(), state=friday, begun={monday.id}, made=made)
    assert now.sessions == (monday,)
    assert {line.group: line.credit for line in now.groups} == pytest.approx(work(monday), abs=0.051)
    assert all(line.met == (line.credit >= line.floor) for line in now.groups)
    assert [limit.say for limit in now.limits] == ["No session is left to plan in this week."]


def test_while_a_red_flag_is_open_only_what_was_begun_stays() -> None:
    flag = Because(say="Stop.", why="Chest pain.", source="models 18.1")
    now = anew(planned(), state=msgspec.structs.replace(STATE, flags=(flag,)), begun={planned().sessions[0].id})
    assert now.sessions == planned().sessions[:1]
    assert now.advice == (flag,)


def test_the_day_after_a_session_under_way_gets_little_of_what_it_trains() -> None:
    week = edit.move(planned(), planned().sessions[1].id, MONDAY + timedelta(days=1))
    hard = {group for group, credit in work(week.sessions[0]).items() if credit >= 1}
    heavy = msgspec.structs.replace(GOAL, favour=tuple(sorted(hard))[:2])
    longer = edit.shorten(week, week.sessions[1].id, 120)
    now = anew(longer, heavy, somebody(usual=16.0), begun={first(planned())})
    assert all(work(now.sessions[1])[group] <= 6 + 1e-6 for group in hard)


def test_what_differs_is_said_session_by_session() -> None:
    monday, thursday = planned().sessions
    fewer = msgspec.structs.replace(monday, movements=monday.movements[:-1], gym="full_gym")
    told = [change.say for change in changes(planned(), (fewer,), MONDAY, "So it is.")]
    assert told == [
        "The session of Thursday is out of the week.",
        f"Monday: in another gym and {monday.movements[-1].name} left out.",
    ]
    assert list(changes(planned(), (monday, thursday), MONDAY, "So it is.")) == []
