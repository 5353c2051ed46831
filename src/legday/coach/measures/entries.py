"""What a person measures: the mass of the body and the girths of the legs, read from their facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from statistics import median
from typing import Annotated, Any, TypeVar

import msgspec

from legday.kinds import BadInput, Value
from legday.log.fact import Fact, Kind

MASS = "mass"
"""The subject of a fact that holds the mass of the body."""

GIRTH = "girth:"
"""How the subject of a fact begins that holds a girth; the spot follows."""

APART_CM = 1.0
"""From which difference of two readings on a third one is taken (models 21)."""


class Spot(StrEnum):
    """Where the tape goes."""

    THIGH_LEFT = "thigh-left"
    THIGH_RIGHT = "thigh-right"
    CALF_LEFT = "calf-left"
    CALF_RIGHT = "calf-right"
    HIP = "hip"

    @property
    def part(self) -> str:
        """The part of the body, whichever side it is on; both sides are measured with the same care."""
        return self.value.partition("-")[0]

    @property
    def words(self) -> str:
        """The spot as people say it.

        >>> Spot.THIGH_LEFT.words, Spot.HIP.words
        ('left thigh', 'hip')
        """
        part, _, side = self.value.partition("-")
        return f"{side} {part}".strip()


Centimetres = Annotated[float, msgspec.Meta(ge=15, le=250)]
BodyMass = Annotated[float, msgspec.Meta(ge=25, le=400)]


class MassBody(Value):
    """What a ``measured`` fact about the mass holds."""

    mass_kg: BodyMass


class GirthBody(Value):
    """What a ``measured`` fact about a girth holds: two readings, or three where the first two were far apart."""

    readings_cm: Annotated[tuple[Centimetres, ...], msgspec.Meta(min_length=2, max_length=3)]


class Mass(MassBody):
    """The mass of a person at a time, in kilograms; ``id`` is that of the fact, by which it can be taken back."""

    id: str
    at: datetime


class Girth(GirthBody):
    """Readings of one spot at a time, in centimetres; of two or three the median is kept (models 21)."""

    id: str
    at: datetime
    spot: Spot

    @property
    def kept_cm(self) -> float:
        """The median of the readings."""
        return median(self.readings_cm)


class Measured(Value):
    """All that was measured and not taken back, oldest first."""

    masses: tuple[Mass, ...]
    girths: dict[Spot, tuple[Girth, ...]]

    @property
    def entries(self) -> tuple[Mass | Girth, ...]:
        """All of it, mass first."""
        return (*self.masses, *(girth for those in self.girths.values() for girth in those))


Entry = TypeVar("Entry", Mass, Girth)


def read_measured(facts: Iterable[Fact]) -> Measured:
    """Read what was measured; what was taken back is left out, and so is what is no mass and no girth.

    >>> read_measured(()).masses
    ()
    """
    measured, withdrawn = Kind.MEASURED, Kind.WITHDRAWN  # named once: there are tens of thousands of facts to pass over
    told = [fact for fact in facts if fact.kind is measured or fact.kind is withdrawn]
    back = {fact.about for fact in told if fact.kind is withdrawn}
    stands = [fact for fact in told if fact.kind is measured and fact.id not in back]
    stands.sort(key=lambda fact: (fact.at.replace(tzinfo=None), fact.id))
    masses = [mass for fact in stands if fact.about == MASS if (mass := _read(fact, Mass))]
    girths: dict[Spot, list[Girth]] = {}
    for fact in stands:
        if fact.about.startswith(GIRTH) and (girth := _read(fact, Girth, spot=fact.about.removeprefix(GIRTH))):
            girths.setdefault(girth.spot, []).append(girth)
    return Measured(masses=tuple(masses), girths={spot: tuple(girths[spot]) for spot in Spot if spot in girths})


def _read(fact: Fact, type: type[Entry], **more: Any) -> Entry | None:
    # Facts come from other programs too, and one that cannot be read must not keep anybody from their page.
    try:
        return msgspec.convert({**fact.body, **more, "id": fact.id, "at": fact.at}, type)
    except msgspec.ValidationError:
        return None


def mass_body(mass_kg: float) -> dict[str, Any]:
    """Write a mass as its fact holds it, or say why it is none.

    >>> mass_body(800)
    Traceback (most recent call last):
    legday.kinds.BadInput: 800 kg is no mass of a person. Give 25 to 400 kg.
    """
    if not 25 <= mass_kg <= 400:
        raise BadInput(f"{mass_kg:g} kg is no mass of a person.", "Give 25 to 400 kg.")
    return {"mass_kg": round(mass_kg, 2)}


def girth_body(readings_cm: Sequence[float]) -> dict[str, Any]:
    """Write a girth as its fact holds it, or say what is wrong with its readings.

    >>> girth_body((56.2, 57.8))
    Traceback (most recent call last):
    legday.kinds.BadInput: The two readings are 1.6 cm apart. Measure a third time and give all three.
    """
    for reading in readings_cm:
        if not 15 <= reading <= 250:
            raise BadInput(f"{reading:g} cm is no girth of a leg or a hip.", "Give 15 to 250 cm.")
    if len(readings_cm) not in (2, 3):
        raise BadInput("A girth needs two readings.", "Take the tape off, put it on again, and give both.")
    apart = round(abs(readings_cm[0] - readings_cm[1]), 1)
    if len(readings_cm) == 2 and apart > APART_CM:
        raise BadInput(f"The two readings are {apart:g} cm apart.", "Measure a third time and give all three.")
    return {"readings_cm": [round(reading, 1) for reading in readings_cm]}
