"""The calendar feed: the planned week at a secret address, which the person makes, renews and stops."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Request
from starlette.responses import Response

from legday import loop
from legday.files import calendar
from legday.kinds import Value
from legday.log.fact import Kind
from legday.web.reach import LOOPBACK
from legday.web.site import Here, Site, Sites, see

router = APIRouter()


class Address(Value):
    """Where calendars find the feed: as a link for copying, and as one that a calendar opens itself.

    ``here_only`` says that nothing but this machine can reach it.
    """

    link: str
    webcal: str
    here_only: bool


def address(site: Site, request: Request) -> Address | None:
    """The address of the feed under the name by which legday was asked for; None where there is none."""
    secret = calendar.secret(site.facts())
    if secret is None:
        return None
    link = f"{request.base_url}calendar/{secret}.ics"
    webcal = link.replace(request.url.scheme, "webcal", 1)
    return Address(link=link, webcal=webcal, here_only=request.url.hostname in LOOPBACK)


@router.get("/calendar/{secret}.ics")
def feed(request: Request, secret: str) -> Response:
    """The feed, for who knows its address; an address that is wrong or old does not even say that there is one."""
    sites: Sites = request.app.state.sites
    for site in map(sites.of, sites.store.told_calendar(secret)):
        facts = site.facts()
        held = calendar.secret(facts)
        if held is not None and secrets.compare_digest(held.encode(), secret.encode()):
            content = calendar.write(loop.feed(site.known(), facts))
            headers = {"Content-Disposition": "inline; filename=legday.ics"}
            return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)
    return Response(status_code=404)


@router.post("/calendar/renew")
def renew(site: Here) -> Response:
    """Make a new address, the first or one that cuts off whoever had the old one."""
    site.write(Kind.WISHED, {calendar.ABOUT: {"secret": secrets.token_urlsafe(32)}})
    return see("/settings#calendar")


@router.post("/calendar/stop")
def stop(site: Here) -> Response:
    """Have no address any more."""
    site.write(Kind.WISHED, {calendar.ABOUT: {"secret": None}})
    return see("/settings#calendar")
