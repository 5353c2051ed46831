"""What to try where strength has levelled off: taken or dropped from the review."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.log.fact import Kind
from legday.web.forms import field
from legday.web.site import Here, Typed, see

router = APIRouter()


@router.post("/review/remedy")
def choose(site: Here, form: Typed) -> Response:
    """Take the remedy that is offered, or drop one that runs; what is not offered any more is not taken."""
    known = site.known()
    if subject := field(form, "drop"):
        site.write(Kind.WISHED, loop.drop(known, subject))
    else:
        offered = loop.remedies(known).offer
        if offered and (offered.remedy, offered.subject) == (field(form, "take"), field(form, "for")):
            site.write(Kind.WISHED, loop.take(known, offered.remedy, offered.subject))
    return see("/review#remedy")
