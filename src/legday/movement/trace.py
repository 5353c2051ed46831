"""The trace of a movement: its postures from one end of the range to the other, and what each muscle does there."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from legday.body.person import Person, skeleton
from legday.kinds import Kilograms, Muscle, Value
from legday.movement.balance import balanced
from legday.movement.course import Course, course
from legday.movement.mechanics import Mechanics
from legday.movement.posture import Posture

Floats = NDArray[np.float64]

POSTURES = 9
SHOWN = 0.02  # the force below which a muscle is at rest in every posture


class Trace(Value):
    """A movement in ``POSTURES`` postures, from the easy end of the range to the other.

    ``angles_deg`` has one row of seven coordinates a posture; ``pelvis_deg`` and ``trunk_deg`` say how far these lean
    forward. ``force`` is that of each muscle that works, relative to the most it can give; ``strength`` is what the
    posture would allow to lift, relative to the posture that allows the most. ``rises`` says that the muscles lift
    towards the far end of the range; otherwise they lift towards the easy one, as in a squat.
    """

    angles_deg: tuple[tuple[float, ...], ...]
    pelvis_deg: tuple[float, ...]
    trunk_deg: tuple[float, ...]
    force: dict[Muscle, tuple[float, ...]]
    strength: tuple[float, ...]
    rises: bool = True

    @property
    def moves(self) -> bool:
        """Whether the leg moves at all; what is held does not."""
        return len(set(self.angles_deg)) > 1


@cache
def trace(mechanics: Mechanics, person: Person | None = None) -> Trace:
    """Trace a hard set's last repetition, of the reference person unless told.

    >>> from legday.movement.atlas import specs
    >>> from legday.movement.mechanics import read_mechanics
    >>> extension = trace(read_mechanics("leg_extension", specs()))
    >>> [row[3] for row in extension.angles_deg][::4]
    [95.0, 50.0, 5.0]
    >>> max(extension.force, key=lambda muscle: extension.force[muscle][0]).value
    'vaslat'
    """
    found = course(mechanics, person or Person(), reps=10, reserve=0, postures=POSTURES)
    most = np.where(np.isfinite(found.most), found.most, np.nan)
    strength = np.nan_to_num(most / np.nanmax(most), nan=1.0) if np.isfinite(most).any() else np.ones(POSTURES)
    force = {m: found.force[:, i] for i, m in enumerate(Muscle) if found.force[:, i].max() > SHOWN}
    return _written(found.posture, force, strength, rises=_rises(found))


def postures(mechanics: Mechanics, load_kg: Kilograms = 0.0) -> Trace:
    """The postures alone, for what nobody lifts: drills and stretches.

    >>> from legday.movement.mechanics import Support
    >>> sitting = Mechanics(support=Support.SEAT, hip_deg=90, knee_deg=90, ankle_deg=0, trunk_deg=0)
    >>> postures(sitting).force
    {}
    """
    return _written(balanced(mechanics, skeleton(Person()), POSTURES, load_kg), {}, np.ones(POSTURES))


def _rises(found: Course) -> bool:
    """Whether the muscles give work, rather than take it, on the way to the far end."""
    turned = np.diff(np.radians(found.posture.angles_deg), axis=0)
    between = (found.moment_nm[:-1] + found.moment_nm[1:]) / 2
    free = list(found.free)
    return bool((between * turned)[:, free].sum() > 0)


def _written(posture: Posture, force: dict[Muscle, Floats], strength: Floats, *, rises: bool = True) -> Trace:
    return Trace(
        angles_deg=tuple(tuple(_short(row, 1)) for row in posture.angles_deg),
        pelvis_deg=tuple(_short(_lean(posture.frames["pelvis"]), 1)),
        trunk_deg=tuple(_short(_lean(posture.frames["trunk"]), 1)),
        force={muscle: tuple(_short(values, 2)) for muscle, values in force.items()},
        strength=tuple(_short(strength, 3)),
        rises=rises,
    )


def _lean(frame: Floats) -> Floats:
    """How far a frame leans forward, in degrees."""
    return np.degrees(np.arctan2(-frame[:, 1, 0], frame[:, 0, 0]))


def _short(values: Floats, digits: int) -> list[float]:
    rounded: list[float] = (np.round(values, digits) + 0.0).tolist()
    return rounded
