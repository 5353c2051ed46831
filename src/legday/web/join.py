"""Signing up: the first account on this machine, all others by an invitation."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from legday.kinds import BadInput
from legday.people.account import Account, Invitation, Invited, read_name
from legday.people.passwords import check_password, hash_password
from legday.people.secrets import new_id
from legday.web import elsewhere, passkeys
from legday.web.answer import answer
from legday.web.door import At, Door, TooOften
from legday.web.forms import field
from legday.web.gate import is_here
from legday.web.ledger import Event, note
from legday.web.sign_in import Handed, raw
from legday.web.site import Here, Site, Typed, bare, see
from legday.web.who import asking

router = APIRouter()

GONE = ("This invitation is not good any more.", "Ask for a new one: each is for one, for seven days.")
NOT_FIRST = ("There are accounts here already.", "Ask somebody who has one to invite you.")


def invited(door: Door, request: Request, secret: str) -> Invitation:
    """The invitation of a link; raises ``BadInput`` when it is not good, and counts that as a guess."""
    one = asking(request)
    found = door.invitations.look(secret, now=door.now(), by=one.person if one else None)
    if found is None:
        if wait_s := door.guess_here(request):
            raise TooOften(wait_s)
        raise BadInput(*GONE)
    return found


def after(invitation: Invitation, secret: str) -> str:
    """Where somebody goes on to who used an invitation."""
    return "/account" if invitation.kind is Invited.JOIN else f"/people/join/{secret}"


@router.get("/join/{secret}")
def show(door: At, request: Request, secret: str) -> Response:
    """Ask who was invited for a name and a way in; who has an account goes on to say yes or no."""
    try:
        invitation = invited(door, request, secret)
    except BadInput as error:
        return closed(error)
    if asking(request) is not None:
        return see(after(invitation, secret))
    return page(door, request, secret, invitation)


def page(
    door: Door, request: Request, secret: str, invitation: Invitation, status: int = 200, **values: object
) -> Response:
    """Show the page for signing up."""
    host = door.accounts.of(invitation.person)
    return bare(
        "join.html",
        status=status,
        secret=secret,
        kind=invitation.kind.value,
        inviter=host.name if host else "",
        no_passkeys=passkeys.missing(request),
        elsewhere=elsewhere.name(),
        **{"name": "", "error": None, **values},
    )


def closed(error: BadInput) -> Response:
    """Show that an invitation is not good, in the same words whatever became of it."""
    status = 429 if isinstance(error, TooOften) else 404
    return bare("shut.html", status=status, heading="No invitation", wrong=error.wrong, remedy=error.remedy)


@router.post("/join/{secret}")
def join(door: At, request: Request, form: Typed, secret: str) -> Response:
    """Make an account with a password, or go elsewhere for a way in."""
    try:
        invitation = invited(door, request, secret)
    except BadInput as error:
        return closed(error)
    try:
        name = read_name(field(form, "name"))
        if field(form, "elsewhere"):
            return elsewhere.ask_to_go(door, request, next=after(invitation, secret), name=name, invitation=secret)
        account = door.accounts.make(name, now=door.now(), password=new_password(form, name), invitation=secret)
    except BadInput as error:
        return page(door, request, secret, invitation, 422, error=error, name=field(form, "name"))
    note(Event.ACCOUNT_MADE, person=account.person, scope=request.scope, how="password")
    return door.enter(request, account.person, after(invitation, secret), how="password")


def new_password(form: Typed, name: str) -> str:
    """The hash of a new password that was typed; raises ``BadInput`` for one that is easily guessed."""
    password = raw(form, "password")
    check_password(password, name)
    return hash_password(password)


@router.post("/join/{secret}/passkey/options")
def passkey_options(door: At, request: Request, secret: str, form: Typed) -> Response:
    """What a browser needs to make the first passkey of a new account."""
    try:
        invited(door, request, secret)
        name = read_name(field(form, "name"))
    except BadInput as error:
        return passkeys.refused(error)
    options = passkeys.new_options(door.once, request, person=new_id(), name=name)
    return Response(options, media_type="application/json")


@router.post("/join/{secret}/passkey")
def join_by_passkey(door: At, request: Request, secret: str, handed: Handed) -> Response:
    """Make an account with a passkey."""
    try:
        invitation = invited(door, request, secret)
        account = made(door, request, handed, invitation=secret)
    except BadInput as error:
        return passkeys.refused(error)
    return entered(door, request, account, after(invitation, secret))


def made(door: Door, request: Request, handed: passkeys.Handed, **more: Any) -> Account:
    """Make an account with the passkey that a browser made."""
    passkey = passkeys.check_new(door.once, request, handed, now=door.now())
    name = handed.fields.get("name", "")
    account = door.accounts.make(name, now=door.now(), person=passkey.person, passkey=passkey, **more)
    note(Event.ACCOUNT_MADE, person=account.person, scope=request.scope, how="passkey")
    return account


def entered(door: Door, request: Request, account: Account, path: str) -> Response:
    """Sign somebody in and tell the script where to go on."""
    response = answer({"next": path})
    door.let_in(request, response, account.person, how="passkey")
    return response


def check_first(door: Door, request: Request) -> None:
    """Raise ``BadInput`` unless the first account may be made, from this machine."""
    if door.accounts.exist() or not is_here(request):
        raise BadInput(*NOT_FIRST)


def first_page(site: Site, request: Request, status: int = 200, **values: object) -> Response:
    """Show what an account is good for, and the form for the first one."""
    values = {"name": "", "no_passkeys": passkeys.missing(request), **values}
    return site.page("first.html", status=status, **values)


@router.post("/account/first")
def first(site: Here, door: At, request: Request, form: Typed) -> Response:
    """Make the first account, which owns the log that is here, with a password."""
    try:
        check_first(door, request)
        name = read_name(field(form, "name"))
        account = door.accounts.make(name, now=door.now(), person=door.person, password=new_password(form, name))
    except BadInput as error:
        return first_page(site, request, 422, error=error, name=field(form, "name"))
    note(Event.ACCOUNT_MADE, person=account.person, scope=request.scope, how="password")
    return door.enter(request, account.person, "/account", how="password")


@router.post("/account/first/passkey/options")
def first_passkey_options(door: At, request: Request, form: Typed) -> Response:
    """What a browser needs to make the first passkey of the first account."""
    try:
        check_first(door, request)
        name = read_name(field(form, "name"))
    except BadInput as error:
        return passkeys.refused(error)
    options = passkeys.new_options(door.once, request, person=door.person, name=name)
    return Response(options, media_type="application/json")


@router.post("/account/first/passkey")
def first_by_passkey(door: At, request: Request, handed: Handed) -> Response:
    """Make the first account with a passkey."""
    try:
        check_first(door, request)
        account = made(door, request, handed)
    except BadInput as error:
        return passkeys.refused(error)
    return entered(door, request, account, "/account")
