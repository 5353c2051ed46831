"""Reminders kept: where they go, and which were sent, so that none goes twice whoever sends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select, text, true, update

from legday.coach.turning_up.reminders import Reminded
from legday.kinds import Value
from legday.store import tables
from legday.store.facts import Store
from legday.store.times import stamp, when

MOST = 10
"""Devices of one person; the one that was added first goes when there are more (convention)."""

OLD = timedelta(days=10)
"""What was due longer ago is not looked at: a week, and what was put off from its last day."""

rows, places, people = tables.reminders, tables.subscriptions, tables.people

# Whoever comes second, another server or the same one after a restart, gets no row back and sends nothing.
CLAIM = text(
    "INSERT INTO reminders (person, planned, due, sent, answered, tries) "
    "VALUES (:person, :planned, :due, :sent, NULL, 0) ON CONFLICT (person, planned) DO UPDATE SET sent = :sent "
    "WHERE reminders.sent IS NULL AND reminders.answered IS NULL AND reminders.due <= :sent RETURNING tries"
)
KEEP = text(
    "INSERT INTO reminders (person, planned, due, sent, answered, tries) "
    "VALUES (:person, :planned, :due, NULL, :answered, 0) ON CONFLICT (person, planned) "
    "DO UPDATE SET due = :due, sent = NULL, answered = :answered, tries = 0"
)
SUBSCRIBE = text(
    "INSERT INTO subscriptions (id, person, endpoint, p256dh, auth, device, made) "
    "VALUES (:id, :person, :endpoint, :p256dh, :auth, :device, :made) ON CONFLICT (id) "
    "DO UPDATE SET person = :person, p256dh = :p256dh, auth = :auth, device = :device, made = :made"
)


class Subscription(Value):
    """Where a browser takes pushed messages: the address, and its keys as the browser gave them (base64url)."""

    endpoint: str
    p256dh: str
    auth: str
    device: str

    @property
    def id(self) -> str:
        """What a subscription is known by; its address is a secret and stays here."""
        return sha256(self.endpoint.encode()).hexdigest()


class Notices:
    """The subscriptions and reminders of one store.

    >>> from datetime import UTC
    >>> from legday.store.facts import open_store
    >>> notices, now = Notices(open_store("sqlite://")), datetime(2026, 11, 23, 17, tzinfo=UTC)
    >>> [notices.claim("me", "2026-11-23:mon", due=now, now=now) for _ in range(2)]
    [0, None]
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def subscribe(self, person: str, new: Subscription, *, now: datetime) -> None:
        """Keep where a browser takes messages; a browser belongs to whoever subscribed with it last."""
        mine = places.c.person == person
        newest = select(places.c.id).where(mine).order_by(places.c.made.desc(), places.c.id).limit(MOST)
        values = {"endpoint": new.endpoint, "p256dh": new.p256dh, "auth": new.auth, "device": new.device}
        with self._store.transaction() as connection:
            connection.execute(SUBSCRIBE, {**values, "id": new.id, "person": person, "made": stamp(now)})
            kept = list(connection.execute(newest).scalars())
            connection.execute(delete(places).where(mine & places.c.id.not_in(kept)))

    def subscriptions(self, person: str) -> tuple[Subscription, ...]:
        """Where a person takes messages, the oldest first."""
        columns = select(places.c.endpoint, places.c.p256dh, places.c.auth, places.c.device)
        mine = columns.where(places.c.person == person).order_by(places.c.made, places.c.id)
        with self._store.looking() as connection:
            return tuple(Subscription(**row) for row in connection.execute(mine).mappings())

    def unsubscribe(self, person: str, id: str) -> bool:
        """Send nothing there any more; false where nothing of the person's went there."""
        with self._store.transaction() as connection:
            gone = delete(places).where((places.c.person == person) & (places.c.id == id))
            return connection.execute(gone).rowcount > 0

    def people(self) -> dict[str, int]:
        """Everybody who takes messages, with the cursor after their newest fact."""
        joined = places.outerjoin(people, people.c.person == places.c.person)
        columns = (
            select(places.c.person, func.coalesce(people.c.counter, 0).label("counter")).select_from(joined).distinct()
        )
        with self._store.looking() as connection:
            return {row.person: row.counter for row in connection.execute(columns)}

    def held(self, *, now: datetime, person: str | None = None) -> Mapping[str, dict[str, Reminded]]:
        """What became of the reminders of the last days, by person and planned session; of everybody or of one."""
        recent = (rows.c.due >= stamp(now - OLD)) & (true() if person is None else rows.c.person == person)
        found: dict[str, dict[str, Reminded]] = defaultdict(dict)
        with self._store.looking() as connection:
            for row in connection.execute(select(rows).where(recent)):
                due, sent, answered = datetime.fromisoformat(row.due), when(row.sent), when(row.answered)
                one = Reminded(planned=row.planned, due=due, sent=sent, answered=answered)
                found[row.person][row.planned] = one
        return found

    def claim(self, person: str, planned: str, *, due: datetime, now: datetime) -> int | None:
        """Take it upon oneself to send a reminder; None where another did, else how often it was tried in vain."""
        values = {"person": person, "planned": planned, "due": stamp(due), "sent": stamp(now)}
        with self._store.transaction() as connection:
            return connection.execute(CLAIM, values).scalar()

    def release(self, person: str, planned: str, *, sent: datetime, due: datetime) -> None:
        """Give back what was claimed at ``sent`` and reached nobody, so that it is tried again when due."""
        mine = (rows.c.person == person) & (rows.c.planned == planned) & (rows.c.sent == stamp(sent))
        again = update(rows).where(mine).values(sent=None, due=stamp(due), tries=rows.c.tries + 1)
        with self._store.transaction() as connection:
            connection.execute(again)

    def put_off(self, person: str, planned: str, *, due: datetime) -> None:
        """Remind once again when due, and not before."""
        self._keep(person, planned, due, None)

    def answer(self, person: str, planned: str, *, now: datetime) -> None:
        """Remind no more of a planned session."""
        self._keep(person, planned, now, now)

    def _keep(self, person: str, planned: str, due: datetime, answered: datetime | None) -> None:
        values = {"person": person, "planned": planned, "due": stamp(due), "answered": answered and stamp(answered)}
        with self._store.transaction() as connection:
            connection.execute(KEEP, values)

    def own(self, name: str, make: Callable[[], str]) -> str:
        """What this legday keeps to itself under a name; made once, by whoever comes first."""
        kept = select(tables.own.c.value).where(tables.own.c.name == name)
        with self._store.looking() as connection:
            there: str | None = connection.execute(kept).scalar()
        if there is not None:
            return there
        new = make()
        with self._store.transaction() as connection:
            words = "INSERT INTO own (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING"
            connection.execute(text(words), {"name": name, "value": new})
            value: str = connection.execute(kept).scalar_one()
        return value
