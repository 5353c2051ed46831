"""Who may sign in, who is tied to whom, what was proposed and cheered, and where reminders go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = {
    "accounts": ("person*", "name", "handle", "password?", "host#", "made"),
    "passkeys": ("id*", "person", "public_key", "count#", "name", "made", "used?"),
    "codes": ("person*", "hash*", "used?"),
    "identities": ("issuer*", "subject*", "person"),
    "sign_ins": ("hash*", "id", "person", "device", "made", "seen", "expires"),
    "tokens": ("hash*", "id", "person", "name", "scope", "made", "expires?", "used?"),
    "invitations": ("hash*", "id", "person", "kind", "made", "expires", "used?", "used_by?"),
    "ties": ("person*", "other*", "kind*", "shares", "made"),
    "proposals": ("id*", "person", "coach", "body", "made", "answer?", "answered?"),
    "cheers": ("id*", "person", "sender", "about", "made", "seen?"),
    "together": ("person*", "other*", "day*", "made", "agreed?"),
    "subscriptions": ("id*", "person", "endpoint", "p256dh", "auth", "device", "made"),
    "reminders": ("person*", "planned*", "due", "sent?", "answered?", "tries#"),
    "own": ("name*", "value"),
}
UNIQUE = {"accounts": "handle", "sign_ins": "id", "tokens": "id", "invitations": "id"}
OF_A_PERSON = ("passkeys", "sign_ins", "tokens", "invitations", "proposals", "cheers", "subscriptions")


def upgrade() -> None:
    for table, columns in TABLES.items():
        op.create_table(table, *map(column, columns))
        if table in UNIQUE:
            op.create_index(f"{table}_by_{UNIQUE[table]}", table, [UNIQUE[table]], unique=True)
        if table in OF_A_PERSON:
            op.create_index(f"{table}_by_person", table, ["person"])
    calendars = sa.text("about = 'calendar'")
    op.create_index("facts_of_calendars", "facts", ["about"], sqlite_where=calendars, postgresql_where=calendars)


def column(word: str) -> sa.Column[object]:
    kind = sa.BigInteger() if "#" in word else sa.Text()
    return sa.Column(word.rstrip("*?#"), kind, primary_key="*" in word, nullable="?" in word)


def downgrade() -> None:
    op.drop_index("facts_of_calendars", "facts")
    for table in reversed(TABLES):
        op.drop_table(table)
