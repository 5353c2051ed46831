"""The movements: what each trains, how it is done, how it goes for this person, and movements of one's own."""

from __future__ import annotations

from typing import Annotated

import msgspec

from legday import loop
from legday.body.muscles import groups as named
from legday.coach.state import Lift
from legday.kinds import Group, MovementId, Value
from legday.log.fact import Kind
from legday.movement.catalogue import Movement, Pattern
from legday.movement.effort import Effort
from legday.movement.taught import Taught, body_of, learn
from legday.plan.swap import Gap, StandIn
from legday.web import movements as page
from legday.web.api.operation import Part
from legday.web.api.writing import write
from legday.web.session import Missing
from legday.web.site import Site
from legday.web.who import Right

part = Part("Movements", "What each movement trains, computed from its mechanics, and how it is done.")


class Search(Value):
    """Which movements: those whose names have these words, and those that are for a muscle group."""

    q: Annotated[str, msgspec.Meta(max_length=200)] = ""
    group: Group | None = None


class Brief(Value):
    """A movement in short: what a set of it counts for each muscle group, 0 to 1, and whether it is one's own."""

    id: MovementId
    name: str
    pattern: Pattern
    yours: bool
    credit: dict[Group, float]


class Detail(Value):
    """A movement whole: how it is done, what a hard set asks of each muscle, and how it goes for this person.

    ``like`` is what it was taught from, where it is one's own.
    """

    movement: Movement
    credit: dict[Group, float]
    effort: Effort
    lift: Lift | None
    like: Taught | None


class Which(Value):
    """Which movement."""

    id: MovementId


class GroupOf(Value):
    """A muscle group: what it is called, what it is, the sets a week that it is owed, and whether every plan has it."""

    id: Group
    name: str
    note: str
    floor: float
    essential: bool


@part.operation("GET", "/movements", right=Right.READ, q="squat", group="glutes")
def movements(site: Site, asked: Search) -> tuple[Brief, ...]:
    """The movements that can be planned, one's own among them, with what a set counts for each muscle group."""
    known = site.known()
    return tuple(
        Brief(
            id=one.id,
            name=one.name,
            pattern=one.pattern,
            yours=one.id in known.own.here,
            credit=dict(known.atlas.counted(one.id)),
        )
        for one in known.catalogue.values()
        if page.matches(one, asked.q, asked.group, known.atlas)
    )


@part.operation("GET", "/movements/{id}", right=Right.READ, id="back_squat")
def movement(site: Site, asked: Which) -> Detail:
    """One movement: set-up, phases, cues, faults, cautions, what it asks of each muscle, and one's own strength."""
    known = site.known()
    found = {**known.catalogue, **known.own.away}.get(asked.id)
    if found is None:
        raise Missing(f'There is no movement "{asked.id}".', "See /movements for their ids.")
    return Detail(
        movement=found,
        credit=dict(known.atlas.counted(found.id)),
        effort=known.atlas.efforts[found.id],
        lift=known.state.lifts.get(found.id),
        like=known.own.taught.get(found.id),
    )


@part.operation("GET", "/movements/{id}/stand-ins", right=Right.READ, id="leg_press_45")
def alike(site: Site, asked: Which) -> tuple[StandIn, ...]:
    """What to do instead where the machine is taken, the best first."""
    known = site.known()
    if asked.id not in known.catalogue:
        raise Missing(f'There is no movement "{asked.id}".', "See /movements for their ids.")
    return loop.stand_ins(known, Gap(movement=asked.id))


@part.operation(
    "POST",
    "/movements",
    right=Right.PLAN,
    status=201,
    body={"name": "Sissy squat on the stairs", "like": "sissy_squat", "cues": ["Hold the rail."]},
)
def teach(site: Site, body: Taught) -> Detail:
    """Teach a movement of one's own: what it is like, and what differs; what it trains is computed.

    One that was taken away and is taught again by its name comes back with its old sets.
    """
    known = site.known()
    id = learn(body, known.own, known.catalogue)
    write(site, Kind.TAUGHT, {id: body_of(body)})
    return movement(site, Which(id=id))


@part.operation(
    "PUT",
    "/movements/{id}",
    right=Right.PLAN,
    id="own_sissy",
    body={"name": "Sissy squat, slow", "like": "sissy_squat"},
)
def teach_again(site: Site, asked: Which, body: Taught) -> Detail:
    """Change a movement of one's own."""
    known = site.known()
    if asked.id not in known.own.taught:
        raise Missing(f'There is no movement "{asked.id}" of yours.', "See /movements for those that are `yours`.")
    write(site, Kind.TAUGHT, {learn(body, known.own, known.catalogue, asked.id): body_of(body)})
    return movement(site, asked)


@part.operation("DELETE", "/movements/{id}", right=Right.PLAN, id="own_sissy")
def take_away(site: Site, asked: Which) -> Detail:
    """Take a movement of one's own out of the plans; what was logged with it stays."""
    known = site.known()
    if asked.id not in known.own.taught:
        raise Missing(f'There is no movement "{asked.id}" of yours.', "See /movements for those that are `yours`.")
    if asked.id not in known.own.away:
        write(site, Kind.WITHDRAWN, {asked.id: {}})
    return movement(site, asked)


@part.operation("GET", "/groups", right=Right.READ)
def groups(site: Site) -> tuple[GroupOf, ...]:  # noqa: ARG001 (they are the same for everybody)
    """The muscle groups of a leg, from the thigh down, with the sets a week that each is owed."""
    return tuple(
        GroupOf(id=id, name=one.name, note=one.note, floor=one.floor, essential=one.essential)
        for id, one in named().items()
    )
