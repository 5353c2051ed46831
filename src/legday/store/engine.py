"""A database opened and made ready: its tables at this version, or a plain word on why not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from legday.kinds import BadInput
from legday.store.copies import keep_copy
from legday.store.tables import VERSION
from legday.store.trouble import spoken

FILE = "sqlite:///"


def open_engine(url: str) -> tuple[Engine, str]:
    """Open the database at a URL with its tables at this version; give it and its name for people.

    Takes ``sqlite:///path`` (the folder is made if need be) or a PostgreSQL URL. Raises ``BadInput`` when the database
    cannot be used; one that a newer legday wrote is left as it was.
    """
    address = read_url(url)
    where = (address.database or "memory") if address.get_backend_name() == "sqlite" else address.render_as_string()
    if address.get_backend_name() == "sqlite" and address.database:
        make_file(Path(address.database))
    engine = create_engine(address, hide_parameters=True, **pool(address))  # they hold secrets; errors are printed
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    try:
        with spoken(where):
            migrate(engine, where)
    except BaseException:
        engine.dispose()
        raise
    return engine, where


def pool(address: URL) -> dict[str, Any]:
    """How connections are kept; a database in memory lives in one, which threads take in turns."""
    if address.get_backend_name() != "sqlite":
        # A server may be set to something stricter, which turns away whoever waited for the counter.
        return {"pool_pre_ping": True, "isolation_level": "READ COMMITTED"}
    if address.database:
        return {}
    return {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "connect_args": {"check_same_thread": False}}


def read_url(url: str) -> URL:
    """Read a database URL; a plain ``postgresql://`` means the driver that comes with legday.

    >>> read_url("postgresql://gym@localhost/legday").drivername
    'postgresql+psycopg'
    >>> read_url("sqlite:///a folder?/legday.db").database
    'a folder?/legday.db'
    """
    remedy = "Set LEGDAY_DATABASE_URL to sqlite:///path/legday.db or postgresql://user:password@host/database."
    if url.startswith(FILE):
        return URL.create("sqlite", database=url.removeprefix(FILE))  # a path may hold what means something in a URL
    try:
        address = make_url(url)
    except ArgumentError:
        raise BadInput("The database's address cannot be read.", remedy) from None
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadInput(f"legday cannot use a database of the kind {address.drivername}.", remedy)
    return address


def make_file(file: Path) -> None:
    """Make a database file and its folder, readable by their owner only; what is there stays as it is."""
    folder = file.parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadInput(
            f"The folder {folder} cannot be made: {error.strerror}.", "Choose another one with LEGDAY_HOME."
        ) from error
    with suppress(OSError):  # it is there, or SQLite will say why not
        file.touch(mode=0o600, exist_ok=False)


def set_up_sqlite(connection: SQLiteConnection, _record: object) -> None:
    """Make SQLite wait for its turn, keep its word at a power cut, and wipe what is deleted."""
    connection.isolation_level = None  # the driver's own transactions leave changes of tables outside
    for pragma in ("busy_timeout=10000", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def pragma(engine: Engine, setting: str) -> None:
    """Give SQLite an order that it takes only outside a transaction."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA {setting}").fetchall()
    finally:
        connection.close()


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that reads before it writes must say so, or two of them would block each other."""
    mode: Any = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def migrate(engine: Engine, where: str) -> None:
    """Bring the tables to this version; only the first to come does the work."""
    with engine.connect() as connection:
        if version(connection, where) == VERSION:
            return
    if engine.dialect.name == "sqlite":
        # The journal's kind is kept in the file. Readers and a writer do not wait for each other with this one.
        pragma(engine, "journal_mode=WAL")
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('legday migrations'))"))
        found = version(connection, where)
        if found not in (None, VERSION):
            keep_copy(engine)
        if found != VERSION:
            upgrade(connection)


def version(connection: Connection, where: str) -> str | None:
    """Read which version the tables are at (None: there are none yet); a newer one is refused."""
    there = inspect(connection).get_table_names()  # one look: somebody else may be making the tables just now
    if "legday_version" not in there:
        if "facts" in there:
            raise BadInput(f"The database {where} belongs to another program.", "Give legday one of its own.")
        return None
    found: str | None = connection.execute(text("SELECT max(version_num) FROM legday_version")).scalar()
    if found is not None and found > VERSION:
        raise BadInput(f"The database {where} was written by a newer legday.", "Upgrade legday, then try again.")
    return found


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that are missing up to a version, in the transaction of the caller."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "legday.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
