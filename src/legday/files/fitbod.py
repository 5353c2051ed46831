"""Fitbod: its CSV, whose times are moments of universal time and stand for blocks of a workout (logs/FORMATS 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from legday.files.cells import METRES, RowRefused, amount, counted, name_reason, number, whole_reps
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, watched
from legday.files.source import Source
from legday.files.table import Table, fit_width, heads_of, lacking, shown, unreadable_date, width_reason
from legday.files.times import read_moment
from legday.kinds import KG_PER_LB, Unit
from legday.log.history import LoadOf, Role

HEADS = {
    "date": "date",
    "exercise": "exercise",
    "reps": "reps",
    "weight(kg)": "kg",
    "weight(lb)": "lb",
    "weight(lbs)": "lb",
    "duration(s)": "seconds",
    "distance(m)": "m",
    "distance(mi)": "mi",
    "iswarmup": "warmup",
    "note": "note",
    "multiplier": "multiplier",
}
NEEDED = ("date", "exercise", "reps", "warmup")
YES = ("true", "1", "yes", "wahr", "vrai")
NO = ("false", "0", "no", "", "falsch", "faux")

# Blocks further apart are two visits. Of a person's 1551 steps between neighbouring times (logs/FORMATS 4) those of two
# to two and a half hours are the rarest: the blocks of one visit lie closer, those of the next further away.
APART = timedelta(hours=2)

# What is done with one leg at a time is counted twice for its two sides, not for two dumbbells.
ONE_LEGGED = ("lunge", "split squat", "step up", "single leg", "barbell")
OF_HANDS = ("dumbbell", "kettlebell")

_HALF_LB = KG_PER_LB / 2
_ENOUGH = 10  # loads before it is said that they are pounds


def read_fitbod(table: Table, told: Told) -> Reading:
    """Read a Fitbod file: blocks at most two hours apart are one visit, which began with the first of them.

    The clock time is that of ``told.zone``, unless the file writes an offset other than universal time. Raises
    ``BadInput`` when a needed column is missing and when any date cannot be read.
    """
    columns = {HEADS[head]: place for place, head in reversed([*enumerate(table.heads)]) if head in HEADS}
    unit = Unit.LB if "lb" in columns and "kg" not in columns else Unit.KG
    missing = [field for field in (*NEEDED, str(unit)) if field not in columns]
    if missing:
        raise lacking("Fitbod", missing)
    ledger = Ledger("fitbod")
    dated: list[tuple[datetime, int, Mapping[str, str]]] = []
    for line in table.lines[1:]:
        if not any(cell.strip() for cell in line.cells):  # Fitbod's own blank lines, after a spreadsheet saved them
            continue
        cells = fit_width(line.cells, len(table.heads))
        if cells is None:
            ledger.refuse(line.line, width_reason(line.cells, len(table.heads)))
            continue
        cell = {field: cells[place].strip() for field, place in columns.items()}
        moment = read_moment(cell["date"])
        if moment is None:
            raise unreadable_date(line.line, cell["date"])
        reason = name_reason(cell["exercise"])
        if reason:
            ledger.refuse(line.line, reason)
            continue
        dated.append((moment, line.line, cell))
    dated.sort(key=lambda one: one[:2])
    loads: list[float] = []
    starts = visits([moment for moment, _, _ in dated])
    for (_, at, row), start in watched(list(zip(dated, starts, strict=True)), told.progress):
        began = _clock(start, told, at, row["date"])
        ledger.visit(began, "", None, moment=start.astimezone(UTC).replace(tzinfo=None))
        load = ledger.enter(at, began, row["exercise"], read_set, row, unit).get("load_kg")
        loads += [load] if load else []
    return ledger.close(unit, said=True, zoned=True, notes=_notes(loads, unit))


def visits(moments: Sequence[datetime]) -> list[datetime]:
    """Say for each moment, in order of time, when the visit that it belongs to began.

    >>> at = [datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (6, 7, 9, 12)]
    >>> [start.hour for start in visits(at)]
    [6, 6, 6, 12]
    """
    starts: list[datetime] = []
    for index, moment in enumerate(moments):
        near = index > 0 and moment - moments[index - 1] <= APART
        starts.append(starts[-1] if near else moment)
    return starts


def _clock(start: datetime, told: Told, line: int, text: str) -> datetime:
    """The clock time of a moment where it was lived."""
    try:
        return (start if start.utcoffset() else start.astimezone(told.zone)).replace(tzinfo=None)
    except OverflowError:  # the first and the last day of the calendar
        raise unreadable_date(line, text) from None


def _notes(loads: Sequence[float], unit: Unit) -> tuple[str, ...]:
    """Tell a person who lifts in pounds so: Fitbod writes kilograms for everybody."""
    pounds = sum(abs(load / _HALF_LB - round(load / _HALF_LB)) * _HALF_LB <= 0.006 for load in loads)
    if unit is Unit.LB or len(loads) < _ENOUGH or pounds < 0.9 * len(loads):
        return ()
    return ("Your loads look like pounds, which Fitbod writes as kilograms; you may choose pounds in the settings.",)


def part_of(multiplier: str, exercise: str) -> LoadOf | None:
    """What a load stands for by Fitbod's multiplier: 2 is two dumbbells, or two legs; 4 two dumbbells and two legs.

    >>> part_of("2.0", "Dumbbell Row"), part_of("2.0", "Barbell Lunge"), part_of("4.0", "Single Leg Romanian Deadlift")
    (<LoadOf.HAND: 'hand'>, None, <LoadOf.HAND: 'hand'>)
    """
    times = number(multiplier)
    name = exercise.casefold()
    two_legs = any(word in name for word in ONE_LEGGED) and not any(word in name for word in OF_HANDS)
    return LoadOf.HAND if times == 4 or (times == 2 and not two_legs) else None


def read_set(cell: Mapping[str, str], unit: Unit) -> dict[str, Any]:
    """Read the numbers of a set; no repetitions with a duration or a distance are none counted."""
    warmup = cell["warmup"].casefold()
    if warmup not in YES and warmup not in NO:
        raise RowRefused(f"“{shown(cell['warmup'])}” does not say whether the set is a warm-up")
    duration = amount(cell.get("seconds", ""), "duration")
    metres = amount(cell.get("m", ""), "distance") or amount(cell.get("mi", ""), "distance", METRES["mi"])
    reps = whole_reps(cell["reps"])
    exercise = cell["exercise"]
    return {
        "role": Role.WARMUP.value if warmup in YES else None,
        **load_fields(cell[str(unit)], unit, exercise, part_of(cell.get("multiplier", ""), exercise)),
        "reps": counted(reps, duration, metres),
        "duration_s": duration,
        "distance_m": metres,
        "note": cell.get("note", ""),
    }


def _knows(source: Source) -> bool:
    heads = heads_of(source.starts)
    return "iswarmup" in heads and bool({"multiplier", "weight(kg)", "weight(lb)", "weight(lbs)"} & heads)


FORMAT = Format(
    app="fitbod",
    name="Fitbod",
    where="Log → Settings → Export Workout Data",
    knows=_knows,
    read=lambda source, told: read_fitbod(source.table, told),
)
