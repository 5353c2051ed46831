"""Score what legday makes of a table of exercise names; what counts as right stands in names.md.

    python -m validation.names FILE [--json]

FILE is a CSV with the columns app, exercise_name, is_leg (yes, no, borderline), family_guess and n_set_rows.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from legday.files.names import NO_LEG_SETS, Names, name_key

FAMILIES = tomllib.loads((Path(__file__).parent / "families.toml").read_text(encoding="utf-8"))
COLUMNS = frozenset({"app", "exercise_name", "is_leg", "family_guess", "n_set_rows"})

Row = Mapping[str, str]


def rows_of(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as open_file:
        table = csv.DictReader(open_file)
        if missing := COLUMNS - set(table.fieldnames or ()):
            raise SystemExit(f"{file} has no column {', '.join(sorted(missing))}.")
        return list(table)


def family_of(row: Row) -> str:
    """The family that a name is judged by: the table's guess, or the one that stands instead of it."""
    instead = {name_key(name): family for name, family in FAMILIES["instead"].items()}
    return instead.get(name_key(row["exercise_name"]), row["family_guess"])


def judge(row: Row, names: Names) -> str:
    """What became of one name: right, wrong, asked or passed over; mapped, if it is not plainly a leg movement."""
    movement, app, exercise = names.resolve(row["app"], row["exercise_name"]), row["app"], row["exercise_name"]
    if movement is None or (row["is_leg"] == "no" and movement in NO_LEG_SETS):
        return "asked" if names.asks(app, exercise) else "passed over"
    if row["is_leg"] != "yes":
        return "mapped"
    # A family that is not in the list cannot be judged; its name is right if its sets are leg sets.
    right = FAMILIES["right"].get(family_of(row))
    fits = movement not in NO_LEG_SETS if right is None else movement in right
    return "right" if fits else "wrong"


def score(rows: Iterable[Row], names: Names) -> dict[str, object]:
    """The figures of a table, in set rows where they say so, else in names."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    listed: dict[str, list[str]] = defaultdict(list)
    unjudged: set[str] = set()
    for row in rows:
        leg, verdict = row["is_leg"], judge(row, names)
        counted[leg][verdict] += int(row["n_set_rows"])
        listed[f"{leg} {verdict}"].append(f"{row['app']}: {row['exercise_name']}")
        if leg == "yes" and family_of(row) not in FAMILIES["right"]:
            unjudged.add(row["family_guess"])
    leg_rows = counted["yes"].total()
    return {
        "share": round(counted["yes"]["right"] / leg_rows, 4) if leg_rows else 1.0,
        "mapped_traps": len(listed["no mapped"]),
        "asked": len(listed["yes asked"]),
        "wrong": len(listed["yes wrong"]),
        "passed_over": len(listed["yes passed over"]),
        "leg_rows": dict(counted["yes"]),
        "borderline_rows": dict(counted["borderline"]),
        "mapped_trap_names": listed["no mapped"],
        "asked_names": listed["yes asked"],
        "wrong_names": listed["yes wrong"],
        "passed_over_names": listed["yes passed over"],
        "unjudged_families": sorted(unjudged),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.names", description=__doc__)
    parser.add_argument("file", type=Path, help="the table of names")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    figures = score(rows_of(given.file), Names())
    if given.json:
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
