"""What is done becomes facts: sets, answers about names, and the logs of other apps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from legday.files.formats import APPS
from legday.kinds import BadInput, MovementId, SessionId
from legday.log.entry import Entry
from legday.log.fact import Fact, Kind, say
from legday.log.history import Role
from legday.loop.known import Known, due
from legday.movement.catalogue import Catalogue, find_movement, others


def visit(known: Known, *, planned: str | None, at: datetime, seed: bytes) -> Fact:
    """The fact that begins a session, carried out from a plan or on one's own."""
    body = {"app": "legday", "began": clock(at), "planned": planned}
    fact = say(Kind.LOGGED, "", body, at=at, seed=seed + b"session", last=known.last)
    return msgspec.structs.replace(fact, about=fact.id)


def clock(at: datetime) -> str:
    """A clock time without its offset, as sessions keep it."""
    return at.replace(tzinfo=None).isoformat()


def log_facts(
    known: Known, movement: MovementId, entries: Iterable[Entry], *, at: datetime, seed: bytes
) -> tuple[Fact, ...]:
    """The facts of sets just done: they join today's last session of legday, or begin one."""
    facts: list[Fact] = []
    today = [session for session in known.sessions if session.day == known.today and session.app == "legday"]
    if today:
        session, place = today[-1].id, max((done.place for done in today[-1].sets), default=0)
    else:
        facts.append(visit(known, planned=planned_with(known, movement), at=at, seed=seed))
        session, place = SessionId(facts[0].id), 0
    for number, entry in enumerate(entries, start=1):
        body = {
            "session": session,
            "app": "legday",
            "exercise": movement,
            "place": place + number,
            "role": Role.WORK.value,
            **msgspec.structs.asdict(entry),
        }
        last = facts[-1].id if facts else known.last
        fact = say(Kind.LOGGED, "", body, at=at, seed=seed + str(number).encode(), last=last)
        facts.append(msgspec.structs.replace(fact, about=fact.id))
    return tuple(facts)


def planned_with(known: Known, movement: MovementId) -> str | None:
    """The planned session that a set belongs to: the one that is due, if the movement is in it."""
    session = due(known)
    if session is None or session.day > known.today:
        return None
    return session.id if movement in {one.movement for one in session.movements} else None


def name_answer(answer: str, at: datetime, last: str | None, known: Catalogue) -> Fact:
    """Read a person's answer to an unknown exercise name, "strong:Low Bar Squat=back_squat" or "...=none".

    >>> from legday.movement.catalogue import catalogue
    >>> name_answer("Sled=none", datetime(2026, 11, 22), None, catalogue()).body
    {'movement': None}
    """
    left, equals, right = answer.rpartition("=")
    if not equals:
        raise BadInput(
            f'"{answer}" does not say what a name means.', 'Write "Low Bar Squat=back_squat" or "Sled=none".'
        )
    app, colon, exercise = left.partition(":")
    if not colon or app not in APPS:
        app, exercise = "*", left
    meant = None if right.strip().lower() == "none" else meaning(right, known)
    return say(Kind.WISHED, f"name:{app}:{exercise}", {"movement": meant}, at=at, seed=answer.encode(), last=last)


def meaning(text: str, known: Catalogue) -> MovementId:
    """The movement that a word means, coached or only counted."""
    word = text.strip().lower().replace(" ", "_")
    return MovementId(word) if word in others() else find_movement(text, known).id
