"""Choose the constants of the forecast again, and say how well each history is foretold by what the others chose.

    python -m validation.forecast_fit DIR

From the middle of the values below, one constant at a time is given its best value as long as that makes the mean error
less. The second score leaves each history out: it is foretold with the constants that the others alone would have
chosen. Takes about ten minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from legday.coach.strength.forecast import Likeness
from validation.forecast import HORIZONS, histories, score, series

VALUES: dict[str, tuple[float, ...]] = {
    "age": (0.6, 0.9, 1.2, 1.5, 1.8),
    "weeks": (0.0, 0.03, 0.06, 0.1),
    "reps": (2, 4, 8, 12),
    "scheme": (0.0, 0.6, 1.2),
    "title": (0.0, 0.3, 0.6, 0.9),
    "place": (0.0, 0.25, 0.5),
    "quantile": (0.5, 0.53, 0.57, 0.61),
    "gain": (0.0, 0.0015, 0.003),
    "gain_new": (0.0, 0.02, 0.04),
}

Errors = dict[str, list[float]]
"""The errors of the model by history."""


def choose(errors: Callable[[Likeness], Errors], left_out: str = "") -> Likeness:
    """The constants with the least mean error over all histories but one, by changing one at a time."""

    def cost(likeness: Likeness) -> float:
        return _mean(error for history, those in errors(likeness).items() if history != left_out for error in those)

    best = Likeness(**{name: values[len(values) // 2] for name, values in VALUES.items()})
    before = None
    while best != before:
        before = best
        for name, values in VALUES.items():
            best = min((best, *(best._replace(**{name: value}) for value in values)), key=cost)
    return best


def _mean(errors: Iterable[float]) -> float:
    every = list(errors)
    return sum(every) / len(every)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m validation.forecast_fit", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the logs")
    every = list(series(histories(parser.parse_args().folder)))
    for horizon in HORIZONS:
        known: dict[Likeness, Errors] = {}

        def errors(likeness: Likeness, horizon: str = horizon, known: dict[Likeness, Errors] = known) -> Errors:
            if likeness not in known:
                known[likeness] = {}
                for line in score(every, likeness, horizon):
                    known[likeness].setdefault(line.history, []).append(line.model)
            return known[likeness]

        chosen = choose(errors)
        print(
            horizon, chosen, f"{_mean(error for those in errors(chosen).values() for error in those):.5f}", flush=True
        )
        others = [errors(choose(errors, history))[history] for history in errors(chosen)]
        print(f"each history by the constants of the others: {_mean(error for those in others for error in those):.5f}")


if __name__ == "__main__":
    main()
