"""The atlas: per muscle inside, per group for everybody else."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from legday.body.forces import sizes
from legday.body.muscles import muscles
from legday.body.person import Person
from legday.kinds import Group, MovementId, Muscle
from legday.movement import atlas as module
from legday.movement.atlas import COUNTED, SHOWN, Atlas, atlas, compute, content, specs
from legday.movement.catalogue import catalogue, others

LIFT = MovementId("lift")
SIZE = dict(zip(Muscle, sizes().tolist(), strict=True))
shares = st.floats(min_value=0, max_value=1, allow_nan=False, allow_subnormal=False)
credits = st.dictionaries(st.sampled_from(Muscle), shares)


@given(credits)
def test_a_groups_credit_is_the_mean_of_its_muscles_by_their_size(credit: dict[Muscle, float]) -> None:
    found = Atlas(credit={LIFT: credit}).groups(LIFT)
    for group in Group:
        members = [muscle for muscle in Muscle if muscles()[muscle].group is group]
        volume = sum(SIZE[muscle] for muscle in members)
        mean = sum(SIZE[muscle] * credit.get(muscle, 0) for muscle in members) / volume
        if group in found:
            assert found[group] == pytest.approx(mean, abs=0.005 + 1e-9)  # two digits
            assert mean >= COUNTED - 1e-9
        else:
            assert mean < COUNTED + 1e-9


@given(credits)
def test_a_groups_credit_is_never_more_than_the_most_of_its_muscles(credit: dict[Muscle, float]) -> None:
    for share in Atlas(credit={LIFT: credit}).groups(LIFT).values():
        assert 0 < share <= max(credit.values()) + 0.005


@given(shares)
@example(COUNTED)  # no group is lost to rounding
def test_a_group_whose_muscles_all_get_the_same_gets_that(share: float) -> None:
    found = Atlas(credit={LIFT: dict.fromkeys(Muscle, share)}).groups(LIFT)
    assert found == ({} if share < COUNTED - 1e-9 else pytest.approx(dict.fromkeys(Group, share), abs=0.006))


@pytest.mark.long
def test_what_comes_with_legday_is_what_is_computed_for_the_reference_person() -> None:
    stored = msgspec.json.decode(module._file().read_bytes(), type=module._Stored)
    assert stored.of == content(), "the movements or the body changed: python -m legday.movement.atlas"
    computed = compute(Person())
    assert stored.atlas.credit == computed.credit
    assert stored.atlas.efforts == computed.efforts


def test_what_comes_with_legday_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "compute", lambda person: pytest.fail("computed although nothing changed"))
    assert atlas.__wrapped__().credit


def test_an_atlas_of_other_movements_is_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "content", lambda: "something else")
    monkeypatch.setattr(module, "compute", lambda person: Atlas(credit={LIFT: {Muscle.SOLEUS: 1.0}}))
    assert atlas.__wrapped__().muscles(LIFT) == {Muscle.SOLEUS: 1.0}


def test_the_hash_changes_with_a_movement(monkeypatch: pytest.MonkeyPatch) -> None:
    before = content()
    monkeypatch.setattr(module, "specs", lambda: {**specs(), "back_squat": {**specs()["back_squat"], "stance": 0.5}})
    assert content() != before


def test_the_hash_changes_with_the_part_of_a_set_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before, counting = content(), module._counting()
    monkeypatch.setattr(module, "_counting", lambda: {**counting, MovementId("sled_carry"): 0.9})
    assert content() != before


def test_every_movement_known_is_in_the_atlas_with_shares_from_0_to_1() -> None:
    assert set(atlas().credit) == {*catalogue(), *others()}
    for movement in atlas().credit:
        assert all(0 < share <= 1 for share in atlas().muscles(movement).values())
        assert all(COUNTED <= share <= 1 for share in atlas().groups(movement).values())


def test_every_movement_with_mechanics_has_its_effort_and_no_other() -> None:
    assert set(atlas().efforts) == set(specs())
    for one in atlas().efforts.values():
        assert all(share.force >= SHOWN for share in one.muscles.values())


def test_an_unknown_movement_trains_nothing() -> None:
    assert atlas().groups(MovementId("bench_press")) == {}
    assert atlas().muscles(MovementId("bench_press")) == {}


@pytest.mark.parametrize("id", [id for id, movement in catalogue().items() if movement.part == 1])
def test_each_movement_that_counts_trains_something(id: MovementId) -> None:
    assert max(atlas().groups(id).values(), default=0) >= 0.3


def test_a_movement_without_mechanics_trains_nothing_and_each_with_some_trains_something() -> None:
    for id, other in others().items():
        assert bool(atlas().muscles(id)) == bool(other.mechanics)


def test_the_part_of_a_set_that_is_for_size_is_the_part_that_counts() -> None:
    whole = atlas().muscles(MovementId("front_squat"))
    half = atlas().muscles(MovementId("olympic_total"))
    assert others()[MovementId("olympic_total")].part == 0.5
    assert half.keys() <= whole.keys()
    for muscle, share in half.items():
        assert share == pytest.approx(whole[muscle] / 2, abs=0.006)


@pytest.mark.parametrize(
    ("one", "other"),
    [("back_squat", "pause_squat"), ("hip_thrust_bb", "hip_thrust_machine"), ("reverse_lunge", "split_squat")],
)
def test_a_movement_with_the_same_mechanics_counts_alike_whether_it_is_coached_or_not(one: str, other: str) -> None:
    assert atlas().muscles(MovementId(one)) == atlas().muscles(MovementId(other))


def test_asking_the_atlas_does_not_load_the_solver() -> None:
    program = "import sys, legday.movement.atlas as a; a.atlas(); print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
