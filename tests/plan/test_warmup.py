from __future__ import annotations

import itertools
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.body.geometry import check_range
from legday.body.person import Person, skeleton
from legday.evidence.claims import source_text
from legday.kinds import Joint
from legday.movement.balance import balanced
from legday.movement.catalogue import Loading, Movement, Pattern, catalogue
from legday.plan.frame import frame
from legday.plan.goal import Range
from legday.plan.gyms import equipment_words, gyms, has
from legday.plan.warmup import (
    MOST_DRILLS,
    Drill,
    drill_mechanics,
    drills,
    ramp,
    ramp_seconds,
    warm_up,
)
from legday.plan.week import Step

DRILLS = {drill.id: drill for drill in drills()}
MOVEMENTS = tuple(catalogue().values())
LOADED = [movement for movement in MOVEMENTS if movement.loaded and movement.hold_s is None]
FORBIDDEN = (
    "activat",
    "wake",
    "prevent",
    "injur",
    "lactic",
    "lactate",
    "hormone",
    "tone",
    "toning",
    "flush",
    "sore muscle",
)

sessions = st.lists(st.sampled_from(MOVEMENTS), min_size=1, max_size=6, unique_by=lambda movement: movement.id)
minutes = st.integers(10, 180)
places = st.sampled_from([gym.equipment for gym in gyms().values()])
aches = st.lists(st.sampled_from(Joint), unique=True, max_size=4).map(tuple)
ranges = st.builds(
    Range,
    least_kg=st.sampled_from([0.0, 2.0, 5.0, 15.0, 20.0]),
    most_kg=st.just(400.0),
    step_kg=st.sampled_from([1.25, 2.0, 2.5, 5.0, 10.0]),
)
repetitions = st.tuples(st.integers(1, 20), st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
reserves = st.floats(0, 5)


def words(drill: Drill) -> str:
    return f"{drill.name} {drill.dose} {drill.rehearses} {drill.how} {drill.caution}".lower()


def said(step: Step) -> str:
    return f"{step.name} {step.dose} {step.how} {step.because.say} {step.because.why}".lower()


def test_there_are_twenty_six_drills_with_known_equipment() -> None:
    assert len(DRILLS) == 26
    assert {thing for drill in drills() for way in drill.equipment for thing in way} <= set(equipment_words())


@pytest.mark.parametrize("pattern", list(Pattern))
def test_every_pattern_has_a_drill_that_needs_nothing(pattern: Pattern) -> None:
    assert any(pattern in drill.patterns and has((), drill.equipment) for drill in drills() if drill.part == "move")


def test_drills_promise_nothing_that_is_not_known() -> None:
    for drill in drills():
        assert not [word for word in FORBIDDEN if word in words(drill)], drill.id


@given(sessions, minutes, places, aches)
def test_a_warm_up_keeps_its_budget(
    movements: list[Movement], minutes: int, equipment: tuple[str, ...], aches: tuple[Joint, ...]
) -> None:
    steps = warm_up(movements, minutes, equipment, aches)
    assert sum(step.seconds for step in steps) <= frame(minutes).warm_up_s
    assert len({step.id for step in steps}) == len(steps) <= MOST_DRILLS + 1


@given(sessions, minutes, places, aches)
def test_no_drill_loads_an_aching_joint_or_needs_what_is_not_there(
    movements: list[Movement], minutes: int, equipment: tuple[str, ...], aches: tuple[Joint, ...]
) -> None:
    for step in warm_up(movements, minutes, equipment, aches):
        assert not set(DRILLS[step.id].skip) & set(aches)
        assert has(equipment, DRILLS[step.id].equipment)


@given(sessions, minutes, places)
def test_every_drill_rehearses_a_movement_of_the_day(
    movements: list[Movement], minutes: int, equipment: tuple[str, ...]
) -> None:
    for step in warm_up(movements, minutes, equipment):
        drill = DRILLS[step.id]
        assert drill.part == "raise" or set(drill.patterns) & {movement.pattern for movement in movements}


@given(sessions, minutes, places)
def test_a_step_says_why_with_a_source_and_without_a_promise(
    movements: list[Movement], minutes: int, equipment: tuple[str, ...]
) -> None:
    for step in warm_up(movements, minutes, equipment):
        assert source_text(step.because.source)
        assert not [word for word in FORBIDDEN if word in said(step)]


def test_a_short_session_has_only_ramp_sets() -> None:
    assert warm_up(MOVEMENTS[:3], 20, equipment_words()) == ()
    assert frame(20).seconds == 0


def test_the_easy_part_takes_three_to_ten_minutes_from_half_an_hour_on() -> None:
    assert all(180 <= frame(minutes).general_s <= 600 for minutes in range(30, 181))
    assert all(frame(minutes, slow=True).general_s >= 2 * 180 for minutes in range(30, 181))


@pytest.mark.parametrize("slow", [False, True])
def test_a_minute_more_never_leaves_less_for_the_movements(slow: bool) -> None:
    left = [60 * minutes - frame(minutes, slow=slow).seconds for minutes in range(10, 181)]
    assert all(less <= more for less, more in pairwise(left))


def test_without_aches_a_free_movement_gets_two_to_four_drills_unless_it_is_light() -> None:
    for movement in MOVEMENTS:
        if movement.loading not in (Loading.STACK, Loading.PLATES) and movement.demand > 1:
            assert 2 <= len(warm_up([movement], 45)) - 1 <= MOST_DRILLS, movement.id


def test_a_day_on_machines_needs_no_drills() -> None:
    machines = [movement for movement in MOVEMENTS if movement.loading is Loading.STACK]
    assert len(warm_up(machines, 60, gyms()["machines"].equipment)) == 1


def test_a_squat_day_begins_at_the_ankles_and_a_hinge_day_at_the_hips() -> None:
    by_id = {movement.id: movement for movement in MOVEMENTS}
    squats = [step.id for step in warm_up([catalogue()[id] for id in by_id if id == "back_squat"], 60)]
    hinges = [step.id for step in warm_up([catalogue()[id] for id in by_id if id == "rdl_barbell"], 60)]
    assert squats[1:3] == ["ankle_rocks", "easy_squats"]
    assert hinges[1:4] == ["leg_swings_front", "hinge_with_stick", "easy_bridge"]


@given(st.floats(0, 400), repetitions, reserves, ranges, st.booleans())
def test_a_ramp_rises_below_the_working_load_in_loads_that_can_be_made(
    load_kg: float, reps: tuple[int, int], reserve: float, span: Range, first: bool
) -> None:
    sets = ramp(load_kg, reps, reserve, span.at_most, first=first)
    loads = [step.load_kg for step in sets if step.load_kg is not None]
    assert len(loads) == len(sets)
    assert all(lighter < heavier for lighter, heavier in itertools.pairwise([*loads, load_kg]))
    assert all(span.at_most(load) == load for load in loads)
    assert all(step.ramp and step.reserve is None and 45 <= step.rest_s <= 90 for step in sets)


@given(st.sampled_from(LOADED), st.floats(0, 400), repetitions, st.tuples(reserves, reserves), ranges)
def test_a_ramp_keeps_its_budget_for_the_same_or_a_larger_reserve(
    movement: Movement, load_kg: float, reps: tuple[int, int], reserve: tuple[float, float], span: Range
) -> None:
    phases = movement.phases
    repetition_s = (phases.lift.seconds + phases.hold.seconds + phases.lower.seconds) * (1 + movement.unilateral)
    for first in (True, False):
        sets = ramp(load_kg, reps, max(reserve), span.at_most, first=first)
        spent = sum(step.reps[1] * repetition_s + step.rest_s for step in sets)
        budget = ramp_seconds(movement, first=first, reps=reps, reserve=min(reserve))
        assert spent <= budget + 0.5  # a budget is in whole seconds


@pytest.mark.parametrize(
    ("reps", "shares"),
    [((20, 25), [0.6]), ((8, 12), [0.5, 0.75]), ((4, 6), [0.4, 0.6, 0.8]), ((2, 3), [0.3, 0.5, 0.7, 0.85])],
)
def test_the_heavier_the_work_the_longer_the_ramp(reps: tuple[int, int], shares: list[float]) -> None:
    fine = Range(least_kg=0, most_kg=400, step_kg=0.5).at_most
    assert [step.load_kg for step in ramp(200, reps, 2, fine, first=True)] == [200 * share for share in shares]


def test_a_later_movement_gets_one_ramp_set_when_heavy_and_none_when_light() -> None:
    fine = Range(least_kg=0, most_kg=400, step_kg=0.5).at_most
    assert [step.load_kg for step in ramp(100, (4, 6), 2, fine, first=False)] == [80.0]
    assert ramp(100, (10, 15), 1, fine, first=False) == ()


def test_without_a_load_there_is_no_ramp() -> None:
    fine = Range(least_kg=0, most_kg=400, step_kg=0.5).at_most
    assert ramp(None, (8, 12), 2, fine, first=True) == ramp(50, (8, 12), 2, None, first=True) == ()
    assert all(ramp_seconds(movement, first=True) == 0 for movement in MOVEMENTS if movement not in LOADED)


def test_no_ramp_takes_longer_than_ten_minutes() -> None:
    for movement in LOADED:
        assert 0 < ramp_seconds(movement, first=True, reps=(1, 3)) <= 600


LISTED = pytest.mark.parametrize("drill", drills(), ids=lambda drill: drill.id)
MOVED_BY = {
    Joint.HIP: (0, 1, 2),
    Joint.GROIN: (1,),
    Joint.KNEE: (3,),
    Joint.ANKLE: (4, 5),
    Joint.FOOT: (5, 6),
}  # which angles of the leg move a joint; back and shoulders are not in the leg


@LISTED
def test_a_drill_moves_the_leg_as_far_as_it_goes(drill: Drill) -> None:
    angles = balanced(drill_mechanics(drill), skeleton(Person()), 5, 0.0).angles_deg
    check_range(angles)
    moved = np.ptp(angles, axis=0)
    assert moved.max() >= 8
    for joint in set(drill.joints) & set(MOVED_BY):
        assert moved[list(MOVED_BY[joint])].max() >= 5, joint
