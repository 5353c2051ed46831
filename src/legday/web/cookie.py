"""The cookie by which a browser is known again."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from legday.store.sign_ins import LASTS


def name(asked: HTTPConnection) -> str:
    """The cookie's name: over https one that browsers take from this very host only, and never over http."""
    return "__Host-legday" if asked.url.scheme == "https" else "legday"


def read(asked: HTTPConnection) -> str | None:
    """The secret that the browser brings along."""
    return asked.cookies.get(name(asked))


def give(response: Response, asked: HTTPConnection, secret: str) -> None:
    """Have the browser keep a secret for 30 days, out of the reach of scripts.

    SameSite is lax, so that a link in a message opens the page it is about; writes from elsewhere the guard refuses.
    """
    https = asked.url.scheme == "https"
    response.set_cookie(
        name(asked), secret, max_age=int(LASTS.total_seconds()), path="/", secure=https, httponly=True, samesite="lax"
    )


def take(response: Response, asked: HTTPConnection) -> None:
    """Have the browser forget it."""
    https = asked.url.scheme == "https"
    response.delete_cookie(name(asked), path="/", secure=https, httponly=True, samesite="lax")
