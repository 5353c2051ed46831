"""The present slope of a trend: straight stretches that bend at an unknown time, read from uneven, noisy values.

A filter that foretells the next session well follows a bend slowly. Whether somebody stands still is asked here
instead: how likely is each time of the last bend, and how steep has it been since?
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, log, sqrt
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float64]

BENDS = (6, 8, 10, 13, 16, 20, 26, 34, 44)
"""How many weeks ago the last bend may have been."""

BEFORE, AFTER = 4, 5
"""The values (and weeks) that there must be before a bend, and the values after it."""

STRAIGHT = 0.3
"""The probability of no bend at all, before anything was seen; the bends share the rest evenly (convention)."""

LONGEST = 60
"""Weeks that are looked back: older ones say nothing of the present slope."""

DRIFTS = (0.05, 0.2, 0.6)
"""How far the level may wander by itself in a root week, relative to the scatter of the values: real levels do."""

BELIEVED, SHAPE = 0.85, 6
"""The scatter of values relative to the usual one before any was seen, and how many values that is worth
(models 11.2)."""

TAIL = 3.0
"""Values further than this many of their usual deviations from those around them are trusted less (models 11.2)."""


SINCE, ROSE = np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, -1.0])
"""Of a constant, the slope since a bend and the slope before it: the one since, and how much more it is."""


def below(bound: float, slope: float, sd: float) -> float:
    """The probability that a slope, known with a standard deviation, is below a bound.

    >>> below(0.0, 0.0, 0.01)
    0.5
    """
    return 0.5 * (1 + erf((bound - slope) / (sd * sqrt(2))))


class Slope(NamedTuple):
    """A weekly slope as a mixture of normal distributions: how likely, mean and standard deviation of each."""

    belief: Row
    mean: Row
    sd: Row

    def below(self, bound: float) -> float:
        """The probability that the slope is below a bound."""
        return float(sum(w * below(bound, m, s) for w, m, s in zip(self.belief, self.mean, self.sd, strict=True)))

    def moments(self) -> tuple[float, float]:
        """The mean and the standard deviation of the whole."""
        mean = float(self.belief @ self.mean)
        return mean, sqrt(float(self.belief @ (self.sd**2 + (self.mean - mean) ** 2)))


def present_slope(
    weeks: Sequence[float], values: Sequence[float], sds: Sequence[float], prior: tuple[float, float]
) -> Slope:
    """Say how steep it is since the last bend.

    ``weeks`` ascend; ``values`` and their usual standard deviations ``sds`` are in log units; ``prior`` is the mean and
    standard deviation of a weekly slope before anything was seen.

    >>> weeks = [week / 2 for week in range(80)]
    >>> slope = present_slope(weeks, [0.01 * min(week, 20) for week in weeks], [0.02] * 80, (0.005, 0.01))
    >>> slope.below(0.0025) > 0.9
    True
    """
    kept = sum(week <= weeks[-1] - LONGEST for week in weeks)
    at = np.array(weeks[kept:])
    lines, odds = _lines(at)
    return _read(at, values[kept:], sds[kept:], _Question(lines, odds, prior, SINCE))


def turned_up(
    weeks: Sequence[float], values: Sequence[float], sds: Sequence[float], when: float, prior: tuple[float, float]
) -> float:
    """The probability that the slope rose at a given week; parameters as in ``present_slope``.

    >>> weeks = [week / 2 for week in range(60)]
    >>> turned_up(weeks, [0.01 * max(week - 18, 0) for week in weeks], [0.02] * 60, 18, (0.002, 0.006)) > 0.9
    True
    """
    at = np.array(weeks)
    return 1 - _read(at, values, sds, _Question([_bent(at, when)], np.zeros(1), prior, ROSE)).below(0)


class _Question(NamedTuple):
    """Lines that may be the truth with their log odds, what a slope is thought to be, and what is asked of the line."""

    lines: list[Row]
    odds: Row
    prior: tuple[float, float]
    asked: Row


def _read(at: Row, values: Sequence[float], sds: Sequence[float], question: _Question) -> Slope:
    seen, lines = np.array(values), question.lines
    usual = _trusted(seen, np.array(sds))
    apart = np.minimum.outer(at - at[0], at - at[0])
    scale = float(np.median(usual))
    parts = []
    for drift in DRIFTS:
        root = np.linalg.cholesky(np.diag(usual**2) + (drift * scale) ** 2 * apart)
        solved = np.linalg.solve(root, np.column_stack([seen, *lines]))
        right, columns = solved[:, 0], solved[:, 1:].reshape(len(at), len(lines), 3).transpose(1, 0, 2)
        noise = _scatter(columns, right)
        mean, sd, fit = _regress(columns / noise, right / noise, question)
        size = float(np.log(np.diag(root)).sum()) + len(at) * log(noise)
        parts.append((mean, sd, fit - size + question.odds))
    mean, sd, evidence = (np.concatenate(column) for column in zip(*parts, strict=True))
    belief = np.exp(evidence - evidence.max())
    return Slope(belief / belief.sum(), mean, sd)


def _lines(at: Row) -> tuple[list[Row], Row]:
    """The straight line, and a line with each bend that has some values on both sides, with their log odds."""
    bends = [
        _bent(at, bend)
        for bend in (at[-1] - ago for ago in BENDS)
        if (at <= bend).sum() >= BEFORE and (at > bend).sum() >= AFTER and bend - at[0] >= BEFORE
    ]
    odds = [log(STRAIGHT), *[log((1 - STRAIGHT) / len(BENDS))] * len(bends)]
    return [_bent(at, at[0]), *bends], np.array(odds)


def _bent(at: Row, bend: float) -> Row:
    """A line with a bend: a constant, the weeks since the bend, and those before it."""
    return np.column_stack([np.ones_like(at), np.maximum(at - bend, 0), np.minimum(at, bend) - at[0]])


def _scatter(designs: Row, right: Row) -> float:
    """The scatter relative to the usual one, from what no bend explains."""
    every = np.column_stack([designs[0], designs[1:, :, 1].T])
    rest = right - every @ np.linalg.lstsq(every, right, rcond=None)[0]
    free = max(len(right) - every.shape[1], 0)
    return sqrt((float(rest @ rest) + SHAPE * BELIEVED**2) / (free + SHAPE))


def _regress(designs: Row, right: Row, question: _Question) -> tuple[Row, Row, Row]:
    """What is asked, its deviation and log evidence, of each design: least squares with normal priors."""
    (mean, sd), asked = question.prior, question.asked
    center = np.array([0.0, mean, mean])
    precision = np.diag([1e-2, 1 / sd**2, 1 / sd**2])
    turned = designs.transpose(0, 2, 1)
    whole = turned @ designs + precision
    off = right - designs @ center
    pull = (turned @ off[:, :, None])[:, :, 0]
    cover = np.linalg.inv(whole)
    found = (cover @ pull[:, :, None])[:, :, 0]
    _, size = np.linalg.slogdet(whole)
    evidence = -0.5 * ((off**2).sum(axis=1) - (pull * found).sum(axis=1) + size)
    return (center + found) @ asked, np.sqrt(asked @ cover @ asked), evidence


def _trusted(values: Row, sds: Row) -> Row:
    """The deviations, wider where a value is far from the middle of those around it."""
    middle = np.array([median(values[max(0, place - 3) : place + 4].tolist()) for place in range(len(values))])
    wider: Row = sds * np.maximum(np.abs(values - middle) / sds / TAIL, 1.0)
    return wider
