"""What the pages share by which somebody comes in: accounts, sign-ins, what was guessed, and the cookie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from legday.kinds import BadInput
from legday.people.account import Account, handle
from legday.people.device import device
from legday.store.accounts import Accounts
from legday.store.facts import Store
from legday.store.invitations import Invitations
from legday.store.sign_ins import SignIns
from legday.web import cookie
from legday.web.ledger import Event, note
from legday.web.limits import Limits, place
from legday.web.once import Once
from legday.web.site import see
from legday.web.who import asking

FREE_BY_NAME, FREE_BY_PLACE = 5, 20
"""Guesses that cost no waiting: at one name, and from one address, behind which a whole gym may sit."""


class TooOften(BadInput):
    """Somebody guessed too often; ``wait_s`` says how many seconds to wait."""

    def __init__(self, wait_s: float) -> None:
        self.wait_s = max(1, round(wait_s))
        super().__init__("That was tried too often.", f"Wait {self.wait_s} s, then try again.")


class Door:
    """The accounts of a store as the web uses them; ``person`` is who owns the log of a legday without accounts."""

    def __init__(self, store: Store, *, person: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.person = person
        self.now = now
        self.accounts = Accounts(store)
        self.sign_ins = SignIns(store)
        self.invitations = Invitations(store)
        self.by_name = Limits(FREE_BY_NAME)
        self.by_place = Limits(FREE_BY_PLACE)
        self.once = Once()

    def guess(self, request: Request, name: str) -> None:
        """Count a guess at a name before it is looked at; raises ``TooOften``, whether there is such a name or not."""
        if wait_s := self.guess_here(request):
            raise TooOften(wait_s)
        if wait_s := self.by_name.take(handle(name[:200])):
            note(Event.TOO_MANY, scope=request.scope, how="at one name")
            raise TooOften(wait_s)

    def guess_here(self, request: Request) -> float:
        """Count a guess from an address; gives the seconds to wait (0: go on)."""
        wait_s = self.by_place.take(_from(request))
        if wait_s:
            note(Event.TOO_MANY, scope=request.scope, how="from one address")
        return wait_s

    def guessed(self, request: Request, name: str = "") -> None:
        """Forget the guesses of who was right."""
        self.by_name.forgive(handle(name[:200]))
        self.by_place.give_back(_from(request))

    def enter(self, request: Request, person: str, path: str, *, how: str) -> Response:
        """Sign a person in on this browser and send it on; whatever sign-in it had before ends."""
        response = see(path)
        self.let_in(request, response, person, how=how)
        return response

    def let_in(self, request: Request, response: Response, person: str, *, how: str) -> None:
        """Sign a person in with an answer; the secret of the cookie is always a new one. ``how`` names the way in."""
        before = asking(request)
        if before is not None and before.sign_in is not None:
            self.sign_ins.end(before.person, before.sign_in)
        secret = self.sign_ins.begin(person, device(request.headers.get("user-agent", "")), now=self.now())
        cookie.give(response, request, secret)
        note(Event.SIGNED_IN, person=person, scope=request.scope, how=how)

    def account(self, request: Request) -> Account | None:
        """The account of who asks with a sign-in (None: there are no accounts yet, or nobody is signed in)."""
        one = asking(request)
        return self.accounts.of(one.person) if one is not None and one.sign_in is not None else None


def _from(request: Request) -> str:
    return place(request.client.host) if request.client else "here"


def own_path(typed: str) -> str:
    r"""Give a path of this legday to go on to; anything that could lead elsewhere leads to Today.

    >>> [own_path(path) for path in ("/week?day=2", "//evil.example", "/\\evil.example", "https://evil.example", "")]
    ['/week?day=2', '/', '/', '/', '/']
    """
    fine = typed.startswith("/") and typed[1:2] not in ("/", "\\") and typed.isprintable() and "\\" not in typed
    return typed if fine else "/"


def find_door(request: Request) -> Door:
    """The door of this app."""
    door: Door = request.app.state.door
    return door


At = Annotated[Door, Depends(find_door)]
"""The door, for a route."""
