"""Invitations: links that are good once, for seven days; only a hash of each is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select

from legday.people.account import Invitation, Invited
from legday.people.secrets import digest, new_id, new_secret
from legday.store import tables
from legday.store.accounts import use_invitation
from legday.store.facts import Store
from legday.store.times import stamp, when

GOOD_FOR = timedelta(days=7)

invitations = tables.invitations


class Invitations:
    """The invitations of one store.

    >>> from legday.store.facts import open_store
    >>> invitations, now = Invitations(open_store("sqlite://")), datetime(2026, 11, 25)
    >>> secret = invitations.mint("me", Invited.BUDDY, now=now)
    >>> invitations.look(secret, now=now).kind.value, invitations.redeem(secret, by="you", now=now).person
    ('buddy', 'me')
    >>> invitations.look(secret, now=now) is None
    True
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def mint(self, person: str, kind: Invited, *, now: datetime) -> str:
        """Make an invitation by a person and give the secret of its link, which is not kept."""
        secret = new_secret()
        values = {"hash": digest(secret), "id": new_id(), "person": person, "kind": kind.value}
        values |= {"made": stamp(now), "expires": stamp(now + GOOD_FOR)}
        with self._store.transaction() as connection:
            connection.execute(insert(invitations).values(values))
        return secret

    def look(self, secret: str, *, now: datetime, by: str | None = None) -> Invitation | None:
        """The invitation of a link, while it is good; for who has used it (``by``) afterwards too."""
        with self._store.looking() as connection:
            row = connection.execute(select(invitations).where(invitations.c.hash == digest(secret))).first()
        if row is None:
            return None
        free = row.used is None and row.expires > stamp(now)
        return _invitation(row) if free or (by is not None and row.used_by == by) else None

    def redeem(self, secret: str, *, by: str, now: datetime) -> Invitation:
        """Use an invitation up for one person, who may come back to it; raises ``BadInput`` when it is not good."""
        with self._store.transaction() as connection:
            return _invitation(use_invitation(connection, secret, by=by, now=now))

    def of(self, person: str, *, now: datetime) -> tuple[Invitation, ...]:
        """The invitations of a person that nobody has used and that are still good, the newest first."""
        open_ones = (invitations.c.person == person) & invitations.c.used.is_(None)
        open_ones &= invitations.c.expires > stamp(now)
        with self._store.looking() as connection:
            rows = connection.execute(select(invitations).where(open_ones).order_by(invitations.c.made.desc()))
            return tuple(map(_invitation, rows))

    def withdraw(self, person: str, id: str) -> bool:
        """Take an invitation back that nobody has used; false when the person has none with that id."""
        own = (invitations.c.person == person) & (invitations.c.id == id) & invitations.c.used.is_(None)
        with self._store.transaction() as connection:
            return connection.execute(delete(invitations).where(own)).rowcount > 0


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        person=row.person,
        kind=Invited(row.kind),
        made=datetime.fromisoformat(row.made),
        expires=datetime.fromisoformat(row.expires),
        used=when(row.used),
        used_by=row.used_by,
    )
