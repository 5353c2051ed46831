"""The whole body in space: both legs, trunk, head and arms, standing on the ground, in the postures of a movement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.body.person import Person, skeleton
from legday.figure import flesh
from legday.figure.leg import Limb, Placed, limb
from legday.figure.scene import Anchor, Hands, Other, Scene, anchor
from legday.kinds import Coordinate
from legday.movement.mechanics import At, Mechanics, Support
from legday.movement.posture import ON_HIPS, ON_TRUNK, spread, turn
from legday.movement.trace import Trace

Floats = NDArray[np.float64]

MIRROR = np.array([1.0, 1.0, -1.0])
SOLE_M = 0.062  # from the ankle down to the ground, with the skin below the bones
LYING_M = {Support.SEAT: 0.11, Support.SIDE: 0.16}  # from the middle of the hips to what the body lies on
KNEE_M = 0.075
TOES_DEG = (-40.0, 60.0)
HEAD_FOLLOWS = 0.55  # of the trunk's lean
THIGH_M, SHANK_M = 0.407, 0.4  # between the joints of the reference leg
BALL_M = (0.0439, 0.13)  # the joint of the toes is so far below and before the ankle


class Stand(NamedTuple):
    """A body in n postures: its parts in space, in metres, with the ground at height 0.

    ``right`` and ``left`` are the legs' segments before the left one is mirrored, with their angles (n, coordinates);
    ``world`` takes them into space. ``points`` are named places (n, 3) in space, of the right side; ``lefts`` of the
    left. Where it is the ``same``, the left leg does what the right one does.
    """

    right: Limb
    left: Limb
    right_deg: Floats
    left_deg: Floats
    trunk: Placed
    head: Placed
    world: Placed
    points: Mapping[str, Floats]
    lefts: Mapping[str, Floats]
    same: bool

    def limb(self, *, left: bool = False) -> Limb:
        """The segments of one leg in space; the frames of the left one are mirrored."""
        turned, own = self.world.frame, self.left if left else self.right
        side = turned * MIRROR if left else turned
        return {
            name: Placed(side @ placed.frame, np.einsum("nij,nj->ni", side, placed.origin) + self.world.origin)
            for name, placed in own.items()
        }

    def put(self, points: Floats, *, left: bool = False) -> Floats:
        """Points (n, k, 3) of the body in space."""
        own = points * MIRROR if left else points
        there: Floats = np.einsum("nij,nkj->nki", self.world.frame, own) + self.world.origin[:, None, :]
        return there


def stand(mechanics: Mechanics, scene: Scene, trace: Trace) -> Stand:
    """Stand a body in the postures of a movement.

    >>> from legday.movement.atlas import specs
    >>> from legday.movement.mechanics import read_mechanics
    >>> from legday.movement.trace import postures
    >>> squat = read_mechanics("back_squat", specs())
    >>> stand(squat, Scene(), postures(squat, 60)).points["hip"][[0, -1], 1].round(1)  # the hips sink
    array([0.9, 0.5])
    """
    pelvis, trunk = turn("z", -np.array(trace.pelvis_deg)), turn("z", -np.array(trace.trunk_deg))
    count = len(pelvis)
    flat = anchor(mechanics, scene) in (Anchor.BALL, Anchor.HEEL)
    angles = np.array(trace.angles_deg)
    if flat:
        angles = _level_toes(angles, pelvis)
    other = _other(mechanics, scene)
    left_deg = angles if other is None else np.stack([spread(angle, count) for angle in _in_order(other)], axis=1)
    body = Stand(
        right=limb(angles, pelvis, flat=flat),
        left=limb(left_deg, pelvis, flat=flat),
        right_deg=angles,
        left_deg=left_deg,
        trunk=Placed(trunk, np.zeros((count, 3))),
        head=Placed(_half_upright(trunk), np.einsum("nij,j->ni", trunk, flesh.NECK)),
        world=Placed(_turned(mechanics, scene, angles), np.zeros((count, 3))),
        points={},
        lefts={},
        same=other is None and scene.reach is None,
    )
    if mechanics.support is Support.SIDE:
        body = body._replace(world=_levelled(body.world, _points(body, left=False)))
    body = body._replace(world=body.world._replace(origin=_offset(mechanics, scene, _points(body, left=False))))
    if scene.plant:
        angles = _reaching(body, _planted(body), _pitch(body.right["foot"].frame))
        body = body._replace(right_deg=angles, left_deg=angles, right=limb(angles, pelvis), left=limb(angles, pelvis))
    elif scene.reach is not None:
        ball = np.stack([spread(scene.reach.x_m, count), spread(scene.reach.y_m, count)], axis=1)
        left_deg = _reaching(body, ball, np.radians(spread(scene.reach.pitch_deg, count)))
        left_deg[:, list(Coordinate).index(Coordinate.HIP_ADDUCTION)] = spread(scene.reach.adduction_deg, count)
        body = body._replace(left_deg=left_deg, left=limb(left_deg, pelvis))
    body = body._replace(points=_points(body, left=False), lefts=_points(body, left=True))
    return body._replace(
        points={**body.points, **_arm(scene.hands, mechanics, body, left=False)},
        lefts={**body.lefts, **_arm(scene.other_hand or scene.hands, mechanics, body, left=True)},
    )


def _in_order(other: Other) -> tuple[float | tuple[float, ...], ...]:
    return (
        other.hip_deg,
        other.adduction_deg,
        other.rotation_deg,
        other.knee_deg,
        other.ankle_deg,
        0.0,
        other.toes_deg,
    )


def _other(mechanics: Mechanics, scene: Scene) -> Other | None:
    """The other leg, where it is not as the right one."""
    if scene.other is not None or mechanics.other_deg is None:
        return scene.other
    hip_deg, knee_deg = mechanics.other_deg
    return Other(hip_deg=hip_deg, knee_deg=knee_deg)


def _planted(body: Stand) -> Floats:
    """Where the ball of the foot is in the first posture, for all of them: (n, 2)."""
    ball = body.put(body.right["toes"].origin[:, None])[:, 0, :2] - np.array([0.0, SOLE_M - BALL_M[0]])
    return np.broadcast_to(ball[:1], ball.shape)


def _pitch(foot: Floats) -> Floats:
    """How far a foot points up, in radians."""
    pitch: Floats = np.arctan2(foot[:, 1, 0], foot[:, 0, 0])
    return pitch


def _reaching(body: Stand, ball: Floats, pitch: Floats) -> Floats:
    """The angles (n, coordinates) of a leg whose ball of the foot is at ``ball`` (n, 2), the foot pitched (radians)."""
    hip = body.put(body.right["thigh"].origin[:, None])[:, 0, :2]
    down, ahead = SOLE_M, BALL_M[1]
    ankle = ball - np.stack(
        [ahead * np.cos(pitch) + down * np.sin(pitch), ahead * np.sin(pitch) - down * np.cos(pitch)], axis=1
    )
    way = ankle - hip
    far = np.clip(np.linalg.norm(way, axis=1), 0.15, THIGH_M + SHANK_M - 1e-4)
    way *= (far / np.linalg.norm(way, axis=1))[:, None]
    above = np.arccos(np.clip((THIGH_M**2 + far**2 - SHANK_M**2) / (2 * THIGH_M * far), -1, 1))
    thigh = np.arctan2(way[:, 0], -way[:, 1]) + above
    rest = way - THIGH_M * np.stack([np.sin(thigh), -np.cos(thigh)], axis=1)
    shank = np.arctan2(rest[:, 0], -rest[:, 1])
    found = np.zeros_like(body.left_deg)
    order = list(Coordinate)
    for name, angle in (
        (Coordinate.HIP_FLEXION, thigh - _pitch(body.right["pelvis"].frame)),
        (Coordinate.KNEE_FLEXION, thigh - shank),
        (Coordinate.ANKLE_DORSIFLEXION, pitch - shank),
        (Coordinate.TOE_EXTENSION, np.clip(-pitch, *np.radians(TOES_DEG))),
    ):
        found[:, order.index(name)] = np.degrees(angle)
    return found


def _level_toes(angles_deg: Floats, pelvis: Floats) -> Floats:
    """Who stands on the ball of the foot keeps the toes on the ground."""
    pitch = np.degrees(_pitch(limb(angles_deg, pelvis)["foot"].frame))
    levelled = angles_deg.copy()
    levelled[:, list(Coordinate).index(Coordinate.TOE_EXTENSION)] = np.clip(-pitch, *TOES_DEG)
    return levelled


def _half_upright(trunk: Floats) -> Floats:
    """The frame of the head, which looks ahead when the trunk leans."""
    return turn("z", HEAD_FOLLOWS * np.degrees(_pitch(trunk)))


def _turned(mechanics: Mechanics, scene: Scene, angles_deg: Floats) -> Floats:
    """How the whole body is turned: on its side facing us, leaning, or so that the standing leg is upright."""
    if mechanics.lies is not None:
        roll = -90.0 if mechanics.lies == "left" else 90.0
        lying = turn("z", np.array([-scene.lean_deg])) @ turn("y", np.array([-90.0])) @ turn("x", np.array([roll]))
        return np.tile(lying, (len(angles_deg), 1, 1))
    leaning = turn("z", np.array([-scene.lean_deg])) @ turn("x", np.array([scene.aside_deg]))
    frames = np.tile(leaning, (len(angles_deg), 1, 1))
    if scene.upright:
        frames = frames @ turn("x", -angles_deg[:, list(Coordinate).index(Coordinate.HIP_ADDUCTION)])
    return frames


def _levelled(world: Placed, points: Mapping[str, Floats]) -> Placed:
    """Turn a body that hangs between ankle and elbow so that these stay where they are at the last."""
    way = points["shoulder"] - points["ankle"]
    slope = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
    return world._replace(frame=turn("z", slope[-1] - slope) @ world.frame)


def _points(body: Stand, *, left: bool) -> dict[str, Floats]:
    """Named places of one side."""
    leg = body.left if left else body.right
    long = skeleton(Person()).upper.length_m

    def of(segment: str, *at: float) -> Floats:
        return body.put(leg[segment].put(np.array([at])), left=left)[:, 0]

    def on(forward: float, up: float, side: float = 0.0) -> Floats:
        return body.put(body.trunk.put(np.array([[forward * long, up * long, side]])), left=left)[:, 0]

    points = {
        "middle": of("pelvis", 0, 0, 0),
        "hip": of("thigh", 0, 0, 0),
        "knee": of("shank", 0, 0, 0),
        "ankle": of("ankle", 0, 0, 0),
        "heel": of("foot", -0.035, -SOLE_M, 0.005),
        "ball": of("toes", 0, BALL_M[0] - SOLE_M, 0),
        "sole": of("foot", 0.04, -SOLE_M, 0.005),
        "tip": of("toes", 0.07, -0.018, 0),
        "thigh": of("thigh", 0, -0.36, 0),
        "shin": of("shank", 0, -0.34, 0),
        "calf": of("shank", 0, -0.06, 0),
        "shoulder": body.put(body.trunk.put(np.array([flesh.SHOULDER])), left=left)[:, 0],
        "head": body.put(body.head.put(np.array([flesh.HEAD.at])), left=left)[:, 0],
        "hips": of("pelvis", ON_HIPS * long, 0, 0),
        "blades": on(-0.16, 0.75),
    }
    return points | {at.value: on(*where) for at, where in ON_TRUNK.items()}


def _offset(mechanics: Mechanics, scene: Scene, points: Mapping[str, Floats]) -> Floats:
    """How far the body is moved so that what carries it is in its place, in each posture."""
    fixed = anchor(mechanics, scene)
    if fixed is Anchor.PELVIS:
        at, height = points["middle"], scene.height_m
        if height is None:
            lowest = min(float((points[name] - at)[:, 1].min()) for name in ("heel", "ball", "tip"))
            height = max(0.02 - lowest, LYING_M[Support.SIDE if mechanics.lies else Support.SEAT])
    else:
        at = points[{Anchor.SHOULDER: "blades"}.get(fixed, fixed.value)]
        height = scene.height_m if scene.height_m is not None else KNEE_M if fixed is Anchor.KNEE else 0.0
    moved: Floats = spread(height, len(at))[:, None] * np.array([0.0, 1.0, 0.0]) - at * np.array([1.0, 1.0, 0.0])
    return moved


def _arm(where: Hands, mechanics: Mechanics, body: Stand, *, left: bool) -> dict[str, Floats]:
    """The hand and the elbow of one side, (n, 3) each."""
    points, side = (body.lefts, -1.0) if left else (body.points, 1.0)
    shoulder, out = points["shoulder"], body.world.frame @ np.array([0.0, 0.0, side])
    forward, up = (np.einsum("nij,njk->nik", body.world.frame, body.trunk.frame)[:, :, k] for k in (0, 1))
    floor = shoulder * np.array([1.0, 0.0, 1.0]) + np.array([0.0, 0.05, 0.0])
    palm = floor + np.array([0.0, 0.03, 0.0])
    over = mechanics.load is not None and mechanics.load.at is At.BAR  # the bar is kept over the foot
    long = 0.98 * (flesh.UPPER_ARM + flesh.FOREARM)
    targets = {
        Hands.HANG: _hanging(shoulder, long, points["sole"] if over else shoulder),
        Hands.BAR: points[_load(mechanics)] + 0.24 * out,
        Hands.FORWARD: shoulder + long * np.array([1.0, -0.05, 0.0]) - 0.08 * out,
        Hands.CHEST: points["chest"] + 0.05 * out,
        Hands.HIPS: points["middle"] + 0.13 * up + 0.14 * out + 0.06 * forward,
        Hands.SEAT: points["middle"] + 0.24 * out - 0.02 * up + 0.02 * forward,
        Hands.PADS: shoulder + 0.06 * up + 0.16 * forward + 0.02 * out,
        Hands.HEAD: points["head"] + 0.08 * out - 0.06 * forward,
        Hands.KNEES: points["thigh"] + 0.08 * forward,
        Hands.SUPPORT: np.broadcast_to(shoulder[:1] + np.array([0.48, -0.2, 0.0]) - 0.1 * out[:1], shoulder.shape),
        Hands.FLOOR: palm,
        Hands.STAY: np.broadcast_to(palm[:1], palm.shape),
        Hands.BEHIND: palm - np.array([0.2, 0.0, 0.0]),
        Hands.ELBOWS: floor + flesh.FOREARM * np.array([1.0, 0.0, 0.0]),
        Hands.ELBOW: floor + flesh.FOREARM * np.array([0.0, 0.0, 1.0]),
        Hands.BESIDE: shoulder - 0.5 * up + 0.12 * out,
        Hands.FOOT: body.points["ankle"] + 0.03 * out,
        Hands.SHIN: (body.points["calf"] + body.points["shin"]) / 2 + 0.05 * out,
        Hands.UP: shoulder + long * np.array([0.1, 1.0, 0.0]) - 0.06 * out,
        Hands.SWING: shoulder + 0.85 * long * _swung(body, left=left),
    }
    bends = {Hands.BAR: -forward - 0.8 * up, Hands.PADS: -up, Hands.CHEST: -up + 0.4 * out}
    if where is Hands.ELBOW and (mechanics.lies == "left") is not left:  # the arm above
        where = Hands.HIPS
    hand, elbow = targets[where], floor
    if where not in (Hands.ELBOWS, Hands.ELBOW):
        elbow = flesh.elbow(shoulder, hand, bends.get(where, -forward + 0.15 * out - 0.3 * up))
    way = hand - elbow
    reached = elbow + way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9) * flesh.FOREARM
    return {"hand": reached, "elbow": elbow}


def _swung(body: Stand, *, left: bool) -> Floats:
    """The way from a swinging arm's shoulder to its hand, as far ahead as the knee of the other side is."""
    ahead = (body.lefts["knee"] - body.points["knee"])[:, 0] * (-1.0 if left else 1.0)
    turned = np.clip(1.5 * ahead, -0.6, 0.8)
    return np.stack([np.sin(turned), -np.cos(turned), np.zeros(len(turned))], axis=1)


def _hanging(shoulder: Floats, long: float, over: Floats) -> Floats:
    """Where a hanging hand is that is kept above a place, as far as the arm lets it."""
    ahead = np.clip(over[:, 0] - shoulder[:, 0], -0.6 * long, 0.6 * long)
    hand: Floats = shoulder + np.stack([ahead, -np.sqrt(long**2 - ahead**2), np.zeros(len(ahead))], axis=1)
    return hand


def _load(mechanics: Mechanics) -> str:
    """The place on the body at which a bar in the hands is."""
    at = mechanics.load.at if mechanics.load else At.CHEST
    return At.CHEST.value if at in (At.BAR, At.SIDES) else at.value
