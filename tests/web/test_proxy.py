from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from legday.web.proxy import Proxy

SAID = {"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7"}


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Say who asked, and how."""
    asked = Request(scope)
    told = {"client": asked.client and asked.client.host, "url": str(asked.url)}
    await JSONResponse(told)(scope, receive, send)


def client(proxy: str, comes_from: str) -> TestClient:
    return TestClient(
        Proxy(echo, proxy, "https://legs.home"), base_url="http://legs.home", client=(comes_from, 50000), headers=SAID
    )


def test_the_proxy_is_believed_who_asked_and_that_it_was_https() -> None:
    assert client("127.0.0.1", "127.0.0.1").get("/").json() == {"client": "198.51.100.7", "url": "https://legs.home/"}
    assert client("172.18.0.0/16", "172.18.0.9").get("/").status_code == 200


def test_nobody_else_is_believed_or_answered() -> None:
    answer = client("127.0.0.1", "192.168.1.66").get("/")
    assert answer.status_code == 403
    assert "https://legs.home" in answer.text


def test_what_a_visitor_says_of_where_they_come_from_is_not_believed() -> None:
    # The proxy adds the address that it sees to what the visitor sent.
    said = {"x-forwarded-for": "127.0.0.1, 198.51.100.7"}
    assert client("127.0.0.1", "127.0.0.1").get("/", headers=said).json()["client"] == "198.51.100.7"


def test_a_visitor_cannot_ask_by_the_machine_s_own_name_for_itself() -> None:
    assert client("127.0.0.1", "127.0.0.1").get("/", headers={"host": "localhost"}).status_code == 403
    watching = TestClient(Proxy(echo, "127.0.0.1", ""), base_url="http://localhost", client=("127.0.0.1", 50000))
    assert watching.get("/").status_code == 200
