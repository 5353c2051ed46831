"""Run the migrations on the connection, and in the transaction, that legday opened for them."""

from __future__ import annotations

from alembic import context

from legday.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="legday_version",  # a shared PostgreSQL may hold another program's alembic_version
)
context.run_migrations()
