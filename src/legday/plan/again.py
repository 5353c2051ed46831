"""Plan again when life interferes: what is done stays, what need not change stays, and what changed is said."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from legday.coach.state import State
from legday.coach.visits import HARD_CREDIT
from legday.kinds import Because, MovementId
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Catalogue
from legday.plan.changes import changes, working
from legday.plan.goal import Goal
from legday.plan.gyms import gym_of
from legday.plan.options import Day, options
from legday.plan.reasons import week_credit
from legday.plan.solve import Stop, Watch, settle
from legday.plan.variables import apart, done, sets
from legday.plan.week import GroupLine, PlannedSession, Week


def again(
    goal: Goal,
    state: State,
    movements: Catalogue,
    atlas: Atlas,
    *,
    week: Week,
    before: Week,
    begun: Collection[str] = (),
    made: Mapping[MovementId, int] | None = None,
    cause: str,
    stop: Stop | None = None,
    watch: Watch | None = None,
) -> Week:
    """Plan anew what an edit of a week touches.

    ``week`` is the edited one, ``before`` the one that it was made from. ``begun`` are the ids of the sessions that are
    done or under way, which stay as they are; ``made`` are the sets of this week that are done, by movement. Sessions
    whose day is over are gone. ``cause`` says in a sentence what happened. While a red flag is open nothing is planned.
    """
    kept = tuple(session for session in week.sessions if session.id in begun)
    open_ones = [session for session in week.sessions if session.id not in begun and session.day >= state.today]
    days = tuple(as_day(session, goal) for session in open_ones)
    choice = options(goal, trained(state, kept, atlas), movements, atlas, days, made=made, lighter=week.lighter)
    if state.flags or not days:
        return msgspec.structs.replace(
            week,
            sessions=kept,
            groups=tuple(with_credit(line, week_credit(choice, {})[line.group]) for line in week.groups),
            limits=() if state.flags else (NONE_LEFT,),
            prices=(),
            advice=state.flags or week.advice,
            changes=tuple(changes(before, kept, state.today, cause)),
        )
    planned = settle(choice, week.start, stop or Stop(), hint=hint(days, choice.doses), watch=watch)
    sessions = tuple(sorted((*kept, *planned.sessions), key=lambda session: session.day))
    told = tuple(changes(before, sessions, state.today, cause))
    return msgspec.structs.replace(planned, sessions=sessions, changes=told)


NONE_LEFT = Because(
    say="No session is left to plan in this week.",
    why="What you did counts, and the next week takes it from there.",
    source="you",
)


def with_credit(line: GroupLine, credit: float) -> GroupLine:
    """The line of a group that gets no more than this."""
    credit = round(credit, 1)
    return msgspec.structs.replace(line, credit=credit, met=credit >= line.floor)


def trained(state: State, begun: tuple[PlannedSession, ...], atlas: Atlas) -> State:
    """What is known of somebody, where a session that is under way counts with all that is planned for it."""
    last, rest = dict(state.last_trained), dict(state.rest_days)
    for session in begun:
        day = min(session.day, state.today)
        for planned in session.movements:
            for group, share in atlas.counted(planned.movement).items():
                if share >= HARD_CREDIT:
                    last[group] = max(day, last.get(group, day))
                    rest.pop(group, None)
    return msgspec.structs.replace(state, last_trained=last, rest_days=rest)


def as_day(session: PlannedSession, goal: Goal) -> Day:
    """A planned session as a day that is to be planned again, with what it had."""
    had = {planned.movement: working(planned) for planned in session.movements}
    locked = tuple(planned.movement for planned in session.movements if planned.locked)
    gym = gym_of(goal, session.gym)
    return Day(id=session.id, date=session.day, minutes=session.minutes, gym=gym, lock=locked, before=had)


def hint(days: tuple[Day, ...], doses: tuple[Mapping[MovementId, object], ...]) -> dict[str, int]:
    """The plan before as an answer to begin the search from."""
    found: dict[str, int] = {}
    for place, day in enumerate(days):
        for id in doses[place]:
            had = (day.before or {}).get(id, 0)
            found |= {sets(id, place): had, done(id, place): int(had > 0), apart(id, place): 0}
    return found
