"""Walk histories forward, foretell every best set before reading it, and say how far off the forecasts were.

    python -m validation.forecast DIR [--json]

Reads every log under DIR as validation.imports does; histories of less than a year, and all but the newest of several
snapshots of one person, are passed over. What is foretold, from what, and how others do: validation/forecast.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from math import inf, log
from pathlib import Path
from statistics import median
from typing import NamedTuple

from legday.coach.strength.forecast import MONTH, NEXT, Likeness, Visit, foretell
from legday.coach.strength.sets import MOST_RESERVE, multiple
from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.report import UnitNeeded
from legday.kinds import BadInput, Unit
from legday.log.history import LoadOf, Role, Session, Set, history
from validation.imports import logs_in, unit_for, units_by_file

A_YEAR = 365  # days that a history must span
MOST_REPS = 30  # more say nothing about strength
LAST = 8
SLIP = log(2)  # a value more than twofold off the median of the last eight is a slip, or another machine
FRESH = 42  # days before which the last session must lie for a forecast four weeks on: six weeks at most
SMOOTHED = {"next": 0.8, "weeks4": 0.6}  # weight of the newest value; the best of 0.3, 0.4 ... 0.9 over all histories
AVERAGED = {"next": 2, "weeks4": 2}  # sessions; the best of 2, 3 ... 8


HORIZONS = {"next": NEXT, "weeks4": MONTH}
TOLD: dict[str, Callable[[Visit], Visit]] = {
    "day, title, place, planned repetitions": lambda visit: visit,
    "those, and repetitions done in the best set": lambda visit: visit._replace(times=visit.e1rm_kg / visit.load_kg),
    "day and planned repetitions of the heaviest set": lambda visit: visit._replace(title="", place=0, scheme=()),
    "day": lambda visit: visit._replace(title="", place=0, scheme=(), times=1.0, load_kg=visit.e1rm_kg),
}
"""What is told of the session to foretell: what a plan fixes (so it is scored), once more, twice less."""


class Line(NamedTuple):
    """What became of one set that was to be foretold: the log errors of each way, and whether the interval held it."""

    history: str
    movement: str
    model: float
    last: float
    mean: float
    smooth: float
    held: bool


Series = tuple[str, str, list[Visit]]
"""The history, the movement, and its visits, oldest first: one for each name that the app has for the movement."""


def histories(folder: Path) -> dict[str, tuple[Session, ...]]:
    """Read every log under a folder that spans a year or more, the newest of each person, by its path."""
    units, names = units_by_file(folder), Names()
    read: dict[str, tuple[Session, ...]] = {}
    for path in logs_in(folder):
        file = path.relative_to(folder).as_posix()
        try:
            sessions = _sessions(path.read_bytes(), file, unit_for(file, units), names)
        except BadInput as refused:
            print(f"{file}: {refused.wrong}", file=sys.stderr)
        except Exception as error:  # noqa: BLE001 - whatever one file holds, the others are scored
            print(f"{file}: {type(error).__name__}: {error}", file=sys.stderr)
        else:
            if sessions and (sessions[-1].day - sessions[0].day).days >= A_YEAR:
                read[file] = sessions
    return _one_each(read)


def series(histories: Mapping[str, Sequence[Session]]) -> Iterator[Series]:
    """The visits of every movement in every history, apart for each name that the app has for it."""
    for file, sessions in histories.items():
        found: dict[tuple[str, str], list[Visit]] = {}
        for _, same_day in groupby(sessions, key=lambda session: session.day):
            for key, visit in _visits(list(same_day)):
                found.setdefault(key, []).append(visit)
        for (movement, _), visits in found.items():
            yield file, movement, visits


def score(all_series: Iterable[Series], likeness: Likeness, horizon: str, *, slip: float = SLIP) -> list[Line]:
    """Foretell each set that can be, and say how far off each way was; those off by more than ``slip`` do not count."""
    weeks4 = horizon == "weeks4"
    lines = []
    for file, movement, visits in all_series:
        values = [log(visit.e1rm_kg) for visit in visits]
        smooth = _smoothed(values, SMOOTHED[horizon])
        days = [visit.day.toordinal() for visit in visits]
        for at, forecast in enumerate(foretell(visits, likeness, 28 if weeks4 else 1)):
            if forecast is None:
                continue
            known = sum(day <= days[at] - 28 for day in days[:at]) if weeks4 else at
            stale = weeks4 and days[at] - days[known - 1] > FRESH
            if stale or abs(values[at] - median(values[max(0, known - LAST) : known])) > slip:
                continue
            mean = values[max(0, known - AVERAGED[horizon]) : known]
            lines.append(
                Line(
                    history=file,
                    movement=movement,
                    model=abs(values[at] - forecast.middle),
                    last=abs(values[at] - values[known - 1]),
                    mean=abs(values[at] - sum(mean) / len(mean)),
                    smooth=abs(values[at] - smooth[known - 1]),
                    held=forecast.low - 1e-9 <= values[at] <= forecast.high + 1e-9,
                )
            )
    return lines


def summary(lines: Sequence[Line]) -> dict[str, float | int | None]:
    """Mean absolute log errors, the share of intervals that held the value, and the count; None without any."""
    count = len(lines)
    means = {
        name: round(sum(getattr(line, name) for line in lines) / count, 5) if count else None
        for name in ("model", "last", "mean", "smooth")
    }
    return {**means, "coverage": round(sum(line.held for line in lines) / count, 4) if count else None, "n": count}


def _sessions(data: bytes, file: str, assumed: Unit, names: Names) -> tuple[Session, ...]:
    try:
        reading = read_log(data, None)
    except UnitNeeded:
        reading = read_log(data, assumed)
    facts, _ = compare({}, reading, names, at=datetime(2026, 1, 1), file=file)
    return history(facts, names.resolve)


def _one_each(read: Mapping[str, tuple[Session, ...]]) -> dict[str, tuple[Session, ...]]:
    """The newest of the logs that hold mostly the same sets."""
    newest_first = sorted(sorted(read), key=lambda file: (read[file][-1].day, len(read[file])), reverse=True)
    kept: dict[str, set[tuple[object, ...]]] = {}
    for file in newest_first:
        sets = {(session.day, done.load_kg, done.reps) for session in read[file] for done in session.sets}
        if all(2 * len(sets & other) < min(len(sets), len(other)) for other in kept.values()):
            kept[file] = sets
    return {file: read[file] for file in sorted(kept)}


def _visits(sessions: Sequence[Session]) -> Iterator[tuple[tuple[str, str], Visit]]:
    """What each movement's part of a day was, by movement and name."""
    done = [each for session in sessions for each in session.sets]
    places = {name: place for place, name in enumerate(dict.fromkeys(each.exercise for each in done))}
    for name, place in places.items():
        sets = [each for each in done if each.exercise == name and _counts(each)]
        if sets:
            best = max(sets, key=_strength)
            planned: dict[float, int] = {}  # by load: what the first set came to; later ones are cut short, or go on
            for each in sets:
                planned.setdefault(each.load_kg or 0, each.reps or 0)
            visit = Visit(
                day=sessions[0].day,
                title=sessions[0].title,
                place=place,
                scheme=tuple(planned[each.load_kg or 0] for each in sets),
                times=multiple(planned[max(planned)]),
                load_kg=best.load_kg or 0,
                e1rm_kg=_strength(best),
            )
            yield (str(best.movement), name), visit


def _counts(done: Set) -> bool:
    return (
        done.movement is not None
        and done.role in (Role.WORK, Role.FAILURE)
        and bool(done.load_kg)
        and done.load_of is not LoadOf.HELP
        and 1 <= (done.reps or 0) <= MOST_REPS
        and (done.reserve is None or done.reserve <= MOST_RESERVE)
    )


def _strength(done: Set) -> float:
    return (done.load_kg or 0) * multiple(done.reps or 0)


def _smoothed(values: Sequence[float], weight: float) -> list[float]:
    smooth: list[float] = []
    for value in values:
        smooth.append(smooth[-1] + weight * (value - smooth[-1]) if smooth else value)
    return smooth


def _table(title: str, groups: Mapping[str, Sequence[Line]]) -> None:
    print(f"\n| {title} | model | last | mean | smooth | coverage | n |\n|---|---|---|---|---|---|---|")
    for name, lines in groups.items():
        found = summary(lines)
        errors = " | ".join(f"{100 * (found[way] or 0):.2f} %" for way in ("model", "last", "mean", "smooth"))
        print(f"| {name} | {errors} | {100 * (found['coverage'] or 0):.0f} % | {found['n']} |")


def _by(lines: Sequence[Line], field: str) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(getattr(line, field), []).append(line)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.forecast", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the logs")
    parser.add_argument("--json", action="store_true", help="print the sums as JSON instead of tables")
    given = parser.parse_args()
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder")
    found = list(series(histories(given.folder)))
    lines = {horizon: score(found, likeness, horizon) for horizon, likeness in HORIZONS.items()}
    if given.json:
        print(json.dumps({horizon: summary(those) for horizon, those in lines.items()}, indent=1))
    else:
        _table("horizon", lines)
        _table("slips counted", {name: score(found, likeness, name, slip=inf) for name, likeness in HORIZONS.items()})
        for horizon, likeness in HORIZONS.items():
            strict = {
                told: score(
                    ((file, movement, [*map(left, visits)]) for file, movement, visits in found), likeness, horizon
                )
                for told, left in TOLD.items()
            }
            _table(f"{horizon}, by what is told", strict)
        for horizon, those in lines.items():
            _table(f"{horizon}, by history", _by(those, "history"))
            _table(f"{horizon}, by movement", _by(those, "movement"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
