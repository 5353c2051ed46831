"""SQLite: a database that somebody gave, read without trusting it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from legday.files.table import shown
from legday.kinds import BadInput

MAGIC = b"SQLite format 3\x00"
LONGEST = 200_000  # bytes of one value; a comment is a sentence
STEPS = 1000  # instructions of SQLite's machine between two looks at how many are left

_DAMAGED = "Make the backup again in the app, and give that file."


class Database:
    """The plain tables of a database and their columns; ``rows`` reads the columns that are there.

    Views, virtual tables and columns that are computed, in all of which a file could have us run what it likes, are as
    if they were not there.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.columns: dict[str, frozenset[str]] = {}
        listed = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        for name, sql in listed:
            if str(sql).upper().startswith("CREATE TABLE") and "\0" not in str(name):
                quoted = '"' + str(name).replace('"', '""') + '"'
                columns = connection.execute(f"PRAGMA table_info({quoted})").fetchall()
                self.columns[str(name).casefold()] = frozenset(str(column[1]).casefold() for column in columns)

    def rows(self, table: str, *columns: str) -> Iterator[Mapping[str, str]]:
        """Read a table; each value as text, "" for NULL and for columns that it lacks. A missing table has no rows."""
        there = [column for column in columns if column in self.columns.get(table.casefold(), frozenset())]
        if not there:
            return
        names = ", ".join(f'"{column}"' for column in there)
        for values in self._connection.execute(f'SELECT {names} FROM "{table}"'):  # noqa: S608  (names of our own)
            yield dict.fromkeys(columns, "") | {
                column: _text(value) for column, value in zip(there, values, strict=True)
            }


def _text(value: object) -> str:
    return "" if value is None else value.hex() if isinstance(value, bytes) else str(value)


@contextmanager
def opened(data: bytes) -> Iterator[Database]:
    """Open the bytes of a database for reading. Raises ``BadInput``, also later, where it is damaged or would not end.

    It is opened from a copy, as a file that nobody changes, so that no journal beside it is looked for; the schema is
    not trusted, and the work is bounded by the size of the file.
    """
    with tempfile.TemporaryDirectory(prefix="legday-") as folder:
        path = Path(folder) / "given.db"
        path.write_bytes(data)
        try:
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error as error:
            raise BadInput(f"This database cannot be opened ({shown(str(error))}).", _DAMAGED) from None
        left = 100 + len(data) // 50

        def spend() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        try:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
            connection.set_progress_handler(spend, STEPS)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            yield Database(connection)
        except (sqlite3.Error, UnicodeError) as error:  # UnicodeError: a damaged name within SQLite's own message
            raise BadInput(f"This database cannot be read ({shown(str(error))}).", _DAMAGED) from None
        finally:
            connection.close()
