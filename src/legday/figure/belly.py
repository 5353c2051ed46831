"""Muscle bellies: a spindle along each muscle's path, as thick as the muscle is."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.body.forces import sizes
from legday.body.geometry import reference
from legday.figure.leg import Limb, arises, path
from legday.kinds import Muscle

Floats = NDArray[np.float64]

APONEUROSIS = 0.6
"""The part of a tendon that lies within the belly, as fibres begin and end along it (convention, for drawing)."""
BELLY_M = {Muscle.TFL: 0.15}
"""Where the rule does not hold: the tendon of the tensor fasciae latae is a sheet of its own, the iliotibial band."""
PROXIMAL = 0.2  # of the tendon outside, what lies above the belly (convention)
STATIONS = np.array([0.0, 0.12, 0.32, 0.55, 0.78, 1.0])
PROFILE = np.array([0.16, 0.72, 1.0, 0.96, 0.6, 0.12])  # of the largest radius, along the belly
FILL = float(np.trapezoid(PROFILE**2, STATIONS))  # the volume of such a spindle, of its cylinder's
ROUNDING_M = (-0.02, 0.0, 0.02)  # corners of a path are rounded off by the mean of what is so near
THINNEST_M, THICKEST_M = (
    0.0035,
    0.03,
)  # of a radius; what is thicker is a broad, flat muscle, seen on its edge as on its face

BROAD_M = {Muscle.VASLAT: 0.13, Muscle.VASINT: 0.1, Muscle.VASMED: 0.11, Muscle.SOLEUS: 0.03, Muscle.BFSH: 0.06}
"""Muscles that arise from a long strip of bone: the model's path begins in its middle, and the belly so far above it,
along the bone (the vasti from below the trochanters down: Gray's Anatomy)."""


class Bellies(NamedTuple):
    """All muscles of a leg in n postures: the middle of each belly at stations (n, muscles, k, 3), radii there
    (n, muscles, k), and its path (n, muscles, nodes, 3), which ends as often as needed at the insertion.
    """

    middle: Floats
    radius: Floats
    path: Floats


def bellies(angles_deg: Floats, limb: Limb) -> Bellies:
    """The bellies along the paths: their volume stays, so they grow thicker as they grow shorter.

    >>> from legday.figure.leg import limb
    >>> angles = np.zeros((2, 7))
    >>> angles[1, 4] = -40  # on the toes
    >>> radius = bellies(angles, limb(angles, np.tile(np.eye(3), (2, 1, 1)))).radius
    >>> bool(radius[1, list(Muscle).index(Muscle.GASMED), 2] > radius[0, list(Muscle).index(Muscle.GASMED), 2])
    True
    """
    paths = [_begun(muscle, path(muscle, angles_deg, limb), limb) for muscle in Muscle]
    most = max(one.shape[1] for one in paths)
    whole = np.stack([np.concatenate([one, *[one[:, -1:]] * (most - one.shape[1])], axis=1) for one in paths], axis=1)
    count, many = whole.shape[:2]
    flat = whole.reshape(count * many, most, 3)
    long, volume, tendon = (np.tile(column, count) for column in _shape())
    steps = np.linalg.norm(np.diff(flat, axis=1), axis=2)
    reach = np.concatenate([np.zeros((len(flat), 1)), np.cumsum(steps, axis=1)], axis=1)
    full = reach[:, -1]
    belly = np.clip(full - tendon, 0.35 * long, 0.94 * full)
    along = (PROXIMAL * (full - belly))[:, None] + STATIONS[None] * belly[:, None]
    near = [_at(reach, flat, np.clip(along + off, 0, full[:, None])) for off in ROUNDING_M]
    peak = np.clip(np.sqrt(volume / (np.pi * FILL * belly)), THINNEST_M / PROFILE.max(), THICKEST_M)
    return Bellies(
        middle=np.mean(near, axis=0).reshape(count, many, len(STATIONS), 3),
        radius=(peak[:, None] * PROFILE[None]).reshape(count, many, len(STATIONS)),
        path=whole,
    )


def _begun(muscle: Muscle, path: Floats, limb: Limb) -> Floats:
    """A path that begins at the top of where the muscle arises."""
    if muscle not in BROAD_M:
        return path
    up = limb[arises(muscle)].frame[:, :, 1]
    return np.concatenate([path[:, :1] + BROAD_M[muscle] * up[:, None], path], axis=1)


def _at(reach: Floats, path: Floats, along: Floats) -> Floats:
    """The points of paths (n, nodes, 3) at distances (n, k) from their beginning: (n, k, 3)."""
    before = np.clip((along[:, :, None] >= reach[:, None, :]).sum(axis=2) - 1, 0, reach.shape[1] - 2)
    low, high = np.take_along_axis(reach, before, axis=1), np.take_along_axis(reach, before + 1, axis=1)
    part = ((along - low) / np.maximum(high - low, 1e-9))[:, :, None]
    start, end = (np.take_along_axis(path, index[:, :, None], axis=1) for index in (before, before + 1))
    found: Floats = start + part * (end - start)
    return found


@cache
def _shape() -> tuple[Floats, Floats, Floats]:
    """Of every muscle the length of its belly, its volume, and the length of the tendon outside the belly."""
    rows = [
        (
            BELLY_M.get(muscle, one.optimal_fibre_m + APONEUROSIS * one.tendon_slack_m) + BROAD_M.get(muscle, 0.0),
            one.optimal_fibre_m + one.tendon_slack_m,
        )
        for muscle, one in reference().muscles.items()
    ]
    long, whole = np.array(rows).T
    tendon = whole + np.array([BROAD_M.get(muscle, 0.0) for muscle in Muscle]) - long
    return long, sizes(), tendon
