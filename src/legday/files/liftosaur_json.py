"""Liftosaur: its JSON, the whole storage of the app (layout: astashov/liftosaur, commit dea690b)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from legday.files import jsons
from legday.files.cells import PLANNED
from legday.files.liftosaur import load_in, read_set
from legday.files.reading import EVERY, Format, Ledger, Reading, Told, most
from legday.files.source import Source
from legday.files.table import unreadable_date
from legday.files.times import clock, clock_end
from legday.kinds import Unit

_STORAGE = frozenset({"programs", "settings", "stats", "currentProgramId", "tempUserId"})
_EQUIPMENT = {
    "barbell": "Barbell",
    "cable": "Cable",
    "dumbbell": "Dumbbell",
    "smith": "Smith Machine",
    "band": "Band",
    "kettlebell": "Kettlebell",
    "bodyweight": "Bodyweight",
    "leverageMachine": "Leverage Machine",
    "medicineball": "Medicine Ball",
    "ezbar": "EZ Bar",
    "trapbar": "Trap Bar",
}


def _storage(source: Source) -> dict[str, Any]:
    """The storage in a file; older exports wrap it."""
    whole = jsons.fields(jsons.top(source))
    return whole if "history" in whole else jsons.fields(whole.get("storage"))


def _knows(source: Source) -> bool:
    storage = _storage(source)
    return isinstance(storage.get("history"), list) and bool(_STORAGE & storage.keys())


def _read(source: Source, told: Told) -> Reading:
    """Read the history; e-mail address, body measures and subscription in the file are not looked at."""
    storage = _storage(source)
    settings = jsons.fields(storage.get("settings"))
    ledger = Ledger("liftosaur")
    units: Counter[Unit] = Counter()
    line = 0
    for one in storage["history"]:
        record = jsons.fields(one)
        entries = [jsons.fields(entry) for entry in jsons.items(record.get("entries"))]
        if not any(jsons.items(entry.get(kind)) for entry in entries for kind in ("warmupSets", "sets")):
            continue
        begun = jsons.moment(record.get("date")) or jsons.moment(record.get("startTime"))
        if begun is None:
            raise unreadable_date(line + 1, jsons.cell(record.get("date")))
        began = clock(begun, told.zone)
        title = jsons.words(record.get("dayName")) or jsons.words(record.get("programName"))
        ended = clock_end(begun, jsons.moment(record.get("endTime")), told.zone)
        for entry in entries:
            exercise = _name(jsons.fields(entry.get("exercise")), settings)
            note = jsons.words(entry.get("notes"))
            for warmup in (True, False):
                for set_ in map(jsons.fields, jsons.items(entry.get("warmupSets" if warmup else "sets"))):
                    line += 1
                    if told.progress and line % EVERY == 0:
                        told.progress(line, line)
                    cell = _cell(set_)
                    if not cell["reps"] or set_.get("isCompleted") is False:
                        ledger.refuse(line, PLANNED)
                        continue
                    ledger.visit(began, title, ended, jsons.words(record.get("notes")), moment=begun)
                    cell = {**cell, "exercise": exercise, "warmup": "1" if warmup else "0", "note": note}
                    if ledger.enter(line, began, exercise, read_set, cell).get("load_kg"):
                        units[load_in(cell)[1]] += 1
                    note = ""
    unit = most(units, told.unit or Unit.KG)
    return ledger.close(unit, said=bool(units), zoned=True, notes=_under_way(storage))


def _under_way(storage: Mapping[str, Any]) -> tuple[str, ...]:
    """What to say about a workout that was not finished at the export."""
    open_ = [jsons.fields(one) for one in jsons.items(storage.get("progress"))]
    done = any(
        _cell(jsons.fields(one))["reps"]
        for progress in open_
        for entry in jsons.items(progress.get("entries"))
        for one in jsons.items(jsons.fields(entry).get("sets"))
    )
    return ("A workout that was still under way at the export is not read; finish it and export again.",) * done


def _cell(set_: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a set as the CSV has them."""
    done, planned = jsons.fields(set_.get("completedWeight")), jsons.fields(set_.get("weight"))
    return {
        "reps": jsons.cell(set_.get("completedReps")),
        "rpe": jsons.cell(set_.get("completedRpe")),
        "load": jsons.cell(done.get("value")),
        "load_unit": jsons.words(done.get("unit")),
        "planned_load": jsons.cell(planned.get("value")),
        "planned_unit": jsons.words(planned.get("unit")),
        "duration": jsons.cell(set_.get("completedSetTimer")),
    }


def _name(exercise: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    """What the app, and its CSV, calls an exercise: its name, and equipment that is not the usual one.

    >>> _name({"id": "squat", "equipment": "smith"}, {}), _name({"id": "legPress"}, {})
    ('Squat, Smith Machine', 'Leg Press')
    """
    id, equipment = jsons.words(exercise.get("id")), jsons.words(exercise.get("equipment"))
    own = jsons.fields(jsons.fields(settings.get("exercises")).get(id))
    name, usual = jsons.words(own.get("name")), jsons.words(own.get("defaultEquipment"))
    if not name:
        name, usual = jsons.catalogue("liftosaur").get(id, (id, ""))
    if not equipment or equipment == usual:
        return name
    return f"{name}, {_EQUIPMENT.get(equipment) or _named_by_person(equipment, settings)}".rstrip(", ")


def _named_by_person(equipment: str, settings: Mapping[str, Any]) -> str:
    """The name that the person gave to equipment of their own; it stands in each of their gyms."""
    for gym in (settings, *jsons.items(settings.get("gyms"))):
        known = jsons.fields(jsons.fields(jsons.fields(gym).get("equipment")).get(equipment))
        if jsons.words(known.get("name")):
            return jsons.words(known.get("name"))
    return ""


FORMAT = Format(
    app="liftosaur", name="Liftosaur", where="Settings → Export data to JSON file", knows=_knows, read=_read
)
