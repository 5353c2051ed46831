"""What the solver may choose from: the days, the movements that fit, and what each costs and gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from math import ceil

from legday.coach.convert import Makeable
from legday.coach.progress import next_load
from legday.coach.restart import set_factor
from legday.coach.state import Lift, Load, State
from legday.kinds import MAIN, Because, Group, MovementId, Seconds, Value
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Catalogue, Loading, Movement, Pattern
from legday.plan.goal import Aim, Goal, Slot, Weekday
from legday.plan.gyms import has
from legday.plan.warmup import ramp_seconds

HEAVY = 4
"""The demand from which a movement is one of the heavy ones that a session is built on."""

TICK_S = 15
"""The step in which time is planned."""

LATELY_DAYS = 56
"""How far back from the last session a lift is familiar: the eight weeks that a trend is read from (models 11.3)."""

STRENGTH_REPS, STRENGTH_REST_S = (4, 6), 180
"""Repetitions of heavy movements for strength (convention), and the least rest between them (models 8)."""

BETWEEN_LEGS_S = 45
"""Rest between the two sides of a unilateral set (models 8)."""


HELPS = 30
"""Hundredths of a set from which a movement does something for a group (convention)."""


class Barred(StrEnum):
    """Why a movement is not among the options."""

    EQUIPMENT = "equipment"
    BAN = "ban"
    ACHE = "ache"
    TOO_HARD = "too hard"
    TOO_LIGHT = "too light"
    NO_BETTER = "no better"
    NOT_FOR_SIZE = "not for size"
    FALLBACK = "fallback"


class Dose(Value):
    """How a movement is done in this plan: the coach's load and repetitions, the rest, and its time."""

    load: Load
    rest_s: Seconds
    set_s: Seconds
    station_s: Seconds


class Options(Value):
    """Everything the rules need, worked out once: the days, the movements, their doses and credits.

    ``days`` pairs each date with its slot; ``barred`` holds the movements of the catalogue that cannot be chosen, and
    why; ``credit`` is per set, in hundredths, for the groups that each movement of the catalogue trains.
    """

    goal: Goal
    state: State
    days: tuple[tuple[date, Slot], ...]
    movements: dict[MovementId, Movement]
    doses: dict[MovementId, Dose]
    credit: dict[MovementId, dict[Group, int]]
    barred: dict[MovementId, tuple[Movement, Barred]]
    set_factor: float


def days(slots: tuple[Slot, ...], start: date) -> tuple[tuple[date, Slot], ...]:
    """Put each slot on its next date from ``start`` on, within seven days, in order.

    >>> days((Slot(weekday=Weekday.MON, minutes=45),), date(2026, 11, 22))[0][0].isoformat()
    '2026-11-23'
    """
    names = list(Weekday)
    dated = [(start + timedelta(days=(names.index(slot.weekday) - start.weekday()) % 7), slot) for slot in slots]
    return tuple(sorted(dated, key=lambda pair: pair[0]))


def hurts(movement: Movement, goal: Goal, state: State) -> bool:
    """Whether a movement's cautions speak against it for a joint that aches."""
    aches = {*goal.aches, *state.aches}
    return any(aches.intersection(caution.aches) for caution in movement.cautions)


def bar(movement: Movement, goal: Goal, state: State) -> Barred | None:
    """Say what keeps a movement out of the plan; None: nothing does."""
    if movement.id in goal.ban:
        return Barred.BAN
    if hurts(movement, goal, state):
        return Barred.ACHE
    if not has(goal.gym.equipment, movement.equipment):
        return Barred.EQUIPMENT
    return Barred.TOO_HARD if movement.hard and state.new and not familiar(movement.id, state) else None


def dose(movement: Movement, goal: Goal, state: State) -> Dose:
    """Say how a movement is done: repetitions and reserve (models 7), rest (models 8), the next load, and the time.

    The coach may widen the repetitions where the next load is a long step away, so the time is that of its answer.
    """
    heavy, loaded = movement.demand >= HEAVY, movement.loaded
    strength = goal.aim is Aim.STRENGTH and heavy and loaded and not state.new
    rest_s = max(movement.rest_s, STRENGTH_REST_S) if strength else movement.rest_s
    reserve = 3.0 if state.novice or strength else 2.0 if heavy else 1.0
    lift = state.lifts.get(movement.id)
    load = held(movement, lift, at_most(movement, goal)) or next_load(
        lift,
        reps=STRENGTH_REPS if strength else movement.reps,
        reserve=reserve,
        at_most=at_most(movement, goal),
        step_kg=movement.step_kg,
        new=state.new,
        today=state.today,
    )
    side_s = load.reps[1] * movement.phases.seconds
    work_s = 2 * side_s + BETWEEN_LEGS_S if movement.unilateral else side_s
    ramp_s = ramp_seconds(movement, first=heavy, reps=load.reps, reserve=load.reserve)
    return Dose(
        load=load,
        rest_s=rest_s,
        set_s=ticks(work_s + rest_s),
        station_s=ticks(movement.change_s + ramp_s),
    )


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


def at_most(movement: Movement, goal: Goal) -> Makeable | None:
    """How a load is made in this gym for a movement; None where the movement has no load to choose."""
    if not movement.loaded or movement.loading not in goal.gym.loads:
        return None
    return goal.gym.loads[movement.loading].at_most


def ticks(seconds: float) -> int:
    """Round a time up to whole ticks; nobody lifts to the second, and the proof comes many times sooner.

    >>> ticks(31)
    45
    """
    return ceil(seconds / TICK_S) * TICK_S


def options(goal: Goal, state: State, movements: Catalogue, atlas: Atlas, start: date) -> Options:
    """Work out what can be planned from ``start`` on."""
    credit = {id: hundredths(atlas.counted(id)) for id in movements}
    doses = {id: dose(movement, goal, state) for id, movement in movements.items()}
    barred = {id: (movement, why) for id, movement in movements.items() if (why := bar(movement, goal, state))}
    fit = {id: movement for id, movement in movements.items() if id not in barred}
    for why, sift in (
        (Barred.NOT_FOR_SIZE, not_for_size),
        (Barred.FALLBACK, partial(not_needed, goal)),
        (Barred.TOO_LIGHT, too_light),
        (Barred.NO_BETTER, partial(no_better, doses)),
    ):
        out = sift(fit, credit, state)
        barred |= {id: (fit[id], why) for id in out}
        fit = {id: movement for id, movement in fit.items() if id not in out}
    return Options(
        goal=goal,
        state=state,
        days=days(goal.slots, start),
        movements=fit,
        doses={id: doses[id] for id in fit},
        credit=credit,
        barred=barred,
        set_factor=set_factor(state.gap_days),
    )


Credits = Mapping[MovementId, Mapping[Group, int]]


def familiar(movement: MovementId, state: State) -> bool:
    """Whether a movement was done in the last weeks of training, so that its load is known even after a break."""
    if movement not in state.lifts:
        return False
    ago = (state.today - state.lifts[movement].last_day).days
    return ago - (state.gap_days or 0) <= LATELY_DAYS


def prime(credit: Mapping[Group, int]) -> set[Group]:
    """The groups that a movement is for: most of a set counts for them."""
    return {group for group, share in credit.items() if share >= 100 * MAIN}


def not_for_size(fit: Mapping[MovementId, Movement], credit: Credits, _: State) -> tuple[MovementId, ...]:
    """The movements of which nothing counts, so that they have no place in a plan of weekly sets."""
    return tuple(id for id in fit if not credit[id])


def not_needed(goal: Goal, fit: Mapping[MovementId, Movement], credit: Credits, state: State) -> tuple[MovementId, ...]:
    """The fallbacks that need not be done: what they are for is helped by usual movements at hand, loaded if they are.

    Usual movements of the same pattern stand in for them, or any where the pattern has none. What the person does
    anyway stays.
    """
    loaded = {id for id, movement in fit.items() if at_most(movement, goal)}
    usual = [movement for movement in fit.values() if not movement.fallback]
    helped = {group for movement in usual for group, share in credit[movement.id].items() if share >= HELPS}

    def spared(movement: Movement) -> bool:
        alike = [other for other in usual if other.pattern is movement.pattern] or usual
        return prime(credit[movement.id]) <= helped and any(
            other.id in loaded or movement.id not in loaded for other in alike
        )

    return tuple(
        id for id, movement in fit.items() if movement.fallback and not familiar(id, state) and spared(movement)
    )


def too_light(fit: Mapping[MovementId, Movement], credit: Credits, state: State) -> tuple[MovementId, ...]:
    """The body-weight movements that need not be done because something at hand trains the same with a load.

    A load can grow with the lifter (double progression, models 12.2). What the person does anyway stays.
    """
    loaded = [movement for movement in fit.values() if movement.loading is not Loading.BODY]
    return tuple(
        id
        for id, movement in fit.items()
        if movement.loading is Loading.BODY
        and not familiar(id, state)
        and any(other.pattern is movement.pattern and prime(credit[id]) <= prime(credit[other.id]) for other in loaded)
    )


def no_better(
    doses: Mapping[MovementId, Dose], fit: Mapping[MovementId, Movement], credit: Credits, state: State
) -> tuple[MovementId, ...]:
    """The movements that can be left out without loss: another one gives the same and never costs more.

    A session takes one movement of a pattern, so the better one can always stand in; calves may take two and are kept.
    """

    def cost(id: MovementId) -> tuple[int, int, int, bool, bool]:
        return doses[id].set_s, doses[id].station_s, fit[id].demand, not familiar(id, state), not fit[id].preferred

    def beats(other: MovementId, id: MovementId) -> bool:
        if fit[other].pattern is not fit[id].pattern or credit[other] != credit[id] or other == id:
            return False
        ours, theirs = cost(id), cost(other)
        return all(mine >= yours for mine, yours in zip(ours, theirs, strict=True)) and (ours, id) > (theirs, other)

    single = (id for id in fit if fit[id].pattern is not Pattern.CALF_RAISE)
    return tuple(id for id in single if any(beats(other, id) for other in fit))


def hundredths(credit: Mapping[Group, float]) -> dict[Group, int]:
    """Write credits as whole hundredths, which a solver in whole numbers can add up without rounding."""
    return {group: round(100 * share) for group, share in credit.items() if round(100 * share)}
