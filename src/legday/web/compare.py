"""Two movements beside each other: what each trains, at which lengths, what limits it, and what it takes."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday.body.muscles import muscles
from legday.coach.words import listed
from legday.kinds import Credit, Group, MovementId, Muscle
from legday.loop import Known
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Movement
from legday.movement.effort import Effort, Share
from legday.plan.dose import Dose, dose
from legday.web.movements import DOUBTED, spent
from legday.web.pictures import moving
from legday.web.session import Missing
from legday.web.site import Here
from legday.web.text import capital
from legday.web.versus import NONE, Side, answer, difference

router = APIRouter()

SETS = 3
"""How many sets the time is told for: a usual number (convention)."""


Part = tuple[str, Share | None, Share | None]
"""The name of a muscle and what a set of each asks of it; nothing where it hardly works."""


class Line(NamedTuple):
    """What a set of each counts for a group, the difference in words, and the group's muscle that is trained most."""

    group: Group
    shares: tuple[Credit, Credit]
    words: str
    main: Part


class Taken(NamedTuple):
    """What a movement takes: minutes for a few sets, those of them for setting up, and the equipment."""

    minutes: int
    set_up: int
    equipment: str


@router.get("/compare")
def compare(site: Here, a: str = "", b: str = "") -> Response:
    """Two movements beside each other, or the question which; one alone asks for the other."""
    known = site.known()
    pair = [find(id, known) for id in (a, b) if id]
    ready = len(pair) == 2 and pair[0] != pair[1]
    shown = both(pair[0], pair[1], known) if ready else {}
    return site.page(
        "compare.html", a=a, b=b, patterns=by_pattern(known), ready=ready, same=len(pair) == 2 and not ready, **shown
    )


def find(id: str, known: Known) -> Movement:
    """The movement of an id."""
    movement = known.catalogue.get(MovementId(id))
    if movement is None:
        raise Missing(f'There is no movement "{id}" here.', "Open Movements and choose one.")
    return movement


def by_pattern(known: Known) -> list[tuple[str, list[Movement]]]:
    """All movements to choose from, under their patterns."""
    ordered = sorted(known.catalogue.values(), key=lambda one: (one.pattern.value, one.name))
    return [(capital(pattern), list(those)) for pattern, those in groupby(ordered, key=lambda one: one.pattern.value)]


def both(a: Movement, b: Movement, known: Known) -> dict[str, Any]:
    """Everything that the page says of two movements."""
    pair, efforts = (a, b), [counted(movement, known.atlas) for movement in (a, b)]
    return {
        "pair": pair,
        "figures": [moving(movement, effort) for movement, effort in zip(pair, efforts, strict=True)],
        "answer": answer(side(a, known.atlas), side(b, known.atlas)),
        "lines": lines(a, b, known.atlas),
        "muscle_lines": [part for group in Group for part in parts(efforts[0], efforts[1], group)],
        "limits": [
            spent(effort, known.atlas.groups(movement.id)) for movement, effort in zip(pair, efforts, strict=True)
        ],
        "taken": [taken(movement, dose(movement, known.goal, known.state, known.goal.gym)) for movement in pair],
        "doubt": any(one.pattern in DOUBTED for one in pair),
        "sets": SETS,
    }


def counted(movement: Movement, atlas: Atlas) -> Effort:
    """The effort of a movement, with what counts of its sets where they are not all for size."""
    effort, credit = atlas.efforts[movement.id], atlas.muscles(movement.id)
    return msgspec.structs.replace(
        effort,
        muscles={
            muscle: msgspec.structs.replace(share, credit=credit.get(muscle, 0.0))
            for muscle, share in effort.muscles.items()
        },
    )


def side(movement: Movement, atlas: Atlas) -> Side:
    """What the words need to know of a movement."""
    longest = {muscle: share.longest for muscle, share in atlas.efforts[movement.id].muscles.items()}
    return Side(movement.name, atlas.counted(movement.id), atlas.muscles(movement.id), longest)


def lines(a: Movement, b: Movement, atlas: Atlas) -> list[Line]:
    """The groups that at least one of two movements trains, the most first."""
    found = []
    for group in Group:
        one, other = (atlas.groups(movement.id).get(group, 0.0) for movement in (a, b))
        plans = any(group in atlas.counted(movement.id) for movement in (a, b))
        words = difference(one, other, (a.name, b.name)) if plans else "Too little for a plan to count"
        if max(one, other) >= NONE:
            main = parts(counted(a, atlas), counted(b, atlas), group)[0]
            found.append(Line(group, (one, other), words, main))
    return sorted(found, key=lambda line: -max(line.shares))


def parts(a: Effort, b: Effort, group: Group) -> list[Part]:
    """The muscles of a group that at least one of two movements trains, the most first."""

    def credits(muscle: Muscle) -> list[float]:
        return [effort.muscles[muscle].credit if muscle in effort.muscles else 0.0 for effort in (a, b)]

    own = [muscle for muscle in Muscle if muscles()[muscle].group is group and max(credits(muscle)) >= NONE]
    own.sort(key=lambda muscle: -sum(credits(muscle)))
    return [(muscles()[one].name, a.muscles.get(one), b.muscles.get(one)) for one in own]


def taken(movement: Movement, done: Dose) -> Taken:
    """What a movement takes, done as this person would do it."""
    set_up = done.station_s / 60
    ways = [listed(way) for way in movement.equipment]
    return Taken(
        minutes=round(set_up + SETS * done.set_s / 60),
        set_up=round(set_up),
        equipment=capital(" or ".join(way or "nothing" for way in ways)),
    )
