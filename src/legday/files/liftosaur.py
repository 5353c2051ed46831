"""Liftosaur: the CSV of its history (logs/FORMATS 4; layout: astashov/liftosaur, commit dea690b), and what a set is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from legday.files import jsons
from legday.files.cells import RowRefused, amount, load_kg, name_reason, reserve, whole_reps
from legday.files.reading import EVERY, Format, Ledger, Reading, Told
from legday.files.source import Source
from legday.files.table import fit_width, heads_of, require, shown, unreadable_date, width_reason
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
UNITS = {"kg": Unit.KG, "kgs": Unit.KG, "lb": Unit.LB, "lbs": Unit.LB}
NOT_DONE = "planned in the app, not done"


def _knows(source: Source) -> bool:
    return heads_of(source.starts) >= set(NEEDED)


def _read(source: Source, told: Told) -> Reading:
    ledger = Ledger("liftosaur")
    units: Counter[Unit] = Counter()
    require(source.table, NEEDED, "Liftosaur")
    heads, lines = source.table.heads, source.table.lines[1:]
    columns = {field: heads.index(name) for field, names in COLUMNS.items() for name in names if name in heads}
    noted = ("", "", "")
    for done, line in enumerate(lines):
        if told.progress and done % EVERY == 0:
            told.progress(done, len(lines))
        cells = fit_width(line.cells, len(heads))
        if cells is None:
            ledger.refuse(line.line, width_reason(line.cells, len(heads)))
            continue
        cell = {field: cells[place].strip() for field, place in columns.items()}
        begun = jsons.moment(cell["date"])
        if begun is None:
            raise unreadable_date(line.line, cell["date"])
        if not cell["reps"]:
            ledger.refuse(line.line, name_reason(cell["exercise"]) or NOT_DONE)
            continue
        began = jsons.clock(begun, told.zone)
        ledger.visit(began, cell.get("title") or cell.get("program", ""), None, moment=begun)
        note = (cell["date"], cell["exercise"], cell.get("note", ""))  # the app repeats it on each set of a block
        write(ledger, line.line, began, {**cell, "note": "" if note == noted else note[-1]}, units=units)
        noted = note
    return reading(ledger, units, told)


def write(ledger: Ledger, line: int, began: Any, cell: Mapping[str, str], *, units: Counter[Unit]) -> None:
    """Write one set that was done into the ledger, or why it cannot be taken, and count the unit of its load."""
    exercise = cell["exercise"]
    reason = name_reason(exercise)
    if reason:
        ledger.refuse(line, reason)
        return
    place = ledger.place(began, exercise)
    try:
        unit, fields = _set(cell)
    except RowRefused as refused:
        ledger.refuse(line, str(refused), place)
        return
    ledger.store(line, place, fields)
    if unit:
        units[unit] += 1


def _set(cell: Mapping[str, str]) -> tuple[Unit | None, dict[str, Any]]:
    """Read the numbers of a set; a load that was not changed stands where the planned one is."""
    load, text = cell.get("load", ""), cell.get("load_unit", "")
    if not load:
        load, text = cell.get("planned_load", ""), cell.get("planned_unit", "")
    unit = UNITS.get(text.strip().casefold())
    if load and unit is None:
        raise RowRefused(f"“{shown(text)}” is not a unit of load" if text else "a load without its unit")
    warmup = cell.get("warmup", "") in {"1", "true", "TRUE"}
    effort = reserve(cell.get("rpe", ""))
    reps = whole_reps(cell["reps"])
    duration = amount(cell.get("duration", ""), "duration")
    return unit, {
        "role": Role.WARMUP.value if warmup else None,
        "load_kg": (load_kg(load, unit) or None) if unit else None,
        "reps": None if duration and not reps else reps,
        "reserve": None if warmup else effort,
        "duration_s": duration,
        "note": cell.get("note", ""),
    }


def reading(ledger: Ledger, units: Counter[Unit], told: Told, *notes: str) -> Reading:
    """What the file says; its loads are in the unit of most of them."""
    return Reading(
        app=ledger.app,
        unit=units.most_common(1)[0][0] if units else told.unit or Unit.KG,
        said=bool(units),
        facts=ledger.facts(),
        rows=ledger.rows(),
        lines=ledger.lines,
        zoned=True,
        notes=notes,
    )


FORMAT = Format(
    app="liftosaur", name="Liftosaur", where="Settings → Export history to CSV file", knows=_knows, read=_read
)
