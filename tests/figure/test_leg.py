"""The leg in space: paths as long as the computed muscles, and attached where the bones are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legday.body.geometry import geometry, reference
from legday.figure.leg import Limb, bones, leg, limb, path
from legday.kinds import Coordinate, Muscle

ANGLES = st.tuples(
    *(st.floats(limit.low, limit.high) for name, limit in reference().coordinates.items() if name != "toe_extension"),
    st.just(0.0),
)
NEAR_M = 0.03  # from a muscle's end to the nearest corner of a bone: slices have few corners


def placed(*rows: tuple[float, ...]) -> tuple[np.ndarray, Limb]:
    angles = np.array(rows, dtype=float)
    return angles, limb(angles, np.tile(np.eye(3), (len(angles), 1, 1)))


@given(st.lists(ANGLES, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_drawn_path_is_as_long_as_the_computed_muscle(rows: list[tuple[float, ...]]) -> None:
    angles, there = placed(*rows)
    long_m = geometry(angles).length_m
    for i, muscle in enumerate(Muscle):
        drawn_m = np.linalg.norm(np.diff(path(muscle, angles, there), axis=1), axis=2).sum(axis=1)
        assert np.abs(drawn_m - long_m[:, i]).max() < 0.015, muscle


def test_every_muscle_is_drawn() -> None:
    assert list(leg().muscles) == list(Muscle)


@pytest.mark.parametrize("muscle", Muscle)
def test_a_muscle_arises_from_a_bone_and_ends_on_one(muscle: Muscle) -> None:
    angles, there = placed((0, 0, 0, 0, 0, 0, 0), (80, -10, 10, 100, 20, 0, 0))
    line = path(muscle, angles, there)
    corners = np.concatenate([piece for pieces in bones(there).values() for piece in _filled(pieces)], axis=1)
    for end in (line[:, :1], line[:, -1:]):
        assert np.linalg.norm(corners - end, axis=2).min(axis=1).max() < NEAR_M


def _filled(pieces: list[np.ndarray]) -> list[np.ndarray]:
    """Pieces with the middles between each two of their corners, for shafts have corners only at their ends."""
    return [
        np.concatenate(
            [s * piece[:, :, None] + (1 - s) * piece[:, None] for s in (0.25, 0.5, 0.75, 1.0)], axis=1
        ).reshape(len(piece), -1, 3)
        for piece in pieces
    ]


def test_the_knee_bends_backwards_and_the_foot_points_forward() -> None:
    _, straight = placed((0, 0, 0, 0, 0, 0, 0))
    _, bent = placed((0, 0, 0, 90, 0, 0, 0))
    assert bent["ankle"].origin[0, 0] < straight["ankle"].origin[0, 0] - 0.3
    assert straight["toes"].origin[0, 0] > straight["ankle"].origin[0, 0] + 0.1


def test_the_patella_stays_before_the_knee_however_far_it_bends() -> None:
    _, there = placed(*((0, 0, 0, knee, 0, 0, 0) for knee in range(0, 141, 20)))
    way = there["patella"].origin - there["shank"].origin
    forward = np.einsum("nij,nj->ni", np.transpose(there["shank"].frame, (0, 2, 1)), way)[:, 0]
    assert (forward > 0.01).all()


def test_bending_the_knee_carries_the_insertion_of_the_hamstrings_along() -> None:
    angles, there = placed((0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 90, 0, 0, 0))
    ends = path(Muscle.SEMIMEM, angles, there)[:, -1]
    own = np.einsum("nji,nj->ni", there["shank"].frame, ends - there["shank"].origin)
    np.testing.assert_allclose(own[0], own[1], atol=1e-9)
    assert list(Coordinate)[3] is Coordinate.KNEE_FLEXION
