"""Imports remembered: what each file brought, so that it can be taken out again, and what was said about its app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from legday.files.reading import Reading, Row
from legday.files.report import Report
from legday.kinds import SessionId, SetId, Unit, Value
from legday.log.fact import Fact, Kind, latest, say, uuid7
from legday.log.history import standing

ABOUT = "import:"
UNIT = "unit:"


class Import(Value):
    """One import: the file's name, the app, when, how many rows were stored, and what it added and changed.

    ``sessions`` and ``sets`` are the subjects it added (of new sessions only the session), ``amended`` the facts that
    took the file's version of something known, ``gone`` the sets it took out. ``undone`` says it was taken back.
    """

    file: str
    app: str
    unit: Unit
    at: datetime
    stored: int
    sessions: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    undone: bool = False


def imports(facts: Iterable[Fact]) -> dict[str, Import]:
    """Read the imports of a log by their subjects, the oldest first; those of another version's form are passed over.

    >>> imports(())
    {}
    """
    found = {}
    for about, fact in sorted(latest(facts, Kind.WISHED).items()):
        if about.startswith(ABOUT):
            try:
                found[about] = msgspec.convert(fact.body, Import)
            except msgspec.ValidationError:
                continue
    return found


def record(new: Sequence[Fact], report: Report, *, at: datetime, last: str | None) -> Fact:
    """The fact that remembers an import; ``new`` are the facts that it adds to the log."""
    sessions = [fact.about for fact in new if fact.kind is Kind.LOGGED and "session" not in fact.body]
    fresh = set(sessions)
    sets = [
        fact.about
        for fact in new
        if fact.kind is Kind.LOGGED and "session" in fact.body and fact.body["session"] not in fresh
    ]
    held = Import(
        file=report.file,
        app=report.app,
        unit=report.unit,
        at=at,
        stored=report.stored,
        sessions=tuple(sessions),
        sets=tuple(sets),
        amended=tuple(fact.id for fact in new if fact.kind is Kind.AMENDED),
        gone=tuple(fact.about for fact in new if fact.kind is Kind.WITHDRAWN),
    )
    seed = "\n".join(fact.id for fact in new).encode()
    fact = say(Kind.WISHED, "", msgspec.to_builtins(held), at=at, seed=seed, last=last)
    return msgspec.structs.replace(fact, about=ABOUT + fact.id)


def undo(facts: Iterable[Fact], about: str, *, at: datetime) -> tuple[Fact, ...]:
    """The facts that take an import back: what it added goes, what it changed is as it was, what it took out returns.

    A withdrawal is final, so what returns does so under a new id, and so does the file's content when it is imported
    again (``renewed``). The unit that was said for it is forgotten, so that it is asked again. Raises ``KeyError`` for
    an import that the log does not know.
    """
    facts = tuple(facts)
    what = imports(facts)[about]
    if what.undone:
        return ()
    said = _Saying(at, facts, about)
    now = standing(facts)
    for subject in (*what.sessions, *what.sets):
        if subject in now:
            said.add(Kind.WITHDRAWN, subject, {"undo": about})
    changes = {fact.id: fact for fact in facts if fact.id in set(what.amended)}
    touched = {fact.about for fact in changes.values()}
    before = standing(fact for fact in facts if fact.about in touched and fact.id not in changes)
    for subject in sorted(touched & now.keys() & before.keys()):
        old, new = before[subject].body, now[subject].body
        fields = {field for fact in changes.values() if fact.about == subject for field in fact.body}
        back = {field: old.get(field) for field in sorted(fields) if old.get(field) != new.get(field)}
        if back:
            said.add(Kind.AMENDED, subject, _blank(back))
    gone = set(what.gone)
    lost = standing(fact for fact in facts if fact.about in gone and fact.kind is not Kind.WITHDRAWN)
    for subject, fact in sorted(lost.items()):
        said.add(Kind.LOGGED, again(subject), fact.body)
    if remembered_unit(facts, what.app) is what.unit:  # who takes an import back may have said the wrong one
        said.add(Kind.WISHED, UNIT + what.app, {})
    reads = latest(facts, Kind.WISHED).get("settings")
    if reads and reads.at == what.at:  # the import itself turned the page to pounds, where nothing had been said before
        said.add(Kind.WISHED, "settings", {"unit": Unit.KG.value})
    said.add(Kind.WISHED, about, {**msgspec.to_builtins(what), "undone": True})
    return tuple(said.facts)


class _Saying:
    """Facts said one after another, each sorting after all before it."""

    def __init__(self, at: datetime, facts: Sequence[Fact], seed: str) -> None:
        self.facts: list[Fact] = []
        self._at = at
        self._seed = seed
        self._last = max((fact.id for fact in facts), default=None)

    def add(self, kind: Kind, about: str, body: dict[str, Any]) -> None:
        seed = f"undo {self._seed} {kind} {about}".encode()
        self.facts.append(say(kind, about, body, at=self._at, seed=seed, last=self._last))
        self._last = self.facts[-1].id


_BLANKS: Mapping[str, Any] = {"role": "work", "note": "", "title": ""}


def _blank(back: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that were not there before, with the value that means so."""
    return {field: _BLANKS.get(field) if value is None else value for field, value in back.items()}


def again(subject: str) -> str:
    """The id of something that was taken back by an undone import and comes in anew.

    >>> again("0190d0a0-0000-7000-8000-000000000001") != again("0190d0a0-0000-7000-8000-000000000002")
    True
    """
    return uuid7(int(subject[:8] + subject[9:13], 16), f"{subject} again".encode())


def renewed(reading: Reading, facts: Iterable[Fact]) -> Reading:
    """Give what a file holds new ids where an import of it was undone, so that it can come in again."""
    undone = {fact.about for fact in facts if fact.kind is Kind.WITHDRAWN and "undo" in fact.body}
    if not undone:
        return reading
    names: dict[str, str] = {}

    def name(subject: str, times: int) -> tuple[str, int]:
        for _ in range(times):
            subject = again(subject)
        while subject in undone:
            subject, times = again(subject), times + 1
        return subject, times

    times = {}
    for fact in reading.facts:
        if "session" not in fact.body:
            names[fact.about], times[fact.about] = name(fact.about, 0)
    for fact in reading.facts:
        if "session" in fact.body:
            names[fact.about] = name(fact.about, times[fact.body["session"]])[0]
    return msgspec.structs.replace(
        reading,
        facts=tuple(_named(reading.facts, names)),
        rows=tuple(_belonging(row, names) for row in reading.rows),
        lines={SetId(names[id]): line for id, line in reading.lines.items()},
    )


def _belonging(row: Row, names: Mapping[str, str]) -> Row:
    """A row that belongs to its set or session by their new names."""
    set_id = SetId(names.get(row.set_id, row.set_id)) if row.set_id else None
    session = SessionId(names.get(row.session, row.session)) if row.session else None
    return msgspec.structs.replace(row, set_id=set_id, session=session)


def _named(facts: Iterable[Fact], names: Mapping[str, str]) -> Iterator[Fact]:
    for fact in facts:
        new = names[fact.about]
        body = fact.body
        if "session" in body:
            body = {**body, "session": names[body["session"]]}
        yield msgspec.structs.replace(fact, id=new, about=new, body=body)


def remembered_unit(facts: Iterable[Fact], app: str) -> Unit | None:
    """The unit that a person gave for the files of an app that do not say it.

    >>> remembered_unit((), "strong") is None
    True
    """
    held = latest((fact for fact in facts if fact.about == UNIT + app), Kind.WISHED)
    said = held[UNIT + app].body.get("unit") if held else None
    return Unit(said) if said in list(Unit) else None
