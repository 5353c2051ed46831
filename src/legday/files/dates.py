"""Dates: the days that files write in numbers; whether the day or the month comes first is settled for a whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from legday.files.cells import RowRefused
from legday.files.table import shown, unreadable_date
from legday.files.times import read_time
from legday.kinds import BadInput

_CLOCK = (
    r"(?:[\sT,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?\s?[Mm]\.?)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<by>[-/.])(?P<first>\d{1,2})(?P=by)(?P<second_of>\d{1,2})" + _CLOCK)
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})(?P<by>[-/.])(?P<second_of>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})" + _CLOCK)
_LONGEST = 60  # characters of a date; what is longer is none, and need not be looked through or remembered


def read_dates(written: Iterable[tuple[int, str]], *, day_first: bool | None = None) -> dict[str, datetime]:
    """Read all dates of a file, given as (line, text) in the file's order; a date without a clock time is at 00:00.

    Of "05/03/19" the file as a whole says whether May or March is meant: by a day above 12, else by what the file's
    language says (``day_first``), by dots, which nobody writes behind a month, and by which reading has the dates in
    order, as apps write them (logs/FORMATS 4, StrongLifts). Raises ``BadInput`` for a date that cannot be read and
    where both readings are possible.

    >>> read_dates([(2, "05/03/19"), (3, "19/03/19")])["05/03/19"].date().isoformat()
    '2019-03-05'
    >>> read_dates([(2, "05/03/19"), (3, "03/19/19")])["05/03/19"].date().isoformat()
    '2019-05-03'
    """
    fixed: dict[str, datetime] = {}
    as_days: dict[str, datetime] = {}
    as_months: dict[str, datetime] = {}
    days = months = True
    first = 0
    for line, text in written:
        if text in fixed or text in as_days or text in as_months:
            continue
        early, late = _both(text.strip()[: _LONGEST + 1])
        if early is None and late is None:
            raise unreadable_date(line, text)
        if early == late and early is not None and _YEAR_LAST.fullmatch(text.strip()) is None:
            fixed[text] = early
            continue
        first = first or line
        days, months = days and early is not None, months and late is not None
        if not days and not months:
            raise unreadable_date(line, text)
        if early is not None:
            as_days[text] = early
        if late is not None:
            as_months[text] = late
    if days and months and as_days != as_months:
        if day_first is None and all("." in text for text in as_days):
            day_first = True
        days = _in_order(as_days) if day_first is None else day_first
        months = _in_order(as_months) if day_first is None else not day_first
        if days == months:
            raise BadInput(
                f"Line {first}: the dates of this file can be read with the day first or with the month first.",
                "Nothing was imported. Write its dates as year-month-day (2019-03-31), or export the log again when a "
                "workout after the 12th of a month is in it.",
            )
    return fixed | (as_days if days else as_months)


@lru_cache(maxsize=65536)
def _both(text: str) -> tuple[datetime | None, datetime | None]:
    """One date read with the day before the month, and with the month before the day."""
    if len(text) > _LONGEST:
        return None, None
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        date = _made(found.groupdict(), month=found["first"], day=found["second_of"])
        return date, date
    found = _YEAR_LAST.fullmatch(text)
    if found:
        parts = found.groupdict()
        return (
            _made(parts, month=found["second_of"], day=found["first"]),
            _made(parts, month=found["first"], day=found["second_of"]),
        )
    date = read_time(text) or read_time(f"{text}, 00:00")
    return date, date


def _made(parts: dict[str, str | None], *, month: str, day: str) -> datetime | None:
    """The date of the parts, None where there is no such day or hour."""
    year, hour = int(parts["year"] or 0), int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"] in "Pp" else 0)
    try:
        return datetime(
            year + 2000 if len(parts["year"] or "") == 2 else year,
            int(month),
            int(day),
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
        )
    except ValueError:
        return None


def _in_order(dates: dict[str, datetime]) -> bool:
    """Whether days only rise or only fall, in the file's order."""
    steps = [(before.date(), after.date()) for before, after in pairwise(dates.values())]
    return all(before <= after for before, after in steps) or all(before >= after for before, after in steps)


def clock_s(text: str) -> float | None:
    """Read a length of time as h:mm:ss, mm:ss or seconds; blank and 0 are None. Raises ``RowRefused``.

    >>> clock_s("0:01:30"), clock_s("1:30"), clock_s("45"), clock_s("")
    (90.0, 90.0, 45.0, None)
    """
    text = text.strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}(?::\d{1,2}){0,2}(?:\.\d{1,6})?", text):
        raise RowRefused(f"“{shown(text)}” is not a time that can be read")
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds or None
