from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.body.forces import sizes
from legday.body.geometry import check_range, geometry, reference
from legday.body.muscles import muscles
from legday.body.person import Person, skeleton
from legday.evidence.claims import source_text
from legday.kinds import Coordinate, Group, Joint, Muscle
from legday.movement.balance import balanced
from legday.plan.frame import frame
from legday.plan.gyms import equipment_words, gyms, has
from legday.plan.stretch import Stretch, stretch_list, stretch_mechanics, stretches

STRETCHES = {stretch.id: stretch for stretch in stretch_list()}
FORBIDDEN = (
    "activat",
    "prevent",
    "lactic",
    "toxin",
    "recover",
    "hormone",
    "toning",
    "loosen",
    "longer muscle",
    "relieve",
)

credits_ = st.dictionaries(st.sampled_from(Group), st.floats(0, 12))
minutes = st.integers(10, 180)
places = st.sampled_from([gym.equipment for gym in gyms().values()])
aches = st.lists(st.sampled_from(Joint), unique=True, max_size=4).map(tuple)


def test_there_are_twenty_six_stretches_with_known_equipment() -> None:
    assert len(STRETCHES) == 26
    assert {thing for stretch in stretch_list() for way in stretch.equipment for thing in way} <= set(equipment_words())


@pytest.mark.parametrize("group", list(Group))
def test_every_group_has_a_stretch_that_needs_nothing(group: Group) -> None:
    [step] = stretches({group: 3.0}, 45)
    assert group in STRETCHES[step.id].groups


@given(credits_, minutes, places, aches)
def test_stretches_keep_their_budget(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...], aches: tuple[Joint, ...]
) -> None:
    assert sum(step.seconds for step in stretches(credit, minutes, equipment, aches)) <= frame(minutes).stretches_s


@given(credits_, minutes, places, aches)
def test_no_stretch_pulls_at_an_aching_joint_or_needs_what_is_not_there(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...], aches: tuple[Joint, ...]
) -> None:
    for step in stretches(credit, minutes, equipment, aches):
        stretch = STRETCHES[step.id]
        assert not set(stretch.skip) & set(aches)
        assert has(equipment, stretch.equipment)


@given(credits_, minutes, places)
def test_only_what_was_trained_is_stretched(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...]
) -> None:
    for step in stretches(credit, minutes, equipment):
        assert any(credit.get(group, 0) > 0 for group in STRETCHES[step.id].groups)


def test_the_group_trained_most_comes_first() -> None:
    assert stretches({Group.QUADRICEPS: 1.0, Group.ADDUCTORS: 4.0}, 45)[0].id == "butterfly"


@given(credits_, minutes, places)
def test_what_stretching_does_not_do_is_said_once(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...]
) -> None:
    steps = stretches(credit, minutes, equipment)
    assert sum("does not" in step.because.why for step in steps) == min(1, len(steps))
    for step in steps:
        assert source_text(step.because.source)


def test_stretches_promise_nothing_that_is_not_known() -> None:
    for stretch in stretch_list():
        told = f"{stretch.name} {stretch.dose} {stretch.how} {stretch.caution}".lower()
        assert not [word for word in (*FORBIDDEN, "injur") if word in told], stretch.id
    for step in stretches(dict.fromkeys(Group, 2.0), 90):
        told = f"{step.because.say} {step.because.why}".lower()
        assert not [word for word in FORBIDDEN if word in told]


def test_a_short_session_has_no_stretches() -> None:
    assert stretches({Group.QUADRICEPS: 5.0}, 25) == ()


LISTED = pytest.mark.parametrize("stretch", stretch_list(), ids=lambda stretch: stretch.id)
JOINT_OF = {
    Coordinate.HIP_FLEXION: {Joint.HIP},
    Coordinate.HIP_ADDUCTION: {Joint.HIP, Joint.GROIN},
    Coordinate.HIP_ROTATION: {Joint.HIP},
    Coordinate.KNEE_FLEXION: {Joint.KNEE},
    Coordinate.ANKLE_DORSIFLEXION: {Joint.ANKLE, Joint.FOOT},
    Coordinate.SUBTALAR_INVERSION: {Joint.ANKLE, Joint.FOOT},
    Coordinate.TOE_EXTENSION: {Joint.FOOT},
}
LONG, PART = 0.5, 0.3  # a muscle is long half-way from standing to its longest; a group, when this part of it is


@cache
def longest() -> np.ndarray:
    """The longest that each muscle gets within what the joints allow, which is at an end or in the middle."""
    ends = [(limits.low, 0.0, limits.high) for limits in reference().coordinates.values()]
    return geometry(np.array(list(product(*ends)), dtype=float)).length_m.max(axis=0)


def legs(stretch: Stretch) -> Iterator[np.ndarray]:
    """The angles of the leg that is drawn, where it is stretched most, and of the other one."""
    mechanics = stretch_mechanics(stretch)
    yield balanced(mechanics, skeleton(Person()), 5, 0.0).angles_deg[-1]
    if mechanics.other_deg is not None:
        hip, knee = mechanics.other_deg
        yield np.array([(1 - mechanics.spine) * hip, 0.0, 0.0, knee, 0.0, 0.0, 0.0])


def part_long(angles: np.ndarray, group: Group) -> float:
    """The part of a group's muscle that is long in a posture."""
    standing, here = geometry(np.stack([np.zeros(7), angles])).length_m
    members = np.array([muscles()[muscle].group is group for muscle in Muscle])
    long = here - standing > np.maximum(LONG * (longest() - standing), 1e-6)
    return float(sizes()[members & long].sum() / sizes()[members].sum())


@LISTED
def test_a_stretch_is_a_posture_that_a_leg_can_take(stretch: Stretch) -> None:
    mechanics = stretch_mechanics(stretch)
    assert mechanics.passive
    check_range(balanced(mechanics, skeleton(Person()), 5, 0.0).angles_deg)


@LISTED
def test_what_a_stretch_is_for_is_long_in_it(stretch: Stretch) -> None:
    for group in stretch.groups:
        assert max(part_long(angles, group) for angles in legs(stretch)) >= PART, group


@LISTED
def test_a_stretch_takes_a_joint_away_from_standing_or_names_another(stretch: Stretch) -> None:
    bent = {
        joint
        for angles in legs(stretch)
        for coordinate, angle in zip(Coordinate, angles, strict=True)
        if abs(angle) >= 5
        for joint in JOINT_OF[coordinate]
    }
    assert set(stretch.joints) - {Joint.BACK} <= bent


def test_standing_stretches_nothing() -> None:
    assert all(part_long(np.zeros(7), group) == 0 for group in Group)
