"""A movement that somebody adds of their own will."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from legday.coach.state import State
from legday.movement.catalogue import Movement, catalogue
from legday.plan.addition import addition
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import gyms

GOAL = Goal(slots=(Slot(weekday=Weekday.MON, minutes=45),), gym=gyms()["full_gym"])
ACHING = next(one for one in catalogue().values() if any(caution.aches for caution in one.cautions))


def state(**more: Any) -> State:
    plain = State(
        today=date(2026, 11, 23), lifts={}, gap_days=None, new=False, sessions_28=0, credit_28={}, last_trained={},
        sore={}, aches=(), flags=(),
    )  # fmt: skip
    return msgspec.structs.replace(plain, **more)


@pytest.mark.parametrize("movement", catalogue().values(), ids=lambda one: one.id)
def test_every_movement_can_be_added_with_one_to_three_working_sets(movement: Movement) -> None:
    planned = addition(movement, GOAL, state(new=True))
    assert 1 <= sum(not one.ramp for one in planned.sets) <= 3


def test_what_speaks_to_an_ache_is_said_first_and_does_not_forbid() -> None:
    caution = next(one for one in ACHING.cautions if one.aches)
    planned = addition(ACHING, GOAL, state(aches=caution.aches[:1]))
    assert planned.because[0].say == caution.say
    assert planned.sets


def test_without_an_ache_no_caution_is_said() -> None:
    said = {one.say for one in addition(ACHING, GOAL, state()).because}
    assert said.isdisjoint(caution.say for caution in ACHING.cautions)
