"""The body of a person: what they measured, what a session takes, what loads their bones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from legday.coach.bone import Exposure, exposure, loads
from legday.coach.energy import ENERGY, Energy, session_energy
from legday.coach.measures.drift import Drift
from legday.coach.measures.entries import Girth, Mass, Measured, read_measured
from legday.coach.measures.girth import GirthTrend, girth_trends
from legday.coach.measures.mass import mass_trend
from legday.kinds import BadInput, Value
from legday.log.fact import Fact, Kind, later_than, latest, say
from legday.loop.known import Known
from legday.movement.catalogue import Pattern

LATEST = 4
"""Sessions whose energy is shown, the newest ones."""


class Body(Value):
    """What is known of a body on a day.

    ``energy`` is None unless it was turned on: then the newest sessions first, those that can be reckoned. ``mass_kg``
    is the one it is reckoned with; None where no mass was measured.
    """

    measured: Measured
    mass: Drift | None
    girths: tuple[GirthTrend, ...]
    bone: Exposure
    mass_kg: float | None
    energy: tuple[Energy, ...] | None


def read_body(facts: Iterable[Fact], known: Known) -> Body:
    """Read a person's facts as what is known of their body."""
    facts = tuple(facts)
    measured = read_measured(facts)
    mass = mass_trend(measured.masses)
    mass_kg = mass.points[-1].middle if mass else measured.masses[-1].mass_kg if measured.masses else None
    wished = latest(facts, Kind.WISHED).get(ENERGY)
    energy: tuple[Energy, ...] | None = None
    if wished and wished.body.get("on") is True:
        patterns = {id: movement.pattern for id, movement in known.catalogue.items()}
        large = {id for id in loads().axial if patterns.get(id) in (Pattern.SQUAT, Pattern.HINGE)}
        told = [session_energy(one, mass_kg, large) for one in reversed(known.sessions)] if mass_kg else []
        energy = tuple(one for one in told if one)[:LATEST]
    return Body(
        measured=measured,
        mass=mass,
        girths=girth_trends(measured.girths),
        bone=exposure(known.sessions, known.state.lifts, known.today),
        mass_kg=mass_kg,
        energy=energy,
    )


def measure(about: str, body: dict[str, Any], day: date, *, at: datetime, seed: bytes, last: str | None) -> Fact:
    """The fact that something was measured on a day; of an earlier day the hour is not known, and noon is taken."""
    if day > at.date():
        raise BadInput(f"{day} is yet to come.", "Give today or an earlier day.")
    when = at if day == at.date() else datetime.combine(day, time(12), at.tzinfo)
    # Its id follows on all others, since what was told later holds, whichever day it is about.
    fact = say(Kind.MEASURED, about, body, at=at, seed=seed, last=last)
    return Fact(id=fact.id, about=about, kind=Kind.MEASURED, at=when, body=body)


def undo_entry(entry: Mass | Girth, *, at: datetime, seed: bytes, last: str | None) -> Fact:
    """The fact that something measured was a mistake."""
    return Fact(id=later_than(last, at, seed), about=entry.id, kind=Kind.WITHDRAWN, at=at, body={})
