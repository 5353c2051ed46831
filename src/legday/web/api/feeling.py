"""How the body is: soreness, aches and warning signs, mass and girths, and what came between."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Any

import msgspec

from legday import loop
from legday.coach.measures.entries import GIRTH, MASS, Spot, girth_body, mass_body
from legday.coach.recovery.course import Course
from legday.coach.safety import RedFlag, red_flags
from legday.coach.turning_up.adherence import Adherence
from legday.coach.turning_up.gap import ABOUT, Reason
from legday.kinds import BadInput, Because, Group, Joint, Value
from legday.log.fact import Kind
from legday.web import body as page
from legday.web.api.logging import One
from legday.web.api.operation import SOME_ID, Part
from legday.web.api.writing import add, write
from legday.web.session import Missing
from legday.web.site import Site
from legday.web.who import Right

part = Part("Body", "How sore, what aches, which warning signs are there; and what the scales and the tape said.")

Score = Annotated[int, msgspec.Meta(ge=0, le=10)]
"""From 0, nothing, to 10, the worst there is."""


class Felt(Value):
    """What was felt lately, what is expected, and what to do about both; open red flags come first.

    ``sore`` is the last answer of the past three days, 0 to 10, ``aches`` are joints that hurt, ``rest_days`` how many
    days a group asks for after its last hard session, ``last_trained``.
    """

    flags: tuple[Because, ...]
    sore: dict[Group, int]
    aches: tuple[Joint, ...]
    last_trained: dict[Group, date]
    rest_days: dict[Group, int]
    expected: tuple[Course, ...]
    said: tuple[Because, ...]


class Say(Value):
    """What is felt: soreness by muscle group, pain by joint, and signs that came (true) or are sorted out (false)."""

    sore: dict[Group, Score] = msgspec.field(default_factory=dict)
    aches: dict[Joint, Score] = msgspec.field(default_factory=dict)
    flags: dict[str, bool] = msgspec.field(default_factory=dict)


class MassOf(Value):
    """What the scales said, and on which day (today)."""

    mass_kg: Annotated[float, msgspec.Meta(ge=25, le=400)]
    day: date | None = None


class GirthOf(Value):
    """What the tape said: two readings, or a third where they lie far apart; and on which day (today)."""

    spot: Spot
    readings_cm: Annotated[tuple[float, ...], msgspec.Meta(min_length=2, max_length=3)]
    day: date | None = None


class CameBetween(Value):
    """What came between in weeks without legs."""

    reason: Reason


@part.operation("GET", "/soreness", right=Right.READ)
def soreness(site: Site) -> Felt:
    """How sore and how ready each muscle group is, what aches, and what to expect."""
    known = site.known()
    return Felt(
        flags=known.state.flags,
        sore=known.state.sore,
        aches=known.state.aches,
        last_trained=known.state.last_trained,
        rest_days=known.state.rest_days,
        expected=loop.expected(known),
        said=(*loop.felt_words(known), *loop.ahead_words(known)),
    )


@part.operation("POST", "/soreness", right=Right.LOG, body={"sore": {"glutes": 4}, "aches": {"knee": 0}})
def feel(site: Site, body: Say) -> Felt:
    """Say how sore muscles are, what aches, and which warning signs came or went.

    While a sign is there, nothing is planned. /signs lists them.
    """
    strangers = body.flags.keys() - {flag.id for flag in red_flags()}
    if strangers:
        raise BadInput(f'There is no sign "{min(strangers)}".', "See /signs for their ids.")
    said: dict[str, dict[str, Any]] = {f"sore:{group}": {"sore": score} for group, score in body.sore.items()}
    said |= {f"ache:{joint}": {"pain": score} for joint, score in body.aches.items()}
    said |= {f"flag:{flag}": {"open": there} for flag, there in body.flags.items()}
    if said:
        write(site, Kind.FELT, said)
    return soreness(site)


@part.operation("GET", "/signs", right=Right.READ)
def signs(site: Site) -> tuple[RedFlag, ...]:  # noqa: ARG001 (they are the same for everybody)
    """The warning signs to ask about, how urgent each is, and what to do."""
    return red_flags()


@part.operation("GET", "/body", right=Right.READ)
def body(site: Site) -> loop.Body:
    """Mass and girths with their trends, what loaded bone, and energy where that was turned on."""
    return loop.read_body(site.facts(), site.known())


@part.operation("POST", "/body/mass", right=Right.LOG, status=201, body={"mass_kg": 71.5})
def keep_mass(site: Site, body: MassOf) -> loop.Body:
    """Keep what the scales said."""
    return keep(site, MASS, mass_body(body.mass_kg), body.day)


@part.operation(
    "POST", "/body/girth", right=Right.LOG, status=201, body={"spot": "thigh-left", "readings_cm": [57.2, 57.4]}
)
def keep_girth(site: Site, body: GirthOf) -> loop.Body:
    """Keep what the tape said; of two readings that are far apart a third is asked for."""
    return keep(site, f"{GIRTH}{body.spot.value}", girth_body(body.readings_cm), body.day)


def keep(site: Site, about: str, said: dict[str, Any], day: date | None) -> loop.Body:
    """Keep something measured."""
    seed, last = secrets.token_bytes(16), site.known().last
    add(site, [loop.measure(about, said, day or site.today, at=site.now(), seed=seed, last=last)])
    return body(site)


@part.operation("DELETE", "/body/entries/{id}", right=Right.LOG, id=SOME_ID)
def withdraw_entry(site: Site, asked: One) -> loop.Body:
    """Take an entry of the scales or the tape back."""
    found = page.find_entry(site, asked.id)
    if found is None:
        raise Missing("This entry is not here.", "See /body for those that are.")
    write(site, Kind.WITHDRAWN, {found.id: {}})
    return body(site)


@part.operation("GET", "/attendance", right=Right.READ)
def attendance(site: Site) -> Adherence:
    """How somebody turned up in the last four weeks."""
    return loop.turning_up(site.known())


@part.operation("POST", "/gap", right=Right.LOG, errors=(404,), body={"reason": "travel"})
def came_between(site: Site, body: CameBetween) -> Adherence:
    """Say what came between in weeks without legs; asked once for each gap, and never a reproach."""
    found = loop.open_gap(site.known())
    if found is None:
        raise Missing("There is no gap to say anything of.", "See /today: `gap` says when there is one.")
    write(site, Kind.FELT, {f"{ABOUT}{found.monday}": {"reason": body.reason.value}})
    return attendance(site)
