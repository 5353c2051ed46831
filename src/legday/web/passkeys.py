"""Passkeys: what the browser is asked for, and whether what it brings is right (WebAuthn level 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

import msgspec
from fastapi import Request
from starlette.responses import Response

from legday.kinds import BadInput, Value
from legday.people.account import Passkey
from legday.web.answer import answer
from legday.web.door import TooOften
from legday.web.once import Once

SIGN_IN = "sign in"
LATE = ("That took too long.", "Try again: there are five minutes.")
NOT_GOOD = ("This passkey is not good here.", "Try again, or sign in in another way.")


class Handed(Value, forbid_unknown_fields=False):
    """What the browser's script hands in: the credential as WebAuthn has it, and the fields of the form."""

    credential: dict[str, Any]
    fields: dict[str, str] = msgspec.field(default_factory=dict)


async def read_handed(request: Request) -> Handed:
    """Read what the script handed in."""
    try:
        return msgspec.json.decode(await request.body(), type=Handed)
    except (msgspec.DecodeError, RecursionError):
        return Handed(credential={})  # is refused like any that is wrong


def missing(request: Request) -> str:
    """Say why a browser has no passkeys at this address ("": it has).

    They belong to a name, and browsers give them to no page that could be changed on its way.
    """
    host = request.url.hostname or ""
    if host == "localhost":
        return ""
    try:
        ip_address(host)
    except ValueError:
        return "" if request.url.scheme == "https" else "Passkeys need https."
    here = "localhost" if ip_address(host).is_loopback else "a name"
    return f"Passkeys need a name. Open legday at {here} in place of {host} to use one."


def sign_in_options(once: Once, request: Request) -> str:
    """What the browser is asked for when somebody signs in, as JSON."""
    from webauthn import generate_authentication_options, options_to_json

    challenge = once.put(SIGN_IN).encode()
    return options_to_json(generate_authentication_options(rp_id=_host(request), challenge=challenge))


def check_sign_in(
    once: Once, find: Callable[[str], Passkey | None], request: Request, handed: Handed
) -> tuple[Passkey, int]:
    """Whose passkey the browser used, and how often it says that it was used; raises ``BadInput`` when it is wrong."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes

    challenge = _challenge(handed)
    if once.take(challenge) != SIGN_IN:
        raise BadInput(*LATE)
    passkey = find(str(handed.credential.get("id", "")).replace("\0", ""))
    if passkey is None:
        raise BadInput(*NOT_GOOD)
    with _spoken():
        owner = handed.credential["response"].get("userHandle")
        if owner and base64url_to_bytes(owner) != user_handle(passkey.person):
            raise BadInput(*NOT_GOOD)
        verified = verify_authentication_response(
            credential=handed.credential,
            expected_challenge=challenge.encode(),
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.count,
        )
    return passkey, verified.new_sign_count


def new_options(once: Once, request: Request, *, person: str, name: str, held: Iterable[Passkey] = ()) -> str:
    """What the browser is asked for when a passkey is made, as JSON.

    A passkey must know whose it is (a resident key): one that does not could never sign in without a name.
    """
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=_host(request),
        rp_name="legday",
        user_name=name,
        user_id=user_handle(person),
        challenge=once.put(person).encode(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.id)) for one in held],
    )
    return options_to_json(options)


def check_new(once: Once, request: Request, handed: Handed, *, now: datetime, whose: str | None = None) -> Passkey:
    """The passkey that the browser made for whom the options were given; raises ``BadInput`` when it is wrong.

    ``whose`` is the person that it must be for (None: whoever it is, an account is made for them).
    """
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    challenge = _challenge(handed)
    person = once.take(challenge)
    if person is None or person == SIGN_IN:
        raise BadInput(*LATE)
    if whose not in (None, person):
        raise BadInput(*NOT_GOOD)
    with _spoken():
        verified = verify_registration_response(
            credential=handed.credential,
            expected_challenge=challenge.encode(),
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
        )
    return Passkey(
        id=bytes_to_base64url(verified.credential_id),
        person=person,
        public_key=bytes_to_base64url(verified.credential_public_key),
        count=verified.sign_count,
        name=" ".join(handed.fields.get("passkey", "").split())[:40] or "Passkey",
        made=now,
    )


def refused(error: BadInput) -> Response:
    """What the script shows when something was wrong."""
    status = 429 if isinstance(error, TooOften) else 400
    return answer({"error": error.wrong, "remedy": error.remedy}, status)


def user_handle(person: str) -> bytes:
    """Whose a passkey is, in bytes that say nothing about them."""
    return sha256(person.encode()).digest()


@contextmanager
def _spoken() -> Iterator[None]:
    """Turn whatever does not fit in what the browser handed in into words."""
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        yield
    except BadInput:
        raise
    except (WebAuthnException, msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(*NOT_GOOD) from error


def _challenge(handed: Handed) -> str:
    # What the browser signed names its challenge; it was handed out as text and came back in base64url.
    from webauthn.helpers import base64url_to_bytes

    with _spoken():
        said = msgspec.json.decode(base64url_to_bytes(handed.credential["response"]["clientDataJSON"]))
        return str(base64url_to_bytes(said["challenge"]), "ascii")


def _host(request: Request) -> str:
    return request.url.hostname or ""


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
