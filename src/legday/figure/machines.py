"""What carries the body or the load: seats, benches, pads, sleds and posts."""

from __future__ import annotations

import numpy as np

from legday.figure.pieces import Piece, Words, box, middle, number, place, rod, still
from legday.figure.stand import Stand


def seat(body: Stand, words: Words) -> list[Piece]:
    """A seat under the thighs, on a post."""
    at = middle(still(body.points["middle"]))
    seat = at + np.array([0.1, -0.145, 0.0])
    top = seat[:, 1] - 0.035
    found = [Piece("pad", box(seat, (0.22, 0.035, 0.2)))]
    if top.min() > 0.1 and "low" not in words:
        post = seat * np.array([1, 0, 1]) + np.array([0.0, 0.0, 0.0])
        post[:, 1] = top / 2
        found.insert(0, Piece("frame", box(post, (0.04, float(top[0]) / 2, 0.04))))
    return found


def backrest(body: Stand, words: Words) -> list[Piece]:
    """A pad behind the trunk."""
    world = np.einsum("nij,njk->nik", body.world.frame, body.trunk.frame)
    lean = np.degrees(np.arctan2(world[:, 0, 1], world[:, 1, 1]))
    at = middle(body.points["middle"]) + 0.3 * world[:, :, 1] - 0.165 * world[:, :, 0]
    moving = "moves" in words
    return [
        Piece(
            "pad",
            box(at if moving else still(at), (0.035, 0.3, 0.17), lean if moving else still(lean[:, None])[:, 0]),
        )
    ]


def bench(body: Stand, words: Words) -> list[Piece]:
    """A bench below a place: how high its top is, how long it is along the body."""
    name = words[0] if words else "blades"
    at = middle(still(place(body, name), -1))
    high, half = number(words, 1, float(at[0, 1])), number(words, 2, 0.15)
    shift = number(words, 3, 0.0)
    top = at * np.array([1, 0, 1]) + np.array([shift, high - 0.04, 0])
    legs = [np.array([top[0, 0] + x, (high - 0.08) / 2, 0.0]) for x in (-0.7 * half, 0.7 * half)]
    return [
        Piece("frame", box(np.broadcast_to(leg, top.shape), (0.025, (high - 0.08) / 2, 0.15)))
        for leg in legs
        if high > 0.14
    ] + [Piece("pad", box(top, (half, 0.04, 0.2 if name != "left-tip" else 0.35)))]


def block(body: Stand, words: Words) -> list[Piece]:
    """A solid box below a place, from the ground up: its half length, and how far it is shifted."""
    at = middle(still(place(body, words[0]), int(number(words, 3, 0))))
    half, shift = number(words, 1, 0.2), number(words, 2, 0.0)
    high = float(at[0, 1])
    centre = at * np.array([1, 0, 1]) + np.array([shift, high / 2, 0])
    return [Piece("block", box(centre, (half, max(high, 0.01) / 2, 0.3)))]


def cushion(body: Stand, words: Words) -> list[Piece]:
    """A cushion on the floor below a place."""
    at = middle(still(place(body, words[0])))
    high = float(at[0, 1]) - 0.06
    return [Piece("pad", box(at * np.array([1, 0, 1]) + np.array([0, high / 2, 0]), (0.13, high / 2, 0.3)))]


def roller(body: Stand, words: Words) -> list[Piece]:
    """A round pad before or behind a place of the leg, with the arm that carries it."""
    name, side = words[0], words[1] if len(words) > 1 else "front"
    segment = {"shin": "shank", "calf": "shank", "ankle": "shank", "thigh": "thigh", "knee": "shank"}[name]
    away = {"shin": 0.085, "ankle": 0.085, "calf": 0.11, "thigh": 0.12, "knee": 0.1}[name] * (
        1 if side == "front" else -1
    )
    found = []
    world = np.einsum("nij,njk->nik", body.world.frame, body.right[segment].frame)
    at = middle(body.points[name] + away * world[:, :, 0])
    if "lever" in words:
        knee = middle(body.points["knee"])
        found.append(Piece("arm", np.stack([knee, at], axis=1), line=True))
    if "post" in words:
        foot = at[0] * np.array([1, 0, 0])
        found.append(Piece("post", np.broadcast_to(np.stack([foot, at[0]]), (len(at), 2, 3)), line=True))
    return [*found, Piece("roller", rod(at, 0.045, -0.2, 0.2))]


def paddle(body: Stand, words: Words) -> list[Piece]:
    """A pad at the side of a thigh or shin: outside or inside."""
    name, out = words[0], 1.0 if words[1] == "outside" else -1.0
    found = []
    for points, side in ((body.points, 1.0), (body.lefts, -1.0)):
        at = points[name] + np.array([0.0, 0.0, side * out * 0.09])
        found.append(Piece("pad", box(at, (0.09, 0.07, 0.02))))
    return found


def sled(body: Stand, words: Words) -> list[Piece]:
    """A plate below the sole, on its rail; ``words`` give the rail's slope in degrees."""
    foot = np.einsum("nij,njk->nik", body.world.frame, body.right["foot"].frame)
    pitch = -np.degrees(np.arctan2(foot[:, 1, 0], foot[:, 0, 0]))
    at = middle(body.points["sole"] + 0.05 * foot[:, :, 0] - 0.03 * foot[:, :, 1])
    slope = np.radians(number(words, 0, 45.0))
    along = np.array([np.cos(slope), np.sin(slope), 0.0])
    reach = (at - at[0]) @ along
    start, end = at[0] + (reach.min() - 0.15) * along, at[0] + (reach.max() + 0.45) * along
    rail = np.broadcast_to(np.stack([start, end]) - np.array([0.0, 0.12, 0.0]), (len(at), 2, 3))
    return [Piece("rail", rail, line=True), Piece("pad", box(at, (0.24, 0.022, 0.28), pitch))]


def footplate(body: Stand, words: Words) -> list[Piece]:
    """A plate below the sole or ball that does not move."""
    del words
    foot = np.einsum("nij,njk->nik", body.world.frame, body.right["foot"].frame)
    pitch = -np.degrees(np.arctan2(foot[:, 1, 0], foot[:, 0, 0]))
    at = middle(body.points["sole"] + 0.05 * foot[:, :, 0] - 0.03 * foot[:, :, 1])
    return [Piece("pad", box(still(at), (0.24, 0.022, 0.28), still(pitch[:, None])[:, 0]))]


def pads(body: Stand, words: Words) -> list[Piece]:
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


def uprights(body: Stand, words: Words) -> list[Piece]:
    """The rails of a Smith machine, through a place; how high they are."""
    at = middle(place(body, words[0]))
    high = number(words, 1, 1.95)
    x = float(at[:, 0].mean())
    posts = [np.array([[x, 0.0, z], [x, high, z]]) for z in (-0.8, 0.8)]
    return [Piece("post", np.broadcast_to(post, (len(at), 2, 3)), line=True) for post in posts]


def post(body: Stand, words: Words) -> list[Piece]:
    """What carries a part of a machine: a post from below a place to the ground."""
    at = middle(still(place(body, words[0]), -1))[0] + np.array([number(words, 1, 0.0), -0.1, 0.0])
    post = np.stack([at, at * np.array([1, 0, 1])])
    return [Piece("post", np.broadcast_to(post, (len(body.points["hip"]), 2, 3)), line=True)]


def pole(body: Stand, words: Words) -> list[Piece]:
    """Something upright to hold on to, where the right hand is."""
    at = still(body.points["hand"])[0] * np.array([1, 0, 1])
    high = number(words, 0, 1.25)
    post = np.stack([at, at + np.array([0, high, 0])])
    return [Piece("post", np.broadcast_to(post, (len(body.points["hand"]), 2, 3)), line=True)]
