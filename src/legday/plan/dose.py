"""How a movement is done in a plan: load, repetitions, reserve, rest, and the time that all of it takes."""

from __future__ import annotations

from math import ceil

import msgspec

from legday.coach.loads.convert import Makeable
from legday.coach.loads.progress import next_load
from legday.coach.state import Lift, Load, State
from legday.kinds import Because, Seconds, Value
from legday.movement.catalogue import Movement
from legday.plan.cautions import careful, least_reserve
from legday.plan.first import begun
from legday.plan.goal import Aim, Goal, Gym, Partner
from legday.plan.warmup import ramp_seconds

HEAVY = 4
"""The demand from which a movement is one of the heavy ones that a session is built on."""

TICK_S = 15
"""The step in which time is planned."""

STRENGTH_REPS, STRENGTH_REST_S = (4, 6), 180
"""Repetitions of heavy movements for strength (convention), and the least rest between them (models 8)."""

SMALL = 2
"""The demand up to which a movement does not tire somebody for the next one."""

BETWEEN_LEGS_S, CHANGE_LEGS_S = 45, 15
"""Rest between the two sides of a unilateral set (models 8); of a small movement only the time to change, since while
one leg works the other has its minute."""

HARD_REPS_NEW = 5
"""The most repetitions of a hard movement in the first two weeks or after a long pause (models 18.1)."""

CAREFUL_REPS = (8, 12)
"""The fewest repetitions, from-to, of what has a load where maxima are left out (models 18.3 and 20, convention)."""

TURN_S = 30
"""What two people at the same equipment need to change places and plates (convention)."""


class Dose(Value):
    """How a movement is done in this plan: the coach's load and repetitions, the rest, and its time."""

    load: Load
    rest_s: Seconds
    set_s: Seconds
    station_s: Seconds


def dose(movement: Movement, goal: Goal, state: State, gym: Gym) -> Dose:
    """Say how a movement is done: repetitions and reserve (models 7), rest (models 8), the next load, and the time.

    The coach may widen the repetitions where the next load is a long step away, so the time is that of its answer.
    """
    heavy = movement.demand >= HEAVY
    strength = goal.aim is Aim.STRENGTH and heavy and movement.loaded and not state.new and not careful(goal)
    rest_s = max(movement.rest_s, STRENGTH_REST_S) if strength else movement.rest_s
    usual = 3.0 if state.novice or strength else 2.0 if heavy else 1.0
    lift, made = state.lifts.get(movement.id), at_most(movement, gym)
    gentle = careful(goal) and movement.loaded
    least = CAREFUL_REPS if gentle else (0, 0)
    own = max(least[0], movement.reps[0]), max(least[1], movement.reps[1])
    reps, reserve = STRENGTH_REPS if strength else own, max(usual, least_reserve(goal))
    load = (
        held(movement, lift, made)
        or begun(movement, state, reps, reserve, made)
        or next_load(
            lift,
            reps=reps,
            reserve=reserve,
            at_most=made,
            step_kg=movement.step_kg,
            new=state.new,
            today=state.today,
            more=state.bias.more,
        )
    )
    if movement.hard and state.new and movement.hold_s is None:
        load = gently(load)
    side_s = load.reps[1] * movement.phases.seconds
    between_s = CHANGE_LEGS_S if movement.demand <= SMALL else BETWEEN_LEGS_S
    work_s = 2 * side_s + between_s if movement.unilateral else side_s
    if goal.partner is Partner.IN_TURNS and made is not None:
        rest_s = max(rest_s, ticks(work_s + TURN_S))  # who waits for the other's set rests
    ramp_s = ramp_seconds(movement, first=heavy, reps=load.reps, reserve=load.reserve)
    return Dose(
        load=load,
        rest_s=rest_s,
        set_s=ticks(work_s + rest_s),
        station_s=ticks(movement.change_s + ramp_s),
    )


def gently(load: Load) -> Load:
    """A hard movement for somebody who is new to it or back after a long pause: five repetitions at most."""
    if load.reps[1] <= HARD_REPS_NEW:
        return load
    because = Because(
        say=f"At most two sets of {HARD_REPS_NEW} in the first two weeks.",
        why="It is hard on muscles that are not used to it, however strong they are or were; too much of it at once is "
        "what harms them.",
        source="models 18.1",
        convention=True,
    )
    reps = min(load.reps[0], HARD_REPS_NEW), HARD_REPS_NEW
    return msgspec.structs.replace(load, reps=reps, because=(because, *load.because[:1]))


def held(movement: Movement, lift: Lift | None, made: Makeable | None) -> Load | None:
    """What to do where a posture is held: the seconds, and the load of last time; None for what is repeated."""
    if movement.hold_s is None:
        return None
    low, high = movement.hold_s
    used = max((load for load, _, _ in lift.last if load), default=None) if lift else None
    because = Because(
        say=f"Hold for {low} to {high} seconds and stop while the form is good.",
        why=f"When every set reaches {high}, make it harder rather than longer.",
        source="models 7",
        convention=True,
    )
    return Load(load_kg=made(used) if used and made else None, reps=movement.reps, reserve=0, because=(because,))


def at_most(movement: Movement, gym: Gym) -> Makeable | None:
    """How a load is made in a gym for a movement; None where the movement has no load to choose."""
    if not movement.loaded or movement.loading not in gym.loads:
        return None
    return gym.loads[movement.loading].at_most


def ticks(seconds: float) -> int:
    """Round a time up to whole ticks; nobody lifts to the second, and the proof comes many times sooner.

    >>> ticks(31)
    45
    """
    return ceil(seconds / TICK_S) * TICK_S
