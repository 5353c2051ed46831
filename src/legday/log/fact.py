"""A fact: one thing a person told us, never changed afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from legday.kinds import BadInput, Value


class Kind(StrEnum):
    """The nine kinds of fact."""

    MEASURED = "measured"
    WISHED = "wished"
    PLANNED = "planned"
    LOGGED = "logged"
    FELT = "felt"
    WATCHED = "watched"
    TAUGHT = "taught"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


class Fact(Value):
    """One thing a person told us: what it is about, of which kind, when, and its content.

    ``id`` is a uuid7 in its usual text form, ``about`` names the subject (a set, a session, a setting), ``at`` is the
    clock time with its offset where that is known (an imported log has none). ``body`` is plain JSON.

    >>> at = datetime(2026, 11, 22, 18, 0)
    >>> fact = Fact(id=fact_id(at, b"first"), about="mass", kind=Kind.MEASURED, at=at, body={"mass_kg": 71.5})
    >>> fact.kind.value, fact.body["mass_kg"]
    ('measured', 71.5)
    """

    id: str
    about: str
    kind: Kind
    at: datetime
    body: dict[str, Any]


def fact_id(at: datetime, seed: bytes) -> str:
    """Make a uuid7 (RFC 9562) from a time and a seed; the same two always give the same id.

    A clock time without an offset counts as UTC. Give random bytes as the seed for something new, and the identity of
    the thing for an import, so that importing it twice changes nothing.

    >>> fact_id(datetime(2026, 11, 22), b"a") == fact_id(datetime(2026, 11, 22), b"a")
    True
    >>> fact_id(datetime(2026, 11, 22), b"a") < fact_id(datetime(2026, 11, 23), b"a")
    True
    """
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    utc = at if at.tzinfo else at.replace(tzinfo=UTC)
    # Text order is time order only for times that uuid7 can hold: its 48 bits begin in 1970.
    return uuid7(max(0, (utc - epoch) // timedelta(milliseconds=1)), seed)


def uuid7(milliseconds: int, seed: bytes) -> str:
    """Make a uuid7 (RFC 9562) from milliseconds since 1970 and a seed.

    >>> uuid7(0, b"a")[:15]
    '00000000-0000-7'
    """
    digest = int.from_bytes(hashlib.sha256(seed).digest()[:10], "big")
    number = (milliseconds & (2**48 - 1)) << 80 | digest
    number = number & ~(0xF << 76) | 0x7 << 76  # version 7
    number = number & ~(0x3 << 62) | 0x2 << 62  # RFC variant
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def later_than(last: str | None, at: datetime, seed: bytes) -> str:
    """Make a uuid7 that sorts after ``last`` even when the clock went backwards.

    >>> future = fact_id(datetime(2036, 1, 1), b"a phone ten years ahead")
    >>> later_than(future, datetime(2026, 1, 1), b"now") > future
    True
    """
    new = fact_id(at, seed)
    if last is None or new > last:
        return new
    return uuid7(int(last[:8] + last[9:13], 16) + 1, seed)


def say(kind: Kind, about: str, body: dict[str, Any], *, at: datetime, seed: bytes, last: str | None = None) -> Fact:
    """State something new as a fact that sorts after ``last``; ``seed`` is random bytes or the thing's identity.

    >>> say(Kind.FELT, "sore:glutes", {"sore": 3}, at=datetime(2026, 11, 22), seed=b"x").about
    'sore:glutes'
    """
    return Fact(id=later_than(last, at, seed), about=about, kind=kind, at=at, body=body)


def latest(facts: Iterable[Fact], kind: Kind) -> dict[str, Fact]:
    """Read the fact that holds about each subject: the one with the greatest id of its kind."""
    held: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind is kind and (fact.about not in held or fact.id > held[fact.about].id):
            held[fact.about] = fact
    return held


def read_fact(line: bytes | str) -> Fact:
    """Read one fact from its JSON, or say what is wrong with it.

    >>> read_fact('{"id": 1}')
    Traceback (most recent call last):
    legday.kinds.BadInput: This is not a fact: Expected `str`, got `int` - at `$.id`. Send it as legday exports it.
    """
    try:
        return msgspec.json.decode(line, type=Fact)
    except msgspec.DecodeError as error:
        raise BadInput(f"This is not a fact: {error}.", "Send it as legday exports it.") from None
    except RecursionError:
        raise BadInput("This is not a fact: it is nested too deeply.", "Send it as legday exports it.") from None


def write_fact(fact: Fact) -> bytes:
    """Write a fact as one line of JSON with its keys in a fixed order."""
    return msgspec.json.encode(fact, order="deterministic")
