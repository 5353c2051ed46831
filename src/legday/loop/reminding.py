"""Reminders of the planned week: which are to come, which are due now, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from legday.coach.turning_up.reminders import SLEEPS, Reminded, is_due, moment, read_reminders
from legday.files.zone import zone_of
from legday.kinds import Value
from legday.log.fact import Fact
from legday.loop.known import Known, carried_out
from legday.plan.week import PlannedSession

MOST_NAMED = 3
"""Movements that a reminder names; more would not be read (convention)."""


class Reminder(Value):
    """One reminder: of which planned session, when by the person's clock with its zone, and what it says."""

    planned: str
    at: datetime
    title: str
    body: str


def reminders(known: Known, facts: Iterable[Fact], held: Mapping[str, Reminded]) -> tuple[Reminder, ...]:
    """The reminders that there still are, the soonest first; ``held`` is what became of some, by planned session.

    None for what is begun or done, none without a plan, and none at all while something needs care first.
    """
    facts = tuple(facts)
    wish = read_reminders(facts, known.kept)
    if not wish.on or known.week is None or known.state.flags:
        return ()
    begun, zone = carried_out(known), zone_of(facts)
    found = [
        Reminder(planned=one.id, at=at, title=f"Legs, {one.minutes} min", body=body(known, one))
        for one in known.week.sessions
        if one.id not in begun and (at := moment(wish, one.day, held.get(one.id), zone))
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def due_reminders(those: Iterable[Reminder], now: datetime) -> tuple[Reminder, ...]:
    """Those that are to be sent now."""
    return tuple(one for one in those if is_due(one.at, now))


def body(known: Known, session: PlannedSession) -> str:
    """What a reminder says: the plan for a habit in the person's own words, else what the session begins with."""
    if known.kept:
        return known.kept.habit.words
    names = [movement.name for movement in session.movements]
    more = len(names) - MOST_NAMED
    return ", ".join([*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])


def message(reminder: Reminder) -> bytes:
    """What is pushed: title, body, the page to open and the planned session, as JSON."""
    said = {"title": reminder.title, "body": reminder.body, "planned": reminder.planned}
    return msgspec.json.encode({**said, "url": f"/session/{reminder.planned}"})


def lasts_s(reminder: Reminder, now: datetime) -> int:
    """How many seconds a reminder is worth delivering: until the evening ends."""
    here = now.astimezone(reminder.at.tzinfo)
    ends = datetime.combine(here.date(), SLEEPS, here.tzinfo)
    return max(0, (ends - here) // timedelta(seconds=1))
