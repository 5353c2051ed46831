"""Passkeys in a real browser with an authenticator made of software (WebDriver's virtual one)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import CDPSession, Page

from legday.people.account import Invited

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(address: str) -> str:
    """The server by its name: an address of numbers has no passkeys."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture(autouse=True)
def _nobody(app: FastAPI) -> Iterator[None]:
    """Begin each test without accounts."""
    yield
    door = app.state.door
    for account in sorted(door.accounts.every(), key=lambda one: one.host):
        door.accounts.leave(account.person)


class Key:
    """An authenticator in the browser that knows whose its passkeys are and whether somebody is there."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def held(self) -> list[dict[str, object]]:
        found = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return list(found)


def first_account(page: Page, name: str = "Anna") -> Key:
    """Make the first account with a passkey."""
    key = Key(page)
    page.goto("/account")
    form = page.locator("form[data-passkey=create]")
    form.get_by_label("Name").fill(name)
    form.get_by_role("button").click()
    page.get_by_role("heading", name=name, level=1).wait_for()
    return key


def sign_out(page: Page) -> None:
    """Sign out, which first looks whether anything waits on this phone."""
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url("**/sign-in")


def test_a_passkey_makes_an_account_and_signs_in_without_a_name(open_page: Open) -> None:
    page = open_page("/more")
    key = first_account(page)
    assert len(key.held()) == 1
    sign_out(page)
    page.goto("/week")
    assert "/sign-in?next=%2Fweek" in page.url
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r"/week$"))


def test_a_passkey_that_is_refused_says_so_and_lets_nobody_in(open_page: Open) -> None:
    page = open_page("/more")
    key = first_account(page)
    sign_out(page)
    key.session.send("WebAuthn.clearCredentials", {"authenticatorId": key.id})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That did not happen").wait_for()
    page.goto("/week")
    assert "/sign-in" in page.url


def test_a_passkey_that_was_removed_signs_nobody_in(open_page: Open, app: FastAPI) -> None:
    page = open_page("/more")
    first_account(page)
    door = app.state.door
    [passkey] = door.accounts.passkeys("me")
    sign_out(page)
    door.accounts.remove_passkey("me", passkey.id)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("not good here").wait_for()


def test_a_second_passkey_is_added_and_the_last_way_in_stays(open_page: Open) -> None:
    page = open_page("/more")
    key = first_account(page)
    page.get_by_role("button", name="Remove the passkey Passkey").click()
    page.get_by_text("your only way in").wait_for()
    page.goto("/account")
    page.get_by_label("Name of the passkey").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("a passkey for you already").wait_for()  # one device has one of them
    key.session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key.id})
    Key(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Remove the passkey My phone").wait_for()
    page.get_by_role("button", name="Remove the passkey Passkey").click()
    page.get_by_role("button", name="Remove the passkey Passkey").wait_for(state="detached")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="Today").wait_for()


def test_somebody_invited_joins_with_a_passkey(open_page: Open, app: FastAPI) -> None:
    first_account(open_page("/more"))
    door = app.state.door
    secret = door.invitations.mint("me", Invited.JOIN, now=door.now())
    page = open_page("/sign-in")
    Key(page)
    page.goto(f"/join/{secret}")
    form = page.locator("form[data-passkey=create]")
    form.get_by_label("Name").fill("Anna")
    form.get_by_role("button").click()
    page.get_by_text("has that name").wait_for()
    form.get_by_label("Name").fill("Ben")
    form.get_by_role("button").click()
    page.get_by_role("heading", name="Ben", level=1).wait_for()
    assert [one.name for one in door.accounts.every()] == ["Anna", "Ben"]


def test_what_a_browser_signed_is_good_once(open_page: Open) -> None:
    page = open_page("/more")
    first_account(page)
    sign_out(page)
    handed: list[str] = []
    page.on("request", lambda asked: handed.append(asked.post_data or "") if asked.url.endswith("passkey") else None)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="Today").wait_for()
    send = "body => fetch('/sign-in/passkey', {method: 'POST', body}).then(answer => answer.json())"
    assert "took too long" in page.evaluate(send, handed[-1])["error"]


def test_what_is_sensitive_asks_for_the_passkey_again(open_page: Open, app: FastAPI) -> None:
    page = open_page("/more")
    first_account(page)
    door = app.state.door
    [here] = door.sign_ins.of("me", now=door.now())
    with door.store.transaction() as connection:
        connection.exec_driver_sql("UPDATE sign_ins SET made = '2026-11-01T00:00:00+00:00'")
    page.reload()
    assert page.get_by_role("button", name="Leave").count() == 0
    page.get_by_role("link", name="It is me").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Leave").wait_for()
    assert [one.id for one in door.sign_ins.of("me", now=door.now())] != [here.id]
