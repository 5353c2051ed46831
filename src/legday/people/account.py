"""Somebody who may sign in, and each thing by which they are known again."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import StrEnum

from legday.kinds import BadInput, Value

MOST_LETTERS = 40  # of a name: it stands on one line of a phone


class Account(Value):
    """Somebody who may sign in.

    ``person`` is whose facts they are, ``name`` how others see them, ``host`` whether they run this legday.
    """

    person: str
    name: str
    host: bool
    made: datetime
    has_password: bool


class Passkey(Value):
    """A passkey of somebody: its id and public key in base64url, and how often it says it was used."""

    id: str
    person: str
    public_key: str
    count: int
    name: str
    made: datetime
    used: datetime | None = None


class SignIn(Value):
    """Where somebody is signed in: on which device, since when, last seen when, and until when at most."""

    id: str
    person: str
    device: str
    made: datetime
    seen: datetime
    expires: datetime


class Access(Value):
    """A token by which a program may do something for somebody; ``scope`` is read, log or plan."""

    id: str
    person: str
    name: str
    scope: str
    made: datetime
    expires: datetime | None = None
    used: datetime | None = None


class Invited(StrEnum):
    """What an invitation asks somebody to: an account alone, or also to be the inviter's buddy or coach."""

    JOIN = "join"
    BUDDY = "buddy"
    COACH = "coach"


class Invitation(Value):
    """An invitation by ``person``, good for one; the link that carries it is shown once and not kept."""

    id: str
    person: str
    kind: Invited
    made: datetime
    expires: datetime
    used: datetime | None = None
    used_by: str | None = None


def read_name(typed: str) -> str:
    """Read the name of an account: 1 to 40 letters, with the blanks tidied.

    >>> read_name("  Anna   B. ")
    'Anna B.'
    >>> read_name(" ")
    Traceback (most recent call last):
    legday.kinds.BadInput: There is no name. Type one of up to 40 letters.
    """
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not name:
        raise BadInput("There is no name.", f"Type one of up to {MOST_LETTERS} letters.")
    if len(name) > MOST_LETTERS:
        raise BadInput("The name is too long.", f"Type one of up to {MOST_LETTERS} letters.")
    if not all(letter == " " or unicodedata.category(letter)[0] in "LMNPS" for letter in name):
        raise BadInput("The name holds signs that cannot be seen.", "Type letters, digits and blanks.")
    return name


def handle(name: str) -> str:
    """Give a name as it is compared: two that look alike to a reader in a hurry are one.

    >>> handle("ANNA  b.") == handle("Anna B.")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
