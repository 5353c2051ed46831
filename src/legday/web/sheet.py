"""The planned week on paper: what to do, and empty boxes to write down what was done."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.web.site import Here

router = APIRouter()


@router.get("/week/print")
def sheet(site: Here) -> Response:
    """The week as a sheet to print; what is done already needs no boxes."""
    known = site.known()
    return site.page("sheet.html", done=loop.carried_out(known), places=loop.places(known))
