"""The limit: the largest load whose moments the muscles can hold, for thousands of postures at once.

It is a linear program with as many equations as moments. Its dual goes from vertex to vertex (a bounded dual simplex with
the long-step ratio test): at a vertex all muscles but a few give everything or nothing, and the few make the moments right.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.movement.recruitment import EXACT, Floats, Indices, give, offer_of, reach

PIVOTS = 200  # steps from vertex to vertex: most problems take under fifteen
EFFORT = 1e-8  # what a muscle's activation costs where the load alone decides, so that no two muscles tie


class Most(NamedTuple):
    """The largest load that can be held: ``load`` (n), ``activation`` (n, muscles), ``met`` (n)."""

    load: Floats
    activation: Floats
    met: NDArray[np.bool_]


def hold_most(gain: Floats, moment: Floats, per_load: Floats) -> Most:
    """Find the largest load whose moments can be held, and the activations that hold it.

    The moments are ``moment + load * per_load``, each (n, moments) in N·m, with ``gain`` as for ``hold``; every row of
    ``per_load`` must have a moment. Where no load at all can be held, ``met`` is false and the load 0.

    >>> most = hold_most(np.array([[[3.0, 1.0]]]), np.array([[0.0]]), np.array([[2.0]]))
    >>> most.load.round(2), most.activation.round(2), most.met
    (array([2.]), array([[1., 1.]]), array([ True]))
    """
    count, _, muscles = gain.shape
    scale = reach(gain)
    g, m, p = gain / scale[:, :, None], moment / scale, per_load / scale
    size = np.linalg.norm(p, axis=1)
    p /= size[:, None]
    cost = EFFORT * (1 + np.random.default_rng(0).random(muscles))
    load, activation, met = np.zeros(count), np.zeros((count, muscles)), np.zeros(count, dtype=np.bool_)
    basis, whole = _start(g, p)
    at = np.flatnonzero(whole)
    g, m, p, basis = g[at], m[at], p[at], basis[at]
    for _ in range(PIVOTS):
        rows = np.arange(len(g))
        # at a vertex the muscles of the basis are worth just what they cost; the others give all or nothing
        inverse = np.linalg.inv(np.concatenate([np.take_along_axis(g, basis[:, None, :], 2), -p[:, :, None]], axis=2))
        price = (np.concatenate([cost[basis], np.full((len(g), 1), -1.0)], axis=1)[:, None, :] @ inverse)[:, 0]
        worth = offer_of(g, price) - cost
        np.put_along_axis(worth, basis, 0.0, 1)
        taken = (worth > 0).astype(np.float64)
        rest = (inverse @ (m - give(g, taken))[:, :, None])[:, :, 0]
        np.put_along_axis(taken, basis, rest[:, :-1], 1)
        beyond = np.maximum(rest[:, :-1] - 1, -rest[:, :-1])
        out = beyond.argmax(axis=1) if beyond.shape[1] else np.zeros(len(g), dtype=np.intp)
        worst = beyond[rows, out] if beyond.shape[1] else np.zeros(len(g))
        done = worst < EXACT
        load[at[done]], activation[at[done]], met[at[done]] = rest[done, -1], taken[done].clip(0, 1), True
        if done.all():
            break
        way = np.where(rest[rows, out] > 1, 1.0, -1.0)[:, None] * inverse[rows, out]
        change = offer_of(g, way)
        np.put_along_axis(change, basis, 0.0, 1)
        turns = ((worth > 0) != (change > 0)) & (np.abs(change) > 1e-12)
        when = np.divide(-worth, change, out=np.full_like(worth, np.inf), where=turns)
        order = when.argsort(axis=1)
        slope = np.cumsum(np.take_along_axis(np.abs(change) * turns, order, 1), axis=1) - worst[:, None]
        ends = slope[:, -1] >= 0  # else the dual falls for ever: no load can be held
        basis[rows, out] = order[rows, (slope >= 0).argmax(axis=1)]
        go = ~done & ends
        if not go.any():
            break
        g, m, p, basis, at = g[go], m[go], p[go], basis[go], at[go]
    return Most(load=load / size, activation=activation, met=met)


def _start(gain: Floats, along: Floats) -> tuple[Indices, NDArray[np.bool_]]:
    """Muscles for the first vertex: they hardly matter to the load, and turn the joints each in a way of its own.

    Where no such muscles are, as for a joint that none turns, the second answer is false.
    """
    offer = np.abs(offer_of(gain, along))
    weight = 1 / (offer + 1e-3 * offer.max(axis=1, keepdims=True))
    rest = gain - along[:, :, None] * (along[:, None, :] @ gain)
    basis, rows = np.zeros((len(gain), gain.shape[1] - 1), dtype=np.intp), np.arange(len(gain))
    whole = np.ones(len(gain), dtype=np.bool_)
    for k in range(basis.shape[1]):
        basis[:, k] = (np.linalg.norm(rest, axis=1) * weight).argmax(axis=1)
        unit = rest[rows, :, basis[:, k]]
        length = np.linalg.norm(unit, axis=1)
        whole &= length > EXACT
        unit /= np.maximum(length, EXACT)[:, None]
        rest -= unit[:, :, None] * (unit[:, None, :] @ rest)
    return basis, whole


