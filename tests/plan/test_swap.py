"""A stand-in trains the same muscles, can be done here and now, and is not on the machine that is taken."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from legday.coach.state import Lift
from legday.kinds import Group, Joint, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import Movement, catalogue
from legday.plan.gyms import equipment_words, gyms, own_gym
from legday.plan.options import dose
from legday.plan.swap import LEAST_ALIKE, LOOSE, Gap, StandIn, alike, stand_ins, taken, without

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import MONDAY, somebody, squatted, wishes

IDS = sorted(catalogue())
GYMS = [*gyms().values(), own_gym("Everything", equipment_words())]
PRESS, SQUAT = MovementId("leg_press_45"), MovementId("back_squat")


def offered(id: str, *, gym: str = "full_gym", new: bool = False, lifts: object = None, **gap: object):
    state = somebody(new=new, lifts=lifts)
    return stand_ins(Gap(movement=MovementId(id), **gap), wishes("mon", gym=gym), state, catalogue(), atlas())


def names(found: tuple[StandIn, ...]) -> list[str]:
    return [str(one.planned.movement) for one in found]


def working(one: StandIn) -> int:
    return sum(not planned.ramp for planned in one.planned.sets)


def did(id: str) -> dict[MovementId, Lift]:
    sets = ((40.0, 10, 2.0),) * 3
    day = MONDAY - timedelta(days=4)
    lift = Lift(movement=MovementId(id), last_day=day, sessions=9, last=sets, before=sets, trend=None)
    return {lift.movement: lift}


def doable(movement: Movement, there: set[str]) -> bool:
    return any(there.issuperset(way) for way in movement.equipment)


@settings(max_examples=150, deadline=None)
@given(
    some.sampled_from(IDS),
    some.sampled_from(GYMS),
    some.lists(some.sampled_from(IDS), max_size=12, unique=True),
    some.lists(some.sampled_from(IDS), max_size=4, unique=True),
    some.lists(some.sampled_from(list(Joint)), max_size=2, unique=True),
    some.booleans(),
)
def test_a_stand_in_is_never_out_of_reach_banned_painful_too_hard_or_on_what_is_taken(
    id: str, gym, ban: list[str], gone: list[str], aches: list[Joint], new: bool
) -> None:
    goal = msgspec.structs.replace(wishes("mon"), gym=gym, ban=tuple(ban), aches=tuple(aches[:1]))
    state = somebody(new=new, aches=tuple(aches[1:]))
    found = stand_ins(Gap(movement=id, gone=tuple(gone), beside=tuple(gone)), goal, state, catalogue(), atlas())
    away = {thing for one in (id, *gone) for thing in taken(catalogue()[one], gym)}
    for one in found:
        movement = catalogue()[one.planned.movement]
        assert doable(movement, set(gym.equipment) - away)
        assert not any(set(aches) & set(caution.aches) for caution in movement.cautions)
        assert movement.id not in {id, *gone, *ban}
        assert not (movement.hard and new)
        assert atlas().counted(movement.id)
        assert one.alike >= LEAST_ALIKE
        assert 1 <= working(one) <= 5
    assert len({one.planned.movement for one in found}) == len(found) <= 5


@pytest.mark.parametrize("id", ["leg_press_45", "leg_press_single", "calf_leg_press"])
def test_a_taken_leg_press_leads_to_nothing_else_on_the_same_leg_press(id: str) -> None:
    found = [catalogue()[one.planned.movement] for one in offered(id)]
    assert found
    assert not any(movement.equipment == (("leg press",),) for movement in found)


def test_what_was_swapped_out_before_stays_taken() -> None:
    assert "hack_squat" in names(offered("leg_press_45"))
    again = names(offered("hack_squat", gone=("leg_press_45",)))
    assert not {"leg_press_45", "leg_press_single", "hack_squat"} & set(again)


def test_a_taken_rack_leaves_the_bar_on_the_floor() -> None:
    assert taken(catalogue()[SQUAT], gyms()["full_gym"]) == ("rack",)
    assert "rdl_barbell" in names(offered("good_morning"))


def test_dumbbells_that_are_taken_are_taken_one_by_one_too() -> None:
    assert set(taken(catalogue()[MovementId("db_squat")], gyms()["dumbbells"])) == {"dumbbell", "dumbbells"}
    assert "goblet_squat" not in names(offered("db_squat", gym="dumbbells"))


@pytest.mark.parametrize("gym", GYMS, ids=lambda gym: gym.name)
@pytest.mark.parametrize("id", IDS)
def test_something_is_taken_wherever_something_is_needed(id: str, gym) -> None:
    movement = catalogue()[id]
    way = next((way for way in movement.equipment if set(way) <= set(gym.equipment)), ())
    away = taken(movement, gym)
    assert bool(away) == bool(way)
    assert not set(away) & LOOSE or set(way) <= LOOSE
    assert not set(without(gym, away).equipment) & set(away)


def test_a_load_that_cannot_be_made_any_more_is_not_asked_for() -> None:
    found = stand_ins(
        Gap(movement=MovementId("db_squat")),
        wishes("mon", gym="dumbbells"),
        somebody(lifts=did("split_squat")),
        catalogue(),
        atlas(),
    )
    [lunge] = [one for one in found if one.planned.movement == "split_squat"]
    assert all(planned.load_kg is None for planned in lunge.planned.sets)


@given(some.sampled_from(IDS), some.sampled_from(IDS))
@settings(max_examples=60, deadline=None)
def test_likeness_lies_between_nothing_and_all_and_looks_the_same_from_both_sides(one: str, other: str) -> None:
    there, back = alike(one, other, atlas()), alike(other, one, atlas())
    assert there == pytest.approx(back)
    assert 0 <= there <= 1
    assert alike(one, one, atlas()) == pytest.approx(1 if atlas().muscles(one) else 0)


def test_what_trains_other_muscles_does_not_stand_in() -> None:
    trained = {group for one in offered("leg_curl_seated") for group in atlas().counted(one.planned.movement)}
    assert Group.HAMSTRINGS in trained
    assert not {"leg_extension", "calf_seated_machine"} & set(names(offered("leg_curl_seated")))
    assert names(offered("calf_seated_machine"))[0] == "calf_seated_free"


def test_of_two_as_alike_the_familiar_one_comes_first() -> None:
    assert names(offered("leg_press_45"))[0] == "hack_squat"
    assert names(offered("leg_press_45", lifts=squatted(100, 8)))[0] == "back_squat"


def test_loads_come_from_the_log_with_ramps_before_heavy_ones() -> None:
    squat = offered("leg_press_45", lifts=squatted(100, 8))[0].planned
    ramps, work = [one for one in squat.sets if one.ramp], [one for one in squat.sets if not one.ramp]
    assert ramps
    assert all(one.load_kg and 90 <= one.load_kg <= 110 for one in work)
    unknown = offered("leg_press_45")[0].planned
    assert not any(one.ramp for one in unknown.sets)


@pytest.mark.parametrize("sets", [1, 2, 3, 4, 5])
def test_the_sets_give_about_the_credit_that_they_replace(sets: int) -> None:
    for id in (SQUAT, PRESS, MovementId("reverse_lunge"), MovementId("leg_curl_seated")):
        ours = atlas().counted(id)
        for one in offered(id, sets=sets):
            theirs = atlas().counted(one.planned.movement)
            main = [group for group, share in ours.items() if share >= 0.6]
            missed = [
                sum((count * theirs.get(group, 0) - sets * ours[group]) ** 2 for group in main) for count in range(1, 6)
            ]
            assert missed[working(one) - 1] == min(missed)


@given(some.sampled_from(IDS), some.integers(0, 1800))
@settings(max_examples=60, deadline=None)
def test_a_stand_in_takes_no_longer_than_there_is_time(id: str, seconds: int) -> None:
    assert all(one.planned.seconds <= seconds for one in offered(id, sets=5, seconds=seconds))


def test_what_time_allows_only_a_part_of_comes_later() -> None:
    whole = names(offered("reverse_lunge", lifts=squatted(100, 8)))
    short = names(offered("reverse_lunge", lifts=squatted(100, 8), seconds=700))
    assert whole[0] == "back_squat"
    assert short
    assert short[0] != "back_squat"


def test_a_little_less_time_takes_a_set_away() -> None:
    whole = offered("leg_curl_seated")[0]
    [tight] = [
        one
        for one in offered("leg_curl_seated", seconds=whole.planned.seconds - 1)
        if one.planned.movement == whole.planned.movement
    ]
    assert working(tight) == working(whole) - 1
    goal = wishes("mon")
    done = dose(catalogue()[whole.planned.movement], goal, somebody(), goal.gym)
    assert tight.planned.seconds == whole.planned.seconds - done.set_s


def test_the_reason_names_what_is_replaced_with_both_numbers_and_what_is_missing() -> None:
    single = next(one for one in offered("hip_thrust_bb") if one.planned.movement == "rdl_single")
    because = single.planned.because[0]
    assert because.say == "Instead of Barbell hip thrust, which is taken."
    assert because.why.startswith("A set counts 0.9 for the glutes; one of Barbell hip thrust 1.0.")
    assert "hardly does: the inner thighs" in because.why


def test_a_movement_of_which_nothing_counts_has_no_stand_in() -> None:
    assert offered("plank_deadbug") == ()
