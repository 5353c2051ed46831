"""The ledger: what matters for safety, as one line of JSON each, on the logger ``legday.security``."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from enum import StrEnum

from starlette.types import Scope

_LOG = logging.getLogger("legday.security")


class Event(StrEnum):
    """What is written down; never with what was typed, a body, a cookie or a secret address."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SIGNED_OUT = "signed out"
    WAY_IN_CHANGED = "way in changed"
    ACCESS_GIVEN = "token made"
    ACCESS_ENDED = "token ended"
    ACCOUNT_MADE = "account made"
    ACCOUNT_LEFT = "account left"
    HOST_CHANGED = "host changed"
    INVITED = "invited"
    LOG_ERASED = "log erased"
    TIE_CHANGED = "tie changed"
    REFUSED = "refused"
    TOO_MANY = "too many tries"
    FAULT = "fault"


def note(event: Event, *, person: str = "", scope: Scope | None = None, how: str = "") -> None:
    """Write one event down: when (UTC), what, who, from which address, and by which way.

    ``how`` is a word of ours ("passkey", "password"), never what somebody sent.

    >>> note(Event.SIGNED_IN, person="me", how="passkey")
    """
    client = (scope or {}).get("client")
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "event": event.value,
        "person": person,
        "address": client[0] if client else "",
        "how": how,
    }
    _LOG.info(json.dumps({name: said for name, said in told.items() if said}))


def show() -> None:
    """Have the ledger written to the standard error, where whoever runs the server keeps what it says."""
    if not _LOG.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
