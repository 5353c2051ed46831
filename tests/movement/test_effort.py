"""Effort: what a hard set asks of each muscle, and how much of it counts."""

from __future__ import annotations

from functools import cache

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.body.geometry import reference
from legday.body.muscles import muscles
from legday.body.person import Person
from legday.kinds import Coordinate, Group, Muscle
from legday.movement.atlas import specs
from legday.movement.course import Course, course
from legday.movement.effort import FULL, LEAST, STRETCHED, Effort, credit, effort, stimulus, summary
from legday.movement.mechanics import read_mechanics
from legday.movement.statics import braced

READ = {key: read_mechanics(key, specs()) for key in specs()}
all_movements = pytest.mark.parametrize("key", READ)
LOADED = [key for key, of in READ.items() if of.load is not None]


@cache
def repeated(key: str) -> Course:
    return course(READ[key], Person(), postures=16)


@cache
def made(key: str) -> Effort:
    return summary(repeated(key))


def trained(key: str, least: float = 0.0) -> set[Group]:
    return {muscles()[muscle].group for muscle, share in made(key).muscles.items() if share.credit > least}


@pytest.mark.long
@all_movements
def test_credit_is_a_share_and_lengths_are_in_order(key: str) -> None:
    assert set(made(key).muscles) == set(Muscle)
    for share in made(key).muscles.values():
        assert 0 <= share.credit <= 1
        assert 0 <= share.hardest <= 1
        assert 0 < share.shortest <= share.longest
        assert share.stimulus <= share.force * max(STRETCHED, share.longest) ** 2 + 0.01


@all_movements
def test_a_muscle_that_crosses_no_joint_that_works_gets_nothing(key: str) -> None:
    idle = {muscle for muscle, one in reference().muscles.items() if {*one.coordinates} <= braced(READ[key])}
    assert all(made(key).muscles[muscle].force == made(key).muscles[muscle].credit == 0 for muscle in idle)


@pytest.mark.parametrize("key", [key for key in LOADED if READ[key].load.times_body is None])
def test_a_set_without_reserve_ends_because_some_muscle_has_nothing_left(key: str) -> None:
    assert made(key).limits
    assert made(key).load_kg == pytest.approx(repeated(key).load_kg, abs=0.051)


@pytest.mark.parametrize("key", ["back_squat", "leg_extension", "calf_seated_machine"])
def test_with_many_repetitions_in_reserve_fewer_muscles_are_at_their_end(key: str) -> None:
    assert len(effort(READ[key], reserve=30).limits) < len(effort(READ[key], reserve=0).limits)


@pytest.mark.parametrize("key", LOADED)
def test_the_sticking_point_is_where_least_can_be_lifted(key: str) -> None:
    found = repeated(key)
    at = round(made(key).sticking * (len(found.most) - 1))
    assert found.most[at] == found.most.min()
    angles = dict(zip(Coordinate, found.posture.angles_deg[at], strict=True))
    assert made(key).sticking_deg == pytest.approx(angles, abs=0.06)


@given(st.floats(0, 2), st.floats(0, 2))
def test_more_stimulus_is_never_less_credit(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0 <= credit(less) <= credit(more) <= 1


def test_credit_begins_where_growth_would_be_seen_and_is_full_where_the_convention_says() -> None:
    assert credit(LEAST) == 0
    assert credit(FULL) == 1
    assert credit((LEAST + FULL) / 2) == 0.5


def held_at(length: float) -> Course:
    """A course whose fibres are all so long, and which all work alike."""
    found = repeated("leg_extension")
    return found._replace(fibre=np.full_like(found.fibre, length), force=np.full_like(found.force, 0.5))


@given(st.floats(STRETCHED, 2))
def test_being_longer_than_what_is_known_adds_nothing(length: float) -> None:
    assert stimulus(held_at(length)) == pytest.approx(stimulus(held_at(STRETCHED)))


@given(st.floats(0.3, STRETCHED), st.floats(0.3, STRETCHED))
def test_up_to_there_the_same_force_counts_more_the_longer_the_fibres_are(one: float, other: float) -> None:
    shorter, longer = sorted((one, other))
    ratio = stimulus(held_at(longer)) / stimulus(held_at(shorter))
    assert ratio == pytest.approx((longer / shorter) ** 2)


@given(st.floats(0.3, 2))
def test_without_the_length_term_only_the_force_counts(length: float) -> None:
    assert stimulus(held_at(length), stretch=0) == pytest.approx(0.5)


@all_movements
def test_without_the_length_term_the_stimulus_is_the_mean_force(key: str) -> None:
    found = repeated(key)
    assert stimulus(found, stretch=0) == pytest.approx(found.work @ found.force)


def test_a_leg_extension_trains_the_quads_and_no_hamstrings() -> None:
    shares = made("leg_extension").muscles
    assert trained("leg_extension") == {Group.QUADRICEPS}
    assert all(shares[muscle].credit > 0.5 for muscle in (Muscle.VASLAT, Muscle.VASMED, Muscle.VASINT))
    assert all(shares[muscle].force == 0 for muscle in (Muscle.BFLH, Muscle.SEMIMEM, Muscle.SEMITEN, Muscle.BFSH))


def test_a_seated_calf_raise_trains_the_soleus_and_not_the_gastrocnemius() -> None:
    seated, standing = (made(key).muscles for key in ("calf_seated_machine", "calf_standing_machine"))
    heads = (Muscle.GASMED, Muscle.GASLAT)
    assert seated[Muscle.SOLEUS].credit > 0.5  # claim C29
    assert all(seated[head].credit == 0 for head in heads)
    assert all(standing[head].credit > 0.3 for head in heads)
    assert all(seated[head].longest < standing[head].longest for head in heads)


@pytest.mark.parametrize("muscle", [Muscle.BFLH, Muscle.SEMIMEM, Muscle.SEMITEN])
def test_a_seated_leg_curl_trains_the_hamstrings_longer_and_more_than_a_lying_one(muscle: Muscle) -> None:
    seated, lying = (made(key).muscles[muscle] for key in ("leg_curl_seated", "leg_curl_lying"))
    assert seated.longest > lying.longest  # Maeo 2021
    assert seated.stimulus > lying.stimulus


@pytest.mark.parametrize(
    ("key", "group"),
    [
        ("tib_raise", Group.SHINS),
        ("abduction_sidelying", Group.ABDUCTORS),
        ("copenhagen", Group.ADDUCTORS),
        ("leg_curl_lying", Group.HAMSTRINGS),
        ("hip_flexion_band", Group.HIP_FLEXORS),
        ("hip_thrust_bb", Group.GLUTES),
        ("rdl_barbell", Group.GLUTES),
        ("rdl_barbell", Group.HAMSTRINGS),
        ("back_squat", Group.QUADRICEPS),
        ("back_squat", Group.GLUTES),
    ],
)
def test_a_movement_trains_what_it_is_done_for(key: str, group: Group) -> None:
    assert group in trained(key, 0.3)


@pytest.mark.parametrize("key", ["back_squat", "leg_extension", "leg_press_45", "hack_squat"])
def test_no_squat_or_press_trains_the_shins(key: str) -> None:
    assert Group.SHINS not in trained(key)


def test_a_set_far_from_its_end_counts_less() -> None:
    hard, easy = (effort(READ["leg_extension"], reserve=reserve) for reserve in (0, 15))
    assert easy.load_kg < hard.load_kg
    assert easy.muscles[Muscle.VASLAT].stimulus < hard.muscles[Muscle.VASLAT].stimulus


def test_whoever_is_not_named_is_the_reference_person() -> None:
    assert effort(READ["leg_extension"]) == effort(READ["leg_extension"], Person())


def test_an_effort_comes_back_from_json_as_it_went() -> None:
    assert msgspec.json.decode(msgspec.json.encode(made("back_squat")), type=Effort) == made("back_squat")


def test_a_movement_that_is_done_against_either_side_trains_the_muscles_of_both() -> None:
    both = READ["ankle_evert_invert"]
    one, other = effort(msgspec.structs.replace(both, both_ways=False)), effort(both.mirrored)
    whole = effort(both)
    for muscle in Muscle:
        sides = (one.muscles[muscle], other.muscles[muscle])
        assert whole.muscles[muscle] in sides
        assert whole.muscles[muscle].stimulus == max(side.stimulus for side in sides)
    assert {*whole.limits} == {*one.limits, *other.limits}
    assert whole.muscles[Muscle.TIBPOST].credit > 0
    assert whole.muscles[Muscle.PERLONG].credit > 0
