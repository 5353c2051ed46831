"""A reading: the facts that a file holds, and for each of its rows where its content went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar

import msgspec

from legday.files.cells import RowRefused, name_reason
from legday.files.source import Source
from legday.kinds import BadInput, SessionId, SetId, Unit, Value
from legday.log.fact import Fact, Kind, fact_id

Given = ParamSpec("Given")
One = TypeVar("One")

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""

EVERY = 500  # rows between two calls of a Progress: often enough to move, seldom enough to cost nothing


LAST_YEAR = 9998  # no fact can be told after one of the year 9999 (log.check)


def watched(rows: Sequence[One], progress: Progress | None) -> Iterator[One]:
    """Go through rows and tell ``progress`` now and then how far that is.

    >>> list(watched([1, 2], print))
    0 2
    [1, 2]
    """
    for done, row in enumerate(rows):
        if progress and done % EVERY == 0:
            progress(done, len(rows))
        yield row


class Holds(StrEnum):
    """What a row of the file holds: a set, the rest after one, a note to one, or a session of which it has no sets."""

    SET = "set"
    REST = "rest_s"
    NOTE = "note"
    SESSION = "session"


class Row(Value):
    """One row: its first line, the set it belongs to (None: cannot be said), what it holds, and why it was refused.

    A row that holds a session belongs to that.
    """

    line: int
    set_id: SetId | None
    holds: Holds = Holds.SET
    refusal: str = ""
    session: SessionId | None = None

    @property
    def about(self) -> str | None:
        """The set or session that the row belongs to."""
        return self.set_id or self.session


class Reading(Value):
    """What a file says: one ``logged`` fact for each session and each set, and one ``Row`` for each row.

    ``unit`` is what the file's loads are in, ``said`` whether the file says so itself. ``zoned`` says that its times
    are moments, which were put into the person's own time zone. ``lines`` gives the line of each set, ``notes`` what
    the person should know.
    """

    app: str
    unit: Unit
    said: bool
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    lines: dict[SetId, int]
    zoned: bool = False
    notes: tuple[str, ...] = ()


class Told(Value):
    """What a person says about a file: the unit of its loads where it does not say, and where its moments were lived.

    ``progress`` is told how far the reading has come.
    """

    unit: Unit | None = None
    zone: tzinfo = UTC
    progress: Progress | None = None


class Format(Value):
    """A kind of file that is read: the app's id and name, where the app exports it, how it is known, and its reader.

    ``knows`` looks at a source and says whether it is of this kind, without raising for whatever it is; ``read`` reads
    it and raises ``BadInput`` where it cannot be read.
    """

    app: str
    name: str
    where: str
    knows: Callable[[Source], bool]
    read: Callable[[Source, Told], Reading]


class Place(Value):
    """Where a set stands: its id, its session, its place there, and its exercise."""

    set_id: SetId
    session: SessionId
    began: datetime
    place: int
    exercise: str


class _Visit(msgspec.Struct):
    """A session while its rows are read."""

    id: SessionId
    began: datetime
    start: datetime
    body: dict[str, Any]
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    places: int = 0
    alone: bool = False
    last: Fact | None = None
    last_of: dict[str, Fact] = msgspec.field(default_factory=dict)
    waiting: dict[str, list[tuple[int, str]]] = msgspec.field(default_factory=dict)


class Ledger:
    """The book into which a reader writes the rows of a file, in the file's order.

    Identity: a session is its app and start (its moment, where the clock time depends on the person's zone); a set is
    its session, the exact exercise name and its number among the sets of that name. So a renamed workout or a corrected
    set keeps its id (logs/FORMATS 6). A refused set keeps its place and number, so that the same file with that row
    mended fits what was stored.

    >>> ledger = Ledger("strong")
    >>> began = ledger.visit(datetime(2026, 11, 22, 18, 0), "Legs", None)
    >>> done = ledger.enter(2, began, "Squat (Barbell)", dict, load_kg=100.0, reps=5)
    >>> ledger.rest(3, began, 120)
    >>> session, squat = ledger.close(Unit.KG, said=True).facts
    >>> squat.body["reps"], squat.body["rest_s"], squat.body["session"] == session.about
    (5, 120, True)
    """

    def __init__(self, app: str) -> None:
        self.app = app
        self.lines: dict[SetId, int] = {}
        self._rows: list[Row] = []
        self._visits: dict[datetime, _Visit] = {}
        self._clocks: dict[datetime, datetime] = {}
        self._facts: list[Fact] = []

    def visit(
        self, began: datetime, title: str, ended: datetime | None, note: str = "", *, moment: datetime | None = None
    ) -> datetime:
        """Write down the session that a row belongs to, and give the time by which its rows call it.

        That is ``began``, but where a file gives the same moment in two zones; the first words stand.
        """
        start = moment or began
        if start.year > LAST_YEAR:
            raise BadInput(f"A workout of the year {start.year} is no real one.", "Mend that date, then import again.")
        began = self._clocks.setdefault(start, began)
        visit = self._visits.get(began)
        if visit is not None:
            if note and "note" not in visit.body:
                visit.body["note"] = note
            return began
        id = SessionId(fact_id(start, f"{self.app}\n{start.isoformat()}".encode()))
        body: dict[str, Any] = {"app": self.app, "began": began.isoformat()}
        if ended is not None:
            body["ended"] = ended.isoformat()
        if title:
            body["title"] = title
        if note:
            body["note"] = note
        self._visits[began] = _Visit(id=id, began=began, start=start, body=body)
        self._facts.append(Fact(id=id, about=id, kind=Kind.LOGGED, at=began, body=body))
        return began

    def enter(
        self,
        line: int,
        began: datetime,
        exercise: str,
        read: Callable[Given, dict[str, Any]],
        *args: Given.args,
        **named: Given.kwargs,
    ) -> dict[str, Any]:
        """Write down the set of a row as ``read`` gives its fields, and give them; a refused row has none.

        It is refused where its exercise has no name that can be taken, and with the reason of ``RowRefused``.
        """
        reason = name_reason(exercise)
        if reason:
            self.refuse(line, reason)
            return {}
        place = self.place(began, exercise)
        try:
            fields = read(*args, **named)
        except RowRefused as refused:
            self.refuse(line, str(refused), place)
            return {}
        self.store(line, place, fields)
        return fields

    def place(self, began: datetime, exercise: str) -> Place:
        """Give the next set of an exercise its id and its place in the session."""
        visit = self._visits[began]
        number = visit.counts.get(exercise, 0) + 1
        visit.counts[exercise] = number
        visit.places += 1
        seed = f"{self.app}\n{visit.start.isoformat()}\n{exercise}\n{number}".encode()
        set_id = SetId(fact_id(visit.start, seed))
        return Place(set_id=set_id, session=visit.id, began=began, place=visit.places, exercise=exercise)

    def store(self, line: int, place: Place, fields: dict[str, Any]) -> None:
        """Store a set; fields that are None or empty are left out."""
        visit = self._visits[place.began]
        body = {"session": place.session, "app": self.app, "exercise": place.exercise, "place": place.place}
        body.update((name, value) for name, value in fields.items() if value is not None and value != "")
        fact = Fact(id=place.set_id, about=place.set_id, kind=Kind.LOGGED, at=place.began, body=body)
        self.lines[place.set_id] = line
        self._facts.append(fact)
        self._rows.append(Row(line=line, set_id=place.set_id))
        visit.last = visit.last_of[place.exercise] = fact
        self._attach(visit.waiting.pop(place.exercise, []), fact, before=True)

    def refuse(self, line: int, reason: str, place: Place | None = None) -> None:
        """Refuse a row; a rest row after it has nothing to belong to."""
        self._rows.append(Row(line=line, set_id=place.set_id if place else None, refusal=reason))
        if place:
            self._visits[place.began].last = None

    def session(self, line: int, began: datetime) -> None:
        """Keep a session of which the file holds no sets; ``visit`` comes first."""
        visit = self._visits[began]
        if visit.alone or visit.places:
            self.refuse(line, "the same session a second time")
            return
        visit.alone = True
        self._rows.append(Row(line=line, set_id=None, holds=Holds.SESSION, session=visit.id))

    def rest(self, line: int, began: datetime, seconds: float) -> None:
        """Store the rest after the last set; two rests in a row add up."""
        last = self._visits[began].last
        if last is None:
            self.refuse(line, "a rest without a readable set before it")
            return
        last.body["rest_s"] = last.body.get("rest_s", 0) + round(seconds)
        self._rows.append(Row(line=line, set_id=SetId(last.about), holds=Holds.REST))

    def note(self, line: int, began: datetime, exercise: str, text: str) -> None:
        """Keep a note for the next set of its exercise (the apps write it above the block)."""
        self._visits[began].waiting.setdefault(exercise, []).append((len(self._rows), text))
        self._rows.append(Row(line=line, set_id=None, holds=Holds.NOTE, refusal="a note to an exercise without sets"))

    def _attach(self, waiting: list[tuple[int, str]], fact: Fact, *, before: bool) -> None:
        """Give notes that waited to a set, in the file's order."""
        if not waiting:
            return
        old, texts = fact.body.get("note", ""), [text for _, text in waiting]
        notes = [*texts, old] if before else [old, *texts]
        fact.body["note"] = "\n".join(note for note in notes if note)
        for row, _ in waiting:
            self._rows[row] = Row(line=self._rows[row].line, set_id=SetId(fact.about), holds=Holds.NOTE)

    def close(self, unit: Unit, *, said: bool, zoned: bool = False, notes: Iterable[str] = ()) -> Reading:
        """Close the book and give what the file says; the parameters are the reading's."""
        return Reading(
            app=self.app,
            unit=unit,
            said=said,
            facts=self._closed(),
            rows=tuple(sorted(self._rows, key=lambda row: row.line)),
            lines=self.lines,
            zoned=zoned,
            notes=tuple(notes),
        )

    def _closed(self) -> tuple[Fact, ...]:
        """All facts; notes still waiting go to the last set of their exercise."""
        for visit in self._visits.values():
            for exercise, notes in visit.waiting.items():
                if exercise in visit.last_of:
                    self._attach(notes, visit.last_of[exercise], before=False)
            visit.waiting.clear()
        return tuple(self._facts)


def most(units: Counter[Unit], otherwise: Unit) -> Unit:
    """The unit that most loads of a file are in; ``otherwise`` where it holds none.

    >>> most(Counter({Unit.LB: 2, Unit.KG: 1}), Unit.KG), most(Counter(), Unit.KG)
    (<Unit.LB: 'lb'>, <Unit.KG: 'kg'>)
    """
    return units.most_common(1)[0][0] if units else otherwise
