"""Where the segments are in a posture."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from legday.body.person import Person, Sex, skeleton
from legday.kinds import Coordinate
from legday.movement.mechanics import At, Mechanics, Support
from legday.movement.posture import Posture, place, spread

Floats = NDArray[np.float64]

BODY = skeleton(Person())
COORDINATES = list(Coordinate)
angles = st.fixed_dictionaries(
    {
        "hip_deg": st.floats(-20, 120),
        "knee_deg": st.floats(0, 140),
        "ankle_deg": st.floats(-40, 30),
        "adduction_deg": st.floats(-40, 20),
        "rotation_deg": st.floats(-30, 30),
        "inversion_deg": st.floats(-20, 20),
        "toes_deg": st.floats(-20, 50),
        "spine": st.floats(0, 0.6),
    }
)
leans = st.one_of(
    st.fixed_dictionaries({"support": st.just(Support.SEAT), "trunk_deg": st.floats(-90, 120)}),
    st.fixed_dictionaries({"support": st.just(Support.KNEES), "shank_deg": st.floats(-30, 100)}),
    st.fixed_dictionaries({"support": st.just(Support.FEET), "foot_deg": st.floats(-60, 30)}),
    st.fixed_dictionaries({"support": st.just(Support.FEET), "stance": st.floats(0, 1)}),
)
mechanics = st.builds(lambda joints, lean: Mechanics(**joints, **lean), angles, leans)
people = st.builds(Person, height_m=st.floats(1.2, 2.3), mass_kg=st.floats(30, 300), sex=st.sampled_from(Sex))
straight = {"hip_deg": 0.0, "knee_deg": 0.0, "ankle_deg": 0.0}


def placed(**given: Any) -> Posture:
    """One posture, sitting upright unless told: straight but for the angles given."""
    lean = {} if {"shank_deg", "foot_deg"} & given.keys() or "support" in given else {"trunk_deg": 0.0}
    return place(Mechanics(**{"support": Support.SEAT, **straight, **lean, **given}), BODY, 1)


def length(there: Floats, here: Floats) -> Floats:
    return np.linalg.norm(there - here, axis=1)


@given(mechanics, people)
def test_bones_keep_their_lengths(of: Mechanics, person: Person) -> None:
    body = skeleton(person)
    points = place(of, body, 3).points
    assert length(points["knee"], points["hip"]) == pytest.approx(body.thigh.length_m)
    assert length(points["ankle"], points["knee"]) == pytest.approx(body.shank.length_m)
    assert length(points["thigh centre"], points["hip"]) == pytest.approx(body.thigh.centre_m)
    assert length(points["shank centre"], points["knee"]) == pytest.approx(body.shank.centre_m)
    assert length(points[At.BALL], points["ankle"]) == pytest.approx(np.hypot(body.ball_m, body.ankle_m))
    assert length(points["upper centre"], np.zeros((3, 3))) == pytest.approx(body.upper.centre_m)


@given(mechanics)
def test_segments_are_turned_but_never_stretched_or_mirrored(of: Mechanics) -> None:
    posture = place(of, BODY, 2)
    for frame in posture.frames.values():
        assert frame @ frame.transpose(0, 2, 1) == pytest.approx(np.tile(np.eye(3), (2, 1, 1)), abs=1e-9)
        assert np.linalg.det(frame) == pytest.approx(1)
    assert np.linalg.norm(posture.axes, axis=2) == pytest.approx(1)


@given(mechanics)
def test_trunk_and_thigh_are_at_the_angle_that_is_given_whatever_the_spine_takes(of: Mechanics) -> None:
    of = msgspec.structs.replace(of, adduction_deg=0.0, rotation_deg=0.0)
    frames = place(of, BODY, 1).frames
    between = frames["trunk"][0].T @ frames["thigh"][0]
    angle = np.degrees(np.arctan2(between[1, 0], between[0, 0]))
    assert angle == pytest.approx(of.hip_deg, abs=1e-6)


@given(st.floats(0, 120), st.floats(0, 0.6))
def test_the_spine_takes_its_share_of_bending_from_the_hip(hip: float, spine: float) -> None:
    found = placed(hip_deg=hip, spine=spine).angles_deg[0, COORDINATES.index(Coordinate.HIP_FLEXION)]
    assert found == pytest.approx((1 - spine) * hip)


@given(st.floats(-30, 0), st.floats(0, 0.6))
def test_the_spine_takes_nothing_from_a_hip_that_goes_back(hip: float, spine: float) -> None:
    found = placed(hip_deg=hip, spine=spine).angles_deg[0, COORDINATES.index(Coordinate.HIP_FLEXION)]
    assert found == pytest.approx(hip)


@given(mechanics)
def test_angles_are_those_that_are_given(of: Mechanics) -> None:
    found = dict(zip(COORDINATES, place(of, BODY, 1).angles_deg[0], strict=True))
    assert found[Coordinate.KNEE_FLEXION] == of.knee_deg
    assert found[Coordinate.ANKLE_DORSIFLEXION] == of.ankle_deg
    assert found[Coordinate.HIP_ADDUCTION] == of.adduction_deg
    assert found[Coordinate.HIP_ROTATION] == of.rotation_deg
    assert found[Coordinate.SUBTALAR_INVERSION] == of.inversion_deg
    assert found[Coordinate.TOE_EXTENSION] == of.toes_deg


@given(st.floats(-20, 120), st.floats(0, 140), st.floats(-40, 30), st.floats(0, 0.6))
def test_without_a_lean_the_foot_is_flat(hip: float, knee: float, ankle: float, spine: float) -> None:
    stands = {"support": Support.FEET, "hip_deg": hip, "knee_deg": knee, "ankle_deg": ankle, "spine": spine}
    posture = placed(**stands)
    assert posture.frames["foot"][0] == pytest.approx(np.eye(3), abs=1e-9)
    assert posture.points[At.BALL][0, 1] == pytest.approx(posture.points[At.SOLE][0, 1])


@given(st.floats(0.5, 60))
def test_on_the_toes_the_heel_is_up(rise: float) -> None:
    posture = placed(support=Support.FEET, foot_deg=-rise, ankle_deg=-rise, stance=0.0)
    heel, ball = posture.points[At.SOLE][0], posture.points[At.BALL][0]
    assert heel[1] - ball[1] == pytest.approx(
        np.sin(np.radians(rise)) * (ball - heel)[[0, 1]] @ [1, 0] / np.cos(np.radians(rise))
    )
    assert heel[1] > ball[1]


@given(st.floats(-90, 120), st.floats(0, 100), st.floats(0, 0.6))
def test_the_trunk_leans_as_far_as_is_given(lean: float, hip: float, spine: float) -> None:
    up = placed(trunk_deg=lean, hip_deg=hip, spine=spine).points["upper centre"][0] / BODY.upper.centre_m
    assert up == pytest.approx([np.sin(np.radians(lean)), np.cos(np.radians(lean)), 0], abs=1e-9)


@given(st.floats(-30, 100), st.floats(-20, 100), st.floats(0, 120), st.floats(0, 0.6))
def test_the_shank_leans_as_far_as_is_given(lean: float, hip: float, knee: float, spine: float) -> None:
    points = placed(support=Support.KNEES, shank_deg=lean, hip_deg=hip, knee_deg=knee, spine=spine).points
    up = (points["knee"] - points["ankle"])[0] / BODY.shank.length_m
    assert up == pytest.approx([np.sin(np.radians(lean)), np.cos(np.radians(lean)), 0], abs=1e-9)


def test_who_kneels_upright_has_the_trunk_above_the_knees_and_the_shanks_behind() -> None:
    points = placed(support=Support.KNEES, shank_deg=90, knee_deg=90).points
    assert points["hip"][0, 0] == pytest.approx(points["knee"][0, 0])
    assert points["upper centre"][0, 0] == pytest.approx(points["knee"][0, 0])
    assert points["ankle"][0, 1] == pytest.approx(points["knee"][0, 1])
    assert points["ankle"][0, 0] < points["knee"][0, 0]


@pytest.mark.parametrize(
    ("angle", "point", "way"),
    [
        ("hip_deg", "knee", (1, 1, 0)),  # the knee comes forward and up
        ("knee_deg", "ankle", (-1, 1, 0)),  # the foot goes back and up
        ("ankle_deg", At.BALL, (0, 1, 0)),  # the ball comes up
        ("adduction_deg", "knee", (0, 0, -1)),  # the right knee comes to the midline
        ("rotation_deg", At.BALL, (0, 0, -1)),  # the toes turn in
        ("inversion_deg", At.SOLE, (0, 0, -1)),  # the sole turns to the midline
    ],
)
def test_angles_turn_the_way_that_they_are_defined(angle: str, point: str, way: tuple[int, int, int]) -> None:
    moved = (placed(**{angle: 20.0}).points[point] - placed().points[point])[0]
    for axis, sign in enumerate(way):
        assert sign == 0 or sign * moved[axis] > 0.005


@given(angles, st.sampled_from(["hip_deg", "adduction_deg", "rotation_deg", "knee_deg", "ankle_deg", "inversion_deg"]))
def test_a_joint_turns_what_is_beyond_it_about_its_axis(joints: dict[str, float], angle: str) -> None:
    joints = {**joints, "spine": 0.0}
    fields = ["hip_deg", "adduction_deg", "rotation_deg", "knee_deg", "ankle_deg", "inversion_deg"]
    before, after = (placed(**{**joints, angle: joints[angle] + step}) for step in (-0.01, 0.01))
    moved = (after.points[At.BALL] - before.points[At.BALL])[0] / np.radians(0.02)
    here = placed(**joints)
    j = fields.index(angle)
    centre = here.points[("hip", "hip", "hip", "knee", "ankle", "ankle")[j]][0]
    assert moved == pytest.approx(np.cross(here.axes[0, j], here.points[At.BALL][0] - centre), abs=1e-6)


@given(mechanics)
def test_a_body_that_is_alike_on_both_sides_has_its_centre_in_the_middle(of: Mechanics) -> None:
    assert place(of, BODY, 1).points["body centre"][0, 2] == pytest.approx(0)


@given(mechanics)
def test_the_centre_of_the_body_is_that_of_its_segments(of: Mechanics) -> None:
    points = place(of, BODY, 1).points
    parts = {"upper": BODY.upper.mass_kg, "thigh": 2 * BODY.thigh.mass_kg}
    parts |= {"shank": 2 * BODY.shank.mass_kg, "foot": 2 * BODY.foot.mass_kg}
    centre = sum(mass * points[f"{name} centre"][0] for name, mass in parts.items()) / BODY.mass_kg
    assert points["body centre"][0, :2] == pytest.approx(centre[:2])


@given(st.floats(0, 90), st.floats(0, 100))
def test_another_leg_in_the_same_posture_changes_next_to_nothing(hip: float, knee: float) -> None:
    alike, told = placed(hip_deg=hip, knee_deg=knee), placed(hip_deg=hip, knee_deg=knee, other_deg=(hip, knee))
    apart = (alike.points["body centre"] - told.points["body centre"])[0, :2]
    assert np.abs(apart).max() < 0.003  # the other foot is taken to be at its ankle


def test_a_leg_that_is_lifted_forward_takes_the_centre_of_the_body_along() -> None:
    down, forward = (placed(other_deg=(hip, 0)).points["body centre"][0] for hip in (0, 60))
    assert forward[0] > down[0] + 0.02
    assert forward[1] > down[1]


@given(mechanics)
def test_a_bar_in_the_hands_is_over_the_foot_and_dumbbells_hang_from_the_shoulders(of: Mechanics) -> None:
    points = place(of, BODY, 1).points
    assert points[At.BAR][0, 0] == points[At.SOLE][0, 0]
    assert points[At.SIDES][0, [0, 2]] == pytest.approx(points["shoulder"][0, [0, 2]])
    assert points[At.SIDES][0, 1] < points["shoulder"][0, 1]


def test_a_bar_on_the_back_is_behind_one_on_the_front() -> None:
    points = placed().points
    assert points[At.BACK][0, 0] < 0 < points[At.FRONT][0, 0] < points[At.CHEST][0, 0]


@given(st.lists(st.floats(-90, 140), min_size=1, max_size=9), st.integers(2, 40))
def test_a_range_begins_and_ends_with_its_first_and_last_angle(points: list[float], count: int) -> None:
    found = spread(tuple(points), count)
    assert len(found) == count
    assert (found[0], found[-1]) == (points[0], points[-1])
    assert min(points) - 1e-9 <= found.min() <= found.max() <= max(points) + 1e-9  # but for rounding


@given(st.floats(-90, 140), st.integers(1, 40))
def test_an_angle_alone_stays(angle: float, count: int) -> None:
    assert (spread(angle, count) == angle).all()
