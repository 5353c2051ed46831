"""Values in words: loads in the person's unit, days, times and the reasons behind a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from math import ceil

from legday.evidence.claims import source_text
from legday.kinds import BadInput, Because, Kilograms, Unit
from legday.log.history import Set
from legday.plan.goal import Weekday
from legday.plan.week import PlannedSession, PlannedSet
from legday.units import load, number

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


def clock(seconds: float) -> str:
    """A time span as a timer shows it.

    >>> clock(150), clock(45)
    ('2:30', '0:45')
    """
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def span(seconds: float) -> str:
    """A short time span in words.

    >>> span(90), span(120), span(45)
    ('1 min 30 s', '2 min', '45 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def reps(span_of_reps: tuple[int, int]) -> str:
    """A range of repetitions.

    >>> reps((8, 10)), reps((5, 5))
    ('8–10', '5')
    """
    low, high = span_of_reps
    return str(low) if low == high else f"{low}–{high}"


def dose(planned: PlannedSet) -> str:
    r"""What to do in one set: repetitions, or seconds where a posture is held.

    >>> dose(PlannedSet(load_kg=None, reps=(1, 1), reserve=None, rest_s=60, hold_s=(20, 40)))
    '20–40\xa0s'
    """
    return f"{reps(planned.hold_s)}\u00a0s" if planned.hold_s else reps(planned.reps)


def gap(share: float) -> str:
    r"""How far a plan may be from the best, never rounded down.

    >>> gap(0.0012), gap(0.00001)
    ('0.2\xa0%', '0.1\xa0%')
    """
    return f"{number(ceil(share * 1000) / 10, 1)}\u00a0%"


def runs(planned: Iterable[PlannedSet]) -> list[tuple[int, PlannedSet]]:
    """Planned sets with equal neighbours told once, each with how many there are."""
    return [(len(list(same)), one) for one, same in groupby(planned)]


def work_sets(session: PlannedSession) -> int:
    """How many sets of a session are work and no ramp."""
    return sum(not planned.ramp for movement in session.movements for planned in movement.sets)


def sets(done: Sequence[Set], unit: Unit) -> str:
    """Sets as a lifter notes them: each load once, with the repetitions of its sets in a row.

    Sets without a load are repetitions, or a time where that is what was counted; a set without either is a dash.
    """
    words = []
    for load_kg, same in groupby(done, key=_load_kg):
        reached = [reps_or_time(one) for one in same]
        some = "" if load_kg is None else f"{load(load_kg, unit)}\u00a0×\u00a0"
        unsaid = " reps" if load_kg is None and reached[-1].isdecimal() else ""
        words.append(some + ", ".join(reached) + unsaid)
    return "; ".join(words)


def _load_kg(done: Set) -> Kilograms | None:
    return done.load_kg


def reps_or_time(done: Set) -> str:
    """The repetitions of a set, or how long it was held."""
    if done.duration_s and done.reps in (None, 1):
        return span(done.duration_s)
    return "–" if done.reps is None else str(done.reps)


def source(because: Because) -> str:
    """Where a sentence comes from, readable; a source that is not known is shown as it is written."""
    try:
        return source_text(because.source)
    except BadInput:
        return because.source


def capital(text: str) -> str:
    """The text with a capital first letter and the rest untouched.

    >>> capital("hip flexors")
    'Hip flexors'
    """
    return text[:1].upper() + text[1:]
