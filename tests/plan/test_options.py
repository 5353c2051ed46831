"""What the planner may choose from: nothing that hurts, nothing too hard, and the usual before the rare."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from legday.coach.state import Lift, State
from legday.kinds import Joint, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import Loading, catalogue
from legday.plan.fit import HELPS, prime
from legday.plan.goal import Goal
from legday.plan.gyms import equipment_words, gyms, own_gym
from legday.plan.options import Options, days, options

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import MONDAY, somebody, wishes

GYMS = pytest.mark.parametrize("gym", list(gyms()))
EVERYTHING = own_gym("Everything", equipment_words())


def choice(goal: Goal, state: State) -> Options:
    return options(goal, state, catalogue(), atlas(), days(goal, MONDAY))


def chosen(gym: str = "full_gym", *, aches: tuple[Joint, ...] = (), new: bool = False, **rest: object) -> Options:
    return choice(wishes("mon", gym=gym, aches=aches), somebody(new=new, **rest))


def did(id: str) -> dict[MovementId, Lift]:
    sets = ((None, 10, 2.0),) * 3
    return {MovementId(id): Lift(movement=id, last_day=MONDAY, sessions=9, last=sets, before=sets, trend=None)}


@GYMS
@pytest.mark.parametrize("joint", Joint)
def test_a_movement_whose_caution_names_an_aching_joint_is_left_out(gym: str, joint: Joint) -> None:
    by_wish, by_feeling = chosen(gym, aches=(joint,)), chosen(gym)
    felt = choice(wishes("mon", gym=gym), somebody(aches=(joint,)))
    warned = {id for id, movement in catalogue().items() if any(joint in c.aches for c in movement.cautions)}
    assert not warned & {*by_wish.movements, *felt.movements}
    assert warned & set(by_feeling.movements)  # without the ache some of them would be there


@GYMS
def test_nobody_begins_with_a_hard_movement(gym: str) -> None:
    assert not any(movement.hard for movement in chosen(gym, new=True).movements.values())


@GYMS
@pytest.mark.parametrize("new", [True, False])
def test_nothing_is_planned_of_which_nothing_counts(gym: str, new: bool) -> None:
    assert all(movement.part > 0 for movement in chosen(gym, new=new).movements.values())


@GYMS
def test_a_fallback_is_there_only_where_nothing_usual_does_the_same(gym: str) -> None:
    found = chosen(gym)
    usual = [movement for movement in found.movements.values() if not movement.fallback]
    for id, movement in found.movements.items():
        alike = [other for other in usual if other.pattern is movement.pattern] or usual
        if movement.fallback:
            helped = {group for other in usual for group, share in found.credit[other.id].items() if share >= HELPS}
            heavier = movement.loading in found.goal.gym.loads
            assert not prime(found.credit[id]) <= helped or (
                heavier and not any(other.loading in found.goal.gym.loads for other in alike)
            )


def test_with_every_machine_there_is_the_usual_movements_stay_few() -> None:
    state = somebody()
    found = choice(wishes("mon"), state)
    every = choice(msgspec.structs.replace(wishes("mon"), gym=EVERYTHING), state)
    assert len(every.movements) <= len(found.movements) + 5


@pytest.mark.parametrize("id", ["walking_lunge", "pause_squat", "leg_press_single", "side_plank"])
def test_what_the_person_does_anyway_stays_if_it_counts(id: str) -> None:
    there = id in chosen(lifts=did(id)).movements
    assert there == (catalogue()[MovementId(id)].part > 0)
    assert id not in chosen().movements


def test_what_is_held_is_planned_in_seconds_without_a_ramp() -> None:
    found = chosen("dumbbells", lifts=did("wall_sit"))
    load = found.doses[0][MovementId("wall_sit")].load
    assert load.reps == (1, 1)
    assert "20 to 45 seconds" in load.because[0].say


def test_a_kettlebell_alone_is_worth_a_loaded_movement() -> None:
    gym = own_gym("Cupboard", ["kettlebell"])
    found = choice(msgspec.structs.replace(wishes("mon"), gym=gym), somebody())
    assert any(movement.loading is Loading.DUMBBELL for movement in found.movements.values())
