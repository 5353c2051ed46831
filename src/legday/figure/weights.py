"""What is held or lies about: bars, dumbbells, a kettlebell, a towel."""

from __future__ import annotations

import numpy as np

from legday.figure.pieces import Piece, Words, box, globe, middle, place, rod, still
from legday.figure.stand import Stand


def barbell(body: Stand, words: Words) -> list[Piece]:
    """A loaded bar at a place, short enough for a phone."""
    at = middle(place(body, words[0] if words else "back"))
    plates = [Piece("plate", rod(at, 0.21, side * 0.62 - 0.03, side * 0.62 + 0.03)) for side in (-1, 1)]
    return [*plates, *bar(body, words)]


def bar(body: Stand, words: Words) -> list[Piece]:
    """A bar at a place, without plates."""
    at = middle(place(body, words[0] if words else "back"))
    return [Piece("bar", rod(at, 0.016, -0.72, 0.72))]


def stick(body: Stand, words: Words) -> list[Piece]:
    """A stick along the back, from the tailbone to above the head."""
    del words
    behind = np.array([[-0.15, -0.12, 0.0], [-0.13, 0.86, 0.0]])
    line = np.einsum("nij,njk,mk->nmi", body.world.frame, body.trunk.frame, behind)
    return [Piece("grip", line + middle(body.points["middle"])[:, None, :], line=True)]


def dumbbells(body: Stand, words: Words) -> list[Piece]:
    """A dumbbell in each hand, or only in the hands that are named."""
    found = []
    for name in words or ("hand", "left-hand"):
        at = place(body, name) - np.array([0.0, 0.05, 0.0])
        found.append(Piece("weight", rod(at, 0.014, -0.1, 0.1, axis=0)))
        found += [Piece("weight", rod(at + np.array([x, 0, 0]), 0.052, -0.03, 0.03, axis=0)) for x in (-0.1, 0.1)]
    return found


def bell(body: Stand, words: Words) -> list[Piece]:
    """One dumbbell upright, held at its upper end."""
    at = middle(place(body, words[0] if words else "hands"))
    grip = Piece("weight", rod(at, 0.015, -0.12, 0.12, axis=1))
    return [grip, *(Piece("weight", rod(at + np.array([0, y, 0]), 0.06, -0.035, 0.035, axis=1)) for y in (-0.1, 0.1))]


def kettlebell(body: Stand, words: Words) -> list[Piece]:
    """A kettlebell held by its handle."""
    at = middle(place(body, words[0] if words else "hands"))
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


def trapbar(body: Stand, words: Words) -> list[Piece]:
    """A loaded frame around the body, in both hands."""
    del words
    at = middle(place(body, "hands"))
    plates = [Piece("plate", rod(at, 0.21, side * 0.62 - 0.03, side * 0.62 + 0.03)) for side in (-1, 1)]
    return [*plates, Piece("bar", box(at, (0.3, 0.014, 0.42))), Piece("bar", rod(at, 0.016, -0.72, 0.72))]


def towel(body: Stand, words: Words) -> list[Piece]:
    """A towel on the floor below a foot."""
    del words
    at = still(body.points["sole"]) * np.array([1, 0, 1])
    line = np.stack([at + np.array([x, 0.0, 0.0]) for x in (-0.12, 0.06, 0.2, 0.32)], axis=1)
    return [Piece("band", line, line=True)]
