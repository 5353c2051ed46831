"""What is known of a person on a day: their facts, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from legday.coach.read import read_state
from legday.coach.state import Lift, State
from legday.coach.turning_up.habit import Kept, read_habit
from legday.files.names import Names, answers
from legday.kinds import MovementId, Unit, Value
from legday.log.fact import Fact, Kind, latest
from legday.log.history import Session, history, renew
from legday.log.notes import notes
from legday.movement.atlas import Atlas, atlas, lowered
from legday.movement.catalogue import Catalogue, catalogue, others
from legday.movement.taught import Own, own_movements, with_own
from legday.plan.block import Block, read_block
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import all_in_pounds, gyms
from legday.plan.week import PlannedSession, Week

PERSON = "me"
"""Who owns the log where there is only one person."""


WEEK = "week:"
"""How the subject of a fact begins that holds a planned week; the day it starts on follows."""


RECENT_DAYS = 70
"""How far back what was planned and felt is looked at: eight weeks without legs, and some before (convention)."""


class Known(Value):
    """Everything that the facts say about a person on one day.

    ``week`` is the latest planned week and ``week_id`` the id of its fact, None before the first; ``wished`` is false
    while the goal is only the default.
    ``block`` is the latest block, even when its weeks are over; None where there is none or it was ended.
    ``recent`` are the facts of the last weeks about what was planned and felt, ``kept`` is the plan for a habit.
    ``catalogue`` and ``atlas`` hold legday's movements and the person's own; the atlas also those that were taken away,
    since their sets count on. ``notes`` are the lasting ones about movements.
    """

    today: date
    sessions: tuple[Session, ...]
    state: State
    goal: Goal
    wished: bool
    unit: Unit
    week: Week | None
    week_id: str | None
    block: Block | None
    recent: tuple[Fact, ...]
    kept: Kept | None
    last: str | None
    own: Own
    catalogue: Catalogue
    atlas: Atlas
    notes: Mapping[MovementId, str]


def default_goal() -> Goal:
    """The wishes of somebody who has not said any: twice a week for 45 minutes in a full gym (C02: two a week)."""
    slots = (Slot(weekday=Weekday.MON, minutes=45), Slot(weekday=Weekday.THU, minutes=45))
    return Goal(slots=slots, gym=gyms()["full_gym"])


def read(facts: Iterable[Fact], today: date) -> Known:
    """Read a person's facts as what is known on a day.

    >>> read((), date(2026, 11, 22)).state.gap_days is None
    True
    """
    facts = tuple(facts)
    return _known(facts, today, history(facts, Names(answers(facts)).resolve), {})


def learn(known: Known, facts: Iterable[Fact], new: Iterable[Fact], today: date) -> Known:
    """Read what is known on a day when ``new`` facts have come to those that ``known`` was read from.

    The same as ``read(facts, today)``, where ``facts`` are all, the new ones among them; but sooner, since only the
    sessions that they are about are read again.

    >>> nothing = read((), date(2026, 11, 22))
    >>> learn(nothing, (), (), date(2026, 11, 23)) == read((), date(2026, 11, 23))
    True
    """
    facts, new = tuple(facts), tuple(new)
    if any(fact.kind is Kind.WISHED for fact in new):  # what a name means may have changed, and with it every session
        return read(facts, today)
    sessions = renew(known.sessions, facts, new, Names(answers(facts)).resolve)
    return _known(facts, today, sessions, _same(known, sessions) if known.today == today else {})


def _same(known: Known, sessions: tuple[Session, ...]) -> dict[MovementId, Lift]:
    """What was read of the movements that no other session than before has a set of."""
    both = {id(session) for session in known.sessions} & {id(session) for session in sessions}
    other = [session for session in (*known.sessions, *sessions) if id(session) not in both]
    touched = {done.movement for session in other for done in session.sets}
    return {movement: lift for movement, lift in known.state.lifts.items() if movement not in touched}


def _known(
    facts: tuple[Fact, ...], today: date, sessions: tuple[Session, ...], same: Mapping[MovementId, Lift]
) -> Known:
    wishes = latest(facts, Kind.WISHED)
    planned = [fact for about, fact in latest(facts, Kind.PLANNED).items() if about.startswith(WEEK)]
    newest = max(planned, key=lambda fact: fact.id, default=None)
    taught = own_movements(facts)
    own = {**taught.here, **taught.away}
    every = atlas().with_efforts(taught.efforts, {id: movement.part for id, movement in own.items()})
    return Known(
        today=today,
        sessions=sessions,
        state=read_state(sessions, facts, today=today, credit=every.counted, lowered=lowered(), same=same),
        goal=msgspec.convert(wishes["goal"].body, Goal) if "goal" in wishes else default_goal(),
        wished="goal" in wishes,
        unit=Unit(wishes["settings"].body["unit"]) if "settings" in wishes else Unit.KG,
        week=read_week(newest) if newest else None,
        week_id=newest.id if newest else None,
        block=read_block(wishes["block"].body) if "block" in wishes else None,
        recent=_recent(facts, today - timedelta(days=RECENT_DAYS)),
        kept=read_habit(facts),
        last=max((fact.id for fact in facts), default=None),
        own=taught,
        catalogue=with_own(catalogue(), taught),
        atlas=every,
        notes=notes(facts),
    )


def _recent(facts: Iterable[Fact], since: date) -> tuple[Fact, ...]:
    weeks, felt = f"{WEEK}{since}", Kind.FELT
    return tuple(
        fact
        for fact in facts
        if (fact.kind is felt and fact.at.date() >= since)
        or (fact.kind is Kind.PLANNED and fact.about.startswith(WEEK) and fact.about >= weeks)
    )


def read_week(fact: Fact) -> Week | None:
    """Read a planned week back from its fact; None where another version of legday wrote it in another form.

    A plan can always be made again, so one that cannot be read must not keep anybody from their log.
    """
    try:
        return msgspec.convert(fact.body, Week)
    except msgspec.ValidationError:
        return None


def read_session(fact: Fact) -> PlannedSession | None:
    """Read back a plan that was changed while it was done; None where it has another form, as with a week."""
    try:
        return msgspec.convert(fact.body, PlannedSession)
    except msgspec.ValidationError:
        return None


def name_of(known: Known, movement: MovementId) -> str:
    """The name of a movement, coached, only counted, or the person's own even when it was taken away."""
    named = known.catalogue.get(movement) or known.own.taught.get(movement) or others().get(movement)
    return named.name if named else str(movement)


def in_unit(goal: Goal, unit: Unit) -> Goal:
    """The wishes with gyms whose bars and plates are marked in the person's unit."""
    return all_in_pounds(goal) if unit is Unit.LB else goal


def carried_out(known: Known) -> dict[str, Session]:
    """The sessions that were begun from the planned week, by the id of the planned one.

    A day that is planned anew keeps its id, so what was begun before the week is another session; but one that was
    begun after the week was planned, on a day before its first, was started early.
    """
    if known.week is None:
        return {}
    start, planned = known.week.start, known.week_id or ""
    begun = (session for session in known.sessions if session.day >= start or session.id > planned)
    return {session.planned: session for session in begun if session.planned}


def due(known: Known) -> PlannedSession | None:
    """The session to do next: the latest that was due and is not done, else the next one to come."""
    if known.week is None:
        return None
    begun = carried_out(known)
    open_ones = [session for session in known.week.sessions if session.id not in begun]
    overdue = [session for session in open_ones if session.day <= known.today]
    if overdue:
        return overdue[-1]
    return open_ones[0] if open_ones else None
