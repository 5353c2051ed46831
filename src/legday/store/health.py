"""How a database is: what a look from inside says of its journal, its pages, its clock and its backups."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from legday.kinds import Value
from legday.store.accounts import Accounts
from legday.store.backup import backed_up
from legday.store.copies import file_of
from legday.store.facts import Store
from legday.store.tables import facts


class Health(Value):
    """What was found in a database.

    ``journal`` is SQLite's kind of journal ("": a server has its own), ``damage`` what SQLite says is wrong with the
    file (""), ``newest`` when the last fact came in, ``accounts`` whether anybody may sign in.
    """

    journal: str = ""
    journal_bytes: int = 0
    damage: str = ""
    newest: datetime | None = None
    accounts: bool = False
    backed_up: datetime | None = None


def examine(store: Store) -> Health:
    """Look at a database from inside; a large file takes a second for each gigabyte."""
    journal, size, damage = "", 0, ""
    with store.looking() as connection:
        newest = connection.execute(select(func.max(facts.c.received))).scalar()
        file = file_of(connection.engine)
        if connection.dialect.name == "sqlite":
            journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
            said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(3)")]
            damage = "" if said == ["ok"] else "; ".join(said)
        if file:
            beside = file.with_name(f"{file.name}-wal")
            size = beside.stat().st_size if beside.exists() else 0
    return Health(
        journal=journal,
        journal_bytes=size,
        damage=damage,
        newest=datetime.fromisoformat(newest).astimezone() if newest else None,
        accounts=Accounts(store).exist(),
        backed_up=backed_up(store),
    )
