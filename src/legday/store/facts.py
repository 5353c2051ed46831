"""The store: a person's facts kept safe, each exactly once, in the order in which they came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from threading import Lock
from types import TracebackType
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, or_, select, text, update

from legday.kinds import BadInput
from legday.log.fact import Fact, Kind
from legday.log.merge import Answer, Verdict, judge
from legday.store.copies import forget
from legday.store.door import admit
from legday.store.engine import open_engine, pragma
from legday.store.home import database_url
from legday.store.tables import NAMING, STAYING, VERSION, metadata, people
from legday.store.tables import facts as rows
from legday.store.trouble import spoken

KINDS = {kind.value: kind for kind in Kind}
CHUNK = 5000  # both databases take at least 32,766 values in one statement

# Reads the counter and keeps everybody else's adding for this person waiting until the transaction ends. After an
# erasing it begins beyond every counter that was erased, so that nobody takes a new fact for one they have read.
TAKE_COUNTER = text(
    "INSERT INTO people (person, counter) "
    "VALUES (:person, COALESCE((SELECT CAST(value AS BIGINT) FROM own WHERE name = 'erased'), 0)) "
    "ON CONFLICT (person) DO UPDATE SET counter = people.counter RETURNING counter"
)
KEEP_ERASED = text(
    "INSERT INTO own (name, value) SELECT 'erased', CAST(counter + 1 AS TEXT) FROM people WHERE person = :person "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value "
    "WHERE CAST(excluded.value AS BIGINT) > CAST(own.value AS BIGINT)"
)


class Store:
    """Everybody's facts in one database; every call is one transaction, and threads may share a store.

    All calls raise ``BadInput`` when the disk, the file or the server fails them; what was stored before stays.

    >>> from tempfile import TemporaryDirectory
    >>> from legday.log.fact import fact_id
    >>> at = datetime(2026, 11, 22, 18, 0)
    >>> fact = Fact(id=fact_id(at, b"first"), about="mass", kind=Kind.MEASURED, at=at, body={"mass_kg": 71.5})
    >>> with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/legday.db") as store:
    ...     [answer.verdict.value for answer in store.add("me", [fact, fact])], store.facts("me") == (fact,)
    (['stored', 'known'], True)
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        # SQLite lets whoever comes first write and the others try again and again, some for seconds; here they queue.
        self._turn = Lock() if engine.dialect.name == "sqlite" else nullcontext()

    def add(self, person: str, facts: Iterable[Fact], received: datetime | None = None) -> tuple[Answer, ...]:
        """Store facts and answer each one, in their order: stored, known already, or refused with the reason.

        A fact is judged alone, so a bad one never keeps a good one out. ``received`` is when they came (default: now).
        """
        return self.take(person, facts, received)[1]

    def take(
        self, person: str, facts: Iterable[Fact], received: datetime | None = None
    ) -> tuple[int, tuple[Answer, ...]]:
        """Store facts as ``add`` does, and give the cursor after them beside the answers."""
        came = (received or datetime.now(UTC)).isoformat()
        handed = [(fact, admit(fact)) for fact in facts]
        with spoken(self._where), self._turn, self._engine.begin() as connection:
            counter = connection.execute(TAKE_COUNTER, {"person": person}).scalar_one()
            known = kept(connection, person, [fact.id for fact, same in handed if isinstance(same, Fact)])
            new: list[Fact] = []
            answers = []
            for fact, same in handed:
                if isinstance(same, str):
                    answers.append(Answer(id=fact.id, verdict=Verdict.REFUSED, reason=same))
                    continue
                answer = judge(known, same)
                if answer.verdict is Verdict.STORED:
                    known[same.id] = same
                    new.append(same)
                answers.append(answer)
            if new:
                lines = [row(person, seq, fact, came) for seq, fact in enumerate(new, counter + 1)]
                connection.execute(insert(rows), lines)
                counted = update(people).where(people.c.person == person).values(counter=counter + len(new))
                connection.execute(counted)
        return counter + len(new), tuple(answers)

    def facts(self, person: str) -> tuple[Fact, ...]:
        """Give all facts of a person, in the order in which they came."""
        return self.since(person, 0)[1]

    def since(self, person: str, cursor: int) -> tuple[int, tuple[Fact, ...]]:
        """Give the facts that came after a cursor, and the cursor to ask with next time.

        A cursor from before an erasing gets the log from its beginning: as many facts as the cursor moved on are new
        ones, any other number is the whole log.
        """
        with spoken(self._where), self._engine.begin() as connection:
            counter = count(connection, person)
            mine = (rows.c.person == person) & (rows.c.seq <= counter)
            after = cursor if cursor <= counter else 0
            found = read(connection, mine & (rows.c.seq > after))
            if after and len(found) != counter - after:
                found = read(connection, mine)
        return counter, found

    def cursor(self, person: str) -> int:
        """Give the cursor after the newest fact of a person (0: there is none)."""
        with spoken(self._where), self._engine.begin() as connection:
            return count(connection, person)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open one transaction for the other tables of this database.

        On SQLite it waits for its turn before it reads, so that what it read still holds when it writes.
        """
        with spoken(self._where), self._turn, self._engine.connect() as connection:
            connection.execution_options(sqlite_begin="IMMEDIATE")
            with connection.begin():
                yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """Open a transaction that only reads; it waits for nobody."""
        with spoken(self._where), self._engine.begin() as connection:
            yield connection

    def told_calendar(self, secret: str) -> tuple[str, ...]:
        """Who ever gave their calendar an address with that secret; whether it still holds, their facts say."""
        if not re.fullmatch(r"[\w-]+", secret):
            return ()
        # Written out, because only so the databases see that their small index of calendars is enough.
        wanted = text("about = 'calendar'"), rows.c.body.contains(secret, autoescape=True)
        with self.looking() as connection:
            return tuple(connection.execute(select(rows.c.person).where(*wanted).distinct()).scalars())

    def erase(self, person: str) -> None:
        """Delete a person's log for real, and on SQLite its traces in the files; an account and its ties stay."""
        with self.transaction() as connection:
            connection.execute(KEEP_ERASED, {"person": person})
            for table in metadata.sorted_tables:
                if "person" in table.columns and table not in STAYING:
                    connection.execute(delete(table).where(table.c.person == person))
        self._wipe(person)

    def leave(self, person: str) -> None:
        """Delete everything about a person for real: each row that names them, and on SQLite its traces too."""
        with self.transaction() as connection:
            connection.execute(KEEP_ERASED, {"person": person})
            for table in metadata.sorted_tables:
                named = [column for column in table.columns if column.name in NAMING]
                if named:
                    connection.execute(delete(table).where(or_(*[column == person for column in named])))
        self._wipe(person)

    def _wipe(self, person: str) -> None:
        # Deleted content is wiped from the file (secure_delete) but lives on in the journal until this.
        if self._engine.dialect.name == "sqlite":
            with spoken(self._where):
                pragma(self._engine, "wal_checkpoint(TRUNCATE)")
                forget(self._engine, person)

    def describe(self) -> str:
        """Say which database this is, for people.

        >>> open_store("sqlite://").describe()
        'SQLite 3..., memory, tables of version 0002'
        """
        with spoken(self._where), self._engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            number = ".".join(map(str, connection.dialect.server_version_info or ()))
        name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[self._engine.dialect.name]
        return f"{name} {number}, {self._where}, tables of version {VERSION}"

    def close(self) -> None:
        """Let go of the database; nothing waits to be written."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_store(url: str | None = None) -> Store:
    """Open the store at a database URL, or where the settings say (``legday.store.home``), and make it ready.

    A new database gets its folder and tables, an older one is brought to this version. Raises ``BadInput`` when the
    database cannot be used: a newer legday wrote it, it is damaged or no database, no permission, no room, no server.
    """
    return Store(*open_engine(url or database_url()))


def row(person: str, seq: int, fact: Fact, came: str) -> dict[str, object]:
    """Give a fact as a row of the table."""
    return {
        "person": person,
        "id": fact.id,
        "seq": seq,
        "about": fact.about,
        "kind": fact.kind.value,
        "at": fact.at.isoformat(),
        "body": msgspec.json.encode(fact.body).decode(),
        "received": came,
    }


def count(connection: Connection, person: str) -> int:
    """Read a person's counter."""
    return connection.execute(select(people.c.counter).where(people.c.person == person)).scalar() or 0


def kept(connection: Connection, person: str, ids: Sequence[str]) -> dict[str, Fact]:
    """Read the facts that are stored under these ids."""
    found: dict[str, Fact] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = (rows.c.person == person) & rows.c.id.in_(ids[start : start + CHUNK])
        found.update((fact.id, fact) for fact in read(connection, wanted))
    return found


def read(connection: Connection, wanted: Any) -> tuple[Fact, ...]:
    """Read the facts of the rows that are wanted, in the order in which they came."""
    columns = select(rows.c.id, rows.c.about, rows.c.kind, rows.c.at, rows.c.body).where(wanted).order_by(rows.c.seq)
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    when = datetime.fromisoformat
    try:
        return tuple(
            Fact(id=id, about=about, kind=KINDS[kind], at=when(at), body=decode(body))
            for id, about, kind, at, body in connection.execute(columns)
        )
    except (KeyError, ValueError) as error:
        raise BadInput(f"A stored fact cannot be read ({error}).", "Restore a backup of the database.") from error
