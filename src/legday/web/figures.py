"""The figure's own addresses: pictures to show and reels to play."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from legday.figure.draw import Shading
from legday.figure.film import film_of, reel, shading_of, still, to_json
from legday.figure.scene import View
from legday.figure.step import picture as step_picture
from legday.figure.step import steps
from legday.kinds import MovementId
from legday.movement.catalogue import Movement
from legday.movement.trace import POSTURES
from legday.web.pictures import mark
from legday.web.session import Missing
from legday.web.site import Here, Site

router = APIRouter()

At = Annotated[int, Query(ge=0, lt=POSTURES)]


@router.get("/figure/step/{id}.svg")
def step(id: str, at: At = 0, v: str = "") -> Response:
    """One posture of a drill or stretch as a picture; ``at`` is its number from the start."""
    if id not in steps():
        raise Missing(f'There is no drill or stretch "{id}" here.', "Open Today and choose a session.")
    return _kept(step_picture(steps()[id], at).encode(), "image/svg+xml", v)


@router.get("/figure/{id}/{view}.svg")
def picture(site: Here, id: str, view: str, at: At = 0, v: str = "") -> Response:
    """One posture of a movement as a picture; ``at`` is its number from the easy end of the range."""
    movement, shading = _known(site, id)
    title = f"{movement.name}, from the {view}"
    return _kept(still(film_of(movement, _view(view)), at, shading, title).encode(), "image/svg+xml", v)


@router.get("/figure/{id}/{view}.json")
def played(site: Here, id: str, view: str, v: str = "") -> Response:
    """What the player needs to move a figure."""
    movement, _ = _known(site, id)
    return _kept(to_json(reel(film_of(movement, _view(view)))), "application/json", v)


def _known(site: Site, id: str) -> tuple[Movement, Shading]:
    """A movement, of legday's or the person's own, with how hard each muscle works."""
    known = site.known()
    movement = {**known.catalogue, **known.own.away}.get(MovementId(id))
    if movement is None:
        raise Missing(f'There is no movement "{id}" here.', "Open Movements and choose one.")
    return movement, shading_of(known.atlas.efforts[movement.id])


def _view(view: str) -> View:
    if view not in list(View):
        raise Missing(f'A figure is not seen from "{view}".', f"Choose {', '.join(View)}.")
    return View(view)


def _kept(content: bytes, kind: str, given: str) -> Response:
    """An answer that the browser keeps for good where its address says which drawing it is."""
    keep = "private, max-age=31536000, immutable" if given == mark() else "no-cache"
    return Response(content, media_type=kind, headers={"Cache-Control": keep})
