"""Geometry: how long each muscle is in any posture, and at which arm it pulls at each joint.

A muscle's length is one polynomial in the angles of the joints that it crosses, fitted to the reference leg
(``tools/fit_geometry.py``). Its moment arm is the negative derivative, so that the work at the joints is exactly that
of the muscle.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from legday.kinds import BadInput, Coordinate, Muscle

Floats = NDArray[np.float64]


class Limits(msgspec.Struct, frozen=True):
    """The range of a coordinate that the polynomials were fitted on, in degrees."""

    low: float
    high: float


class MuscleTendon(msgspec.Struct, frozen=True):
    """One muscle of the reference leg: its polynomial, and what its fibres and tendon are like.

    ``powers`` and ``coefficients`` give the length in metres, each angle taken from -1 at its low limit to 1 at its
    high one. The passive values are strains and slopes of the fibres' own force–length curve.
    """

    coordinates: tuple[Coordinate, ...]
    powers: tuple[tuple[int, ...], ...]
    coefficients: tuple[float, ...]
    max_force_n: float
    optimal_fibre_m: float
    tendon_slack_m: float
    pennation_rad: float
    passive_strain_zero: float
    passive_strain_one: float
    passive_stiffness_low: float
    passive_stiffness_one: float
    passive_curviness: float


class Reference(msgspec.Struct, frozen=True):
    """The reference leg as it is stored."""

    coordinates: dict[Coordinate, Limits]
    muscles: dict[Muscle, MuscleTendon]


class Geometry(NamedTuple):
    """Lengths (n, muscles) and moment arms (n, coordinates, muscles) in metres; pulling the angle up is positive."""

    length_m: Floats
    arm_m: Floats


@cache
def reference() -> Reference:
    """The reference leg: Rajagopal 2016 with the ranges of Lai 2017 and the fibres of Uhlrich 2022.

    >>> reference().muscles[Muscle.SOLEUS].max_force_n > 5000
    True
    """
    file = files("legday.data").joinpath("body") / "geometry.json"
    return msgspec.json.decode(file.read_bytes(), type=Reference)


def geometry(angles_deg: Floats) -> Geometry:
    """Find every muscle's length and moment arms at postures (n, coordinates).

    Raises BadInput where an angle is outside the range that was fitted.

    >>> knee = np.array([[0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 90, 0, 0, 0]], dtype=float)
    >>> found = geometry(knee).length_m[:, list(Muscle).index(Muscle.VASLAT)]
    >>> bool(found[1] - found[0] > 0.05)  # bending the knee stretches the vastus
    True
    """
    leg = reference()
    check_range(angles_deg)
    low, high = _range()
    half = (high - low) / 2
    powers = _powers((angles_deg - low) / half - 1)
    length = np.zeros((len(angles_deg), len(leg.muscles)))
    arm = np.zeros((len(angles_deg), len(leg.coordinates), len(leg.muscles)))
    for m, (terms, coefficients, crossed) in enumerate(_polynomials()):
        factors = [powers[terms[:, i], :, joint] for i, joint in enumerate(crossed)]
        length[:, m] = coefficients @ np.prod(factors, axis=0)
        for i, joint in enumerate(crossed):
            slope = terms[:, i, None] * powers[np.maximum(terms[:, i] - 1, 0), :, joint]
            rest = np.prod([factor for k, factor in enumerate(factors) if k != i], axis=0)
            arm[:, joint, m] = -(coefficients @ (slope * rest)) / np.radians(half[joint])
    return Geometry(length_m=length, arm_m=arm)


def check_range(angles_deg: Floats) -> None:
    """Refuse postures (n, coordinates) outside the range that was fitted, with the coordinate and the range.

    >>> check_range(np.array([[0, 0, 0, 200, 0, 0, 0]], dtype=float))
    Traceback (most recent call last):
    legday.kinds.BadInput: knee_flexion goes to 200°; known are 0° to 145°. Change the angles of the movement.
    """
    low, high = _range()
    outside = np.nan_to_num(np.maximum(low - angles_deg, angles_deg - high), nan=np.inf)
    if (outside > 1e-9).any():
        row, joint = np.unravel_index(outside.argmax(), outside.shape)
        raise BadInput(
            f"{list(Coordinate)[joint]} goes to {angles_deg[row, joint]:.0f}°; "
            f"known are {low[joint]:.0f}° to {high[joint]:.0f}°.",
            "Change the angles of the movement.",
        )


@cache
def _polynomials() -> tuple[tuple[NDArray[np.intp], Floats, tuple[int, ...]], ...]:
    """Each muscle's powers, coefficients, and the numbers of the coordinates it crosses."""
    order = list(reference().coordinates)
    return tuple(
        (np.array(one.powers), np.array(one.coefficients), tuple(order.index(name) for name in one.coordinates))
        for one in reference().muscles.values()
    )


def _powers(x: Floats) -> Floats:
    """The powers of each coordinate from 0 up to the highest in use."""
    highest = max(int(terms.max()) for terms, _, _ in _polynomials())
    powers = np.ones((highest + 1, *x.shape))
    for k in range(1, highest + 1):
        powers[k] = powers[k - 1] * x
    return powers


def _range() -> tuple[Floats, Floats]:
    """The lowest and the highest angle of each coordinate."""
    low, high = np.array([(limit.low, limit.high) for limit in reference().coordinates.values()]).T
    return low, high
