"""Shapes: everything of a scene as flat outlines, seen from one side, the farthest first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.figure import flesh
from legday.figure.belly import BROAD_M, Bellies, bellies
from legday.figure.leg import bones, leg
from legday.figure.pieces import Piece
from legday.figure.props import props
from legday.figure.scene import Eye, Scene, View
from legday.figure.stand import Stand
from legday.kinds import Muscle

Floats = NDArray[np.float64]

CORNERS = 14  # of an outline
AROUND = np.stack([trig(np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)) for trig in (np.cos, np.sin)])
FAR, TRUNK, NEAR, LEG, FRONT = 1, 2, 3, 4, 5  # layers, the farthest first; muscles are never covered by an arm
ROUND = {"plate", "roller"}
IN_FRONT = {"bar", "grip", "cable", "band", "arm", "roller"}


class Form(StrEnum):
    """How the corners of a shape are joined."""

    POLYGON = "polygon"
    SMOOTH = "smooth"
    LINE = "line"


class Shape(NamedTuple):
    """A shape in n postures: flat pieces (n, k, 2) in metres, right and up, drawn together.

    ``look`` names its colours (``figure/draw.py``); ``layer`` and ``depth`` say how near it is.
    """

    look: str
    pieces: tuple[Floats, ...]
    form: Form = Form.POLYGON
    layer: int = TRUNK
    depth: float = 0.0
    muscle: Muscle | None = None
    left: bool = False


def shapes(body: Stand, scene: Scene, eye: Eye) -> list[Shape]:
    """All shapes of a body and what is around it, in the order in which they are drawn."""
    found = [_upper(body, eye), *_arms(body, eye)]
    right = bellies(body.right_deg, body.right)
    found += _leg(body, right, eye, left=False)
    found += _leg(body, right if body.same else bellies(body.left_deg, body.left), eye, left=True)
    found += [_prop(piece, body, eye) for piece in props(scene, body)]
    return sorted(found, key=lambda shape: (shape.layer, shape.depth))


def flat(points: Floats, eye: Eye) -> Floats:
    """Points in space as they are seen: right and up.

    >>> flat(np.array([1.0, 2.0, 3.0]), Eye(View.SIDE)), flat(np.array([1.0, 2.0, 3.0]), Eye(View.SIDE, above_deg=90))
    (array([1., 2.]), array([ 1., -3.]))
    """
    x, y, z = (points[..., i] for i in range(3))
    right = {View.SIDE: x, View.FRONT: -z, View.BACK: z}[eye.view]
    above = np.radians(eye.above_deg)
    return np.stack([right, y * np.cos(above) - _towards(points, eye.view) * np.sin(above)], axis=-1)


def depth(points: Floats, eye: Eye) -> float:
    """How near points are to who looks, in the mean."""
    above = np.radians(eye.above_deg)
    return float((_towards(points, eye.view) * np.cos(above) + points[..., 1] * np.sin(above)).mean())


def _towards(points: Floats, view: View) -> Floats:
    """How far points are on the side of who looks, level with them."""
    return {View.SIDE: points[..., 2], View.FRONT: points[..., 0], View.BACK: -points[..., 0]}[view]


def outline(points: Floats) -> Floats:
    """The outlines of the convex hulls of flat points (…, k, 2), by the outermost corners around: (…, CORNERS, 2)."""
    outermost = (points @ AROUND).argmax(axis=-2)
    found: Floats = np.take_along_axis(points, outermost[..., None], axis=-2)
    return found


def _outlines(pieces: Sequence[Floats], eye: Eye) -> tuple[Floats, ...]:
    """The outlines of pieces (n, k, 3), found all at once: those with fewer corners have their last one again."""
    most = max(piece.shape[1] for piece in pieces)
    padded = [np.concatenate([piece, *[piece[:, -1:]] * (most - piece.shape[1])], axis=1) for piece in pieces]
    found = outline(flat(np.stack(padded, axis=1), eye))
    return tuple(found[:, i] for i in range(len(pieces)))


def _upper(body: Stand, eye: Eye) -> Shape:
    pieces = [body.put(piece) for piece in flesh.upper(body.right["pelvis"], body.trunk, body.head)]
    return Shape("skin", _outlines(pieces, eye), Form.SMOOTH)


def _arms(body: Stand, eye: Eye) -> list[Shape]:
    found = []
    for left, points in ((False, body.points), (True, body.lefts)):
        shoulder, joint, hand = points["shoulder"], points["elbow"], points["hand"]
        pieces = [
            flesh.between(shoulder, joint, 0.046, 0.036),
            flesh.between(joint, hand, 0.036, 0.026),
            flesh.between(hand, hand + 0.3 * (hand - joint), 0.03, 0.026),
        ]
        layer = FAR if left and eye.view is View.SIDE else TRUNK
        found.append(
            Shape(
                "skin-far" if layer == FAR else "skin",
                _outlines(pieces, eye),
                Form.SMOOTH,
                layer,
                0.0 if left else 0.1,
            )
        )
    return found


def _leg(body: Stand, own: Bellies, eye: Eye, *, left: bool) -> list[Shape]:
    limb, far = body.limb(left=left), left and eye.view is View.SIDE
    skin = flesh.skin(limb)
    layer = FAR if far else NEAR
    found = [Shape("skin-far" if far else "skin", _outlines(skin, eye), Form.SMOOTH, layer, depth(skin[0], eye))]
    look, layer = ("bone-far", FAR) if far else ("bone", LEG)
    for name, pieces in bones(limb).items():
        if left and (name == "sacrum" or (far and leg().bones[name].segment == "pelvis")):
            continue  # there is one sacrum, and from the side one pelvis
        near = depth(np.concatenate(pieces, axis=1), eye)
        found.append(Shape(look, _outlines(pieces, eye), Form.POLYGON, layer, near))
    return found if far else found + _muscles(own, body, eye, left=left)


def _muscles(own: Bellies, body: Stand, eye: Eye, *, left: bool) -> list[Shape]:
    """Each muscle's tendon as a line and its belly as a spindle, as wide to both sides of its middle as it is thick."""

    def seen(points: Floats) -> tuple[Floats, Floats]:
        there = body.put(points.reshape(len(points), -1, 3), left=left)
        return flat(there, eye).reshape(*points.shape[:3], 2), there.reshape(points.shape)

    (along, middle), (tendon, _) = seen(own.middle), seen(own.path)
    way = np.gradient(along, axis=2)
    way /= np.maximum(np.linalg.norm(way, axis=3, keepdims=True), 1e-6)
    out = np.stack([-way[..., 1], way[..., 0]], axis=-1) * own.radius[..., None]
    edges = np.concatenate([along + out, (along - out)[:, :, ::-1]], axis=2)
    found = []
    for i, muscle in enumerate(Muscle):
        near = depth(middle[:, i], eye) + float(own.radius[:, i].max())
        nodes = len(leg().muscles[muscle]) + (muscle in BROAD_M)
        found.append(Shape("tendon", (tendon[:, i, :nodes],), Form.LINE, LEG, near - 0.001))
        worked = muscle if body.same or not left else None
        found.append(Shape("m", (edges[:, i],), Form.SMOOTH, LEG, near, worked, left))
    return found


def _prop(piece: Piece, body: Stand, eye: Eye) -> Shape:
    near = depth(piece.corners, eye)
    before = piece.look == "weight" and near > depth(body.points["middle"], eye)
    layer = FRONT if before or piece.look in IN_FRONT else 0
    seen = flat(piece.corners, eye)
    form = (
        Form.LINE
        if piece.line
        else Form.SMOOTH
        if piece.round or (piece.look in ROUND and eye.view is View.SIDE)
        else Form.POLYGON
    )
    return Shape(piece.look, (seen if piece.line else outline(seen),), form, layer, near)
