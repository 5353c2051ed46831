"""legday's app as it is, with the time and the SQL statements of each answer told in a header.

    python bench/servers/legday_timed.py DATABASE PORT

The time goes from the request's arrival at the app to the head of its answer; BEGIN and COMMIT are not counted.
"""

from __future__ import annotations

import sys
import time
from contextvars import ContextVar

import uvicorn
from sqlalchemy import Engine, event
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import legday.cli  # noqa: F401  how many threads there are is settled there
from legday.store.facts import open_store
from legday.web.app import create_app

STATEMENTS: ContextVar[list[str]] = ContextVar("STATEMENTS")


class Timed:
    """The app, timed (an ASGI layer)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begin, statements = time.perf_counter(), list[str]()
        STATEMENTS.set(statements)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = (time.perf_counter() - begin) * 1000
                told = f"app;dur={took:.3f}, sql;dur={len(statements)}"
                message["headers"] = [*message["headers"], (b"server-timing", told.encode())]
            await send(message)

        await self.app(scope, receive, told)


def count(*words: object) -> None:
    """Count a statement for the request that it belongs to; threads that work for it share its list."""
    statement = str(words[2])
    if not statement.startswith("BEGIN"):
        STATEMENTS.get([]).append(statement)


def main() -> None:
    event.listen(Engine, "before_cursor_execute", count)
    with open_store(sys.argv[1]) as store:
        app = Timed(create_app(store))
        uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")


if __name__ == "__main__":
    main()
