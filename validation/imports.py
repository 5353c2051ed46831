"""Read every Strong and Hevy log under a folder and say what became of each row, and of each on a second import.

    python -m validation.imports DIR [--json]

Files are recognised by content; other formats are passed over. A file that does not say its unit is read in the unit
that DIR/index.json gives for it, else in kg, and the table says that this was assumed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.report import Report, UnitNeeded
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact

COLUMNS = ("rows", "stored", "known", "refused", "sets", "leg_sets", "second_import_new", "unit")


def logs_in(folder: Path) -> Iterator[Path]:
    """Every file that may be a log: no folders, nothing hidden."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def units_by_file(folder: Path) -> dict[str, Unit]:
    """The units that an index.json in the folder gives for its files; none if it is missing or something else."""
    try:
        entries = list(json.loads((folder / "index.json").read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {
        str(entry["file"]): Unit.LB if str(entry["units"]).lower().startswith("lb") else Unit.KG
        for entry in entries
        if isinstance(entry, dict) and "file" in entry and entry.get("units")
    }


def unit_for(file: str, units: Mapping[str, Unit]) -> Unit:
    """The unit to assume: the index's for the file, or for the same repository where it is a snapshot, else kg."""
    if file in units:
        return units[file]
    repository = next((part.replace("/", "+") for part in file.split("/") if "+" in part), None)
    same = {unit for other, unit in units.items() if repository and f"/{repository.split('__')[0]}__" in f"/{other}"}
    return same.pop() if len(same) == 1 else Unit.KG


def import_twice(data: bytes, file: str, assumed: Unit) -> tuple[Report, int, bool]:
    """Import a file into an empty log, then once more: the first report, what the second added, was a unit assumed."""
    names, at = Names(), datetime(2026, 1, 1)
    asked = False
    try:
        reading = read_log(data, None)
    except UnitNeeded:
        reading, asked = read_log(data, assumed), True
    new, report = compare({}, reading, names, at=at, file=file)
    log: dict[str, Fact] = {fact.id: fact for fact in new}
    again, _ = compare(log, read_log(data, assumed), names, at=at, file=file)
    return report, len(again), asked


def table(folder: Path) -> dict[str, dict[str, object]]:
    """One line for each log under the folder, by its path there."""
    units = units_by_file(folder)
    lines: dict[str, dict[str, object]] = {}
    for path in logs_in(folder):
        file = path.relative_to(folder).as_posix()
        try:
            report, again, asked = import_twice(path.read_bytes(), file, unit_for(file, units))
        except BadInput as refused:
            print(f"{file}: {refused.wrong}", file=sys.stderr)
            continue
        lines[file] = {
            "file": file,
            "rows": report.rows,
            "stored": report.stored,
            "known": report.known,
            "refused": report.refused,
            "sets": report.sets,
            "leg_sets": report.leg_sets,
            "second_import_new": again,
            "unit": report.unit.value,
        }
        if asked:
            print(f"{file}: the file does not say its unit; {report.unit.value} was assumed", file=sys.stderr)
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.imports", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the logs")
    parser.add_argument("--json", action="store_true", help="print JSON by file instead of a table")
    given = parser.parse_args()
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder")
    lines = table(given.folder)
    if given.json:
        print(json.dumps(lines, indent=1, ensure_ascii=False))
    else:
        print(f"| file | {' | '.join(COLUMNS)} |")
        print(f"|---|{'---|' * len(COLUMNS)}")
        for file, line in lines.items():
            print(f"| {file} | {' | '.join(str(line[column]) for column in COLUMNS)} |")
    return 0 if all(is_sound(line) for line in lines.values()) else 1


def is_sound(line: Mapping[str, object]) -> bool:
    """Whether every row of a file is accounted for and its second import added nothing."""
    accounted = sum(int(str(line[column])) for column in ("stored", "known", "refused"))
    return line["rows"] == accounted and line["second_import_new"] == 0


if __name__ == "__main__":
    sys.exit(main())
