"""Sets in words, planned and done, as pages and calendars write them; loads in the person's unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from legday.kinds import Kilograms, Unit
from legday.log.history import Set
from legday.plan.week import PlannedSet
from legday.units import load


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


def asked(planned: PlannedSet) -> str:
    """What is counted in a planned set: repetitions, or the seconds of a hold.

    >>> asked(PlannedSet(load_kg=None, reps=(8, 10), reserve=2, rest_s=90))
    '8–10'
    >>> asked(PlannedSet(load_kg=None, reps=(1, 1), reserve=None, rest_s=60, hold_s=(20, 45)))
    '20–45\u00a0s'
    """
    return reps(planned.reps) if planned.hold_s is None else f"{reps(planned.hold_s)}\u00a0s"


def runs(planned: Iterable[PlannedSet]) -> list[tuple[int, PlannedSet]]:
    """Planned sets with equal neighbours told once, each with how many there are."""
    return [(len(list(same)), one) for one, same in groupby(planned)]


def sets(done: Sequence[Set], unit: Unit) -> str:
    """Sets as a lifter notes them: each load once, with the repetitions of its sets in a row.

    Sets without a load are repetitions, or a time where that is what was counted; a set without either is a dash.
    """
    words = []
    for load_kg, same in groupby(done, key=_load_kg):
        reached = [_reached(one) for one in same]
        some = "" if load_kg is None else f"{load(load_kg, unit)}\u00a0×\u00a0"
        unsaid = " reps" if load_kg is None and reached[-1].isdecimal() else ""
        words.append(some + ", ".join(reached) + unsaid)
    return "; ".join(words)


def _load_kg(done: Set) -> Kilograms | None:
    return done.load_kg


def _reached(done: Set) -> str:
    if done.reps_left is not None and done.reps_right is not None:
        return f"{done.reps_left}\u00a0left/{done.reps_right}\u00a0right"
    if done.reps is not None:
        return str(done.reps)
    return span(done.duration_s) if done.duration_s else "–"
