"""What loads bone: heavy sets that go through the whole body, and landings; an exposure and no score (models 16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import msgspec

from legday.coach.state import Lift
from legday.coach.strength.sets import multiple
from legday.kinds import Because, MovementId, Value
from legday.log.history import Session, Set

HEAVY = 0.8
"""From which share of the one-repetition maximum on a set is heavy (models 16)."""

MOST_REPS = 12
"""Repetitions to the limit up to which a maximum can be reckoned (models 1.5)."""

DAYS = 7


class Loads(Value):
    """The movements whose heavy sets load bone through the whole body, and those whose repetitions are landings."""

    axial: frozenset[MovementId]
    impacts: frozenset[MovementId]


class Exposure(Value):
    """What loaded bone in seven days: heavy sets and landings."""

    heavy: int
    impacts: int


@cache
def loads() -> Loads:
    """The movements that load bone.

    >>> "back_squat" in loads().axial, "leg_press_45" in loads().axial
    (True, False)
    """
    text = (files("legday.data") / "bone" / "exposures.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=Loads)


def exposure(sessions: Iterable[Session], lifts: Mapping[MovementId, Lift], today: date) -> Exposure:
    """Count heavy sets and landings of the last seven days."""
    week = [one for one in sessions if today - timedelta(days=DAYS) < one.day <= today]
    sets = [done for session in week for done in session.sets if done.counts]
    return Exposure(
        heavy=sum(_heavy(done, lifts) for done in sets),
        impacts=sum(done.reps or 0 for done in sets if done.movement in loads().impacts),
    )


def _heavy(done: Set, lifts: Mapping[MovementId, Lift]) -> bool:
    lift = lifts.get(done.movement) if done.movement in loads().axial and done.movement else None
    if lift is None or lift.trend is None or not done.load_kg or not done.reps:
        return False
    to_limit = lift.trend.reps + lift.trend.reserve
    return to_limit <= MOST_REPS and done.load_kg >= HEAVY * lift.trend.level_kg * multiple(to_limit)


def bone_words(found: Exposure) -> Because:
    """Say what loaded bone this week.

    >>> bone_words(Exposure(heavy=6, impacts=0)).say
    'Exposures in the last seven days: heavy axial sets 6, impacts 0.'
    """
    return Because(
        say=f"Exposures in the last seven days: heavy axial sets {found.heavy}, impacts {found.impacts}.",
        why="Heavy axial sets are squats, deadlifts and lunges at 80 % of your maximum or more; impacts are landings "
        "from jumps. Loading helps to keep bone dense. How dense yours is, nobody can tell from this.",
        source="models 16",
        convention=True,
    )
