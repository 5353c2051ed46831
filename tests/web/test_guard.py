from __future__ import annotations

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from legday.store.accounts import Accounts
from legday.store.facts import Store
from legday.web.app import create_app
from legday.web.reach import LOOPBACK, Front

HERE = "http://127.0.0.1:8137"
AWAY = "https://legs.example.org"


@pytest.fixture
def stranger(store: Store) -> TestClient:
    """A client that sends no more than it is told to."""
    return TestClient(create_app(store), base_url=HERE)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8137"},
    ],
)
def test_a_write_from_another_site_is_refused(stranger: TestClient, headers: dict[str, str]) -> None:
    assert stranger.post("/settings", data={"unit": "lb"}, headers=headers).status_code == 403
    assert stranger.get("/healthz").json()["facts"] == 0


def test_a_name_that_is_not_ours_is_refused(stranger: TestClient) -> None:
    assert stranger.get("/", headers={"host": "evil.example"}).status_code == 403
    assert stranger.get("/", headers={"host": "["}).status_code == 403
    assert stranger.get("/", headers={"host": "[::1]:8137"}).status_code == 200


def test_a_program_may_write(stranger: TestClient) -> None:
    assert stranger.post("/settings", data={"unit": "lb"}, follow_redirects=False).status_code == 303


def test_even_a_refusal_carries_the_security_headers(stranger: TestClient) -> None:
    answer = stranger.get("/", headers={"host": "evil.example"})
    assert answer.headers["x-content-type-options"] == "nosniff"


def away(store: Store, address: str = AWAY, base_url: str = AWAY) -> TestClient:
    """A client of a legday that others reach."""
    Accounts(store).make("Anna", person="me", now=datetime.now(UTC))
    front = Front(address=address, names=frozenset((*LOOPBACK, "legs.example.org", "192.168.1.5")))
    return TestClient(create_app(store, front=front), base_url=base_url)


def test_elsewhere_it_answers_to_its_names_and_says_the_right_address_to_others(store: Store) -> None:
    client = away(store)
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz", headers={"host": "192.168.1.5:8137"}).status_code == 200
    answer = client.get("/healthz", headers={"host": "evil.example"})
    assert answer.status_code == 403
    assert answer.text.endswith("Open it as https://legs.example.org.")


def test_where_the_address_is_https_nothing_is_answered_without(store: Store) -> None:
    plain = away(store, base_url="http://legs.example.org")
    assert plain.get("/healthz").status_code == 403
    assert "X-Forwarded-Proto" in plain.get("/healthz").text
    assert "X-Forwarded-Proto" in plain.post("/sign-in").text
    watching = TestClient(plain.app, base_url=HERE)  # whoever watches over the machine asks there
    assert watching.get("/healthz").status_code == 200


def test_a_write_must_come_from_the_very_address(store: Store) -> None:
    client = away(store)
    for origin in ("http://legs.example.org", "https://legs.example.org:8443", "https://example.org"):
        assert "another site" in client.post("/sign-in", headers={"origin": origin}).text
    assert "another site" not in client.post("/sign-in", headers={"origin": AWAY}).text


@pytest.mark.parametrize(
    ("address", "base_url", "strict"),
    [
        (AWAY, AWAY, True),
        (AWAY, HERE, False),
        (f"{AWAY}:8137", f"{AWAY}:8137", False),  # another port of that name may serve without https
        ("https://localhost", "https://localhost", False),  # and other programs on this machine do
        ("http://legs.example.org", "http://legs.example.org", False),
    ],
)
def test_browsers_are_told_to_stay_with_https_where_the_whole_name_is_legday_s(
    store: Store, address: str, base_url: str, strict: bool
) -> None:
    told = away(store, address, base_url).get("/healthz").headers.get("strict-transport-security")
    assert told == ("max-age=31536000" if strict else None)


def test_a_page_may_load_what_is_ours_and_nothing_else(stranger: TestClient) -> None:
    policy = dict(part.split(" ", 1) for part in stranger.get("/").headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert {policy[source] for source in ("img-src", "connect-src", "manifest-src", "worker-src")} == {"'self'"}
    assert not any("unsafe" in sources or "http" in sources or "data:" in sources for sources in policy.values())


def test_a_page_may_use_the_camera_and_keep_the_screen_awake_but_not_listen(stranger: TestClient) -> None:
    policy = stranger.get("/").headers["permissions-policy"].split(", ")
    assert {"camera=(self)", "screen-wake-lock=(self)", "publickey-credentials-get=(self)"} <= set(policy)
    assert {"microphone=()", "geolocation=()", "payment=()"} <= set(policy)


def test_a_fault_inside_is_said_plainly_and_sealed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(person: str) -> int:
        raise RuntimeError("a secret")

    monkeypatch.setattr(store, "cursor", fail)
    client = TestClient(create_app(store), base_url=HERE, raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
