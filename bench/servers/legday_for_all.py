"""legday's app as it is, but that it believes who asks: the person named in a header. For bench/phones.py only.

python bench/servers/legday_for_all.py DATABASE PORT
"""

from __future__ import annotations

import sys

import uvicorn
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

import legday.cli  # noqa: F401  how many threads there are is settled there
from legday.store.facts import open_store
from legday.web.app import create_app
from legday.web.who import Who


class Named:
    """Say that the person in the header asks (an ASGI layer, inside the gate)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            scope["who"] = Who(person=Headers(scope=scope).get("x-person", "me"))
        await self.app(scope, receive, send)


def main() -> None:
    with open_store(sys.argv[1]) as store:
        app = create_app(store)
        app.user_middleware.append(Middleware(Named))  # the last one is the innermost
        uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")


if __name__ == "__main__":
    main()
