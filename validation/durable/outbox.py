"""A made-up outbox: sessions of sets as a phone states them, some put right or taken back, and what a log must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random

from legday.kinds import MovementId
from legday.log.fact import Fact, Kind, later_than
from legday.log.history import Session, history
from legday.log.merge import merge
from legday.store.facts import Store

MOVEMENTS = ("back_squat", "leg_press_45", "leg_curl_seated", "calf_standing_machine")
SETS = 15
"""Of one session."""


def sets(chance: Random, began: datetime, device: str) -> Iterator[Fact]:
    """State set after set without end: each session first, then its sets; one in ten is put right, one in thirty goes.

    ``device`` keeps the subjects of two phones apart.
    """
    last: str | None = None
    minutes = 0

    def state(kind: Kind, about: str, body: dict[str, object]) -> Fact:
        nonlocal last, minutes
        minutes += 2
        at = began + timedelta(minutes=minutes)
        last = later_than(last, at, chance.randbytes(16))
        return Fact(id=last, about=about or f"{device}:{last}", kind=kind, at=at, body=body)

    while True:
        begins = (began + timedelta(minutes=minutes)).isoformat()
        visit = state(Kind.LOGGED, "", {"app": "legday", "began": begins})
        yield visit
        for place in range(SETS):
            body: dict[str, object] = {"session": visit.about, "app": "legday", "exercise": chance.choice(MOVEMENTS)}
            body |= {"place": place, "load_kg": chance.randrange(40, 200) / 2, "reps": chance.randrange(5, 15)}
            done = state(Kind.LOGGED, "", body)
            yield done
            if chance.random() < 0.1:
                yield state(Kind.AMENDED, done.about, {"reps": chance.randrange(5, 15)})
            if chance.random() < 1 / 30:
                yield state(Kind.WITHDRAWN, done.about, {})


def fold(facts: Iterable[Fact]) -> tuple[Session, ...]:
    """The sessions that facts say."""
    return history(facts, lambda _app, exercise: MovementId(exercise))


def faults(store: Store, person: str, sent: Iterable[Fact]) -> list[str]:
    """Say what is wrong with a stored log beside all that was sent ([]: each fact is there once, and reads alike)."""
    wanted = merge({}, sent).log
    stored = store.facts(person)
    held = {fact.id: fact for fact in stored}
    wrong = [
        f"lost: {len(wanted.keys() - held.keys())}",
        f"doubled: {len(stored) - len(held)}",
        f"never sent: {len(held.keys() - wanted.keys())}",
        f"changed: {sum(held[id] != wanted[id] for id in held.keys() & wanted.keys())}",
        f"cursors that pass facts by: {sum(not follows(store, person, stored, far) for far in (1, len(stored) // 2))}",
        f"sessions that read otherwise: {int(fold(stored) != fold(wanted.values()))}",
    ]
    return [fault for fault in wrong if not fault.endswith(": 0")]


def follows(store: Store, person: str, stored: tuple[Fact, ...], newest: int) -> bool:
    """Whether a cursor that lies so many facts back brings just these, in their order."""
    after, came = store.since(person, store.cursor(person) - newest)
    return came == stored[len(stored) - newest :] and after == store.cursor(person)
