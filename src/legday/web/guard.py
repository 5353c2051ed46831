"""The door of the page: who may ask, from where, and what the browser may load."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legday.figure.draw import style
from legday.web.ledger import Event, note

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names under which a page without a sign-in may be asked for."""

_FIGURE = b64encode(sha256(style().encode()).digest()).decode()

HEADERS = {
    "Content-Security-Policy": f"default-src 'self'; style-src 'self' 'sha256-{_FIGURE}'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Sent with every answer: nothing from elsewhere, no frames, nothing inline but the colours of the figure."""

_READS = ("GET", "HEAD", "OPTIONS")


def refusal(method: str, headers: Headers, hosts: Collection[str]) -> str:
    """Say why a request is refused, or nothing when it may pass.

    A foreign ``Host`` is how DNS rebinding looks from here; a write must come from our own page, which browsers state
    in ``Sec-Fetch-Site`` or ``Origin``. A program that sends neither is not a browser and may write.

    >>> refusal("GET", Headers({"host": "evil.example"}), LOOPBACK)
    'legday does not answer to the name "evil.example". Open it as http://127.0.0.1 or http://localhost.'
    >>> refusal("POST", Headers({"host": "localhost:8000", "sec-fetch-site": "same-origin"}), LOOPBACK)
    ''
    """
    host = headers.get("host", "")
    if (urlsplit(f"//{host}").hostname or "") not in hosts:
        return f'legday does not answer to the name "{host}". Open it as http://127.0.0.1 or http://localhost.'
    if method in _READS:
        return ""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    elsewhere = site is not None and site != "same-origin"
    if elsewhere or (origin is not None and urlsplit(origin).netloc != host):
        return "This came from another site and nothing was saved. Open legday itself and try again."
    return ""


class Guard:
    """Refuse requests from elsewhere and put the security headers on every answer (an ASGI layer)."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        reason = refusal(scope["method"], Headers(scope=scope), self.hosts)
        if reason:
            note(Event.REFUSED, scope=scope, how="guard")
        await (PlainTextResponse(reason, 403) if reason else self.app)(scope, receive, sealed)
