"""A local linear trend read by Kalman filters: a level and a weekly slope from noisy, unevenly spaced values.

How much a person's values scatter and how fast their level wanders is not known beforehand, so a grid of both is
followed at once and each pair weighs as much as it foretold the values well.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float64]

GAP_WEEKS = 3.0  # a longer pause starts the slope anew, models 11.2
GAP_SPREAD = 0.02  # log units a week of pause, models 11.2
RETRAINING = (0.015, 0.030)  # slope after a pause: mean as in models 11.2, sd wider so that it says nothing by itself
TAIL = 3.0  # values further off than this many standard deviations are weighed down, models 11.2
# ... but at most to a quarter: a lasting change, as by another machine, must get through.
MOST_TAIL = 4.0

# Level drift in log units per root week, and noise relative to the usual. Models 11.2 begins at a drift of 0.006; on
# real logs 0.02 to 0.05 foretells the next session better, so the grid reaches from the one to well above the other.
_DRIFTS = (0.006, 0.02, 0.05, 0.1, 0.15)
_NOISES = (0.35, 0.6, 1.0, 1.7, 3.0)
# Slope drift in log units a week per root week, about the 0.0012 of models 11.2.
_TURNS = (0.0003, 0.0012, 0.005)
_GRID = np.array([(drift, noise, turn) for drift in _DRIFTS for noise in _NOISES for turn in _TURNS])
DRIFT, NOISE, TURN = (_GRID[:, axis] for axis in range(3))
PRIOR: Row = -0.25 * (np.log(DRIFT / 0.02) ** 2 + np.log(NOISE) ** 2 + np.log(TURN / 0.0012) ** 2)


class Step(NamedTuple):
    """What is known after one value, for each pair of drift and noise: level, slope, their variances and covariance.

    ``evidence`` is how well each pair foretold the values, as a logarithm.
    """

    week: float
    level: Row
    slope: Row
    level_var: Row
    covariance: Row
    slope_var: Row
    evidence: Row

    @property
    def belief(self) -> Row:
        """How much each pair of drift and noise counts; they sum to 1."""
        share = np.exp(self.evidence - self.evidence.max())
        belief: Row = share / share.sum()
        return belief

    def mean_level(self) -> tuple[float, float]:
        """The level and its standard deviation over all pairs."""
        return _mixture(self.belief, self.level, self.level_var)

    def mean_slope(self) -> tuple[float, float]:
        """The weekly slope and its standard deviation over all pairs."""
        return _mixture(self.belief, self.slope, self.slope_var)


def follow(
    weeks: Sequence[float], values: Sequence[float], sds: Sequence[float], slope: tuple[float, float]
) -> list[Step]:
    """Read values in order of time and say after each what is known.

    ``weeks`` ascend; ``values`` and their usual standard deviations ``sds`` are in log units; ``slope`` is the mean and
    standard deviation of the weekly slope before anything was seen. After models 11.2.

    >>> steps = follow(range(9), [0.01 * week for week in range(9)], [0.01] * 9, (0.0, 0.1))
    >>> round(steps[-1].mean_slope()[0], 3)
    0.01
    """
    steps: list[Step] = []
    for week, value, sd in zip(weeks, values, sds, strict=True):
        noise = (sd * NOISE) ** 2
        if not steps:
            ones = np.ones_like(NOISE)
            steps.append(Step(week, value * ones, slope[0] * ones, noise, 0 * ones, slope[1] ** 2 * ones, PRIOR))
            continue
        before = _forecast(steps[-1], week)
        surprise = value - before.level
        off = surprise**2 / (before.level_var + noise)
        # Student's t with 5 degrees of freedom: one odd day must not decide which pair is right.
        evidence = before.evidence - 0.5 * np.log(before.level_var + noise) - 3 * np.log1p(off / 5)
        tail = np.clip((surprise / TAIL) ** 2 - before.level_var, noise, MOST_TAIL * noise)
        total = before.level_var + np.where(off > TAIL**2, tail, noise)
        gain, tilt = before.level_var / total, before.covariance / total
        steps.append(
            before._replace(
                level=before.level + gain * surprise,
                slope=before.slope + tilt * surprise,
                level_var=before.level_var * (1 - gain),
                covariance=before.covariance * (1 - gain),
                slope_var=before.slope_var - tilt * before.covariance,
                evidence=evidence,
            )
        )
    return steps


def _forecast(last: Step, week: float) -> Step:
    """What to expect of a later week before its value is read."""
    passed = week - last.week
    if passed >= GAP_WEEKS:
        # Nobody keeps gaining while away: the level stays where it was, only less certain, and the slope starts anew.
        return last._replace(
            week=week,
            slope=np.full_like(last.slope, RETRAINING[0]),
            level_var=last.level_var + (GAP_SPREAD * passed) ** 2,
            covariance=np.zeros_like(last.covariance),
            slope_var=np.full_like(last.slope_var, RETRAINING[1] ** 2),
        )
    wander = DRIFT**2 * passed
    return last._replace(
        week=week,
        level=last.level + last.slope * passed,
        level_var=last.level_var + passed * (2 * last.covariance + passed * last.slope_var) + wander,
        covariance=last.covariance + last.slope_var * passed,
        slope_var=last.slope_var + TURN**2 * passed,
    )


def _mixture(belief: Row, mean: Row, var: Row) -> tuple[float, float]:
    middle = float(belief @ mean)
    return middle, sqrt(float(belief @ (var + (mean - middle) ** 2)))
