"""The two tables: everybody's facts, and one counter per person that orders their arrival."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, Text

VERSION = "0001"
"""The migration that these tables belong to; migrations are numbered, so a greater one is a newer legday's."""

metadata = MetaData()

# Text that other languages read too: ISO times with their offset (or none), bodies as JSON.
facts = Table(
    "facts",
    metadata,
    Column("person", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("about", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("received", Text, nullable=False),
    Index("facts_by_arrival", "person", "seq", unique=True),
)

# The counter is kept per person and counted in the transaction that stores the facts. A sequence of the database would
# give out a number before the transaction ends, and a slow one would then be passed by and never pulled.
people = Table(
    "people",
    metadata,
    Column("person", Text, primary_key=True),
    Column("counter", BigInteger, nullable=False),
)
