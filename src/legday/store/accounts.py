"""Accounts: who may sign in, and by what: a password, passkeys, recovery codes, an identity from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from legday.kinds import BadInput
from legday.people.account import Account, Passkey, handle, read_name
from legday.people.secrets import digest, new_id, read_code
from legday.store import tables
from legday.store.facts import Store
from legday.store.times import stamp, when

accounts, passkeys, codes, identities = tables.accounts, tables.passkeys, tables.codes, tables.identities


class Accounts:
    """The accounts of one store; a name is taken once, in whatever case it is written.

    The first account takes the log that is there (``person``) and is the host; ``legday.people.secrets.new_id`` gives
    the others a person of their own.

    >>> from legday.store.facts import open_store
    >>> accounts = Accounts(open_store("sqlite://"))
    >>> accounts.make("Anna", person="me", now=datetime(2026, 11, 25)).host, accounts.named("anna").person
    (True, 'me')
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def exist(self) -> bool:
        """Whether there is one at all; without any, legday needs no sign-in."""
        with self._store.looking() as connection:
            return connection.execute(select(accounts.c.person).limit(1)).first() is not None

    def every(self) -> tuple[Account, ...]:
        """All accounts, the oldest first."""
        with self._store.looking() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.made, accounts.c.handle))
            return tuple(map(_account, rows))

    def of(self, person: str) -> Account | None:
        """The account of a person."""
        with self._store.looking() as connection:
            row = connection.execute(select(accounts).where(accounts.c.person == person)).first()
        return _account(row) if row else None

    def named(self, name: str) -> Account | None:
        """The account of that name."""
        with self._store.looking() as connection:
            row = connection.execute(select(accounts).where(accounts.c.handle == handle(name))).first()
        return _account(row) if row else None

    def make(
        self,
        name: str,
        *,
        now: datetime,
        person: str | None = None,
        password: str | None = None,
        passkey: Passkey | None = None,
        identity: tuple[str, str] | None = None,
        invitation: str | None = None,
    ) -> Account:
        """Make an account with its first way in; raises ``BadInput`` when the name is taken.

        ``password`` is a hash, ``identity`` an issuer and its subject, ``invitation`` the secret of a link, which is
        used up by it or refused; the first account needs none. ``person`` is new when it is not given.
        """
        values = {"person": person or new_id(), "name": read_name(name), "handle": handle(name)}
        values |= {"made": stamp(now)}
        try:
            with self._store.transaction() as connection:
                first = connection.execute(select(func.count()).select_from(accounts)).scalar_one() == 0
                if invitation is not None:
                    use_invitation(connection, invitation, by=str(values["person"]), now=now)
                connection.execute(insert(accounts).values(**values, password=password, host=int(first)))
                if passkey is not None:
                    connection.execute(insert(passkeys).values(_keyed(passkey, str(values["person"]))))
                if identity is not None:
                    issuer, subject = identity
                    vouched = {"issuer": issuer, "subject": subject, "person": values["person"]}
                    connection.execute(insert(identities).values(vouched))
                row = connection.execute(select(accounts).where(accounts.c.person == values["person"])).one()
        except IntegrityError:
            raise BadInput(
                "Somebody here has that name, or signs in with that, already.", "Take another one."
            ) from None
        return _account(row)

    def rename(self, person: str, name: str) -> None:
        """Give a person another name; raises ``BadInput`` when it is taken."""
        new = {"name": read_name(name), "handle": handle(name)}
        try:
            with self._store.transaction() as connection:
                connection.execute(update(accounts).where(accounts.c.person == person).values(new))
        except IntegrityError:
            raise BadInput("Somebody here has that name already.", "Take another one.") from None

    def hand_on(self, person: str, to: str) -> None:
        """Hand the host's part on to another account."""
        with self._store.transaction() as connection:
            mine = accounts.c.person == person
            theirs = accounts.c.person == to
            if not connection.execute(select(accounts.c.host).where(mine)).scalar():
                raise BadInput("Only the host can hand that on.", "Ask the host.")
            if connection.execute(update(accounts).where(theirs).values(host=1)).rowcount:
                connection.execute(update(accounts).where(mine).values(host=0))
            else:
                raise BadInput("Nobody here has that name.", "Choose one from the list.")

    def leave(self, person: str) -> None:
        """Delete an account with everything about its person, for real and at once.

        Raises ``BadInput`` for the host while others are here.
        """
        account = self.of(person)
        if account and account.host and len(self.every()) > 1:
            raise BadInput("You are the host, and others are here.", "Hand the host's part on first, then leave.")
        self._store.leave(person)

    def password(self, person: str) -> str | None:
        """The hash of a person's password (None: they have none)."""
        with self._store.looking() as connection:
            return connection.execute(select(accounts.c.password).where(accounts.c.person == person)).scalar()

    def set_password(self, person: str, hashed: str | None) -> None:
        """Keep the hash of a new password, or (None) have no password any more."""
        with self._store.transaction() as connection:
            connection.execute(update(accounts).where(accounts.c.person == person).values(password=hashed))

    def passkeys(self, person: str) -> tuple[Passkey, ...]:
        """The passkeys of a person, the oldest first."""
        with self._store.looking() as connection:
            mine = select(passkeys).where(passkeys.c.person == person).order_by(passkeys.c.made, passkeys.c.id)
            return tuple(map(_passkey, connection.execute(mine).mappings()))

    def passkey(self, id: str) -> Passkey | None:
        """The passkey with that id, whoever has it."""
        with self._store.looking() as connection:
            row = connection.execute(select(passkeys).where(passkeys.c.id == id)).mappings().first()
        return _passkey(row) if row else None

    def add_passkey(self, passkey: Passkey) -> None:
        """Keep a new passkey; raises ``BadInput`` for one that is kept already."""
        try:
            with self._store.transaction() as connection:
                connection.execute(insert(passkeys).values(_keyed(passkey, passkey.person)))
        except IntegrityError:
            raise BadInput("This passkey is kept already.", "Use it to sign in.") from None

    def used_passkey(self, id: str, count: int, now: datetime) -> None:
        """Keep that a passkey was used, and how often it says it was."""
        with self._store.transaction() as connection:
            connection.execute(update(passkeys).where(passkeys.c.id == id).values(count=count, used=stamp(now)))

    def remove_passkey(self, person: str, id: str) -> bool:
        """Forget a passkey of a person; false when they have none with that id."""
        with self._store.transaction() as connection:
            gone = delete(passkeys).where((passkeys.c.person == person) & (passkeys.c.id == id))
            return connection.execute(gone).rowcount > 0

    def set_codes(self, person: str, new: Iterable[str]) -> None:
        """Keep new recovery codes in the place of all older ones."""
        with self._store.transaction() as connection:
            connection.execute(delete(codes).where(codes.c.person == person))
            connection.execute(insert(codes), [{"person": person, "hash": digest(code)} for code in new])

    def codes_left(self, person: str) -> int:
        """How many recovery codes of a person were not used yet."""
        left = select(func.count()).where((codes.c.person == person) & codes.c.used.is_(None))
        with self._store.looking() as connection:
            return connection.execute(left).scalar_one()

    def use_code(self, person: str, typed: str, now: datetime) -> bool:
        """Use a recovery code up; false when it is none of the person's, or was used before."""
        hit = (codes.c.person == person) & (codes.c.hash == digest(read_code(typed))) & codes.c.used.is_(None)
        with self._store.transaction() as connection:
            return connection.execute(update(codes).where(hit).values(used=stamp(now))).rowcount > 0

    def identity(self, issuer: str, subject: str) -> str | None:
        """The person to whom an identity from elsewhere belongs."""
        hit = (identities.c.issuer == issuer) & (identities.c.subject == subject)
        with self._store.looking() as connection:
            return connection.execute(select(identities.c.person).where(hit)).scalar()

    def identities(self, person: str) -> tuple[str, ...]:
        """The issuers that vouch for a person."""
        with self._store.looking() as connection:
            mine = select(identities.c.issuer).where(identities.c.person == person).order_by(identities.c.issuer)
            return tuple(connection.execute(mine).scalars())

    def tie_identity(self, person: str, issuer: str, subject: str) -> None:
        """Tie an identity from elsewhere to a person; raises ``BadInput`` when it belongs to somebody."""
        try:
            with self._store.transaction() as connection:
                connection.execute(insert(identities).values(issuer=issuer, subject=subject, person=person))
        except IntegrityError:
            raise BadInput("That sign-in belongs to an account already.", "Sign in with it.") from None

    def untie_identity(self, person: str, issuer: str) -> bool:
        """Forget what an issuer vouched for; false when it did not."""
        mine = (identities.c.person == person) & (identities.c.issuer == issuer)
        with self._store.transaction() as connection:
            return connection.execute(delete(identities).where(mine)).rowcount > 0


def use_invitation(connection: Connection, secret: str, *, by: str, now: datetime) -> Row[Any]:
    """Use an invitation up for one person, who may come back to it; raises ``BadInput`` when it is not good."""
    table = tables.invitations
    free = table.c.used.is_(None) & (table.c.expires > stamp(now))
    good = (table.c.hash == digest(secret)) & (free | (table.c.used_by == by))
    used = {"used": func.coalesce(table.c.used, stamp(now)), "used_by": by}
    row = connection.execute(update(table).where(good).values(used).returning(*table.c)).first()
    if row is None:
        raise BadInput("This invitation is not good any more.", "Ask for a new one: each is for one, for seven days.")
    return row


def _account(row: Row[Any]) -> Account:
    return Account(
        person=row.person,
        name=row.name,
        host=bool(row.host),
        made=datetime.fromisoformat(row.made),
        has_password=row.password is not None,
    )


def _keyed(passkey: Passkey, person: str) -> dict[str, object]:
    return {
        "id": passkey.id,
        "person": person,
        "public_key": passkey.public_key,
        "count": passkey.count,
        "name": passkey.name,
        "made": stamp(passkey.made),
        "used": None,
    }


def _passkey(row: RowMapping) -> Passkey:
    return Passkey(
        id=row["id"],
        person=row["person"],
        public_key=row["public_key"],
        count=row["count"],
        name=row["name"],
        made=datetime.fromisoformat(row["made"]),
        used=when(row["used"]),
    )
