"""A movement added to a session that runs: its sets and loads, and what speaks for care."""

from __future__ import annotations

from legday.coach.state import State
from legday.kinds import Because
from legday.movement.catalogue import Movement
from legday.plan.dose import dose
from legday.plan.fit import hurts, most_sets, unwise
from legday.plan.goal import Goal
from legday.plan.swap import USUAL_SETS
from legday.plan.week import PlannedMovement
from legday.plan.write import write

ADDED = Because(say="You added it to this session.", why="Three sets at most, few while it is new.", source="you")


def addition(movement: Movement, goal: Goal, state: State) -> PlannedMovement:
    """Write out a movement that somebody adds of their own will, in the gym of the goal.

    Nothing bars it, since the person asks for it; but a caution that speaks to an ache or a condition of theirs is
    said first.

    >>> from datetime import date
    >>> from legday.kinds import MovementId
    >>> from legday.movement.catalogue import catalogue
    >>> from legday.plan.goal import Slot, Weekday
    >>> from legday.plan.gyms import gyms
    >>> goal = Goal(slots=(Slot(weekday=Weekday.MON, minutes=45),), gym=gyms()["full_gym"])
    >>> state = State(today=date(2026, 11, 23), lifts={}, gap_days=None, new=False, sessions_28=0, credit_28={},
    ...               last_trained={}, sore={}, aches=(), flags=())
    >>> [one.ramp for one in addition(catalogue()[MovementId("leg_extension")], goal, state).sets]
    [False, False, False]
    """
    care = hurts(movement, goal, state) or unwise(movement, goal)
    spoken = [
        Because(say=caution.say, why="You said that this applies to you.", source="you")
        for caution in movement.cautions
        if care
        and not (
            {*goal.aches, *state.aches}.isdisjoint(caution.aches)
            and set(goal.conditions).isdisjoint(caution.conditions)
        )
    ]
    count = min(USUAL_SETS, most_sets(movement, goal, state))
    return write(movement, dose(movement, goal, state, goal.gym), count, goal.gym, (*spoken, ADDED))
