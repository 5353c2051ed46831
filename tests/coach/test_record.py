from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.coach.strength.record import best_so_far
from legday.kinds import SessionId, SetId
from legday.log.history import LoadOf, Role, Set


def done(load_kg: float | None, reps: int | None, reserve: float | None = 2.0, **more: Any) -> Set:
    plain = Set(
        id=SetId("s"), session=SessionId("v"), app="legday", exercise="back_squat", movement=None, place=1,
        role=Role.WORK, load_kg=load_kg, reps=reps, reserve=reserve, duration_s=None, distance_m=None, rest_s=None,
        note="",
    )  # fmt: skip
    return msgspec.structs.replace(plain, **more)


def test_the_best_ever_estimated_is_said_once() -> None:
    today = [done(60, 8), done(62.5, 8), done(62.5, 7)]
    assert best_so_far(today, [done(60, 8), done(60, 8)]) is today[1]


def test_as_good_as_before_is_no_best() -> None:
    assert best_so_far([done(60, 8)], [done(60, 8)]) is None


def test_a_first_session_has_no_best() -> None:
    assert best_so_far([done(60, 8)], []) is None


@pytest.mark.parametrize(
    "doubtful",
    [
        done(80, 8, None),
        done(80, 8, 5.0),
        done(80, 11, 2.0),
        done(None, 8),
        done(80, 0),
        done(80, 8, role=Role.DROP),
        done(80, 8, role=Role.WARMUP),
        done(80, 8, load_of=LoadOf.HELP),
    ],
    ids=["no reserve", "far from the limit", "many reps", "no load", "no reps", "drop set", "ramp", "help"],
)
def test_where_the_estimate_is_worth_little_nothing_is_said(doubtful: Set) -> None:
    assert best_so_far([doubtful], [done(40, 8)]) is None


def test_a_set_to_the_limit_needs_no_reserve() -> None:
    limit = done(62.5, 10, None, role=Role.FAILURE)
    assert best_so_far([limit], [done(60, 8)]) is limit


def test_earlier_sets_without_a_reserve_count_with_the_usual_one() -> None:
    assert best_so_far([done(60, 9)], [done(60, 8, None), done(40, 8, 2.0)]) is not None
    assert best_so_far([done(60, 9)], [done(60, 8, None), done(40, 8, 4.0)]) is None


def test_one_hand_is_not_held_against_two() -> None:
    assert best_so_far([done(60, 8)], [done(20, 8, load_of=LoadOf.HAND)]) is None


LOADS, REPS, LEFT = some.floats(1, 300), some.integers(0, 30), some.floats(0, 10)
SETS = some.builds(done, some.none() | LOADS, some.none() | REPS, some.none() | LEFT)


@given(some.lists(SETS, max_size=5), some.lists(SETS, max_size=8))
def test_what_was_best_once_is_not_best_again(today: list[Set], past: list[Set]) -> None:
    best = best_so_far(today, past)
    if best is not None:
        assert best_so_far([best], [*past, best]) is None
        assert best_so_far([], past) is None
