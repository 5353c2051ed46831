"""The first load of a movement that somebody never did: what they did, seen through what the computed body can."""

from __future__ import annotations

from collections.abc import Mapping

from legday.coach.loads.convert import Makeable, best_effort
from legday.coach.loads.first import First, Telling, begin, first_load
from legday.coach.loads.progress import CAREFUL
from legday.coach.loads.restart import load_factor
from legday.coach.state import Lift, Load, State
from legday.kinds import Kilograms, MovementId, Muscle, Reps, Reserve
from legday.movement.able import able, spread
from legday.movement.atlas import atlas
from legday.movement.catalogue import Movement, catalogue

TELLS_DAYS = 365
"""How far back from the last session a load still tells of a person's strength (convention)."""

LEAST_SESSIONS = 2
"""One session may have been a trial (convention)."""


def begun(
    movement: Movement, state: State, reps: tuple[Reps, Reps], reserve: Reserve, at_most: Makeable | None
) -> Load | None:
    """How to begin a movement that was never done with a load, where what was done tells of one; else None.

    Three repetitions are left at least, and a novice takes the lower end of what is likely (models 7).
    """
    lift = state.lifts.get(movement.id)
    if at_most is None or (lift and best_effort(lift.last)):
        return None
    reserve = max(reserve, CAREFUL)
    found = first(movement.id, sum(reps) / 2 + reserve, state)
    name = catalogue()[found.told_by].name if found else ""
    return begin(found, name, reps, reserve, at_most, gentle=state.novice) if found else None


def first(
    movement: MovementId, to_limit: float, state: State, *, able_kg: Mapping[MovementId, Kilograms] | None = None
) -> First | None:
    """The load that should go ``to_limit`` times; None where nothing that was done tells of it.

    ``able_kg`` is taken instead of what legday computed and learnt. After a pause the load is less, as everywhere.

    >>> from datetime import date
    >>> from legday.coach.read import read_state
    >>> nobody = read_state((), (), today=date(2026, 11, 22), credit=lambda movement: {})
    >>> first(MovementId("back_squat"), 12, nobody)
    """
    could = able() if able_kg is None else able_kg
    if movement not in could:
        return None
    told = [done for lift in state.lifts.values() if (done := _done(lift, movement, state, could))]
    factor = load_factor(state.gap_days or 0)
    return first_load(told, able_kg=factor * could[movement], to_limit=to_limit, spread=spread(movement))


def _done(lift: Lift, movement: MovementId, state: State, could: Mapping[MovementId, Kilograms]) -> Telling | None:
    best = best_effort(lift.last)
    ago = (state.today - lift.last_day).days - (state.gap_days or 0)
    if lift.movement == movement or lift.movement not in could or best is None:
        return None
    if lift.sessions < LEAST_SESSIONS or ago > TELLS_DAYS:
        return None
    load, reps, left = best
    if lift.trend:
        load, reps, left = lift.trend.level_kg, lift.trend.reps, lift.trend.reserve
    return Telling(
        movement=lift.movement,
        load_kg=load or 0.0,
        to_limit=reps + (left or 0),
        able_kg=could[lift.movement],
        shared=shared(lift.movement, movement),
    )


def shared(one: MovementId, other: MovementId) -> float:
    """How much of what limits one movement limits another: the muscles of both over those of either, 0 to 1.

    >>> shared(MovementId("leg_extension"), MovementId("leg_curl_lying"))
    0.0
    """
    ours, theirs = _limits(one), _limits(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _limits(movement: MovementId) -> frozenset[Muscle]:
    efforts = atlas().efforts
    return frozenset(efforts[movement].limits) if movement in efforts else frozenset()
