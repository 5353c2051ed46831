"""wger: the JSON of its API, whose log entries are listed, paged or nested (logs/FORMATS 4; wger at aaba2018)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from legday.files import jsons
from legday.files.cells import METRES, RowRefused, amount, whole_reps
from legday.files.parts import load_fields
from legday.files.reading import EVERY, Format, Ledger, Reading, Told, most
from legday.files.source import Source
from legday.files.table import shown, unreadable_date
from legday.files.times import clock
from legday.kinds import Unit, Value
from legday.log.history import Role

# The units by their numbers and names in wger's own fixtures.
_REPS = {
    "1": "reps",
    "repetitions": "reps",
    "2": "failure",
    "until failure": "failure",
    "7": "reps",
    "max reps": "reps",
}
_SECONDS = {"3": 1.0, "seconds": 1.0, "4": 60.0, "minutes": 60.0}
_METRES = {"5": METRES["mi"], "miles": METRES["mi"], "6": 1000.0, "kilometers": 1000.0, "8": 1.0, "meters": 1.0}
_LOADS = {"1": Unit.KG, "kg": Unit.KG, "2": Unit.LB, "lb": Unit.LB}
_NO_LOADS = frozenset({"3", "body weight", "5", "kilometers per hour", "6", "miles per hour"})
_PLATES = frozenset({"4", "plates"})
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UNITS = frozenset({"weight_unit", "repetitions_unit", "repetition_unit", "rir", "routine", "workout", "session"})
_ENGLISH = (2, "en", "English")


class _File(Value):
    """What a file holds: log entries in their order, sessions by their id, names of exercises by number and uuid."""

    logs: list[dict[str, Any]]
    sessions: dict[str, dict[str, Any]]
    names: dict[str, str]


class _Entry(Value):
    """A log entry, its number in the file from 1, its day, and its moment if it has one."""

    line: int
    day: date
    moment: datetime | None
    log: dict[str, Any]


def _is_log(one: Mapping[str, Any]) -> bool:
    return (
        ("exercise" in one or "exercise_base" in one)
        and ("repetitions" in one or "reps" in one)
        and {"weight", "date"} <= one.keys()
        and bool(_UNITS & one.keys())
    )


def _walk(whole: Any) -> Iterator[dict[str, Any]]:
    """Each object of a file, outer ones first and in the file's order; a dump's rows as the API would give them."""
    waiting = [whole]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("fields"), dict) and "pk" in value:
                value = {**value["fields"], "id": value["pk"]}
            yield value
            waiting.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _knows(source: Source) -> bool:
    return any(_is_log(one) for one in _walk(jsons.top(source)))


def _look(whole: Any) -> _File:
    found = _File(logs=[], sessions={}, names={})
    for one in _walk(whole):
        if _is_log(one):
            found.logs.append(one)
        elif "impression" in one or "time_start" in one:
            found.sessions[jsons.cell(one.get("id"))] = one
        elif "language" in one and "name" in one:
            # A translation has an id and a uuid of its own; it says whose it is, or stands inside of it.
            whose = jsons.cell(
                one.get("exercise", one.get("exercise_base", one.get("id") if "muscles" in one else None))
            )
            if whose and (one["language"] in _ENGLISH or whose not in found.names):
                found.names[whose] = jsons.words(one["name"])
        elif "uuid" in one or "translations" in one or "muscles" in one:
            name = _name_in(one)
            found.names.update({jsons.cell(one[key]): name for key in ("id", "uuid") if name and key in one})
    return found


def _name_in(exercise: Mapping[str, Any]) -> str:
    """The name that an exercise has in the file, in English where it is there."""
    said = [jsons.fields(one) for one in jsons.items(exercise.get("translations") or exercise.get("exercises"))]
    english = [one for one in said if one.get("language") in _ENGLISH]
    return next(filter(None, (jsons.words(one.get("name")) for one in (*english, exercise, *said))), "")


def _exercise(log: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, bool | None]:
    """What an entry's exercise is called, and whether it is sure: None when only its number gave the name.

    A uuid is the same on each server of wger; a number is that of wger.de, so a name in the file comes before it.
    """
    value = log.get("exercise", log.get("exercise_base"))
    nested = jsons.fields(value)
    ids = [jsons.cell(nested.get(key)) for key in ("uuid", "id")] if nested else [jsons.cell(value)]
    known = jsons.catalogue("wger")
    uuid = next((id for id in ids if _UUID.fullmatch(id)), "")
    written = (
        next((names[id] for id in ids if id in names), "") or _name_in(nested) or jsons.words(log.get("exercise_name"))
    )
    if not written and not uuid and not ids[-1].isdecimal():
        written = ids[-1].strip()  # a name in place of an id
    name = known.get(uuid) or written
    if name:
        return name, True
    if ids[-1] in known:
        return known[ids[-1]], None
    return f"wger exercise {ids[-1] or uuid}".strip(), False


def _sessions(logs: list[dict[str, Any]], told: Told) -> dict[str, list[_Entry]]:
    """The log entries of each session, the earliest first; those without a session belong to their day."""
    sessions: dict[str, list[_Entry]] = {}
    for line, log in enumerate(logs, start=1):
        day, moment = _when(line, log, told)
        nested = jsons.fields(log.get("session"))
        session = jsons.cell(nested.get("id") if nested else log.get("session")) or day.isoformat()
        sessions.setdefault(session, []).append(_Entry(line=line, day=day, moment=moment, log=log))
    for entries in sessions.values():
        entries.sort(key=lambda entry: (entry.moment.timestamp() if entry.moment else float("inf"), entry.day))
    return sessions


def _read(source: Source, told: Told) -> Reading:
    file = _look(source.json)
    sessions = _sessions(file.logs, told)
    drops = {jsons.cell(log.get("next_log")) for log in file.logs} - {""}
    ledger = Ledger("wger")
    units: Counter[Unit] = Counter()
    unsure: dict[str, bool | None] = {}
    plates = 0
    for session, entries in sessions.items():
        moment = entries[0].moment
        began = clock(moment, told.zone) if moment else datetime.combine(entries[0].day, time())
        about = file.sessions.get(session, {})
        ledger.visit(began, "", None, jsons.words(about.get("notes")), moment=moment)
        for entry in entries:
            line, log = entry.line, entry.log
            if told.progress and line % EVERY == 0:
                told.progress(line, len(file.logs))
            exercise, sure = _exercise(log, file.names)
            if not sure:
                unsure[exercise] = sure
            drop = jsons.cell(log.get("id")) in drops
            fields = ledger.enter(line, began, exercise, _set, log, exercise, told.unit or Unit.KG, drop=drop)
            said = _LOADS.get(_unit(log, "weight_unit"))
            if said and fields.get("load_kg"):
                units[said] += 1
            plates += _unit(log, "weight_unit") in _PLATES
    zoned = any(entries[0].moment for entries in sessions.values())
    unit = most(units, told.unit or Unit.KG)
    return ledger.close(unit, said=bool(units), zoned=zoned, notes=_notes(unsure, plates))


def _notes(unsure: Mapping[str, bool | None], plates: int) -> Iterator[str]:
    """What the person should know about the file."""
    guessed = sorted(name for name, sure in unsure.items() if sure is None)
    if guessed:
        shown_names = ", ".join(guessed[:5]) + ("" if len(guessed) <= 5 else f" and {len(guessed) - 5} more")
        yield f"The file gives exercises by numbers only; they are named as on wger.de: {shown_names}."
    if len(unsure) > len(guessed):
        yield f"Exercises that have only a number, which is none for the legs on wger.de: {len(unsure) - len(guessed)}."
    if plates:
        yield f"Loads counted in plates ({plates}) have no kilograms; these sets are kept without a load."


def _when(line: int, log: Mapping[str, Any], told: Told) -> tuple[date, datetime | None]:
    """The day of an entry, and its moment; a day alone, or midnight, which wger writes for it, is no moment."""
    text = log.get("date")
    day = jsons.day(text)
    if day:
        return day, None
    moment = jsons.moment(text)
    if moment is None:
        raise unreadable_date(line, jsons.cell(text))
    if "T00:00:00" in str(text):
        return date.fromisoformat(str(text).strip()[:10]), None
    return clock(moment, told.zone).date(), moment


def _unit(log: Mapping[str, Any], *names: str) -> str:
    """The unit of a log entry, by its number or its name; blank where the entry has none."""
    value = next((log[name] for name in names if log.get(name) is not None), "")
    nested = jsons.fields(value)
    return jsons.cell(nested.get("id", nested.get("name"))).casefold() if nested else jsons.cell(value).casefold()


def _set(log: Mapping[str, Any], exercise: str, unit: Unit, *, drop: bool) -> dict[str, Any]:
    """Read the numbers of an entry.

    What was done is counted in repetitions, time or distance, by its unit; ``unit`` is for entries of old versions,
    which have none.
    """
    done = jsons.cell(log.get("repetitions", log.get("reps")))
    weight = jsons.cell(log.get("weight"))
    if not done.strip() and not weight.strip():
        raise RowRefused("neither repetitions nor a load")
    counted, loaded = _unit(log, "repetitions_unit", "repetition_unit") or "1", _unit(log, "weight_unit")
    if counted not in {**_REPS, **_SECONDS, **_METRES}:
        raise RowRefused(f"“{shown(counted)}” is not a unit of repetitions that is known")
    loads_in = _LOADS.get(loaded) or (None if loaded else unit)
    if weight.strip() and loads_in is None and loaded not in _NO_LOADS | _PLATES:
        raise RowRefused(f"“{shown(loaded)}” is not a unit of load that is known")
    rest = amount(jsons.cell(log.get("rest")), "rest")
    role = Role.FAILURE if _REPS.get(counted) == "failure" else Role.DROP if drop else None
    return {
        "role": role.value if role else None,
        **(load_fields(weight, loads_in, exercise) if loads_in else {}),
        "reps": whole_reps(done) if counted in _REPS else None,
        "reserve": jsons.in_reserve(log.get("rir")),
        "duration_s": amount(done, "duration", _SECONDS[counted]) if counted in _SECONDS else None,
        "distance_m": amount(done, "distance", _METRES[counted]) if counted in _METRES else None,
        "rest_s": round(rest) if rest else None,
    }


FORMAT = Format(app="wger", name="wger", where="the address /api/v2/workoutlog/?limit=9999", knows=_knows, read=_read)
