"""JSON: what readers of JSON files share. What is not of the expected kind counts as not there, and never raises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from legday.files.cells import RowRefused, number
from legday.files.source import Source
from legday.files.table import shown
from legday.kinds import BadInput

_MOST_MS = 1e11  # moments above are in milliseconds: in seconds it would be the year 5138
_YEARS = range(1971, 9999)  # every time zone can be reckoned with in them


def top(source: Source) -> Any:
    """The JSON of a file, or None where it is none.

    >>> from legday.files.source import given
    >>> top(given(b'{"sets": []}')), top(given(b"Date,Reps"))
    ({'sets': []}, None)
    """
    if source.starts[:1] not in {"{", "["}:
        return None
    try:
        return source.json
    except BadInput:
        return None


def fields(value: Any) -> dict[str, Any]:
    """An object, or an empty one.

    >>> fields({"reps": 5}), fields(5)
    ({'reps': 5}, {})
    """
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """A list, or an empty one.

    >>> items([1, 2]), items(None)
    ([1, 2], [])
    """
    return value if isinstance(value, list) else []


def words(value: Any) -> str:
    """A text without blanks around it, or an empty one.

    >>> words(" Legs "), words(5)
    ('Legs', '')
    """
    return value.strip() if isinstance(value, str) else ""


def cell(value: Any) -> str:
    """A number or text as a cell of a table holds it, for the readers of cells; nothing and "no" are blank.

    >>> cell(82.5), cell("80.00"), cell(None)
    ('82.5', '80.00', '')
    """
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int) and abs(value) > 10**15:
        return "1e15"  # too large for whatever it is, and readers of cells say so
    return repr(value) if isinstance(value, int | float) else "?"


def in_reserve(value: Any) -> float | None:
    """Read repetitions in reserve, as the app itself counts them. Raises ``RowRefused``.

    >>> in_reserve("2.0"), in_reserve(None)
    (2.0, None)
    """
    spare = number(cell(value))
    if spare is None or 0 <= spare <= 10:
        return spare
    raise RowRefused(f"{shown(cell(value))} repetitions in reserve are not between 0 and 10")


def moment(value: Any) -> datetime | None:
    """Read a moment, in UTC: ISO text with or without an offset (without: UTC), or seconds or milliseconds since 1970.

    >>> moment("2026-05-02T12:13:00+03:00") == moment(1777713180) == moment(1777713180000)
    True
    >>> moment("yesterday") is moment(0) is moment(None) is None
    True
    """
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value.strip())
            found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
        elif isinstance(value, int | float) and value > 0:
            found = datetime.fromtimestamp(value / 1000 if value > _MOST_MS else value, UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.year in _YEARS else None


def day(value: Any) -> date | None:
    """Read a day, as "2026-05-02".

    >>> day("2026-05-02") == date(2026, 5, 2), day("2 May") is None
    (True, True)
    """
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


@cache
def catalogue(app: str) -> Mapping[str, Any]:
    """What the ids of an app's own exercises are called.

    >>> catalogue("wger")["1750"], catalogue("opengym")["0043"]
    ('Romanian Deadlift (Dumbbell)', 'barbell full squat')
    """
    text = files("legday.data").joinpath("names").joinpath(f"{app}_ids.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=dict[str, Any])
