"""Web push (RFC 8030, 8291, 8292): a message encrypted for one browser, signed, and handed to its push service."""

from __future__ import annotations

import base64
import binascii
import os
import socket
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address
from time import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from legday.kinds import BadInput
from legday.store.reminders import Notices, Subscription

if TYPE_CHECKING:
    from py_vapid import Vapid02

NOBODY = "mailto:nobody@example.org"
"""Whom a push service may write to where the host gave no address: nobody (RFC 2606 keeps the name free)."""

HALF_DAY_S = 12 * 3600  # a signature may hold a day at most (RFC 8292, section 2)
TIMEOUTS_S = (5, 10)  # to connect, to answer; convention
LONGEST = 1024  # of an address; those of the browsers' services have some two hundred characters


class Outcome(StrEnum):
    """What became of a message: the service has it, knows the browser no more, or could not take it now."""

    SENT = "sent"
    GONE = "gone"
    FAILED = "failed"


def contact(env: Mapping[str, str] = os.environ) -> str:
    """Whom a push service may write to when something is wrong: ``LEGDAY_CONTACT``, an address of e-mail or a page.

    >>> contact({"LEGDAY_CONTACT": "anna@example.com"})
    'mailto:anna@example.com'
    """
    said = env.get("LEGDAY_CONTACT", "").strip()
    if not said:
        return NOBODY
    return said if said.startswith(("mailto:", "https://")) else f"mailto:{said}"


def read_subscription(endpoint: str, p256dh: str, auth: str, device: str) -> Subscription:
    """Read what a browser gave; raises ``BadInput`` for what nothing could be sent to.

    >>> read_subscription("http://push.example/1", "", "", "")
    Traceback (most recent call last):
    legday.kinds.BadInput: The browser gave an address that legday sends nothing to. Try another browser.
    """
    remedy = "Try another browser."
    if len(endpoint) > LONGEST or not is_outside(endpoint):
        raise BadInput("The browser gave an address that legday sends nothing to.", remedy)
    if not _is_point(_bytes(p256dh)) or len(_bytes(auth)) != 16:
        raise BadInput("The browser gave keys that cannot be used.", remedy)
    return Subscription(endpoint=endpoint, p256dh=p256dh, auth=auth, device=device)


def is_outside(endpoint: str) -> bool:
    """Whether an address is https and names a host that is not plainly in this house; nothing is looked up.

    >>> [is_outside(f"https://{host}/x") for host in ("push.example", "127.0.0.1", "[::1]", "10.1.2.3", "printer")]
    [True, False, False, False, False]
    """
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or parts.username is not None or not endpoint.isascii():
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".local", ".localhost", ".internal", ".lan"))


def leads_outside(endpoint: str) -> bool:
    """Whether every address that the host's name stands for is one of the open internet."""
    try:
        found = socket.getaddrinfo(urlsplit(endpoint).hostname, None, type=socket.SOCK_STREAM)
        return all(ip_address(one[4][0]).is_global for one in found)
    except (OSError, ValueError):
        return False


def signing_key(notices: Notices) -> Vapid02:
    """The key that messages are signed with; made once, since browsers subscribe to one key."""
    from py_vapid import Vapid02

    def make() -> str:
        new = Vapid02()
        new.generate_keys()
        pem: bytes = new.private_pem()
        return pem.decode()

    return Vapid02.from_pem(notices.own("vapid", make).encode())


def public_key(key: Vapid02) -> str:
    """The public half as browsers take it: a point, uncompressed, in base64url."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    point = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def deliver(
    to: Subscription, message: bytes, *, topic: str, lasts_s: int, key: Vapid02, indoors: bool = False
) -> Outcome:
    """Hand a message to the push service of a browser; of one topic a service keeps only the last.

    ``indoors`` allows addresses in this house, for a test's own service. A name that led elsewhere between the look at
    it and the call would not have the certificate for it, so nothing is told to who is found there.
    """
    import requests
    from pywebpush import WebPusher

    if not indoors and not (is_outside(to.endpoint) and leads_outside(to.endpoint)):
        return Outcome.FAILED
    parts = urlsplit(to.endpoint)
    claims = {"sub": contact(), "aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time()) + HALF_DAY_S}
    pusher = WebPusher({"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}})
    headers = {
        **key.sign(claims),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(lasts_s),
        "Urgency": "high",  # at its time, also to a phone that sleeps
        "Topic": sha256(topic.encode()).hexdigest()[:32],  # RFC 8030, 5.4: at most 32 characters of base64url
    }
    try:
        with requests.post(
            to.endpoint,
            data=pusher.encode(message)["body"],
            headers=headers,
            timeout=TIMEOUTS_S,
            allow_redirects=False,
            stream=True,  # only the status counts, however much comes after it
        ) as answer:
            status = answer.status_code
    except requests.exceptions.ReadTimeout:
        return Outcome.SENT  # it has the message and may well deliver it; twice would be worse than never
    except requests.exceptions.RequestException:
        return Outcome.FAILED
    if status in (404, 410):
        return Outcome.GONE
    return Outcome.SENT if 200 <= status < 300 else Outcome.FAILED


def _bytes(words: str) -> bytes:
    try:
        return base64.b64decode(words + "=" * (-len(words) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_point(point: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == 65
