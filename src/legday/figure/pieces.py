"""Pieces of what stands around a body: boxes, rods and balls, at places of the body or on the ground."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.figure import flesh
from legday.figure.stand import Stand
from legday.kinds import BadInput

Floats = NDArray[np.float64]
Words = tuple[str, ...]

RING = 28  # corners of a round rod: twice those of an outline, so that it stays round


class Piece(NamedTuple):
    """A convex piece by its corners (n, k, 3), or a line through points; ``round`` is what is so from all sides.

    ``look`` is how it is drawn.
    """

    look: str
    corners: Floats
    line: bool = False
    round: bool = False


def box(at: Floats, half: tuple[float, float, float], lean_deg: Floats | float = 0.0) -> Floats:
    """The corners of a box about points (n, 3), leaning forward: (n, 8, 3)."""
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * np.array(half)
    angle = np.radians(np.broadcast_to(lean_deg, (len(at),)))[:, None]
    x, y = corners[None, :, 0], corners[None, :, 1]
    turned = np.stack(
        [
            x * np.cos(angle) + y * np.sin(angle),
            y * np.cos(angle) - x * np.sin(angle),
            np.broadcast_to(corners[:, 2], (len(at), 8)),
        ],
        axis=2,
    )
    there: Floats = turned + at[:, None, :]
    return there


def rod(at: Floats, radius: float, low: float, high: float, axis: int = 2) -> Floats:
    """A round rod across the body, about points (n, 3), from ``low`` to ``high`` sideways: (n, k, 3)."""
    round_ = np.linspace(0, 2 * np.pi, RING, endpoint=False)
    ring = np.zeros((2 * RING, 3))
    others = [i for i in range(3) if i != axis]
    ring[:, others[0]] = np.tile(radius * np.cos(round_), 2)
    ring[:, others[1]] = np.tile(radius * np.sin(round_), 2)
    ring[:, axis] = np.repeat([low, high], RING)
    there: Floats = ring[None] + at[:, None, :]
    return there


def globe(at: Floats, radius: float) -> Floats:
    """A ball about points (n, 3): (n, k, 3)."""
    there: Floats = at[:, None, :] + radius * flesh.sphere()[None]
    return there


def number(words: Words, index: int, default: float) -> float:
    """A number among the words of a prop, or what goes without saying.

    >>> number(("ankle", "0.4"), 1, 1.0), number(("ankle",), 1, 1.0)
    (0.4, 1.0)
    """
    return float(words[index]) if len(words) > index else default


def place(body: Stand, name: str) -> Floats:
    """A named place, between both sides for what is held in both hands."""
    if name == "hands":
        return (body.points["hand"] + body.lefts["hand"]) / 2
    if name == "feet":
        return (body.points["ball"] + body.lefts["ball"]) / 2
    if name.startswith("left-"):
        return body.lefts[name.removeprefix("left-")]
    if name not in body.points:
        raise BadInput(f'There is no place "{name}".', f"Take one of {', '.join(sorted(body.points))}.")
    return body.points[name]


def still(at: Floats, which: int = 0) -> Floats:
    """A place that stays where it is in one posture."""
    return np.broadcast_to(at[which], at.shape)


def middle(at: Floats) -> Floats:
    """A place moved sideways to between both legs."""
    middle: Floats = at * np.array([1.0, 1.0, 0.0])
    return middle
