from __future__ import annotations

import sys
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from legday.coach.loads.first import Telling, first_load
from legday.coach.state import State
from legday.kinds import MovementId
from legday.movement.able import able, compute, computed, learnt
from legday.movement.catalogue import catalogue
from legday.plan.dose import dose
from legday.plan.first import first, shared
from legday.plan.gyms import gyms

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import did, somebody, wishes

GYM = gyms()["full_gym"]
PRESS, SQUAT = MovementId("leg_press_45"), MovementId("front_squat")
some_kg = some.floats(5, 300)


def known(load_kg: float, **rest: object) -> State:
    return replace(somebody(lifts=did("leg_press_45", load_kg=load_kg)), **rest)


def said(movement: str, state: State) -> str:
    return dose(catalogue()[MovementId(movement)], wishes("mon"), state, GYM).load.because[0].say


@pytest.mark.long
def test_the_computed_loads_are_those_of_the_movements_as_they_are() -> None:
    assert compute() == computed(), "the movements or the body changed: python -m legday.movement.able"


def test_a_movement_never_done_begins_with_a_load_and_says_how_sure_that_is() -> None:
    state = known(150.0)
    found = dose(catalogue()[SQUAT], wishes("mon"), state, GYM).load
    estimate = first(SQUAT, sum(found.reps) / 2 + found.reserve, state)
    assert estimate
    assert found.load_kg
    assert estimate.low_kg < found.load_kg < estimate.load_kg
    assert found.load_kg % 2.5 == 0
    assert found.reserve >= 3
    assert "Start with" in found.because[0].say
    assert catalogue()[PRESS].name in found.because[0].why


def test_a_stronger_press_begins_with_a_heavier_squat() -> None:
    weak, strong = first(SQUAT, 10, known(100.0)), first(SQUAT, 10, known(200.0))
    assert weak
    assert strong
    assert strong.load_kg == pytest.approx(2 * weak.load_kg)


def test_a_novice_begins_at_the_lower_end() -> None:
    usual = dose(catalogue()[SQUAT], wishes("mon"), known(200.0), GYM).load.load_kg
    novice = dose(catalogue()[SQUAT], wishes("mon"), known(200.0, novice=True), GYM).load.load_kg
    assert usual
    assert novice
    assert log(usual / novice) == pytest.approx(learnt().spread / 2, abs=0.1)


def test_after_a_pause_a_first_load_is_less() -> None:
    before, after = first(SQUAT, 10, known(150.0)), first(SQUAT, 10, known(150.0, gap_days=40))
    assert before
    assert after
    assert after.load_kg == pytest.approx(0.8 * before.load_kg)


def test_curls_say_nothing_of_what_the_quads_could_extend() -> None:
    curls = somebody(lifts=did("leg_curl_lying"))
    assert shared(MovementId("leg_curl_lying"), MovementId("leg_extension")) == 0
    assert first(MovementId("leg_extension"), 10, curls) is None
    assert said("leg_extension", curls).startswith("Begin with a light set")


def test_what_was_done_with_a_load_goes_by_its_own_log() -> None:
    assert "Start with" not in said("leg_press_45", known(150.0))


def test_movements_without_a_load_get_none() -> None:
    assert not [id for id, movement in catalogue().items() if not movement.loaded and id in able()]


def test_where_nothing_so_light_can_be_made_the_light_set_finds_the_load() -> None:
    assert said("front_squat", known(20.0)).startswith("Begin with a light set")


def test_a_movement_that_no_log_taught_is_less_sure() -> None:
    untaught = next(id for id in able() if id not in learnt().off and shared(id, PRESS) > 0)
    told, untold = first(SQUAT, 10, known(150.0)), first(untaught, 10, known(150.0))
    assert told
    assert untold
    assert untold.high_kg / untold.low_kg > told.high_kg / told.low_kg


@given(some.lists(some.tuples(some_kg, some.floats(1, 20), some_kg, some.floats(0.1, 1)), min_size=1), some_kg)
def test_a_first_load_lies_between_those_that_each_movement_alone_would_give(
    rows: list[tuple[float, float, float, float]], able_kg: float
) -> None:
    every = [
        Telling(movement=MovementId(f"{place}"), load_kg=load, to_limit=limit, able_kg=able, shared=share)
        for place, (load, limit, able, share) in enumerate(rows)
    ]
    alone = [first_load([done], able_kg=able_kg, to_limit=10, spread=0.5) for done in every]
    together = first_load(every, able_kg=able_kg, to_limit=10, spread=0.5)
    given_loads = [found.load_kg for found in alone if found]
    if together and len(given_loads) == len(every):
        assert 0.999 * min(given_loads) <= together.load_kg <= 1.001 * max(given_loads)
        assert together.low_kg < together.load_kg < together.high_kg
