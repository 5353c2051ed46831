"""How much a request may bring, and how long it may take over it."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MB = 1_000_000
FORM = MB
"""What a form may hold: the longest is a hundred times smaller."""

PROGRAM = 8 * MB
"""What a program may send at once: years of facts."""

ROUTES = {"/api/v1/files": 2000 * MB, "/bring": 2000 * MB}
"""What takes the file of a watch, which is a thousand times a training log."""

STALLED_S = 60.0
"""How long nothing may come while more is to come; a phone that loses signal begins anew."""


def most_bytes(path: str) -> int:
    """The most that a request to a path may bring.

    >>> most_bytes("/settings"), most_bytes("/api/v1/facts")
    (1000000, 8000000)
    """
    return ROUTES.get(path, PROGRAM if path.startswith("/api/") else FORM)


class Sizes:
    """Stop reading a request that brings too much or stalls (an ASGI layer)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = most_bytes(scope["path"])
        told = Headers(scope=scope).get("content-length", "")
        come, whole = 0, False

        async def measured() -> Message:
            nonlocal come, whole
            if whole:
                return await receive()
            if told.isdecimal() and int(told) > most:
                raise too_much(most)
            try:
                message = await asyncio.wait_for(receive(), STALLED_S)
            except TimeoutError:
                raise HTTPException(408, "The rest of this did not come in time") from None
            come += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if come > most:
                raise too_much(most)
            return message

        await self.app(scope, measured, send)


def too_much(most: int) -> HTTPException:
    """What to say of a request that is too large."""
    return HTTPException(413, f"This is more than the {most // MB:,} MB that can be handed in here at once")
