"""StrongLifts: the CSV that it writes now, a row for each exercise with its sets side by side (logs/FORMATS 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from legday.files.cells import UNITS, name_reason, whole_reps
from legday.files.dates import clock_s, read_dates
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, watched
from legday.files.table import Table, fit_width, heads_of, lacking, width_reason
from legday.kinds import Unit, Value

WHERE = "Settings → Export"
NOTHING_DONE = "an exercise of which no set was done"
BLANK = frozenset({"", "-"})  # a set that was not done
HEADS = {
    "workout name": "title",
    "exercise": "exercise",
    "setsxreps": "by_reps",
    "setsxtime": "by_time",
    "notes": "note",
    "note": "note",
}
OPENINGS = {"date": "date", "start time": "start", "end time": "end"}  # their brackets say how they are written

_SET = re.compile(r"set (\d{1,3}) \(([a-z]+)\)")


class Layout(Value):
    """Where the fields stand, and for each set where its repetitions and its load do (None: no load)."""

    columns: Mapping[str, int]
    sets: tuple[tuple[int, int | None], ...]
    unit: Unit | None
    width: int


def find_layout(table: Table) -> Layout:
    """Say where the columns stand. Raises ``BadInput`` when a needed one is missing."""
    columns: dict[str, int] = {}
    reps: dict[int, int] = {}
    loads: dict[int, int] = {}
    unit = None
    for place, head in enumerate(table.heads):
        found = _SET.fullmatch(head)
        if found and found[2] in UNITS:
            unit = unit or UNITS[found[2]]
            loads.setdefault(int(found[1]), place)
        elif found and found[2] == "reps":
            reps.setdefault(int(found[1]), place)
        else:
            plain = head.replace("×", "x")
            field = HEADS.get(plain) or OPENINGS.get(plain.partition(" (")[0])
            if field:
                columns.setdefault(field, place)
    missing = [field for field in ("date", "exercise") if field not in columns] + ([] if reps else ["Set 1 (Reps)"])
    if missing:
        raise lacking("StrongLifts", missing)
    sets = tuple((place, loads.get(number)) for number, place in sorted(reps.items()))
    return Layout(columns=columns, sets=sets, unit=unit, width=len(table.heads))


def read_stronglifts(table: Table, layout: Layout, told: Told) -> Reading:
    """Read a StrongLifts file, each set of a row by itself; a failed set has no repetitions and is kept.

    A workout's note, which is repeated on its rows, is kept once; another one belongs to the first set of its row.
    Raises ``BadInput`` when any date or time cannot be read.
    """
    unit = layout.unit or told.unit or Unit.KG
    rows = [(line.line, line.cells, fit_width(line.cells, layout.width)) for line in table.lines[1:]]
    cells_of = [
        (line, {field: cells[place].strip() for field, place in layout.columns.items()})
        for line, _, cells in rows
        if cells is not None and any(cell.strip() for cell in cells)
    ]
    dates = read_dates((line, text) for line, cell in cells_of for text in _times(cell))
    read = dict(cells_of)
    ledger = Ledger("stronglifts")
    said: dict[datetime, str] = {}
    for line, written, cells in watched(rows, told.progress):
        if cells is None or line not in read:
            ledger.refuse(line, width_reason(written, layout.width))
            continue
        cell = read[line]
        reason = name_reason(cell["exercise"])
        if reason:
            ledger.refuse(line, reason)
            continue
        began, *ended = (dates[text] for text in _times(cell))
        note = cell.get("note", "")
        first = said.setdefault(began, note)
        ledger.visit(began, cell.get("title", ""), _end(began, ended), first)
        note = "" if note == first else note
        timed = bool(cell.get("by_time")) and not cell.get("by_reps")
        _read_sets(ledger, line, began, cell["exercise"], _sets(cells, layout), unit=unit, timed=timed, note=note)
    return ledger.close(unit, said=layout.unit is not None)


def _times(cell: Mapping[str, str]) -> Iterator[str]:
    """When a row's workout began and, where it is known, ended, each with its date."""
    yield f"{cell['date']} {cell.get('start', '')}".strip()
    if cell.get("end") and cell.get("start"):
        yield f"{cell['date']} {cell['end']}"


def _end(began: datetime, ended: list[datetime]) -> datetime | None:
    """When a workout ended, on the next day where that is earlier by the clock; None where it is not known."""
    try:
        return next((end if end >= began else end + timedelta(days=1) for end in ended), None)
    except OverflowError:  # the last day of the year 9999
        return None


def _sets(cells: list[str], layout: Layout) -> list[tuple[str, str]]:
    """The repetitions and the load of each set that was done."""
    pairs = [(cells[reps].strip(), "" if load is None else cells[load].strip()) for reps, load in layout.sets]
    return [(reps, load) for reps, load in pairs if reps not in BLANK]


def _read_sets(
    ledger: Ledger,
    line: int,
    began: datetime,
    exercise: str,
    pairs: list[tuple[str, str]],
    *,
    unit: Unit,
    timed: bool,
    note: str,
) -> None:
    """Write the sets of one row into the ledger."""
    if not pairs:
        ledger.refuse(line, NOTHING_DONE)
    for reps, load in pairs:
        if ledger.enter(line, began, exercise, read_set, reps, load, exercise, unit, timed=timed, note=note):
            note = ""


def read_set(reps: str, load: str, exercise: str, unit: Unit, *, timed: bool = False, note: str = "") -> dict[str, Any]:
    """Read the numbers of a set; those of an exercise by time are seconds. A load below zero is help.

    >>> read_set("10", "-5", "Chinups", Unit.KG)
    {'load_kg': 5.0, 'load_of': 'help', 'note': '', 'reps': 10}
    """
    done = {"duration_s": clock_s(reps)} if timed else {"reps": whole_reps(reps)}
    return {**load_fields(load, unit, exercise), "note": note, **done}


FORMAT = Format(
    app="stronglifts",
    name="StrongLifts",
    where=WHERE,
    knows=lambda source: "set 1 (reps)" in heads_of(source.starts),
    read=lambda source, told: read_stronglifts(source.table, find_layout(source.table), told),
)
