"""Recruitment: which activations hold the joints' moments, for thousands of postures at once.

Of all activations that do, nature is taken to choose the least sum of squares (Crowninshield & Brand 1981, J Biomech
14:793–801). That problem has an unknown for every muscle, its dual only one for every moment: where prices are put on
the moments, a muscle is as active as what it gives is worth, between 0 and 1. The prices at which the moments come out
right make a convex, piecewise quadratic function least; a semismooth Newton method finds them in a few steps.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

STEPS = 60  # Newton steps: most problems take under ten
EXACT = 1e-9  # how well moments are met, relative to what the muscles of the joint could give together
MET = 1e-6  # and how well they must be met to count as held
CHUNK = 1000  # problems at a time: what they need then stays near the processor


class Held(NamedTuple):
    """Activations that hold some moments: ``activation`` (n, muscles), ``price`` (n, moments), ``met`` (n)."""

    activation: Floats
    price: Floats
    met: NDArray[np.bool_]


def hold(gain: Floats, moment: Floats) -> Held:
    """Find the least squared activations that give the moments.

    ``gain`` (n, moments, muscles) is the moment that each muscle adds at full activation, ``moment`` (n, moments) what
    is asked for, both in N·m. Where no activation between 0 and 1 can do it, ``met`` is false. ``price`` is what
    another newton metre would add to half the sum of squares.

    >>> held = hold(np.array([[[3.0, 1.0]]]), np.array([[2.0]]))
    >>> held.activation.round(3), held.met
    (array([[0.6, 0.2]]), array([ True]))
    """
    parts = [_hold(gain[i : i + CHUNK], moment[i : i + CHUNK]) for i in range(0, max(len(gain), 1), CHUNK)]
    return Held(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _hold(gain: Floats, moment: Floats) -> Held:
    """Hold the moments of one chunk."""
    scale = reach(gain)
    gain, moment = gain / scale[:, :, None], moment / scale
    price = _newton(gain, moment)
    activation = np.clip(offer_of(gain, price), 0.0, 1.0)
    missing = np.abs(give(gain, activation) - moment).max(axis=1)
    return Held(activation=activation, price=price / scale, met=missing < MET)


def _newton(gain: Floats, moment: Floats) -> Floats:
    """Make the dual small; who is done is left out of the next step."""
    price = np.zeros_like(moment)
    at, here, offer = np.arange(len(gain)), price.copy(), np.zeros((len(gain), gain.shape[2]))
    for _ in range(STEPS):
        slope = give(gain, np.clip(offer, 0.0, 1.0)) - moment
        left = np.abs(slope).max(axis=1)
        price[at] = here
        go = left >= EXACT
        if not go.any():
            break
        if go.mean() < 0.8:
            gain, moment, here, offer, slope, left = (v[go] for v in (gain, moment, here, offer, slope, left))
            at = at[go]
        inside = gain * ((offer > 0) & (offer < 1))[:, None, :]
        bend = inside @ gain.transpose(0, 2, 1) + (1e-11 + left / 1000)[:, None, None] * np.eye(gain.shape[1])
        step = np.linalg.solve(bend, -slope[:, :, None])[:, :, 0]
        change = offer_of(gain, step)
        paid = (moment * step).sum(axis=1)
        length = _length(offer, change, paid, (slope * step).sum(axis=1))[:, None]
        here, offer = here + length * step, offer + length * change
        never = paid - np.maximum(change, 0).sum(axis=1) > MET * np.abs(step).sum(axis=1)  # not even with all they have
        if never.any():
            price[at] = here
            gain, moment, here, offer = (v[~never] for v in (gain, moment, here, offer))
            at = at[~never]
            if not len(at):
                break
    return price


def _length(offer: Floats, change: Floats, paid: Floats, first: Floats) -> Floats:
    """How far to go along a step: all of it where the slope is less than half then, else to where there is none."""

    def tilt(length: Floats, rows: Indices) -> Floats:
        taken = np.clip(offer[rows] + length[:, None] * change[rows], 0.0, 1.0)
        slope: Floats = (change[rows] * taken).sum(axis=1) - paid[rows]
        return slope

    length = np.ones(len(offer))
    slope = (change * np.clip(offer + change, 0.0, 1.0)).sum(axis=1) - paid
    hard = np.flatnonzero(np.abs(slope) > np.abs(first) / 2)
    low, high, slope = np.zeros(len(hard)), np.ones(len(hard)), slope[hard]
    for _ in range(30):
        down = slope < 0
        if not down.any():
            break
        low[down] = high[down]
        high[down] *= 2
        slope[down] = tilt(high[down], hard[down])
    for _ in range(25 if len(hard) else 0):
        middle = (low + high) / 2
        up = tilt(middle, hard) > 0
        low, high = np.where(up, low, middle), np.where(up, middle, high)
    length[hard] = (low + high) / 2
    return length


def offer_of(gain: Floats, price: Floats) -> Floats:
    """What each muscle's full activation is worth at these prices."""
    return (price[:, None, :] @ gain)[:, 0]


def give(gain: Floats, activation: Floats) -> Floats:
    """The moments that the activations give."""
    return (gain @ activation[:, :, None])[:, :, 0]


def reach(gain: Floats) -> Floats:
    """The moment that all muscles of a joint could give together, whichever way they turn; brings all to one scale."""
    together: Floats = np.abs(gain).sum(axis=2)
    return np.maximum(together, 1e-9)
