"""Whether a fact can be kept: refused at the door, it cannot make the log unreadable later."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from legday.kinds import Value
from legday.log.fact import Fact, Kind
from legday.log.history import SESSION_FIELDS, SET_FIELDS, SessionBody, SetBody

# A uuid7 in its usual text form.
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
LAST_ID = "e677d21f"  # the milliseconds of the year 9999; no later fact could follow one from beyond
SUBJECT_CHARACTERS = 200
DEEPEST = 20  # a planned week, the deepest body there is, has nine levels; readers of JSON give up at some hundreds

A_SET: dict[str, Any] = {"session": "s", "app": "legday", "exercise": "e", "place": 1}
A_SESSION: dict[str, Any] = {"app": "legday", "began": "2026-01-01T00:00:00"}


def check(fact: Fact) -> Fact | str:
    """Give the fact as its JSON says it, or the reason why it cannot be kept.

    >>> from datetime import datetime
    >>> from legday.log.fact import fact_id
    >>> at = datetime(2026, 11, 22)
    >>> check(Fact(id=fact_id(at, b"1"), about="set", kind=Kind.AMENDED, at=at, body={"reps": -3}))
    'reps: Expected `int` >= 0'
    """
    if not UUID7.fullmatch(fact.id):
        return "its id is not a uuid7"
    if fact.id >= LAST_ID:
        return "its id lies beyond the year 9999"
    if len(fact.about) > SUBJECT_CHARACTERS or "\0" in fact.about:
        return f"its subject is longer than {SUBJECT_CHARACTERS} characters or holds a NUL"
    if deep(fact.body):
        return f"its content is nested deeper than {DEEPEST} levels"
    try:
        fact.about.encode()
        body = msgspec.json.decode(msgspec.json.encode(fact.body), type=dict[str, Any])
    except (TypeError, ValueError, OverflowError):
        return "its content is not plain JSON text"
    wrong = misfit(fact.kind, body)
    return wrong or (fact if body == fact.body else msgspec.structs.replace(fact, body=body))


def misfit(kind: Kind, body: dict[str, Any]) -> str:
    """Say what does not fit in the body of a logged or amended fact ("": all fits)."""
    if kind is Kind.LOGGED:
        return fault(body, SetBody if "session" in body else SessionBody)
    if kind is Kind.AMENDED:
        if not body.keys() <= SET_FIELDS | SESSION_FIELDS:
            return f"nothing has a field {min(body.keys() - (SET_FIELDS | SESSION_FIELDS))}"
        for_set = {field: value for field, value in body.items() if field in SET_FIELDS}
        for_session = {field: value for field, value in body.items() if field in SESSION_FIELDS}
        return fault(A_SET | for_set, SetBody) or fault(A_SESSION | for_session, SessionBody)
    return ""


def deep(body: object) -> bool:
    """Whether a body is nested too deeply to be read back everywhere."""
    level: list[object] = [body]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list | tuple)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(level)


def fault(body: dict[str, Any], type: type[Value]) -> str:
    """Say which field does not fit ("": all do)."""
    try:
        msgspec.convert(body, type)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        return f"{where.rstrip('`')}: {what}" if where else what
    return ""
