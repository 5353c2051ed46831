"""FitNotes: the workout CSV of its Android and iOS apps, and its body tracker, which is declined (logs/FORMATS 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from legday.files.cells import METRES, UNITS, RowRefused, amount, counted, name_reason, number, unit_in, whole_reps
from legday.files.dates import clock_s, read_dates
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, most, watched
from legday.files.source import Source
from legday.files.table import Table, heads_of, lacking, shown, width_reason
from legday.kinds import BadInput, Unit, Value

FIELDS = {
    "date": "date",
    "exercise": "exercise",
    "category": "category",
    "weight": "load",
    "weight (kg)": "kg",
    "weight (kgs)": "kg",
    "weight (lb)": "lb",
    "weight (lbs)": "lb",
    "weight unit": "load_unit",
    "reps": "reps",
    "distance": "distance",
    "distance unit": "distance_unit",
    "time": "time",
    "comment": "note",
    "comments": "note",
    "note": "note",
    "notes": "note",
}
NEEDED = ("date", "exercise", "category", "reps")
LOADS = ("load", "kg", "lb")
OF_LENGTH = METRES | {"cm": 0.01, "in": 0.0254}
BODY = frozenset({"date", "measurement", "value", "unit"})
WHERE = "Settings → Spreadsheet Export → Workout data"


class Layout(Value):
    """Where the fields of a FitNotes file stand, and how many cells its rows have."""

    columns: Mapping[str, int]
    width: int

    @property
    def both(self) -> bool:
        """Whether each load is written in kilograms and in pounds."""
        return "kg" in self.columns and "lb" in self.columns


def _columns(heads: tuple[str, ...]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, head in enumerate(heads):
        if head in FIELDS:
            columns.setdefault(FIELDS[head], place)
    return columns


def find_layout(table: Table) -> Layout:
    """Say where the columns stand. Raises ``BadInput`` when a needed one is missing."""
    columns = _columns(table.heads)
    missing = [field for field in NEEDED if field not in columns]
    if missing or not any(load in columns for load in LOADS):
        raise lacking("FitNotes", [*missing, "weight"])
    return Layout(columns=columns, width=len(table.heads))


def read_fitnotes(table: Table, layout: Layout, told: Told) -> Reading:
    """Read a FitNotes file: a session is a day, and the order of its rows is the order of its sets.

    A file with the unit in its header or in its rows says it itself. Raises ``BadInput`` when any date cannot be read.
    """
    rows = [(line.line, line.cells, repaired(line.cells, layout)) for line in table.lines[1:]]
    at = layout.columns["date"]
    dates = read_dates((line, cells[at].strip()) for line, _, cells in rows if cells is not None)
    chosen = _typed_in(layout, [cells for _, _, cells in rows if cells is not None])
    ledger = Ledger("fitnotes")
    units: Counter[Unit] = Counter()
    for line, written, cells in watched(rows, told.progress):
        if cells is None:
            ledger.refuse(line, width_reason(written, layout.width))
            continue
        cell = {field: cells[place].strip() for field, place in layout.columns.items()}
        exercise = cell["exercise"]
        reason = name_reason(exercise)
        if reason:
            ledger.refuse(line, reason)
            continue
        began = datetime.combine(dates[cell["date"]], time())
        ledger.visit(began, "", None)
        if ledger.enter(line, began, exercise, read_set, cell, chosen, told.unit).get("load_kg"):
            units[_load(cell, chosen, told.unit)[1]] += 1
    fallback = chosen or told.unit or Unit.KG
    unit = fallback if layout.both else most(units, fallback)
    return ledger.close(unit, said=chosen is not None or "load_unit" in layout.columns)


def repaired(cells: list[str], layout: Layout) -> list[str] | None:
    """Give a row the width of its header; None where that cannot be done.

    Android writes exercise names without quotes, so a comma in a name makes cells too many: they belong to the name
    (logs/FORMATS 3). A spreadsheet adds blank cells at the end instead. What stands where numbers should tells which.
    """
    more = len(cells) - layout.width
    if more < 0 or not any(cell.strip() for cell in cells):
        return None
    if more == 0:
        return cells
    cut = cells[: layout.width]
    if not any(cell.strip() for cell in cells[layout.width :]) and _sound(cut, layout):
        return cut
    at = layout.columns["exercise"]
    joined = [*cells[:at], ",".join(cells[at : at + more + 1]), *cells[at + more + 1 :]]
    return joined if _sound(joined, layout) else None


def _sound(cells: list[str], layout: Layout) -> bool:
    """Whether numbers and units stand where they should."""
    try:
        for field in (*LOADS, "reps", "distance"):
            if field in layout.columns:
                number(cells[layout.columns[field]])
    except RowRefused:
        return False
    unit = cells[layout.columns["load_unit"]].strip().lower() if "load_unit" in layout.columns else ""
    return unit in UNITS or not unit


def _typed_in(layout: Layout, rows: list[list[str]]) -> Unit | None:
    """The unit that the header says; of two columns the one whose numbers are the rounder was typed in."""
    if not layout.both:
        return Unit.KG if "kg" in layout.columns else Unit.LB if "lb" in layout.columns else None
    kg, lb = layout.columns["kg"], layout.columns["lb"]
    return (
        Unit.LB
        if sum(map(_round, (row[lb] for row in rows))) > sum(map(_round, (row[kg] for row in rows)))
        else Unit.KG
    )


def _round(text: str) -> bool:
    """Whether a load is a whole number of quarters: what plates make, and what is turned into another unit is not."""
    try:
        value = number(text)
    except RowRefused:
        return False
    return bool(value) and (value or 0) * 4 % 1 == 0


def _load(cell: Mapping[str, str], chosen: Unit | None, told: Unit | None) -> tuple[str, Unit]:
    """The load of a row as text, and its unit. Raises ``RowRefused`` for a unit that is none, or is not said."""
    if chosen is not None:
        other = Unit.LB if chosen is Unit.KG else Unit.KG
        for unit in (chosen, other):
            text = cell.get(str(unit), "")
            if text and number(text):
                return text, unit
        return "", chosen
    written = unit_in(cell.get("load_unit", ""))
    if written is None and "load_unit" in cell and told is None and number(cell["load"]):
        raise RowRefused("a load without its unit; give --unit kg or --unit lb")
    return cell["load"], written or told or Unit.KG


def read_set(cell: Mapping[str, str], chosen: Unit | None, told: Unit | None) -> dict[str, Any]:
    """Read the numbers of a set.

    The units of distances can be a person's own: kg and lb make the distance a load, of others the distance becomes a
    note. No repetitions in a set with a time or a distance are none counted.
    """
    load, unit = _load(cell, chosen, told)
    duration = clock_s(cell.get("time", ""))
    length = cell.get("distance_unit", "").rstrip(".").lower()
    written = cell.get("distance", "")
    metres, note = None, cell.get("note", "")
    if length in OF_LENGTH or not length:
        metres = amount(written, "distance", OF_LENGTH[length or "m"])
    elif number(written) and length in UNITS and not (load and number(load)):
        load, unit = written, UNITS[length]
    elif number(written):
        note = "\n".join(filter(None, (note, f"{written} {shown(length)}")))
    reps = whole_reps(cell["reps"])
    return {
        **load_fields(load, unit, cell["exercise"]),
        "reps": counted(reps, duration, metres),
        "duration_s": duration,
        "distance_m": metres,
        "note": note,
    }


def _knows(source: Source) -> bool:
    heads = heads_of(source.starts)
    fields = {FIELDS[head] for head in heads if head in FIELDS}
    return fields.issuperset(NEEDED) and bool(fields.intersection(LOADS))


def _read(source: Source, told: Told) -> Reading:
    return read_fitnotes(source.table, find_layout(source.table), told)


def _decline(source: Source, told: Told) -> Reading:  # noqa: ARG001  (a reader's signature)
    raise BadInput(
        "This is the body tracker of FitNotes: it holds measures of the body and no workouts.",
        f"legday does not keep them. For your workouts choose {WHERE} in FitNotes.",
    )


FORMAT = Format(app="fitnotes", name="FitNotes", where=WHERE, knows=_knows, read=_read)
FORMAT_BODY = Format(
    app="fitnotes",
    name="FitNotes",
    where=WHERE,
    knows=lambda source: heads_of(source.starts) >= BODY,
    read=_decline,
)
