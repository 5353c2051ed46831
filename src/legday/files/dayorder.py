"""Days as "09/01/25": whether the day or the month comes first is solved over all days of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from legday.files.table import unreadable_date
from legday.kinds import BadInput

_DAY = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2}|\d{4})")


def read_days(texts: Sequence[tuple[int, str]], *, day_first: bool | None = None) -> dict[str, date]:
    """Read the days of a file, given with their lines; ``day_first`` is another clue for where both are possible.

    Raises ``BadInput`` for a day that cannot be read, and where nothing tells the day from the month.

    >>> read_days([(2, "09/01/25"), (3, "13/01/25")])["09/01/25"]
    datetime.date(2025, 1, 9)
    """
    parts: dict[str, tuple[int, int, int, int, str, int]] = {}
    for line, text in texts:
        found = _DAY.fullmatch(text.strip())
        if found is None:
            raise unreadable_date(line, text)
        first, _, second, third = found.groups()
        parts.setdefault(text, (line, int(first), int(second), int(third), found[2], len(first)))
    rows = parts.values()
    if all(digits == 4 for *_, digits in rows):
        return {text: _day(row, text, *row[1:4]) for text, row in parts.items()}
    may_be_day = all(second <= 12 for _, _, second, *_ in rows)
    may_be_month = all(first <= 12 for _, first, *_ in rows)
    if may_be_day and may_be_month:
        if all(sign == "." for *_, sign, _ in rows):
            day_first = True  # nobody writes the month first with dots
        elif all(first == second for _, first, second, *_ in rows):
            day_first = True
        elif day_first is None:
            raise BadInput(
                "Nothing in this file tells whether its dates begin with the day or the month.",
                "Export a longer time, with a day after the 12th of a month.",
            )
        may_be_month = not day_first
    month_first = may_be_month
    return {
        text: _day(row, text, row[3], row[1] if month_first else row[2], row[2] if month_first else row[1])
        for text, row in parts.items()
    }


def _day(row: tuple[int, int, int, int, str, int], text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        raise unreadable_date(row[0], text) from None
