"""Hevy: its CSV in every unit and every language of its dates (logs/FORMATS 2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from legday.files.cells import METRES, RowRefused, amount, name_reason, reserve, whole_reps
from legday.files.formulas import as_written
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, watched
from legday.files.source import Source
from legday.files.table import Table, fit_width, heads_of, lacking, shown, unreadable_date, width_reason
from legday.files.times import read_time
from legday.kinds import Unit, Value
from legday.log.history import Role

LOADS = {"weight_kg": Unit.KG, "weight_lbs": Unit.LB, "weight_lb": Unit.LB, "weight": None}
DISTANCES = {"distance_km": "km", "distance_miles": "mi", "distance_meters": "m"}
NEEDED = ("start_time", "exercise_title", "set_index", "set_type", "reps")
ROLES = {
    "normal": Role.WORK,
    "regular": Role.WORK,
    "": Role.WORK,
    "warmup": Role.WARMUP,
    "failure": Role.FAILURE,
    "dropset": Role.DROP,
}


class Layout(Value):
    """Where the columns of a Hevy file stand, and which of them hold load and distance."""

    columns: Mapping[str, int]
    width: int
    load: str
    load_unit: Unit | None
    distance: str
    metres: float

    @property
    def says_unit(self) -> bool:
        """Whether the file itself says what its loads are in."""
        return self.load_unit is not None


def find_layout(table: Table) -> Layout:
    """Say where the columns stand. Raises ``BadInput`` when a needed one is missing."""
    columns = {head: place for place, head in enumerate(table.heads)}
    load = next((head for head in LOADS if head in columns), None)
    missing = [head for head in NEEDED if head not in columns] + ([] if load else ["weight_kg or weight_lbs"])
    if missing or load is None:
        raise lacking("Hevy", missing)
    distance = next((head for head in DISTANCES if head in columns), "")
    return Layout(
        columns=columns,
        width=len(table.heads),
        load=load,
        load_unit=LOADS[load],
        distance=distance,
        metres=METRES[DISTANCES.get(distance, "m")],
    )


def read_hevy(table: Table, layout: Layout, told: Told) -> Reading:
    """Read a Hevy file whose loads are in ``told.unit`` where its header does not say.

    The note of an exercise, which Hevy repeats on each of its sets, is kept once, on the first. Raises ``BadInput``
    when any date cannot be read; a row with neither a date nor a set number is the rest of a note that a spreadsheet
    broke apart, and is refused alone.
    """
    ledger = Ledger("hevy")
    unit = layout.load_unit or told.unit or Unit.KG
    block: tuple[datetime, str, str] | None = None
    for line in watched(table.lines[1:], told.progress):
        cells = fit_width(line.cells, layout.width)
        if cells is None:
            ledger.refuse(line.line, width_reason(line.cells, layout.width))
            continue
        cell = {head: as_written(cells[place].strip()) for head, place in layout.columns.items()}
        exercise = cell["exercise_title"]
        began = read_time(cell["start_time"])
        if began is None and not cell["set_index"].isdigit():
            ledger.refuse(line.line, "the rest of a note that a spreadsheet broke apart")
            continue
        if began is None:
            raise unreadable_date(line.line, cell["start_time"])
        reason = name_reason(exercise)
        if reason:
            ledger.refuse(line.line, reason)
            continue
        ledger.visit(began, cell.get("title", ""), _end(line.line, began, cell), unbroken(cell.get("description", "")))
        note = unbroken(cell.get("exercise_notes", ""))
        fresh = (began, exercise, note) != block
        if ledger.enter(line.line, began, exercise, read_set, cell, layout, unit, note=note if fresh else ""):
            block = (began, exercise, note)
    return ledger.close(unit, said=layout.says_unit)


def _knows(source: Source) -> bool:
    heads = heads_of(source.starts)
    return "exercise_title" in heads and bool({"set_index", "start_time"} & heads)


def _read(source: Source, told: Told) -> Reading:
    return read_hevy(source.table, find_layout(source.table), told)


FORMAT = Format(app="hevy", name="Hevy", where="Settings → Export & import data → Export", knows=_knows, read=_read)


def unbroken(text: str) -> str:
    r"""Give a note its line breaks: the app's export writes them as \n.

    >>> unbroken(r"slow\nand deep")
    'slow\nand deep'
    """
    return text.replace("\\n", "\n").strip()


def _end(line: int, began: datetime, cell: Mapping[str, str]) -> datetime | None:
    """When the workout ended; blank or before its beginning is not known."""
    text = cell.get("end_time", "")
    if not text:
        return None
    ended = read_time(text)
    if ended is None:
        raise unreadable_date(line, text)
    return ended if ended >= began else None


def read_set(cell: Mapping[str, str], layout: Layout, unit: Unit, *, note: str) -> dict[str, Any]:
    """Read the numbers of a set; the RPE of a warm-up is no reading of effort (logs/FORMATS 2)."""
    kind = cell["set_type"].casefold().replace(" ", "").replace("_", "").replace("-", "")
    role = ROLES.get(kind)
    if role is None:
        raise RowRefused(f"“{shown(cell['set_type'])}” is not a type of set that is known")
    effort = reserve(cell.get("rpe", ""))
    return {
        "role": None if role is Role.WORK else role.value,
        **load_fields(cell[layout.load], unit, cell["exercise_title"]),
        "reps": whole_reps(cell["reps"]),
        "reserve": None if role is Role.WARMUP else effort,
        "duration_s": amount(cell.get("duration_seconds", ""), "duration"),
        "distance_m": amount(cell[layout.distance], "distance", layout.metres) if layout.distance else None,
        "note": note,
    }
