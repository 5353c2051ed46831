"""Curve: how a person's own load falls with the repetitions, once their sets near the limit carry it (models 1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log

import numpy as np

from legday.kinds import MovementId
from legday.log.history import Role, Set

NEAR = 2  # in reserve at most: a set near the limit, models 1.3
FEWEST = 6  # such sets, models 1.3
SPAN = 4  # repetitions that they must span, models 1.3
WEEKS = 26  # that are looked at: strength and habits change
NOISE = 0.05  # log units, models 11.1
PRIOR = (log(33), 0.35)  # of the logarithm of kappa, models 1.3
LEG_PRESS = (log(45), 0.4)
_KAPPAS = np.exp(np.linspace(log(10), log(150), 61))


def own_kappa(movement: MovementId, visits: Sequence[tuple[date, Sequence[Set]]]) -> float | None:
    """Read kappa in load = M / (1 + R / kappa), R being the repetitions to the limit; None where the sets carry none.

    ``visits`` are the days with the movement's working sets, oldest first. Counted are sets of the last half year with
    at most 2 in reserve, or to the limit, of each repetitions the heaviest of a day; at least six that span four
    repetitions. Gains meanwhile are allowed for by a straight line. Models 1.3; a low kappa is a steep curve.
    """
    heaviest: dict[tuple[date, float], float] = {}
    for day, sets in reversed(visits):
        if (visits[-1][0] - day).days > 7 * WEEKS:
            break
        for done in sets:
            left = 0.0 if done.role is Role.FAILURE and done.reserve is None else done.reserve
            if done.load_kg and done.reps and left is not None and left <= NEAR:
                key = (day, done.reps + left)
                heaviest[key] = max(done.load_kg, heaviest.get(key, 0.0))
    limits = np.array([limit for _, limit in heaviest])
    if len(limits) < FEWEST or np.ptp(limits) < SPAN:
        return None
    weeks = np.array([(day - visits[-1][0]).days / 7 for day, _ in heaviest])
    loads = np.array(list(heaviest.values()))
    line = np.stack([np.ones_like(weeks), weeks], axis=1)
    singles = np.log(loads)[:, None] + np.log1p(limits[:, None] / _KAPPAS)
    off = singles - line @ np.linalg.lstsq(line, singles, rcond=None)[0]
    middle, sd = LEG_PRESS if movement.startswith("leg_press") else PRIOR
    belief = -0.5 * (off**2).sum(axis=0) / NOISE**2 - 0.5 * ((np.log(_KAPPAS) - middle) / sd) ** 2
    share = np.exp(belief - belief.max())
    return float(np.exp(share @ np.log(_KAPPAS) / share.sum()))
