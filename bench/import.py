"""Rows a second that legday reads of a log, per format, beside pandas reading the same file as a bare table.

    python bench/import.py [FILE…] [--unit kg|lb] [--repeats N]

Without files, made-up logs of 13,750 rows in Strong's and Hevy's columns are used, the largest real log of each other
app where the shared logs lie beside the repository, and of the other tables the sound samples of the tests, repeated to
as many rows. What is no table (JSON, XML, FIT, databases, JEFIT's dump) pandas does not read. Both are run in turns;
medians are compared. pandas gives cells; legday gives checked sets with their movement, their identity and a fate for
every row.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import pandas as pd

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import find_format, read_log
from legday.files.rivals import hevy_csv
from legday.files.source import given
from legday.kinds import BadInput, Unit
from legday.log.history import history

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "files"))  # the samples stand beside the tests
from samples import SAMPLES

LOGS = Path(__file__).resolve().parents[2] / "shared" / "logs"
TABLES = ("fitnotes-ios", "repcount", "gymbook", "liftosaur", "gymcoach")
ROWS = 13_750
EXERCISES = ("Squat (Barbell)", "Leg Press", "Seated Leg Curl (Machine)", "Bench Press (Barbell)", "Seated Row (Cable)")


def made_up_log(rows: int = ROWS) -> bytes:
    """A Strong log in its 2020 form: five exercises of five sets in each workout."""
    dice = random.Random(1)  # the same file each time
    lines = ["Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"]
    began = datetime(2020, 1, 1, 18, 0)
    while len(lines) <= rows:
        began += timedelta(days=2, minutes=dice.randrange(-40, 40))
        for exercise in EXERCISES:
            for order in range(1, 6):
                load, reps = dice.randrange(40, 400) / 2, dice.randrange(3, 15)
                lines.append(f'{began},"Day",1h 5m,"{exercise}",{order},{load},{reps},0,0,"",,')
    return "\n".join(lines[: rows + 1]).encode()


def seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def logs(files: list[Path]) -> Iterator[tuple[str, bytes]]:
    """What to read: the files that are named, else made-up logs and the largest real one of each other app."""
    if files:
        yield from ((file.name, file.read_bytes()) for file in files)
        return
    made_up = made_up_log()
    yield "made up, Strong", made_up
    sessions = history(read_log(made_up, Unit.KG).facts, Names().resolve)
    yield "made up, Hevy", hevy_csv(sessions, str, Unit.KG).encode()
    largest: dict[str, Path] = {}
    for path in sorted(LOGS.rglob("*.csv")) if LOGS.is_dir() else ():
        try:
            app = find_format(given(path)).name
        except BadInput:
            continue
        if app not in ("Strong", "Hevy") and path.stat().st_size > (
            largest[app].stat().st_size if app in largest else 0
        ):
            largest[app] = path
    yield from ((f"real, {app}", path.read_bytes()) for app, path in largest.items())
    for name in TABLES:
        head, _, body = SAMPLES[name].rstrip(b"\n").partition(b"\n")
        times = ROWS // (body.count(b"\n") + 1)
        yield f"repeated, {name}", b"\n".join([head, *[body] * times, b""])


def table(data: bytes) -> pd.DataFrame:
    """The file as pandas reads it; a ragged one as pandas' own slower reader does."""
    delimiter = ";" if data.split(b"\n", 1)[0].count(b";") > 3 else ","
    try:
        return pd.read_csv(io.BytesIO(data), sep=delimiter)
    except pd.errors.ParserError:
        return pd.read_csv(io.BytesIO(data), sep=delimiter, engine="python", on_bad_lines="skip")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--unit", type=Unit, default=Unit.KG)
    parser.add_argument("--repeats", type=int, default=5)
    given_words = parser.parse_args()
    print(f"{'log':28} {'rows':>7} {'legday rows/s':>14} {'pandas rows/s':>14} {'ratio':>7}")
    for name, data in logs(given_words.files):
        read_log(data, given_words.unit)  # the tables of names are read once in a process
        legday_s, pandas_s = [], []
        for _ in range(given_words.repeats):
            legday_s.append(seconds(lambda data=data: compare({}, read_log(data, given_words.unit), Names())))
            pandas_s.append(seconds(lambda data=data: table(data)))
        rows = len(read_log(data, given_words.unit).rows)
        ours, theirs = median(legday_s), median(pandas_s)
        print(f"{name:28} {rows:7} {rows / ours:14,.0f} {rows / theirs:14,.0f} {ours / theirs:7.1f}")


if __name__ == "__main__":
    main()
