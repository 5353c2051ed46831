"""Alpha Progression: its export, in which blocks of lines stand for workouts and their exercises (logs/FORMATS 4).

A workout is ``"name";"2026-02-19 4:54 h";"1:02 hr"``, an exercise ``"1. Hack Squats · Machine · 8 reps"`` with its
warm-up sets beside it, then the heads of its columns ``#;KG;REPS;RIR`` and a line for each set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from legday.files.cells import METRES, NOT_ENTERED, UNITS, RowRefused, amount, name_reason, number, whole_reps
from legday.files.dates import clock_s, read_dates
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, watched
from legday.files.source import Source
from legday.files.table import Line, Table, shown
from legday.kinds import Unit
from legday.log.history import Role

HEADS = {
    "reps": "reps",
    "wdh": "reps",
    "wdh.": "reps",
    "rir": "rir",
    "secs": "seconds",
    "sec": "seconds",
    "time": "seconds",
    "km": "km",
    "mi": "mi",
    "m": "m",
}
OUTSIDE = "it stands outside of every workout"

_KNOWN = re.compile(r'^"?#"?[;,\t]"?(?:kg|lbs?|km|mi|m|reps|secs?)"?(?:[;,\t]|\s*$)', re.IGNORECASE | re.MULTILINE)
_WORKOUT = re.compile(r'"[^"\n]{0,500}"[;,\t]"\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} h"')
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b")
_EXERCISE = re.compile(r"\d{1,3}\.(?: |$)")
_DROP = re.compile(r"ds?\d{0,3}", re.IGNORECASE)
_WARMUP = re.compile(
    r"[^\W\d_]+ ?\d{1,3} · ([-+]?[\d.,]{1,12})(?: (kg|lbs?))? · (\d{1,4})\+?(?: \S{1,20})?", re.IGNORECASE
)
_SPAN = re.compile(r"(\d{1,3}):(\d{2})(?: (\w+))?")
_MOST_HOURS = 12  # "45:10 hr" is minutes and seconds


def _workout(cells: list[str]) -> bool:
    """Whether a line begins a workout: its second cell is a date."""
    return len(cells) > 1 and _DATE.match(cells[1].strip()) is not None


def _date(cells: list[str]) -> str:
    """The date of a workout, without the word for hours after it."""
    return re.sub(r" ?(?:h|uhr)$", "", cells[1].strip(), flags=re.IGNORECASE)


class _Reader:
    """Where the reading of a file stands: its workout, its exercise, and the columns of its sets."""

    def __init__(self, ledger: Ledger, dates: Mapping[str, datetime]) -> None:
        self.ledger = ledger
        self.dates = dates
        self.began: datetime | None = None
        self.exercise = ""
        self.columns: dict[str, int] = {}
        self.unit: Unit | None = None
        self.noted = False

    def line(self, line: Line) -> None:
        """Read one line, whatever it is."""
        cells = [cell.strip() for cell in line.cells]
        if _workout(cells):
            self.began = self.dates[_date(cells)]
            self.exercise, self.columns, self.noted = "", {}, False
            self.ledger.visit(self.began, cells[0], _end(self.began, cells[2] if len(cells) > 2 else ""))
        elif self.began is None:
            self.ledger.refuse(line.line, OUTSIDE)
        elif _EXERCISE.match(cells[0]):
            self._exercise(line.line, self.began, cells)
        elif cells[0] == "#":
            self._heads(cells)
        elif len(cells) > 1:
            self._set(line.line, self.began, cells)
        elif cells[0]:
            self._note(line.line, self.began, cells[0])

    def _exercise(self, line: int, began: datetime, cells: list[str]) -> None:
        """Begin an exercise, and read the warm-up sets that stand beside it.

        Its name ends before what was planned, which begins with a number.
        """
        name, *parts = _EXERCISE.sub("", cells[0], count=1).split(" · ")
        for part in parts:
            if part[:1].isdigit():
                break
            name = f"{name} · {part}"
        self.exercise, self.columns = name.strip(), {}
        reason = name_reason(self.exercise)
        if reason:
            self.exercise = ""
            self.ledger.refuse(line, reason)
            return
        for written in re.split(r"<br ?/?>", cells[1]) if len(cells) > 1 and cells[1] else []:
            self.ledger.enter(line, began, self.exercise, read_warmup, written, self.exercise, self.unit or Unit.KG)

    def _heads(self, cells: list[str]) -> None:
        """Take down where the columns of the sets that follow stand."""
        self.columns = {}
        for place, cell in enumerate(cells):
            head = cell.lower()
            if head in UNITS:
                self.unit = UNITS[head]
                self.columns.setdefault("load", place)
            elif head in HEADS:
                self.columns.setdefault(HEADS[head], place)

    def _set(self, line: int, began: datetime, cells: list[str]) -> None:
        """Read one set."""
        if not self.exercise:
            self.ledger.refuse(line, "a set without a readable exercise above it")
            return
        cell = {field: cells[at] for field, at in self.columns.items() if at < len(cells) and cells[at] != "-"}
        cell["number"] = cells[0]
        if not self.columns:
            reason = "a set without the heads of its columns above it"
            self.ledger.refuse(line, reason, self.ledger.place(began, self.exercise))
            return
        self.ledger.enter(line, began, self.exercise, read_set, cell, self.exercise, self.unit or Unit.KG)

    def _note(self, line: int, began: datetime, text: str) -> None:
        """Keep what else was written, with the exercise or the workout in which it stands."""
        if self.exercise:
            self.ledger.note(line, began, self.exercise, text)
        elif self.noted:
            self.ledger.refuse(line, "a second note to a workout")
        else:
            self.noted = True
            self.ledger.visit(began, "", None, text)


def read_alpha(table: Table, told: Told) -> Reading:
    """Read an Alpha Progression file. Raises ``BadInput`` when any date cannot be read."""
    dates = read_dates((line.line, _date(line.cells)) for line in table.lines if _workout(line.cells))
    ledger = Ledger("alpha")
    reader = _Reader(ledger, dates)
    for line in watched(table.lines, told.progress):
        reader.line(line)
    return ledger.close(reader.unit or Unit.KG, said=True)


def _end(began: datetime, took: str) -> datetime | None:
    """When a workout ended, from how long it took: hours and minutes, or minutes and seconds."""
    found = _SPAN.fullmatch(took)
    if found is None:
        return None
    first, second, word = int(found[1]), int(found[2]), (found[3] or "").lower()
    hours = not word.startswith("m") and first <= _MOST_HOURS
    try:
        return began + (timedelta(hours=first, minutes=second) if hours else timedelta(minutes=first, seconds=second))
    except OverflowError:  # the last day of the year 9999
        return None


def read_set(cell: Mapping[str, str], exercise: str, unit: Unit) -> dict[str, Any]:
    """Read the numbers of a set: "+35" is what was added to the body, "5+" at least five repetitions.

    >>> read_set({"load": "+35", "reps": "5+", "rir": "0,5"}, "Dips", Unit.KG)["load_kg"]
    35.0
    """
    if not any(text for field, text in cell.items() if field not in {"rir", "number"}):
        raise RowRefused(NOT_ENTERED)
    duration = clock_s(cell.get("seconds", ""))
    far = next(
        (
            metres
            for length in ("km", "mi", "m")
            if (metres := amount(cell.get(length, ""), "distance", METRES[length]))
        ),
        None,
    )
    return {
        "role": Role.DROP.value if _DROP.fullmatch(cell.get("number", "")) else None,
        **load_fields(cell.get("load", "").removeprefix("+"), unit, exercise),
        "reps": whole_reps(cell.get("reps", "").removesuffix("+")),
        "reserve": left(cell.get("rir", "")),
        "duration_s": duration,
        "distance_m": far,
    }


def read_warmup(written: str, exercise: str, unit: Unit) -> dict[str, Any]:
    """Read a warm-up set beside the name of its exercise; ``unit`` is for one that does not say its own.

    >>> read_warmup("WU 1 · 60 kg · 5 reps", "Squats", Unit.LB)["load_kg"]
    60.0
    """
    found = _WARMUP.fullmatch(written.strip())
    if found is None:
        raise RowRefused(f"“{shown(written)}” is not a warm-up set that can be read")
    load, said, reps = found.groups()
    fields = read_set({"load": load, "reps": reps}, exercise, UNITS.get((said or "").lower()) or unit)
    return {**fields, "role": Role.WARMUP.value, "reserve": None}


def left(text: str) -> float | None:
    """Read repetitions in reserve; below zero is past the limit, so none. Raises ``RowRefused`` above 10.

    >>> left("0,5"), left("-1"), left("4+"), left("")
    (0.5, 0.0, 4.0, None)
    """
    value = number(text.removesuffix("+"))
    if value is not None and value > 10:
        raise RowRefused(f"{shown(text)} repetitions in reserve are more than 10")
    return None if value is None else max(0.0, round(value, 2))


def _knows(source: Source) -> bool:
    return _WORKOUT.match(source.starts) is not None or _KNOWN.search(source.starts) is not None


FORMAT = Format(
    app="alpha",
    name="Alpha Progression",
    where="Settings → Export",
    knows=_knows,
    read=lambda source, told: read_alpha(source.table, told),
)
