"""What was done, sorted by movement, and what it counts for each muscle group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from legday.kinds import Group, MovementId, Value
from legday.log.history import Session, Set

HARD_CREDIT = 0.5
"""A group was trained by a set that counts for it at least half (models 5)."""

Credit = Callable[[MovementId], Mapping[Group, float]]
"""Say how much of a set of a movement counts for each muscle group."""

ByDay = list[tuple[date, str, list[Set]]]
"""The sets of one movement by session, oldest first: day, session id, sets in order."""

Visits = dict[MovementId, ByDay]
"""The sets that count, by movement and session: day, session id, sets."""


def by_movement(sessions: Iterable[Session]) -> Visits:
    """Sort the sets that train the legs by movement, each movement's sessions in the order given."""
    visits: Visits = {}
    for session in sessions:
        day = session.day
        for done in session.sets:
            if done.movement is None or not done.counts or not (done.reps or done.duration_s or done.distance_m):
                continue
            known = visits.setdefault(done.movement, [])
            if not known or known[-1][1] != session.id:
                known.append((day, session.id, []))
            known[-1][2].append(done)
    return visits


def credited(visits: Visits, credit: Credit, *, since: date, until: date = date.max) -> dict[Group, float]:
    """Add up what the sets of some days count for each group, in fractional sets (models 5)."""
    total: dict[Group, float] = {}
    for movement, done in visits.items():
        count = sum(len(sets) for day, _, sets in done if since <= day <= until)
        if count:
            for group, share in credit(movement).items():
                total[group] = total.get(group, 0.0) + share * count
    return total


class Intended(Value):
    """A session that was planned for a day: its id, and for how many minutes."""

    id: str
    day: date
    minutes: int


class Legs(Value):
    """A session in which legs were trained: how long it took, where that is known, and the planned one behind it."""

    id: str
    day: date
    minutes: int | None
    planned: str | None


def leg_sessions(sessions: Iterable[Session], credit: Credit) -> tuple[Legs, ...]:
    """The sessions with a set that counts for the legs, in the order given."""
    sessions = tuple(sessions)
    visits = by_movement(sessions)
    there = {id for movement, done in visits.items() if credit(movement) for _, id, _ in done}
    return tuple(
        Legs(
            id=session.id,
            day=session.day,
            minutes=_minutes(session),
            planned=session.planned,
        )
        for session in sessions
        if session.id in there
    )


def _minutes(session: Session) -> int | None:
    if session.ended is None:
        return None
    # One end may have come with an offset and the other without.
    took = session.ended.replace(tzinfo=None) - session.began.replace(tzinfo=None)
    return max(0, round(took.total_seconds() / 60))
