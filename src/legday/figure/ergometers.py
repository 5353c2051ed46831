"""What people warm up on: an exercise bike and a rowing machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legday.figure.pieces import Piece, Words, box, middle, rod, still
from legday.figure.stand import Stand

Floats = NDArray[np.float64]

LEVEL, AHEAD, ACROSS = np.array([1.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0])


def bike(body: Stand, words: Words) -> list[Piece]:
    """An exercise bike: its base, saddle, wheel and handlebar, and cranks that go round under the feet."""
    del words
    feet = [middle(points["ball"]) for points in (body.points, body.lefts)]
    axle = np.broadcast_to((feet[0] + feet[1]).mean(axis=0) / 2, feet[0].shape)
    saddle = middle(still(body.points["middle"])) - np.array([0.02, 0.13, 0.0])
    grip = middle(still(body.points["hand"]))
    wheel = axle + np.array([0.34, 0.02, 0.0])
    back, front = (saddle - 0.1 * AHEAD) * LEVEL, (wheel + 0.15 * AHEAD) * LEVEL
    frame = [(saddle, axle), (axle, grip), (axle, wheel), (back, front), (saddle, back), (wheel, front)]
    return [
        Piece("plate", rod(wheel, 0.2, -0.02, 0.02)),
        *(_line("post", start, end) for start, end in frame),
        *(_line("rail", axle, foot) for foot in feet),
        Piece("pad", box(saddle, (0.13, 0.03, 0.09))),
    ]


def rower(body: Stand, words: Words) -> list[Piece]:
    """A rowing machine: a seat that rolls on its rail, plates for the feet, and a handle on a chain to the wheel."""
    del words
    seat = middle(body.points["middle"]) - np.array([0.0, 0.14, 0.0])
    foot = middle(still(body.points["ball"]))
    wheel = foot + np.array([0.3, 0.12, 0.0])
    rail = seat[0, 1] - 0.04
    start, end = (np.broadcast_to([x, rail, 0.0], seat.shape) for x in (seat[:, 0].min() - 0.2, wheel[0, 0]))
    legs = [(at, at * LEVEL) for at in (start, end)]
    hands = middle((body.points["hand"] + body.lefts["hand"]) / 2)
    return [
        Piece("plate", rod(wheel, 0.2, -0.04, 0.04)),
        *(_line("post", above, below) for above, below in [*legs, (start, end)]),
        Piece("pad", box(foot + np.array([0.04, 0.0, 0.0]), (0.02, 0.13, 0.2), 35.0)),
        Piece("pad", box(seat, (0.13, 0.03, 0.15))),
        _line("cable", hands, wheel),
        Piece("grip", np.stack([hands - 0.25 * ACROSS, hands + 0.25 * ACROSS], axis=1), line=True),
    ]


def _line(look: str, start: Floats, end: Floats) -> Piece:
    return Piece(look, np.stack([start, end], axis=1), line=True)
