"""Postures: where every segment is through a movement's range."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.body.person import Skeleton
from legday.kinds import Coordinate
from legday.movement.mechanics import Angle, At, Found, Mechanics

Floats = NDArray[np.float64]

SUBTALAR = np.array([0.787, 0.605, -0.121]) / np.linalg.norm([0.787, 0.605, -0.121])
"""The axis of the subtalar joint in the foot: x forward, y up, z to the right (Rajagopal 2016)."""

# Where loads act, as fractions of the length from the hips to C7: forward of the line between them, and up along it.
ON_TRUNK = {
    At.BACK: (-0.08, 0.93),
    At.FRONT: (0.15, 0.88),
    At.CHEST: (0.30, 0.70),
    At.ELBOWS: (0.30, 0.50),
}
SHOULDER, BENCH = (0.0, 0.88), (-0.15, 0.75)  # where the arms hang, and what lies on the bench in a hip thrust
ARM = 1.0  # from shoulder to grip (de Leva 1996: 0.60 m beside 0.603 m)
ON_HIPS = 0.12  # a bar on the hips lies so far before the joints


class Posture(NamedTuple):
    """A body in n postures: angles (n, coordinates) in degrees, and in metres points and axes.

    ``points`` (n, 3) by name and ``axes`` (n, coordinates, 3): x forward, y up, z to the right, from between the hips.
    ``frames`` (n, 3, 3) turn a segment's own directions into these.
    """

    angles_deg: Floats
    points: dict[str, Floats]
    frames: dict[str, Floats]
    axes: Floats


def place(mechanics: Mechanics, body: Skeleton, count: int, found_deg: Floats | None = None) -> Posture:
    """Place the segments at ``count`` postures through the range; ``found_deg`` is the angle that balance seeks.

    Where that is longer than ``count``, by a whole multiple, the range is gone through as often, one after the other.

    >>> from legday.body.person import Person, skeleton
    >>> from legday.movement.mechanics import Support
    >>> lying = Mechanics(support=Support.SEAT, hip_deg=0, knee_deg=(0, 90), ankle_deg=0, trunk_deg=-90)
    >>> place(lying, skeleton(Person()), 2).points["ankle"][:, 1].round(2) + 0.0  # how high, on the back of a bench
    array([ 0.  , -0.43])
    """
    sought = np.zeros(count) if found_deg is None else found_deg

    def through(angle: Found | None) -> Floats:
        return sought if angle == "balance" else np.tile(spread(angle or 0.0, count), len(sought) // count)

    hip, ankle = through(mechanics.hip_deg), through(mechanics.ankle_deg)
    spine = mechanics.spine * np.maximum(hip, 0.0)
    flexion, knee = hip - spine, through(mechanics.knee_deg)
    adduction, rotation = through(mechanics.adduction_deg), through(mechanics.rotation_deg)
    inversion, toes = through(mechanics.inversion_deg), through(mechanics.toes_deg)
    if mechanics.trunk_deg is not None:
        pelvis = through(mechanics.trunk_deg) - spine
    elif mechanics.shank_deg is not None:
        pelvis = through(mechanics.shank_deg) + flexion - knee
    else:
        pelvis = flexion - knee + ankle - through(mechanics.foot_deg)

    frames = {"pelvis": turn("z", -pelvis), "trunk": turn("z", -pelvis - spine)}
    bent = frames["pelvis"] @ turn("z", flexion)
    tilted = bent @ turn("x", adduction)
    frames["thigh"] = tilted @ turn("y", rotation)
    frames["shank"] = frames["thigh"] @ turn("z", -knee)
    frames["ankle"] = frames["shank"] @ turn("z", ankle)
    frames["foot"] = frames["ankle"] @ about(SUBTALAR, inversion)
    x, y, z = np.eye(3)
    axes = [frames["pelvis"] @ z, bent @ x, tilted @ y, -frames["thigh"] @ z, frames["shank"] @ z]
    axes += [frames["ankle"] @ SUBTALAR, frames["foot"] @ z]
    angles = [flexion, adduction, rotation, knee, ankle, inversion, toes]
    return Posture(
        angles_deg=np.stack(angles, axis=1),
        points=_points(mechanics, body, frames),
        frames=frames,
        axes=np.stack(axes, axis=1),
    )


def spoken(angles_deg: Floats) -> str:
    """One posture in words, without the angles that are 0.

    >>> spoken(np.array([90.0, 0, 0, 45, 0, 0, 0]))
    'hip_flexion 90°, knee_flexion 45°'
    """
    bent = [f"{name} {angle:.0f}°" for name, angle in zip(Coordinate, angles_deg, strict=True) if round(angle)]
    return ", ".join(bent) or "every angle 0°"


def spread(angle: Angle, count: int) -> Floats:
    """An angle at ``count`` postures, evenly spaced through the range.

    >>> spread((0, 90), 4)
    array([ 0., 30., 60., 90.])
    """
    points = angle if isinstance(angle, tuple) else (angle,)
    return np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(points)), points)


def _points(mechanics: Mechanics, body: Skeleton, frames: dict[str, Floats]) -> dict[str, Floats]:
    """Joints, centres of mass and the places where loads act."""
    count, long = len(frames["pelvis"]), body.upper.length_m
    middle = np.zeros((count, 3))

    def go(start: Floats, frame: str, forward: float, up: float) -> Floats:
        there: Floats = start + frames[frame] @ np.array([forward, up, 0.0])
        return there

    points = {"hip": middle + np.array([0.0, 0.0, body.hip_m])}
    points["knee"] = go(points["hip"], "thigh", 0, -body.thigh.length_m)
    points["ankle"] = go(points["knee"], "shank", 0, -body.shank.length_m)
    points["thigh centre"] = go(points["hip"], "thigh", 0, -body.thigh.centre_m)
    points["shank centre"] = go(points["knee"], "shank", 0, -body.shank.centre_m)
    points["foot centre"] = go(points["ankle"], "foot", body.heel_m + body.foot.centre_m, -body.ankle_m / 2)
    points["pad"] = go(points["hip"], "thigh", 0, -0.25 * body.thigh.length_m)
    points[At.THIGH] = go(points["hip"], "thigh", 0, -0.88 * body.thigh.length_m)
    points[At.CALF] = go(points["knee"], "shank", 0, -0.10 * body.shank.length_m)
    points[At.SHIN] = go(points["knee"], "shank", 0, -0.85 * body.shank.length_m)
    stands = body.heel_m + mechanics.stance * (body.toe_m - body.heel_m)
    points[At.SOLE] = go(points["ankle"], "foot", stands, -body.ankle_m)
    points[At.BALL] = go(points["ankle"], "foot", body.ball_m, -body.ankle_m)
    for at, (forward, up) in ON_TRUNK.items():
        points[at] = go(middle, "trunk", forward * long, up * long)
    points["bench"] = go(middle, "trunk", BENCH[0] * long, BENCH[1] * long)
    points["shoulder"] = go(middle, "trunk", SHOULDER[0] * long, SHOULDER[1] * long)
    points[At.SIDES] = points["shoulder"] - np.array([0.0, ARM * long, 0.0])
    points[At.BAR] = points[At.SIDES].copy()
    points[At.BAR][:, 0] = points[At.SOLE][:, 0]
    points[At.HIPS] = go(middle, "pelvis", ON_HIPS * long, 0)
    points["upper centre"] = go(middle, "trunk", 0, body.upper.centre_m)
    points["body centre"] = _body_centre(mechanics, body, frames, points)
    return points


def _body_centre(mechanics: Mechanics, body: Skeleton, frames: dict[str, Floats], points: dict[str, Floats]) -> Floats:
    """The centre of mass of the whole body; the other leg mirrors this one unless it has a posture of its own."""
    segments = (("thigh", body.thigh), ("shank", body.shank), ("foot", body.foot))
    own = sum((part.mass_kg * points[f"{name} centre"] for name, part in segments), np.zeros_like(points["hip"]))
    if mechanics.other_deg is None:
        other = own * np.array([1.0, 1.0, -1.0])
    else:
        hip_deg, knee_deg = (np.full(len(own), angle) for angle in mechanics.other_deg)
        thigh = frames["pelvis"] @ turn("z", hip_deg)
        shank = thigh @ turn("z", -knee_deg)
        knee = thigh @ np.array([0, -body.thigh.length_m, 0])
        other = body.thigh.mass_kg * (thigh @ np.array([0, -body.thigh.centre_m, 0]))
        other += body.shank.mass_kg * (knee + shank @ np.array([0, -body.shank.centre_m, 0]))
        other += body.foot.mass_kg * (knee + shank @ np.array([0, -body.shank.length_m, 0]))
    centre: Floats = (own + other + body.upper.mass_kg * points["upper centre"]) / body.mass_kg
    return centre


def turn(axis: str, angle_deg: Floats) -> Floats:
    """Turn about an axis, by the right hand: (n, 3, 3).

    >>> (turn("z", np.array([90.0]))[0] @ [1, 0, 0]).round(6) + 0.0
    array([0., 1., 0.])
    """
    return about(np.eye(3)["xyz".index(axis)], angle_deg)


def about(axis: Floats, angle_deg: Floats) -> Floats:
    """Turn about any unit vector, by the right hand (Rodrigues): (n, 3, 3).

    >>> (about(np.array([0.0, 0.0, 1.0]), np.array([90.0]))[0] @ [1, 0, 0]).round(6) + 0.0
    array([0., 1., 0.])
    """
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    angle = np.radians(angle_deg)[:, None, None]
    turned: Floats = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)
    return turned
