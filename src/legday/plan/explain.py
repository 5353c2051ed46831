"""Say what a week gives each muscle, what stood in the way, and what the coach makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from legday.coach.fatigue import fatigue_advice
from legday.coach.restart import gap_advice
from legday.coach.soreness import sore_advice
from legday.coach.words import counted
from legday.kinds import Because, Group
from legday.plan.bands import floor, wish
from legday.plan.cautions import care
from legday.plan.options import Options
from legday.plan.reasons import week_credit
from legday.plan.relax import obstacle, out_of_reach
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
        advice=options.state.flags or said(options, sessions),
        lighter=options.lighter,
    )


def said(options: Options, sessions: tuple[PlannedSession, ...]) -> tuple[Because, ...]:
    """What the coach has to say about the week as a whole."""
    state = options.state
    tired = () if options.lighter else fatigue_advice(state)
    felt = (*care(options.goal), *gap_advice(state), *sore_advice(state), *tired)
    return (*felt, *half(options), *first_loads(options, sessions), *free_days(options, sessions))


def half(options: Options) -> tuple[Because, ...]:
    """Say what a lighter week is, and what it is not."""
    if not options.lighter:
        return ()
    say = "This is a lighter week: about half the sets, at the usual loads."
    why = "A week without any training cost strength and gained nothing; half the sets keep what is there."
    return (Because(say=say, why=why, source="models 15"),)


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
