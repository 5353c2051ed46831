"""The gate: nobody comes in without being known, but for what is open to everybody (an ASGI layer)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legday.kinds import BadInput
from legday.store.accounts import Accounts
from legday.store.facts import Store
from legday.store.sign_ins import SignIns
from legday.web import cookie
from legday.web.ledger import Event, note
from legday.web.reach import LOOPBACK
from legday.web.rights import RIGHTS, is_file, is_public, needed
from legday.web.who import SCOPES, Right, Who

BEARER = "bearer "
UNUSABLE = "legday cannot use its database just now. Nothing is lost: what waits on a phone stays there."
MOST_BYTES = 65_536  # a passkey takes some kilobytes


class Found(msgspec.Struct):
    """What is known of who asks: who it is (None: nobody), and the cookie to prolong."""

    who: Who | None = None
    prolonged: str | None = None
    refusal: Response | None = None


class Gate:
    """Say who asks before a route is reached, and turn away who is not known.

    Without accounts it is the one person there is, ``person``, on this machine only. ``rights`` says what a token may
    reach, and the right that it needs.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        store: Store,
        person: str,
        now: Callable[[], datetime],
        rights: Mapping[tuple[str, str], Right] = RIGHTS,
    ) -> None:
        self.app = app
        self.rights = rights
        self.person = person
        self.now = now
        self.accounts = Accounts(store)
        self.sign_ins = SignIns(store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # there are no others
        asked = HTTPConnection(scope)
        found = Found() if is_file(scope["path"]) else await run_in_threadpool(self.find, asked)
        scope["who"] = found.who
        answer = found.refusal or self.refused(asked, found.who)
        if answer is not None and answer.status_code in (401, 403, 413):  # the way to the sign-in is no refusal
            note(Event.REFUSED, person=found.who.person if found.who else "", scope=scope, how="gate")

        async def prolonging(message: Message) -> None:
            if message["type"] == "http.response.start" and found.prolonged:
                headers = MutableHeaders(scope=message)
                if "set-cookie" not in headers:  # a page that signs in or out has the last word
                    prolonged = Response()
                    cookie.give(prolonged, asked, found.prolonged)
                    headers["set-cookie"] = prolonged.headers["set-cookie"]
            await send(message)

        await (answer or self.app)(scope, receive, prolonging)

    def find(self, asked: HTTPConnection) -> Found:
        """Find out who asks: by a token, by a cookie, or because there is only one."""
        try:
            authorization = asked.headers.get("authorization", "")
            if authorization.lower().startswith(BEARER):
                return self.by_token(authorization[len(BEARER) :].strip())
            secret = cookie.read(asked)
            known = self.sign_ins.known(secret, now=self.now()) if secret else None
            if secret and known:
                sign_in, prolonged = known
                one = Who(person=sign_in.person, sign_in=sign_in.id, since=sign_in.made)
                return Found(who=one, prolonged=secret if prolonged else None)
            if self.accounts.exist():
                return Found()
        except BadInput as error:  # the store cannot be used; where it is and why is told on the machine alone
            words = f"{error.wrong} {error.remedy}" if is_here(asked) else UNUSABLE
            return Found(refusal=PlainTextResponse(f"{words}\n", 503))
        if is_here(asked):
            return Found(who=Who(person=self.person))
        words = "There are no accounts here yet. Make the first one on the machine itself: legday account add NAME\n"
        return Found(refusal=PlainTextResponse(words, 403))

    def by_token(self, secret: str) -> Found:
        """Find out whose token it is."""
        access = self.sign_ins.token(secret, now=self.now())
        if access is None:
            return Found(refusal=refused("This token is not good.", "Make a new one under Account.", 401))
        return Found(who=Who(person=access.person, rights=SCOPES[Right(access.scope)]))

    def refused(self, asked: HTTPConnection, one: Who | None) -> Response | None:
        """The answer to who may not come in (None: they may)."""
        method, path = asked.scope["method"], asked.scope["path"]
        if one is None and method == "POST" and not is_small(asked):
            return PlainTextResponse("This is too much to take from somebody who is not signed in.\n", 413)
        if is_file(path) or is_public(method, path):
            return None
        if one is None:
            return to_sign_in(asked)
        right = needed(method, path, self.rights)
        if one.may(right):
            return None
        if right is Right.ALL:
            return refused("A token cannot do this.", "Open legday in a browser and do it there.", 403)
        return refused("This token may not do that.", f'Make one that may "{right.value}" under Account.', 403)


def is_small(asked: HTTPConnection) -> bool:
    """Whether what is sent says that it fits into a form for signing in."""
    length = asked.headers.get("content-length", "")
    return length.isdecimal() and int(length[:9]) <= MOST_BYTES


def is_here(asked: HTTPConnection) -> bool:
    """Whether somebody asks from this machine, by its own name for itself."""
    if asked.url.hostname not in LOOPBACK:
        return False
    try:
        return asked.client is None or ip_address(asked.client.host).is_loopback
    except ValueError:  # no address at all: a socket in a folder, or a test
        return True


def refused(error: str, remedy: str, status: int) -> Response:
    """A refusal for programs."""
    body = msgspec.json.encode({"error": error, "remedy": remedy})
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return Response(body, status, headers=headers, media_type="application/json")


def to_sign_in(asked: HTTPConnection) -> Response:
    """Send somebody to the page for signing in, and afterwards back; a program is told so."""
    mode = asked.headers.get("sec-fetch-mode", "navigate")
    if asked.url.path.startswith("/api/") or mode != "navigate":
        return refused("Nobody is signed in.", "Sign in at /sign-in, or send a token.", 401)
    back = asked.url.path + (f"?{asked.url.query}" if asked.url.query else "")
    if asked.scope["method"] != "GET":
        back = "/"  # what was sent is lost; the page that it came from is where to go on
        with suppress(ValueError):
            back = urlsplit(asked.headers.get("referer", "/")).path or "/"
    return RedirectResponse(f"/sign-in?next={quote(back, safe='')}" if back != "/" else "/sign-in", 303)
