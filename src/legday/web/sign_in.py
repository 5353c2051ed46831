"""Signing in with a password, a passkey or a recovery code, and signing out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from legday.kinds import BadInput
from legday.people.account import Account
from legday.people.passwords import hash_password, is_outgrown, is_right
from legday.web import cookie, elsewhere, passkeys
from legday.web.answer import answer
from legday.web.door import At, Door, TooOften, own_path
from legday.web.forms import field
from legday.web.ledger import Event, note
from legday.web.site import Typed, bare, see
from legday.web.who import asking

router = APIRouter()

WRONG = ("This name and this password do not go together.", "Check both, and whether capitals are locked.")
WRONG_CODE = ("This name and this code do not go together.", "Each code is good once. Take the next one.")

Handed = Annotated[passkeys.Handed, Depends(passkeys.read_handed)]
"""What a browser's script hands in, for a route."""


def raw(form: Typed, name: str) -> str:
    """What was typed into a field of a password, blanks and all."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def page(door: Door, request: Request, status: int = 200, **values: object) -> Response:
    """Show the page for signing in."""
    account = door.account(request)
    filled = {"name": account.name if account else "", "error": None, "wait_s": 0, **values}
    response = bare(
        "sign-in.html",
        status=status,
        again=account is not None,
        next=own_path(str(values.get("next") or request.query_params.get("next", ""))),
        no_passkeys=passkeys.missing(request),
        elsewhere=elsewhere.name(),
        **{key: value for key, value in filled.items() if key not in ("next", "wait_s")},
    )
    if filled["wait_s"]:
        response.headers["Retry-After"] = str(filled["wait_s"])
    return response


@router.get("/sign-in")
def show(door: At, request: Request) -> Response:
    """Ask who it is; where there are no accounts nobody needs to sign in."""
    one = asking(request)
    if one is not None and one.sign_in is None:
        return see("/")
    return page(door, request)


@router.post("/sign-in")
def sign_in(door: At, request: Request, form: Typed) -> Response:
    """Sign somebody in by name and password."""
    name, password = field(form, "name"), raw(form, "password")
    try:
        account = known(door, request, name, password)
    except BadInput as error:
        return again(door, request, form, error)
    return door.enter(request, account.person, own_path(field(form, "next")), how="password")


def known(door: Door, request: Request, name: str, password: str) -> Account:
    """Who has that name and password; raises ``BadInput``, after as much work where there is no such name."""
    door.guess(request, name)
    account = door.accounts.named(name)
    kept = door.accounts.password(account.person) if account else None
    if not is_right(password, kept) or account is None:
        note(Event.SIGN_IN_FAILED, person=account.person if account else "", scope=request.scope, how="password")
        raise BadInput(*WRONG)
    door.guessed(request, name)
    if kept and is_outgrown(kept):
        door.accounts.set_password(account.person, hash_password(password))
    return account


def again(door: Door, request: Request, form: Typed, error: BadInput) -> Response:
    """Show the page again with what was wrong; who came too often is told how long to wait."""
    status, wait_s = (429, error.wait_s) if isinstance(error, TooOften) else (401, 0)
    typed = {"name": field(form, "name"), "next": field(form, "next")}
    return page(door, request, status, error=error, wait_s=wait_s, **typed)


@router.post("/sign-in/code")
def by_code(door: At, request: Request, form: Typed) -> Response:
    """Sign somebody in by a recovery code, and have them make a new way in."""
    try:
        account = rescued(door, request, field(form, "name"), field(form, "code"))
    except BadInput as error:
        return again(door, request, form, error)
    return door.enter(request, account.person, "/account?lost=yes", how="recovery code")


def rescued(door: Door, request: Request, name: str, code: str) -> Account:
    """Who has that name and that code, which is used up by it; raises ``BadInput`` where they do not go together."""
    door.guess(request, name)
    account = door.accounts.named(name)
    used = door.accounts.use_code(account.person if account else "", code, door.now())
    if account is None or not used:
        note(Event.SIGN_IN_FAILED, person=account.person if account else "", scope=request.scope, how="recovery code")
        raise BadInput(*WRONG_CODE)
    door.guessed(request, name)
    return account


@router.post("/sign-in/passkey/options")
def passkey_options(door: At, request: Request) -> Response:
    """What a browser needs to sign in with a passkey: no name, the passkey knows whose it is."""
    if wait_s := door.guess_here(request):
        return passkeys.refused(TooOften(wait_s))
    return Response(passkeys.sign_in_options(door.once, request), media_type="application/json")


@router.post("/sign-in/passkey")
def by_passkey(door: At, request: Request, handed: Handed) -> Response:
    """Sign somebody in by a passkey."""
    try:
        used, count = passkeys.check_sign_in(door.once, door.accounts.passkey, request, handed)
    except BadInput as error:
        note(Event.SIGN_IN_FAILED, scope=request.scope, how="passkey")
        return passkeys.refused(error)
    door.accounts.used_passkey(used.id, count, door.now())
    door.guessed(request)
    response = answer({"next": own_path(handed.fields.get("next", ""))})
    door.let_in(request, response, used.person, how="passkey")
    return response


@router.post("/sign-out")
def sign_out(door: At, request: Request) -> Response:
    """Sign out on this browser."""
    one = asking(request)
    if one is not None and one.sign_in is not None:
        door.sign_ins.end(one.person, one.sign_in)
        note(Event.SIGNED_OUT, person=one.person, scope=request.scope)
    response = see("/sign-in")
    cookie.take(response, request)
    return response
