"""Ties between people, the cheers that go along them, and who trains together today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, or_, select, text, update

from legday.kinds import BadInput
from legday.people.account import Invited
from legday.people.secrets import digest
from legday.people.ties import FIRST, Cheer, Share, Tie, TieKind, Together
from legday.store import tables
from legday.store.accounts import use_invitation
from legday.store.facts import Store
from legday.store.times import stamp, when

ties, cheers, together, proposals = tables.ties, tables.cheers, tables.together, tables.proposals

# A tie that stands keeps what was chosen for it; the same words on both databases.
ADD_TIE = text(
    "INSERT INTO ties (person, other, kind, shares, made) VALUES (:person, :other, :kind, :shares, :made) "
    "ON CONFLICT (person, other, kind) DO NOTHING"
)
ADD_CHEER = text(
    "INSERT INTO cheers (id, person, sender, about, made) VALUES (:id, :person, :sender, :about, :made) "
    "ON CONFLICT (id) DO NOTHING"
)
ADD_TOGETHER = text(
    "INSERT INTO together (person, other, day, made) VALUES (:person, :other, :day, :made) "
    "ON CONFLICT (person, other, day) DO NOTHING"
)
OWN = BadInput("This is your own invitation.", "Send the link to somebody else.")


class Ties:
    """The ties of one store.

    >>> from legday.store.facts import open_store
    >>> ties, now = Ties(open_store("sqlite://")), datetime(2026, 11, 25)
    >>> ties.tie("anna", "ben", TieKind.BUDDY, now=now)
    >>> [tie.other for tie in ties.of("anna")], ties.between("ben", "anna")[0].shares
    (['ben'], frozenset({<Share.ATTENDANCE: 'attendance'>}))
    >>> ties.end("ben", "anna", TieKind.BUDDY), ties.of("anna")
    (True, ())
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def tie(self, person: str, other: str, kind: TieKind, *, now: datetime) -> None:
        """Tie a person to their buddy, both ways, or to their coach; one that stands stays as it is."""
        with self._store.transaction() as connection:
            _tie(connection, person, other, kind, now)

    def accept(self, secret: str, *, by: str, now: datetime) -> Tie:
        """Take an invitation to be a buddy or a coach; the link is good for nothing afterwards.

        Gives the inviter's tie; raises ``BadInput`` when the invitation is not good, or one's own.
        """
        with self._store.transaction() as connection:
            invitation = use_invitation(connection, secret, by=by, now=now)
            if invitation.person == by:
                raise OWN
            if invitation.kind == Invited.JOIN:
                raise BadInput("This invitation ties nobody.", "Ask for one to be a buddy or a coach.")
            kind = TieKind(invitation.kind)
            _tie(connection, invitation.person, by, kind, now)
            _forget(connection, secret)
            row = connection.execute(select(ties).where(_one(invitation.person, by, kind))).one()
        return _read(row)

    def refuse(self, secret: str, *, by: str, now: datetime) -> None:
        """Say no to an invitation: its link is good for nothing afterwards."""
        with self._store.transaction() as connection:
            if use_invitation(connection, secret, by=by, now=now).person == by:
                raise OWN
            _forget(connection, secret)

    def of(self, person: str) -> tuple[Tie, ...]:
        """What a person lets others see, in the order in which the ties were made."""
        return self._all(ties.c.person == person)

    def to(self, person: str) -> tuple[Tie, ...]:
        """What others let a person see: their buddies and athletes, in the order in which the ties were made."""
        return self._all(ties.c.other == person)

    def between(self, person: str, other: str) -> tuple[Tie, ...]:
        """What one person lets another see; nothing where they are not tied."""
        return self._all((ties.c.person == person) & (ties.c.other == other))

    def _all(self, wanted: ColumnElement[bool]) -> tuple[Tie, ...]:
        with self._store.looking() as connection:
            rows = connection.execute(select(ties).where(wanted).order_by(ties.c.made, ties.c.person, ties.c.other))
            return tuple(map(_read, rows))

    def share(self, person: str, other: str, kind: TieKind, shares: Iterable[Share]) -> bool:
        """Let another person see exactly this; false where they are not tied so."""
        words = " ".join(sorted(shares))
        with self._store.transaction() as connection:
            changed = update(ties).where(_one(person, other, kind)).values(shares=words)
            return connection.execute(changed).rowcount > 0

    def end(self, person: str, other: str, kind: TieKind) -> bool:
        """End a tie for both at once, with the cheers, proposals and arrangements that went along it.

        A coach's tie goes one way, so either of the two may be the athlete. False where there is none.
        """
        with self._store.transaction() as connection:
            gone = delete(ties).where(_both(ties, "person", "other", person, other) & (ties.c.kind == kind.value))
            if not connection.execute(gone).rowcount:
                return False
            if kind is TieKind.COACH:
                connection.execute(delete(proposals).where(_both(proposals, "person", "coach", person, other)))
            if kind is TieKind.BUDDY:
                connection.execute(delete(together).where(_both(together, "person", "other", person, other)))
            connection.execute(delete(cheers).where(_both(cheers, "person", "sender", person, other)))
        return True

    def cheer(self, person: str, sender: str, about: str, *, now: datetime) -> None:
        """Cheer for a session of a person; a second time changes nothing."""
        values = {"id": _cheer_id(person, sender, about), "person": person, "sender": sender, "about": about}
        with self._store.transaction() as connection:
            connection.execute(ADD_CHEER, {**values, "made": stamp(now)})

    def take_cheer(self, person: str, sender: str, about: str) -> None:
        """Take a cheer back."""
        with self._store.transaction() as connection:
            connection.execute(delete(cheers).where(cheers.c.id == _cheer_id(person, sender, about)))

    def cheered(self, person: str, sender: str) -> frozenset[str]:
        """The sessions of a person that another one cheered for."""
        hit = (cheers.c.person == person) & (cheers.c.sender == sender)
        with self._store.looking() as connection:
            return frozenset(connection.execute(select(cheers.c.about).where(hit)).scalars())

    def new_cheers(self, person: str, *, now: datetime) -> tuple[Cheer, ...]:
        """The cheers to show a person: those that were not shown before this day; from now on they were."""
        fresh = (cheers.c.person == person) & (cheers.c.seen.is_(None) | (cheers.c.seen >= _begin(now)))
        with self._store.looking() as connection:
            found = connection.execute(select(cheers).where(fresh).order_by(cheers.c.made, cheers.c.id)).all()
        if any(row.seen is None for row in found):
            with self._store.transaction() as connection:
                first = (cheers.c.person == person) & cheers.c.seen.is_(None)
                connection.execute(update(cheers).where(first).values(seen=stamp(now)))
        return tuple(
            Cheer(
                person=row.person,
                sender=row.sender,
                about=row.about,
                made=datetime.fromisoformat(row.made),
                seen=when(row.seen),
            )
            for row in found
        )

    def ask_together(self, person: str, other: str, day: date, *, now: datetime) -> None:
        """Ask a buddy to train together on a day, or say yes to who asked for the same."""
        with self._store.transaction() as connection:
            asked = (together.c.person == other) & (together.c.other == person) & (together.c.day == day.isoformat())
            yes = update(together).where(asked & together.c.agreed.is_(None)).values(agreed=stamp(now))
            if connection.execute(yes).rowcount or connection.execute(select(together).where(asked)).first():
                return
            values = {"person": person, "other": other, "day": day.isoformat(), "made": stamp(now)}
            connection.execute(ADD_TOGETHER, values)

    def not_together(self, person: str, other: str, day: date) -> None:
        """Take it back or say no, on either side."""
        both = _both(together, "person", "other", person, other) & (together.c.day == day.isoformat())
        with self._store.transaction() as connection:
            connection.execute(delete(together).where(both))

    def together(self, person: str, day: date) -> tuple[Together, ...]:
        """Whom a person asked to train together on a day, and who asked them."""
        mine = or_(together.c.person == person, together.c.other == person) & (together.c.day == day.isoformat())
        with self._store.looking() as connection:
            rows = connection.execute(select(together).where(mine).order_by(together.c.made))
            return tuple(Together(person=row.person, other=row.other, day=day, agreed=when(row.agreed)) for row in rows)


def _tie(connection: Connection, person: str, other: str, kind: TieKind, now: datetime) -> None:
    values = {"kind": kind.value, "shares": " ".join(sorted(FIRST[kind])), "made": stamp(now)}
    connection.execute(ADD_TIE, {"person": person, "other": other, **values})
    if kind is TieKind.BUDDY:
        connection.execute(ADD_TIE, {"person": other, "other": person, **values})


def _forget(connection: Connection, secret: str) -> None:
    connection.execute(delete(tables.invitations).where(tables.invitations.c.hash == digest(secret)))


def _one(person: str, other: str, kind: TieKind) -> ColumnElement[bool]:
    return (ties.c.person == person) & (ties.c.other == other) & (ties.c.kind == kind.value)


def _both(table: Table, one: str, two: str, person: str, other: str) -> ColumnElement[bool]:
    there = (table.c[one] == person) & (table.c[two] == other)
    return or_(there, (table.c[one] == other) & (table.c[two] == person))


def _begin(now: datetime) -> str:
    return stamp(now.replace(hour=0, minute=0, second=0))


def _cheer_id(person: str, sender: str, about: str) -> str:
    return digest(f"{person} {sender} {about}")  # one for each session, whoever taps twice


def _read(row: Row[Any]) -> Tie:
    return Tie(
        person=row.person,
        other=row.other,
        kind=TieKind(row.kind),
        shares=frozenset(map(Share, row.shares.split())),
        made=datetime.fromisoformat(row.made),
    )
