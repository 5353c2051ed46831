"""A session changed while it is done: a movement swapped, left out, added, moved up or down, or taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from legday.kinds import MovementId, Value
from legday.plan.swap import Gap
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet

SESSION = "session:"
"""How the subject of a fact begins that holds the changed plan of a session; its own id follows."""

Kept = tuple[PlannedSet, ...]
"""The planned sets of a movement that are done, as far as they are done in order."""


class Change(Value):
    """What was changed and still stands: a movement as it was planned, its place, and what came for it, if anything."""

    was: PlannedMovement
    at: int
    came: MovementId | None


def work(sets: Sequence[PlannedSet]) -> int:
    """How many of some sets are working sets."""
    return sum(not planned.ramp for planned in sets)


def find(session: PlannedSession, movement: MovementId) -> PlannedMovement | None:
    """Find a movement of a session."""
    return next((planned for planned in session.movements if planned.movement == movement), None)


def shortened(planned: PlannedMovement, kept: Kept) -> tuple[PlannedMovement, ...]:
    """A movement of which only the sets that are kept remain; none where no working set is among them."""
    if not work(kept):
        return ()
    seconds = round(planned.seconds * work(kept) / work(planned.sets))
    return (msgspec.structs.replace(planned, sets=kept, seconds=seconds),)


def gap(versions: Sequence[PlannedSession], planned: PlannedMovement, kept: Kept) -> Gap:
    """What a stand-in is to replace in a session: the sets that are left, in their time and what the session has over.

    ``versions`` are the plan as it was and as it was changed, the last one as it is. What was swapped out is taken as
    well, and what was skipped does not come back by itself.
    """
    now, standing = versions[-1], changes(versions)
    freed = planned.seconds - sum(one.seconds for one in shortened(planned, kept))
    return Gap(
        movement=planned.movement,
        sets=work(planned.sets) - work(kept),
        seconds=freed + max(0, 60 * now.minutes - now.seconds),
        beside=(*(one.movement for one in now.movements), *(change.was.movement for change in standing)),
        gone=tuple(change.was.movement for change in standing if change.came),
    )


def changed(
    session: PlannedSession, movement: MovementId, kept: Kept, came: tuple[PlannedMovement, ...] = ()
) -> PlannedSession:
    """A session in which only the sets that are kept remain of a movement, and what came for it follows."""

    def rewritten() -> Iterator[PlannedMovement]:
        for planned in session.movements:
            if planned.movement == movement:
                yield from (*shortened(planned, kept), *came)
            else:
                yield planned

    return _with(session, tuple(rewritten()))


def added(session: PlannedSession, planned: PlannedMovement) -> PlannedSession:
    """A session with one more movement at its end; one that is there already is not added again."""
    if find(session, planned.movement):
        return session
    return _with(session, (*session.movements, planned))


def moved(session: PlannedSession, movement: MovementId, by: int) -> PlannedSession:
    """A session in which a movement changed places with the one before it (``by`` -1) or after it (1), if any."""
    order = list(session.movements)
    at = next((at for at, one in enumerate(order) if one.movement == movement), None)
    if at is None or not 0 <= at + by < len(order):
        return session
    order[at], order[at + by] = order[at + by], order[at]
    return _with(session, tuple(order))


def changes(versions: Sequence[PlannedSession]) -> tuple[Change, ...]:
    """Read from the versions of a session's plan which changes still stand, in the order in which they were made."""
    standing: dict[MovementId, Change] = {}
    for before, after in pairwise(versions):
        back = {id for id in standing if left(after, id) > left(before, id)}
        undone: set[MovementId | None] = set()
        for id in back:  # with what came for it, and for that in turn
            came: MovementId | None = id
            while came in standing:
                came = standing.pop(came).came
                undone.add(came)
        there = {one.movement for one in before.movements} | back
        new = [one.movement for one in after.movements if one.movement not in there]
        for at, was in enumerate(before.movements):
            if left(after, was.movement) < work(was.sets) and was.movement not in undone:
                standing[was.movement] = Change(was=was, at=at, came=new[0] if new else None)
    return tuple(standing.values())


def left_out(versions: Sequence[PlannedSession]) -> tuple[PlannedMovement, ...]:
    """What was taken out of a session and has nothing in its place: it was skipped, or what came for it was."""
    standing = changes(versions)
    next_one = {change.was.movement: change.came for change in standing}

    def is_out(came: MovementId | None) -> bool:
        return came is None or (find(versions[-1], came) is None and is_out(next_one.get(came)))

    return tuple(change.was for change in standing if is_out(change.came))


def left(session: PlannedSession, movement: MovementId) -> int:
    """How many working sets of a movement a session has."""
    planned = find(session, movement)
    return work(planned.sets) if planned else 0


def taken_back(session: PlannedSession, change: Change) -> PlannedSession:
    """A session in which a change is taken back: the movement stands as it was planned, what came for it is gone."""
    out = {change.was.movement, change.came}
    at = next((at for at, one in enumerate(session.movements) if one.movement in out), change.at)
    rest = [one for one in session.movements if one.movement not in out]
    return _with(session, (*rest[:at], change.was, *rest[at:]))


def _with(session: PlannedSession, movements: tuple[PlannedMovement, ...]) -> PlannedSession:
    moved = sum(one.seconds for one in movements) - sum(one.seconds for one in session.movements)
    return msgspec.structs.replace(session, movements=movements, seconds=max(0, session.seconds + moved))
