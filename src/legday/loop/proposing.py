"""A coach proposes a week: planned on the athlete's own log, wishes and limits, and a fact only by their acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from legday.coach.words import counted, listed
from legday.kinds import BadInput, Because, Value
from legday.loop.known import Known, carried_out
from legday.loop.planning import found, next_week, week_body
from legday.plan.changes import changes, working
from legday.plan.coached import Changes, coached
from legday.plan.fit import Barred, bar
from legday.plan.gyms import gym_of
from legday.plan.week import PlannedSession, Week

if TYPE_CHECKING:
    from legday.plan.solve import Stop, Watch

CARE = BadInput("Something needs care first.", "Nothing is planned until it is sorted out.")
NONE_FITS = BadInput("No week was found.", "Ask for less: another day, other muscles, fewer movements left out.")
OUT_OF_DATE = BadInput("This week does not fit any more.", "Ask your coach for a new one.")


class Proposed(Value):
    """A week that a coach proposes, with a note to the athlete."""

    week: Week
    note: str = ""


def propose(
    known: Known, asked: Changes, *, start: date | None = None, stop: Stop | None = None, watch: Watch | None = None
) -> Week:
    """Plan a week for an athlete with what their coach asks for, within the athlete's own limits.

    Raises ``BadInput`` where there is none; why not is the athlete's own affair and not said.
    """
    if known.state.flags:
        raise CARE
    week = next_week(known, goal=coached(known.goal, asked), start=start, stop=stop, watch=watch)
    if not found(week) or not week.sessions:
        raise NONE_FITS
    return week


def proposal_body(proposed: Proposed) -> dict[str, Any]:
    """Write a proposal down, to be kept until it is answered."""
    return {"week": week_body(proposed.week), "note": proposed.note}


def read_proposed(body: Mapping[str, Any]) -> Proposed | None:
    """Read a proposal back; None where another version of legday wrote it in another form."""
    try:
        return msgspec.convert(body, Proposed)
    except msgspec.ValidationError:
        return None


def what_changes(known: Known, week: Week, cause: str) -> tuple[Because, ...]:
    """What a proposed week changes against the present plan, in words; without one, what it holds.

    ``cause`` is who proposes, in a sentence. What was done already is not touched.
    """
    ahead = range((week.start - known.today).days, (week.start - known.today).days + 7)
    begun = carried_out(known)
    before = known.week.sessions if known.week else ()
    left = tuple(
        one
        for one in before
        if one.day >= known.today and (one.day - known.today).days in ahead and one.id not in begun
    )
    if known.week is None or not left:
        return tuple(Because(say=holds(one), why=cause, source="you") for one in week.sessions)
    return tuple(changes(msgspec.structs.replace(known.week, sessions=left), week.sessions, known.today, cause))


def holds(session: PlannedSession) -> str:
    """Say what a planned session holds."""
    parts = [f"{counted(working(one), 'set')} of {one.name}" for one in session.movements]
    return f"{session.day:%A}: {listed(parts)}."


def accept(known: Known, proposed: Proposed, coach: str) -> Week:
    """The proposed week as the athlete takes it on; raises ``BadInput`` where it does not fit them any more.

    It does not where a day of it is over, or where they have since banned a movement, or it aches, or something needs
    care.
    """
    if known.state.flags:
        raise CARE
    week, trained = proposed.week, known.state.gap_days == 0
    first = known.today + timedelta(days=trained)
    if any(session.day < first for session in week.sessions):
        raise OUT_OF_DATE
    if any(kept_out(known, session) for session in week.sessions):
        raise OUT_OF_DATE
    told = what_changes(known, week, f"{coach} proposed it, and you accepted.")
    return msgspec.structs.replace(week, changes=told)


def kept_out(known: Known, session: PlannedSession) -> bool:
    """Whether the athlete's limits as they are now keep a movement of a session out."""
    try:
        gym = gym_of(known.goal, session.gym)
    except BadInput:  # the place is not theirs any more
        return True
    coached_ones = (known.catalogue.get(one.movement) for one in session.movements)
    barred = (bar(one, known.goal, known.state, gym) if one else Barred.BAN for one in coached_ones)
    return any(barred)
