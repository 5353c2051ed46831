"""Fresh databases for what is tried out: a file, or a schema of a PostgreSQL server that goes away afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from legday.store.engine import read_url


@contextmanager
def fresh(server: str | None) -> Iterator[str]:
    """The address of an empty database: SQLite in a folder of its own (None), or a new schema of a server."""
    if server is None:
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/legday.db"
        return
    schema = f"legday_{secrets.token_hex(8)}"
    address = read_url(server)
    admin = create_engine(address)
    with admin.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        options = {"options": f"-csearch_path={schema}"}
        yield address.update_query_dict(options).render_as_string(hide_password=False)
    finally:
        with admin.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        admin.dispose()
