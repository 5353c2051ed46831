"""A place of one's own: what is there, and what the loads are made of."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday.kinds import BadInput, Unit
from legday.log.fact import Kind
from legday.movement.catalogue import Loading
from legday.plan.goal import Goal, Gym, Pieces
from legday.plan.gyms import equipment_words, free_id, own_gym, own_gyms, with_gym, with_usual, without_gym
from legday.plan.loads import FIELDS, read_pieces, tell_pieces, tell_range
from legday.web.forms import field, fields
from legday.web.session import Missing
from legday.web.site import Here, Site, Typed, see
from legday.web.text import capital

router = APIRouter()

OF = {
    Loading.BARBELL: "Bar",
    Loading.DUMBBELLS: "Pairs, each",
    Loading.DUMBBELL: "One dumbbell",
    Loading.STACK: "Stack",
    Loading.PLATES: "Plates on a machine",
}
"""What each kind of load is, in words."""


@router.get("/gym")
def show(site: Here, id: str = "") -> Response:
    """One's own places with the loads that can be made there, and the form for a new one; or for the one named."""
    known = site.known()
    gym = _own(known.goal, id) if id else None
    return page(site, filled(gym, known.unit, usual=not known.wished))


@router.post("/gym")
def keep(site: Here, form: Typed) -> Response:
    """Keep a place, new or changed, or take it away."""
    goal, unit = site.known().goal, site.known().unit
    id = field(form, "id")
    try:
        if field(form, "remove"):
            goal = without_gym(goal, _own(goal, id).id)
        else:
            gym = read_gym(form, _own(goal, id).id if id else free_id(goal), unit)
            goal = with_gym(goal, gym)
            goal = with_usual(goal, gym) if field(form, "usual") else goal
    except Missing:
        raise
    except BadInput as error:
        return page(site, retyped(form), 422, error=error)
    site.write(Kind.WISHED, {"goal": msgspec.to_builtins(goal)})
    return see("/gym")


def page(site: Site, typed: dict[str, Any], status: int = 200, **values: Any) -> Response:
    """Show one's own places, and the form as it was typed."""
    goal, unit = site.known().goal, site.known().unit
    return site.page(
        "gym.html",
        status=status,
        typed=typed,
        own=[(gym, loads(gym, unit)) for gym in own_gyms(goal)],
        pieces=[(piece, capital(piece)) for piece in equipment_words()],
        **values,
    )


def loads(gym: Gym, unit: Unit) -> list[tuple[str, str]]:
    """The loads that can be made at a place: of what, and which."""
    return [(OF[loading], tell_range(span, unit)) for loading, span in gym.loads.items()]


def read_gym(form: Typed, id: str, unit: Unit) -> Gym:
    """Read a place as it was typed."""
    pieces = read_pieces({name: field(form, name) for name in FIELDS}, unit)
    equipment = fields(form, "equipment")
    if not equipment and pieces == Pieces():
        raise BadInput("There is nothing at this place yet.", "Tick what is there.")
    return own_gym(field(form, "name"), equipment, id=id, pieces=pieces)


def filled(gym: Gym | None, unit: Unit, *, usual: bool) -> dict[str, Any]:
    """The form filled with a place, or empty for a new one."""
    if gym is None:
        return {"id": "", "name": "", "equipment": [], "usual": usual, **tell_pieces(Pieces(), unit)}
    return {
        "id": gym.id,
        "name": gym.name,
        "equipment": list(gym.equipment),
        "usual": False,
        **tell_pieces(gym.pieces, unit),
    }


def retyped(form: Typed) -> dict[str, Any]:
    """The form as somebody typed it, to be shown again."""
    ones = {name: field(form, name) for name in ("id", "name", *FIELDS)}
    return {**ones, "equipment": fields(form, "equipment"), "usual": bool(field(form, "usual"))}


def _own(goal: Goal, id: str) -> Gym:
    found = next((gym for gym in own_gyms(goal) if gym.id == id), None)
    if found is None:
        raise Missing("This place is not here.", "See your places under Wishes.")
    return found
