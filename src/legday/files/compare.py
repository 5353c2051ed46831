"""Comparing: what a reading adds to a log, what the log knows already, and what differs from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from legday.files.doubles import doubles
from legday.files.names import NO_LEG_SETS, Names
from legday.files.reading import Holds, Progress, Reading, watched
from legday.files.report import Asked, Refusal, Report
from legday.kinds import KG_PER_LB, Unit, Value
from legday.log.fact import Fact, Kind, say
from legday.log.history import standing

_SET_FIELDS: dict[str, Any] = {
    "role": "work",
    "load_kg": None,
    "load_of": None,
    "reps": None,
    "reserve": None,
    "duration_s": None,
    "distance_m": None,
    "rest_s": None,
    "note": "",
}
_SESSION_FIELDS: dict[str, Any] = {"ended": None, "title": "", "note": ""}
_AGAIN = "import again with --update to take the file's version"


class _Fate(Value):
    """What becomes of a set of the file: new, known, or changed in some fields (or into another exercise)."""

    new: bool = False
    changed: frozenset[str] = frozenset()
    reason: str = ""


_NEW, _KNOWN = _Fate(new=True), _Fate()


class _Log:
    """The log as a comparison needs it: what stands, what ever did, the last word on each subject, what is lost."""

    def __init__(self, known: Mapping[str, Fact], reading: Reading) -> None:
        self.stands = standing(known.values())
        self.ever = {fact.about for fact in known.values() if fact.kind is Kind.LOGGED}
        self.last: dict[str, str] = {}
        for fact in known.values():
            self.last[fact.about] = max(fact.id, self.last.get(fact.about, ""))
        # Sets that the log has and the file no longer has, by session: replaced or deleted in the app (FORMATS 6).
        seen = {fact.about for fact in reading.facts} | {row.set_id for row in reading.rows}
        self.lost: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.stands.values():
            session = str(fact.body.get("session", ""))
            if session in seen and fact.about not in seen and fact.body["app"] == reading.app:
                self.lost[session].append(fact)
        for sets in self.lost.values():
            sets.sort(key=lambda fact: fact.body["place"])


def compare(
    known: Mapping[str, Fact],
    reading: Reading,
    names: Names,
    update: bool = False,
    *,
    at: datetime | None = None,
    file: str = "",
    progress: Progress | None = None,
) -> tuple[tuple[Fact, ...], Report]:
    r"""Say which facts a reading adds to a log, and what became of each row of its file.

    ``known`` are all facts of the person by id. A row whose set is known with other content is refused; with
    ``update`` the file's version is taken: changed fields as an ``amended`` fact made at ``at`` (without it, at the
    session's own time), sets that the file no longer has in that session as ``withdrawn``. A set of another name in
    the place of one that is gone is a change of exercise, not an addition. What the person withdrew stays withdrawn.

    >>> from legday.files.read import read_log
    >>> text = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes\n" \
    ...        "2016-10-03 19:30:55,Legs,Squat,0,70.0,5,0.0,0,\n"
    >>> new, report = compare({}, read_log(text.encode(), None), Names())
    >>> (report.rows, report.stored, report.leg_sets, [fact.kind.value for fact in new])
    (1, 1, 1, ['logged', 'logged'])
    >>> new, report = compare({fact.id: fact for fact in new}, read_log(text.encode(), None), Names())
    >>> (report.stored, report.known, new)
    (0, 1, ())
    """
    log = _Log(known, reading)
    add: list[Fact] = []
    fates: dict[str, _Fate] = {}
    other_sessions = 0
    for fact in watched(reading.facts, progress):
        if "session" in fact.body:
            fates[fact.about] = _judge_set(log, fact, reading.unit, update=update, at=at, add=add)
        elif fact.about not in log.ever:
            add.append(fact)
            fates[fact.about] = _NEW
        else:
            old = log.stands.get(fact.about, fact)
            changed = _changed(old.body, fact.body, _SESSION_FIELDS)
            other_sessions += bool(changed)
            fates[fact.about] = _Fate(changed=frozenset(changed))
            if changed and update:
                add.append(_say(log, Kind.AMENDED, fact, changed, at))
    notes = [*reading.notes]
    if other_sessions:
        taken = "the file's version was taken" if update else _AGAIN
        notes.append(f"Workouts with another title, note or end than in your log: {other_sessions}; {taken}.")
    notes += _withdraw(log, reading, update=update, at=at, add=add)
    notes += doubles(log.stands.values(), add)
    stored, already, refusals = _judge_rows(reading, fates, update=update)
    sets, leg_sets, asked = _count(reading, names)
    if progress:
        progress(len(reading.facts), len(reading.facts))
    report = Report(
        file=file,
        app=reading.app,
        unit=reading.unit,
        rows=len(reading.rows),
        stored=stored,
        known=already,
        refused=len(refusals),
        sets=sets,
        leg_sets=leg_sets,
        refusals=refusals,
        asked=asked,
        notes=tuple(notes),
    )
    return tuple(add), report


def _judge_set(log: _Log, fact: Fact, unit: Unit, *, update: bool, at: datetime | None, add: list[Fact]) -> _Fate:
    """Say what becomes of one set of the file, and add the facts that follow."""
    old = log.stands.get(fact.about)
    session = fact.body["session"]
    if old is None:
        if fact.about in log.ever or (session in log.ever and session not in log.stands):
            return _KNOWN
        replaced = log.lost[session][0] if log.lost.get(session) else None
        if replaced is None:
            add.append(fact)
            return _NEW
        del log.lost[session][0]
        if update:
            add += (fact, _say(log, Kind.WITHDRAWN, replaced, {}, at))
            return _NEW
        return _Fate(reason=_differs(["exercise"], replaced.body, fact.body, unit))
    fields = {**_SET_FIELDS, "place": None} if update else _SET_FIELDS
    changed = _changed(old.body, fact.body, fields)
    if not changed:
        return _KNOWN
    if update:
        add.append(_say(log, Kind.AMENDED, fact, changed, at))
    return _Fate(changed=frozenset(changed), reason=_differs(changed, old.body, fact.body, unit))


def _judge_rows(reading: Reading, fates: Mapping[str, _Fate], *, update: bool) -> tuple[int, int, tuple[Refusal, ...]]:
    """Count the rows that were stored and those known, and list the refused; together they are all rows.

    A rest or a note differs on its own row, not on that of its set.
    """
    carried: dict[str, set[str]] = defaultdict(set)
    for row in reading.rows:
        if row.set_id and row.holds is not Holds.SET:
            carried[row.set_id].add(row.holds.value)
    stored = known = 0
    refusals = []
    for row in reading.rows:
        if row.refusal or row.about is None:
            refusals.append(Refusal(line=row.line, reason=row.refusal))
            continue
        fate = fates[row.about]
        others = carried.get(row.about, set())
        of_its_own = row.holds in (Holds.REST, Holds.NOTE)
        mine = fate.changed & {row.holds.value} if of_its_own else fate.changed - others
        if fate.new or (update and mine):
            stored += 1
        elif fate.reason and (mine or not fate.changed):
            refusals.append(Refusal(line=row.line, reason=fate.reason))
        else:
            known += 1
    return stored, known, tuple(refusals)


def _changed(old: Mapping[str, Any], new: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose content differs, with their new content."""
    return {
        field: new.get(field, blank)
        for field, blank in fields.items()
        if new.get(field, blank) != old.get(field, blank)
    }


def _say(log: _Log, kind: Kind, about: Fact, body: dict[str, Any], at: datetime | None) -> Fact:
    """State a change so that it sorts after everything said about the subject before."""
    seed = f"{kind}\n{about.about}\n".encode() + msgspec.json.encode(body, order="deterministic")
    return say(kind, about.about, body, at=at or about.at, seed=seed, last=log.last.get(about.about))


def _withdraw(log: _Log, reading: Reading, *, update: bool, at: datetime | None, add: list[Fact]) -> Iterator[str]:
    """Take out what the file no longer has, or say that it was kept.

    A withdrawal is final, so it needs consent and a file in which every row can be placed.
    """
    lost = [fact for sets in log.lost.values() for fact in sets]
    if not lost:
        return
    if update and all(row.set_id for row in reading.rows if row.holds is Holds.SET):
        add += (_say(log, Kind.WITHDRAWN, fact, {}, at) for fact in lost)
        yield f"Sets that the file no longer has, taken out of your log: {len(lost)}."
    else:
        yield f"Sets of your log that the file no longer has: {len(lost)}; they were kept."


def _count(reading: Reading, names: Names) -> tuple[int, int, tuple[Asked, ...]]:
    """Count sets and leg sets, and list the names that the person must be asked about, the most frequent first."""
    exercises = Counter(fact.body["exercise"] for fact in reading.facts if "session" in fact.body)
    legs = 0
    asked = []
    for exercise, sets in exercises.most_common():
        movement = names.resolve(reading.app, exercise)
        if movement is not None and movement not in NO_LEG_SETS:
            legs += sets
        elif names.asks(reading.app, exercise):
            near = names.near(reading.app, exercise)
            asked.append(Asked(app=reading.app, exercise=exercise, sets=sets, near=near))
    return exercises.total(), legs, tuple(asked)


def _differs(fields: Iterable[str], old: Mapping[str, Any], new: Mapping[str, Any], unit: Unit) -> str:
    """Say in words how a set differs."""
    there = ", ".join(_word(field, old.get(field), unit) for field in fields)
    here = ", ".join(_word(field, new.get(field), unit) for field in fields)
    return f"differs from your log: {there} there, {here} here; {_AGAIN}"


def _word(field: str, value: Any, unit: Unit) -> str:
    """One field of a set in words.

    >>> _word("load_kg", 102.06, Unit.LB), _word("reps", None, Unit.KG)
    ('225 lb', 'no reps')
    """
    if field == "exercise":
        return f"“{value}”"
    if field == "role":
        return str(value or "work")
    if field == "load_of":
        return f"load of one {value}" if value in {"hand", "side"} else "load as help" if value else "the whole load"
    if field == "note":
        return f"note “{value[:40]}”" if value else "no note"
    name = {"load_kg": "load", "reserve": "reserve", "duration_s": "time", "distance_m": "distance", "rest_s": "rest"}
    if value is None:
        return f"no {name.get(field, field)}"
    if field == "load_kg":
        return f"{value:g} kg" if unit is Unit.KG else f"{round(value / KG_PER_LB, 1):g} lb"
    after = {"reserve": " in reserve", "duration_s": " s", "distance_m": " m", "rest_s": " s rest", "reps": " reps"}
    return f"place {value}" if field == "place" else f"{value:g}{after[field]}"
