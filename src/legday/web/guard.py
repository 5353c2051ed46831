"""The door of the page: who may ask, from where, and what the browser may load."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legday.figure.draw import style
from legday.web.ledger import Event, note
from legday.web.reach import LOOPBACK, Front

_FIGURE = b64encode(sha256(style().encode()).digest()).decode()

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": f"'self' 'sha256-{_FIGURE}'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""What a page may load: our own, nothing inline but the colours of the figure."""

_FEATURES = {
    **dict.fromkeys(
        ("camera", "screen-wake-lock", "publickey-credentials-get", "publickey-credentials-create"), "self"
    ),
    **dict.fromkeys(("accelerometer", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"), ""),
    **dict.fromkeys(("hid", "midi", "payment", "serial", "usb", "xr-spatial-tracking"), ""),
}
"""What a page may ask of the device, and what it never does."""

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {source}" for what, source in _SOURCES.items()),
    "Permissions-Policy": ", ".join(f"{what}=({who})" for what, who in _FEATURES.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Sent with every answer."""

HSTS = "max-age=31536000"
"""For a year nothing but https: this name alone, and on no list of a browser's, so that it can be given up again."""

_READS = ("GET", "HEAD", "OPTIONS")


def refusal(method: str, headers: Headers, front: Front, scheme: str = "http") -> str:
    """Say why a request is refused, or nothing when it may pass.

    A foreign ``Host`` is how DNS rebinding looks from here; a write must come from our own page, which browsers state
    in ``Sec-Fetch-Site`` or ``Origin``. A program that sends neither is not a browser and may write. Where the address
    is https, nothing is answered without.

    >>> refusal("GET", Headers({"host": "evil.example"}), Front())
    'legday does not answer to the name "evil.example". Open it as http://127.0.0.1 or http://localhost.'
    >>> refusal("POST", Headers({"host": "localhost:8000", "sec-fetch-site": "same-origin"}), Front())
    ''
    """
    host = headers.get("host", "")
    name = host_name(host)
    if name not in front.names:
        where = front.address or "http://127.0.0.1 or http://localhost"
        return f'legday does not answer to the name "{host}". Open it as {where}.'
    if scheme == "http" and front.address.startswith("https:") and name not in LOOPBACK:
        return (
            f"legday is at {front.address}. Open it there. If you did, the proxy in front does not say so: "
            "it must send X-Forwarded-Proto."
        )
    if method in _READS:
        return ""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    elsewhere = site is not None and site != "same-origin"
    if elsewhere or (origin is not None and origin != f"{scheme}://{host}"):
        return "This came from another site and nothing was saved. Open legday itself and try again."
    return ""


def host_name(host: str) -> str:
    """The name in a ``Host`` header, without its port; "" where it is none.

    >>> host_name("[::1]:8137"), host_name("[")
    ('::1', '')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Refuse requests from elsewhere and put the security headers on every answer (an ASGI layer)."""

    def __init__(self, app: ASGIApp, front: Front) -> None:
        self.app = app
        self.front = front
        # Browsers ask for every port of a name by https then, also where another program serves without.
        alone = front.address.startswith("https:") and urlsplit(front.address).port is None
        self.strict = alone and urlsplit(front.address).hostname not in LOOPBACK

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scheme = scope["scheme"]

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self.strict and scheme == "https":
                    headers["Strict-Transport-Security"] = HSTS
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        reason = refusal(scope["method"], Headers(scope=scope), self.front, scheme)
        if reason:
            note(Event.REFUSED, scope=scope, how="guard")
        await (PlainTextResponse(reason, 403) if reason else self.app)(scope, receive, sealed)
