"""A session that is over: what was done, what it says, and whether the week can make up for what was left."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from legday import loop
from legday.coach.review import Line
from legday.coach.state import Verdict
from legday.coach.strength.record import best_so_far
from legday.kinds import MovementId, Value
from legday.log.fact import Kind, latest
from legday.log.history import Session, Set
from legday.loop import Known
from legday.plan.changed import work
from legday.plan.week import PlannedSession
from legday.web.site import Site
from legday.web.stations import earlier

SAID = 3
"""Trends that one summary holds (convention); the review has them all."""


class Best(Value):
    """A set that is the best of its movement so far."""

    name: str
    done: Set


def summary(site: Site, session: Session, plan: PlannedSession | None, status: int = 200, **values: Any) -> Response:
    """Show a session that is over; on its day with what it says, its stretches and what the week can make up for."""
    known = site.known()
    effort = latest(site.facts(), Kind.FELT).get(f"effort:{session.id}")
    by_name: dict[str, list[Set]] = {}
    for done in session.sets:
        by_name.setdefault(loop.name_of(known, done.movement) if done.movement else done.exercise, []).append(done)
    fresh = session.day == known.today and session.app == "legday"
    shown: dict[str, Any] = {
        "by_name": by_name,
        "effort": effort.body.get("effort") if effort else None,
        "fresh": fresh,
        "bests": bests(known, session) if fresh else (),
        "lines": trends(known, session) if fresh else (),
        "left": sets_left(known, session) if fresh else 0,
        "offer": None,
        "asked": False,
    }
    return site.page("done.html", status=status, session=session, plan=plan, **{**shown, **values})


def bests(known: Known, session: Session) -> tuple[Best, ...]:
    """The sets of a session that are the best of their movements so far."""
    by_movement: dict[MovementId, list[Set]] = {}
    for done in session.sets:
        if done.movement:
            by_movement.setdefault(done.movement, []).append(done)
    before = earlier(known.sessions[: known.sessions.index(session)], by_movement)
    found = ((id, best_so_far(sets, before[id])) for id, sets in by_movement.items())
    return tuple(Best(name=loop.name_of(known, id), done=done) for id, done in found if done)


def trends(known: Known, session: Session) -> tuple[Line, ...]:
    """How the movements of a session are going, as far as that can be said; the first few."""
    there = {done.movement for done in session.sets if done.counts}
    lines = (line for line in loop.review(known).lines if line.movement in there)
    return tuple(line for line in lines if line.trend and line.verdict is not Verdict.TOO_EARLY)[:SAID]


def sets_left(known: Known, session: Session) -> int:
    """How many planned working sets of a session that is over are left, where this week could make up for them.

    None can where it was not planned in this week, where no session is to come, and while something needs care.
    """
    if known.week is None or session.ended is None or known.state.flags:
        return 0
    begun = loop.carried_out(known)
    mine = [one for one in known.week.sessions if one.id == session.planned and begun.get(one.id) == session]
    to_come = [one for one in known.week.sessions if one.id not in begun and one.day >= known.today]
    if not mine or not to_come:
        return 0
    done = [one.movement for one in session.sets if one.counts]
    return sum(max(0, work(one.sets) - done.count(one.movement)) for one in mine[0].movements)
