"""The atlas: per muscle inside, per group for everybody else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.kinds import Group, MovementId, Muscle
from legday.movement.atlas import Atlas, atlas, spread
from legday.movement.catalogue import catalogue, others

LIFT = MovementId("lift")
shares = st.floats(min_value=0, max_value=1, allow_nan=False, allow_subnormal=False)


@given(st.dictionaries(st.sampled_from(Group), shares))
def test_what_is_spread_over_the_muscles_comes_back_as_the_groups_credit(fractions: dict[Group, float]) -> None:
    back = spread({LIFT: fractions}).groups(LIFT)
    assert set(back) == {group for group, share in fractions.items() if share}
    assert all(math.isclose(back[group], fractions[group]) for group in back)


@given(st.dictionaries(st.sampled_from(Muscle), shares))
def test_a_groups_credit_is_between_the_least_and_the_most_of_its_muscles(credit: dict[Muscle, float]) -> None:
    for share in Atlas(credit={LIFT: credit}).groups(LIFT).values():
        assert 0 < share <= max(credit.values()) * (1 + 1e-9)


def test_every_movement_known_is_in_the_atlas_with_shares_from_0_to_1() -> None:
    assert set(atlas().credit) == {*catalogue(), *others()}
    for movement in atlas().credit:
        assert all(0 < share <= 1 for share in atlas().muscles(movement).values())
        assert all(0 < share <= 1 for share in atlas().groups(movement).values())


def test_an_unknown_movement_trains_nothing() -> None:
    assert atlas().groups(MovementId("bench_press")) == {}
    assert atlas().muscles(MovementId("bench_press")) == {}


def test_each_coached_movement_has_a_prime_mover() -> None:
    assert all(1 in atlas().groups(id).values() for id in catalogue())


# models 5.1, row by row: quadriceps, glutes, hamstrings, adductors, abductors, gastrocnemius, soleus, shins
COLUMNS = (
    *(Group.QUADRICEPS, Group.GLUTES, Group.HAMSTRINGS, Group.ADDUCTORS),
    *(Group.ABDUCTORS, Group.GASTROCNEMIUS, Group.SOLEUS, Group.SHINS),
)


@pytest.mark.parametrize(
    ("ids", "row"),
    [
        ("bw_squat goblet_squat back_squat front_squat", (1, 1, 0, 0.5, 0, 0, 0.5, 0)),
        ("hack_squat", (1, 0.5, 0, 0.5, 0, 0, 0.5, 0)),
        ("leg_press_45", (1, 0.5, 0, 0.5, 0, 0, 0, 0)),
        ("bulgarian reverse_lunge step_up", (1, 1, 0, 0.5, 0.5, 0, 0, 0)),
        ("rdl_barbell rdl_dumbbell", (0, 1, 1, 0.5, 0, 0, 0, 0)),
        ("deadlift", (0.5, 1, 0.5, 0.5, 0, 0, 0, 0)),
        ("glute_bridge hip_thrust_bb", (0, 1, 0.5, 0, 0, 0, 0, 0)),
        ("leg_extension", (1, 0, 0, 0, 0, 0, 0, 0)),
        ("leg_curl_seated leg_curl_lying nordic", (0, 0, 1, 0, 0, 0, 0, 0)),
        ("abduction_machine abduction_sidelying", (0, 0, 0, 0, 1, 0, 0, 0)),
        ("adduction_machine copenhagen", (0, 0, 0, 1, 0, 0, 0, 0)),
        ("calf_standing_machine calf_standing_barbell calf_single_db", (0, 0, 0, 0, 0, 1, 1, 0)),
        ("calf_seated_machine", (0, 0, 0, 0, 0, 0, 1, 0)),
    ],
)
def test_credits_start_from_the_fraction_table(ids: str, row: tuple[float, ...]) -> None:
    for id in ids.split():
        groups = atlas().groups(MovementId(id))
        assert tuple(groups.get(group, 0) for group in COLUMNS) == row


def test_a_similar_movement_counts_alike_whether_it_is_coached_or_not() -> None:
    for coached, counted in [
        ("back_squat", "pause_squat"),
        ("rdl_barbell", "good_morning"),
        ("bulgarian", "split_squat"),
    ]:
        assert atlas().groups(MovementId(coached)) == atlas().groups(MovementId(counted))
