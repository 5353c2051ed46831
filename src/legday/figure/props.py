"""Props: everything that a scene has beside the body."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from legday.figure import ergometers, machines, weights
from legday.figure.pieces import Piece, Words, box, number, place, rod
from legday.figure.scene import Scene
from legday.figure.stand import Stand
from legday.kinds import BadInput


def props(scene: Scene, body: Stand) -> list[Piece]:
    """Everything that a scene has beside the body."""
    found: list[Piece] = []
    for prop in scene.props:
        kind, *words = prop.split()
        if kind not in _KINDS:
            raise BadInput(f'There is no prop "{kind}".', f"Take one of {', '.join(sorted(_KINDS))}.")
        found += _KINDS[kind](body, tuple(words))
    return found


_FROM = {"front": (1.0, 0.0), "behind": (-1.0, 0.0), "left": (0.0, -1.0), "right": (0.0, 1.0), "below": (0.0, 0.0)}


def _line(look: str, pulley: bool) -> Callable[[Stand, Words], list[Piece]]:
    """A cable or band: from a place of the body to one that stays: which way, how far and how high."""

    def found(body: Stand, words: Words) -> list[Piece]:
        at = place(body, words[0])
        x, z = _FROM[words[1]]
        far, high = number(words, 2, 0.8), number(words, 3, 0.08)
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
    a = place(body, words[0])
    b = place(body, words[1] if len(words) > 1 else f"left-{words[0]}")
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


def _mat(body: Stand, words: Words) -> list[Piece]:
    del words
    every = np.concatenate([*body.points.values(), *body.lefts.values()])[:, [0, 2]]
    low, high = every.min(axis=0) - 0.1, every.max(axis=0) + 0.1
    low[1], high[1] = min(low[1], -0.3), max(high[1], 0.3)
    (x, z), (long, wide) = (low + high) / 2, (high - low) / 2
    at = np.broadcast_to(np.array([x, 0.006, z]), body.points["hip"].shape)
    return [Piece("mat", box(at, (float(long), 0.012, float(wide))))]


_KINDS: Mapping[str, Callable[[Stand, Words], list[Piece]]] = {
    "barbell": weights.barbell,
    "bar": weights.bar,
    "stick": weights.stick,
    "dumbbells": weights.dumbbells,
    "bell": weights.bell,
    "kettlebell": weights.kettlebell,
    "seat": machines.seat,
    "backrest": machines.backrest,
    "bench": machines.bench,
    "block": machines.block,
    "cushion": machines.cushion,
    "roller": machines.roller,
    "paddle": machines.paddle,
    "sled": machines.sled,
    "footplate": machines.footplate,
    "pads": machines.pads,
    "cable": _line("cable", pulley=True),
    "band": _line("band", pulley=False),
    "loop": _loop,
    "wall": _wall,
    "uprights": machines.uprights,
    "pole": machines.pole,
    "bike": ergometers.bike,
    "rower": ergometers.rower,
    "post": machines.post,
    "mat": _mat,
    "towel": weights.towel,
    "trapbar": weights.trapbar,
}
