"""Effort: what a hard set of a movement asks of each muscle, and how much of the set counts for it."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from legday.body.person import Person
from legday.kinds import Coordinate, Credit, Kilograms, Muscle, Value
from legday.movement.course import Course, course
from legday.movement.mechanics import Mechanics

Floats = NDArray[np.float64]

STRETCH, STRETCHED = 2.0, 1.2
"""The length bonus: force counts times the square of the fibres' length, relative to the optimal one and up to 1.2.

Growth is larger where muscles work long: calf raises (Kassiano 2023), leg curls (Maeo 2021), knee extension (Pedrosa
2022, Noorkoiv 2014, McMahon 2014). Nothing is known beyond. ``validation/contrasts.py`` scores the model without it.
"""

LEAST, FULL = 0.1, 0.5
"""The stimulus up to which nothing of a set counts, as no study would see it, and that from which it counts in full; in
between evenly (convention)."""

LIMITING = 0.98
"""The activation from which a muscle has nothing left to give."""


class Share(Value):
    """What a hard set asks of one muscle.

    ``force`` is its mean active force through the repetition, relative to the most it can give then without being
    stretched (so up to 1.4 in what is only lowered); ``shortest`` and ``longest`` are its fibres' lengths relative to
    the optimal one; ``hardest`` is where in the range it works hardest, 0 the easy end and 1 the other. ``stimulus`` is
    the force with the length bonus, ``credit`` the share of the set that counts.
    """

    force: float
    shortest: float
    longest: float
    hardest: float
    stimulus: float
    credit: Credit


class Effort(Value):
    """What a hard set of a movement asks of the leg.

    ``load_kg`` is what this person could lift that often (0: the body is lifted); ``sticking`` is where in the range it
    sticks and ``sticking_deg`` the angles there; ``limits`` are the muscles that have nothing left to give there.
    """

    load_kg: Kilograms
    sticking: float
    sticking_deg: dict[Coordinate, float]
    limits: tuple[Muscle, ...]
    muscles: dict[Muscle, Share]


def effort(mechanics: Mechanics, person: Person | None = None, *, reps: float = 10, reserve: float = 0) -> Effort:
    """Compute a set's effort: of ``reps`` repetitions with ``reserve`` left, for the reference person unless told.

    >>> from legday.movement.mechanics import At, Load, Pull, Support
    >>> extension = Mechanics(
    ...     support=Support.SEAT, hip_deg=85, knee_deg=(95, 5), ankle_deg=0, spine=0.25, trunk_deg=-10,
    ...     load=Load(at=At.SHIN, pull=Pull.BACK), braced=(Coordinate.HIP_FLEXION, Coordinate.HIP_ADDUCTION),
    ... )
    >>> shares = effort(extension).muscles
    >>> shares[Muscle.VASLAT].credit > 0.9, shares[Muscle.BFLH].credit
    (True, 0.0)
    """
    person = person or Person()
    one = summary(course(mechanics, person, reps=reps, reserve=reserve))
    if not mechanics.both_ways:
        return one
    other = summary(course(mechanics.mirrored, person, reps=reps, reserve=reserve))
    return msgspec.structs.replace(
        one,
        limits=tuple(dict.fromkeys((*one.limits, *other.limits))),
        muscles={
            muscle: max(share, other.muscles[muscle], key=lambda each: each.stimulus)
            for muscle, share in one.muscles.items()
        },
    )


def summary(found: Course) -> Effort:
    """Sum a repetition's course up."""
    sticking = int(found.most.argmin())
    count = max(len(found.most) - 1, 1)
    force, stimuli = found.work @ found.force, stimulus(found)
    shares = {
        muscle: Share(
            force=round(float(force[m]), 3),
            shortest=round(float(found.fibre[:, m].min()), 2),
            longest=round(float(found.fibre[:, m].max()), 2),
            hardest=round(int(found.force[:, m].argmax()) / count, 2),
            stimulus=round(float(stimuli[m]), 3),
            credit=credit(float(stimuli[m])),
        )
        for m, muscle in enumerate(Muscle)
    }
    angles = found.posture.angles_deg[sticking]
    return Effort(
        load_kg=round(found.load_kg, 1),
        sticking=round(sticking / count, 2),
        sticking_deg={name: round(float(angle), 1) for name, angle in zip(Coordinate, angles, strict=True)},
        limits=tuple(muscle for m, muscle in enumerate(Muscle) if found.activation[sticking, m] > LIMITING),
        muscles=shares,
    )


def credit(stimulus: float) -> Credit:
    """The share of a set that counts.

    >>> credit(0.05), credit(0.3), credit(0.9)
    (0.0, 0.5, 1.0)
    """
    return round(min(max((stimulus - LEAST) / (FULL - LEAST), 0.0), 1.0), 2)


def stimulus(found: Course, stretch: float = STRETCH) -> Floats:
    """The stimulus of each muscle: active force times the length bonus, weighted by where the work is done."""
    return found.work @ (found.force * np.minimum(found.fibre, STRETCHED) ** stretch)
