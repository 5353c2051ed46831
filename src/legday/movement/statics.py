"""Statics: the moments that the muscles of a leg must give at every posture, for the body and each kilogram of load.

A repetition is slow, so a joint's moment is that of all forces on the segments beyond it. Every force is one for the
body alone and one for each kilogram of load; what supports the body follows from balance and is so, too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.body.person import Skeleton
from legday.kinds import Coordinate
from legday.movement.mechanics import At, Load, Mechanics, Pull, Support
from legday.movement.posture import Posture

Floats = NDArray[np.float64]

GRAVITY = 9.81
TRUNK, THIGH, SHANK, FOOT, TOES = range(5)  # the segments, from the body outwards
BEYOND = (THIGH, THIGH, THIGH, SHANK, FOOT, FOOT, TOES)  # the first segment that a coordinate moves
CENTRE = ("hip", "hip", "hip", "knee", "ankle", "ankle", At.BALL)  # and the point it turns about
SEGMENT = {At.THIGH: THIGH, At.CALF: SHANK, At.SHIN: SHANK, At.SOLE: FOOT, At.BALL: FOOT}  # all others: the trunk
FRAME = {TRUNK: "trunk", THIGH: "thigh", SHANK: "shank", FOOT: "foot"}
ALONG = {Pull.BACK: (-1, 0, 0), Pull.FORWARD: (1, 0, 0), Pull.IN: (0, 0, -1), Pull.OUT: (0, 0, 1)}
USUALLY_BRACED = (Coordinate.HIP_ROTATION, Coordinate.SUBTALAR_INVERSION, Coordinate.TOE_EXTENSION)


class Moments(NamedTuple):
    """Moments (n, coordinates) in N·m that the muscles must give: for the body, and for each kilogram of load."""

    body: Floats
    load: Floats


class Force(NamedTuple):
    """A force at a point of a segment: newtons for the body, and for each kilogram of load, each (n, 3)."""

    segment: int
    point: Floats
    body: Floats
    load: Floats

    def total(self, load_kg: float) -> Floats:
        """The force with a load."""
        return self.body + load_kg * self.load

    def at(self, segment: int, point: Floats, factor: float | Floats) -> Force:
        """The same force, times a factor, at another place."""
        size = np.asarray(factor)[..., None]
        return Force(segment=segment, point=point, body=size * self.body, load=size * self.load)


def moments(mechanics: Mechanics, body: Skeleton, posture: Posture) -> Moments:
    """Find the moments of a movement at its postures."""
    points, down = posture.points, _down(mechanics, len(posture.angles_deg))
    on_leg = [
        Force(segment=segment, point=points[f"{name} centre"], body=GRAVITY * part.mass_kg * down, load=0 * down)
        for segment, name, part in (
            (THIGH, "thigh", body.thigh),
            (SHANK, "shank", body.shank),
            (FOOT, "foot", body.foot),
        )
    ]
    whole = outside(mechanics, body, posture)
    on_leg += [force.at(force.segment, force.point, mechanics.share) for force in whole if force.segment > TRUNK]
    on_leg += _support(mechanics, posture, whole)
    return Moments(body=_about_joints(posture, on_leg, "body"), load=_about_joints(posture, on_leg, "load"))


def braced(mechanics: Mechanics) -> frozenset[Coordinate]:
    """The coordinates whose moment something else than muscles carries.

    Both feet on the ground can push apart or together as they like, so hips that face the same on both sides are braced
    sideways, unless the load itself pulls sideways.
    """
    found = {*USUALLY_BRACED, *mechanics.braced, *mechanics.relaxed}
    sideways = mechanics.load is not None and mechanics.load.pull in (Pull.IN, Pull.OUT)
    if mechanics.share == 0.5 and not sideways and mechanics.support is not Support.KNEES:
        found.add(Coordinate.HIP_ADDUCTION)
    return frozenset(found - {*mechanics.free})


def outside(mechanics: Mechanics, body: Skeleton, posture: Posture) -> list[Force]:
    """All forces on the whole body but its support: its weight, the load, and a hold that keeps the balance."""
    down = _down(mechanics, len(posture.angles_deg))
    centre = posture.points["body centre"]
    forces = [Force(segment=TRUNK, point=centre, body=GRAVITY * body.mass_kg * down, load=0 * down)]
    if mechanics.load is not None:
        forces.append(_pull(mechanics.load, posture, down))
    if mechanics.held is not None:
        forces.append(_hold(mechanics.held, posture, forces))
    return forces


def _hold(held: At, posture: Posture, forces: list[Force]) -> Force:
    """The level push of a hold with which the other forces are in balance over the foot."""
    at, foot = posture.points[held], posture.points[At.SOLE]
    level = np.array([1.0, 0.0, 0.0])

    def push(kind: str) -> Floats:
        turning = np.zeros(len(at))
        for force in forces:
            lever, size = force.point - foot, force.body if kind == "body" else force.load
            turning += lever[:, 0] * size[:, 1] - lever[:, 1] * size[:, 0]
        pushed: Floats = (turning / (at - foot)[:, 1])[:, None] * level
        return pushed

    return Force(segment=SEGMENT.get(held, TRUNK), point=at, body=push("body"), load=push("load"))


def _pull(load: Load, posture: Posture, down: Floats) -> Force:
    """The force of each kilogram of load."""
    segment = SEGMENT.get(load.at, TRUNK)
    if load.pull is None:
        way = down
    elif isinstance(load.pull, Pull):
        way = posture.frames[FRAME[segment]] @ np.array(ALONG[load.pull], dtype=float)
    else:
        angle = np.radians(load.pull)
        way = np.tile([np.cos(angle), np.sin(angle), 0.0], (len(down), 1))
    size = GRAVITY * np.sin(np.radians(load.rail_deg))
    return Force(segment=segment, point=posture.points[load.at], body=0 * way, load=size * way)


def _support(mechanics: Mechanics, posture: Posture, whole: list[Force]) -> list[Force]:
    """What the ground, a bench or a pad pushes on this leg with, so that the whole body is in balance."""
    points, share = posture.points, mechanics.share
    match mechanics.support:
        case Support.SEAT:
            return []
        case Support.FEET if mechanics.seeks is None and mechanics.held is None:
            return [force.at(FOOT, points[At.SOLE], -share) for force in whole]
        case Support.FEET:
            return [force.at(FOOT, _beside(force.point, points[At.SOLE]), -share) for force in whole]
        case Support.KNEES:
            return [force.at(SHANK, _beside(force.point, points["ankle"]), -share) for force in whole]
        case Support.SHOULDERS:
            return [
                _levered(force, FOOT, points[At.SOLE], points["bench"], axes=(0, 1), share=share) for force in whole
            ]
        case Support.PAD:
            held = [_levered(force, SHANK, points[At.SHIN], points["pad"], axes=(0, 1), share=share) for force in whole]
            pads = [
                Force(segment=THIGH, point=points["pad"], body=-share * f.body - h.body, load=-share * f.load - h.load)
                for f, h in zip(whole, held, strict=True)
            ]
            return held + pads
        case Support.SIDE:
            return [
                _levered(force, SHANK, points[At.SHIN], points["shoulder"], axes=(1, 2), share=1.0) for force in whole
            ]


def _beside(point: Floats, foot: Floats) -> Floats:
    """Where the ground answers a force: in its own line, seen from the side, but under this foot."""
    return np.stack([point[:, 0], point[:, 1], foot[:, 2]], axis=1)


def _levered(force: Force, segment: int, point: Floats, other: Floats, *, axes: tuple[int, int], share: float) -> Force:
    """What one of two supports gives against a force: its part by the lever about the other one."""
    along, across = axes
    part = -share * (force.point - other)[:, along] / (point - other)[:, along]
    only = np.eye(3)[across]
    moved = force.at(segment, point, part)
    return moved._replace(body=moved.body * only, load=moved.load * only)


def _about_joints(posture: Posture, forces: list[Force], kind: str) -> Floats:
    """The moments (n, coordinates) that muscles must give against forces."""
    columns = []
    for joint, (beyond, centre) in enumerate(zip(BEYOND, CENTRE, strict=True)):
        total = np.zeros((len(posture.angles_deg), 3))
        for force in forces:
            if force.segment >= beyond:
                total += np.cross(force.point - posture.points[centre], force.body if kind == "body" else force.load)
        columns.append(-(posture.axes[:, joint] * total).sum(axis=1))
    return np.stack(columns, axis=1)


def _down(mechanics: Mechanics, count: int) -> Floats:
    """Which way weights pull: down, or to a side where the body lies on it."""
    way = {None: (0.0, -1.0, 0.0), "left": (0.0, 0.0, -1.0), "right": (0.0, 0.0, 1.0)}[mechanics.lies]
    return np.tile(way, (count, 1))
