"""A proxy in front: it alone may ask, and it alone is believed who asked it, and how."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from legday.web.guard import host_name
from legday.web.ledger import Event, note
from legday.web.reach import LOOPBACK


class Proxy:
    """Take ``X-Forwarded-Proto`` and ``X-Forwarded-For`` from the proxy, and refuse everybody else (an ASGI layer).

    ``proxy`` is its address or network. The name that was asked for it passes on as ``Host``, which the guard judges.
    """

    def __init__(self, app: ASGIApp, proxy: str, address: str) -> None:
        self.app = ProxyHeadersMiddleware(app, trusted_hosts=[proxy])  # type: ignore[arg-type]
        self.proxy = ip_network(proxy, strict=False)
        self.address = address

    def believes(self, scope: Scope) -> bool:
        """Whether a request came by the proxy; this machine's own names are for whoever asks without it."""
        headers = Headers(scope=scope)
        passed_on = "x-forwarded-for" in headers or "x-forwarded-proto" in headers
        inward = passed_on and host_name(headers.get("host", "")) in LOOPBACK
        return ip_address(scope["client"][0]) in self.proxy and not inward

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and not self.believes(scope):
            note(Event.REFUSED, scope=scope, how="not by the proxy")
            await PlainTextResponse(f"legday is at {self.address}. Open it there.", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)  # type: ignore[arg-type]
