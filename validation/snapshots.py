"""Import one person's exports one after another, as they made them, and say what each added and changed.

    python -m validation.snapshots DIR [--json]

Each folder under DIR with several logs is one person; their names give the order. Every export is imported as it comes
and then with the file's version taken; `as_if_first` says whether the log then holds the same sets as if only this
export had ever been imported. Files that are no log are passed over.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from legday.files.names import Names
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact
from legday.log.history import history
from legday.loop.bringing import Terms, look
from validation.imports import logs_in, unit_for, units_by_file

COLUMNS = ("rows", "new", "known", "changed", "refused", "gone", "as_if_first")
AT = datetime(2026, 1, 1)


def people(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """The folders with several logs, and those in order of their names."""
    found: dict[Path, list[Path]] = {}
    for path in logs_in(folder):
        found.setdefault(path.parent, []).append(path)
    for place, paths in found.items():
        if len(paths) > 1:
            yield place.relative_to(folder).as_posix(), sorted(paths)


def follow(folder: Path, paths: list[Path], unit: Unit) -> Iterator[dict[str, Any]]:
    """What each export of one person adds to the log that the ones before it left, and changes in it."""
    facts: tuple[Fact, ...] = ()
    for path in paths:
        terms = Terms(file=path.name, unit=unit)
        try:
            new, report = look(facts, path, terms, at=AT)
        except BadInput as refused:
            yield {"file": path.relative_to(folder).as_posix(), "refused_whole": refused.wrong}
            continue
        changed = sum("differs from your log" in refusal.reason for refusal in report.refusals)
        gone = sum("the file no longer has" in note for note in report.notes)
        facts = (*facts, *new)
        facts = (*facts, *look(facts, path, Terms(file=path.name, unit=unit, update=True), at=AT)[0])
        alone = look((), path, terms, at=AT)[0]
        yield {
            "file": path.relative_to(folder).as_posix(),
            "rows": report.rows,
            "new": report.stored,
            "known": report.known,
            "changed": changed,
            "refused": report.refused - changed,
            "gone": gone,
            "as_if_first": _plain(alone) <= _plain(facts),
        }


def _plain(facts: tuple[Fact, ...]) -> set[tuple[Any, ...]]:
    """What was done, without its ids."""
    return {
        (session.began, done.exercise, done.place, done.role, done.load_kg, done.reps, done.reserve, done.note)
        for session in history(facts, Names().resolve)
        for done in session.sets
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.snapshots", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the logs")
    parser.add_argument("--json", action="store_true", help="print JSON by person instead of a table")
    given = parser.parse_args()
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder")
    units = units_by_file(given.folder) or units_by_file(given.folder.parent)
    table = {
        person: list(follow(given.folder, paths, unit_for(paths[0].relative_to(given.folder).as_posix(), units)))
        for person, paths in people(given.folder)
    }
    if given.json:
        print(json.dumps(table, indent=1, ensure_ascii=False))
    else:
        print(f"| file | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
        for lines in table.values():
            for line in lines:
                cells = [str(line.get(column, line.get("refused_whole", ""))) for column in COLUMNS]
                print(f"| {line['file']} | {' | '.join(cells)} |")
    return 0 if all(line.get("as_if_first", True) for lines in table.values() for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
