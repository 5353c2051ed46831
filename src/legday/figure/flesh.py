"""The body around the bones: rounded pieces for limbs, trunk and head, so that a figure is seen at a glance.

Sizes are those of a body of 1.70 m as it looks, for drawing only (convention).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.figure.leg import Limb, Placed

Floats = NDArray[np.float64]

SURFACE = 48  # points on each ball


class Ball(NamedTuple):
    """An ellipsoid in the frame of a segment: its centre and its half axes forward, up and sideways, in metres."""

    at: tuple[float, float, float]
    half: tuple[float, float, float]


def ball(forward: float, up: float, side: float, *half: float) -> Ball:
    """A ball, or with three half axes an ellipsoid."""
    return Ball((forward, up, side), (half[0], half[0], half[0]) if len(half) == 1 else (half[0], half[1], half[2]))


# Neighbours in a chain are one convex piece together.
LEG: dict[str, tuple[tuple[Ball, ...], ...]] = {
    "thigh": (
        (ball(-0.01, -0.03, 0.0, 0.085, 0.08, 0.082), ball(-0.005, -0.16, -0.01, 0.082)),
        (ball(-0.005, -0.16, -0.01, 0.082), ball(-0.002, -0.36, -0.004, 0.058)),
        (ball(-0.002, -0.36, -0.004, 0.058), ball(0.0, -0.41, 0.0, 0.055)),
    ),
    "shank": (
        (ball(-0.005, 0.0, 0.0, 0.053), ball(-0.02, -0.12, 0.0, 0.057, 0.06, 0.055)),
        (ball(-0.02, -0.12, 0.0, 0.057, 0.06, 0.055), ball(-0.01, -0.36, 0.002, 0.034)),
        (ball(-0.01, -0.36, 0.002, 0.034), ball(-0.01, -0.4, 0.002, 0.036)),
    ),
    "foot": (
        (
            ball(-0.035, -0.03, 0.005, 0.032),
            ball(0.0, -0.015, 0.003, 0.034),
            ball(0.11, -0.042, 0.007, 0.026, 0.02, 0.04),
        ),
    ),
    "toes": ((ball(-0.012, 0.0, 0.0, 0.026, 0.018, 0.04), ball(0.058, -0.005, -0.004, 0.02, 0.013, 0.036)),),
}
PELVIS = (
    (ball(-0.035, 0.07, 0.05, 0.105, 0.09, 0.09), ball(-0.035, 0.07, -0.05, 0.105, 0.09, 0.09)),
    (ball(-0.055, -0.01, 0.068, 0.095, 0.09, 0.08), ball(-0.03, 0.08, 0.05, 0.1, 0.08, 0.09)),
    (ball(-0.055, -0.01, -0.068, 0.095, 0.09, 0.08), ball(-0.03, 0.08, -0.05, 0.1, 0.08, 0.09)),
)
WAIST = ball(-0.03, 0.2, 0.0, 0.092, 0.09, 0.13)
CHEST = (
    (WAIST, ball(-0.015, 0.38, 0.0, 0.115, 0.11, 0.155)),
    (
        ball(-0.015, 0.38, 0.0, 0.115, 0.11, 0.155),
        ball(-0.015, 0.5, 0.11, 0.07, 0.055, 0.06),
        ball(-0.015, 0.5, -0.11, 0.07, 0.055, 0.06),
    ),
    (ball(-0.015, 0.52, 0.0, 0.06, 0.05, 0.07), ball(0.0, 0.6, 0.0, 0.05)),
)
NECK, HEAD = (0.0, 0.59, 0.0), ball(0.012, 0.135, 0.0, 0.095, 0.115, 0.078)
SHOULDER = (-0.01, 0.5, 0.175)
UPPER_ARM, FOREARM, HAND = 0.28, 0.26, 0.08  # metres (de Leva 1996, for 1.70 m)


def skin(limb: Limb) -> list[Floats]:
    """The rounded pieces of one leg in space: (n, k, 3) each."""
    return [limb[name].put(_points(chain)) for name, chains in LEG.items() for chain in chains]


def upper(pelvis: Placed, trunk: Placed, head: Placed) -> list[Floats]:
    """The rounded pieces of pelvis, trunk and head in space."""
    waist = trunk.put(_points((WAIST,)))
    pieces = [pelvis.put(_points(chain)) for chain in PELVIS]
    pieces.append(np.concatenate([pelvis.put(_points(PELVIS[0])), waist], axis=1))
    pieces += [trunk.put(_points(chain)) for chain in CHEST]
    pieces.append(head.put(_points((HEAD,))))
    return pieces


def between(start: Floats, end: Floats, thick: float, thin: float) -> Floats:
    """A rounded piece from a point to another, (n, 3) each: one bone of an arm."""
    unit = sphere()
    piece: Floats = np.concatenate([start[:, None] + thick * unit[None], end[:, None] + thin * unit[None]], axis=1)
    return piece


def elbow(shoulder: Floats, hand: Floats, bend: Floats) -> Floats:
    """Where the elbow is between shoulder and hand, (n, 3) each, bent towards ``bend``."""
    way = hand - shoulder
    far = np.linalg.norm(way, axis=1, keepdims=True)
    along = way / np.maximum(far, 1e-9)
    far = np.clip(far, abs(UPPER_ARM - FOREARM) + 0.02, UPPER_ARM + FOREARM)
    down = (UPPER_ARM**2 - FOREARM**2 + far**2) / (2 * far)
    out = bend - (bend * along).sum(axis=1, keepdims=True) * along
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    found: Floats = shoulder + down * along + np.sqrt(np.maximum(UPPER_ARM**2 - down**2, 0.0)) * out
    return found


@cache
def _points(chain: Sequence[Ball]) -> Floats:
    return np.concatenate([np.array(one.at) + np.array(one.half) * sphere() for one in chain])


@cache
def sphere() -> Floats:
    """Points spread evenly over the unit sphere (Fibonacci)."""
    turn = np.arange(SURFACE) + 0.5
    polar, around = np.arccos(1 - 2 * turn / SURFACE), np.pi * (1 + 5**0.5) * turn
    return np.stack([np.cos(around) * np.sin(polar), np.cos(polar), np.sin(around) * np.sin(polar)], axis=1)
