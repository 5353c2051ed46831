from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from legday.store.facts import Store
from legday.web.app import create_app

HERE = "http://127.0.0.1:8137"


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
    ],
)
def test_a_write_from_another_site_is_refused(stranger: TestClient, headers: dict[str, str]) -> None:
    assert stranger.post("/settings", data={"unit": "lb"}, headers=headers).status_code == 403
    assert stranger.get("/healthz").json()["facts"] == 0


def test_a_name_that_is_not_ours_is_refused(stranger: TestClient) -> None:
    assert stranger.get("/", headers={"host": "evil.example"}).status_code == 403
    assert stranger.get("/", headers={"host": "[::1]:8137"}).status_code == 200


def test_a_program_may_write(stranger: TestClient) -> None:
    assert stranger.post("/settings", data={"unit": "lb"}, follow_redirects=False).status_code == 303


def test_even_a_refusal_carries_the_security_headers(stranger: TestClient) -> None:
    answer = stranger.get("/", headers={"host": "evil.example"})
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_fault_inside_is_said_plainly_and_sealed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(person: str) -> int:
        raise RuntimeError("a secret")

    monkeypatch.setattr(store, "cursor", fail)
    client = TestClient(create_app(store), base_url=HERE, raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
