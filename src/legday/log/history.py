"""Facts read as sessions and sets: what a person actually did, corrections applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import msgspec

from legday.kinds import BadInput, Kilograms, MovementId, Reps, Reserve, Seconds, SessionId, SetId, Value
from legday.log.fact import Fact, Kind


class Role(StrEnum):
    """What a set was for; only work, drop and failure sets count as training."""

    WORK = "work"
    WARMUP = "warmup"
    DROP = "drop"
    FAILURE = "failure"


class LoadOf(StrEnum):
    """What a load stands for where it is not all of it: one hand's dumbbell, one side, or the help of a machine."""

    HAND = "hand"
    SIDE = "side"
    HELP = "help"


Amount = Annotated[float, msgspec.Meta(ge=0, le=1e9)]
"""A duration in seconds or a distance in metres; the bound only keeps nonsense from adding up to infinity."""


class SetBody(Value):
    """What a ``logged`` fact about a set holds.

    ``session`` is the id of the session's own fact. ``exercise`` is the name as the person's app wrote it, or legday's
    movement id where ``app`` is "legday". A load is None where none was entered; ``load_of`` says where it is only a
    hand's or a side's, or help. ``place`` orders the sets of one session. ``reps_left`` and ``reps_right`` are given
    where the sides did different repetitions; ``reps``, which counts, is then the fewer of them: it stays one set.
    """

    session: SessionId
    app: str
    exercise: str
    place: Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
    role: Role = Role.WORK
    load_kg: Kilograms | None = None
    reps: Reps | None = None
    reserve: Reserve | None = None
    duration_s: Amount | None = None
    distance_m: Amount | None = None
    rest_s: Seconds | None = None
    note: str = ""
    load_of: LoadOf | None = None
    reps_left: Reps | None = None
    reps_right: Reps | None = None


class SessionBody(Value):
    """What a ``logged`` fact about a session holds; ``planned`` names the planned session that it carried out."""

    app: str
    began: datetime
    ended: datetime | None = None
    title: str = ""
    note: str = ""
    planned: str | None = None


# Which session a set belongs to is what makes it a set, so that cannot be amended.
SET_FIELDS = frozenset(SetBody.__struct_fields__) - {"session"}
SESSION_FIELDS = frozenset(SessionBody.__struct_fields__)


class Set(Value, gc=False, cache_hash=True):  # holds no container, so the collector need not look at it
    """One set as it was done, with the movement that its name was resolved to (None: not a leg movement)."""

    id: SetId
    session: SessionId
    app: str
    exercise: str
    movement: MovementId | None
    place: int
    role: Role
    load_kg: Kilograms | None
    reps: Reps | None
    reserve: Reserve | None
    duration_s: float | None
    distance_m: float | None
    rest_s: Seconds | None
    note: str
    load_of: LoadOf | None = None
    reps_left: Reps | None = None
    reps_right: Reps | None = None

    @property
    def counts(self) -> bool:
        """Whether the set is training and not a warm-up."""
        return self.role is not Role.WARMUP


class Session(Value):
    """One visit to the gym: when, what it was called, and its sets in order."""

    id: SessionId
    app: str
    began: datetime
    ended: datetime | None
    title: str
    note: str
    planned: str | None
    sets: tuple[Set, ...]

    @property
    def day(self) -> date:
        """The day of the session by the clock of the person's phone."""
        return self.began.date()


_HAPPENED = frozenset({Kind.LOGGED, Kind.AMENDED, Kind.WITHDRAWN})

Body = TypeVar("Body", SetBody, SessionBody)

Resolve = Callable[[str, str], MovementId | None]
"""Say which movement an app's exercise name means: (app, exercise) → movement, or None."""


def standing(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Read for each logged subject the fact that stands: the greatest id wins, and a withdrawal is final.

    An amendment carries only the fields that changed, and what its subject has no field for is passed over; a subject
    without its first fact does not stand yet.
    """
    logged: dict[str, Fact] = {}
    amended: dict[str, list[Fact]] = {}
    withdrawn: set[str] = set()
    for fact in facts:
        if fact.kind is Kind.WITHDRAWN:
            withdrawn.add(fact.about)
        elif fact.kind is Kind.AMENDED:
            amended.setdefault(fact.about, []).append(fact)
        elif fact.kind is Kind.LOGGED and (fact.about not in logged or fact.id > logged[fact.about].id):
            logged[fact.about] = fact
    stands = {}
    for about, fact in logged.items():
        if about in withdrawn:
            continue
        if about not in amended:
            stands[about] = fact
            continue
        body: dict[str, Any] = dict(fact.body)
        fields = SET_FIELDS if "session" in body else SESSION_FIELDS
        for change in sorted(amended[about], key=lambda change: change.id):
            body.update((field, value) for field, value in change.body.items() if field in fields)
        stands[about] = msgspec.structs.replace(fact, body=body)
    return stands


def sound(about: str, body: dict[str, Any], type: type[Body]) -> Body:
    """Read the body of a logged fact, or say that it is damaged."""
    try:
        return msgspec.convert(body, type)
    except msgspec.ValidationError as error:
        raise BadInput(f"What is stored about {about} cannot be read: {error}.", "Restore a backup.") from None


def history(facts: Iterable[Fact], resolve: Resolve) -> tuple[Session, ...]:
    """Read facts as sessions, oldest first, each with its sets in order.

    Parameters are the facts in any order and a function that says which movement an exercise name means. A set whose
    session was withdrawn goes with it. Facts of other kinds are passed over. Raises ``BadInput`` for a set or session
    that ``log.check`` would not have let in: the log was damaged.

    >>> from legday.log.fact import fact_id
    >>> at = datetime(2026, 11, 22, 18, 0)
    >>> visit = Fact(id=fact_id(at, b"s"), about="visit", kind=Kind.LOGGED, at=at,
    ...              body={"app": "legday", "began": "2026-11-22T18:00:00"})
    >>> squat = Fact(id=fact_id(at, b"1"), about="set", kind=Kind.LOGGED, at=at,
    ...              body={"session": "visit", "app": "legday", "exercise": "back_squat", "place": 1,
    ...                    "load_kg": 100.0, "reps": 5})
    >>> [session] = history([squat, visit], lambda app, exercise: MovementId(exercise))
    >>> session.day.isoformat(), session.sets[0].load_kg
    ('2026-11-22', 100.0)
    """
    sets: dict[str, list[Set]] = {}
    visits: dict[str, SessionBody] = {}
    meant: dict[tuple[str, str], MovementId | None] = {}
    for about, fact in standing(facts).items():
        if "session" not in fact.body:
            visits[about] = sound(about, fact.body, SessionBody)
            continue
        body = sound(about, fact.body, SetBody)
        name = (body.app, body.exercise)
        if name not in meant:
            meant[name] = resolve(*name)
        fields = msgspec.structs.asdict(body)
        sets.setdefault(body.session, []).append(Set(id=SetId(about), movement=meant[name], **fields))
    sessions = [
        Session(
            id=SessionId(id),
            sets=tuple(sorted(sets.get(id, ()), key=lambda done: (done.place, done.id))),
            **msgspec.structs.asdict(visit),
        )
        for id, visit in visits.items()
    ]
    return tuple(sorted(sessions, key=_order))


def renew(
    sessions: Iterable[Session], facts: Iterable[Fact], new: Iterable[Fact], resolve: Resolve
) -> tuple[Session, ...]:
    """Read a log again after new facts, only where they touch it: the same sessions as ``history(facts, resolve)``.

    ``sessions`` were read before ``new`` came, by the same ``resolve``; ``facts`` are all, the new ones among them. A
    session that none of them is about stays the value that it was. Raises what ``history`` raises.

    >>> from legday.log.fact import fact_id
    >>> at = datetime(2026, 11, 22, 18, 0)
    >>> visit = Fact(id=fact_id(at, b"s"), about="visit", kind=Kind.LOGGED, at=at,
    ...              body={"app": "legday", "began": "2026-11-22T18:00:00"})
    >>> named = Fact(id=fact_id(at, b"t"), about="visit", kind=Kind.AMENDED, at=at, body={"title": "Legs"})
    >>> [session] = renew(history([visit], lambda app, exercise: None), [visit, named], [named],
    ...                   lambda app, exercise: None)
    >>> session.title
    'Legs'
    """
    sessions, facts = tuple(sessions), tuple(facts)
    home = {done.id: session.id for session in sessions for done in session.sets}
    touched: set[str] = set()
    for fact in new:
        if fact.kind in _HAPPENED:
            touched |= {fact.about, home.get(SetId(fact.about), ""), _session(fact)}
    if not touched:
        return sessions
    # A set belongs to each session that any of its facts names, until all its facts say which one it is.
    subjects = touched | {fact.about for fact in facts if fact.kind is Kind.LOGGED and _session(fact) in touched}
    again = history((fact for fact in facts if fact.about in subjects and fact.kind in _HAPPENED), resolve)
    kept = [session for session in sessions if session.id not in touched]
    return tuple(sorted([*kept, *(session for session in again if session.id in touched)], key=_order))


def _session(fact: Fact) -> str:
    return str(fact.body.get("session", fact.about))


def _order(session: Session) -> tuple[datetime, str]:
    return session.began.replace(tzinfo=None), session.id
