"""Variants: a movement done a little otherwise, as parameters and not as a copy."""

from __future__ import annotations

import msgspec
import pytest

from legday.body.geometry import check_range
from legday.body.person import Person, skeleton
from legday.kinds import BadInput, Group, MovementId
from legday.movement.atlas import atlas, specs, variant_mechanics
from legday.movement.balance import balanced
from legday.movement.catalogue import Movement, Variant, catalogue, find_variant
from legday.movement.effort import effort
from legday.movement.mechanics import read_mechanics
from legday.movement.variants import HELPED, LEFT_OUT, WORTH_SAYING, changes

PAIRS = [(movement, variant) for movement in catalogue().values() for variant in movement.variants]
EACH = pytest.mark.parametrize(("movement", "variant"), PAIRS, ids=lambda value: value.id)
BODY = skeleton(Person())


def named(movement: str, variant: str) -> tuple[Movement, Variant]:
    found = catalogue()[MovementId(movement)]
    return found, find_variant(variant, found)


@EACH
def test_a_variant_lays_its_fields_over_those_of_its_movement(movement: Movement, variant: Variant) -> None:
    usual, so = read_mechanics(movement.id, specs()), variant_mechanics(movement, variant)
    assert so != usual
    differing = {name for name in usual.__struct_fields__ if getattr(usual, name) != getattr(so, name)}
    leans = {"trunk_deg", "shank_deg", "foot_deg"}
    assert differing - leans <= set(variant.mechanics)
    for name in variant.mechanics:
        given = variant.mechanics[name]
        assert getattr(so, name) == (tuple(given) if isinstance(given, list) else given)


@EACH
def test_a_variant_says_in_one_sentence_what_changes(movement: Movement, variant: Variant) -> None:
    assert variant.say[0].isupper()
    assert variant.say.endswith(".")
    assert 25 <= len(variant.say) <= 130
    assert movement.part == 1  # of what does not count nothing could change


@pytest.mark.parametrize("movement", catalogue().values(), ids=lambda movement: movement.id)
def test_no_two_variants_of_a_movement_share_a_name_or_id(movement: Movement) -> None:
    for labels in ([each.id for each in movement.variants], [each.name for each in movement.variants]):
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("id", specs())
def test_a_movement_stays_within_what_joints_can(id: str) -> None:
    check_range(balanced(read_mechanics(id, specs()), BODY, 9, 0.0).angles_deg)


@EACH
def test_a_variant_stays_within_what_joints_can(movement: Movement, variant: Variant) -> None:
    check_range(balanced(variant_mechanics(movement, variant), BODY, 9, 0.0).angles_deg)


def test_the_atlas_holds_the_effort_of_every_variant() -> None:
    held = {(id, variant) for id, each in atlas().variants.items() for variant in each}
    assert held == {(movement.id, variant.id) for movement, variant in PAIRS}


@pytest.mark.parametrize(("id", "way"), [("leg_press_45", "feet_low"), ("leg_extension", "bent_half")])
def test_the_effort_of_a_variant_is_computed_like_any(id: str, way: str) -> None:
    movement, variant = named(id, way)
    whole, kept = effort(variant_mechanics(movement, variant)), atlas().variants[movement.id][variant.id]
    assert kept.load_kg == whole.load_kg
    assert kept.muscles.items() <= whole.muscles.items()


@pytest.mark.parametrize(
    ("id", "way", "group", "more"),
    [
        ("leg_press_45", "feet high", Group.GLUTES, True),
        ("leg_press_45", "feet low", Group.GLUTES, False),
        ("hack_squat", "feet low", Group.GLUTES, False),
        ("back_squat", "to half depth", Group.ADDUCTORS, False),  # Kubo 2019
        ("hip_thrust_bb", "feet far out", Group.HAMSTRINGS, True),
        ("leg_extension", "only the bent half", Group.QUADRICEPS, True),  # Pedrosa 2022
        ("calf_standing_machine", "only the lower half", Group.GASTROCNEMIUS, True),  # claim C27
        ("bulgarian", "long and leaning", Group.QUADRICEPS, False),
    ],
)
def test_a_variant_shifts_the_work_the_way_coaches_know(id: str, way: str, group: Group, more: bool) -> None:
    usual, so = changes(*named(id, way), atlas())[group]
    assert (so > usual) == more


@EACH
def test_only_what_is_worth_saying_is_told(movement: Movement, variant: Variant) -> None:
    for group, (usual, so) in changes(movement, variant, atlas()).items():
        assert abs(so - usual) >= WORTH_SAYING
        assert usual >= HELPED
        assert group not in LEFT_OUT.get(movement.pattern, set())


def test_a_variant_that_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="feet high, feet low"):
        named("leg_press_45", "feet upside down")
    with pytest.raises(BadInput, match="no variants"):
        named("tib_raise", "seated")


def test_a_variant_without_mechanics_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="mechanics"):
        msgspec.convert({"id": "idle", "name": "Idle", "say": "Nothing changes.", "mechanics": {}}, Variant)
