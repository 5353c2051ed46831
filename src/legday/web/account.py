"""The account: a name, ways in, recovery codes, where somebody is signed in, tokens, and leaving."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from legday.kinds import BadInput
from legday.people.account import Invited, read_name
from legday.people.secrets import CODES, new_code
from legday.web import cookie, elsewhere, join, passkeys
from legday.web.answer import answer
from legday.web.door import At, Door
from legday.web.forms import field, one_of
from legday.web.ledger import Event, note
from legday.web.session import Missing
from legday.web.sign_in import Handed
from legday.web.site import Here, Site, Typed, bare, see
from legday.web.who import Who, who

router = APIRouter()

AGAIN = "/sign-in?next=/account"
MISSING = ("That is not there any more.", "Go back to Account.")


class Scope(StrEnum):
    """What a token may do; each scope holds those before it."""

    READ = "read"
    LOG = "log"
    PLAN = "plan"


class Lasting(StrEnum):
    """How long a token is good."""

    MONTH = "30 days"
    YEAR = "a year"
    ALWAYS = "until I take it back"


LASTS = {Lasting.MONTH: timedelta(days=30), Lasting.YEAR: timedelta(days=365), Lasting.ALWAYS: None}


class NotRecent(Exception):
    """What is asked for needs somebody who signed in just now."""


def recent(door: At, request: Request) -> Who:
    """Who asks, and signed in just now; others are asked to sign in again first."""
    one = who(request)
    if one.sign_in is None or not one.is_recent(door.now()):
        raise NotRecent
    return one


Recent = Annotated[Who, Depends(recent)]
"""Who asks for what needs a recent sign-in, for a route."""


def ask_again(request: Request, _error: Exception) -> Response:
    """Have somebody sign in again before they change what is sensitive."""
    if request.headers.get("sec-fetch-mode", "navigate") == "navigate":
        return see(AGAIN)
    return answer({"error": "You signed in a while ago.", "remedy": "Sign in again.", "next": AGAIN}, 401)


@router.get("/account")
def show(site: Here, door: At, request: Request) -> Response:
    """The account of who asks; without accounts, what one is good for."""
    if who(request).sign_in is None:
        return join.first_page(site, request)
    return page(site, door, request, lost="lost" in request.query_params)


def page(site: Site, door: Door, request: Request, status: int = 200, **values: object) -> Response:
    """Show the account."""
    one, now = who(request), door.now()
    account = door.accounts.of(one.person)
    if account is None:  # erased a moment ago on another device
        raise Missing(*MISSING)
    return site.page(
        "account.html",
        status=status,
        account=account,
        recent=one.is_recent(now),
        again=AGAIN,
        passkeys=door.accounts.passkeys(one.person),
        no_passkeys=passkeys.missing(request),
        codes=door.accounts.codes_left(one.person),
        identities=door.accounts.identities(one.person),
        elsewhere=elsewhere.name(),
        sign_ins=door.sign_ins.of(one.person, now=now),
        this=one.sign_in,
        tokens=door.sign_ins.tokens(one.person),
        others=[other for other in door.accounts.every() if other.person != one.person] if account.host else [],
        invitations=[one for one in door.invitations.of(one.person, now=now) if one.kind is Invited.JOIN],
        **{"lost": False, "made": None, **values},
    )


@router.post("/account/name")
def rename(site: Here, door: At, request: Request, form: Typed) -> Response:
    """Take another name."""
    try:
        door.accounts.rename(site.person, read_name(field(form, "name")))
    except BadInput as error:
        return page(site, door, request, 422, error=error)
    note(Event.WAY_IN_CHANGED, person=site.person, scope=request.scope, how="name")
    return see("/account")


@router.post("/account/password")
def set_password(site: Here, door: At, request: Request, form: Typed, one: Recent) -> Response:
    """Set or change the password; it ends all other sign-ins."""
    account = door.accounts.of(one.person)
    try:
        hashed = join.new_password(form, account.name if account else "")
    except BadInput as error:
        return page(site, door, request, 422, error=error)
    door.accounts.set_password(one.person, hashed)
    door.sign_ins.end_others(one.person, one.sign_in)
    note(Event.WAY_IN_CHANGED, person=one.person, scope=request.scope, how="password")
    return see("/account#ways")


@router.post("/account/passkeys/options")
def passkey_options(door: At, request: Request, one: Recent) -> Response:
    """What a browser needs to make one more passkey."""
    account = door.accounts.of(one.person)
    held = door.accounts.passkeys(one.person)
    name = account.name if account else ""
    options = passkeys.new_options(door.once, request, person=one.person, name=name, held=held)
    return Response(options, media_type="application/json")


@router.post("/account/passkeys")
def add_passkey(door: At, request: Request, handed: Handed, one: Recent) -> Response:
    """Keep one more passkey."""
    try:
        door.accounts.add_passkey(passkeys.check_new(door.once, request, handed, now=door.now(), whose=one.person))
    except BadInput as error:
        return passkeys.refused(error)
    note(Event.WAY_IN_CHANGED, person=one.person, scope=request.scope, how="passkey added")
    return answer({"next": "/account"})  # to a place on the page that it is on a browser would not load it again


@router.post("/account/passkeys/remove")
def remove_passkey(site: Here, door: At, request: Request, form: Typed, one: Recent) -> Response:
    """Forget a passkey, unless nothing else is left to sign in with."""
    if last_way(door, one.person):
        return page(site, door, request, 422, error=last("passkey"))
    if not door.accounts.remove_passkey(one.person, field(form, "id")):
        raise Missing(*MISSING)
    note(Event.WAY_IN_CHANGED, person=one.person, scope=request.scope, how="passkey removed")
    return see("/account#ways")


def last_way(door: Door, person: str) -> bool:
    """Whether somebody has but one way in; recovery codes are no way in for good."""
    ways = len(door.accounts.passkeys(person)) + bool(door.accounts.password(person))
    return ways + (len(door.accounts.identities(person)) if elsewhere.name() else 0) <= 1


def last(what: str) -> BadInput:
    """Why the last way in stays."""
    return BadInput(f"This {what} is your only way in.", "Add another way first, then remove it.")


@router.post("/account/elsewhere")
def add_elsewhere(door: At, request: Request, one: Recent) -> Response:
    """Go elsewhere for one more way in."""
    return elsewhere.ask_to_go(door, request, next="/account", person=one.person)


@router.post("/account/elsewhere/remove")
def remove_elsewhere(site: Here, door: At, request: Request, form: Typed, one: Recent) -> Response:
    """Forget a way in from elsewhere, unless nothing else is left."""
    if last_way(door, one.person):
        return page(site, door, request, 422, error=last("sign-in from elsewhere"))
    if not door.accounts.untie_identity(one.person, field(form, "issuer")):
        raise Missing(*MISSING)
    note(Event.WAY_IN_CHANGED, person=one.person, scope=request.scope, how="elsewhere removed")
    return see("/account#ways")


@router.post("/account/codes")
def make_codes(door: At, request: Request, one: Recent) -> Response:
    """Make new recovery codes and show them, this once."""
    codes = [new_code() for _ in range(CODES)]
    door.accounts.set_codes(one.person, codes)
    note(Event.WAY_IN_CHANGED, person=one.person, scope=request.scope, how="recovery codes")
    return bare("codes.html", codes=codes)


@router.post("/account/sign-ins/end")
def end_sign_in(site: Here, door: At, request: Request, form: Typed) -> Response:
    """Sign out somewhere else."""
    if not door.sign_ins.end(site.person, field(form, "id")):
        raise Missing(*MISSING)
    note(Event.SIGNED_OUT, person=site.person, scope=request.scope, how="on another device")
    return see("/account#devices")


@router.post("/account/sign-ins/end-others")
def end_others(door: At, request: Request) -> Response:
    """Sign out everywhere but here."""
    one = who(request)
    door.sign_ins.end_others(one.person, one.sign_in)
    note(Event.SIGNED_OUT, person=one.person, scope=request.scope, how="everywhere else")
    return see("/account#devices")


@router.post("/account/tokens")
def make_token(site: Here, door: At, request: Request, form: Typed, one: Recent) -> Response:
    """Make a token for a program and show it, this once."""
    try:
        name = read_name(field(form, "name"))
        scope = one_of(Scope, field(form, "scope"), "What the token may do")
        lasts = LASTS[one_of(Lasting, field(form, "lasts"), "How long the token is good")]
    except BadInput as error:
        return page(site, door, request, 422, error=error)
    token = door.sign_ins.give_token(one.person, name, scope.value, now=door.now(), lasts=lasts)
    note(Event.ACCESS_GIVEN, person=one.person, scope=request.scope, how=scope.value)
    return page(site, door, request, made=("token", token))


@router.post("/account/tokens/remove")
def remove_token(site: Here, door: At, request: Request, form: Typed) -> Response:
    """Take a token back."""
    if not door.sign_ins.take_token(site.person, field(form, "id")):
        raise Missing(*MISSING)
    note(Event.ACCESS_ENDED, person=site.person, scope=request.scope)
    return see("/account#tokens")


@router.post("/account/invite")
def invite(site: Here, door: At, request: Request, one: Recent) -> Response:
    """Make an invitation to an account here and show its link, this once; only the host gives them."""
    account = door.accounts.of(one.person)
    if account is None or not account.host:
        note(Event.REFUSED, person=one.person, scope=request.scope, how="host only")
        raise Missing(*MISSING)
    secret = door.invitations.mint(one.person, Invited.JOIN, now=door.now())
    note(Event.INVITED, person=one.person, scope=request.scope, how=Invited.JOIN.value)
    return page(site, door, request, made=("link", f"{request.base_url}join/{secret}"))


@router.post("/account/invite/withdraw")
def withdraw(site: Here, door: At, form: Typed) -> Response:
    """Take an invitation back."""
    if not door.invitations.withdraw(site.person, field(form, "id")):
        raise Missing(*MISSING)
    return see("/account#invite")


@router.post("/account/hand-on")
def hand_on(site: Here, door: At, request: Request, form: Typed, one: Recent) -> Response:
    """Hand the host's part on to somebody else."""
    try:
        door.accounts.hand_on(one.person, field(form, "to"))
    except BadInput as error:
        note(Event.REFUSED, person=one.person, scope=request.scope, how="host only")
        return page(site, door, request, 422, error=error)
    note(Event.HOST_CHANGED, person=one.person, scope=request.scope)
    return see("/account#leave")


@router.post("/account/leave")
def leave(site: Here, door: At, request: Request, form: Typed, one: Recent) -> Response:
    """Leave: everything about the person is deleted for real and at once, and nobody is signed in any more."""
    if field(form, "word") != "LEAVE":
        error = BadInput("Nothing was deleted.", "Type LEAVE in capital letters to leave.")
        return page(site, door, request, 422, error=error)
    try:
        site.leave(lambda: door.accounts.leave(one.person))
    except BadInput as error:
        return page(site, door, request, 422, error=error)
    request.app.state.sites.forget(one.person)
    note(Event.ACCOUNT_LEFT, person=one.person, scope=request.scope)
    response = bare("left.html")
    cookie.take(response, request)
    return response
