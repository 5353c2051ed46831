"""Liftosaur: the CSV of its history (logs/FORMATS 4; layout: astashov/liftosaur, commit dea690b), and what a set is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from legday.files import jsons
from legday.files.cells import PLANNED, RowRefused, amount, counted, name_reason, reserve, unit_in, whole_reps
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, most, watched
from legday.files.source import Source
from legday.files.table import fit_width, heads_of, require, unreadable_date, width_reason
from legday.files.times import clock
from legday.kinds import Unit
from legday.log.history import Role

# The columns that are read, by field; later names are those of older exports.
COLUMNS = {
    "date": ("workout datetime",),
    "program": ("program",),
    "title": ("day name",),
    "exercise": ("exercise",),
    "warmup": ("is warmup set?",),
    "reps": ("completed reps",),
    "rpe": ("completed rpe",),
    "load": ("completed weight value",),
    "load_unit": ("completed weight unit",),
    "planned_load": ("required weight value", "weight value"),
    "planned_unit": ("required weight unit", "weight unit"),
    "note": ("notes",),
}
NEEDED = ("workout datetime", "exercise", "completed reps")


def _knows(source: Source) -> bool:
    return heads_of(source.starts) >= set(NEEDED)


def _read(source: Source, told: Told) -> Reading:
    ledger = Ledger("liftosaur")
    units: Counter[Unit] = Counter()
    require(source.table, NEEDED, "Liftosaur")
    heads, lines = source.table.heads, source.table.lines[1:]
    columns = {field: heads.index(name) for field, names in COLUMNS.items() for name in names if name in heads}
    noted = ("", "", "")
    for line in watched(lines, told.progress):
        cells = fit_width(line.cells, len(heads))
        if cells is None:
            ledger.refuse(line.line, width_reason(line.cells, len(heads)))
            continue
        cell = {field: cells[place].strip() for field, place in columns.items()}
        begun = jsons.moment(cell["date"])
        if begun is None:
            raise unreadable_date(line.line, cell["date"])
        if not cell["reps"]:
            ledger.refuse(line.line, name_reason(cell["exercise"]) or PLANNED)
            continue
        began = clock(begun, told.zone)
        ledger.visit(began, cell.get("title") or cell.get("program", ""), None, moment=begun)
        note = (cell["date"], cell["exercise"], cell.get("note", ""))  # the app repeats it on each set of a block
        cell["note"] = "" if note == noted else note[-1]
        if ledger.enter(line.line, began, cell["exercise"], read_set, cell).get("load_kg"):
            units[load_in(cell)[1]] += 1
        noted = note
    return ledger.close(most(units, told.unit or Unit.KG), said=bool(units), zoned=True)


def load_in(cell: Mapping[str, str]) -> tuple[str, Unit]:
    """The load of a set as text, and its unit; one that was not changed stands where the planned one is.

    Raises ``RowRefused`` for a load without a unit.
    """
    load, text = cell.get("load", ""), cell.get("load_unit", "")
    if not load:
        load, text = cell.get("planned_load", ""), cell.get("planned_unit", "")
    unit = unit_in(text)
    if load and unit is None:
        raise RowRefused("a load without its unit")
    return load, unit or Unit.KG


def read_set(cell: Mapping[str, str]) -> dict[str, Any]:
    """Read the numbers of a set that was done."""
    warmup = cell.get("warmup", "") in {"1", "true", "TRUE"}
    effort = reserve(cell.get("rpe", ""))
    duration = amount(cell.get("duration", ""), "duration")
    return {
        "role": Role.WARMUP.value if warmup else None,
        **load_fields(*load_in(cell), cell["exercise"]),
        "reps": counted(whole_reps(cell["reps"]), duration),
        "reserve": None if warmup else effort,
        "duration_s": duration,
        "note": cell.get("note", ""),
    }


FORMAT = Format(
    app="liftosaur", name="Liftosaur", where="Settings → Export history to CSV file", knows=_knows, read=_read
)
