"""What a trained body could lift in each movement, so that the load of one tells of another.

The loads come out of the same computation as the atlas. How far people's loads lie from them, movement by movement, was
learnt from real logs (``validation/transfer.py``). ``python -m legday.movement.able`` computes them anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp
from pathlib import Path

import msgspec

from legday.body.person import Person
from legday.kinds import Kilograms, MovementId, Value
from legday.movement.atlas import content, specs
from legday.movement.catalogue import Loading, Movement, catalogue
from legday.movement.course import course
from legday.movement.mechanics import read_mechanics

REPS = 10
"""The repetitions to the limit that the loads are for."""

TRAINED = Person(strength=2.0)
"""Who lifts them: twice as strong as an untrained man, so that there is something in the hand in lunges as well; of
1.5, 2, 2.5 and 3 this hardly matters (``validation/transfer.md``)."""


class Learnt(Value):
    """What real logs taught: how far people are ``off`` the computed load of a movement, against their others.

    All in log units. ``spread`` is how far a first load is off four times in five, ``untaught`` that of a movement that
    no log taught anything about (``validation/transfer.md``).
    """

    spread: float
    untaught: float
    off: dict[MovementId, float]


@cache
def able() -> Mapping[MovementId, Kilograms]:
    """What a trained body could lift ten times, of each coached movement with a load, after what real logs taught.

    >>> able()[MovementId("deadlift")] > able()[MovementId("front_squat")]
    True
    """
    return {id: load_kg * exp(learnt().off.get(id, 0.0)) for id, load_kg in computed().items()}


def spread(movement: MovementId) -> float:
    """How far the first load of a movement is off four times in five, in log units."""
    return learnt().spread if movement in learnt().off else learnt().untaught


@cache
def computed() -> Mapping[MovementId, Kilograms]:
    """What a trained body could lift ten times, by computation alone; a load of two dumbbells is that of one."""
    stored = msgspec.json.decode(_file("able.json").read_bytes(), type=_Stored)
    return stored.load_kg if stored.of == content() else compute()


@cache
def learnt() -> Learnt:
    """What real logs taught about the computed loads."""
    return msgspec.convert(tomllib.loads(_file("transfer.toml").read_text(encoding="utf-8")), Learnt)


def compute() -> dict[MovementId, Kilograms]:
    """Compute the loads; takes some seconds. A movement that no load can be added to is left out."""
    loads = {id: _load_kg(movement) for id, movement in catalogue().items() if movement.loaded and not movement.hold_s}
    return {id: load_kg for id, load_kg in loads.items() if load_kg >= 1}


def _load_kg(movement: Movement) -> float:
    hands = 2 if movement.loading is Loading.DUMBBELLS else 1
    return round(course(read_mechanics(movement.id, specs()), TRAINED, reps=REPS).load_kg / hands, 1)


class _Stored(Value):
    """The loads and the hash of what they were computed from."""

    of: str
    load_kg: dict[MovementId, Kilograms]


def _file(name: str) -> Path:
    return Path(str(files("legday.data").joinpath(name)))


if __name__ == "__main__":
    _file("able.json").write_bytes(msgspec.json.encode(_Stored(of=content(), load_kg=compute())) + b"\n")
