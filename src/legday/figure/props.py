"""Props: bars, pads, benches, sleds and cables, each a few flat or rounded pieces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.figure import flesh
from legday.figure.scene import Scene
from legday.figure.stand import Stand
from legday.kinds import BadInput

Floats = NDArray[np.float64]


class Piece(NamedTuple):
    """A convex piece by its corners (n, k, 3), or a line through points; ``round`` is what is so from all sides.

    ``look`` is how it is drawn.
    """

    look: str
    corners: Floats
    line: bool = False
    round: bool = False


Words = tuple[str, ...]


def props(scene: Scene, body: Stand) -> list[Piece]:
    """Everything that a scene has beside the body."""
    found: list[Piece] = []
    for prop in scene.props:
        kind, *words = prop.split()
        if kind not in _KINDS:
            raise BadInput(f'There is no prop "{kind}".', f"Take one of {', '.join(sorted(_KINDS))}.")
        found += _KINDS[kind](body, tuple(words))
    return found


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
    """A round rod across the body, about points (n, 3), from ``low`` to ``high`` sideways: (n, 40, 3)."""
    round_ = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    ring = np.zeros((40, 3))
    others = [i for i in range(3) if i != axis]
    ring[:, others[0]] = np.tile(radius * np.cos(round_), 2)
    ring[:, others[1]] = np.tile(radius * np.sin(round_), 2)
    ring[:, axis] = np.repeat([low, high], 20)
    there: Floats = ring[None] + at[:, None, :]
    return there


def globe(at: Floats, radius: float) -> Floats:
    """A ball about points (n, 3): (n, k, 3)."""
    there: Floats = at[:, None, :] + radius * flesh.sphere()[None]
    return there


def _number(words: Words, index: int, default: float) -> float:
    return float(words[index]) if len(words) > index else default


def _at(body: Stand, name: str) -> Floats:
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


def _still(at: Floats, which: int = 0) -> Floats:
    """A place that stays where it is in one posture."""
    return np.broadcast_to(at[which], at.shape)


def _middle(at: Floats) -> Floats:
    middle: Floats = at * np.array([1.0, 1.0, 0.0])
    return middle


def _barbell(body: Stand, words: Words) -> list[Piece]:
    at = _middle(_at(body, words[0] if words else "back"))
    plates = [Piece("plate", rod(at, 0.21, side * 0.62 - 0.03, side * 0.62 + 0.03)) for side in (-1, 1)]
    return [*plates, Piece("bar", rod(at, 0.016, -0.72, 0.72))]


def _dumbbells(body: Stand, words: Words) -> list[Piece]:
    found = []
    for name in words or ("hand", "left-hand"):
        at = _at(body, name) - np.array([0.0, 0.05, 0.0])
        found.append(Piece("weight", rod(at, 0.014, -0.1, 0.1, axis=0)))
        found += [Piece("weight", rod(at + np.array([x, 0, 0]), 0.052, -0.03, 0.03, axis=0)) for x in (-0.1, 0.1)]
    return found


def _bell(body: Stand, words: Words) -> list[Piece]:
    """One dumbbell upright, held at its upper end."""
    at = _middle(_at(body, words[0] if words else "hands"))
    grip = Piece("weight", rod(at, 0.015, -0.12, 0.12, axis=1))
    return [grip, *(Piece("weight", rod(at + np.array([0, y, 0]), 0.06, -0.035, 0.035, axis=1)) for y in (-0.1, 0.1))]


def _kettlebell(body: Stand, words: Words) -> list[Piece]:
    at = _middle(_at(body, words[0] if words else "hands"))
    return [
        Piece("weight", globe(at - np.array([0, 0.13, 0]), 0.095), round=True),
        Piece(
            "grip",
            np.stack(
                [at + np.array([x, y, 0]) for x, y in ((-0.06, -0.07), (-0.05, 0.0), (0.05, 0.0), (0.06, -0.07))],
                axis=1,
            ),
            line=True,
        ),
    ]


def _seat(body: Stand, words: Words) -> list[Piece]:
    """A seat under the thighs, on a post."""
    at = _middle(_still(body.points["middle"]))
    seat = at + np.array([0.1, -0.145, 0.0])
    top = seat[:, 1] - 0.035
    found = [Piece("pad", box(seat, (0.22, 0.035, 0.2)))]
    if top.min() > 0.1 and "low" not in words:
        post = seat * np.array([1, 0, 1]) + np.array([0.0, 0.0, 0.0])
        post[:, 1] = top / 2
        found.insert(0, Piece("frame", box(post, (0.04, float(top[0]) / 2, 0.04))))
    return found


def _backrest(body: Stand, words: Words) -> list[Piece]:
    """A pad behind the trunk."""
    world = np.einsum("nij,njk->nik", body.world.frame, body.trunk.frame)
    lean = np.degrees(np.arctan2(world[:, 0, 1], world[:, 1, 1]))
    at = _middle(body.points["middle"]) + 0.3 * world[:, :, 1] - 0.165 * world[:, :, 0]
    moving = "moves" in words
    return [
        Piece(
            "pad",
            box(at if moving else _still(at), (0.035, 0.3, 0.17), lean if moving else _still(lean[:, None])[:, 0]),
        )
    ]


def _bench(body: Stand, words: Words) -> list[Piece]:
    """A bench below a place: how high its top is, how long it is along the body."""
    name = words[0] if words else "blades"
    at = _middle(_still(_at(body, name), -1))
    high, half = _number(words, 1, float(at[0, 1])), _number(words, 2, 0.15)
    shift = _number(words, 3, 0.0)
    top = at * np.array([1, 0, 1]) + np.array([shift, high - 0.04, 0])
    legs = [np.array([top[0, 0] + x, (high - 0.08) / 2, 0.0]) for x in (-0.7 * half, 0.7 * half)]
    return [
        Piece("frame", box(np.broadcast_to(leg, top.shape), (0.025, (high - 0.08) / 2, 0.15)))
        for leg in legs
        if high > 0.14
    ] + [Piece("pad", box(top, (half, 0.04, 0.2 if name != "left-tip" else 0.35)))]


def _block(body: Stand, words: Words) -> list[Piece]:
    """A solid box below a place, from the ground up: its half length, and how far it is shifted."""
    at = _middle(_still(_at(body, words[0]), int(_number(words, 3, 0))))
    half, shift = _number(words, 1, 0.2), _number(words, 2, 0.0)
    high = float(at[0, 1])
    centre = at * np.array([1, 0, 1]) + np.array([shift, high / 2, 0])
    return [Piece("block", box(centre, (half, max(high, 0.01) / 2, 0.3)))]


def _cushion(body: Stand, words: Words) -> list[Piece]:
    """A cushion on the floor below a place."""
    at = _middle(_still(_at(body, words[0])))
    high = float(at[0, 1]) - 0.06
    return [Piece("pad", box(at * np.array([1, 0, 1]) + np.array([0, high / 2, 0]), (0.13, high / 2, 0.3)))]


def _roller(body: Stand, words: Words) -> list[Piece]:
    """A round pad before or behind a place of the leg, with the arm that carries it."""
    name, side = words[0], words[1] if len(words) > 1 else "front"
    segment = {"shin": "shank", "calf": "shank", "ankle": "shank", "thigh": "thigh", "knee": "shank"}[name]
    away = {"shin": 0.085, "ankle": 0.085, "calf": 0.11, "thigh": 0.12, "knee": 0.1}[name] * (
        1 if side == "front" else -1
    )
    found = []
    world = np.einsum("nij,njk->nik", body.world.frame, body.right[segment].frame)
    at = _middle(body.points[name] + away * world[:, :, 0])
    if "lever" in words:
        knee = _middle(body.points["knee"])
        found.append(Piece("arm", np.stack([knee, at], axis=1), line=True))
    if "post" in words:
        foot = at[0] * np.array([1, 0, 0])
        found.append(Piece("post", np.broadcast_to(np.stack([foot, at[0]]), (len(at), 2, 3)), line=True))
    return [*found, Piece("roller", rod(at, 0.045, -0.2, 0.2))]


def _paddle(body: Stand, words: Words) -> list[Piece]:
    """A pad at the side of a thigh or shin: outside or inside."""
    name, out = words[0], 1.0 if words[1] == "outside" else -1.0
    found = []
    for points, side in ((body.points, 1.0), (body.lefts, -1.0)):
        at = points[name] + np.array([0.0, 0.0, side * out * 0.09])
        found.append(Piece("pad", box(at, (0.09, 0.07, 0.02))))
    return found


def _sled(body: Stand, words: Words) -> list[Piece]:
    """A plate below the sole, on its rail; ``words`` give the rail's slope in degrees."""
    foot = np.einsum("nij,njk->nik", body.world.frame, body.right["foot"].frame)
    pitch = -np.degrees(np.arctan2(foot[:, 1, 0], foot[:, 0, 0]))
    at = _middle(body.points["sole"] + 0.05 * foot[:, :, 0] - 0.03 * foot[:, :, 1])
    slope = np.radians(_number(words, 0, 45.0))
    along = np.array([np.cos(slope), np.sin(slope), 0.0])
    reach = (at - at[0]) @ along
    start, end = at[0] + (reach.min() - 0.15) * along, at[0] + (reach.max() + 0.45) * along
    rail = np.broadcast_to(np.stack([start, end]) - np.array([0.0, 0.12, 0.0]), (len(at), 2, 3))
    return [Piece("rail", rail, line=True), Piece("pad", box(at, (0.24, 0.022, 0.28), pitch))]


def _footplate(body: Stand, words: Words) -> list[Piece]:
    """A plate below the sole or ball that does not move."""
    _, *_rest = words or ("",)
    foot = np.einsum("nij,njk->nik", body.world.frame, body.right["foot"].frame)
    pitch = -np.degrees(np.arctan2(foot[:, 1, 0], foot[:, 0, 0]))
    at = _middle(body.points["sole"] + 0.05 * foot[:, :, 0] - 0.03 * foot[:, :, 1])
    return [Piece("pad", box(_still(at), (0.24, 0.022, 0.28), _still(pitch[:, None])[:, 0]))]


def _pads(body: Stand, words: Words) -> list[Piece]:
    """Pads on the shoulders."""
    del words
    world = np.einsum("nij,njk->nik", body.world.frame, body.trunk.frame)
    lean = np.degrees(np.arctan2(world[:, 0, 1], world[:, 1, 1]))
    return [
        Piece(
            "pad",
            box(points["shoulder"] + 0.085 * world[:, :, 1] + np.array([0, 0, -side * 0.05]), (0.11, 0.03, 0.06), lean),
        )
        for points, side in ((body.points, 1.0), (body.lefts, -1.0))
    ]


_FROM = {"front": (1.0, 0.0), "behind": (-1.0, 0.0), "left": (0.0, -1.0), "right": (0.0, 1.0), "below": (0.0, 0.0)}


def _line(look: str, pulley: bool) -> Callable[[Stand, Words], list[Piece]]:
    """A cable or band: from a place of the body to one that stays: which way, how far and how high."""

    def found(body: Stand, words: Words) -> list[Piece]:
        at = _at(body, words[0])
        x, z = _FROM[words[1]]
        far, high = _number(words, 2, 0.8), _number(words, 3, 0.08)
        base = at.mean(axis=0)
        end = np.array([base[0] + x * far, high, base[2] + z * far])
        line = np.stack([at, np.broadcast_to(end, at.shape)], axis=1)
        pieces = [Piece(look, line, line=True)]
        if pulley and (x or z):
            side = np.array([x * 0.06, 0.0, z * 0.06])
            post = np.stack(
                [
                    end * np.array([1, 0, 1]) + side,
                    end * np.array([1, 0, 1]) + side + np.array([0, max(1.3, high + 0.2), 0]),
                ]
            )
            pieces.insert(0, Piece("post", np.broadcast_to(post, (len(at), 2, 3)), line=True))
            pieces.append(Piece("plate", rod(np.broadcast_to(end, at.shape), 0.035, -0.02, 0.02)))
        return pieces

    return found


def _loop(body: Stand, words: Words) -> list[Piece]:
    """A band from one leg to the other, or from place to place."""
    a = _at(body, words[0])
    b = _at(body, words[1] if len(words) > 1 else f"left-{words[0]}")
    return [Piece("band", np.stack([a, b], axis=1), line=True)]


def _wall(body: Stand, words: Words) -> list[Piece]:
    """A wall behind or before the body."""
    behind = words[0] == "behind"
    reach = np.stack(list(body.points.values()))[:, :, 0]
    x = float(reach.min() - 0.02 if behind else body.points["hand"][:, 0].max() + 0.05)
    if len(words) > 1:
        x = float(words[1])
    at = np.broadcast_to(np.array([x + (-0.03 if behind else 0.03), 0.9, 0.0]), body.points["hip"].shape)
    return [Piece("wall", box(at, (0.03, 0.9, 0.7)))]


def _uprights(body: Stand, words: Words) -> list[Piece]:
    """The rails of a Smith machine, through a place; how high they are."""
    at = _middle(_at(body, words[0]))
    high = _number(words, 1, 1.95)
    x = float(at[:, 0].mean())
    posts = [np.array([[x, 0.0, z], [x, high, z]]) for z in (-0.8, 0.8)]
    return [Piece("post", np.broadcast_to(post, (len(at), 2, 3)), line=True) for post in posts]


def _post(body: Stand, words: Words) -> list[Piece]:
    """What carries a part of a machine: a post from below a place to the ground."""
    at = _middle(_still(_at(body, words[0]), -1))[0] + np.array([_number(words, 1, 0.0), -0.1, 0.0])
    post = np.stack([at, at * np.array([1, 0, 1])])
    return [Piece("post", np.broadcast_to(post, (len(body.points["hip"]), 2, 3)), line=True)]


def _pole(body: Stand, words: Words) -> list[Piece]:
    """Something upright to hold on to, where the right hand is."""
    at = _still(body.points["hand"])[0] * np.array([1, 0, 1])
    high = _number(words, 0, 1.25)
    post = np.stack([at, at + np.array([0, high, 0])])
    return [Piece("post", np.broadcast_to(post, (len(body.points["hand"]), 2, 3)), line=True)]


def _mat(body: Stand, words: Words) -> list[Piece]:
    del words
    reach = np.stack(list(body.points.values()))[:, :, 0]
    low, high = float(reach.min()) - 0.1, float(reach.max()) + 0.1
    at = np.broadcast_to(np.array([(low + high) / 2, 0.006, 0.0]), body.points["hip"].shape)
    return [Piece("mat", box(at, ((high - low) / 2, 0.012, 0.3)))]


def _towel(body: Stand, words: Words) -> list[Piece]:
    """A towel on the floor below a foot."""
    del words
    at = _still(body.points["sole"]) * np.array([1, 0, 1])
    line = np.stack([at + np.array([x, 0.0, 0.0]) for x in (-0.12, 0.06, 0.2, 0.32)], axis=1)
    return [Piece("band", line, line=True)]


def _ball(body: Stand, words: Words) -> list[Piece]:
    at = _middle(_at(body, words[0]))
    radius = _number(words, 1, 0.28)
    return [Piece("ball", globe(at - np.array([0, radius, 0]), radius), round=True)]


def _trapbar(body: Stand, words: Words) -> list[Piece]:
    del words
    at = _middle(_at(body, "hands"))
    plates = [Piece("plate", rod(at, 0.21, side * 0.62 - 0.03, side * 0.62 + 0.03)) for side in (-1, 1)]
    return [*plates, Piece("bar", box(at, (0.3, 0.014, 0.42))), Piece("bar", rod(at, 0.016, -0.72, 0.72))]


_KINDS: Mapping[str, Callable[[Stand, Words], list[Piece]]] = {
    "barbell": _barbell,
    "dumbbells": _dumbbells,
    "bell": _bell,
    "kettlebell": _kettlebell,
    "seat": _seat,
    "backrest": _backrest,
    "bench": _bench,
    "block": _block,
    "cushion": _cushion,
    "roller": _roller,
    "paddle": _paddle,
    "sled": _sled,
    "footplate": _footplate,
    "pads": _pads,
    "cable": _line("cable", pulley=True),
    "band": _line("band", pulley=False),
    "loop": _loop,
    "wall": _wall,
    "uprights": _uprights,
    "pole": _pole,
    "post": _post,
    "mat": _mat,
    "ball": _ball,
    "towel": _towel,
    "trapbar": _trapbar,
}
