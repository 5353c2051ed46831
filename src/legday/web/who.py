"""Who asks: the person whose legday a request is about, and what it may do."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from fastapi import Request

from legday.kinds import Value

RECENT = timedelta(minutes=15)
"""How long after signing in somebody may change how they sign in, invite and leave; later they are asked again."""


class Right(StrEnum):
    """What a request may do with the person's own legday; a page that a person signed in to may do everything."""

    READ = "read"
    LOG = "log"
    PLAN = "plan"
    ALL = "all"


SCOPES = {
    Right.READ: frozenset({Right.READ}),
    Right.LOG: frozenset({Right.READ, Right.LOG}),
    Right.PLAN: frozenset({Right.READ, Right.LOG, Right.PLAN}),
}
"""What a token of each scope may do; none may do everything."""


class Who(Value):
    """The person who asks, what they may do, and the sign-in that says so (None: a token, or there are no accounts).

    ``since`` is when they signed in.
    """

    person: str
    rights: frozenset[Right] = frozenset({Right.ALL})
    sign_in: str | None = None
    since: datetime | None = None

    def may(self, right: Right) -> bool:
        """Whether they may do what asks for a right.

        >>> Who(person="me").may(Right.LOG), Who(person="me", rights=SCOPES[Right.LOG]).may(Right.ALL)
        (True, False)
        """
        return right in self.rights or Right.ALL in self.rights

    def is_recent(self, now: datetime) -> bool:
        """Whether they signed in so lately that it is surely still them."""
        return self.since is not None and now.astimezone() - self.since < RECENT


def asking(request: Request) -> Who | None:
    """Who asks, for a route that anybody may reach (None: nobody is signed in)."""
    found: Who | None = request.scope.get("who")
    return found


def who(request: Request) -> Who:
    """Who asks, for a route behind the gate."""
    found = asking(request)
    if found is None:
        raise LookupError(f"{request.url.path} is open to everybody, so nobody in particular asks.")
    return found
