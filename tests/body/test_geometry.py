"""Lengths and moment arms of the forty muscles."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from legday.body.forces import capacity
from legday.body.geometry import geometry, reference
from legday.body.person import Person
from legday.kinds import BadInput, Coordinate, Muscle

Floats = NDArray[np.float64]

ROOT = Path(__file__).parents[2]
LIMITS = np.array([(limit.low, limit.high) for limit in reference().coordinates.values()])
WIDE = LIMITS[:, 1] - LIMITS[:, 0]
HIP, ADDUCTION, KNEE, ANKLE = (
    list(Coordinate).index(name)
    for name in (
        Coordinate.HIP_FLEXION,
        Coordinate.HIP_ADDUCTION,
        Coordinate.KNEE_FLEXION,
        Coordinate.ANKLE_DORSIFLEXION,
    )
)
GLMAX = (Muscle.GLMAX1, Muscle.GLMAX2, Muscle.GLMAX3)
ADDMAG = (Muscle.ADDMAGDIST, Muscle.ADDMAGISCH, Muscle.ADDMAGMID, Muscle.ADDMAGPROX)
LONG_HAMSTRINGS = (Muscle.BFLH, Muscle.SEMIMEM, Muscle.SEMITEN)
VASTI = (Muscle.VASINT, Muscle.VASLAT, Muscle.VASMED)
# a little inside the range, so that there is room to both sides for a difference
postures = st.lists(st.floats(0.001, 0.999), min_size=7, max_size=7).map(
    lambda parts: (LIMITS[:, 0] + WIDE * np.array(parts))[None]
)
muscles = pytest.mark.parametrize("muscle", Muscle, ids=lambda muscle: muscle.value)


@cache
def measured() -> dict[str, Any]:
    """What OpenSim measured at postures that the fit has not seen."""
    return json.loads((ROOT / "validation" / "reference" / "lengths.json").read_text(encoding="utf-8"))


def at(**degrees: float | list[float]) -> Floats:
    """Postures that are straight but for the angles given."""
    rows = max(len(np.atleast_1d(value)) for value in degrees.values())
    found = np.zeros((rows, len(Coordinate)))
    for name, value in degrees.items():
        found[:, list(Coordinate).index(Coordinate(name))] = value
    return found


def column(*wanted: Muscle) -> list[int]:
    return [list(Muscle).index(muscle) for muscle in wanted]


def root_mean_square(error: Floats) -> float:
    return float(np.sqrt(np.mean(error**2)))


def test_the_stored_leg_has_the_muscles_and_coordinates_in_the_order_of_their_names() -> None:
    assert list(reference().muscles) == list(Muscle)
    assert list(reference().coordinates) == list(Coordinate)
    assert list(measured()["muscles"]) == [muscle.value for muscle in Muscle]
    assert measured()["coordinates"] == [name.value for name in Coordinate]


def test_the_leg_reaches_as_far_as_the_reference_postures_are_wanted() -> None:
    wanted = {"hip_flexion": (-25, 120), "knee_flexion": (0, 140), "ankle_dorsiflexion": (-45, 35)}
    for name, (low, high) in wanted.items():
        assert reference().coordinates[Coordinate(name)].low <= low
        assert reference().coordinates[Coordinate(name)].high >= high


@muscles
def test_a_muscle_is_as_long_and_pulls_at_such_arms_as_in_the_reference(muscle: Muscle) -> None:
    m = list(Muscle).index(muscle)
    kept = [row for row in measured()["postures"] if muscle.value not in row["set_aside"]]
    assert len(kept) > 100
    assert measured()["muscles"][muscle.value] == [name.value for name in reference().muscles[muscle].coordinates]
    found = geometry(np.array([row["degrees"] for row in kept]))
    length_m = np.array([row["lengths_m"][m] for row in kept])
    arm_m = np.array([row["arms_m"][m] for row in kept])
    crossed = [measured()["coordinates"].index(name) for name in measured()["muscles"][muscle.value]]
    assert root_mean_square(found.length_m[:, m] - length_m) < 0.001
    for i, joint in enumerate(crossed):
        assert root_mean_square(found.arm_m[:, joint, m] - arm_m[:, i]) < 0.002


@given(postures, st.sampled_from(list(Coordinate)))
def test_a_moment_arm_is_minus_the_slope_of_the_length(posture: Floats, name: Coordinate) -> None:
    joint = list(Coordinate).index(name)
    step = np.zeros(7)
    step[joint] = 1e-3
    longer = (geometry(posture + step).length_m - geometry(posture - step).length_m) / np.radians(2e-3)
    assert geometry(posture).arm_m[:, joint] == pytest.approx(-longer, abs=1e-6)


@given(postures)
def test_a_muscle_has_no_arm_at_a_joint_that_it_does_not_cross(posture: Floats) -> None:
    arm = geometry(posture).arm_m[0]
    for m, one in enumerate(reference().muscles.values()):
        beside = [joint for joint, name in enumerate(Coordinate) if name not in one.coordinates]
        assert (arm[beside, m] == 0).all()


@pytest.mark.parametrize(
    ("coordinate", "crossing"),
    [
        (Coordinate.TOE_EXTENSION, {Muscle.EDL, Muscle.EHL, Muscle.FDL, Muscle.FHL}),
        (
            Coordinate.KNEE_FLEXION,
            {*VASTI, *LONG_HAMSTRINGS, Muscle.BFSH, Muscle.RECFEM, Muscle.SART, Muscle.GRAC, Muscle.TFL}
            | {Muscle.GASLAT, Muscle.GASMED},
        ),
    ],
)
def test_the_joints_are_crossed_by_the_muscles_that_anatomy_says(coordinate: Coordinate, crossing: set[Muscle]) -> None:
    assert {muscle for muscle, one in reference().muscles.items() if coordinate in one.coordinates} == crossing


@given(postures)
def test_muscles_pull_in_the_direction_that_they_are_named_for(posture: Floats) -> None:
    arm = geometry(posture).arm_m[0]
    assert (arm[KNEE, column(*VASTI, Muscle.RECFEM)] < 0).all()
    assert arm[KNEE, column(Muscle.BFLH)] > 0
    assert (arm[HIP, column(Muscle.BFLH, Muscle.GLMAX3)] < 0).all()
    assert (arm[ADDUCTION, column(Muscle.ADDLONG, Muscle.ADDBREV, Muscle.GRAC)] > 0).all()
    assert (arm[ANKLE, column(Muscle.SOLEUS, Muscle.GASMED, Muscle.GASLAT)] < 0).all()
    assert arm[ANKLE, column(Muscle.TIBANT)] > 0


@given(postures, st.integers(0, 6), st.floats(0.6, 90), st.booleans())
def test_an_angle_out_of_range_is_refused_with_its_name_and_the_range(
    posture: Floats, joint: int, beyond: float, up: bool
) -> None:
    low, high = LIMITS[joint]
    posture = posture.copy()
    posture[0, joint] = high + beyond if up else low - beyond
    said = f"{list(Coordinate)[joint]}.* {posture[0, joint]:.0f}°.* {low:.0f}° to {high:.0f}°"
    with pytest.raises(BadInput, match=said):
        geometry(posture)


def test_an_angle_that_is_no_number_is_refused() -> None:
    posture = np.zeros((1, 7))
    posture[0, KNEE] = np.nan
    with pytest.raises(BadInput, match="knee_flexion"):
        geometry(posture)


@pytest.mark.parametrize("end", [0, 1])
def test_the_very_ends_of_the_range_are_known(end: int) -> None:
    assert np.isfinite(geometry(LIMITS[None, :, end]).length_m).all()


def test_many_postures_at_once_are_the_same_as_one_by_one() -> None:
    many = np.array([row["degrees"] for row in measured()["postures"][:20]])
    together = geometry(many)
    for i, posture in enumerate(many):
        alone = geometry(posture[None])
        assert alone.length_m[0] == pytest.approx(together.length_m[i])
        assert alone.arm_m[0] == pytest.approx(together.arm_m[i])


@pytest.mark.parametrize("muscle", LONG_HAMSTRINGS)
def test_a_right_angle_at_the_hip_lengthens_a_hamstring_more_than_one_at_the_knee(muscle: Muscle) -> None:
    straight, sitting, bent = geometry(at(hip_flexion=[0, 90, 0], knee_flexion=[0, 0, 90])).length_m[
        :, column(muscle)[0]
    ]
    assert sitting - straight > straight - bent > 0  # Visser 1990, of the biceps femoris


@pytest.mark.parametrize("muscle", LONG_HAMSTRINGS)
def test_a_long_hamstring_has_a_larger_arm_at_the_hip_than_at_the_knee(muscle: Muscle) -> None:
    bending = at(hip_flexion=[0, 0, 0, 45, 45, 45, 90, 90, 90], knee_flexion=[0, 45, 90] * 3)
    arm = np.abs(geometry(bending).arm_m[:, :, column(muscle)[0]]).mean(axis=0)
    assert arm[HIP] > arm[KNEE]  # Kellis & Blazevich 2022


def test_as_the_hip_bends_the_gluteus_maximus_loses_its_arm_and_the_adductor_magnus_gains_one() -> None:
    arm = -geometry(at(hip_flexion=[0, 15, 30, 45])).arm_m[:, HIP]  # Nemeth & Ohlsen 1985
    assert (np.diff(arm[:, column(*GLMAX)].mean(axis=1)) < 0).all()
    assert (np.diff(arm[:, column(*ADDMAG)].mean(axis=1)) > 0).all()


def test_the_rectus_femoris_is_tighter_at_rest_with_a_straight_hip_than_with_a_bent_one() -> None:
    rest = capacity(Person(), at(hip_flexion=[0, 90], knee_flexion=90)).rest_n[:, column(Muscle.RECFEM)[0]]
    assert rest[0] > 1.5 * rest[1]  # about half as stiff again (Front Physiol 2022;13:836435)


def test_the_force_of_the_semitendinosus_changes_less_with_length_than_that_of_its_neighbours() -> None:
    bending = capacity(Person(), at(hip_flexion=90, knee_flexion=list(np.linspace(0, 90, 10))))
    given = (bending.full_n - bending.rest_n)[:, column(*LONG_HAMSTRINGS)]
    least = given.min(axis=0) / given.max(axis=0)
    assert least[2] > max(least[:2])  # Kellis & Blazevich 2022
