"""FitNotes' backup: a .fitnotes file, which is an SQLite database (logs/FORMATS 3; schema version 22).

Loads are kilograms whatever the app shows, distances metres. The comments to sets and days and the times of workouts,
which the CSV does not have, are read; measures of the body and routines are not looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from legday.files.cells import amount, counted, name_reason, whole_reps
from legday.files.dates import read_dates
from legday.files.parts import load_fields
from legday.files.reading import Format, Ledger, Reading, Told, watched
from legday.files.source import Source
from legday.files.sqlite import MAGIC, Database, opened
from legday.files.times import LONGEST, read_time
from legday.kinds import BadInput, Unit, Value

LOG = "training_log"
NEEDED = frozenset({"exercise_id", "date", "metric_weight", "reps"})
COLUMNS = ("_id", *sorted(NEEDED), "distance", "duration_seconds", "is_complete", "routine_section_exercise_set_id")
OF_A_SET = ("1", "")  # Comment.owner_type_id; blank where a version has no such column


class Visit(Value):
    """A day: when its workout began and ended, and what was written about it."""

    began: datetime
    ended: datetime | None = None
    note: str = ""


def read_backup(database: Database, told: Told) -> Reading:
    """Read the sets of a backup, by days as the CSV has them, so that the one fits what was stored from the other.

    Raises ``BadInput`` where it is no backup of FitNotes and when any date cannot be read.
    """
    if not database.columns.get(LOG, frozenset()) >= NEEDED:
        raise BadInput(
            "This is a database, but no backup of FitNotes.",
            "Give the .fitnotes file that FitNotes saved, or the CSV file that your app exports.",
        )
    rows = sorted(database.rows(LOG, *COLUMNS), key=lambda row: (row["date"], _whole(row["_id"])))
    names = {row["_id"]: row["name"].strip() for row in database.rows("exercise", "_id", "name")}
    notes: dict[str, list[str]] = defaultdict(list)
    for row in database.rows("Comment", "owner_id", "owner_type_id", "comment"):
        if row["owner_type_id"] in OF_A_SET:
            notes[row["owner_id"]].append(row["comment"].strip())
    dates = read_dates((line, row["date"]) for line, row in enumerate(rows, start=1))
    visits = _visits(database, {text: datetime.combine(date, time()) for text, date in dates.items()})
    ticked = {row["date"] for row in rows if _whole(row["is_complete"])}
    ledger = Ledger("fitnotes")
    for line, row in watched([*enumerate(rows, start=1)], told.progress):
        day = datetime.combine(dates[row["date"]], time())
        visit = visits[day]
        exercise = names.get(row["exercise_id"])
        reason = "its exercise is not in the backup" if exercise is None else name_reason(exercise)
        if exercise is None or reason:
            ledger.refuse(line, reason)
            continue
        ledger.visit(visit.began, "", visit.ended, visit.note, moment=day)
        # The app puts the sets of a routine into the day before they are done; on a day without ticks nothing is said.
        if _whole(row["routine_section_exercise_set_id"]) and not _whole(row["is_complete"]) and row["date"] in ticked:
            reason = "put there from a routine and not ticked off in the app, not done"
            ledger.refuse(line, reason, ledger.place(visit.began, exercise))
            continue
        ledger.enter(line, visit.began, exercise, read_set, row, exercise, note="\n".join(notes.get(row["_id"], ())))
    metric = next((row["metric"] for row in database.rows("settings", "metric")), "1")
    return ledger.close(Unit.LB if metric == "0" else Unit.KG, said=True)


def read_set(row: Mapping[str, str], exercise: str, *, note: str) -> dict[str, Any]:
    """Read the numbers of a set."""
    duration = amount(row["duration_seconds"], "duration")
    metres = amount(row["distance"], "distance")
    reps = whole_reps(row["reps"])
    return {
        **load_fields(row["metric_weight"], Unit.KG, exercise),
        "reps": counted(reps, duration, metres),
        "duration_s": duration,
        "distance_m": metres,
        "note": note,
    }


def _visits(database: Database, days: Mapping[str, datetime]) -> dict[datetime, Visit]:
    """What is known of each day on which there are sets; a time that is none of that day is passed over."""
    notes: dict[datetime, list[str]] = defaultdict(list)
    for row in database.rows("WorkoutComment", "date", "comment"):
        if row["date"] in days:
            notes[days[row["date"]]].append(row["comment"].strip())
    visits = {day: Visit(began=day, note="\n".join(filter(None, notes[day]))) for day in days.values()}
    for row in database.rows("WorkoutTime", "workout_date", "start_date_time", "end_date_time"):
        day = days.get(row["workout_date"])
        began, ended = read_time(row["start_date_time"][:19]), read_time(row["end_date_time"][:19])
        if day is None or began is None or began.date() != day.date() or visits[day].began != day:
            continue
        if ended is not None and not (began <= ended and ended - began <= LONGEST):
            ended = None
        visits[day] = Visit(began=began, ended=ended, note=visits[day].note)
    return visits


def _whole(text: str) -> int:
    """A cell of whole numbers; 0 where it is none."""
    try:
        return int(text)
    except ValueError:
        return 0


def _read(source: Source, told: Told) -> Reading:
    with opened(source.data) as database:
        return read_backup(database, told)


FORMAT = Format(
    app="fitnotes",
    name="FitNotes",
    where="Settings → Save backup",
    knows=lambda source: source.head.startswith(MAGIC),
    read=_read,
)
