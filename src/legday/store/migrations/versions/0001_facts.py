"""Facts, and a counter per person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("counter", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "facts",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("received", sa.Text, nullable=False),
    )
    op.create_index("facts_by_arrival", "facts", ["person", "seq"], unique=True)


def downgrade() -> None:
    op.drop_table("facts")
    op.drop_table("people")
