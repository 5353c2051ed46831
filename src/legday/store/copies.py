"""The copy of a SQLite file that is kept before its tables change, to go back to; who leaves goes from it too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from legday.kinds import BadInput
from legday.store.tables import NAMING, VERSION


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database (None: it is on a server or in memory)."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name else None


def keep_copy(engine: Engine) -> None:
    """Copy a database file, named for the version that its tables get next; one of an earlier try is replaced.

    Others may read and write meanwhile. A server keeps no copy: its host takes a backup first.
    """
    file = file_of(engine)
    if file is None:
        return
    copy = file.with_name(f"{file.name}.before-{VERSION}")
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with closing(sqlite3.connect(file)) as there, closing(sqlite3.connect(part)) as kept:
            there.backup(kept)
        part.replace(copy)
    except OSError as error:
        remedy = "Make room beside the database and the right to write there, then try again."
        raise BadInput(f"The copy {copy} cannot be written: {error.strerror}.", remedy) from error


def copies(file: Path) -> tuple[Path, ...]:
    """The copies beside a database file, the oldest version first."""
    return tuple(sorted(file.parent.glob(f"{file.name}.before-*[0-9]")))


def forget(engine: Engine, person: str) -> None:
    """Delete each row that names a person from the copies, for real."""
    file = file_of(engine)
    for copy in copies(file) if file else ():
        with closing(sqlite3.connect(copy)) as kept:
            kept.execute("PRAGMA secure_delete=ON")
            with kept:
                tables = kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                for (table,) in tables:
                    columns = {column for _, column, *_ in kept.execute(f'PRAGMA table_info("{table}")')}
                    for column in columns.intersection(NAMING):
                        kept.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', (person,))  # noqa: S608 - our names
            kept.execute("PRAGMA wal_checkpoint(TRUNCATE)")
