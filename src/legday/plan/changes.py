"""What differs between two plans of a week, session by session, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from legday.coach.words import counted, listed
from legday.kinds import Because
from legday.plan.week import PlannedMovement, PlannedSession, Week


def working(planned: PlannedMovement) -> int:
    """The working sets of a planned movement."""
    return sum(not one.ramp for one in planned.sets)


def changes(before: Week, sessions: tuple[PlannedSession, ...], today: date, cause: str) -> Iterator[Because]:
    """Say what differs from the plan before, and why: ``cause`` is what happened, in a sentence."""
    was = {session.id: session for session in before.sessions}
    now = {session.id: session for session in sessions}
    for id, session in was.items():
        if id not in now:
            word = "was not done" if session.day < today else "is out of the week"
            yield Because(say=f"The session of {session.day:%A} {word}.", why=cause, source="you")
    for id, session in now.items():
        parts = list(differences(was[id], session)) if id in was else ["a new session"]
        if parts:
            why = f"{cause} What need not change stays."
            yield Because(say=f"{session.day:%A}: {listed(parts)}.", why=why, source="you")


def differences(was: PlannedSession, now: PlannedSession) -> Iterator[str]:
    """Each thing that differs between a session and the same session before, as a part of a sentence."""
    if was.day != now.day:
        yield f"moved from {was.day:%A}"
    if was.minutes != now.minutes:
        yield f"{now.minutes} minutes instead of {was.minutes}"
    if was.gym != now.gym:
        yield "in another gym"
    had = {planned.movement: planned for planned in was.movements}
    has = {planned.movement: planned for planned in now.movements}
    new = [planned.name for id, planned in has.items() if id not in had]
    gone = [planned.name for id, planned in had.items() if id not in has]
    if new and gone:
        yield f"{listed(new)} instead of {listed(gone)}"
    elif new or gone:
        yield f"{listed(new)} added" if new else f"{listed(gone)} left out"
    for id, planned in has.items():
        before = working(had[id]) if id in had else working(planned)
        if before != working(planned):
            yield f"{counted(working(planned), 'set')} of {planned.name} instead of {before}"
