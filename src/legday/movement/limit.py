"""The limit: the largest load whose moments the muscles can hold, for thousands of postures at once.

It is a linear program with as many equations as moments. Its dual goes from vertex to vertex (a bounded dual simplex
with the long-step ratio test): at a vertex all muscles but a few give everything or nothing, and the few make the
moments right.
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
    size: Floats = np.linalg.norm(per_load / scale, axis=1)
    cost = EFFORT * (1 + np.random.default_rng(0).random((muscles,)))
    load, activation, met = np.zeros(count), np.zeros((count, muscles)), np.zeros(count, dtype=np.bool_)
    problem = _Problem(gain / scale[:, :, None], moment / scale, per_load / scale / size[:, None], cost)
    basis, whole = _start(problem.gain, problem.along)
    at = np.flatnonzero(whole)
    problem, basis = problem.only(at), basis[at]
    for _ in range(PIVOTS):
        vertex = _vertex(problem, basis)
        rows = np.arange(len(basis))
        beyond = np.maximum(vertex.rest[:, :-1] - 1, -vertex.rest[:, :-1])
        beyond = np.pad(beyond, ((0, 0), (0, 1)), constant_values=-1.0)
        out = beyond.argmax(axis=1)  # the muscle of the basis that is asked for most beyond what it has
        worst = beyond[rows, out]
        done = worst < EXACT
        load[at[done]], met[at[done]] = vertex.rest[done, -1], True
        activation[at[done]] = vertex.taken[done].clip(0, 1)
        if done.all():
            break
        enters, ends = _entering(problem, basis, vertex, out)
        basis[rows, np.minimum(out, basis.shape[1] - 1)] = enters
        go = ~done & ends
        problem, basis, at = problem.only(go), basis[go], at[go]
        if not len(at):
            break
    return Most(load=load / size, activation=activation, met=met)


class _Problem(NamedTuple):
    """The problems that are left, their moments on one scale and those of the load of length one."""

    gain: Floats
    moment: Floats
    along: Floats
    cost: Floats

    def only(self, rows: Indices | NDArray[np.bool_]) -> _Problem:
        """Some of the problems."""
        return _Problem(self.gain[rows], self.moment[rows], self.along[rows], self.cost)


class _Vertex(NamedTuple):
    """A vertex of the dual: what each muscle is worth beyond its cost, what it gives, and what is left to the basis.

    ``rest`` (n, moments) is the activation of each muscle of the basis and, last, the load.
    """

    worth: Floats
    taken: Floats
    rest: Floats
    inverse: Floats


def _vertex(problem: _Problem, basis: Indices) -> _Vertex:
    """The vertex at which the muscles of the basis are worth just what they cost; the others give all or nothing."""
    columns = np.take_along_axis(problem.gain, basis[:, None, :], 2)
    inverse = np.linalg.inv(np.concatenate([columns, -problem.along[:, :, None]], axis=2))
    costs = np.concatenate([problem.cost[basis], np.full((len(basis), 1), -1.0)], axis=1)
    worth = offer_of(problem.gain, (costs[:, None, :] @ inverse)[:, 0]) - problem.cost
    np.put_along_axis(worth, basis, 0.0, 1)
    taken = (worth > 0).astype(np.float64)
    rest = (inverse @ (problem.moment - give(problem.gain, taken))[:, :, None])[:, :, 0]
    np.put_along_axis(taken, basis, rest[:, :-1], 1)
    return _Vertex(worth=worth, taken=taken, rest=rest, inverse=inverse)


def _entering(problem: _Problem, basis: Indices, vertex: _Vertex, out: Indices) -> tuple[Indices, NDArray[np.bool_]]:
    """The muscle that takes the place of the one going out: where the dual, passing all that turn over, stops falling.

    The second answer is false where it falls for ever, so that no load can be held.
    """
    rows = np.arange(len(basis))
    asked = vertex.rest[rows, out]
    way = np.where(asked > 1, 1.0, -1.0)[:, None] * vertex.inverse[rows, out]
    change = offer_of(problem.gain, way)
    np.put_along_axis(change, basis, 0.0, 1)
    turns = ((vertex.worth > 0) != (change > 0)) & (np.abs(change) > 1e-12)
    when = np.divide(-vertex.worth, change, out=np.full_like(change, np.inf), where=turns)
    order = when.argsort(axis=1)
    excess = np.maximum(asked - 1, -asked)
    slope = np.cumsum(np.take_along_axis(np.abs(change) * turns, order, 1), axis=1) - excess[:, None]
    return order[rows, (slope >= 0).argmax(axis=1)], slope[:, -1] >= 0


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
