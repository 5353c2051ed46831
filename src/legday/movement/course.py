"""The course of a set's last repetition: what every muscle does at every posture, with a load just possible."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.body.curves import active
from legday.body.forces import Capacity, capacity
from legday.body.geometry import reference
from legday.body.person import Person, skeleton
from legday.kinds import BadInput, Coordinate, Kilograms
from legday.movement.balance import balanced, check_stands
from legday.movement.limit import hold_most
from legday.movement.mechanics import Mechanics
from legday.movement.posture import Posture, spoken
from legday.movement.recruitment import hold
from legday.movement.statics import braced, moments

Floats = NDArray[np.float64]

POSTURES = 40
ROUNDS = 4  # the load moves the balance, and the balance the load: both settle in two or three
SETTLED_KG = 0.2
START_KG = 60.0
SHY = 0.9999  # of what is just possible, so that rounding does not make it impossible
LOWERING = 1.4  # of the isometric force is what muscles hold while they are stretched (the reference leg; Millard 2013)


class Course(NamedTuple):
    """A repetition at n postures.

    ``load_kg`` is the whole load; ``demand`` multiplies all moments, where nothing but the body is lifted: the set ends
    when the muscles are so tired that its moments are like these. ``moment_nm`` (n, coordinates) is what the muscles
    must give, ``activation``, ``fibre`` and ``force`` (n, muscles) are what they do: fibre lengths are relative to the
    optimal one, active fibre forces to the maximal one that is left. ``most`` (n) is the load, or the demand, that
    each posture would allow, ``work`` (n) the share of the repetition's work that is done there.
    """

    posture: Posture
    capacity: Capacity
    free: tuple[int, ...]
    load_kg: Kilograms
    demand: float
    moment_nm: Floats
    most: Floats
    activation: Floats
    fibre: Floats
    force: Floats
    work: Floats


def strength_left(reps: float) -> float:
    """What a muscle has left of its strength after so many repetitions that no further one goes (Epley; models 1.1).

    >>> round(strength_left(10), 2)
    0.75
    """
    return 1 / (1 + reps / 30)


def course(
    mechanics: Mechanics, person: Person, *, reps: float = 10, reserve: float = 0, postures: int = POSTURES
) -> Course:
    """Find what happens in the last repetition of a set of so many repetitions, with so many left in reserve.

    The load is the largest that the whole range allows to muscles as tired as they are after ``reps`` and ``reserve``.
    A load that is fixed is just held, by fresh muscles. Raises BadInput where nothing at all can be held, where the
    body would fall, and for what fresh muscles cannot do once.
    """
    body = skeleton(person)
    load = mechanics.load
    fixed = load is not None and load.times_body is not None
    tired = 1.0 if fixed else strength_left(reps + reserve)
    more = LOWERING if mechanics.lowered else 1.0
    load_kg = START_KG if load is not None else 0.0
    if load is not None and load.times_body is not None:
        load_kg = load.times_body * person.mass_kg
    for _ in range(ROUNDS):
        posture = balanced(mechanics, body, postures, max(load_kg, 0.0))
        able = capacity(person, posture.angles_deg)
        asked = moments(mechanics, body, posture)
        problem = _problem(mechanics, able)
        if load is None or fixed:
            break
        most = problem.most(tired * more, problem.need(asked.body), problem.need(asked.load), posture)
        before, load_kg = load_kg, float(most.min())
        if load_kg == np.inf:
            raise BadInput(
                f"The load at `{load.at}` asks nothing of the muscles.", "Let it act elsewhere, or be a weight."
            )
        if abs(load_kg - before) < SETTLED_KG:
            break
    check_stands(mechanics, body, posture, max(load_kg, 0.0))
    demand = 1.0
    if load is None or fixed or load_kg <= 0:  # the body, or a load that is given, is what is lifted
        load_kg = max(load_kg, 0.0)
        whole = asked.body + load_kg * asked.load
        most = problem.most(tired * more, 0 * problem.need(whole), problem.need(whole), posture)
        let_go = mechanics.lowered and not fixed  # what is only lowered may be let go where muscles give way
        if most.min() < 1 and not mechanics.passive and not let_go:
            _check_once(problem, more, whole, posture, load_kg)
        demand = 1.0 if fixed else float(most.min())
    if mechanics.passive:
        demand = 0.0
    moment = SHY * demand * (asked.body + load_kg * asked.load)
    now = 1.0 if fixed else strength_left(reps)
    activation = np.zeros_like(able.full_n) if mechanics.passive else problem.hold(now * more, problem.need(moment))
    fibre = able.rest_fibre + activation * (able.full_fibre - able.rest_fibre)
    return Course(
        posture=posture,
        capacity=able,
        free=problem.free,
        load_kg=load_kg,
        demand=demand,
        moment_nm=moment,
        most=most,
        activation=activation,
        fibre=fibre,
        force=more * activation * active().at(fibre),
        work=_work(posture, moment, problem.free),
    )


def _check_once(problem: _Problem, strength: float, whole: Floats, posture: Posture, load_kg: Kilograms) -> None:
    """Refuse what muscles cannot do even once, while they are fresh."""
    once = problem.most(strength, 0 * problem.need(whole), problem.need(whole), posture)
    worst = int(once.argmin())
    if once[worst] < 1:
        load, other = (
            (f"a load of {load_kg:.0f} kg", "a smaller `times_body`")
            if load_kg
            else ("the body", "`lowered = true` if it is only lowered")
        )
        raise BadInput(
            f"Muscles can hold only {max(once[worst], 0.0):.0%} of what {load} asks of them, "
            f"with {spoken(posture.angles_deg[worst])}.",
            f"Give a smaller range, or {other}.",
        )


class _Problem(NamedTuple):
    """The equations of a movement: one for each coordinate whose moment muscles must give."""

    free: tuple[int, ...]
    gain: Floats
    rest: Floats

    def need(self, moment: Floats) -> Floats:
        """What the equations ask for, of moments (n, coordinates)."""
        return moment[:, self.free]

    def most(self, strength: float, base: Floats, each: Floats, posture: Posture) -> Floats:
        """The largest multiple of ``each`` that muscles of this strength can hold beside ``base``."""
        felt = np.linalg.norm(each, axis=1) > 1e-6
        found = np.full(len(each), np.inf)
        limit = hold_most(strength * self.gain[felt], base[felt] - self.rest[felt], each[felt])
        if not limit.met.all() and base.any():  # beside the body no load at all: the body is what is lifted
            return np.full(len(each), -np.inf)
        if not limit.met.all():
            worst = posture.angles_deg[felt][int(limit.met.argmin())]
            raise BadInput(
                f"No muscles can hold this posture: {spoken(worst)}.",
                "Change the angles, or brace the joint that something else carries.",
            )
        found[felt] = limit.load
        return found

    def hold(self, strength: float, need: Floats) -> Floats:
        """The activations (n, muscles) with which muscles of this strength hold what is needed."""
        held = hold(strength * self.gain, need - self.rest)
        if not held.met.all():
            raise BadInput("No muscles can hold this load.", "Take a lighter load or a smaller range.")
        return held.activation


def _problem(mechanics: Mechanics, able: Capacity) -> _Problem:
    """Set up the equations; muscles that cross a relaxed joint have nothing to give."""
    carried = braced(mechanics)
    free = tuple(i for i, name in enumerate(Coordinate) if name not in carried)
    if not free:
        raise BadInput("Every joint is braced or relaxed, so muscles have nothing to do.", "Leave a joint out of them.")
    loose = {*mechanics.relaxed}
    works = np.array([loose.isdisjoint(muscle.coordinates) for muscle in reference().muscles.values()])
    arm = able.arm_m[:, free, :]
    return _Problem(
        free=free,
        gain=arm * (works * (able.full_n - able.rest_n))[:, None, :],
        rest=(arm * able.rest_n[:, None, :]).sum(axis=2),
    )


def _work(posture: Posture, moment: Floats, free: tuple[int, ...]) -> Floats:
    """The share of the work at each posture: a repetition moves the load, not the joints, at an even pace."""
    if len(moment) < 2:
        return np.ones(len(moment))
    turned = np.gradient(np.radians(posture.angles_deg[:, free]), axis=0)
    work = np.abs((moment[:, free] * turned).sum(axis=1))
    total = work.sum()
    return work / total if total > 1e-6 else np.full(len(work), 1 / len(work))
