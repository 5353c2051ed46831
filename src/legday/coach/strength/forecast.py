"""Forecast: the best set of a coming session, from the past sessions most like it.

People train hard one day and lightly the next, fives on Monday and tens on Thursday. So the next set is foretold less
by the latest one than by the latest *of its kind*: past sessions count the more the later they were, the nearer their
repetitions to those that are planned, and the more alike the rest of the plan is. The forecast is the middle of their
strength so weighed (the mean of five quantiles, neither thrown off by an odd day nor jumping as a median does), moved
on by what people gain in the time between, and rounded to a load that the person has used. How far off it may be is
read from how far off such forecasts were before.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Sequence
from datetime import date
from math import ceil, exp, log
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]

FEWEST = 3  # sessions that must be known before one is foretold
ABOUT = (-0.2, -0.1, 0.0, 0.1, 0.2)  # the quantile: the forecast is the mean of these five (validation/forecast.md)
# Set by hand down to ROUNDED: half or twice as much of any changes the error by 1.5 % of it at most.
MOST_SETS = 12  # of a session that are compared; more are rare
MISSING = -1.0  # stands for the log repetitions of a set that only the other session has
MOST_PLACES = 3  # further apart in the order of the session is no more unlike
MOST_WEEKS = 6.0  # of gain: nobody keeps gaining for longer without training
STEPS = 4  # last sessions whose steps are averaged
LOOKED_BACK = 12  # sessions whose errors say whether such steps go on
STEADY = 0.6  # of the error at most must be left when they are added
ROUNDED = 0.08  # a forecast this near in log units to a load that was used means that load
LEAST_SPREAD = 0.03  # log units: one repetition, the noise of a single day (models 11.1)
# Errors of forecasts relative to the spread of the sessions that they came from, as they are over all histories of
# validation/forecast.md (5, 15 ... 95 of 100 are smaller). They stand for a person's own until there are more of those.
USUAL_ERRORS = (0.0, 0.0, 0.05, 0.2, 0.4, 0.55, 0.75, 1.0, 1.4, 2.7)
INSIDE = 0.8  # of the values fall within the interval


class Visit(NamedTuple):
    """A movement's part of one session: what a plan fixes beforehand, and what its best set showed.

    ``place`` is the movement's among those of the session, ``scheme`` the planned repetitions of its working sets, and
    ``times`` how many times its load the strength of the heaviest is if it goes as planned (``strength.multiple`` of
    its repetitions). ``load_kg`` and ``e1rm_kg`` (see ``Best``) are of the best set; of a session to be foretold they
    are not read.
    """

    day: date
    title: str
    place: int
    scheme: tuple[int, ...]
    times: float
    load_kg: float
    e1rm_kg: float


class Likeness(NamedTuple):
    """What makes a past session count less: what it is off by, times these; and what else depends on the horizon.

    ``age`` is for the logarithm of the number of sessions since, ``weeks`` for each week, ``reps`` for each log unit of
    strength between the repetitions, ``scheme`` for the mean difference of the log repetitions of all sets, ``title``
    for another title, ``place`` for each place in the order of the session (three at most). ``quantile`` is the share
    of what counts that lies below the middle one of the five; ``gain`` and ``gain_new`` (divided by the number of
    sessions known) are log units a week.
    """

    age: float
    weeks: float
    reps: float
    scheme: float
    title: float
    place: float
    quantile: float
    gain: float
    gain_new: float


# Chosen by validation/forecast_fit.py; validation/forecast.md also has the score with each history left out.
NEXT = Likeness(age=1.2, weeks=0.03, reps=8, scheme=0.6, title=0.6, place=0.5, quantile=0.57, gain=0.0, gain_new=0.0)
MONTH = Likeness(
    age=1.2, weeks=0.03, reps=8, scheme=0.6, title=0.9, place=0.0, quantile=0.57, gain=0.0015, gain_new=0.04
)


class Forecast(NamedTuple):
    """A foretold value in log units of strength, and the interval that holds it four times in five."""

    low: float
    middle: float
    high: float


def foretell(visits: Sequence[Visit], likeness: Likeness, ahead: int = 1) -> list[Forecast | None]:
    """Foretell each session of one movement from those at least ``ahead`` days before it; None where too few are known.

    ``visits`` are oldest first, one a day. The values are logarithms of ``e1rm_kg``. Nothing of a session is read for
    its own forecast but what a plan fixes: day, title, place, scheme, times.

    >>> fives, tens = ((5,), 1.17, 100, 117), ((10,), 1.34, 80, 107)
    >>> days = [Visit(date(2026, 1, 1 + 3 * at), "", 0, *(tens if at % 2 else fives)) for at in range(8)]
    >>> [round(exp(found.middle)) for found in foretell(days, NEXT)[4:] if found]
    [117, 107, 117, 107]
    """
    if len(visits) <= FEWEST:
        return [None] * len(visits)
    days = np.array([visit.day.toordinal() for visit in visits], dtype=float)
    known = np.searchsorted(days, days - ahead, "right")
    first = int(np.searchsorted(known, FEWEST))
    loads = np.log([visit.load_kg for visit in visits])
    values = np.log([visit.e1rm_kg for visit in visits])
    alike = _alike(visits, likeness, days, known)
    low, *about, high = _quantiles(values, alike, (0.1, *(likeness.quantile + step for step in ABOUT), 0.9)).T
    middle = np.mean(about, axis=0)
    weeks = np.minimum((days - days[known - 1]) / 7, MOST_WEEKS)
    middle += weeks * (likeness.gain + likeness.gain_new / np.maximum(known, 1))
    middle += _steady_steps((values - middle).tolist(), known.tolist(), first)
    spread = (high - low) / 2 + LEAST_SPREAD
    lighter = np.log([visit.times for visit in visits])  # than a single: a load is rounded, not a strength
    found: list[Forecast] = []
    used: list[float] = []
    errors = list(USUAL_ERRORS)
    for at in range(first, len(visits)):
        for read in range(known[at - 1] if at > first else 0, known[at]):
            insort(used, loads[read])
            if read >= first:
                insort(errors, abs(values[read] - found[read - first].middle) / spread[read])
        foretold = float(_rounded(middle[at] - lighter[at], used) + lighter[at])
        half = float(spread[at] * errors[ceil(INSIDE * len(errors)) - 1])
        found.append(Forecast(foretold - half, foretold, foretold + half))
    return [*([None] * first), *found]


def _alike(visits: Sequence[Visit], likeness: Likeness, days: Table, known: NDArray[np.intp]) -> Table:
    """How much each session (column) counts for the forecast of each (row); 0 for those not yet known."""
    since = known[:, None] - np.arange(len(visits))  # 1 for the latest known session
    is_known = since > 0
    times = np.log([visit.times for visit in visits])
    titles = np.unique([visit.title for visit in visits], return_inverse=True)[1]
    places = np.array([visit.place for visit in visits])
    unlike = (
        likeness.age * np.log(np.maximum(since, 1))
        + likeness.weeks * (days[known - 1][:, None] - days) / 7
        + likeness.reps * np.abs(times[:, None] - times)
        + likeness.scheme * _schemes_apart(visits)
        + likeness.title * (titles[:, None] != titles)
        + likeness.place * np.minimum(np.abs(places[:, None] - places), MOST_PLACES)
    )
    least = np.where(is_known, unlike, np.inf).min(axis=1, keepdims=True)
    alike: Table = np.where(is_known, np.exp(np.where(is_known, least - unlike, 0.0)), 0.0)
    return alike


def _schemes_apart(visits: Sequence[Visit]) -> Table:
    """The mean difference of the log repetitions of the sets of each two sessions, most repetitions first."""
    sets = np.full((len(visits), MOST_SETS), MISSING)
    for row, visit in zip(sets, visits, strict=True):
        reps = sorted(visit.scheme, reverse=True)[:MOST_SETS]
        row[: len(reps)] = np.log(reps)
    count = (sets > MISSING).sum(axis=1)
    apart = np.zeros((len(visits), len(visits)))
    for column in sets.T[: count.max()]:
        apart += np.abs(column[:, None] - column)
    apart /= np.maximum(np.maximum(count[:, None], count), 1)
    return apart


def _quantiles(values: Table, alike: Table, shares: tuple[float, ...]) -> Table:
    """The values below which lie these shares of each row's count, by straight lines between the values."""
    order = np.argsort(values, kind="stable")
    ranked, alike = values[order], alike[:, order]
    middle = np.cumsum(alike, axis=1) - alike / 2
    wanted = alike.sum(axis=1)[:, None] * shares
    found = np.full(wanted.shape, np.nan)
    for row, counts in enumerate(alike > 0):
        if counts.any():
            found[row] = np.interp(wanted[row], middle[row, counts], ranked[counts])
    return found


def _steady_steps(beyond: Sequence[float], known: Sequence[int], first: int) -> list[float]:
    """What to add for those who go on by about the same step each time, from how far they were beyond the forecasts.

    Rarely anything: a rise or fall that does not foretell much of what came next does not last.
    """
    mean = [0.0] * len(beyond)
    steps = [0.0] * len(beyond)
    for at in range(first, len(beyond)):
        seen = range(max(first, known[at] - LOOKED_BACK), known[at])
        if len(seen) >= FEWEST:
            mean[at] = fmean(beyond[max(first, known[at] - STEPS) : known[at]])
            left = sum(abs(beyond[day] - mean[day]) for day in seen)
            if left < STEADY * sum(abs(beyond[day]) for day in seen):
                steps[at] = mean[at]
    return steps


def _rounded(load: float, used: Sequence[float]) -> float:
    """The nearest load that was used, or one step above the heaviest, if one is near (all in log units, ascending)."""
    at = bisect(used, load)
    lighter = next((one for one in reversed(used) if one < used[-1]), used[-1])
    beyond = used[-1] if lighter == used[-1] else log(2 * exp(used[-1]) - exp(lighter))
    nearest = min((*used[max(0, at - 1) : at + 1], beyond), key=lambda one: abs(one - load))
    return nearest if abs(nearest - load) < ROUNDED else load
