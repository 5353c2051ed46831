"""Doubles: the same training brought from two apps, which would count twice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

import msgspec

from legday.files.formats import FORMATS
from legday.kinds import Value
from legday.log.fact import Fact, Kind

USUAL = timedelta(hours=1)  # how long a workout counts whose end is not known; convention
MOST = timedelta(hours=6)  # and one that was never closed; longer ones are mistakes (logs/FORMATS 1.5)
DAY = timedelta(days=1)


class _Workout(Value):
    """A workout that has sets: its app, when it began, and until when it may have lasted."""

    app: str
    began: datetime
    until: datetime


def doubles(known: Iterable[Fact], new: Iterable[Fact]) -> Iterator[str]:
    """Say how many new workouts overlap workouts of another app in the log, for each such app.

    ``known`` are the facts that stand, ``new`` those that come. Only workouts with sets count: one without is never
    training twice. A workout of which only the day is known overlaps all of that day.

    >>> from legday.log.fact import fact_id
    >>> def workout(app, began):
    ...     at = datetime.fromisoformat(began)
    ...     id = fact_id(at, app.encode())
    ...     return [Fact(id=id, about=id, kind=Kind.LOGGED, at=at, body={"app": app, "began": began}),
    ...             Fact(id=id + "1", about=id + "1", kind=Kind.LOGGED, at=at, body={"session": id, "app": app})]
    >>> [note] = doubles(workout("hevy", "2026-11-20T18:00:00"), workout("garmin", "2026-11-20T18:20:00"))
    >>> note[:71]
    'One of these workouts overlaps a workout that came from Hevy: the same '
    """
    there = sorted(_workouts(known), key=lambda workout: workout.began)
    begins = [workout.began for workout in there]
    found: Counter[str] = Counter()
    for workout in _workouts(new):
        near = there[bisect_left(begins, _moved(workout.began, -DAY)) : bisect_right(begins, workout.until)]
        found.update({other.app for other in near if other.app != workout.app and _overlap(workout, other)})
    names = {format.app: format.name for format in FORMATS}
    for app, count in found.most_common():
        one = "One of these workouts overlaps a workout that" if count == 1 else ""
        many = f"{count} of these workouts overlap workouts that"
        yield (
            f"{one or many} came from {names.get(app, app)}: the same training would count twice; "
            "`legday imports --undo` takes an import back."
        )


def _workouts(facts: Iterable[Fact]) -> list[_Workout]:
    """The workouts among some facts that have sets among them."""
    visits: dict[str, Fact] = {}
    filled: set[str] = set()
    for fact in facts:
        if fact.kind is Kind.LOGGED and "session" in fact.body:
            filled.add(str(fact.body["session"]))
        elif fact.kind is Kind.LOGGED:
            visits[fact.about] = fact
    return [_read(fact) for about, fact in visits.items() if about in filled]


def _read(fact: Fact) -> _Workout:
    began = _time(fact.body["began"])
    ended = _time(fact.body["ended"]) if fact.body.get("ended") else None
    if ended is None and began.time() == time():  # an app that writes the day alone
        length = DAY - timedelta(seconds=1)
    else:
        length = min(MOST, ended - began) if ended else USUAL
    return _Workout(app=str(fact.body["app"]), began=began, until=_moved(began, length))


def _time(text: str) -> datetime:
    return msgspec.convert(text, datetime).replace(tzinfo=None)


def _moved(moment: datetime, by: timedelta) -> datetime:
    """A time moved, or as it is where the calendar ends."""
    try:
        return moment + by
    except OverflowError:
        return moment


def _overlap(one: _Workout, other: _Workout) -> bool:
    return one.began <= other.until and other.began <= one.until
