"""The three force–length curves of muscle and tendon (Millard 2013), as tables to read between."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 200  # points on each corner of a curve: read between, the error stays below 1e-5 of the maximal force


class Curve(NamedTuple):
    """A curve as points to read between; beyond its ends it goes on straight.

    >>> Curve(x=np.array([0.0, 1.0]), y=np.array([0.0, 2.0]), slope=(0.0, 3.0)).at(np.array([-1.0, 0.5, 2.0]))
    array([0., 1., 5.])
    """

    x: Floats
    y: Floats
    slope: tuple[float, float]

    def at(self, x: Floats) -> Floats:
        """The curve's value at each x."""
        before, beyond = np.minimum(x - self.x[0], 0.0), np.maximum(x - self.x[-1], 0.0)
        inside: Floats = np.interp(x, self.x, self.y)
        value: Floats = inside + self.slope[0] * before + self.slope[1] * beyond
        return value


class Passive(NamedTuple):
    """How fibres resist stretch: the strains at which the force begins and is maximal, the slopes there, the bend."""

    strain_zero: float
    strain_one: float
    stiffness_low: float
    stiffness_one: float
    curviness: float


class _Knot(NamedTuple):
    """A point of a curve and the slope it is passed with."""

    x: float
    y: float
    slope: float


@cache
def active() -> Curve:
    """Active force of a fibre, relative to its maximum, over its length relative to the optimal one.

    Source: Millard 2013 (J Biomech Eng 135:021005), appendix, with the reference model's ends 0.25 and 1.9, slope 0.75
    of the shallow ascending limb, and no force at either end.

    >>> active().at(np.array([0.2, 0.5, 1.0, 1.9])).round(2)
    array([0.  , 0.41, 1.  , 0.  ])
    """
    low, bend, best, high, shallow = 0.25, 0.77, 1.0, 1.9, 0.75
    plateau = 0.05 * best
    bend_y = 1 - shallow * (best - plateau - bend)
    knots = [
        _Knot(low, 0.0, 0.0),
        _Knot((low + bend) / 2, bend_y / 2, 1.25 * bend_y / (bend - low)),
        _Knot((bend + best - plateau) / 2, (bend_y + 1) / 2, shallow),
        _Knot(best, 1.0, 0.0),
        _Knot((best + plateau + high) / 2, 0.5, -1 / (high - best - 2 * plateau)),
        _Knot(high, 0.0, 0.0),
    ]
    return _through(knots, 1.0)


@cache
def passive(shape: Passive) -> Curve:
    """Force of a stretched fibre, relative to the maximal active one, over its relative length.

    Source: Millard 2013; the shapes are the reference model's, fitted muscle by muscle by Uhlrich 2022.

    >>> curve = passive(Passive(0.0, 0.7, 0.2, 2.857, 0.75))
    >>> curve.at(np.array([0.9, 1.0, 1.7])).round(3)
    array([0., 0., 1.])
    """
    zero, one = 1 + shape.strain_zero, 1 + shape.strain_one
    foot = min(0.1 / shape.stiffness_one, 0.1 * (one - zero))
    knots = [
        _Knot(zero, 0.0, 0.0),
        _Knot(zero + foot, shape.stiffness_low * foot / 2, shape.stiffness_low),
        _Knot(one, 1.0, shape.stiffness_one),
    ]
    return _through(knots, shape.curviness)


@cache
def tendon() -> Curve:
    """Force of a tendon, relative to the muscle's maximum, over its length relative to the slack one.

    It gives 4.9 % at the maximal force. Source: Millard 2013.

    >>> tendon().at(np.array([1.0, 1.049])).round(3)
    array([0., 1.])
    """
    strain, toe = 0.049, 2 / 3
    stiffness = 1.375 / strain
    one, toe_x = 1 + strain, 1 + strain - (1 - toe) / stiffness
    foot, middle = 1 + (toe_x - 1) / 10, 1 + strain - (1 - toe / 2) / stiffness
    rise = toe / 2 / (middle - foot)
    knots = [
        _Knot(1.0, 0.0, 0.0),
        _Knot((foot + middle) / 2, rise * (middle - foot) / 2, rise),
        _Knot(toe_x, toe, stiffness),
        _Knot(one, 1.0, stiffness),
    ]
    return _through(knots, 0.5)


def _through(knots: list[_Knot], curviness: float) -> Curve:
    """Join the knots by quintic Bézier corners (Millard 2013) and lay points on them."""
    corners = [_corner(a, b, 0.1 + 0.8 * curviness) for a, b in pairwise(knots)]
    x, y = np.concatenate([corners[0][:, :1], *[corner[:, 1:] for corner in corners]], axis=1)
    return Curve(x=x, y=y, slope=(knots[0].slope, knots[-1].slope))


def _corner(a: _Knot, b: _Knot, curviness: float) -> Floats:
    """A smooth corner from a to b that leaves and arrives with their slopes; rows x and y."""
    bent = abs(a.slope - b.slope) > 1e-9
    x = (b.y - a.y - b.x * b.slope + a.x * a.slope) / (a.slope - b.slope) if bent else (a.x + b.x) / 2
    tip = np.array([x, b.y + (x - b.x) * b.slope])
    start, end = np.array([a.x, a.y]), np.array([b.x, b.y])
    leave, arrive = start + curviness * (tip - start), end + curviness * (tip - end)
    u = np.linspace(0.0, 1.0, STEPS + 1)
    weights = np.array([(1 - u) ** 5, 5 * u * (1 - u) ** 4, 10 * u**2 * (1 - u) ** 3])
    points = np.stack([start, leave, leave, arrive, arrive, end], axis=1)
    curve: Floats = points @ np.concatenate([weights, weights[::-1, ::-1]])
    return curve
