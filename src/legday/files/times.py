"""Times: the dates and durations that the apps write, in the languages that they write them in."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

# English, German, French, Spanish, Italian, Portuguese and Turkish, short and long; no two languages disagree.
_MONTHS = (
    "jan january jän jänner januar janv janvier ene enero gen gennaio janeiro oca ocak",
    "feb february februar févr fév février febrero febbraio fev fevereiro şub şubat",
    "mar march mär märz mrz mars marzo março mart",
    "apr april avr avril abr abril aprile nis nisan",
    "may mai mayo mag maggio maio mayıs",
    "jun june juni juin junio giu giugno junho haz haziran",
    "jul july juli juil juillet julio lug luglio julho tem temmuz",
    "aug august août aoû ago agosto ağu ağustos",
    "sep sept september septembre septiembre set sett settembre setembro eyl eylül",
    "oct october okt oktober octobre octubre ott ottobre out outubro eki ekim",
    "nov november novembre noviembre novembro kas kasım",
    "dec december dez dezember déc décembre dic diciembre dicembre dezembro ara aralık",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}

LONGEST = timedelta(hours=24)
"""A workout of over a day was never closed (logs/FORMATS 1.5: up to 601 h)."""

_CLOCK = r",?\s+(?:(?:at|um|à|às)\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_HALF = r"(?:\s*(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
_FORMS = (
    re.compile(
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[\sT]+"
        r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?" + _HALF
    ),
    re.compile(r"(?P<day>\d{1,2})\.?\s+(?:de\s+)?(?P<word>[^\W\d_]+)\.?\s+(?:de\s+)?(?P<year>\d{4})" + _CLOCK + _HALF),
    re.compile(r"(?P<word>[^\W\d_]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _CLOCK + _HALF),
)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))?")
_LONGEST_TEXT = 40  # characters of a moment; what is longer is none, and is not worth remembering
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([^\W\d_]+)")


@lru_cache(maxsize=65536)
def read_time(text: str) -> datetime | None:
    """Read a date with its clock time (no app writes a zone); None when it cannot be read.

    >>> read_time("2023-05-21 18:24:10") == datetime(2023, 5, 21, 18, 24, 10)
    True
    >>> read_time("11 Nis 2026, 13:05") == read_time("Apr 11, 2026, 1:05 PM") == datetime(2026, 4, 11, 13, 5)
    True
    >>> read_time("5/21/23") is None
    True
    """
    text = unicodedata.normalize("NFC", text.strip())
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        month = MONTHS.get(parts["word"].casefold()) if "word" in parts else int(parts["month"])
        hour = int(parts["hour"])
        if parts["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if parts["half"] in "Pp" else 0)
        if month is None:
            return None
        try:
            return datetime(
                int(parts["year"]), month, int(parts["day"]), hour, int(parts["minute"]), int(parts["second"] or 0)
            )
        except ValueError:
            return None
    return None


@lru_cache(maxsize=65536)
def read_moment(text: str) -> datetime | None:
    """Read a moment with its offset; without one it is universal time. None when it cannot be read.

    >>> read_moment("2025-12-17 03:24:30 +0000").isoformat()
    '2025-12-17T03:24:30+00:00'
    """
    found = _MOMENT.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    if found is None:
        return None
    day, clock, sign, hours, minutes = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{sign or '+'}{hours or '00'}:{minutes or '00'}")
        moment.astimezone(UTC)
    except (ValueError, OverflowError):  # OverflowError: the first and the last day of the calendar
        return None
    return moment


def clock(moment: datetime, zone: tzinfo) -> datetime:
    """What a clock of a zone showed at a moment, in whole seconds.

    >>> clock(datetime(2026, 5, 2, 9, 13, 0, 5000, tzinfo=UTC), UTC)
    datetime.datetime(2026, 5, 2, 9, 13)
    """
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)


def clock_end(began: datetime, ended: datetime | None, zone: tzinfo) -> datetime | None:
    """When a workout that began at a moment ended by the clock; None where that cannot be."""
    return clock(ended, zone) if ended and began <= ended <= began + LONGEST else None


@lru_cache(maxsize=65536)
def read_duration(text: str) -> float | None:
    """Read how long a workout took, in seconds; None when blank or unreadable.

    >>> read_duration("1h 13m"), read_duration("1小时13分钟"), read_duration("3459"), read_duration("3,527h 3min")
    (4380.0, 4380.0, 3459.0, 12697380.0)
    """
    text = text.strip().replace(",", "")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return float(text)
    seconds = 0.0
    parts = _PART.findall(text)
    for value, word in parts:
        # German hours ("Std.") begin like seconds, so they are looked at first.
        if word[0] in "h小时時" or word.casefold().startswith("st"):
            seconds += 3600 * float(value)
        elif word[0] in "m分":
            seconds += 60 * float(value)
        elif word[0] in "s秒":
            seconds += float(value)
        else:
            return None
    return seconds if parts else None
