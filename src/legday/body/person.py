"""The person: height, mass, sex and strength, and from these the size and mass of each segment (de Leva 1996)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec

from legday.kinds import Value


class Sex(StrEnum):
    """Whose segment proportions to take."""

    MAN = "man"
    WOMAN = "woman"


class Person(Value):
    """Who lifts; the one that goes without saying has the height and mass of the reference model, and lifts.

    ``strength`` multiplies the forces of all muscles: 1 is an untrained man between 18 and 25 (``body/forces.py``).

    >>> Person(height_m=1.62, mass_kg=60.0, sex=Sex.WOMAN).mass_kg
    60.0
    """

    height_m: Annotated[float, msgspec.Meta(ge=1.2, le=2.3)] = 1.70
    mass_kg: Annotated[float, msgspec.Meta(ge=30, le=300)] = 75.0
    sex: Sex = Sex.MAN
    strength: Annotated[float, msgspec.Meta(ge=0.2, le=5)] = 1.5


class Segment(NamedTuple):
    """A segment: its length, its mass, and how far its centre of mass is from the end that length begins at."""

    length_m: float
    mass_kg: float
    centre_m: float


class Skeleton(NamedTuple):
    """The segments of a person.

    ``upper`` is everything above the hips as one piece, measured from the hips up to C7; thigh and shank are measured
    from above, the foot from the heel. ``hip_m`` is how far a hip is beside the midline, ``ankle_m`` how high the
    ankle is above the sole; ``heel_m``, ``ball_m`` and ``toe_m`` are how far these are before the ankle.
    """

    upper: Segment
    thigh: Segment
    shank: Segment
    foot: Segment
    hip_m: float
    ankle_m: float
    heel_m: float
    ball_m: float
    toe_m: float

    @property
    def mass_kg(self) -> float:
        """The mass of the whole body, with both legs."""
        return self.upper.mass_kg + 2 * (self.thigh.mass_kg + self.shank.mass_kg + self.foot.mass_kg)


class _Row(NamedTuple):
    """Length as a fraction of height, mass of body mass, and the centre of mass of the length."""

    length: float
    mass: float
    centre: float


# de Leva 1996 (J Biomech 29:1223–1230), men of 1.741 m and women of 1.735 m. The upper body is put together from trunk
# (hips to C7), head and arms by their moments, the arms held at two thirds of the trunk's height.
_TABLE = {
    Sex.MAN: (
        _Row(0.3465, 0.6028, 0.602),
        _Row(0.2425, 0.1416, 0.4095),
        _Row(0.2529, 0.0433, 0.4395),
        _Row(0.1482, 0.0137, 0.4415),
    ),
    Sex.WOMAN: (
        _Row(0.3544, 0.5824, 0.607),
        _Row(0.2124, 0.1478, 0.3612),
        _Row(0.2528, 0.0481, 0.4352),
        _Row(0.1316, 0.0129, 0.4014),
    ),
}


def skeleton(person: Person) -> Skeleton:
    """Scale the segments to a person.

    Where the ankle and the ball are on the foot, and how wide the hips are, follows the reference model (Rajagopal
    2016).

    >>> round(skeleton(Person()).mass_kg, 1), round(skeleton(Person()).thigh.length_m, 3)
    (75.0, 0.412)
    """
    upper, thigh, shank, foot = (
        Segment(
            length_m=row.length * person.height_m,
            mass_kg=row.mass * person.mass_kg,
            centre_m=row.centre * row.length * person.height_m,
        )
        for row in _TABLE[person.sex]
    )
    return Skeleton(
        upper=upper,
        thigh=thigh,
        shank=shank,
        foot=foot,
        hip_m=0.0455 * person.height_m,
        ankle_m=0.204 * foot.length_m,
        heel_m=-0.221 * foot.length_m,
        ball_m=0.490 * foot.length_m,
        toe_m=0.779 * foot.length_m,
    )
