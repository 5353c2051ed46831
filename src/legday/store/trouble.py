"""What a database's complaints mean, in words that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Error as SQLiteError

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from legday.kinds import BadInput

# By the beginning of SQLite's error name (https://sqlite.org/rescode.html) or PostgreSQL's SQLSTATE (its appendix A).
SAYINGS = {
    "SQLITE_FULL": ("The disk is full", "Nothing was stored. Make room, then try again."),
    "SQLITE_IOERR": ("The disk could not be read or written", "Nothing was stored. Is there room? Then try again."),
    "SQLITE_NOTADB": ("The file is not a legday database", "Name another with LEGDAY_HOME, or move the file away."),
    "SQLITE_CORRUPT": ("The database file is damaged", "Restore a backup, or move the file away and import again."),
    "SQLITE_READONLY": ("The database may not be written", "Give yourself the right to write the file and its folder."),
    "SQLITE_CANTOPEN": ("The database file cannot be opened", "Check that its folder is there and yours to write."),
    "SQLITE_PERM": ("The database may not be opened", "Give yourself the right to read and write the file."),
    "SQLITE_AUTH": ("The database may not be opened", "Give yourself the right to read and write the file."),
    "SQLITE_BUSY": ("Another program holds the database", "Close the other program, then try again."),
    "SQLITE_LOCKED": ("Another program holds the database", "Close the other program, then try again."),
    "53100": ("The database server's disk is full", "Nothing was stored. Make room, then try again."),
    "53300": ("The database server takes no more connections", "Wait a moment, then try again."),
    "42501": ("The database user may not do this", "Grant it rights on the schema."),
    "40": ("Others changed the same at that moment", "Nothing was stored. Try again."),
    "08": ("The database server cannot be used", "Start it, or check LEGDAY_DATABASE_URL."),
    "57": ("The database server stopped", "Start it, then try again."),
}


class Trouble(BadInput):
    """The database fails; what was asked may go another time."""


@contextmanager
def spoken(where: str) -> Iterator[None]:
    """Turn a database's complaint into ``Trouble`` that names the database and says what to do.

    A complaint that is not about the person's machine is a mistake of ours and goes on as it is.
    """
    try:
        yield
    except PoolTimeout as error:
        raise Trouble(f"The database takes too long to answer ({where}).", "Wait a moment, then try again.") from error
    except (DBAPIError, SQLiteError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "")
        said = ""
        if not code and isinstance(cause, SQLiteError) and "decode" in str(cause):
            code = "SQLITE_CORRUPT"  # text in it that is no UTF-8; found by Python, which has no name for it
        elif not code and type(cause).__name__ == "OperationalError":
            code = "08"  # psycopg gives no SQLSTATE for what goes wrong before it is connected, only words
            said = ": " + str(cause).partition("failed: ")[2].partition("\n")[0]
        for beginning, (wrong, remedy) in SAYINGS.items():
            if code.startswith(beginning):
                raise Trouble(f"{wrong} ({where}){said}.", remedy) from error
        raise
