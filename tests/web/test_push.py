"""A push service of our own: what arrives there can be read by the browser alone, and says who sent it."""

from __future__ import annotations

import base64
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from legday.kinds import BadInput
from legday.store.facts import Store
from legday.store.reminders import Notices, Subscription
from legday.web import push
from legday.web.push import Outcome, deliver, read_subscription, signing_key

MESSAGE = json.dumps({"title": "Legs, 45 min", "planned": "2026-11-23:mon"}).encode()


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


class Phone:
    """A browser's side: its keys, and what it makes of what arrives."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)
        self.point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, endpoint: str) -> Subscription:
        return Subscription(endpoint=endpoint, p256dh=encoded(self.point), auth=encoded(self.secret), device="A phone")

    def read(self, content: bytes) -> bytes:
        read: bytes = http_ece.decrypt(content, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        return read


class Service:
    """A push service: keeps what it is handed and answers with a status, after a pause if there is one."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 201
        self.pause = threading.Event()
        self.pause.set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["content-length"]))
                service.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, content))
                service.pause.wait(10)
                self.send_response(service.status)
                self.send_header("location", "/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *words: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def service() -> Iterator[Service]:
    started = Service()
    yield started
    started.pause.set()
    started.server.shutdown()
    started.server.server_close()


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def sent(store: Store, service: Service, phone: Phone) -> Callable[[], Outcome]:
    """Send the message to the phone by the service."""

    def send() -> Outcome:
        to = phone.subscription(f"{service.origin}/box/1")
        key = signing_key(Notices(store))
        return deliver(to, MESSAGE, topic="2026-11-23:mon", lasts_s=3600, key=key, indoors=True)

    return send


def test_a_message_arrives_and_only_the_browser_can_read_it(
    sent: Callable[[], Outcome], service: Service, phone: Phone
) -> None:
    assert sent() is Outcome.SENT
    [(path, headers, content)] = service.got
    assert path == "/box/1"
    assert b"Legs" not in content
    assert phone.read(content) == MESSAGE
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["ttl"] == "3600"
    assert len(headers["topic"]) == 32


def test_the_service_can_tell_who_sent_it_and_whom_to_write_to(
    sent: Callable[[], Outcome], service: Service, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGDAY_CONTACT", "anna@example.com")
    sent()
    scheme, _, rest = service.got[0][1]["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid"
    assert parts["k"] == push.public_key(signing_key(Notices(store)))
    head, claims, signature = parts["t"].split(".")
    assert json.loads(decoded(head))["alg"] == "ES256"
    said = json.loads(decoded(claims))
    assert (said["sub"], said["aud"]) == ("mailto:anna@example.com", service.origin)
    assert 0 < said["exp"] - time() < 24 * 3600
    raw = decoded(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
    key.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))  # raises where it does not fit


def test_browsers_subscribe_to_one_key_for_good(store: Store) -> None:
    first, again = (push.public_key(signing_key(Notices(store))) for _ in range(2))
    assert first == again
    assert len(decoded(first)) == 65


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "sent"), (202, "sent"), (404, "gone"), (410, "gone"), (429, "failed"), (500, "failed"), (403, "failed")],
)
def test_what_the_service_answers_is_what_became_of_it(
    sent: Callable[[], Outcome], service: Service, status: int, outcome: str
) -> None:
    service.status = status
    assert sent() == outcome


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_service_cannot_lead_elsewhere(sent: Callable[[], Outcome], service: Service, status: int) -> None:
    service.status = status
    assert sent() is Outcome.FAILED
    assert [path for path, _, _ in service.got] == ["/box/1"]


def test_a_service_that_is_not_there_failed_and_one_that_took_it_and_fell_silent_did_not(
    sent: Callable[[], Outcome], service: Service, phone: Phone, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "TIMEOUTS_S", (1, 0.2))
    service.pause.clear()
    assert sent() is Outcome.SENT
    nowhere = phone.subscription("http://127.0.0.1:9/box")
    key = signing_key(Notices(store))
    assert deliver(nowhere, MESSAGE, topic="x", lasts_s=1, key=key, indoors=True) is Outcome.FAILED


def test_nothing_is_sent_into_the_house_whatever_a_name_stands_for(
    service: Service, phone: Phone, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = signing_key(Notices(store))
    there = service.server.server_port

    def found(host: str, *rest: Any, **more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, there)) for address in ("8.8.8.8", "127.0.0.1")]

    monkeypatch.setattr(push.socket, "getaddrinfo", found)
    for endpoint in (f"{service.origin}/box", f"https://127.0.0.1:{there}/box", f"https://push.example:{there}/box"):
        assert deliver(phone.subscription(endpoint), MESSAGE, topic="x", lasts_s=1, key=key) is Outcome.FAILED
    assert service.got == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/1",
        "https://localhost/1",
        "https://127.0.0.1/1",
        "https://[::1]/1",
        "https://[::ffff:192.168.1.1]/1",
        "https://10.0.0.1/1",
        "https://192.168.1.1/1",
        "https://169.254.169.254/latest",
        "https://100.64.0.1/1",
        "https://0.0.0.0/1",
        "https://printer/1",
        "https://nas.local/1",
        "https://me:secret@push.example/1",
        "https://push.example:99999/1",
        "file:///etc/passwd",
        "https:///1",
        "",
        "https://push.example/" + "x" * 2000,
    ],
)
def test_an_address_in_the_house_or_without_https_is_not_kept(phone: Phone, endpoint: str) -> None:
    with pytest.raises(BadInput):
        read_subscription(endpoint, encoded(phone.point), encoded(phone.secret), "A phone")


def test_keys_that_nothing_can_be_encrypted_for_are_not_kept(phone: Phone) -> None:
    point, secret = encoded(phone.point), encoded(phone.secret)
    assert read_subscription("https://push.example/1", point, secret, "A phone").auth == secret
    for keys in ((encoded(b"\4" + bytes(64)), secret), (point, encoded(b"short")), ("", ""), ("é", "é"), (point, "!")):
        with pytest.raises(BadInput):
            read_subscription("https://push.example/1", *keys, "A phone")
