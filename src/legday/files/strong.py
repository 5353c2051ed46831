"""Strong: every version of its CSV since 2015, in every language of its header (logs/FORMATS 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from legday.files.cells import (
    METRES,
    UNITS,
    RowRefused,
    amount,
    counted,
    name_reason,
    number,
    reserve,
    unit_in,
    whole_reps,
)
from legday.files.formulas import as_written
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, most, watched
from legday.files.source import Source
from legday.files.table import Line, Table, fit_width, unreadable_date, width_reason
from legday.files.times import LONGEST, read_duration, read_time
from legday.kinds import BadInput, Unit, Value
from legday.log.history import Role

# Header cells in English, French, German and Chinese, folded as table.fold_head does.
HEADS = {
    "date": ("date", "datum", "日期"),
    "title": ("workout name", "nom de l'entraînement", "workout-name", "锻炼名称"),
    "took": ("duration", "duration (sec)", "workout duration", "durée", "dauer", "时长"),
    "exercise": ("exercise name", "nom de l'exercice", "name der übung", "运动名称"),
    "order": ("set order", "ordre de la série", "reihenfolge festlegen", "设置顺序"),
    "load": ("weight", "weight (kg)", "weight (lbs)", "weight (lb)", "kg", "lbs", "lb", "poids", "gewicht", "重量"),
    "load_unit": ("weight unit",),
    "reps": ("reps", "réps", "wiederh.", "次"),
    "rpe": ("rpe",),
    "distance": ("distance", "distance (meters)", "distance (km)", "distance (miles)", "km", "entfernung", "距离"),
    "distance_unit": ("distance unit",),
    "seconds": ("seconds", "secondes", "sekunden", "秒"),
    "note": ("notes", "notizen", "备注"),
    "session_note": ("workout notes", "notes d'entraînement", "workout-notizen", "锻炼备注"),
}
FIELDS = {head: field for field, heads in HEADS.items() for head in heads}
NEEDED = ("date", "exercise", "order", "load", "reps")

# Columns by position, for a header in another language or none: Android (unit in each row), iOS with and without notes.
_ANDROID = "date title exercise order load load_unit reps rpe distance distance_unit seconds note session_note took"
_IOS = "date title took exercise order load reps distance seconds note session_note rpe"
_IOS_2025 = "date title took exercise order load reps distance seconds rpe"

RESTS = ("rest timer", "ruhezeit")
NOTES = ("note", "notiz")
ROLES = {"w": Role.WARMUP, "f": Role.FAILURE, "d": Role.DROP}


class Layout(Value):
    """Where the fields of a Strong file stand, and what its header says about units."""

    columns: Mapping[str, int]
    width: int
    headed: bool
    load_unit: Unit | None
    metres: float | None

    @property
    def says_unit(self) -> bool:
        """Whether the file itself says what its loads are in."""
        return self.load_unit is not None or "load_unit" in self.columns


def find_layout(table: Table) -> Layout | None:
    """Say where the fields stand: by the header or, where it is unknown or missing, by position; None if not Strong."""
    heads = table.heads
    columns: dict[str, int] = {}
    for place, head in enumerate(heads):
        if head in FIELDS:
            columns.setdefault(FIELDS[head], place)
    if all(field in columns for field in NEEDED):
        load, distance = heads[columns["load"]], heads[columns["distance"]] if "distance" in columns else ""
        return Layout(
            columns=columns,
            width=len(heads),
            headed=True,
            load_unit=UNITS.get(_inner(load)),
            metres=METRES.get(_inner(distance)),
        )
    headed = read_time(table.lines[0].cells[0]) is None
    sample = table.lines[headed : headed + 200]
    for fields, widths in ((_ANDROID, (13, 14)), (_IOS, (12,)), (_IOS_2025, (10,))):
        columns = {field: place for place, field in enumerate(fields.split()) if place < len(heads)}
        if len(heads) in widths and _fits(columns, sample):
            return Layout(columns=columns, width=len(heads), headed=headed, load_unit=None, metres=None)
    return None


def _layout(source: Source) -> Layout | None:
    """The layout of a file, None where it is no sound table or none of Strong."""
    try:
        return None if source.starts[:1] in {"{", "[", "<"} else find_layout(source.table)
    except BadInput:
        return None


def _read(source: Source, told: Told) -> Reading:
    layout = _layout(source)
    if layout is None:
        raise BadInput("This is no Strong log.", "Give the CSV file as Strong exported it.")
    return read_strong(source.table, layout, told)


FORMAT = Format(
    app="strong",
    name="Strong",
    where="Settings → Export Strong data",
    knows=lambda source: _layout(source) is not None,
    read=_read,
)


def _inner(head: str) -> str:
    """The unit that a header cell names: "weight (kg)" and "kg" both name kg."""
    return head.rpartition("(")[2].rstrip(")")


def _fits(columns: Mapping[str, int], sample: Sequence[Line]) -> bool:
    """Whether rows read by position begin with a time and hold numbers, and units, where these should stand."""
    if not sample or read_time(sample[0].cells[0]) is None:
        return False
    units = set()
    for line in sample:
        if len(line.cells) <= max(columns.values()):
            continue
        try:
            number(line.cells[columns["load"]])
            number(line.cells[columns["reps"]])
            number(line.cells[columns["seconds"]])
        except RowRefused:
            return False
        if "load_unit" in columns:
            units.add(line.cells[columns["load_unit"]].strip().lower())
    return "load_unit" not in columns or (units <= {*UNITS, ""} and units != {""})


def read_strong(table: Table, layout: Layout, told: Told) -> Reading:
    """Read a Strong file whose loads are in ``told.unit`` where the file does not say.

    Strong writes a load of 0 where nothing was entered or the body was the load, so 0 becomes None. Distances without
    a unit are taken as the kilometres or miles that go with the loads. Rest rows become the rest of the set before,
    note rows the note of the block. Raises ``BadInput`` when any date cannot be read.
    """
    ledger = Ledger("strong")
    unit = told.unit or Unit.KG
    units: Counter[Unit] = Counter()
    left_open: set[datetime] = set()
    far = 0
    for line in watched(table.lines[layout.headed :], told.progress):
        cells = fit_width(_mend(line.cells, layout), layout.width)
        if cells is None:
            ledger.refuse(line.line, width_reason(line.cells, layout.width))
            continue
        cell = {field: as_written(cells[place].strip()) for field, place in layout.columns.items()}
        reason = name_reason(cell["exercise"])
        if reason:
            ledger.refuse(line.line, reason)
            continue
        began = read_time(cell["date"])
        if began is None:
            raise unreadable_date(line.line, cell["date"])
        ended, is_open = _end(began, cell.get("took", ""))
        if is_open:
            left_open.add(began)
        ledger.visit(began, cell.get("title", ""), ended, cell.get("session_note", ""))
        fields = _read_row(ledger, line.line, began, cell, layout=layout, told=told.unit)
        if fields.get("load_kg"):
            units[_row_unit(cell, layout, told.unit)] += 1
        far += bool(fields.get("distance_m"))
    guessed = far if layout.metres is None and "distance_unit" not in layout.columns else 0
    notes = _notes(guessed, len(left_open), unit)
    return ledger.close(most(units, layout.load_unit or unit), said=layout.says_unit, notes=notes)


def _read_row(
    ledger: Ledger, line: int, began: datetime, cell: Mapping[str, str], *, layout: Layout, told: Unit | None
) -> dict[str, Any]:
    """Write one row into the ledger; the fields of its set, if it is one and is taken."""
    exercise, order = cell["exercise"], cell["order"]
    if order.casefold() in NOTES:
        ledger.note(line, began, exercise, cell.get("note", ""))
        return {}
    if order.casefold() in RESTS:
        try:
            ledger.rest(line, began, amount(cell.get("seconds", ""), "rest") or 0.0)
        except RowRefused as refused:
            ledger.refuse(line, str(refused))
        return {}
    return ledger.enter(line, began, exercise, read_set, cell, layout, told)


def _notes(guessed: int, left_open: int, unit: Unit) -> Iterator[str]:
    """What the person should know about the file."""
    if guessed:
        with_loads = "kilometres, as the loads are in kg" if unit is Unit.KG else "miles, as the loads are in lb"
        yield f"The file does not say the unit of its distances ({guessed}); they were taken as {with_loads}."
    if left_open:
        yield f"Workouts that were never closed in the app (over 24 hours): {left_open}; when they ended is left open."


def _mend(cells: list[str], layout: Layout) -> list[str]:
    """Put an unquoted "3,527h 3min" together again, which gives its row one cell too many."""
    took = layout.columns.get("took")
    if took is not None and len(cells) == layout.width + 1 and cells[took].isdigit() and cells[took + 1][:3].isdigit():
        return [*cells[:took], f"{cells[took]},{cells[took + 1]}", *cells[took + 2 :]]
    return cells


def _end(began: datetime, took: str) -> tuple[datetime | None, bool]:
    """When the workout ended, and whether it was left open for over a day (its end is then not known)."""
    seconds = read_duration(took)
    if seconds is None:
        return None, False
    if seconds > LONGEST.total_seconds():
        return None, True
    try:
        return began + timedelta(seconds=seconds), False
    except OverflowError:  # the last day of the year 9999
        return None, False


def _role(order: str) -> Role:
    """What a set was for, from its order: a number, W, F or D."""
    if order.casefold() in ROLES:
        return ROLES[order.casefold()]
    if number(order) is None:
        raise RowRefused("no set order")
    return Role.WORK


def _row_unit(cell: Mapping[str, str], layout: Layout, told: Unit | None) -> Unit:
    """The unit of one row's load; Android writes it in each row and leaves it out where there is no load."""
    if layout.load_unit is not None:
        return layout.load_unit
    if "load_unit" not in cell:
        return told or Unit.KG
    written = unit_in(cell["load_unit"])
    if written is None and told is None and number(cell["load"]):
        raise RowRefused("a load without its unit; give --unit kg or --unit lb")
    return written or told or Unit.KG


def read_set(cell: Mapping[str, str], layout: Layout, told: Unit | None) -> dict[str, Any]:
    """Read the numbers of a set; a 0 for the repetitions of a timed set is Strong's way to leave them out."""
    role = _role(cell["order"])
    metres = METRES.get(cell.get("distance_unit", "").rstrip(".").lower(), layout.metres)
    metres = metres or METRES["mi" if told is Unit.LB else "km"]
    duration = amount(cell.get("seconds", ""), "duration")
    distance = amount(cell.get("distance", ""), "distance", metres)
    reps = whole_reps(cell["reps"])
    effort = reserve(cell.get("rpe", ""))
    return {
        "role": None if role is Role.WORK else role.value,
        **load_fields(cell["load"], _row_unit(cell, layout, told), cell["exercise"]),
        "reps": counted(reps, duration, distance),
        "reserve": None if role is Role.WARMUP else effort,
        "duration_s": duration,
        "distance_m": distance,
        "note": cell.get("note", ""),
    }
