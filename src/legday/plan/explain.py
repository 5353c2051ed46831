"""Say what a week gives each muscle, what stood in the way, and what the coach makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from legday.coach.restart import gap_advice
from legday.coach.soreness import sore_advice
from legday.kinds import Because, Group
from legday.plan.fill import week_credit
from legday.plan.options import Options
from legday.plan.relax import obstacle, out_of_reach
from legday.plan.rules import floor
from legday.plan.week import GroupLine, PlannedSession, Proof, Week


def explain(
    options: Options,
    answer: Mapping[str, int],
    proof: Proof,
    *,
    sessions: tuple[PlannedSession, ...],
    limits: tuple[Because, ...],
    start: date,
) -> Week:
    """Put a solved week together with its reasons; open red flags are the only advice while there are any."""
    state = options.state
    return Week(
        start=start,
        proof=proof,
        sessions=sessions,
        groups=lines(options, answer),
        limits=limits,
        advice=state.flags or (*gap_advice(state), *sore_advice(state)),
    )


def lines(options: Options, answer: Mapping[str, int]) -> tuple[GroupLine, ...]:
    """What each group gets, against its floor."""
    week = week_credit(options, answer)
    return tuple(line(options, group, week[group]) for group in Group)


def line(options: Options, group: Group, credit: float) -> GroupLine:
    """One group's line; a group that nothing can train says what is in the way."""
    least = floor(options, group)
    return GroupLine(
        group=group,
        favoured=group in options.goal.favour,
        floor=least,
        credit=round(credit, 2),
        met=round(credit, 2) >= least,
        limit=obstacle(options, group) if out_of_reach(options, group) else None,
    )
