"""How long a muscle's last session asks for, and that it never forbids."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest

from legday.coach.read import read_state
from legday.coach.recovery.readiness import ready_advice
from legday.coach.state import State
from legday.kinds import Group, MovementId, SessionId, SetId
from legday.log.history import Role, Session, Set

TODAY = date(2026, 11, 25)
QUADS = Group.QUADRICEPS


def credit(movement: MovementId) -> Mapping[Group, float]:
    return {QUADS: 1.0}


def visit(days_ago: int, sets: int = 3, reserve: float | None = 2, movement: str = "back_squat") -> Session:
    began = datetime.combine(TODAY - timedelta(days=days_ago), time(18))
    done = tuple(
        Set(
            id=SetId(f"{days_ago}-{place}"), session=SessionId(f"{days_ago}"), app="legday", exercise=movement,
            movement=MovementId(movement), place=place, role=Role.WORK, load_kg=60, reps=8, reserve=reserve,
            duration_s=None, distance_m=None, rest_s=None, note="",
        )
        for place in range(sets)
    )  # fmt: skip
    return Session(
        id=SessionId(f"{days_ago}"), app="legday", began=began, ended=None, title="", note="", planned=None, sets=done
    )


USED = [visit(ago) for ago in range(60, 3, -4)]
"""Somebody who squats every four days."""


def state(last: Session, before: list[Session] = USED, lowered: frozenset[MovementId] = frozenset()) -> State:
    return read_state([*before, last], (), today=TODAY, credit=credit, lowered=lowered)


@pytest.mark.parametrize(
    ("sets", "reserve", "days"), [(3, 2, 1), (6, 2, 1), (7, 2, 2), (3, 1, 2), (3, None, 2), (3, 0, 2)]
)
def test_few_sets_with_some_to_spare_ask_for_one_day_and_more_for_two(
    sets: int, reserve: float | None, days: int
) -> None:
    assert state(visit(0, sets, reserve)).rest_days == {QUADS: days}


def test_what_is_new_or_only_lowered_asks_for_three() -> None:
    assert state(visit(0, movement="leg_press_45")).rest_days == {QUADS: 3}
    assert state(visit(0), [visit(84), visit(80)]).rest_days == {QUADS: 3}
    assert state(visit(0), lowered=frozenset({MovementId("back_squat")})).rest_days == {QUADS: 3}


def test_the_first_weeks_ask_for_three_days_whatever_is_done() -> None:
    assert state(visit(0), [visit(4)]).rest_days == {QUADS: 3}


def test_the_words_say_until_when_and_forbid_nothing() -> None:
    [said] = ready_advice(state(visit(0, 8)))
    assert said.say == "Recovering: quads until Friday."
    assert "if you like" in said.why
    assert said.convention


def test_a_muscle_that_had_its_time_is_not_mentioned() -> None:
    assert ready_advice(state(visit(2, 8))) == ()
