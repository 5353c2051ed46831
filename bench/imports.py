"""How many times longer legday takes to import a log than pandas takes to read the same file as a table.

    python bench/imports.py [FILE] [--unit kg|lb] [--repeats N]

Without a file, a made-up Strong log of 13,750 rows is used. Both are run in turns; medians are compared.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import pandas as pd

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.table import read_table
from legday.kinds import Unit

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--unit", type=Unit, default=Unit.KG)
    parser.add_argument("--repeats", type=int, default=7)
    given = parser.parse_args()
    data = given.file.read_bytes() if given.file else made_up_log()
    table = read_table(data)

    def ours() -> None:
        compare({}, read_log(data, given.unit), Names())

    def pandas() -> None:
        pd.read_csv(io.BytesIO(data), sep=table.delimiter)

    legday_s, pandas_s = [], []
    for _ in range(given.repeats):
        legday_s.append(seconds(ours))
        pandas_s.append(seconds(pandas))
    ratio = median(legday_s) / median(pandas_s)
    print(f"{len(table.lines)} lines, medians of {given.repeats} runs in turns")
    print(f"legday read_log + compare  {median(legday_s) * 1000:8.1f} ms")
    print(f"pandas {pd.__version__} read_csv      {median(pandas_s) * 1000:8.1f} ms")
    print(f"ratio                      {ratio:8.1f}")


if __name__ == "__main__":
    main()
