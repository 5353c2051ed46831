"""How long a backup of ten years takes and its restore, beside SQLite's own copy of the file.

    python bench/backup.py [--repeats N]

The log is made up and lies in a temporary SQLite file; the PostgreSQL that LEGDAY_DATABASE_URL names, if any, must be
empty and is left so. Each backup is written, read back and compared, each restore too; the median of the repeats. The
named peer is the backup of Python's sqlite3 with a quick check of what it wrote, in the same run: it copies pages, and
its file opens on SQLite only.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from legday.store.backup import back_up, restore
from legday.store.facts import open_store

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the decade stands beside the tests
from decade import decade

NOW = datetime(2026, 11, 25, 18)
NUMBERS = count()


def main() -> None:
    """Back up, restore and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=5)
    repeats = options.parse_args().repeats
    facts = decade(NOW)
    now = NOW.astimezone()
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "legday.db"
        with open_store(f"sqlite:///{source}") as store:
            store.add("me", facts)
            whole = folder / "whole.zip"
            back_up(store, whole, now)
            shown("sqlite", "backup", timed(lambda: back_up(store, folder / f"{next(NUMBERS)}.zip", now), repeats))
        shown("sqlite", "restore", timed(lambda: restored(folder, whole), repeats))
        shown("sqlite3", "its own copy", timed(lambda: copied(source, folder / f"{next(NUMBERS)}.db"), repeats))
        print(f"{len(facts)} facts; {source.stat().st_size / 1e6:.1f} MB, backup {whole.stat().st_size / 1e6:.1f} MB")
        if os.environ.get("LEGDAY_DATABASE_URL"):
            with open_store() as store:
                back, forth = [], []
                for _ in range(repeats):
                    back += timed(lambda: restore(store, whole, now), 1)
                    forth += timed(lambda: back_up(store, folder / f"{next(NUMBERS)}.zip", now), 1)
                    store.leave("me")
            shown("server", "backup", forth)
            shown("server", "restore", back)


def restored(folder: Path, whole: Path) -> None:
    """Restore into a new file."""
    with open_store(f"sqlite:///{folder / str(next(NUMBERS))}.db") as store:
        restore(store, whole, NOW.astimezone())


def copied(source: Path, to: Path) -> None:
    """Copy a file as SQLite does, and check the copy."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(to)) as kept:
        there.backup(kept)
        assert kept.execute("PRAGMA quick_check").fetchone() == ("ok",)


def timed(work: Callable[[], object], repeats: int) -> list[float]:
    """How long something took, in seconds, each time."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def shown(where: str, what: str, times: list[float]) -> None:
    """Print the median and the worst."""
    print(f"{where:8s} {what:14s} median {median(times):5.2f} s   worst {max(times):5.2f} s")


if __name__ == "__main__":
    main()
