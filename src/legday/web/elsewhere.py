"""Signing in with an account from elsewhere (OpenID Connect): the code flow with PKCE, state and nonce."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from legday.kinds import BadInput, Value
from legday.people.secrets import new_secret
from legday.web import cookie
from legday.web.door import At, Door, own_path
from legday.web.ledger import Event, note
from legday.web.once import GOOD_S
from legday.web.site import bare, see
from legday.web.who import asking

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session

router = APIRouter()

TIMEOUT_S = 10
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]  # never "none", never a shared secret
ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
BACK = "/sign-in/elsewhere/back"


class Issuer(Value):
    """Who vouches for people, and what legday is called there."""

    address: str
    client: str
    secret: str


class Errand(Value):
    """What somebody went elsewhere for: to sign in, to tie it to their account (``person``), or to join."""

    verifier: str
    nonce: str
    next: str
    person: str | None = None
    name: str | None = None
    invitation: str | None = None


def issuer(env: Mapping[str, str] = os.environ) -> Issuer | None:
    """The issuer of the settings (None: there is none)."""
    address, client = env.get("LEGDAY_OIDC_ISSUER"), env.get("LEGDAY_OIDC_CLIENT")
    if not address or not client:
        return None
    return Issuer(address=address.rstrip("/"), client=client, secret=env.get("LEGDAY_OIDC_SECRET", ""))


def name() -> str:
    """What people know the issuer by, its host ("": there is none)."""
    known = issuer()
    return urlsplit(known.address).hostname or "" if known else ""


def check_settings(env: Mapping[str, str] = os.environ) -> None:
    """Raise ``BadInput`` where an issuer is set and the packages for it are missing, or its address is not safe."""
    given = issuer(env)
    if given is None:
        return
    if urlsplit(given.address).scheme != "https" and urlsplit(given.address).hostname not in ("localhost", "127.0.0.1"):
        raise BadInput("LEGDAY_OIDC_ISSUER must begin with https://.", "Give its address as the issuer writes it.")
    try:
        import authlib.integrations.requests_client  # noqa: F401 (is it there?)
        import joserfc  # noqa: F401 (the same)
    except ImportError:
        raise BadInput(
            "LEGDAY_OIDC_ISSUER needs packages that are not installed.", "Run: pip install 'legday[oidc]'"
        ) from None


def set_out(door: Door, request: Request, **errand: Any) -> tuple[str, str]:
    """Prepare an errand; gives the issuer's address to go to, and the secret for the browser's cookie."""
    given, found = _found()
    kept = Errand(verifier=new_secret(), nonce=new_secret(), **errand)
    state = door.once.put(msgspec.json.encode(kept).decode())
    session = _session(given, request)
    address, _ = session.create_authorization_url(
        found["authorization_endpoint"], state=state, nonce=kept.nonce, code_verifier=kept.verifier
    )
    return str(address), state


def sent_along(response: Response, request: Request, state: str) -> Response:
    """Have the browser keep what it must bring back, so that nobody else can end what it began."""
    https = request.url.scheme == "https"
    response.set_cookie(
        cookie.name(request) + "-errand",
        state,
        max_age=int(GOOD_S),
        path="/",
        secure=https,
        httponly=True,
        samesite="lax",
    )
    return response


@router.get("/sign-in/elsewhere")
def go(door: At, request: Request) -> Response:
    """Go to the issuer to sign in."""
    address, state = set_out(door, request, next=own_path(request.query_params.get("next", "")))
    return sent_along(RedirectResponse(address, 303), request, state)


def ask_to_go(door: Door, request: Request, **errand: Any) -> Response:
    """Show a link to the issuer: browsers let no form lead to another site."""
    address, state = set_out(door, request, **errand)
    return sent_along(bare("elsewhere.html", address=address, issuer=name()), request, state)


@router.get(BACK)
def back(door: At, request: Request) -> Response:
    """Take in who comes back from the issuer."""
    try:
        return taken_in(door, request)
    except BadInput:
        note(Event.SIGN_IN_FAILED, scope=request.scope, how="elsewhere")
        raise


def taken_in(door: Door, request: Request) -> Response:
    """Do what somebody went elsewhere for; raises ``BadInput`` where the issuer does not vouch for them."""
    state = request.query_params.get("state", "")
    begun = request.cookies.get(cookie.name(request) + "-errand", "")
    kept = door.once.take(state) if state and state == begun else None
    if kept is None or "code" not in request.query_params:
        raise BadInput("That sign-in came to nothing.", "Begin again at /sign-in.")
    errand = msgspec.json.decode(kept, type=Errand)
    given, _ = _found()
    subject = redeem(request, errand)
    one = asking(request)
    if errand.person is not None:
        if one is None or one.person != errand.person:
            raise BadInput("You are not signed in any more.", "Sign in, then begin again under Account.")
        door.accounts.tie_identity(errand.person, given.address, subject)
        note(Event.WAY_IN_CHANGED, person=errand.person, scope=request.scope, how="elsewhere added")
        return see("/account")
    if errand.name is not None:
        account = door.accounts.make(
            errand.name, now=door.now(), identity=(given.address, subject), invitation=errand.invitation
        )
        note(Event.ACCOUNT_MADE, person=account.person, scope=request.scope, how="elsewhere")
        return door.enter(request, account.person, errand.next, how="elsewhere")
    person = door.accounts.identity(given.address, subject)
    if person is None:
        raise BadInput(
            "No account here goes with that sign-in.", "Sign in in another way and add it under Account, or be invited."
        )
    return door.enter(request, person, errand.next, how="elsewhere")


def redeem(request: Request, errand: Errand) -> str:
    """Exchange the code for the issuer's word, check it, and give the subject that it names."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet
    from requests import RequestException

    given, found = _found()
    session = _session(given, request)
    try:
        token = session.fetch_token(
            found["token_endpoint"],
            grant_type="authorization_code",
            code=request.query_params["code"],
            code_verifier=errand.verifier,
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )
        keys = session.request(
            "GET", found["jwks_uri"], withhold_token=True, timeout=TIMEOUT_S, allow_redirects=False
        ).json()
        said = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=SIGNED_WITH).claims
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": found["issuer"]},
            aud={"essential": True, "value": given.client},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": errand.nonce},
            azp={"essential": isinstance(said["aud"], list) and len(said["aud"]) > 1, "value": given.client},
            leeway=60,
        ).validate(said)
    except (AuthlibBaseError, JoseError, RequestException, KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{name()} did not vouch for you.", "Try again, or sign in in another way.") from error
    return str(said["sub"])


def _session(given: Issuer, request: Request) -> OAuth2Session:
    from authlib.integrations.requests_client import OAuth2Session

    return OAuth2Session(
        given.client,
        given.secret or None,
        scope="openid",
        redirect_uri=f"{request.url.scheme}://{request.url.netloc}{BACK}",
        code_challenge_method="S256",
    )


def _found() -> tuple[Issuer, dict[str, Any]]:
    """The issuer, and what it says of itself."""
    given = issuer()
    if given is None:
        raise BadInput("No sign-in from elsewhere is set up here.", "Sign in in another way.")
    check_settings()
    import requests

    try:
        address = f"{given.address}/.well-known/openid-configuration"
        found: dict[str, Any] = requests.get(address, timeout=TIMEOUT_S, allow_redirects=False).json()
        is_own = str(found["issuer"]).rstrip("/") == given.address
        is_safe = all(found[end].startswith(f"{urlsplit(given.address).scheme}://") for end in ENDS)
    except (requests.RequestException, AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{name()} cannot be reached.", "Try again later, or sign in in another way.") from error
    if not is_safe:
        raise BadInput(f"{name()} does not do all by https.", "Sign in in another way, and tell whoever runs it.")
    if not is_own:
        raise BadInput(f"{name()} says that it is somebody else.", "See that LEGDAY_OIDC_ISSUER is as it writes it.")
    return given, found
