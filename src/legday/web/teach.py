"""Teach your own: choose what a movement is like, say what differs, see what it asks, keep it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from legday.kinds import BadInput, Coordinate, MovementId
from legday.log.fact import Kind
from legday.movement.catalogue import catalogue
from legday.movement.taught import (
    OWN,
    TURNS,
    Taught,
    body_of,
    check,
    effort_of,
    learn,
    mechanics_of,
    movement_of,
    name_id,
)
from legday.plan.gyms import equipment_words
from legday.web.forms import Fields, field
from legday.web.movements import asked, matches
from legday.web.pictures import both_ends
from legday.web.session import Missing
from legday.web.site import Here, Site, Typed, see
from legday.web.taught import LOADINGS, NOTHING, PLACES, filled, read_taught, retyped, turns
from legday.web.text import capital

router = APIRouter()


@router.get("/teach")
def show(site: Here, request: Request) -> Response:
    """Choose what a movement is like; then its form, and with it what it asks of each muscle."""
    form = request.query_params
    if not field(form, "like") and not field(form, "id"):
        return choose(site, field(form, "q"))
    return page(site, form, shown=bool(field(form, "show")))


@router.post("/teach")
def keep(site: Here, form: Typed) -> Response:
    """Keep a taught movement, or show the form again with what cannot be so."""
    return page(site, form, shown=True, keep=True)


def choose(site: Site, q: str) -> Response:
    """Show the movements that one's own can be like."""
    known = site.known()
    found = [movement for movement in catalogue().values() if matches(movement, q, None, known.atlas)]
    found.sort(key=lambda one: one.name)
    return site.page("choose.html", found=found, q=q, own=known.own)


def page(site: Site, form: Fields, *, shown: bool, keep: bool = False) -> Response:
    """Show the form, filled as it was typed, with the effort once it is asked for; or keep what it says."""
    id, base = begun(site, form)
    template, mechanics = catalogue()[base.like], mechanics_of(base)
    blank = filled(base, movement_of(id or MovementId(OWN), base))
    blank["name"] = base.name if id else ""
    wrong: dict[str, str] = {}
    found: dict[str, Any] = {"asked": None, "load_kg": 0.0, "error": None, "figure": ()}
    try:
        taught = read_taught(form, base, template, wrong) if shown else base
        if shown and not wrong.keys() - {"name"}:
            found |= preview(taught)
        twin = next((id for id in site.known().own.here if site.known().own.taught[id] == taught), None)
        if keep and twin and not wrong:  # sent twice, kept once
            return see(f"/movement/{twin}")
        if shown and not wrong:
            named(site, taught, id, wrong)
    except BadInput as error:
        found["error"] = in_words(error)
    if wrong:
        found["error"] = BadInput("Something here cannot be so.", "Look at what is marked, and change it.")
    if keep and found["error"] is None:
        own = site.known().own
        id = learn(taught, own, site.known().catalogue, id)
        site.write(Kind.TAUGHT, {id: body_of(taught)})
        return see(f"/movement/{id}")
    return site.page(
        "teach.html",
        status=422 if found["error"] else 200,
        id=id or "",
        like=template,
        typed=retyped(form, blank) if shown else blank,
        turns=turns(mechanics),
        seeks=TURNS[mechanics.seeks][0] if mechanics.seeks in TURNS else "",
        wrong=wrong,
        places=[(at.value, words) for at, words in PLACES.items()],
        loadings=[(loading.value, words) for loading, words in LOADINGS.items()],
        pieces=[(piece, capital(piece)) for piece in (NOTHING, *equipment_words())],
        **found,
    )


def begun(site: Site, form: Fields) -> tuple[MovementId | None, Taught]:
    """What the form begins with: one's own movement that is changed, or the one that a new one is like."""
    id, like = MovementId(field(form, "id")), MovementId(field(form, "like"))
    own = site.known().own
    if id:
        if id not in own.taught:
            raise Missing(f'There is no movement "{id}" of yours here.', "Open Movements and choose one.")
        if own.taught[id].like not in catalogue():
            raise Missing("What this movement is like is not here any more.", "Teach it anew, like another one.")
        return id, own.taught[id]
    if like not in catalogue():
        raise Missing(f'There is no movement "{like}" to be like.', "Choose one from the list.")
    return None, Taught(name="My movement", like=like)


def preview(taught: Taught) -> dict[str, Any]:
    """What a taught movement asks of each muscle; raises BadInput for what nobody could do."""
    check(taught)
    effort = effort_of(mechanics_of(taught))
    figure = both_ends(movement_of(MovementId(OWN), taught), effort)
    return {"asked": asked(effort), "load_kg": effort.load_kg, "figure": figure}


def named(site: Site, taught: Taught, id: MovementId | None, wrong: dict[str, str]) -> None:
    """Say it at the name when the name is taken."""
    try:
        name_id(taught.name, site.known().own, site.known().catalogue, id)
    except BadInput as error:
        wrong["name"] = str(error)


def in_words(error: BadInput) -> BadInput:
    """What the model refuses, without the names that only files of mechanics use.

    >>> str(in_words(BadInput("The body would fall, with knee_flexion 45°.", 'Such as hip_deg = "balance".')))
    'The body would fall, with knee flexion 45°. Change the angles, or what it is like.'
    """
    wrong = error.wrong.replace("_deg", " angle").replace("`", "")
    for name in Coordinate:
        wrong = wrong.replace(name.value, name.value.replace("_", " "))
    fields = "`" in error.remedy or "_deg" in error.remedy
    return BadInput(wrong, "Change the angles, or what it is like." if fields else error.remedy)


def own_movement(site: Site, id: str) -> tuple[MovementId, Taught]:
    """Find one's own movement by its id."""
    found = MovementId(id)
    taught = site.known().own.taught.get(found)
    if taught is None:
        raise Missing(f'There is no movement "{id}" of yours here.', "Open Movements and choose one.")
    return found, taught


@router.post("/teach/{id}/away")
def take_away(site: Here, id: str) -> Response:
    """Take one's own movement out of the plans; what was logged with it stays, and it can come back."""
    own, _ = own_movement(site, id)
    if own not in site.known().own.away:
        site.write(Kind.WITHDRAWN, {own: {}})
    return see(f"/movement/{own}")


@router.post("/teach/{id}/back")
def bring_back(site: Here, id: str) -> Response:
    """Bring a movement back that was taken away."""
    own, taught = own_movement(site, id)
    if own in site.known().own.away:
        learn(taught, site.known().own, site.known().catalogue, own)
        site.write(Kind.TAUGHT, {own: body_of(taught)})
    return see(f"/movement/{own}")
