"""Say what a week gives each muscle, what stood in the way, and what the coach makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from legday.body.muscles import groups
from legday.coach.loads.restart import gap_advice
from legday.coach.recovery.fatigue import fatigue_advice
from legday.coach.recovery.soreness import sore_advice
from legday.coach.words import counted, listed, muscles
from legday.kinds import Because, Group
from legday.plan.bands import ceiling, enough, floor, wish
from legday.plan.cautions import care
from legday.plan.give import out_of_reach
from legday.plan.goal import Aim
from legday.plan.options import Options
from legday.plan.reasons import week_credit
from legday.plan.relax import obstacle
from legday.plan.week import GroupLine, PlannedSession, Proof, Week


def explain(
    options: Options,
    answer: Mapping[str, int],
    proof: Proof,
    *,
    sessions: tuple[PlannedSession, ...],
    start: date,
    limits: tuple[Because, ...] = (),
    prices: tuple[Because, ...] = (),
) -> Week:
    """Put a solved week together with its reasons; open red flags are the only advice while there are any."""
    return Week(
        start=start,
        **msgspec.structs.asdict(proof),
        sessions=sessions,
        groups=lines(options, answer),
        limits=limits,
        prices=prices,
        advice=options.state.flags or said(options, answer, sessions),
        lighter=options.lighter,
    )


def said(options: Options, answer: Mapping[str, int], sessions: tuple[PlannedSession, ...]) -> tuple[Because, ...]:
    """What the coach has to say about the week as a whole."""
    state = options.state
    tired = () if options.lighter else fatigue_advice(state)
    aches = tuple(dict.fromkeys((*options.goal.aches, *state.aches)))
    felt = sore_advice(msgspec.structs.replace(state, aches=aches))
    week = (*half(options), *first_loads(options, sessions), *free_days(options, sessions))
    return (*care(options.goal), *gap_advice(state), *felt, *tired, *week, *time_left(options, answer, sessions))


def half(options: Options) -> tuple[Because, ...]:
    """Say what a lighter week is, and what it is not."""
    if not options.lighter:
        return ()
    say = "This is a lighter week: about half the sets, at the usual loads."
    why = "A week without any training cost strength and gained nothing; half the sets keep what is there."
    return (Because(say=say, why=why, source="models 15", convention=True),)


def first_loads(options: Options, sessions: tuple[PlannedSession, ...]) -> tuple[Because, ...]:
    """Say once what to do where the log knows no load yet."""
    unknown = [
        planned
        for session in sessions
        for planned in session.movements
        if planned.sets[-1].load_kg is None and options.movements[planned.movement].loaded
    ]
    if not unknown:
        return ()
    say = "Where no load is given, find one in the first set."
    why = "Your log knows none for these movements yet; what you write down sets the next one."
    return (Because(say=say, why=why, source="models 12.2"),)


def free_days(options: Options, sessions: tuple[PlannedSession, ...]) -> tuple[Because, ...]:
    """Say so where fewer sessions are planned than there are days."""
    count, days = len(sessions), len(options.days)
    if not sessions or count == days:
        return ()
    say = f"{counted(count, 'session')} will do: {counted(days - count, 'day')} of your {days} may stay free."
    why = "More would add next to nothing to what your legs can use this week."
    return (Because(say=say, why=why, source="models 6"),)


LEFT_MINUTES = 8
"""Minutes left in a session from which it is said why (convention)."""


def time_left(options: Options, answer: Mapping[str, int], sessions: tuple[PlannedSession, ...]) -> tuple[Because, ...]:
    """Say why a session takes less than its minutes; nothing where it takes about all of them."""
    left = [(session, session.minutes - round(session.seconds / 60)) for session in sessions]
    over = [f"{session.day:%A} ({minutes} minutes)" for session, minutes in left if minutes >= LEFT_MINUTES]
    if not over or options.lighter:
        return ()
    return (Because(say=f"Time is left on {listed(over)}.", why=why_left(options, answer), source="models 5"),)


def why_left(options: Options, answer: Mapping[str, int]) -> str:
    """What keeps a week from filling the time it has."""
    if options.goal.aim is Aim.KEEP:
        return "You want to keep what is there, and for that the floors are enough."
    if options.state.new:
        return "In the first two weeks no muscle gets more than six effective sets a week."
    week = week_credit(options, answer)
    full = [
        group
        for group in Group
        if groups()[group].essential and min(enough(options, group), ceiling(options, group)) - week[group] < 1
    ]
    if full:
        return f"The {muscles(full)} have what this week allows; it rises by two sets a week as you do them."
    return "What would still fit there would add next to nothing."


def lines(options: Options, answer: Mapping[str, int]) -> tuple[GroupLine, ...]:
    """What each group gets, against its floor and its wish."""
    week = week_credit(options, answer)
    return tuple(line(options, group, week[group]) for group in Group)


def line(options: Options, group: Group, credit: float) -> GroupLine:
    """One group's line; a group that nothing can train says what is in the way."""
    least = floor(options, group)
    return GroupLine(
        group=group,
        favoured=group in options.goal.favour,
        floor=least,
        wish=round(max(least, wish(options, group)), 1),
        credit=round(credit, 1),
        met=round(credit, 1) >= least,
        limit=obstacle(options, group) if out_of_reach(options, group) else None,
    )
