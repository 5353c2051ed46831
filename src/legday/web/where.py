"""Where a session is done: by its own id, and by that of the planned one, begun or not."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote

from starlette.responses import Response

from legday import loop
from legday.log.history import Session
from legday.web.site import Site

Page = TypeVar("Page", bound=Response)


def train(planned: str) -> str:
    """The address where a planned session is done, begun or not: a phone without a network can begin it there.

    >>> train("2026-11-23:mon")
    '/train/2026-11-23:mon'
    """
    return f"/train/{quote(planned, safe=':')}"


def ongoing(site: Site) -> Session | None:
    """The session of today that runs."""
    known = site.known()
    own = (one for one in known.sessions if one.day == known.today and one.app == "legday" and one.ended is None)
    return next(own, None)


def copies(site: Site, session: Session) -> tuple[str, ...]:
    """The addresses that show a session: a phone that keeps one of them keeps the others, so that none is behind."""
    own = (f"/session/{session.id}",) if session.id else ()
    if session.planned is None:
        return own
    carried = loop.carried_out(site.known()).get(session.planned)
    return (train(session.planned), *own) if not session.id or carried == session else own


def also_at(page: Page, addresses: tuple[str, ...]) -> Page:
    """Say in a header which addresses show what this page shows."""
    page.headers["Legday-Copies"] = " ".join(addresses)
    return page
