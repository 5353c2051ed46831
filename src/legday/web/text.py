"""Values in words: days, times and the reasons behind a sentence."""

from __future__ import annotations

import re
from datetime import date, datetime
from math import ceil

from markupsafe import Markup, escape

from legday.evidence.claims import resolve, source_text
from legday.kinds import BadInput, Because
from legday.plan.goal import Weekday
from legday.plan.week import PlannedSession
from legday.units import number

_CLAIM = re.compile(r"\bC\d\d\b")
_FROM_TO = re.compile(r"(?<=\d)-(?=\d)")
_MINUS = re.compile(r"(?<!\S)-(?=\d)")
_DOI = re.compile(r"\bdoi (10\.\d{4,}/[^\s;,]+)")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = {day.value: name for day, name in zip(Weekday, _NAMES, strict=True)}


def day(value: date | datetime) -> str:
    """A day as people say it.

    >>> day(date(2026, 11, 23))
    'Monday 23 November'
    """
    return f"{value:%A} {value.day} {value:%B}"


def short_day(value: date | datetime) -> str:
    """A day in a table.

    >>> short_day(date(2026, 11, 23))
    '23 Nov 2026'
    """
    return f"{value.day} {value:%b} {value.year}"


def moment(at: datetime) -> str:
    """A moment by the clock of this machine.

    >>> moment(datetime(2026, 11, 5, 9, 3))
    '5 November 2026, 09:03'
    """
    local = at.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def clock(seconds: float) -> str:
    """A time span as a timer shows it.

    >>> clock(150), clock(45)
    ('2:30', '0:45')
    """
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def gap(share: float) -> str:
    r"""How far a plan may be from the best, never rounded down.

    >>> gap(0.0012), gap(0.00001)
    ('0.2\xa0%', '0.1\xa0%')
    """
    return f"{number(ceil(share * 1000) / 10, 1)}\u00a0%"


def work_sets(session: PlannedSession) -> int:
    """How many sets of a session are work and no ramp."""
    return sum(not planned.ramp for movement in session.movements for planned in movement.sets)


def source(because: Because) -> str:
    """Where a sentence comes from, readable; a source that is not known is shown as it is written."""
    try:
        return source_text(because.source)
    except BadInput:
        return because.source


def place(because: Because) -> str:
    """Where the evidence page says more of what a sentence rests on; nowhere for a person's own wish.

    >>> place(Because(say="", why="", source="C29")), place(Because(say="", why="", source="models 12.2"))
    ('/evidence#C29', '/evidence#models-12.2')
    """
    return f"/evidence#{because.source.replace(' ', '-')}" if resolve(because.source) else ""


def cited(text: str) -> Markup:
    """A text whose claims, such as (C27), lead to what is known of them, with dashes and minus signs as in print.

    >>> str(cited("The upper half adds least (C27): -1 to 3-4 %."))
    'The upper half adds least (<a href="/evidence#C27">C27</a>): −1 to 3–4 %.'
    """
    text = _MINUS.sub("−", _FROM_TO.sub("–", text))
    return Markup(_CLAIM.sub(r'<a href="/evidence#\g<0>">\g<0></a>', str(escape(text))))  # noqa: S704  escaped


def dois(text: str) -> Markup:
    """A text whose papers lead to where they are published.

    >>> str(dois("Plotkin 2022, doi 10.7717/peerj.14142; ACSM"))
    'Plotkin 2022, <a href="https://doi.org/10.7717/peerj.14142" rel="noopener">doi 10.7717/peerj.14142</a>; ACSM'
    """
    link = r'<a href="https://doi.org/\1" rel="noopener">\g<0></a>'
    return Markup(_DOI.sub(link, str(escape(text))))  # noqa: S704  escaped


def capital(text: str) -> str:
    """The text with a capital first letter and the rest untouched.

    >>> capital("hip flexors")
    'Hip flexors'
    """
    return text[:1].upper() + text[1:]
