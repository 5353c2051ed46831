"""The movements that come with legday: complete, consistent, and to be found by name."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from legday.body.muscles import groups
from legday.kinds import BadInput, Group, Joint, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import (
    Loading,
    Movement,
    Pattern,
    catalogue,
    find_movement,
    others,
    read_catalogue,
    read_movement,
)

MOVEMENTS = pytest.mark.parametrize("movement", catalogue().values(), ids=lambda movement: movement.id)
ESSENTIAL = [group for group, named in groups().items() if named.essential]
MOST = 0.6  # of a set counts for the groups that a movement is for
NEEDS = {  # what must be among the equipment of a movement that is loaded so
    Loading.BARBELL: {"barbell", "trap bar"},
    Loading.DUMBBELLS: {"dumbbells"},
    Loading.DUMBBELL: {"dumbbell", "kettlebell"},
    Loading.BAND: {"band"},
}


def trained(group: Group, movements: list[Movement]) -> list[MovementId]:
    return [movement.id for movement in movements if atlas().groups(movement.id).get(group, 0) >= MOST]


@MOVEMENTS
def test_a_movement_is_told_completely(movement: Movement) -> None:
    assert 3 <= len(movement.cues) <= 5
    assert 3 <= len(movement.faults) <= 5
    assert movement.cautions
    assert len(movement.set_up) > 40
    for line in (movement.set_up, *movement.cues, *movement.faults, *(c.say for c in movement.cautions)):
        assert line[0].isupper()
        assert line.endswith(".")


@MOVEMENTS
def test_a_movement_asks_for_what_carries_its_load_and_for_nothing_twice(movement: Movement) -> None:
    assert len(set(movement.equipment)) == len(movement.equipment)
    if movement.loading in NEEDS:
        assert NEEDS[movement.loading] & set().union(*movement.equipment)


@MOVEMENTS
def test_lowering_is_slow_and_never_forced(movement: Movement) -> None:
    if movement.part and movement.hold_s is None:
        assert 2 <= movement.phases.lower.seconds <= 3  # claim C24
        assert movement.phases.hold.seconds <= 1


@MOVEMENTS
def test_what_is_held_is_one_repetition_from_some_seconds_to_more(movement: Movement) -> None:
    if movement.hold_s is not None:
        assert 10 <= movement.hold_s[0] < movement.hold_s[1] <= 60
        assert movement.reps == (1, 1)
        assert movement.phases.hold.seconds == movement.hold_s[1]


@MOVEMENTS
def test_a_file_says_where_a_repetition_starts_only_where_its_pattern_does_not(movement: Movement) -> None:
    usual = msgspec.structs.replace(movement, starts=None).begins
    assert movement.starts is None or movement.starts is not usual


@pytest.mark.parametrize(
    ("id", "start"),
    [
        *((id, "high") for id in ("back_squat", "leg_press_45", "bulgarian", "rdl_single", "nordic", "slider_curl")),
        *((id, "high") for id in ("reverse_nordic", "ghr", "sissy_squat", "spanish_squat_tke", "step_down")),
        *((id, "low") for id in ("deadlift", "stiff_leg_dl", "step_up", "sit_to_stand", "leg_press_seated")),
        *((id, "low") for id in ("leg_extension", "calf_single_db", "hip_thrust_bb", "copenhagen", "hip_hitch")),
    ],
)
def test_what_is_set_up_lifted_is_lowered_first(id: str, start: str) -> None:
    assert catalogue()[MovementId(id)].begins == start


@MOVEMENTS
def test_a_step_in_load_exists_exactly_where_there_is_a_load(movement: Movement) -> None:
    assert (movement.step_kg == 0) == (movement.loading in {Loading.BODY, Loading.BAND})


@MOVEMENTS
def test_rests_are_those_of_the_models(movement: Movement) -> None:
    compound = movement.pattern in {Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE} or movement.demand >= 4
    low, high = (120, 180) if compound else (60, 90)
    assert low <= movement.rest_s <= high  # models 8


@MOVEMENTS
def test_claims_are_claims_of_the_register(movement: Movement) -> None:
    known = {f"C{number:02d}" for number in range(1, 42)}
    assert set(movement.claims) <= known
    assert list(movement.claims) == sorted(set(movement.claims))


@MOVEMENTS
def test_a_movement_is_found_by_its_id_its_name_and_each_alias_in_any_case(movement: Movement) -> None:
    for label in (movement.id, movement.name, *movement.aliases):
        assert find_movement(label, catalogue()) is movement
        assert find_movement(f" {label.upper()} ", catalogue()) is movement


@MOVEMENTS
def test_nothing_is_promised_that_the_evidence_does_not_hold(movement: Movement) -> None:
    text = msgspec.json.encode(movement).decode().casefold()
    for word in ("hormone", "testosterone", "lactic", "toning", "toned", "slim", "burn fat", "no pain"):
        assert word not in text


@pytest.mark.parametrize(
    "id", ["calf_standing_machine", "calf_standing_barbell", "calf_single_db", "calf_seated_machine"]
)
def test_calf_raises_wait_a_second_in_the_stretch_and_at_the_top(id: str) -> None:
    phases = catalogue()[MovementId(id)].phases
    assert "one second still in the stretch" in phases.lower.do
    assert phases.hold.seconds == 1


def test_the_leg_extension_holds_nearly_straight_for_a_second() -> None:
    assert catalogue()[MovementId("leg_extension")].phases.hold.seconds == 1


@pytest.mark.parametrize("group", Group)
def test_every_group_is_the_prime_mover_of_some_movement(group: Group) -> None:
    assert trained(group, list(catalogue().values()))


@pytest.mark.parametrize("group", ESSENTIAL)
def test_every_essential_group_can_be_trained_with_nothing_at_all(group: Group) -> None:
    assert trained(group, [movement for movement in catalogue().values() if () in movement.equipment])


@pytest.mark.parametrize("joint", Joint)
@pytest.mark.parametrize("group", ESSENTIAL)
def test_an_ache_leaves_every_essential_group_a_movement(group: Group, joint: Joint) -> None:
    if group is Group.GASTROCNEMIUS and joint in {Joint.ANKLE, Joint.FOOT}:
        pytest.skip("with straight knees the gastrocnemius is trained through the ankle and the ball of the foot only")
    spared = [m for m in catalogue().values() if all(joint not in caution.aches for caution in m.cautions)]
    assert trained(group, spared)


def test_the_three_movements_of_the_article_are_there_as_it_describes_them() -> None:
    extension = find_movement("leg extension", catalogue())
    assert set(atlas().groups(extension.id)) == {Group.QUADRICEPS}
    assert "Seated Leg Curl" in extension.note
    assert "C21" in extension.claims
    assert find_movement("seated calf raise", catalogue()).id == "calf_seated_machine"
    assert find_movement("barbell calf raise", catalogue()).id == "calf_standing_barbell"


def test_a_leg_extension_is_never_called_a_curl() -> None:
    extension = catalogue()[MovementId("leg_extension")]
    assert not any("curl" in label.casefold() for label in (extension.name, *extension.aliases))
    assert find_movement("Seated Leg Curl", catalogue()).id == "leg_curl_seated"


def test_no_label_belongs_to_two_movements() -> None:
    labels = [label.casefold() for m in catalogue().values() for label in {m.name.casefold(), *m.aliases}]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize(
    ("text", "near"), [("leg curl", "Seated leg curl"), ("bulgarian spilt squat", "Bulgarian split squat")]
)
def test_a_name_that_nobody_has_is_answered_with_names_that_come_near(text: str, near: str) -> None:
    with pytest.raises(BadInput) as refusal:
        find_movement(text, catalogue())
    assert near in str(refusal.value)


@pytest.mark.parametrize("text", ["", "  ", "!?", "zzzzqqqq"])
def test_a_name_without_any_likeness_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput, match=r"No movement was named|list of movements"):
        find_movement(text, catalogue())


def a_file(line: str = "", instead: str = "") -> str:
    """The leg extension's file with one of its lines changed."""
    text = files("legday.data").joinpath("movements").joinpath("leg_extension.toml").read_text(encoding="utf-8")
    changed, times = re.subn(rf"(?m)^{re.escape(line)}.*$", instead, text, count=1) if line else (text, 1)
    assert times == 1
    return changed


@pytest.mark.parametrize(
    ("line", "instead", "field"),
    [
        ("demand", "demand = 9", "demand"),
        ("pattern", 'pattern = "dance"', "pattern"),
        ("rest_s", 'rest_s = "long"', "rest_s"),
        ("equipment", "equipment = []", "equipment"),
        ("lift", "", "phases"),
        ("aches", 'aches = ["elbow"]', "cautions"),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_the_field(line: str, instead: str, field: str) -> None:
    with pytest.raises(BadInput, match=rf"leg_extension\.toml.*\$\.{field}"):
        read_movement(a_file(line, instead), "leg_extension.toml")


def test_a_field_that_nobody_knows_is_refused() -> None:
    with pytest.raises(BadInput, match="colour"):
        read_movement('colour = "red"\n' + a_file(), "leg_extension.toml")


def test_half_a_file_is_refused() -> None:
    with pytest.raises(BadInput, match=r"half\.toml"):
        read_movement(a_file()[:100], "half.toml")


def test_repetitions_must_go_up() -> None:
    with pytest.raises(BadInput, match="12 down to 6"):
        read_movement(a_file("reps", "reps = [12, 6]"), "leg_extension.toml")


def test_a_file_must_be_named_after_its_movement(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(a_file(), encoding="utf-8")
    with pytest.raises(BadInput, match=re.escape("leg_extension.toml")):
        read_catalogue(tmp_path.iterdir())


def test_every_file_of_the_folder_is_in_the_catalogue() -> None:
    names = {file.name for file in files("legday.data").joinpath("movements").iterdir()}
    assert names - {"SOURCE.md"} == {f"{id}.toml" for id in catalogue()}


def test_a_movement_is_either_coached_or_only_counted() -> None:
    assert not set(catalogue()) & set(others())


def test_the_others_have_names_of_their_own() -> None:
    names = [movement.name.casefold() for movement in catalogue().values()]
    names += [other.name.casefold() for other in others().values()]
    assert len(names) == len(set(names))


UNCOUNTED = ("jump_squat", "kb_swing", "short_foot", "towel_curl", "pallof", "plank_deadbug", "side_plank")


@pytest.mark.parametrize("id", ["jump_landing", "cardio_leg", *UNCOUNTED])
def test_power_minutes_trunk_and_the_small_muscles_of_the_foot_are_kept_without_credit(id: str) -> None:
    assert atlas().groups(MovementId(id)) == {}


def test_where_nothing_of_a_set_counts_that_is_a_decision() -> None:
    assert {id for id, movement in catalogue().items() if movement.part == 0} == set(UNCOUNTED)


def test_what_has_no_movement_of_its_own_is_gathered_and_nothing_else() -> None:
    assert set(others()) == {
        "other_squat", "olympic_total", "jump_landing", "sled_carry", "hip_flexion", "cardio_leg",
    }  # fmt: skip


def test_the_list_of_leg_movements_is_covered() -> None:
    path = Path(__file__).parents[2].parent / "shared" / "evidence" / "movements.json"
    if not path.exists():
        pytest.skip("the evidence is not beside the project")
    listed = {entry["id"]: entry for entry in msgspec.json.decode(path.read_bytes())}
    assert set(catalogue()) - set(listed) == {"hip_flexion_band"}
    assert set(listed) <= set(catalogue())
    for id, entry in listed.items():
        assert catalogue()[id].unilateral == entry["unilateral"], id
