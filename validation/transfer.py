"""Score the first load of a movement never done, worked out from others, on real histories.

    python -m validation.transfer DIR [--json] [--write]

For each movement that somebody began after others, the load is estimated from what they had done until the day before,
and compared with what they lifted in the first five sessions, at the same repetitions. What is learnt from logs (how
far each movement is off, how wide the interval is) is learnt without the history that is scored. ``--write`` learns it
from all of them and writes it where legday reads it. DIR is read as by ``validation.imports``; snapshots of logs that
are there already are passed over.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from math import exp, log
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

import numpy as np

from legday.coach.loads.first import left
from legday.coach.read import by_movement, read_state
from legday.coach.state import Best, State
from legday.coach.strength.sets import matched
from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.report import UnitNeeded
from legday.kinds import BadInput, MovementId
from legday.log.history import Session, history
from legday.movement.able import computed
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.first import first
from validation.imports import logs_in, unit_for, units_by_file

LEAST, FIRST = 3, 5  # sessions that a movement must have to be scored, and those that are its beginning
CLOSE, NOISE = 0.3, 0.35  # what movements are thought to be off beforehand, and one strength from another (log units)
ENOUGH = 5  # people from whom a movement's own factor is learnt: what fewer log may be another movement
ODD, ROUNDS = 0.5, 10  # log units from which a load counts less (Huber), and rounds until that has settled
FEW = 3  # histories below which a movement's own figure is not shown

Able = Mapping[MovementId, float]


class Begun(NamedTuple):
    """A movement that somebody began: who, which, what was known the day before, and the load that went ten times."""

    who: str
    movement: MovementId
    state: State
    load_kg: float
    to_limit: float


def read(path: Path, file: str, units: Mapping[str, object]) -> tuple[Session, ...]:
    """The sessions of a log."""
    data, names = path.read_bytes(), Names()
    try:
        reading = read_log(data, None)
    except UnitNeeded:
        reading = read_log(data, unit_for(file, units))  # type: ignore[arg-type]
    new, _ = compare({}, reading, names, at=datetime(2026, 1, 1), file=file)
    return history(new, names.resolve)


def histories(folder: Path) -> dict[str, tuple[Session, ...]]:
    """Every log under a folder that legday reads, by its path there."""
    units, found = units_by_file(folder), {}
    for path in logs_in(folder):
        file = path.relative_to(folder).as_posix()
        if file.startswith("snapshots/"):
            continue
        try:
            found[file] = read(path, file, units)
        except BadInput as refused:
            print(f"{file}: {refused.wrong}", file=sys.stderr)
    return found


def person(file: str) -> str:
    """Whose log a file is: the files of one repository are taken for one person's."""
    return file.split("__", maxsplit=1)[0]


def begun(who: str, sessions: Sequence[Session]) -> list[Begun]:
    """The movements of a history that have a computed load and at least three comparable sessions."""
    found = []
    for movement, visits in by_movement(sessions).items():
        bests = matched((day, sets) for day, _, sets in visits) if movement in computed() else ()
        if len(bests) < LEAST:
            continue
        before = [session for session in sessions if session.day < visits[0][0]]
        state = read_state(before, (), today=visits[0][0], credit=atlas().counted)
        limits = [to_limit(best) for best in bests[:FIRST]]
        at = median(limits)
        load = median(best.load_kg * (1 + to_limit(best) / 30) for best in bests[:FIRST]) / (1 + at / 30)
        found.append(Begun(who, movement, state, load, at))
    return found


def to_limit(best: Best) -> float:
    """The repetitions that a set would have had to the limit."""
    return best.reps + (best.reserve or 0)


def flat() -> dict[MovementId, float]:
    """What one could lift who knows nothing of bodies: the same load in all movements."""
    return dict.fromkeys(computed(), 1.0)


def learn(rows: Sequence[Begun], plain: Able, group: Callable[[MovementId], str] = str) -> dict[MovementId, float]:
    """How far each group of movements is off (log units): what people lift in it against what they lift in others."""
    people = {who: place for place, who in enumerate(sorted({row.who for row in rows}))}
    groups = {name: len(people) + place for place, name in enumerate(sorted({group(row.movement) for row in rows}))}
    asked = np.zeros((len(rows) + len(groups), len(people) + len(groups)))
    right = np.zeros(len(asked))
    for place, row in enumerate(rows):
        asked[place, people[row.who]] = asked[place, groups[group(row.movement)]] = 1
        right[place] = log(row.load_kg / (plain[row.movement] * left(row.to_limit)))
    for place, column in enumerate(groups.values(), start=len(rows)):
        asked[place, column] = NOISE / CLOSE  # little is believed of what few did
    trust = np.ones(len(asked))
    for _ in range(ROUNDS):
        solved = np.linalg.lstsq(trust[:, None] * asked, trust * right, rcond=None)[0]
        trust = np.sqrt(np.minimum(1, ODD / np.maximum(np.abs(right - asked @ solved), 1e-9)))
    many = Counter(group(row.movement) for row in rows)
    off = {name: float(solved[column]) for name, column in groups.items() if many[name] >= ENOUGH}
    return {movement: off[group(movement)] for movement in plain if group(movement) in off}


def taught(rows: Sequence[Begun], plain: Able, group: Callable[[MovementId], str] = str) -> dict[MovementId, float]:
    """What one could lift, after what some histories taught."""
    off = learn(rows, plain, group)
    return {movement: load_kg * exp(off.get(movement, 0.0)) for movement, load_kg in plain.items()}


def errors(rows: Iterable[Begun], able_kg: Able) -> list[tuple[MovementId, float]]:
    """How far the estimates that are given were off, in log units of the load; above 0 more was lifted."""
    guessed = [(row, first(row.movement, row.to_limit, row.state, able_kg=able_kg)) for row in rows]
    return [(row.movement, log(row.load_kg / found.load_kg)) for row, found in guessed if found]


def kind(movement: MovementId) -> str:
    """What carries the load of a movement."""
    return catalogue()[movement].loading.value


def score(rows: Sequence[Begun]) -> dict[str, object]:
    """The table: the computed scales alone, learnt by kind of load, and learnt by movement; each without the scored."""
    folds = sorted({row.who for row in rows})
    every: dict[str, list[tuple[MovementId, float]]] = {name: [] for name in ("logs_only", "by_kind", "by_movement")}
    scored: dict[str, list[tuple[MovementId, float]]] = {}
    for who in folds:
        others, own = [row for row in rows if row.who != who], [row for row in rows if row.who == who]
        scored[who] = errors(own, taught(others, computed()))
        every["logs_only"] += errors(own, taught(others, flat()))
        every["by_kind"] += errors(own, taught(others, computed(), kind))
        every["by_movement"] += scored[who]
    every["computed"] = errors(rows, computed())
    inside = [
        abs(off) <= wide([other for them, found in scored.items() if them != who for other in found])
        for who in folds
        for _, off in scored[who]
    ]
    return {
        "histories": len(folds),
        "begun": len(rows),
        "same_load": summary(same_load(rows)),
        **{name: summary([off for _, off in found]) for name, found in every.items()},
        "spread": round(wide(every["by_movement"]), 2),
        "untaught": round(wide(every["computed"]), 2),
        "inside": round(mean(inside), 3),
        "movements": by_name(every["by_movement"]),
    }


def same_load(rows: Iterable[Begun]) -> list[float]:
    """How far off the load of the movement that shares most would be, as it is: what a table of none gives."""
    off = []
    for row in rows:
        estimate = first(row.movement, row.to_limit, row.state, able_kg=computed())
        lift = row.state.lifts.get(estimate.told_by) if estimate else None
        if lift and lift.trend:
            there = lift.trend.level_kg * (1 + (lift.trend.reps + lift.trend.reserve) / 30)
            off.append(log(row.load_kg * (1 + row.to_limit / 30) / there))
    return off


def wide(found: Sequence[tuple[MovementId, float]]) -> float:
    """How far off a first load is, four times in five."""
    return float(np.quantile([abs(off) for _, off in found], 0.8))


def summary(off: Sequence[float]) -> dict[str, float]:
    """How many, the middle and four-in-five absolute error, the standard deviation and the mean, in log units."""
    size = np.abs(off)
    return {
        "n": len(off),
        "median": round(float(np.median(size)), 3),
        "four_in_five": round(float(np.quantile(size, 0.8)), 3),
        "sd": round(float(np.std(off)), 3),
        "mean": round(float(np.mean(off)), 3),
    }


def by_name(found: Sequence[tuple[MovementId, float]]) -> dict[str, dict[str, float]]:
    """The same for each movement that enough people began."""
    each: dict[str, list[float]] = {}
    for movement, off in found:
        each.setdefault(movement, []).append(off)
    return {name: summary(off) for name, off in sorted(each.items()) if len(off) >= FEW}


def write(rows: Sequence[Begun], found: Mapping[str, object]) -> None:
    """Learn from all histories and keep it where legday reads it."""
    off = sorted(learn(rows, computed()).items())
    lines = [f"spread = {found['spread']}", f"untaught = {found['untaught']}", "", "[off]"]
    lines += [f"{name} = {value:.2f}" for name, value in off]
    head = "# What real logs taught about the computed loads: python -m validation.transfer DIR --write\n\n"
    Path(str(files("legday.data").joinpath("transfer.toml"))).write_text(head + "\n".join(lines) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.transfer", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the logs")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="keep what is learnt from all of them")
    given = parser.parse_args()
    rows = [row for file, sessions in histories(given.folder).items() for row in begun(person(file), sessions)]
    found = score(rows)
    if given.write:
        write(rows, found)
    if given.json:
        print(json.dumps(found, indent=1))
        return 0
    for name in ("same_load", "logs_only", "computed", "by_kind", "by_movement"):
        print(name, found[name])
    print({name: found[name] for name in ("histories", "begun", "spread", "untaught", "inside")})
    return 0


if __name__ == "__main__":
    sys.exit(main())
