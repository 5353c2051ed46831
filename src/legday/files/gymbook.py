"""GymBook: its CSV, of which header and values are in the language of the phone (logs/FORMATS 4).

Italian was seen in a real export; German and French are known from public importers, English and Spanish are our own
translation. Twelve columns stand in the same order in all of them, and a language that is not known is read by it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from legday.files.cells import METRES, UNITS, RowRefused, amount, name_reason, whole_reps
from legday.files.dates import clock_s, read_dates
from legday.files.parts import load_fields
from legday.files.reading import EVERY, Format, Ledger, Reading, Told, most
from legday.files.source import Source
from legday.files.table import Table, fit_width, fold_head, shown, unreadable_date, width_reason
from legday.kinds import BadInput, Unit, Value
from legday.log.history import Role

FIELDS = (
    "date",
    "title",
    "time",
    "exercise",
    "zone",
    "primary",
    "secondary",
    "kind",
    "done",
    "load",
    "note",
    "skipped",
)
_YES = frozenset({"sì", "si", "sí", "oui", "ja", "yes", "sim", "true", "1"})
_NO = frozenset({"no", "non", "nein", "não", "nee", "false", "0", ""})
_DAY_FIRST = frozenset({"data", "datum", "fecha"})  # Italian, Portuguese, German, Spanish; "Date" is also French
_REPS = ("rip", "rép", "rep", "wied", "wdh", "herh")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "o": 3600.0, "st": 3600.0}  # secondi, minuti, ore, heures, Stunden
_LENGTHS = {**METRES, "mi.": METRES["mi"]}
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([AaPp])\.?\s?[Mm]\.?)?")
_PART = re.compile(r"([0-9][0-9.,']*)\s*([^\W\d_]*\.?)")
_APART = timedelta(hours=4)  # sets of one program on one day that are further apart are two sessions

SKIPPED = "skipped in the app, not done"


class _Row(Value):
    """A row that was done: its line, when, and its cells by field."""

    line: int
    at: datetime
    cell: Mapping[str, str]


def _heads(source: Source) -> tuple[str, ...]:
    """The cells of the first line, folded."""
    first = next((line for line in source.starts[:4096].split("\n") if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        return tuple(fold_head(cell) for cell in next(csv.reader([first], delimiter=delimiter), []))
    except csv.Error:
        return ()


def _is_header(heads: Sequence[str]) -> bool:
    """Whether a header is GymBook's: the kinds of set, then two columns that hold two things, in whatever language.

    >>> _is_header("a,b,c,d,e,f (1),f (2),set / warm-up / cool-down,reps / time,weight / distance,n,s".split(","))
    True
    """
    slashes = [head.count("/") for head in heads[7:10]]
    return len(heads) >= len(FIELDS) and slashes[0] >= 1 and slashes[1:] == [1, 1]


def _knows(source: Source) -> bool:
    return _is_header(_heads(source))


def _read(source: Source, told: Told) -> Reading:
    table = source.table
    if not _is_header(table.heads):
        raise BadInput("The header of this GymBook log is not whole.", "Give the CSV file as GymBook exported it.")
    kinds = [fold_head(kind) for kind in table.heads[7].split("/")]
    ledger = Ledger("gymbook")
    units: Counter[Unit] = Counter()
    for session in _sessions(_done_rows(table, ledger)):
        began = session[0].at
        ledger.visit(began, session[0].cell["title"], session[-1].at if session[-1].at > began else None)
        for row in session:
            if told.progress and row.line % EVERY == 0:
                told.progress(row.line, len(table.lines))
            fields = ledger.enter(row.line, began, row.cell["exercise"], _set, row.cell, kinds)
            unit = _unit(row.cell["load"])[1] if fields.get("load_kg") else None
            units.update([unit] if unit else [])
    return ledger.close(most(units, told.unit or Unit.KG), said=bool(units))


def _done_rows(table: Table, ledger: Ledger) -> list[_Row]:
    """The rows of sets that were done; the others are refused."""
    rows: list[tuple[int, dict[str, str]]] = []
    for row in table.lines[1:]:
        cells = fit_width(row.cells, len(table.heads))
        if cells is None:
            ledger.refuse(row.line, width_reason(row.cells, len(table.heads)))
        elif tuple(map(fold_head, cells)) != table.heads:  # files put one after another repeat the header
            rows.append((row.line, {field: text.strip() for field, text in zip(FIELDS, cells, strict=False)}))
    days = read_dates([(line, cell["date"]) for line, cell in rows], day_first=_day_first(table, rows))
    done = []
    for line, cell in rows:
        skipped = cell["skipped"].casefold()
        unclear = "" if skipped in _NO else f"“{shown(cell['skipped'])}” does not say whether the set was skipped"
        reason = SKIPPED if skipped in _YES else unclear or name_reason(cell["exercise"])
        at = datetime.combine(days[cell["date"]].date(), _clock(line, cell["time"]) if not reason else time())
        if reason:
            ledger.refuse(line, reason)
        else:
            done.append(_Row(line=line, at=at, cell=cell))
    return done


def _day_first(table: Table, rows: Sequence[tuple[int, Mapping[str, str]]]) -> bool | None:
    """What language and clock say of the order of day and month; a clock of twelve hours goes with the month first."""
    if table.heads[0] in _DAY_FIRST or "répétitions" in table.heads[8]:
        return True
    return False if any(re.search(r"[AaPp]\.?\s?[Mm]", cell["time"]) for _, cell in rows) else None


def _clock(line: int, text: str) -> time:
    """Read the time of a set."""
    found = _CLOCK.fullmatch(text.replace("\u202f", " ").strip())
    if found is None:
        raise unreadable_date(line, text)
    hour, half = int(found[1]), found[4]
    if half:
        hour = hour % 12 + (12 if half in "Pp" else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        raise unreadable_date(line, text) from None


def _sessions(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Group sets into sessions: those of one day and program, unless hours lie between them; oldest sets first."""
    if _newest_first(rows):
        rows.reverse()
    groups: dict[tuple[date, str], list[_Row]] = {}
    for row in rows:
        groups.setdefault((row.at.date(), row.cell["title"]), []).append(row)
    for group in groups.values():
        group.sort(key=lambda row: row.at)
        session: list[_Row] = []
        for row in group:
            if session and row.at - session[-1].at > _APART:
                yield session
                session = []
            session.append(row)
        yield session


def _newest_first(rows: Sequence[_Row]) -> bool:
    """Whether the sets of a day stand with the last one first: their times say so, or else the days."""
    steps = [(later.at, row.at) for row, later in pairwise(rows)]
    days = [(later > row) - (later < row) for later, row in steps if later.date() == row.date()]
    return sum(days) < 0 or (sum(days) == 0 and sum((later > row) - (later < row) for later, row in steps) < 0)


def _set(cell: Mapping[str, str], kinds: Sequence[str]) -> dict[str, Any]:
    """Read the numbers of a set. A cool-down set counts as little as a warm-up."""
    kind = fold_head(cell["kind"])
    light = kind != kinds[0] and any(kind.startswith(one) for one in kinds[1:] if one)
    reps, duration = _done(cell["done"])
    written, unit, metres = _unit(cell["load"])
    return {
        "role": Role.WARMUP.value if light else None,
        **(load_fields(written, unit, cell["exercise"]) if unit else {}),
        "reps": reps,
        "duration_s": duration,
        "distance_m": amount(written, "distance", metres) if metres else None,
        "note": cell["note"],
    }


def _done(text: str) -> tuple[int | None, float | None]:
    """Read repetitions or a time.

    >>> _done("20 ripetizioni"), _done("1 Minute 30 Sekunden"), _done("0:45"), _done("8")
    ((20, None), (None, 90.0), (None, 45.0), (8, None))
    """
    text = text.strip()
    if ":" in text:
        return None, clock_s(text)
    parts = _PART.findall(text)
    if not parts:
        if text:
            raise RowRefused(f"“{shown(text)}” is neither repetitions nor a time")
        return None, None
    word = parts[0][1].casefold()
    if not word or word.startswith(_REPS):
        return whole_reps(parts[0][0]), None
    seconds = 0.0
    for number, unit in parts:
        folded = unit.casefold()
        factor = _SECONDS.get(folded[:2], _SECONDS.get(folded[:1]))
        if factor is None:
            raise RowRefused(f"“{shown(text)}” is neither repetitions nor a time")
        seconds += amount(_decimal(number), "duration", factor) or 0.0
    return None, amount(repr(seconds), "duration")


def _unit(text: str) -> tuple[str, Unit | None, float | None]:
    """Take a load or a distance, which share a column, apart: its number, the unit of a load, the metres of a length.

    >>> _unit("62,50 kg"), _unit("1,50 km"), _unit("")
    (('62,50', <Unit.KG: 'kg'>, None), ('1,50', None, 1000.0), ('', None, None))
    """
    found = re.fullmatch(r"([+-]?[0-9][0-9.,']*)\s*([^\W\d_]*\.?)", text.replace("\xa0", " ").replace("\u202f", " "))
    if not text.strip():
        return "", None, None
    if found is None:
        raise RowRefused(f"“{shown(text)}” is neither a load nor a distance")
    word = found[2].casefold()
    unit, metres = UNITS.get(word.rstrip(".")), _LENGTHS.get(word)
    if unit is None and metres is None:
        raise RowRefused(f"“{shown(text)}” has no unit that is known")
    return _decimal(found[1]), unit, metres


def _decimal(text: str) -> str:
    """A number with a decimal point and no marks between its thousands.

    >>> _decimal("1.250,50"), _decimal("1,250.50"), _decimal("62,5")
    ('1250.50', '1250.50', '62,5')
    """
    text = text.replace("'", "").rstrip(".,")
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        last, other = (",", ".") if comma > point else (".", ",")
        return text.replace(other, "").replace(last, ".")
    return text


FORMAT = Format(app="gymbook", name="GymBook", where="Settings → Export → CSV", knows=_knows, read=_read)
