"""GymCoach: its JSON backup, and the CSV of its history (layouts: Julien-Au/gymcoach, commit 50dd3cb; loads in kg)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from legday.files import jsons
from legday.files.cells import amount, whole_reps
from legday.files.formulas import as_written
from legday.files.parts import load_fields
from legday.files.reading import EVERY, Format, Ledger, Reading, Told, watched
from legday.files.source import Source
from legday.files.table import fit_width, heads_of, require, unreadable_date, width_reason
from legday.files.times import clock, clock_end
from legday.kinds import Unit
from legday.log.history import Role

NEEDED = ("session_date", "exercise", "set_number", "external_load_kg", "reps")
_TRUE = frozenset({"true", "1", "yes"})


def _knows_backup(source: Source) -> bool:
    backup = jsons.fields(jsons.top(source))
    return isinstance(backup.get("sessions"), list) and {"exercises", "programs"} <= backup.keys()


def _read_backup(source: Source, told: Told) -> Reading:
    """Read the sessions of a backup; profile, body weight and conversations in it are not looked at."""
    ledger = Ledger("gymcoach")
    line = 0
    for session in jsons.items(source.json["sessions"]):
        told_of = jsons.fields(session)
        sets = [jsons.fields(one) for one in jsons.items(told_of.get("sets"))]
        if not sets:
            continue
        begun = jsons.moment(told_of.get("startedAt"))
        if begun is None:
            raise unreadable_date(line + 1, jsons.cell(told_of.get("startedAt")))
        began = clock(begun, told.zone)
        title = jsons.words(told_of.get("workoutName")) or jsons.words(told_of.get("programName"))
        ended = clock_end(begun, jsons.moment(told_of.get("finishedAt")), told.zone)
        ledger.visit(began, title, ended, jsons.words(told_of.get("notes")), moment=begun)
        for one in _in_order(sets):
            line += 1
            if told.progress and line % EVERY == 0:
                told.progress(line, line)
            ledger.enter(line, began, jsons.words(one.get("exerciseName")), _set, _backup_set(one))
    return ledger.close(Unit.KG, said=True, zoned=True)


def _in_order(sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Exercises as they were done: the backup has them in the order of their ids, each set with when it was done."""
    first: dict[Any, str] = {}
    for one in sets:
        name, done = jsons.words(one.get("exerciseName")), jsons.words(one.get("completedAt"))
        first[name] = min(done, first.get(name, done))
    return sorted(sets, key=lambda one: first[jsons.words(one.get("exerciseName"))])


def _backup_set(one: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a set under the names of the CSV's columns."""
    return {
        "exercise": jsons.words(one.get("exerciseName")),
        "external_load_kg": jsons.cell(one.get("weight")),
        "reps": jsons.cell(one.get("reps")),
        "rir": jsons.cell(one.get("rir")),
        "is_warmup": "true" if one.get("isWarmup") is True else "",
        "is_drop_set": "true" if one.get("isDropSet") is True else "",
        "duration_sec": jsons.cell(one.get("durationSec")),
        "distance_m": jsons.cell(one.get("distanceM")),
        "set_notes": jsons.words(one.get("notes")),
    }


def _knows_csv(source: Source) -> bool:
    return heads_of(source.starts) >= set(NEEDED)


def _read_csv(source: Source, told: Told) -> Reading:
    ledger = Ledger("gymcoach")
    require(source.table, NEEDED, "GymCoach")
    heads, lines = source.table.heads, source.table.lines[1:]
    for line in watched(lines, told.progress):
        cells = fit_width(line.cells, len(heads))
        if cells is None:
            ledger.refuse(line.line, width_reason(line.cells, len(heads)))
            continue
        cell = {head: as_written(text.strip()).strip() for head, text in zip(heads, cells, strict=True)}
        begun = jsons.moment(cell.get("session_started_at"))
        day = jsons.day(cell["session_date"][:10])
        if day is None or (begun is None and cell.get("session_started_at")):
            raise unreadable_date(line.line, cell.get("session_started_at") or cell["session_date"])
        began = clock(begun, told.zone) if begun else datetime.combine(day, datetime.min.time())
        ended = clock_end(begun, jsons.moment(cell.get("session_finished_at")), told.zone) if begun else None
        ledger.visit(began, cell.get("workout") or cell.get("program", ""), ended, moment=begun)
        ledger.enter(line.line, began, cell["exercise"], _set, cell)
    return ledger.close(Unit.KG, said=True, zoned=True)


def _set(cell: Mapping[str, str]) -> dict[str, Any]:
    """Read the numbers of a set; a set of cardio is stored with one repetition, which it did not have."""
    duration = amount(cell.get("duration_sec", ""), "duration")
    reps = whole_reps(cell["reps"])
    spare = jsons.in_reserve(cell.get("rir"))
    warmup = cell.get("is_warmup", "").casefold() in _TRUE
    drop = cell.get("is_drop_set", "").casefold() in _TRUE
    return {
        "role": Role.WARMUP.value if warmup else Role.DROP.value if drop else None,
        **load_fields(cell["external_load_kg"], Unit.KG, cell["exercise"]),
        "reps": None if duration and reps in {0, 1} else reps,
        "reserve": None if warmup else spare,
        "duration_s": duration,
        "distance_m": amount(cell.get("distance_m", ""), "distance"),
        "note": cell.get("set_notes", ""),
    }


_WHERE = "Settings → Backup; or the CSV of the history page"
FORMAT_BACKUP = Format(app="gymcoach", name="GymCoach", where=_WHERE, knows=_knows_backup, read=_read_backup)
FORMAT_CSV = Format(app="gymcoach", name="GymCoach", where=_WHERE, knows=_knows_csv, read=_read_csv)
