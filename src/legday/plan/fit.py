"""Which movements fit: what keeps one out of a plan, and which of those that could be done are worth choosing from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import StrEnum
from functools import partial

from legday.coach.state import State
from legday.kinds import MAIN, Group, MovementId
from legday.movement.catalogue import Loading, Movement, Pattern
from legday.plan.dose import HEAVY, Dose, at_most
from legday.plan.goal import Aim, Goal, Gym, Partner
from legday.plan.gyms import has
from legday.plan.patterns import COMPLETE, TARGETS

LATELY_DAYS = 56
"""How far back from the last session a lift is familiar: the eight weeks that a trend is read from (models 11.3)."""

USUAL_DAYS = 14
"""How far back from the last session a movement is one that the person does at present (convention)."""

MOST_SETS, MOST_SETS_NEW, MOST_SETS_HARD = 5, 3, 2
"""The most sets of a movement in a session; fewer while it or the person is new, fewest of a hard one (models 18.1)."""

STRENGTH_SETS = 3
"""Direct heavy sets of a session beyond which strength gains no more (models 6: two to three)."""

HELPS = 3
"""Tenths of a set from which a movement does something for a group (convention)."""


class Barred(StrEnum):
    """Why a movement is not among the options."""

    EQUIPMENT = "equipment"
    BAN = "ban"
    ACHE = "ache"
    CONDITION = "condition"
    TOO_HARD = "too hard"
    TOO_LIGHT = "too light"
    NO_BETTER = "no better"
    NOT_FOR_SIZE = "not for size"
    FALLBACK = "fallback"


Credits = Mapping[MovementId, Mapping[Group, int]]
Fit = Mapping[MovementId, Movement]


def familiar(movement: MovementId, state: State, within: int = LATELY_DAYS) -> bool:
    """Whether a movement was done in the last weeks of training, so that its load is known even after a break."""
    if movement not in state.lifts:
        return False
    ago = (state.today - state.lifts[movement].last_day).days
    return ago - (state.gap_days or 0) <= within


def most_sets(movement: Movement, goal: Goal, state: State) -> int:
    """The most sets of a movement in a session."""
    known = familiar(movement.id, state)
    if movement.hard and (state.new or not known):
        return MOST_SETS_HARD
    if state.new or not known:
        return MOST_SETS_NEW
    if goal.aim is Aim.STRENGTH and movement.demand >= HEAVY:
        return STRENGTH_SETS
    return min(MOST_SETS, max(MOST_SETS_NEW, len(state.lifts[movement.id].last) + 1))


def hurts(movement: Movement, goal: Goal, state: State) -> bool:
    """Whether a movement's cautions speak against it for a joint that aches."""
    aches = {*goal.aches, *state.aches}
    return any(aches.intersection(caution.aches) for caution in movement.cautions)


def unwise(movement: Movement, goal: Goal) -> bool:
    """Whether a movement's cautions speak against it for a condition of the person (models 18.3 and 20)."""
    return any(not set(goal.conditions).isdisjoint(caution.conditions) for caution in movement.cautions)


def equipment(goal: Goal, gym: Gym) -> tuple[str, ...]:
    """What is at hand in a gym; somebody who trains along can hold one's feet."""
    return gym.equipment if goal.partner is Partner.NOBODY else (*gym.equipment, "anchor")


def bar(movement: Movement, goal: Goal, state: State, gym: Gym) -> Barred | None:
    """Say what keeps a movement out of a plan in a gym; None: nothing does."""
    if movement.id in goal.ban:
        return Barred.BAN
    if hurts(movement, goal, state):
        return Barred.ACHE
    if unwise(movement, goal):
        return Barred.CONDITION
    if not has(equipment(goal, gym), movement.equipment):
        return Barred.EQUIPMENT
    return Barred.TOO_HARD if movement.hard and state.new and not familiar(movement.id, state) else None


def prime(credit: Mapping[Group, int]) -> set[Group]:
    """The groups that a movement is for: most of a set counts for them."""
    return {group for group, share in credit.items() if share >= 10 * MAIN}


def target(movement: Movement, credit: Mapping[Group, int]) -> set[Group]:
    """The groups that one does a movement for: those that its pattern is for, as far as the movement itself is."""
    return prime(credit) & TARGETS[movement.pattern]


def sift(
    fit: Fit, credit: Credits, doses: Mapping[MovementId, Dose], gym: Gym, kept: Collection[MovementId]
) -> dict[MovementId, Barred]:
    """Leave out what a coach would not choose from: what does not count, and what something usual does as well.

    Movements that are ``kept`` stay if they count.
    """
    out = dict.fromkeys(not_for_size(fit, credit), Barred.NOT_FOR_SIZE)
    sieves: tuple[tuple[Barred, Callable[[Fit], Iterator[MovementId]]], ...] = (
        (Barred.FALLBACK, partial(not_needed, credit, gym)),
        (Barred.TOO_LIGHT, partial(too_light, credit)),
        (Barred.NO_BETTER, partial(no_better, credit, doses, kept)),
    )
    for why, sieve in sieves:
        left = {id: movement for id, movement in fit.items() if id not in out}
        out |= {id: why for id in sieve(left) if id not in kept}
    return out


def not_for_size(fit: Fit, credit: Credits) -> Iterator[MovementId]:
    """The movements of which nothing counts, so that they have no place in a plan of weekly sets."""
    return (id for id in fit if not credit[id])


def not_needed(credit: Credits, gym: Gym, fit: Fit) -> Iterator[MovementId]:
    """The fallbacks that need not be done: what they are for is helped by usual movements at hand, loaded if they are.

    Usual movements of the same pattern stand in for them, or any where the pattern has none and legs are complete
    without it.
    """
    needed = {pattern for patterns in COMPLETE if len(patterns) == 1 for pattern in patterns}
    loaded = {id for id, movement in fit.items() if at_most(movement, gym)}
    usual = [movement for movement in fit.values() if not movement.fallback]
    helped = {group for movement in usual for group, share in credit[movement.id].items() if share >= HELPS}
    for id, movement in fit.items():
        same = [other for other in usual if other.pattern is movement.pattern]
        alike = same if movement.pattern in needed else same or usual
        as_heavy = id not in loaded or any(other.id in loaded for other in alike)
        if movement.fallback and alike and as_heavy and prime(credit[id]) <= helped:
            yield id


def too_light(credit: Credits, fit: Fit) -> Iterator[MovementId]:
    """The body-weight movements that need not be done because something at hand is for the same with a load.

    A load can grow with the lifter (double progression, models 12.2). The same is what one does them for.
    """
    loaded = [movement for movement in fit.values() if movement.loading is not Loading.BODY]
    for id, movement in fit.items():
        alike = (other for other in loaded if other.pattern is movement.pattern)
        if movement.loading is Loading.BODY and any(target(movement, credit[id]) <= prime(credit[o.id]) for o in alike):
            yield id


def no_better(
    credit: Credits, doses: Mapping[MovementId, Dose], kept: Collection[MovementId], fit: Fit
) -> Iterator[MovementId]:
    """The movements that can be left out without loss: another one gives the same and never costs more.

    A session takes one movement of a pattern, so the better one can always stand in; calves may take two and are kept.
    """

    def cost(id: MovementId) -> tuple[int, int, int, bool, bool]:
        return doses[id].set_s, doses[id].station_s, fit[id].demand, id not in kept, not fit[id].preferred

    def beats(other: MovementId, id: MovementId) -> bool:
        # Only the same credit: one that gives more to a group may be what a sore or a full group cannot take.
        if fit[other].pattern is not fit[id].pattern or credit[other] != credit[id] or other == id:
            return False
        ours, theirs = cost(id), cost(other)
        return all(mine >= yours for mine, yours in zip(ours, theirs, strict=True)) and (ours, id) > (theirs, other)

    single = (id for id in fit if fit[id].pattern is not Pattern.CALF_RAISE)
    return (id for id in single if any(beats(other, id) for other in fit))
