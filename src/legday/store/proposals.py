"""Proposals: weeks that coaches made for their athletes, until these accept or decline them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from legday.people.secrets import new_id
from legday.people.ties import Proposal, TieKind
from legday.store import tables
from legday.store.facts import Store
from legday.store.times import stamp, when

proposals, ties = tables.proposals, tables.ties


class Proposals:
    """The proposals of one store. Nothing here is a fact: only the athlete's own acceptance makes one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def send(self, person: str, coach: str, body: Mapping[str, Any], *, now: datetime) -> str | None:
        """Propose a week to an athlete in the place of the coach's last one; gives its id, None to a coach no more."""
        id = new_id()
        values = {"id": id, "person": person, "coach": coach, "body": msgspec.json.encode(body).decode()}
        open_one = (proposals.c.person == person) & (proposals.c.coach == coach) & proposals.c.answered.is_(None)
        coached = (ties.c.person == person) & (ties.c.other == coach) & (ties.c.kind == TieKind.COACH.value)
        with self._store.transaction() as connection:
            if connection.execute(select(ties.c.made).where(coached)).first() is None:
                return None
            connection.execute(delete(proposals).where(open_one))
            connection.execute(insert(proposals).values(**values, made=stamp(now)))
        return id

    def to(self, person: str) -> tuple[Proposal, ...]:
        """The proposals that a person has not answered, the newest first."""
        return self._all((proposals.c.person == person) & proposals.c.answered.is_(None))

    def by(self, coach: str) -> tuple[Proposal, ...]:
        """All proposals of a coach, answered or not, the newest first."""
        return self._all(proposals.c.coach == coach)

    def find(self, person: str, id: str) -> Proposal | None:
        """The proposal with that id to a person, while it is not answered."""
        found = self._all((proposals.c.person == person) & (proposals.c.id == id) & proposals.c.answered.is_(None))
        return found[0] if found else None

    def _all(self, wanted: ColumnElement[bool]) -> tuple[Proposal, ...]:
        with self._store.looking() as connection:
            rows = connection.execute(select(proposals).where(wanted).order_by(proposals.c.made.desc(), proposals.c.id))
            return tuple(map(_read, rows))

    def answer(self, person: str, id: str, word: str, *, now: datetime) -> bool:
        """Keep a person's answer, empty where they accepted; false where it was answered or taken back meanwhile."""
        open_one = (proposals.c.person == person) & (proposals.c.id == id) & proposals.c.answered.is_(None)
        with self._store.transaction() as connection:
            answered = update(proposals).where(open_one).values(answer=word, answered=stamp(now))
            return connection.execute(answered).rowcount > 0

    def take_back(self, coach: str, person: str) -> None:
        """Take back what a coach proposed and the athlete has not answered."""
        open_one = (proposals.c.person == person) & (proposals.c.coach == coach) & proposals.c.answered.is_(None)
        with self._store.transaction() as connection:
            connection.execute(delete(proposals).where(open_one))


def _read(row: Row[Any]) -> Proposal:
    return Proposal(
        id=row.id,
        person=row.person,
        coach=row.coach,
        body=msgspec.json.decode(row.body),
        made=datetime.fromisoformat(row.made),
        answer=row.answer,
        answered=when(row.answered),
    )
