"""The plan follows from what is known: the next week, the rest of this one, blocks, the calendar, the review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from legday.coach.review import Review
from legday.coach.review import review as coach_review
from legday.coach.turning_up.reminders import read_reminders
from legday.coach.visits import by_movement, credited
from legday.files import calendar
from legday.kinds import BadInput, Group, MovementId
from legday.log.fact import Fact, Kind, say
from legday.loop.attendance import turning_up
from legday.loop.known import WEEK, Known, carried_out, due, in_unit, name_of
from legday.plan import edit, swap
from legday.plan.addition import addition as plan_addition
from legday.plan.block import change_block, first_days
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import gym_of, gyms
from legday.plan.outline import WeekOutline, outline
from legday.plan.swap import Gap, StandIn
from legday.plan.week import PlannedMovement, Status, Week

if TYPE_CHECKING:
    from legday.plan.solve import Stop, Watch


def week_body(week: Week) -> dict[str, Any]:
    """Write a planned week as the body of a fact."""
    body: dict[str, Any] = msgspec.to_builtins(week)
    return body


def next_week(
    known: Known,
    *,
    goal: Goal | None = None,
    start: date | None = None,
    lighter: bool = False,
    stop: Stop | None = None,
    watch: Watch | None = None,
) -> Week:
    """Plan seven days from ``start``, or from today; a day that was already trained on is not planned again."""
    from legday.plan.solve import solve  # the solver takes a second to import

    trained_today = known.state.gap_days == 0
    start = start or (known.today + timedelta(days=1) if trained_today else known.today)
    goal = in_unit(goal or known.goal, known.unit)
    return solve(goal, known.state, known.catalogue, known.atlas, start=start, lighter=lighter, stop=stop, watch=watch)


def present(known: Known) -> Week:
    """The week that is planned; raises BadInput where none is."""
    if known.week is None:
        raise BadInput("No week is planned yet.", "Plan the week first.")
    return known.week


def replan(
    known: Known,
    edited: Week,
    cause: str,
    *,
    goal: Goal | None = None,
    stop: Stop | None = None,
    watch: Watch | None = None,
) -> Week:
    """Plan what is left of the present week again after an edit (``plan/edit.py``); ``cause`` says what happened.

    What was done stays and counts, and what need not change stays. Raises BadInput where no week is planned.
    """
    from legday.plan.again import again  # the solver takes a second to import

    before = present(known)
    return again(
        in_unit(goal or known.goal, known.unit),
        known.state,
        known.catalogue,
        known.atlas,
        week=edited,
        before=before,
        begun=carried_out(known),
        made=made(known, edited.start),
        cause=cause,
        stop=stop,
        watch=watch,
    )


def minimum(known: Known, *, stop: Stop | None = None, watch: Watch | None = None) -> Week:
    """Plan the least dose for today: what is due, in a quarter of an hour, and the rest of the week around it.

    Where no session of the present week can be done today, seven days are planned anew and begin with it; the wishes
    stay as they are. Raises BadInput for somebody who has trained legs today.
    """
    if known.state.gap_days == 0:
        raise BadInput("You have trained legs today.", "The next session waits until you have recovered.")
    session = due(known)
    if known.week and session and known.week.start <= known.today <= known.week.start + timedelta(days=6):
        cause = edit.MINIMUM.format(minutes=edit.LEAST_MINUTES)
        return replan(known, edit.minimum(known.week, session.id, known.today), cause, stop=stop, watch=watch)
    today = Slot(weekday=list(Weekday)[known.today.weekday()], minutes=edit.LEAST_MINUTES)
    others = tuple(slot for slot in known.goal.slots if slot.weekday is not today.weekday)
    goal = msgspec.structs.replace(known.goal, slots=(today, *others))
    return next_week(known, goal=goal, stop=stop, watch=watch)


def made(known: Known, start: date) -> dict[MovementId, int]:
    """The working sets by movement since a day; a session under way counts with all that is planned for it."""
    counted: Counter[MovementId] = Counter()
    planned = {session.id: session for session in known.week.sessions} if known.week else {}
    for session in known.sessions:
        if session.day < start:
            continue
        counted.update(done.movement for done in session.sets if done.counts and done.movement)
        plan = planned.get(session.planned or "") if session.ended is None else None
        for one in plan.movements if plan else ():
            there = sum(done.movement == one.movement and done.counts for done in session.sets)
            counted[one.movement] += max(0, sum(not wish.ramp for wish in one.sets) - there)
    return dict(counted)


def stand_ins(known: Known, gap: Gap, *, gym: str = "") -> tuple[StandIn, ...]:
    """What may take the place of a movement whose equipment is taken, the best first.

    ``gym`` is the id of the place where it is taken; empty is the usual one.
    """
    goal = in_unit(known.goal, known.unit)
    goal = msgspec.structs.replace(goal, gym=gym_of(goal, gym))
    return swap.stand_ins(gap, goal, known.state, known.catalogue, known.atlas)


def addition(known: Known, movement: MovementId, *, gym: str = "") -> PlannedMovement:
    """Write out a movement that is added to a session; ``gym`` is the id of the place, empty is the usual one."""
    goal = in_unit(known.goal, known.unit)
    goal = msgspec.structs.replace(goal, gym=gym_of(goal, gym))
    return plan_addition(known.catalogue[movement], goal, known.state)


def keep_week(known: Known, goal: Goal, week: Week, *, at: datetime, seed: bytes) -> tuple[Fact, ...]:
    """The facts that remember a planned week, and the wishes where they are new."""
    facts = []
    last = known.last
    if not known.wished or goal != known.goal:
        facts.append(say(Kind.WISHED, "goal", msgspec.to_builtins(goal), at=at, seed=seed + b"goal", last=last))
        last = facts[-1].id
    if found(week):
        about = f"{WEEK}{week.start.isoformat()}"
        facts.append(say(Kind.PLANNED, about, week_body(week), at=at, seed=seed + b"week", last=last))
    return tuple(facts)


def found(week: Week) -> bool:
    """Whether there is a plan in it: one that was not made takes no plan's place."""
    return week.status in (Status.OPTIMAL, Status.FEASIBLE)


def block_weeks(known: Known) -> tuple[WeekOutline, ...]:
    """The weeks of the block as they look today; none without a block."""
    if known.block is None:
        return ()
    starts = first_days(known.block, before=4)  # a month before it says what was usual
    visits = by_movement(session for session in known.sessions if starts[0] <= session.day <= known.today)
    credit = {
        start: credited(visits, known.atlas.counted, since=start, until=start + timedelta(days=6)) for start in starts
    }
    return outline(known.block, known.goal, known.state, credit, known.today)


def block_wishes(
    known: Known, *, start: date | None = None, weeks: int | None = None, favour: tuple[Group, ...] | None = None
) -> dict[str, dict[str, Any]]:
    """The wishes, by subject, that begin a block or change the one that runs, and the goal that favours the same."""
    block = change_block(known.block, known.today, start=start, weeks=weeks, favour=favour)
    goal = msgspec.structs.replace(known.goal, favour=block.favour)
    return {"block": msgspec.to_builtins(block), "goal": msgspec.to_builtins(goal)}


NO_BLOCK: dict[str, dict[str, Any]] = {"block": {}}
"""The wish, by subject, that ends a block; the goal stays as it is."""


def places(known: Known) -> dict[str, str]:
    """The names of the gyms that a session can be planned in, by their ids."""
    return {gym.id: gym.name for gym in (*gyms().values(), known.goal.gym, *known.goal.gyms)}


def feed(known: Known, facts: Sequence[Fact]) -> tuple[calendar.Event, ...]:
    """The events of the person's calendar: the planned week, unless something needs care first, and what was done."""
    wish = read_reminders(facts, known.kept)
    return calendar.events(
        facts,
        None if known.state.flags else known.week,
        known.sessions,
        name_of=partial(name_of, known),
        places=places(known),
        unit=known.unit,
        today=known.today,
        alarm=wish.clock if wish.calendar else None,
    )


def review(known: Known) -> Review:
    """Review what improved, what holds and what to change."""
    names = partial(name_of, known)
    return coach_review(
        known.state, known.sessions, names=names, credit=known.atlas.counted, attendance=turning_up(known)
    )
