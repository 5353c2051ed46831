"""The planned week as an iCalendar feed (RFC 5545), which calendars read again and again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from legday.coach.turning_up.reminders import ABOUT as REMINDERS
from legday.kinds import MovementId, Unit, Value
from legday.log.fact import Fact, Kind, latest
from legday.log.history import Session, Set
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet, Week
from legday.plan.words import asked, runs, sets, span
from legday.units import load, number

if TYPE_CHECKING:
    import icalendar

ABOUT = "calendar"
"""What the wish is about that holds the secret of the feed's address; it stays out of every export."""

_PAST = timedelta(weeks=8)  # what was carried out longer ago is in the log and no longer in the feed; convention
_AGAIN = timedelta(hours=1)  # how long a calendar may wait before it reads the feed again; convention
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # RFC 5545, 3.1: no text may hold them


class Event(Value):
    """A day of the feed: a session to come, or one that was carried out.

    ``id`` is the same whatever becomes of the session. ``revision`` grows with everything that is written about it, and
    ``written`` is when that last was. ``alarm`` is the clock time at which the calendar sounds (None: it stays quiet).
    """

    id: str
    day: date
    title: str
    words: str
    place: str
    revision: int
    written: datetime
    alarm: time | None = None


def secret(facts: Iterable[Fact]) -> str | None:
    """The secret of the feed's address; None for somebody who has no such address."""
    wish = latest(facts, Kind.WISHED).get(ABOUT)
    return wish.body.get("secret") if wish else None


def events(
    facts: Sequence[Fact],
    week: Week | None,
    sessions: Iterable[Session],
    *,
    name_of: Callable[[MovementId], str],
    places: Mapping[str, str],
    unit: Unit,
    today: date,
    alarm: time | None = None,
) -> tuple[Event, ...]:
    """The events of the feed, the first day first: the sessions of the week, and those carried out from any week.

    A session that was carried out stands on the day of that; one that no plan holds any more is not there, and nor is
    what lies more than eight weeks back. ``places`` are the names of gyms by their ids. Each session to come sounds at
    ``alarm``.

    >>> events((), None, (), name_of=str, places={}, unit=Unit.KG, today=date(2026, 11, 25))
    ()
    """
    plans = sorted(fact.id for fact in facts if fact.kind is Kind.PLANNED)
    if not plans:
        return ()
    written = _written(facts)
    alarms = sorted(fact.id for fact in facts if fact.kind is Kind.WISHED and fact.about == REMINDERS)
    found, times, open_ones = [], Counter[str](), {one.id: one for one in week.sessions} if week else {}

    def event(
        id: str, last: Sequence[str], *, day: date, title: str, words: str, place: str = "", alarm: time | None = None
    ) -> Event:
        # What is planned anew for the same day has the same id: after the first it is another session.
        return Event(
            id=str(uuid5(UUID(plans[0]), f"{times[id]} {id}")),  # the first plan tells this person's from all others
            day=day,
            title=title,
            words=words,
            place=place,
            revision=len(plans) + len(alarms) + len(written[id]),  # facts are never taken out: it never goes down
            written=_made(max(last)),
            alarm=alarm,
        )

    for session in sessions:
        planned = session.planned
        if planned is None or not session.sets:
            continue
        if week and session.day >= week.start:
            open_ones.pop(planned, None)
        title = "Legs, under way" if session.ended is None and session.day == today else "Legs, done"
        words, last = done_words(session, name_of, unit), written[planned] or plans[:1]
        found.append(event(planned, last, day=session.day, title=title, words=words))
        times[planned] += 1
    for one in open_ones.values():
        title, words = f"Legs, {one.minutes} min", planned_words(one, unit)
        last, place = [plans[-1], *alarms, *written[one.id]], places.get(one.gym, one.gym)
        sounds = alarm if one.day >= today else None
        found.append(event(one.id, last, day=one.day, title=title, words=words, place=place, alarm=sounds))
    return tuple(sorted((one for one in found if one.day >= today - _PAST), key=lambda one: (one.day, one.id)))


def _written(facts: Sequence[Fact]) -> dict[str, list[str]]:
    # By the id of each planned session the ids of the facts that its carrying out has left, taken back or not.
    logged = [fact for fact in facts if fact.kind is Kind.LOGGED]
    homes = {fact.about: fact.body["planned"] for fact in logged if fact.body.get("planned")}
    homes |= {fact.about: homes[home] for fact in logged if (home := fact.body.get("session")) in homes}
    written = defaultdict[str, list[str]](list)
    for fact in facts:
        if fact.kind in (Kind.LOGGED, Kind.AMENDED, Kind.WITHDRAWN) and fact.about in homes:
            written[homes[fact.about]].append(fact.id)
    return written


def _made(id: str) -> datetime:
    # The time in a uuid7, which unlike the clock of a phone never goes back.
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=UUID(id).int >> 80)


def planned_words(session: PlannedSession, unit: Unit) -> str:
    """What is to be done in a session, a line each for the warm-up, the movements and the stretches."""
    lines = [_movement_words(movement, session.beside(movement), unit) for movement in session.movements]
    if session.warm_up:
        lines.insert(0, "Warm-up: " + "; ".join(f"{step.name}, {step.dose}" for step in session.warm_up))
    if session.stretches:
        lines.append("If you like: " + "; ".join(f"{step.name}, {step.dose}" for step in session.stretches))
    return "\n".join(lines)


def _movement_words(movement: PlannedMovement, hosts: tuple[str, ...], unit: Unit) -> str:
    words = []
    ramp = [_ramp_words(one, unit) for one in movement.sets if one.ramp]
    if ramp:
        words.append(f"first {', '.join(ramp)}")
    for times, one in runs(one for one in movement.sets if not one.ramp):
        at = "" if one.load_kg is None else f" at {load(one.load_kg, unit)}"
        spare = "" if one.reserve is None else f", {number(one.reserve)} in reserve"
        words.append(f"{times} × {asked(one)}{at}{spare}, rest {span(one.rest_s)}")
    if hosts:
        words.append(f"between the sets of {' and '.join(hosts)}")
    return f"{movement.name}{' (each side)' if movement.unilateral else ''}: {'; '.join(words)}"


def _ramp_words(one: PlannedSet, unit: Unit) -> str:
    return asked(one) if one.load_kg is None else f"{load(one.load_kg, unit)} × {asked(one)}"


def done_words(session: Session, name_of: Callable[[MovementId], str], unit: Unit) -> str:
    """What was done in a session, a line for each movement, without the warm-up."""
    done: dict[str, list[Set]] = {}
    for one in session.sets:
        if one.counts:
            done.setdefault(name_of(one.movement) if one.movement else one.exercise, []).append(one)
    return "\n".join(f"{name}: {sets(those, unit)}" for name, those in done.items())


def write(events: Iterable[Event]) -> bytes:
    """Write events as a calendar that can be read again and again: the same events are the same bytes.

    >>> write(()).decode().splitlines()[:3]
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//legday//The planned week//EN']
    """
    import icalendar  # takes longer to import than all the rest of a small command

    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//legday//The planned week//EN")
    calendar.add("name", "Leg training")  # RFC 7986; the next line is how calendars knew it before
    calendar.add("x-wr-calname", "Leg training")
    again = icalendar.vDuration(_AGAIN)
    calendar.add("refresh-interval", again, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", again)
    for one in events:
        event = icalendar.Event()
        event.add("uid", one.id)
        event.add("dtstamp", one.written)  # RFC 5545, 3.8.7.2: without a METHOD the time of the last revision
        event.add("last-modified", one.written)
        event.add("sequence", one.revision)
        event.add("dtstart", one.day)  # a date: the person has said days and no hour
        event.add("transp", "TRANSPARENT")  # nor is the whole day taken
        event.add("summary", one.title)
        for name, text in (("description", one.words), ("location", one.place)):
            if text:
                event.add(name, _CONTROLS.sub("", text))
        if one.alarm:
            event.add_component(_alarm(one.title, one.alarm))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _alarm(title: str, at: time) -> icalendar.Alarm:
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    # From the beginning of the day, which has no zone, so it sounds by the clock of wherever somebody is.
    alarm.add("trigger", timedelta(hours=at.hour, minutes=at.minute))
    return alarm
