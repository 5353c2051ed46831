"""What may be reached without signing in, and what a token may reach; everything else asks for a sign-in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from legday.log.fact import Kind
from legday.web.who import Right, Who

FILES = ("/static/", "/worker.js", "/manifest.webmanifest", "/icon")
"""Files that are the same for everybody."""

PUBLIC = (
    "GET /healthz",
    "GET /help/https",
    "GET /sign-in",
    "POST /sign-in",
    "POST /sign-in/code",
    "POST /sign-in/passkey",
    "POST /sign-in/passkey/options",
    "GET /sign-in/elsewhere",
    "GET /sign-in/elsewhere/back",
    "GET /join/{secret}",
    "POST /join/{secret}",
    "POST /join/{secret}/passkey",
    "POST /join/{secret}/passkey/options",
    "GET /calendar/{secret}.ics",
)
"""What anybody may ask for: pages to sign in with, and addresses that are secrets themselves."""

RIGHTS = {
    ("GET", "/api/v1/openapi.json"): Right.READ,
    ("GET", "/export/facts"): Right.READ,
    ("GET", "/export/sets"): Right.READ,
    ("GET", "/export/{app}"): Right.READ,
}
"""What a token may reach besides the operations under /api/v1, which say so themselves; all else needs a sign-in."""

ADDED = {
    Right.LOG: frozenset({Kind.LOGGED, Kind.FELT, Kind.MEASURED, Kind.WATCHED, Kind.AMENDED, Kind.WITHDRAWN}),
    Right.PLAN: frozenset({Kind.WISHED, Kind.PLANNED, Kind.TAUGHT}),
}
"""The right that adding a fact of each kind needs."""


def is_file(path: str) -> bool:
    """Whether a path leads to what is the same for everybody, so that nobody needs to be asked who they are."""
    return path.startswith(FILES)


def is_public(method: str, path: str) -> bool:
    """Whether anybody may ask for it.

    >>> is_public("GET", "/calendar/abc.ics"), is_public("POST", "/calendar/renew"), is_public("GET", "/")
    (True, False, False)
    """
    return any(one.fullmatch(f"{method} {path}") for one in map(_pattern, PUBLIC))


def needed(method: str, path: str, rights: Mapping[tuple[str, str], Right] = RIGHTS) -> Right:
    """The right that a request needs, where ``rights`` says it of methods and addresses; all of them where not.

    >>> needed("GET", "/export/sets").value, needed("POST", "/erase").value
    ('read', 'all')
    """
    asked = (right for (by, at), right in rights.items() if by == method and _pattern(at).fullmatch(path))
    return next(asked, Right.ALL)


def may_add(asking: Who, kind: Kind) -> bool:
    """Whether who asks may add a fact of a kind.

    >>> may_add(Who(person="me", rights=frozenset({Right.LOG})), Kind.WISHED)
    False
    """
    return any(kind in kinds and asking.may(right) for right, kinds in ADDED.items())


@cache
def _pattern(address: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", address)
    return re.compile("[^/]+".join(map(re.escape, parts)))
