"""The tables: everybody's facts with one counter per person, and who may see and do what."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, Text, text

VERSION = "0002"
"""The migration that these tables belong to; migrations are numbered, so a greater one is a newer legday's."""

NAMING = ("person", "other", "coach", "sender", "used_by")
"""The columns that name a person: a row that names somebody who leaves goes with them."""

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

# Calendars ask with a secret address and do not say whose it is.
Index(
    "facts_of_calendars",
    facts.c.about,
    sqlite_where=text("about = 'calendar'"),
    postgresql_where=text("about = 'calendar'"),
)

# The counter is kept per person and counted in the transaction that stores the facts. A sequence of the database would
# give out a number before the transaction ends, and a slow one would then be passed by and never pulled.
people = Table(
    "people",
    metadata,
    Column("person", Text, primary_key=True),
    Column("counter", BigInteger, nullable=False),
)

# Who may sign in. `handle` is the name as it is compared; of a password, a code or a token only a hash is kept.
accounts = Table(
    "accounts",
    metadata,
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("password", Text),
    Column("host", BigInteger, nullable=False),
    Column("made", Text, nullable=False),
    Index("accounts_by_handle", "handle", unique=True),
)
passkeys = Table(
    "passkeys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("used", Text),
    Index("passkeys_by_person", "person"),
)
codes = Table(
    "codes",
    metadata,
    Column("person", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("used", Text),
)
identities = Table(
    "identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("person", Text, nullable=False),
)
sign_ins = Table(
    "sign_ins",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Index("sign_ins_by_id", "id", unique=True),
    Index("sign_ins_by_person", "person"),
)
tokens = Table(
    "tokens",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("expires", Text),
    Column("used", Text),
    Index("tokens_by_id", "id", unique=True),
    Index("tokens_by_person", "person"),
)
invitations = Table(
    "invitations",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("used", Text),
    Column("used_by", Text),
    Index("invitations_by_id", "id", unique=True),
    Index("invitations_by_person", "person"),
)

# Who is tied to whom: `person` lets `other` see what `shares` lists, as a buddy or as a coach.
ties = Table(
    "ties",
    metadata,
    Column("person", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("shares", Text, nullable=False),
    Column("made", Text, nullable=False),
)
proposals = Table(
    "proposals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("coach", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("answer", Text),
    Column("answered", Text),
    Index("proposals_by_person", "person"),
)
cheers = Table(
    "cheers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("seen", Text),
    Index("cheers_by_person", "person"),
)
# Who asked whom to train together on a day; both see what the other does only after `agreed`.
together = Table(
    "together",
    metadata,
    Column("person", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("made", Text, nullable=False),
    Column("agreed", Text),
)

# Where a browser takes pushed messages, and which planned session was reminded of; `due` is when to remind next.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("p256dh", Text, nullable=False),
    Column("auth", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("made", Text, nullable=False),
    Index("subscriptions_by_person", "person"),
)
reminders = Table(
    "reminders",
    metadata,
    Column("person", Text, primary_key=True),
    Column("planned", Text, primary_key=True),
    Column("due", Text, nullable=False),
    Column("sent", Text),
    Column("answered", Text),
    Column("tries", BigInteger, nullable=False),
)

STAYING = (accounts, passkeys, codes, identities, sign_ins, tokens, invitations, ties)
"""The tables that an erased log leaves alone: by these somebody is known again and known to others."""

# What this legday keeps to itself, such as the key that its pushed messages are signed with.
own = Table(
    "own",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
