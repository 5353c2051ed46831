"""A store of each kind: SQLite in a folder, and PostgreSQL in a schema of its own where there is a server."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from legday.store.facts import Store, open_store


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'home' / 'legday.db'}"
        return
    whole = make_url(request.getfixturevalue("postgres"))
    if whole.drivername == "postgresql":
        whole = whole.set(drivername="postgresql+psycopg")
    schema = f"test_{uuid.uuid4().hex}"
    admin = create_engine(whole)
    with admin.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield whole.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with admin.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store on a fresh database."""
    with open_store(url) as store:
        yield store
