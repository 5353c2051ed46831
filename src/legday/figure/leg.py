"""The leg in space: where bones and muscle paths are in any posture, after the reference leg."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from legday.body.geometry import reference
from legday.kinds import Coordinate, Muscle
from legday.movement.posture import SUBTALAR, about, turn

Floats = NDArray[np.float64]

NEARLY_LEVEL = 0.18  # the sine of 10°: legs that are spread and turned as hinges leave a flat foot a trace of tilt
Point = tuple[float, float, float]


class Node(msgspec.Struct, frozen=True):
    """A point of a muscle's path in the frame of a segment: a fixed one, or one that moves with the joints.

    ``terms`` are the coefficients of its three coordinates, for the powers of the angles, taken from -1 to 1.
    """

    segment: str
    at: Point | None = None
    coordinates: tuple[Coordinate, ...] = ()
    powers: tuple[tuple[int, ...], ...] = ()
    terms: tuple[Point, ...] = ()


class Bone(msgspec.Struct, frozen=True):
    """A bone as convex pieces, each by its corners, in the frame of the segment that carries it."""

    segment: str
    pieces: tuple[tuple[Point, ...], ...]


class Knee(msgspec.Struct, frozen=True):
    """Where shank and patella are in the thigh's frame as the knee bends, and how far the patella leans forward."""

    flexion_deg: tuple[float, ...]
    shank_m: tuple[Point, ...]
    patella_m: tuple[Point, ...]
    patella_deg: tuple[float, ...]


class Leg(msgspec.Struct, frozen=True):
    """The reference leg as it is drawn; ``joints`` say where each segment hangs in the one above."""

    joints: dict[str, Point]
    knee: Knee
    bones: dict[str, Bone]
    muscles: dict[Muscle, tuple[Node, ...]]


class Placed(NamedTuple):
    """Where a segment is in n postures: its frame (n, 3, 3) and its origin (n, 3) in metres."""

    frame: Floats
    origin: Floats

    def put(self, points: Floats) -> Floats:
        """Points (k, 3) of the segment in space: (n, k, 3)."""
        there: Floats = np.einsum("nij,kj->nki", self.frame, points) + self.origin[:, None, :]
        return there


Limb = Mapping[str, Placed]
"""The segments of one leg: pelvis, thigh, patella, shank, ankle, foot and toes."""


@cache
def leg() -> Leg:
    """The reference leg: its joints, bones and paths.

    >>> sorted({bone.segment for bone in leg().bones.values()})
    ['ankle', 'foot', 'patella', 'pelvis', 'shank', 'thigh', 'toes']
    """
    file = files("legday.data").joinpath("figure") / "leg.json"
    return msgspec.json.decode(file.read_bytes(), type=Leg)


def limb(angles_deg: Floats, pelvis: Floats, *, flat: bool = False) -> Limb:
    """Place the segments of a right leg by its angles (n, coordinates) below a pelvis whose frames are (n, 3, 3).

    The origin is between the hips: x forward, y up, z to the right. A ``flat`` foot does not tilt sideways, as one on
    the ground does not.

    >>> straight = limb(np.zeros((1, 7)), np.eye(3)[None])
    >>> straight["ankle"].origin.round(2)
    array([[-0.01, -0.81,  0.08]])
    """
    hip, adduction, rotation, knee, dorsiflexion, inversion, toes = angles_deg.T
    joints, track = leg().joints, leg().knee
    zero = np.zeros((len(angles_deg), 3))

    def below(upper: Placed, at: Floats, frame: Floats) -> Placed:
        return Placed(frame, upper.origin + np.einsum("nij,nj->ni", upper.frame, np.broadcast_to(at, zero.shape)))

    def along(rows: tuple[Point, ...]) -> Floats:
        table = np.array(rows)
        return np.stack([np.interp(knee, track.flexion_deg, table[:, i]) for i in range(3)], axis=1)

    placed = {"pelvis": Placed(pelvis, zero)}
    thigh = pelvis @ turn("z", hip) @ turn("x", adduction) @ turn("y", rotation)
    placed["thigh"] = below(placed["pelvis"], np.array(joints["hip"]), thigh)
    lean = np.interp(knee, track.flexion_deg, track.patella_deg)
    placed["patella"] = below(placed["thigh"], along(track.patella_m), thigh @ turn("z", -lean))
    shank = thigh @ turn("z", -knee)
    placed["shank"] = below(placed["thigh"], along(track.shank_m), shank)
    talus = shank @ turn("z", dorsiflexion)
    placed["ankle"] = below(placed["shank"], np.array(joints["ankle"]), talus)
    foot, heel = talus @ about(SUBTALAR, inversion), np.array(joints["heel"])
    if flat:
        foot = _flat(foot)
    placed["foot"] = Placed(foot, placed["ankle"].origin + (talus - foot) @ heel)  # it turns about a joint in the heel
    placed["toes"] = below(placed["foot"], np.array(joints["toes"]), placed["foot"].frame @ turn("z", toes))
    return placed


def bones(limb: Limb) -> dict[str, list[Floats]]:
    """The pieces of each bone in space, by their corners: (n, k, 3) each."""
    return {
        name: np.split(limb[bone.segment].put(corners), ends, axis=1)
        for name, (bone, corners, ends) in _bones().items()
    }


def path(muscle: Muscle, angles_deg: Floats, limb: Limb) -> Floats:
    """A muscle's path from origin to insertion in space: (n, nodes, 3) in metres.

    >>> standing = np.zeros((1, 7))
    >>> soleus = path(Muscle.SOLEUS, standing, limb(standing, np.eye(3)[None]))
    >>> bool(soleus[0, 0, 1] > soleus[0, -1, 1])  # from below the knee down to the heel
    True
    """
    runs = []
    for segment, fixed, moving in _runs()[muscle]:
        placed = limb[segment]
        if moving is None:
            runs.append(placed.put(fixed))
        else:
            at = _moving(moving, angles_deg)
            runs.append(np.einsum("nij,nkj->nki", placed.frame, at) + placed.origin[:, None, :])
    return np.concatenate(runs, axis=1)


def arises(muscle: Muscle) -> str:
    """The segment that a muscle arises from.

    >>> arises(Muscle.SOLEUS)
    'shank'
    """
    return leg().muscles[muscle][0].segment


def _flat(foot: Floats) -> Floats:
    """A foot's frames without their tilt to the side, and level if they nearly are; where it points stays."""
    ahead = foot[:, :, 0].copy()
    ahead[np.abs(ahead[:, 1]) < NEARLY_LEVEL, 1] = 0.0
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    side = np.cross(ahead, [0.0, 1.0, 0.0])
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    return np.stack([ahead, np.cross(side, ahead), side], axis=2)


class _Moving(NamedTuple):
    """Nodes that move with the same joints: the numbers of these, their middles and half ranges, powers and terms."""

    joints: tuple[int, ...]
    middle: Floats
    half: Floats
    powers: NDArray[np.int64]
    terms: Floats


def _moving(nodes: _Moving, angles_deg: Floats) -> Floats:
    """Where nodes are that move with the joints, in their segment's frame: (n, k, 3)."""
    x = (angles_deg[:, nodes.joints] - nodes.middle) / nodes.half
    factors = np.prod(x[:, None, :] ** nodes.powers[None], axis=2)
    found: Floats = np.einsum("np,kpi->nki", factors, nodes.terms)
    return found


@cache
def _runs() -> Mapping[Muscle, tuple[tuple[str, Floats, _Moving | None], ...]]:
    """Each muscle's nodes in runs of the same segment and kind."""
    order = list(Coordinate)
    found = {}
    for muscle, nodes in leg().muscles.items():
        runs: list[tuple[str, Floats, _Moving | None]] = []
        for (segment, joints), those in groupby(nodes, key=lambda node: (node.segment, node.coordinates)):
            run = list(those)
            if not joints:
                runs.append((segment, np.array([node.at for node in run]), None))
                continue
            limits = [reference().coordinates[name] for name in joints]
            moving = _Moving(
                joints=tuple(order.index(name) for name in joints),
                middle=np.array([(limit.high + limit.low) / 2 for limit in limits]),
                half=np.array([(limit.high - limit.low) / 2 for limit in limits]),
                powers=np.array(run[0].powers),
                terms=np.array([node.terms for node in run]),
            )
            runs.append((segment, np.zeros((0, 3)), moving))
        found[muscle] = tuple(runs)
    return found


@cache
def _bones() -> Mapping[str, tuple[Bone, Floats, list[int]]]:
    """Each bone with the corners of all its pieces, and where in these the pieces end."""
    found = {}
    for name, bone in leg().bones.items():
        ends = np.cumsum([len(piece) for piece in bone.pieces])[:-1].tolist()
        found[name] = (bone, np.concatenate([np.array(piece) for piece in bone.pieces]), ends)
    return found
