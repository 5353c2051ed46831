"""Where people are signed in, and the tokens of their programs; of each secret only a hash is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from legday.people.account import Access, SignIn
from legday.people.secrets import digest, new_id, new_secret
from legday.store import tables
from legday.store.facts import Store
from legday.store.times import stamp, when

LASTS = timedelta(days=30)
"""How long a sign-in lasts after it was last used."""

LONGEST = timedelta(days=365)
"""How long a sign-in lasts at most, however often it is used."""

SEEN_EVERY = timedelta(hours=1)
"""How often it is written down at most that a sign-in or a token was used."""

TOKEN = "legday_"  # noqa: S105 (what tokens begin with, so that people and scanners know one)

accounts, sign_ins, tokens = tables.accounts, tables.sign_ins, tables.tokens


class SignIns:
    """The sign-ins and tokens of one store.

    >>> from legday.store.accounts import Accounts
    >>> from legday.store.facts import open_store
    >>> store, now = open_store("sqlite://"), datetime(2026, 11, 25)
    >>> anna = Accounts(store).make("Anna", person="me", now=now)
    >>> secret = SignIns(store).begin("me", "Chrome on Android", now=now)
    >>> SignIns(store).known(secret, now=now)[0].device
    'Chrome on Android'
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, person: str, device: str, *, now: datetime) -> str:
        """Sign a person in and give the secret of the cookie; sign-ins of theirs that are over are tidied away."""
        secret = new_secret()
        values = {"hash": digest(secret), "id": new_id(), "person": person, "device": device}
        values |= {"made": stamp(now), "seen": stamp(now), "expires": stamp(now + LASTS)}
        with self._store.transaction() as connection:
            over = (sign_ins.c.person == person) & (sign_ins.c.expires <= stamp(now))
            connection.execute(delete(sign_ins).where(over))
            connection.execute(insert(sign_ins).values(values))
        return secret

    def known(self, secret: str, *, now: datetime) -> tuple[SignIn, bool] | None:
        """The sign-in of a cookie, and whether it was prolonged just now; None when it is over or never was."""
        mine = (sign_ins.c.hash == digest(secret)) & (sign_ins.c.expires > stamp(now))
        joined = sign_ins.join(accounts, accounts.c.person == sign_ins.c.person)
        with self._store.looking() as connection:
            row = connection.execute(select(*sign_ins.c).select_from(joined).where(mine)).first()
        if row is None:
            return None
        if row.seen > stamp(now - SEEN_EVERY):
            return _sign_in(row), False
        with self._store.transaction() as connection:
            prolonged = update(sign_ins).where(sign_ins.c.hash == digest(secret))
            connection.execute(prolonged.values(seen=stamp(now), expires=stamp(end_of(row, now))))
        return _sign_in(row), True

    def of(self, person: str, *, now: datetime) -> tuple[SignIn, ...]:
        """Where a person is signed in, the last seen first."""
        mine = (sign_ins.c.person == person) & (sign_ins.c.expires > stamp(now))
        with self._store.looking() as connection:
            rows = connection.execute(select(sign_ins).where(mine).order_by(sign_ins.c.seen.desc(), sign_ins.c.id))
            return tuple(map(_sign_in, rows))

    def end(self, person: str, id: str) -> bool:
        """End one sign-in of a person at once; false when they have none with that id."""
        return self._end((sign_ins.c.person == person) & (sign_ins.c.id == id)) > 0

    def end_others(self, person: str, but: str | None) -> int:
        """End all sign-ins of a person at once but one, and say how many those were."""
        mine = sign_ins.c.person == person
        return self._end(mine if but is None else mine & (sign_ins.c.id != but))

    def _end(self, those: ColumnElement[bool]) -> int:
        with self._store.transaction() as connection:
            return connection.execute(delete(sign_ins).where(those)).rowcount

    def give_token(self, person: str, name: str, scope: str, *, now: datetime, lasts: timedelta | None = None) -> str:
        """Make a token for a program, and give it; it is not kept. Without ``lasts`` it is good until taken back."""
        secret = TOKEN + new_secret()
        expires = stamp(now + lasts) if lasts else None
        values = {"hash": digest(secret), "id": new_id(), "person": person, "name": name, "scope": scope}
        values |= {"made": stamp(now)}
        with self._store.transaction() as connection:
            connection.execute(insert(tokens).values(**values, expires=expires))
        return secret

    def token(self, secret: str, *, now: datetime) -> Access | None:
        """What a token may do; None when it is over, was taken back, or never was."""
        good = tokens.c.expires.is_(None) | (tokens.c.expires > stamp(now))
        joined = tokens.join(accounts, accounts.c.person == tokens.c.person)
        with self._store.looking() as connection:
            wanted = select(*tokens.c).select_from(joined).where((tokens.c.hash == digest(secret)) & good)
            row = connection.execute(wanted).first()
        if row is None:
            return None
        if row.used is None or row.used <= stamp(now - SEEN_EVERY):
            with self._store.transaction() as connection:
                connection.execute(update(tokens).where(tokens.c.hash == digest(secret)).values(used=stamp(now)))
        return _access(row)

    def tokens(self, person: str) -> tuple[Access, ...]:
        """The tokens of a person, the newest first."""
        with self._store.looking() as connection:
            mine = select(tokens).where(tokens.c.person == person).order_by(tokens.c.made.desc(), tokens.c.id)
            return tuple(map(_access, connection.execute(mine)))

    def take_token(self, person: str, id: str) -> bool:
        """Take a token back at once; false when the person has none with that id."""
        with self._store.transaction() as connection:
            gone = delete(tokens).where((tokens.c.person == person) & (tokens.c.id == id))
            return connection.execute(gone).rowcount > 0


def end_of(row: Row[Any], now: datetime) -> datetime:
    """When a sign-in that is used now ends."""
    return min(now + LASTS, datetime.fromisoformat(row.made) + LONGEST)


def _sign_in(row: Row[Any]) -> SignIn:
    made, seen, expires = map(datetime.fromisoformat, (row.made, row.seen, row.expires))
    return SignIn(id=row.id, person=row.person, device=row.device, made=made, seen=seen, expires=expires)


def _access(row: Row[Any]) -> Access:
    return Access(
        id=row.id,
        person=row.person,
        name=row.name,
        scope=row.scope,
        made=datetime.fromisoformat(row.made),
        expires=when(row.expires),
        used=when(row.used),
    )
