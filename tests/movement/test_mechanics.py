"""Mechanics as they are written: read, taken over from others, and refused with the field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from legday.kinds import BadInput, Coordinate
from legday.movement.atlas import specs
from legday.movement.mechanics import At, Load, Pull, Support, read_mechanics, read_spec, read_specs

ROOT = Path(__file__).parents[2]
OF_STUDIES = read_specs(ROOT / "validation" / "movements")
ALL = {**specs(), **OF_STUDIES}
SQUAT: dict[str, Any] = {"support": "feet", "hip_deg": "balance", "knee_deg": [0, 110], "ankle_deg": [0, 35]}
CURL: dict[str, Any] = {"support": "seat", "hip_deg": 85, "knee_deg": [0, 95], "ankle_deg": 0, "trunk_deg": -10}


def read(spec: dict[str, Any], **more: Any) -> Any:
    return read_mechanics("mine", {"mine": {**spec, **more}})


@pytest.mark.parametrize("key", ALL)
def test_every_movement_that_comes_with_legday_or_its_studies_is_read(key: str) -> None:
    assert read_mechanics(key, ALL).knee_deg is not None


def test_studies_have_movements_of_their_own() -> None:
    assert len(OF_STUDIES) > 50
    assert not OF_STUDIES.keys() & specs().keys()


def test_what_is_written_is_what_is_read() -> None:
    found = read(CURL, load={"at": "shin", "pull": "forward"}, braced=["hip_flexion"], lowered=True)
    assert (found.support, found.hip_deg, found.knee_deg, found.trunk_deg) == (Support.SEAT, 85, (0, 95), -10)
    assert found.load == Load(at=At.SHIN, pull=Pull.FORWARD)
    assert found.braced == (Coordinate.HIP_FLEXION,)
    assert found.lowered


def test_what_is_not_said_of_a_load_is_that_it_is_a_weight_of_any_size() -> None:
    load = read(SQUAT, load={"at": "back"}).load
    assert (load.pull, load.rail_deg, load.times_body) == (None, 90, None)


def test_a_movement_like_another_takes_over_all_that_it_does_not_say() -> None:
    known = {"squat": SQUAT, "half": {"like": "squat", "knee_deg": [0, 90]}}
    squat, half = (read_mechanics(key, known) for key in known)
    assert half.knee_deg == (0, 90)
    assert (half.support, half.hip_deg, half.ankle_deg) == (squat.support, squat.hip_deg, squat.ankle_deg)


def test_a_movement_may_be_like_one_that_is_like_another() -> None:
    known = {"a": SQUAT, "b": {"like": "a", "knee_deg": 50, "spine": 0.1}, "c": {"like": "b", "knee_deg": 60}}
    found = read_mechanics("c", known)
    assert (found.knee_deg, found.spine, found.ankle_deg) == (60, 0.1, (0, 35))


def test_taking_over_leaves_the_other_as_it_is() -> None:
    known = {"squat": dict(SQUAT), "half": {"like": "squat", "knee_deg": [0, 90]}}
    read_mechanics("half", known)
    assert known["squat"] == SQUAT
    assert known["half"] == {"like": "squat", "knee_deg": [0, 90]}


@pytest.mark.parametrize("lean", ["shank_deg", "foot_deg"])
def test_a_lean_of_its_own_takes_the_place_of_the_other_one(lean: str) -> None:
    found = read_mechanics("mine", {"curl": CURL, "mine": {"like": "curl", lean: 20}})
    assert getattr(found, lean) == 20
    assert found.trunk_deg is None


def test_a_movement_like_another_keeps_its_lean() -> None:
    assert read_mechanics("mine", {"curl": CURL, "mine": {"like": "curl", "knee_deg": 5}}).trunk_deg == -10


@pytest.mark.parametrize(
    "known",
    [
        {"a": {"like": "a"}},
        {"a": {"like": "b"}, "b": {"like": "a"}},
        {"a": {"like": "b"}, "b": {"like": "c"}, "c": {"like": "b"}},
    ],
)
def test_going_round_in_a_ring_is_refused(known: dict[str, dict[str, str]]) -> None:
    with pytest.raises(BadInput, match="like itself"):
        read_mechanics("a", known)


def test_being_like_a_movement_that_nobody_knows_is_refused_with_its_name() -> None:
    with pytest.raises(BadInput, match="step_dance"):
        read_mechanics("mine", {"mine": {"like": "step_dance"}})


def test_a_movement_that_nobody_knows_is_refused_with_its_name() -> None:
    with pytest.raises(BadInput, match="step_dance"):
        read_mechanics("step_dance", ALL)


@pytest.mark.parametrize("field", ["support", "hip_deg", "knee_deg", "ankle_deg"])
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(BadInput, match=f"mine: .*`{field}`"):
        read({name: value for name, value in CURL.items() if name != field})


@pytest.mark.parametrize("name", ["knee", "knee_rad", "hip", "load_kg", "colour"])
def test_a_field_that_nobody_knows_such_as_an_angle_without_its_unit_is_named(name: str) -> None:
    with pytest.raises(BadInput, match=f"mine: .*`{name}`"):
        read(CURL, **{name: [0, 90]})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("knee_deg", "straight"),
        ("knee_deg", "balance"),  # only hip, ankle and foot can be found
        ("knee_deg", []),
        ("knee_deg", [0.0] * 10),
        ("support", "hands"),
        ("stance", 1.5),
        ("share", 0),
        ("spine", 0.9),
        ("braced", ["elbow"]),
        ("other_deg", [10]),
        ("lies", "up"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_field(field: str, value: Any) -> None:
    with pytest.raises(BadInput, match=rf"mine: .*\$\.{field}"):
        read(CURL, **{field: value})


@pytest.mark.parametrize("angle", [float("nan"), float("inf"), 1000.0])
@pytest.mark.parametrize("field", ["knee_deg", "hip_deg", "trunk_deg", "adduction_deg"])
def test_an_angle_that_is_none_is_refused_with_its_field(field: str, angle: float) -> None:
    with pytest.raises(BadInput, match=rf"`{field}` \S+ is beyond -360° to 360°"):
        read(CURL, **{field: [0.0, angle]})


def test_a_load_pulls_in_a_direction_that_is_one() -> None:
    with pytest.raises(BadInput, match="`pull` nan° is beyond"):
        read(CURL, load={"at": "shin", "pull": float("nan")})


def test_nobody_holds_on_with_the_sole() -> None:
    with pytest.raises(BadInput, match="cannot be the sole"):
        read(CURL, held="sole")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere is no folder"):
        read_specs(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("field", "value"), [("at", "nose"), ("rail_deg", 0), ("rail_deg", 100), ("times_body", -1), ("kg", 60)]
)
def test_a_load_that_cannot_be_is_refused_with_its_field(field: str, value: Any) -> None:
    with pytest.raises(BadInput, match=f"mine: .*{field}"):
        read(SQUAT, load={"at": "back", field: value})


@pytest.mark.parametrize(
    ("one", "other"), [("trunk_deg", "shank_deg"), ("trunk_deg", "foot_deg"), ("shank_deg", "foot_deg")]
)
def test_two_leans_are_refused_with_both(one: str, other: str) -> None:
    with pytest.raises(BadInput, match=f"{one} and {other}"):
        read({**CURL, "trunk_deg": None, one: 10, other: 20})


def test_two_angles_that_balance_should_find_are_refused_with_both() -> None:
    with pytest.raises(BadInput, match="hip_deg and ankle_deg"):
        read(SQUAT, ankle_deg="balance")


@pytest.mark.parametrize("support", [support for support in Support if support is not Support.FEET])
def test_only_what_stands_on_its_feet_can_find_its_balance(support: Support) -> None:
    with pytest.raises(BadInput, match="feet"):
        read(SQUAT, support=support.value)


@pytest.mark.parametrize("angle", ["hip_deg", "ankle_deg", "foot_deg"])
def test_the_angle_that_balance_finds_is_told(angle: str) -> None:
    assert read({**SQUAT, "hip_deg": 30, angle: "balance"}).seeks == angle
    assert read({**SQUAT, "hip_deg": 30}).seeks is None


@pytest.mark.parametrize("load", [None, {"at": "shin", "pull": "back"}, {"at": "shin", "pull": 90.0}, {"at": "shin"}])
def test_only_a_load_that_pulls_sideways_can_be_worked_against_both_ways(load: dict[str, Any] | None) -> None:
    with pytest.raises(BadInput, match="in or out"):
        read(CURL, load=load, both_ways=True)


def test_the_other_way_is_the_same_against_a_load_that_pulls_to_the_other_side() -> None:
    one = read(CURL, load={"at": "shin", "pull": "in"}, both_ways=True)
    assert one.mirrored.load == Load(at=At.SHIN, pull=Pull.OUT)
    assert one.mirrored.mirrored.load == one.load
    assert one.mirrored.knee_deg == one.knee_deg


def test_a_folder_gives_a_movement_for_each_of_its_files_and_leaves_others_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('like = "back_squat"\nknee_deg = [0, 60]\n', encoding="utf-8")
    (tmp_path / "README.md").write_text("not a movement", encoding="utf-8")
    found = read_specs(tmp_path)
    assert list(found) == ["mine"]
    assert read_mechanics("mine", {**ALL, **found}).knee_deg == (0, 60)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.toml"):
        read_spec(tmp_path / "gone.toml")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "half.toml").write_text("knee_deg = [0,", encoding="utf-8")
    with pytest.raises(BadInput, match=r"half\.toml"):
        read_spec(tmp_path / "half.toml")
