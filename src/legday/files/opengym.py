"""openGym: its JSON backup, the whole state of the app (layout: DuarteSantos8/openGym, commit 35181af)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from legday.files import jsons
from legday.files.cells import PLANNED, UNITS, amount, name_reason, reserve, whole_reps
from legday.files.parts import load_fields
from legday.files.reading import EVERY, Format, Ledger, Reading, Told
from legday.files.source import Source
from legday.files.table import unreadable_date
from legday.files.times import clock, clock_end
from legday.kinds import Unit

_STATE = frozenset({"routines", "customEx", "exWeights", "bodyweight", "dayPlan"})


def _knows(source: Source) -> bool:
    state = jsons.fields(jsons.top(source))
    return isinstance(state.get("workouts"), list) and bool(_STATE & state.keys())


def _read(source: Source, told: Told) -> Reading:
    """Read the workouts; weigh-ins, targets and the person's settings are not looked at."""
    state = source.json
    unit = UNITS.get(jsons.words(state.get("unit")))
    loads_in = unit or told.unit or Unit.KG
    names = _names(state)
    ledger = Ledger("opengym")
    starts: dict[datetime, datetime] = {}
    unnamed: set[str] = set()
    line = 0
    for one in jsons.items(state["workouts"]):
        workout = jsons.fields(one)
        entries = [
            (entry, jsons.items(entry.get("sets"))) for entry in map(jsons.fields, jsons.items(workout.get("entries")))
        ]
        if not any(sets for _, sets in entries):
            continue
        began, begun = _began(workout, told, line + 1)
        if begun:
            began = starts.setdefault(begun, began)
        ended = clock_end(begun, jsons.moment(workout.get("end")), told.zone) if begun else None
        ledger.visit(began, jsons.words(workout.get("name")), ended, jsons.words(workout.get("note")), moment=begun)
        for entry, sets in entries:
            id = jsons.cell(entry.get("id"))
            exercise = names.get(id) or f"openGym exercise {id}"
            if id not in names:
                unnamed.add(id)
            halved = jsons.fields(entry.get("target")).get("side") is True
            for fields in map(jsons.fields, sets):
                line += 1
                if told.progress and line % EVERY == 0:
                    told.progress(line, line)
                if fields.get("done") is False:
                    ledger.refuse(line, name_reason(exercise) or PLANNED)
                else:
                    ledger.enter(line, began, exercise, _set, fields, exercise, loads_in, halved=halved)
    notes = (
        (f"Exercises that have only a number in the file, and are none for the legs: {len(unnamed)}. They keep it.",)
        if unnamed
        else ()
    )
    return ledger.close(loads_in, said=unit is not None, zoned=bool(starts), notes=notes)


def _names(state: Mapping[str, Any]) -> dict[str, str]:
    """What the ids of exercises are called: the person's own, which the file holds, and those of the app."""
    own = (jsons.fields(one) for one in jsons.items(state.get("customEx")))
    taught = {jsons.cell(one.get("id")): jsons.words(one.get("n")) for one in own}
    return {**jsons.catalogue("opengym"), **{id: name for id, name in taught.items() if name}}


def _began(workout: Mapping[str, Any], told: Told, line: int) -> tuple[datetime, datetime | None]:
    """When a workout began by the clock, and the moment; the day that the app wrote stands, in whatever zone."""
    begun = jsons.moment(workout.get("start"))
    local = clock(begun, told.zone) if begun else None
    if local and workout.get("d") is None:
        return local, begun
    day = jsons.day(workout.get("d"))
    if day is None:
        raise unreadable_date(line, jsons.cell(workout.get("d")))
    return (local if local and local.date() == day else datetime.combine(day, time())), begun


def _set(fields: Mapping[str, Any], exercise: str, unit: Unit, *, halved: bool) -> dict[str, Any]:
    """Read the numbers of a set; of a movement for one side at a time the app counts both sides together."""
    reps = whole_reps(jsons.cell(fields.get("r")))
    duration = amount(jsons.cell(fields.get("sec")), "duration") or amount(
        jsons.cell(fields.get("min")), "duration", 60.0
    )
    spare = jsons.in_reserve(fields.get("rir"))
    return {
        **load_fields(jsons.cell(fields.get("w")), unit, exercise),
        "reps": None if duration and not reps else reps // 2 if halved and reps and reps > 1 else reps,
        "reserve": reserve(jsons.cell(fields.get("rpe"))) if spare is None else spare,
        "duration_s": duration,
        "note": jsons.words(fields.get("note")),
    }


FORMAT = Format(app="opengym", name="openGym", where="Settings → Export backup (JSON)", knows=_knows, read=_read)
