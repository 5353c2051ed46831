"""What a browser gives over https only, and how to get it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from legday.web.site import Here

router = APIRouter()


@router.get("/help/https")
def https(site: Here) -> Response:
    """What https is needed for, and what to do about it."""
    return site.page("https.html")
