"""Everybody's data into a file and back again: the same file from SQLite and from PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Inspector, MetaData, Table, delete, exists, insert, inspect, select, text

from legday import __version__
from legday.kinds import BadInput
from legday.store.archive import (
    Manifest,
    check_archive,
    fingerprint,
    lines_of,
    open_archive,
    write_archive,
)
from legday.store.engine import pragma, upgrade
from legday.store.facts import CHUNK, Store
from legday.store.tables import VERSION, metadata, own
from legday.store.times import stamp, when

MADE = "backup"
"""The name under which a store remembers when it was backed up last."""


def back_up(store: Store, file: Path, now: datetime) -> Manifest:
    """Write all tables as they are at one moment into a new file, while others go on reading and writing.

    The file is readable by its owner only, as it holds everything; it was read back and compared before it got its
    name. Raises ``BadInput`` when that fails.
    """
    with store.looking() as connection:
        if connection.dialect.name == "postgresql":  # on SQLite every transaction sees one moment
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        manifest = write(connection, file, now)
    with suppress(BadInput), store.transaction() as connection:  # the file is good even where that is not noted
        connection.execute(delete(own).where(own.c.name == MADE))
        connection.execute(insert(own).values(name=MADE, value=stamp(now)))
    return manifest


def backed_up(store: Store) -> datetime | None:
    """When the store was backed up last."""
    with store.looking() as connection:
        return when(connection.execute(select(own.c.value).where(own.c.name == MADE)).scalar())


def restore(store: Store, file: Path, now: datetime, aside: Path | None = None) -> Manifest:
    """Put a backup in the place of what is in a store, wholly or not at all.

    The store must be empty, unless ``aside`` names a new file that takes a backup of it first. The backup of an older
    legday is brought to this version. Raises ``BadInput`` when it is damaged or of a newer one.
    """
    manifest = check_archive(file)
    if manifest.version > VERSION:
        raise BadInput(f"{file} was written by a newer legday.", "Upgrade legday, then try again.")
    with store.transaction() as connection:
        engine = connection.engine
        if engine.dialect.name == "postgresql":  # SQLite lets one write at a time; here they are kept waiting
            names = ", ".join(metadata.tables)
            connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
        if not empty(connection):
            if aside is None:
                remedy = "Use --replace: it saves what is there to a file first."
                raise BadInput("There is a log here already, and nothing was changed.", remedy)
            write(connection, aside, now)
        tables = make_tables(connection, manifest)
        with open_archive(file) as archive:
            for table in tables:
                fill(connection, table, lines_of(archive, table.name))
        wrong = [table.name for table in tables if fingerprint(lines(connection, table)) != manifest.tables[table.name]]
        if wrong:
            remedy = "Nothing was changed. Is the disk sound? Try another database."
            raise BadInput(f"What was put back differs from the backup in {', '.join(wrong)}.", remedy)
        upgrade(connection)
    if engine.dialect.name == "sqlite":
        pragma(engine, "wal_checkpoint(TRUNCATE)")  # so that what was replaced is gone from the journal too
    return manifest


def write(connection: Connection, file: Path, now: datetime) -> Manifest:
    """Write the tables, as a transaction sees them, into a new file."""
    tables = {table.name: lines(connection, table) for table in metadata.sorted_tables}
    return write_archive(file, tables, version=VERSION, legday=__version__, made=now)


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Give the rows of a table as lines of JSON, in the same order on every database."""
    order: list[Any] = list(table.primary_key)
    if connection.dialect.name == "postgresql":
        order = [column.collate("C") for column in order]
    rows = connection.execute(select(table).order_by(*order), execution_options={"yield_per": CHUNK})
    for row in rows.mappings():
        yield msgspec.json.encode(dict(row), order="sorted") + b"\n"


def empty(connection: Connection) -> bool:
    """Whether nobody has a row in a store; the keys that it made for itself do not count."""
    tables = (table for table in metadata.sorted_tables if table is not own)
    return not any(connection.execute(select(exists(select(table)))).scalar() for table in tables)


def make_tables(connection: Connection, manifest: Manifest) -> tuple[Table, ...]:
    """Make the tables anew, as they were at the version of a backup."""
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE legday_version"))
    others = set(names(connection))
    upgrade(connection, manifest.version)
    made = set(names(connection)) - others - {"legday_version"}
    if made != set(manifest.tables):
        raise BadInput("The backup does not hold the tables that it should.", "Choose another one.")
    there = MetaData()
    there.reflect(connection, only=sorted(made))
    return tuple(there.sorted_tables)


def names(connection: Connection) -> list[str]:
    """The names of the tables that are there now."""
    inspector: Inspector = inspect(connection)
    return inspector.get_table_names()


def fill(connection: Connection, table: Table, lines: Iterator[bytes]) -> None:
    """Put lines of JSON into a table as its rows."""
    decode = msgspec.json.Decoder(dict[str, str | int | None]).decode
    columns = set(table.columns.keys())
    while rows := [decode(line) for line in islice(lines, CHUNK)]:
        if any(row.keys() != columns for row in rows):
            raise BadInput(f"The backup has other columns in {table.name}.", "Choose another one. Nothing was changed.")
        connection.execute(insert(table), rows)
