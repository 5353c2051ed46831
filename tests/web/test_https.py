from __future__ import annotations

import http.client
import json
import socket
import ssl
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the authority and the server stand beside the tests
from certificates import Authority
from served import free_port, home_with_an_account, served

pytestmark = pytest.mark.long


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return home_with_an_account(tmp_path / "home")


def ask(port: int, host: str, context: ssl.SSLContext) -> http.client.HTTPResponse:
    """Ask whether all is well under a name, over https to this machine."""
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=20)
    connection.request("GET", "/healthz", headers={"Host": host})
    return connection.getresponse()


def test_it_serves_https_to_whoever_trusts_its_certificate(env: dict[str, str], tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    cert, key = authority.vouch("legs.home", "127.0.0.1")
    port = free_port()
    trusting = ssl.create_default_context(cafile=str(authority.file))
    words = ("--host", "127.0.0.1", "--port", str(port), "--cert", str(cert), "--key", str(key))
    with served(env, *words) as address:
        assert address == f"https://legs.home:{port}/"
        answer = ask(port, f"legs.home:{port}", trusting)
        assert (answer.status, json.load(answer)["ok"]) == (200, True)
        assert answer.getheader("server") is None
        assert ask(port, "evil.example", trusting).status == 403
        with pytest.raises(ssl.SSLCertVerificationError):
            ask(port, f"legs.home:{port}", ssl.create_default_context())
        plain = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        plain.request("GET", "/healthz")
        with pytest.raises((http.client.HTTPException, OSError)):  # no https, no answer
            plain.getresponse()


def test_settings_of_the_environment_do_the_same_and_only_the_proxy_is_answered(env: dict[str, str]) -> None:
    port = free_port()
    env |= {"LEGDAY_PORT": str(port), "LEGDAY_PROXY": "192.0.2.1", "LEGDAY_ADDRESS": "https://legs.example.org"}
    with served(env) as address:
        assert address == "https://legs.example.org/"
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        asked.request("GET", "/healthz")
        answer = asked.getresponse()
        assert answer.status == 403
        assert b"https://legs.example.org" in answer.read()


def test_headers_without_end_are_not_read_to_their_end(env: dict[str, str]) -> None:
    port = free_port()
    with served(env, "--port", str(port)), socket.create_connection(("127.0.0.1", port), timeout=20) as asked:
        asked.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 100_000)
        assert asked.recv(1000).startswith(b"HTTP/1.1 400 ")
