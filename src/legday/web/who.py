"""Who asks: the person whose legday a request is about, and what it may do."""

from __future__ import annotations

from enum import StrEnum

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from legday.kinds import Value


class Right(StrEnum):
    """What a request may do with the person's own legday; a page that a person signed in to may do everything."""

    READ = "read"
    LOG = "log"
    PLAN = "plan"
    ALL = "all"


class Who(Value):
    """The person who asks, what they may do, and the sign-in that says so (None: there are no accounts)."""

    person: str
    rights: frozenset[Right] = frozenset({Right.ALL})
    sign_in: str | None = None


class Gate:
    """Say who asks before a route is reached (an ASGI layer): without accounts, the one person there is."""

    def __init__(self, app: ASGIApp, person: str) -> None:
        self.app = app
        self.person = person

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            scope["who"] = Who(person=self.person)
        await self.app(scope, receive, send)


def who(request: Request) -> Who:
    """Who asks, for a route."""
    asking: Who = request.scope["who"]
    return asking
