"""RepCount: its CSV, a row for each set with the beginning and the end of its workout (logs/FORMATS 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from legday.files.cells import METRES, NOT_ENTERED, RowRefused, amount, counted, name_reason, number, whole_reps
from legday.files.dates import clock_s, read_dates
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, watched
from legday.files.table import Table, fit_width, heads_of, lacking, width_reason
from legday.kinds import Unit

LOADS = {
    "weight": None,
    "weight (kg)": Unit.KG,
    "weight (kgs)": Unit.KG,
    "weight (lb)": Unit.LB,
    "weight (lbs)": Unit.LB,
}
NEEDED = ("workout start", "exercise", "reps")
MEASURED = ("reps", "distance", "duration", "load")
FIELDS = ("exercise", "name", "notes", *MEASURED)

# The file does not say what its distances are in. Nobody trains for 100 km, and nobody notes a run of under 100 m.
METRES_FROM = 100


def read_repcount(table: Table, told: Told) -> Reading:
    """Read a RepCount file; its loads are in ``told.unit``, where its header does not say what they are in.

    Raises ``BadInput`` when a needed column is missing and when any date cannot be read.
    """
    columns: dict[str, int] = {}
    for at, head in enumerate(table.heads):
        columns.setdefault("load" if head in LOADS else head, at)
    missing = [field for field in (*NEEDED, "load") if field not in columns]
    if missing:
        raise lacking("RepCount", missing)
    said = LOADS[table.heads[columns["load"]]]
    unit = said or told.unit or Unit.KG
    width = len(table.heads)
    rows = [(line.line, line.cells, fit_width(line.cells, width)) for line in table.lines[1:]]
    rows = [(line, cells, fit if fit and any(cell.strip() for cell in fit) else None) for line, cells, fit in rows]
    places = {field: columns[field] for field in FIELDS if field in columns}
    dates = read_dates((line, text) for line, _, cells in rows if cells for text in _times(cells, columns))
    ledger = Ledger("repcount")
    guessed = 0
    for line, written, cells in watched(rows, told.progress):
        if cells is None:
            ledger.refuse(line, width_reason(written, width))
            continue
        cell = {field: cells[at].strip() for field, at in places.items()}
        reason = name_reason(cell["exercise"])
        if reason:
            ledger.refuse(line, reason)
            continue
        began, *ended = (dates[text] for text in _times(cells, columns))
        ledger.visit(began, cell.get("name", ""), _end(began, ended))
        fields = ledger.enter(line, began, cell["exercise"], read_set, cell, unit)
        guessed += bool(fields.get("distance_m"))
    return ledger.close(unit, said=said is not None, notes=_notes(guessed, unit))


def _times(cells: list[str], columns: Mapping[str, int]) -> Iterator[str]:
    """When a row's workout began and, where it is known, ended."""
    yield cells[columns["workout start"]].strip()
    ended = cells[columns["workout end"]].strip() if "workout end" in columns else ""
    if ended:
        yield ended


def _end(began: datetime, ended: list[datetime]) -> datetime | None:
    """When the workout ended; before its beginning is not known."""
    return next((end for end in ended if end >= began), None)


def _notes(guessed: int, unit: Unit) -> tuple[str, ...]:
    """What the person should know about the file."""
    if not guessed:
        return ()
    small = "kilometres" if unit is Unit.KG else "miles"
    taken = f"those below {METRES_FROM} were taken as {small}, the others as metres"
    return (f"The file does not say the unit of its distances ({guessed}); {taken}.",)


def read_set(cell: Mapping[str, str], unit: Unit) -> dict[str, Any]:
    """Read the numbers of a set; a load below zero is help."""
    if not any(cell.get(field) for field in MEASURED):
        raise RowRefused(NOT_ENTERED)
    duration = clock_s(cell.get("duration", ""))
    distance = cell.get("distance", "")
    far = (number(distance) or 0) >= METRES_FROM
    metres = amount(distance, "distance", 1.0 if far else METRES["km" if unit is Unit.KG else "mi"])
    reps = whole_reps(cell["reps"])
    return {
        **load_fields(cell["load"], unit, cell["exercise"]),
        "reps": counted(reps, duration, metres),
        "duration_s": duration,
        "distance_m": metres,
        "note": cell.get("notes", ""),
    }


FORMAT = Format(
    app="repcount",
    name="RepCount",
    where="Settings → Export",
    knows=lambda source: heads_of(source.starts) >= {"workout start", "exercise"},
    read=lambda source, told: read_repcount(source.table, told),
)
