"""Signing in with an account from elsewhere."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from legday.kinds import BadInput
from legday.people.account import Invited
from legday.store.facts import Store
from legday.web import elsewhere

sys.path.insert(0, str(Path(__file__).parent))  # the people at the door
from doors import Doors
from issuer import CLIENT, SECRET, Issuer, served

BACK = "/sign-in/elsewhere/back"


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    with served() as issuer:
        yield issuer


@pytest.fixture
def issuer(running: Issuer, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    running.subject, running.claims, running.signs_with = "anna-elsewhere", {}, running.key
    running.moved, running.ends = set(), {}
    for name, value in (("ISSUER", running.address), ("CLIENT", CLIENT), ("SECRET", SECRET)):
        monkeypatch.setenv(f"LEGDAY_OIDC_{name}", value)
    return running


@pytest.fixture
def doors(store: Store) -> Doors:
    return Doors(store)


def link(page: str) -> str:
    """Where a page leads on to."""
    found = re.search(r'class="button" href="([^"]+)"', page)
    assert found
    return unescape(found.group(1))


def tied(doors: Doors, issuer: Issuer) -> TestClient:
    """Anna, who added the issuer to her ways in."""
    anna = doors.host()
    brought = issuer.agree(link(anna.post("/account/elsewhere").text))
    assert anna.get(BACK, params=brought).headers["location"] == "/account"
    return anna


def came_back(issuer: Issuer, client: TestClient, path: str = "/sign-in/elsewhere") -> Any:
    """Go to the issuer, say yes and come back."""
    return client.get(BACK, params=issuer.agree(client.get(path).headers["location"]))


def test_an_identity_that_was_tied_signs_in(doors: Doors, issuer: Issuer) -> None:
    tied(doors, issuer)
    browser = doors.client()
    assert "Sign in with 127.0.0.1" in browser.get("/sign-in").text
    answer = came_back(issuer, browser, "/sign-in/elsewhere?next=/week")
    assert answer.headers["location"] == "/week"
    assert browser.get("/week").status_code == 200


def test_an_identity_that_nobody_tied_signs_nobody_in(doors: Doors, issuer: Issuer) -> None:
    tied(doors, issuer)
    issuer.subject = "somebody-else"
    issuer.claims = {"email": "anna@example.org", "email_verified": True, "name": "Anna"}
    browser = doors.client()
    assert came_back(issuer, browser).status_code == 400
    assert browser.get("/week").status_code == 303


def test_somebody_invited_joins_with_an_identity_from_elsewhere(doors: Doors, issuer: Issuer) -> None:
    doors.host()
    issuer.subject = "ben-elsewhere"
    secret = doors.door.invitations.mint("me", Invited.JOIN, now=doors.clock())
    ben = doors.client()
    page = ben.post(f"/join/{secret}", data={"name": "Ben", "elsewhere": "yes"}).text
    assert ben.get(BACK, params=issuer.agree(link(page))).headers["location"] == "/account"
    assert ben.get("/week").status_code == 200
    assert came_back(issuer, doors.client()).status_code == 303


def test_an_identity_belongs_to_one_account(doors: Doors, issuer: Issuer) -> None:
    tied(doors, issuer)
    ben = doors.guest()
    refused = ben.get(BACK, params=issuer.agree(link(ben.post("/account/elsewhere").text)))
    assert refused.status_code == 400
    assert "belongs to an account already" in refused.text


def other_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "one"})


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"iss": "https://evil.example"},
        {"nonce": "of another time"},
        {"exp": int(time.time()) - 3600},
    ],
    ids=["audience", "party", "issuer", "nonce", "over"],
)
def test_a_word_that_is_not_for_this_sign_in_is_refused(doors: Doors, issuer: Issuer, claims: dict[str, Any]) -> None:
    tied(doors, issuer)
    issuer.claims = claims
    browser = doors.client()
    assert "did not vouch for you" in came_back(issuer, browser).text
    assert browser.get("/week").status_code == 303


def test_a_word_signed_by_somebody_else_is_refused(doors: Doors, issuer: Issuer) -> None:
    tied(doors, issuer)
    issuer.signs_with = other_key()
    assert "did not vouch for you" in came_back(issuer, doors.client()).text


def test_what_one_browser_began_no_other_ends_and_none_ends_twice(doors: Doors, issuer: Issuer) -> None:
    tied(doors, issuer)
    one, other = doors.client(), doors.client()
    brought = issuer.agree(one.get("/sign-in/elsewhere").headers["location"])
    assert other.get(BACK, params=brought).status_code == 400
    assert one.get(BACK, params=brought).status_code == 303
    assert one.get(BACK, params=brought).status_code == 400


def test_a_code_is_worth_nothing_without_the_verifier_that_stays_here(doors: Doors, issuer: Issuer) -> None:
    tied(doors, issuer)
    one, other = doors.client(), doors.client()
    mine = issuer.agree(one.get("/sign-in/elsewhere").headers["location"])
    theirs = issuer.agree(other.get("/sign-in/elsewhere").headers["location"])
    swapped = {"code": mine["code"], "state": theirs["state"]}
    assert "did not vouch for you" in other.get(BACK, params=swapped).text


def test_the_only_way_in_stays_and_another_makes_it_removable(doors: Doors, issuer: Issuer) -> None:
    anna = tied(doors, issuer)
    assert anna.post("/account/elsewhere/remove", data={"issuer": issuer.address}).status_code == 303
    assert came_back(issuer, doors.client()).status_code == 400


def test_an_issuer_that_does_not_answer_is_said(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    doors.host()
    monkeypatch.setenv("LEGDAY_OIDC_ISSUER", "http://127.0.0.1:9")
    monkeypatch.setenv("LEGDAY_OIDC_CLIENT", CLIENT)
    assert "cannot be reached" in doors.client().get("/sign-in/elsewhere").text


def test_without_the_settings_nothing_is_offered(doors: Doors) -> None:
    doors.host()
    assert "/sign-in/elsewhere" not in doors.client().get("/sign-in").text
    assert doors.client().get("/sign-in/elsewhere").status_code == 400


def test_without_the_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "authlib.integrations.requests_client", None)
    with pytest.raises(BadInput, match=r"pip install 'legday\[oidc\]'"):
        elsewhere.check_settings({"LEGDAY_OIDC_ISSUER": "https://id.example", "LEGDAY_OIDC_CLIENT": "x"})


def test_an_issuer_without_https_is_refused() -> None:
    with pytest.raises(BadInput, match="must begin with https"):
        elsewhere.check_settings({"LEGDAY_OIDC_ISSUER": "http://id.example", "LEGDAY_OIDC_CLIENT": "x"})


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_an_issuer_cannot_send_legday_on_to_somewhere_else(doors: Doors, issuer: Issuer, path: str) -> None:
    tied(doors, issuer)
    issuer.moved = {path}
    browser = doors.client()
    answer = browser.get("/sign-in/elsewhere")
    if answer.status_code == 303:
        answer = browser.get(BACK, params=issuer.agree(answer.headers["location"]))
    assert answer.status_code == 400
    assert browser.get("/week").status_code == 303


def test_an_issuer_by_https_must_do_all_by_https(doors: Doors, issuer: Issuer) -> None:
    issuer.ends = {"token_endpoint": "ftp://127.0.0.1/token"}
    answer = doors.client().get("/sign-in/elsewhere")
    assert answer.status_code == 400
    assert "by https" in answer.text
