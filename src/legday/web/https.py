"""What a browser gives over https only, and how to get it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from legday.web.site import bare

router = APIRouter()


@router.get("/help/https")
def https() -> Response:
    """What https is needed for, and what to do about it, for whoever cannot sign in without it."""
    return bare("https.html")
