"""The present slope of a trend: straight stretches that bend at an unknown time, read from uneven, noisy values.

A filter that foretells the next session well follows a bend slowly. Whether somebody stands still is asked here
instead: how likely is each time of the last bend, and how steep has it been since?
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, log, sqrt
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


class Slope(NamedTuple):
    """A weekly slope as a mixture of normal distributions: how likely, mean and standard deviation of each."""

    weight: Row
    mean: Row
    sd: Row

    def below(self, bound: float) -> float:
        """The probability that the slope is below a bound."""
        return float(sum(w * _below((bound - m) / s) for w, m, s in zip(self.weight, self.mean, self.sd, strict=True)))

    def moments(self) -> tuple[float, float]:
        """The mean and the standard deviation of the whole."""
        mean = float(self.weight @ self.mean)
        return mean, sqrt(float(self.weight @ (self.sd**2 + (self.mean - mean) ** 2)))


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
    last = weeks[-1]
    kept = [place for place, week in enumerate(weeks) if week > last - LONGEST]
    at, seen = np.array([weeks[place] for place in kept]), np.array([values[place] for place in kept])
    usual = _trusted(seen, np.array([sds[place] for place in kept]))
    designs, odds = _designs(at)
    apart = np.minimum.outer(at - at[0], at - at[0])
    scale = float(np.median(usual))
    parts = []
    for drift in DRIFTS:
        root = np.linalg.cholesky(np.diag(usual**2) + (drift * scale) ** 2 * apart)
        solved = np.linalg.solve(root, np.column_stack([seen, *designs]))
        right, columns = solved[:, 0], solved[:, 1:].reshape(len(at), len(designs), 3).transpose(1, 0, 2)
        noise = _scatter(columns, right)
        mean, sd, fit = _regress(columns / noise, right / noise, prior)
        size = float(np.log(np.diag(root)).sum()) + len(at) * log(noise)
        parts.append((mean, sd, fit - size + odds))
    mean, sd, evidence = (np.concatenate(column) for column in zip(*parts, strict=True))
    weight = np.exp(evidence - evidence.max())
    return Slope(weight / weight.sum(), mean, sd)


def _designs(at: Row) -> tuple[list[Row], Row]:
    """The straight line, and a line with each bend that has some values on both sides, with their log odds.

    Columns are a constant, the weeks since the bend, and those before it.
    """
    ones, now = np.ones_like(at), at - at[0]
    bends = [
        np.column_stack([ones, np.maximum(at - bend, 0), np.minimum(at, bend) - at[0]])
        for bend in (at[-1] - ago for ago in BENDS)
        if (at <= bend).sum() >= BEFORE and (at > bend).sum() >= AFTER and bend - at[0] >= BEFORE
    ]
    odds = [log(STRAIGHT), *[log((1 - STRAIGHT) / len(BENDS))] * len(bends)]
    return [np.column_stack([ones, now, 0 * ones]), *bends], np.array(odds)


def _scatter(designs: Row, right: Row) -> float:
    """The scatter relative to the usual one, from what no bend explains."""
    every = np.column_stack([designs[0, :, :2], designs[1:, :, 1].T])
    rest = right - every @ np.linalg.lstsq(every, right, rcond=None)[0]
    free = max(len(right) - every.shape[1], 0)
    return sqrt((float(rest @ rest) + SHAPE * BELIEVED**2) / (free + SHAPE))


def _regress(designs: Row, right: Row, prior: tuple[float, float]) -> tuple[Row, Row, Row]:
    """The slope since the bend, its deviation and log evidence, of each design: least squares with normal priors."""
    center = np.array([0.0, prior[0], prior[0]])
    precision = np.diag([1e-2, 1 / prior[1] ** 2, 1 / prior[1] ** 2])
    turned = designs.transpose(0, 2, 1)
    whole = turned @ designs + precision
    off = right - designs @ center
    pull = (turned @ off[:, :, None])[:, :, 0]
    cover = np.linalg.inv(whole)
    found = (cover @ pull[:, :, None])[:, :, 0]
    _, size = np.linalg.slogdet(whole)
    evidence = -0.5 * ((off**2).sum(axis=1) - (pull * found).sum(axis=1) + size)
    return center[1] + found[:, 1], np.sqrt(cover[:, 1, 1]), evidence


def _trusted(values: Row, sds: Row) -> Row:
    """The deviations, wider where a value is far from the middle of those around it."""
    middle = np.array([np.median(values[max(0, place - 3) : place + 4]) for place in range(len(values))])
    wider: Row = sds * np.maximum(np.abs(values - middle) / sds / TAIL, 1.0)
    return wider


def _below(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))
