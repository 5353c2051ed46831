"""Diary: what the last weeks looked like, day by day: training of the legs, other training, and soreness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from legday.kinds import Group, Value
from legday.log.fact import Fact, Kind
from legday.log.history import Session


class Day(Value):
    """One day with training: the sets that count for the legs, and the others."""

    day: date
    legs: int
    others: int


class Felt(Value):
    """How sore a muscle group was said to be on a day, 0 to 10."""

    day: date
    group: Group
    sore: int


class Diary(Value):
    """The days since ``start`` on which something was done or said, oldest first."""

    start: date
    until: date
    days: tuple[Day, ...]
    sore: tuple[Felt, ...]


def diary(sessions: Iterable[Session], facts: Iterable[Fact], *, start: date, until: date) -> Diary:
    """Read what was done and how sore it made, from ``start`` to ``until``, both included.

    Warm-ups do not count. Of several answers about a group on one day the last holds; what cannot be read is left out.

    >>> diary((), (), start=date(2026, 11, 2), until=date(2026, 11, 8)).days
    ()
    """
    done: dict[date, tuple[int, int]] = {}
    for session in sessions:
        if start <= session.day <= until:
            counting = [each for each in session.sets if each.counts]
            legs = sum(each.movement is not None for each in counting)
            before = done.get(session.day, (0, 0))
            done[session.day] = before[0] + legs, before[1] + len(counting) - legs
    return Diary(
        start=start,
        until=until,
        days=tuple(Day(day=day, legs=legs, others=others) for day, (legs, others) in sorted(done.items())),
        sore=_felt(facts, start, until),
    )


def _felt(facts: Iterable[Fact], start: date, until: date) -> tuple[Felt, ...]:
    names = {f"sore:{group}": group for group in Group}
    last: dict[tuple[date, Group], Fact] = {}
    for fact in facts:
        if fact.kind is Kind.FELT and fact.about in names and start <= fact.at.date() <= until:
            at = fact.at.date(), names[fact.about]
            if at not in last or fact.id > last[at].id:
                last[at] = fact
    said = []
    for (day, group), fact in sorted(last.items(), key=lambda pair: pair[0]):
        score = fact.body.get("sore")
        if isinstance(score, (int, float)) and 0 <= score <= 10:
            said.append(Felt(day=day, group=group, sore=round(score)))
    return tuple(said)


def weeks_of(start: date, until: date) -> Sequence[date]:
    """The Mondays of the weeks that two days and all between them lie in.

    >>> [monday.day for monday in weeks_of(date(2026, 11, 4), date(2026, 11, 10))]
    [2, 9]
    """
    monday = start - timedelta(days=start.weekday())
    return [monday + timedelta(weeks=week) for week in range((until - monday).days // 7 + 1)]
