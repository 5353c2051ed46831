"""JEFIT: the dump of an account, a text of ``### SECTION ###`` tables (logs/FORMATS 4).

Columns as in public importers. EXERCISE LOGS packs sets in the unit of SETTING.mass, EXERCISE SET LOGS lists them one
by one, in pounds whatever that unit is; where both hold an exercise, its listed sets are read and the packed ones are
the same again. Other sections, with body measures and photographs, are not looked at.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from legday.files import jsons
from legday.files.cells import RowRefused, amount, counted, name_reason, number, whole_reps
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, watched
from legday.files.source import Source
from legday.files.table import shown, unreadable_date
from legday.files.times import clock, clock_end
from legday.kinds import BadInput, Unit, Value
from legday.log.history import Role

_SECTION = re.compile(r"^#{3,}[ \t]+([A-Z][A-Z /_]*[A-Z])[ \t]*#*[ \t]*\r?$", re.MULTILINE)
_TELLING = frozenset({"SETTING", "WORKOUT SESSIONS", "EXERCISE LOGS", "EXERCISE SET LOGS"})
_READ = _TELLING | {"ROUTINES", "NOTES", "CARDIO LOGS"}
_IDS = frozenset({"_id", "row_id", "rowid", "userid"})  # of each header; a section may hold several
_PACKED = re.compile(r"\s*([0-9.]*)\s*x\s*([0-9.]*)\s*(?:\+)?\s*", re.IGNORECASE)
_WARMUPS = frozenset({"warmup", "warm"})
_ROLES = {"drop": Role.DROP, "dropset": Role.DROP, "failure": Role.FAILURE, "tofailure": Role.FAILURE}
_NEVER = "a set of 0 × 0: nothing was entered"
_PLANNED = (
    "Before 2025 JEFIT wrote the sets of a plan and those that were done in the same way ({count} sets). They were "
    "kept; if you ticked exercises without entering sets, they are the plan."
)


class _Line(Value):
    """A row of a section: its line in the file, and its cells by the folded name of their column."""

    line: int
    cell: dict[str, str]


class _Set(Value):
    """A set as the file has it: its line, its numbers as text, the unit of its load."""

    line: int
    load: str
    reps: str
    unit: Unit
    duration: str = ""
    kind: str = ""


class _Start(Value):
    """When a workout began: the moment (its day where it has none) that makes its identity, and by the clock."""

    moment: datetime
    began: datetime
    ended: datetime | None = None
    by_moment: bool = True


def _knows(source: Source) -> bool:
    names = {found[1] for found in _SECTION.finditer(source.starts)}
    return source.starts.startswith("#") and bool(names & _TELLING)


def _sections(text: str) -> dict[str, list[_Line]]:
    """The rows of the sections that are read."""
    found = list(_SECTION.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)] * bool(found)
    sections: dict[str, list[_Line]] = defaultdict(list)
    line, seen = 1, 0
    for one, end in zip(found, ends, strict=True):
        line += text.count("\n", seen, one.end())
        seen = one.end()
        if one[1] in _READ:
            sections[one[1]].extend(_rows(text[one.end() : end], line, one[1]))
    return sections


def _rows(text: str, first: int, name: str) -> Iterator[_Line]:
    """The rows of one section; its lines of # are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=name.startswith("EXERCISE"))
    heads: list[str] = []
    begin = first
    try:
        for cells in reader:
            line, begin = begin, first + reader.line_num
            folded = [cell.strip().casefold() for cell in cells]
            if not any(folded) or folded[0].startswith("###"):
                continue
            if _IDS & set(folded):
                heads = folded
            elif heads:
                if name.startswith("EXERCISE") and len(cells) < len(heads) - 2:
                    raise BadInput(
                        f"Line {line} has {len(cells)} columns where its section has {len(heads)}.",
                        "Nothing was imported. Export the account again and give the whole file.",
                    )
                yield _Line(line=line, cell=dict(zip(heads, map(str.strip, cells), strict=False)))
    except csv.Error as error:
        raise BadInput(
            f"The section {name} is not sound from line {begin} on ({error}).",
            "Nothing was imported. Export the account again and give the whole file, unchanged.",
        ) from None


def _read(source: Source, told: Told) -> Reading:
    sections = _sections(source.text)
    if "EXERCISE LOGS" not in sections:
        raise BadInput("This JEFIT file holds no exercise logs.", "Export the account again and give the whole file.")
    said = _mass(sections["SETTING"])
    book = _Book(sections, said or told.unit or Unit.KG, told)
    for row in watched(sections["EXERCISE LOGS"], told.progress):
        book.write(row)
    book.close()
    zoned = any(start.by_moment for start in book.starts.values())
    notes = _said(book.packed, len(sections["CARDIO LOGS"]))
    return book.ledger.close(book.unit, said=said is not None, zoned=zoned, notes=notes)


def _mass(setting: list[_Line]) -> Unit | None:
    """The unit of the packed loads, as the settings say it: " lbs", with a blank in front."""
    text = next((row.cell["mass"] for row in setting if row.cell.get("mass")), "").casefold()
    return Unit.LB if text.startswith("lb") else Unit.KG if text.startswith("kg") else None


class _Book:
    """What is read of a file while its exercises are written into the ledger."""

    def __init__(self, sections: Mapping[str, list[_Line]], unit: Unit, told: Told) -> None:
        self.ledger = Ledger("jefit")
        self.unit = unit
        self.told = told
        self.packed = 0
        self.starts: dict[datetime, _Start] = {}
        self.sessions = {row.cell.get("_id", ""): row.cell for row in sections["WORKOUT SESSIONS"]}
        days = (row.cell for row in sections["ROUTINES"] if "package" in row.cell)  # one of the section's three tables
        self.titles = {day.get("_id", ""): day.get("name", "") for day in days}
        self.first = _first_times(sections["EXERCISE LOGS"])
        self.listed: dict[str, list[_Line]] = defaultdict(list)
        for row in sections["EXERCISE SET LOGS"]:
            self.listed[row.cell.get("exercise_log_id", "")].append(row)
        self.notes: dict[tuple[str, str], list[_Line]] = defaultdict(list)
        for row in sections["NOTES"]:
            if row.cell.get("mynote"):
                self.notes[row.cell.get("eid", ""), row.cell.get("mydate", "")[:10]].append(row)

    def write(self, row: _Line) -> None:
        """Write the sets of one exercise, with what the person noted to it on that day."""
        ledger = self.ledger
        sets = _listed(self.listed.pop(row.cell.get("_id", ""), [])) or _unpacked(row, self.unit)
        exercise = row.cell.get("ename", "")
        reason = name_reason(exercise)
        session = self.sessions.get(row.cell.get("belongsession", ""), {})
        start = _start(row, session, self.first, self.told)
        start = self.starts.setdefault(start.moment, start)  # exercises after midnight belong to the session as well
        if not sets:
            ledger.refuse(row.line, reason or "an exercise without sets")
        elif not reason and any(_entered(one) for one in sets):
            title = self.titles.get(session.get("day_id", ""), "")
            ledger.visit(start.began, title, start.ended, session.get("notes", ""), moment=start.moment)
            for note in self.notes.pop((row.cell.get("eid", ""), row.cell.get("mydate", "")[:10]), []):
                ledger.note(note.line, start.began, exercise, note.cell["mynote"])
        for one in sets:
            if reason or not _entered(one):
                ledger.refuse(one.line, reason or _NEVER)
            else:
                ledger.enter(one.line, start.began, exercise, _fields, one, exercise)
                self.packed += one.line == row.line

    def close(self) -> None:
        """Account for the rows that belong to no exercise in the file."""
        for row in (row for rows in self.listed.values() for row in rows):
            self.ledger.refuse(row.line, "a set of an exercise that is not in the file")
        for row in (row for rows in self.notes.values() for row in rows):
            self.ledger.refuse(row.line, "a note to an exercise without sets on its day")


def _said(packed: int, cardio: int) -> Iterator[str]:
    """What the person should know about the file."""
    if packed:
        yield _PLANNED.format(count=packed)
    if cardio:
        yield f"Entries of cardio ({cardio}) have no names in the file and are not read."


def _listed(rows: list[_Line]) -> list[_Set]:
    """The sets of an exercise that are listed one by one, in their order."""
    sets = [
        _Set(
            line=row.line,
            load=row.cell.get("weight_lbs", row.cell.get("weight_kgs", "")),
            reps=row.cell.get("reps", ""),
            unit=Unit.KG if "weight_kgs" in row.cell and "weight_lbs" not in row.cell else Unit.LB,
            duration=row.cell.get("duration", ""),
            kind=row.cell.get("set_type", ""),
        )
        for row in rows
    ]
    order = [row.cell.get("set_index", "") for row in rows]
    if all(index.isdecimal() and len(index) < 10 for index in order):
        sets = [one for _, one in sorted(zip(map(int, order), sets, strict=True), key=lambda pair: pair[0])]
    return sets


def _unpacked(row: _Line, unit: Unit) -> list[_Set]:
    """The sets of a packed cell, "455x5,365x5"; what is no set stays as it is, and is refused where it is read."""
    sets = []
    for part in filter(str.strip, row.cell.get("logs", "").split(",")):
        found = _PACKED.fullmatch(part)
        load, reps = (found[1], found[2]) if found else ("", part)
        sets.append(_Set(line=row.line, load=load, reps=reps, unit=unit))
    return sets


def _entered(one: _Set) -> bool:
    """Whether a set holds anything: 0 × 0 is a row of the plan that was left."""
    try:
        return any(number(text) for text in (one.load, one.reps, one.duration))
    except RowRefused:
        return True


def _first_times(logs: list[_Line]) -> dict[str, datetime]:
    """The earliest time of the exercises of each day, for workouts without a session."""
    first: dict[str, datetime] = {}
    for row in logs:
        at = _epoch(row.cell.get("logtime", ""))
        day = row.cell.get("mydate", "")[:10]
        if at:
            first[day] = min(at, first.get(day, at))
    return first


def _epoch(text: str) -> datetime | None:
    """A moment from seconds since 1970; small numbers are ids."""
    return jsons.moment(int(text)) if text.isdecimal() and 9 <= len(text) <= 13 else None


def _start(row: _Line, session: Mapping[str, str], first: Mapping[str, datetime], told: Told) -> _Start:
    """When the workout of an exercise began.

    At that of its session, else the id of the session, which is the same in newer files, else the day with the earliest
    time of it. The day that JEFIT wrote stands, in whatever zone.
    """
    text = row.cell.get("mydate", "")[:10]
    day = jsons.day(text)
    begun = _epoch(session.get("starttime", "")) or _epoch(row.cell.get("belongsession", ""))
    if day is None and (begun is None or text not in {"", "0000-00-00"}):
        raise unreadable_date(row.line, text)
    seen = begun or first.get(text)
    local = clock(seen, told.zone) if seen else None
    midnight = datetime.combine(day, time()) if day else None
    moment = begun or midnight
    began = local if local and day in {None, local.date()} else midnight
    if moment is None or began is None:
        raise unreadable_date(row.line, text)
    ended = clock_end(begun, _epoch(session.get("endtime", "")), told.zone) if begun and began is local else None
    return _Start(moment=moment, began=began, ended=ended, by_moment=began is local)


def _fields(one: _Set, exercise: str) -> dict[str, Any]:
    """Read the numbers of a set."""
    kind = re.sub(r"[^a-z]", "", one.kind.casefold())
    role = Role.WARMUP if kind in _WARMUPS else _ROLES.get(kind)
    duration = amount(one.duration, "duration")
    reps = _reps(one.reps)
    return {
        "role": role.value if role else None,
        **load_fields(one.load, one.unit, exercise),
        "reps": counted(reps, duration),
        "duration_s": duration,
    }


def _reps(text: str) -> int | None:
    """Read repetitions. Raises ``RowRefused`` with what is no set."""
    try:
        return whole_reps(text)
    except RowRefused:
        if re.fullmatch(r"\s*[0-9.]+\s*", text):
            raise
        raise RowRefused(f"“{shown(text)}” is no set that can be read") from None


FORMAT = Format(
    app="jefit", name="JEFIT", where="jefit.com → Settings → Data Controls → Export Data", knows=_knows, read=_read
)
