"""Life interferes: a planned week with one session moved, shortened, dropped, elsewhere, or a movement locked.

Each edit takes a week and gives the edited one; ``again`` then plans anew what that touches.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from legday.kinds import BadInput, MovementId
from legday.plan.week import PlannedSession, Week

MOVED = "You moved the session of {day}."
TIMED = "The session of {day} has {minutes} minutes now."
PLACED = "You train at {place} on {day}."
DROPPED = "You left out the session of {day}."
SWAPPED = "You swapped {movement}."
MINIMUM = "Today is {minutes} minutes: enough to keep going."
ILL = "You are ill; get well first."
EARLY = "You finished the session of {day} early."
AGAIN = "The rest of the week was planned again for what is now."
"""What happened, in a sentence, for the words of what changed."""


def find(week: Week, id: str) -> PlannedSession:
    """Find a session of a week by its id."""
    for session in week.sessions:
        if session.id == id:
            return session
    raise BadInput("This session is not in the plan any more.", "Open Week and choose one from there.")


def change(week: Week, id: str, **values: Any) -> Week:
    """The week with one session changed, in the order of the days."""
    changed = msgspec.structs.replace(find(week, id), **values)
    sessions = [changed if session.id == id else session for session in week.sessions]
    return msgspec.structs.replace(week, sessions=tuple(sorted(sessions, key=lambda session: session.day)))


def move(week: Week, id: str, day: date) -> Week:
    """Move a session to another day of its week; two sessions on one day change places."""
    last = week.start + timedelta(days=6)
    if not week.start <= day <= last:
        raise BadInput(f"{day} is not in this week.", f"Choose a day from {week.start} to {last}.")
    was = find(week, id).day
    for session in week.sessions:
        if session.day == day and session.id != id:
            week = change(week, session.id, day=was)
    return change(week, id, day=day)


def shorten(week: Week, id: str, minutes: int) -> Week:
    """Give a session other minutes, fewer or more."""
    if not 10 <= minutes <= 180:
        raise BadInput(f"{minutes} minutes make no session.", "Give 10 to 180 minutes.")
    return change(week, id, minutes=minutes)


LEAST_MINUTES = 15
"""What a session of the least dose takes: one or two sets of a few movements (claim C36)."""


def minimum(week: Week, id: str, day: date) -> Week:
    """Do a session on this day, as short as one can be that still does something."""
    return shorten(move(week, id, day), id, LEAST_MINUTES)


def drop(week: Week, id: str) -> Week:
    """Take a session out of the week."""
    find(week, id)
    return msgspec.structs.replace(week, sessions=tuple(session for session in week.sessions if session.id != id))


def travel(week: Week, id: str, gym: str) -> Week:
    """Do a session in another gym, given by its id; empty is the usual one."""
    return change(week, id, gym=gym)


def ill(week: Week, until: date) -> Week:
    """Leave out what lies before the day on which one expects to be well, and make the rest of the week lighter."""
    sessions = tuple(session for session in week.sessions if session.day >= until)
    return msgspec.structs.replace(week, sessions=sessions, lighter=True)


def lock(week: Week, id: str, movement: MovementId, *, locked: bool = True) -> Week:
    """Keep a movement in its session whatever is planned anew, or let it go again."""
    found = find(week, id)
    if movement not in {planned.movement for planned in found.movements}:
        raise BadInput("This movement is not in the session any more.", "Open Week and choose one from there.")
    movements = (
        msgspec.structs.replace(planned, locked=locked) if planned.movement == movement else planned
        for planned in found.movements
    )
    return change(week, id, movements=tuple(movements))
