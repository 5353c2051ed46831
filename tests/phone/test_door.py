"""The pages by which people come in, for everyone: no barrier, nothing wider than a phone, and no script needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page

from legday.people.account import Invited
from legday.people.secrets import new_code

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
ANNA = "seven slow squats"


@pytest.fixture(scope="module", autouse=True)
def _people(app: FastAPI) -> Iterator[None]:
    """Anna, the host, with everything that an account can have; and Ben."""
    from legday.people.passwords import hash_password

    door = app.state.door
    door.accounts.make("Anna", person="me", now=door.now(), password=hash_password(ANNA))
    door.accounts.make("Ben", now=door.now())
    door.accounts.set_codes("me", [new_code()])
    door.sign_ins.begin("me", "Chrome on Android", now=door.now())
    door.sign_ins.give_token("me", "The scales in the bathroom", "log", now=door.now())
    door.invitations.mint("me", Invited.JOIN, now=door.now())
    yield
    for account in sorted(door.accounts.every(), key=lambda one: one.host):
        door.accounts.leave(account.person)


def sign_in(page: Page, then: str = "/account") -> None:
    page.goto(f"/sign-in?next={then}")
    page.get_by_label("Name").first.fill("anna")
    page.get_by_label("Password").fill(ANNA)
    page.get_by_role("button", name="Sign in with a password").click()
    page.wait_for_url(f"**{then}")


def judge(page: Page) -> list[tuple[str, str]]:
    """What is wrong with a page as it is shown: what axe says, and whatever is wider than the phone."""
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = [(page.url, one["id"]) for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found + ([(page.url, "too wide")] if wide else [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_no_page_of_the_door_has_a_barrier(open_page: Open, app: FastAPI, scheme: str, width: int) -> None:
    door = app.state.door
    secret = door.invitations.mint("me", Invited.BUDDY, now=door.now())
    page = open_page("/sign-in", scheme=scheme, width=width)
    found = []
    for path in ("/sign-in", f"/join/{secret}", "/join/none"):
        page.goto(path)
        found += judge(page)
    sign_in(page)
    found += judge(page)
    page.get_by_role("button", name="Make a link").click()
    found += judge(page)
    page.get_by_role("button", name="Make recovery codes").click()
    found += judge(page)
    assert found == []


def test_everything_but_passkeys_works_without_script(open_page: Open, app: FastAPI) -> None:
    page = open_page("/week", java_script_enabled=False)
    assert page.get_by_role("button", name="passkey").count() == 0
    sign_in(page, "/week")
    page.goto("/account")
    page.get_by_role("button", name="Make recovery codes").click()
    code = page.locator("code").first.inner_text()
    page.get_by_role("link", name="I have written them down").click()
    page.get_by_role("button", name="Sign out here").click()
    page.get_by_text("I cannot sign in").click()
    form = page.locator("form[action='/sign-in/code']")
    form.get_by_label("Name").fill("Anna")
    form.get_by_label("Recovery code").fill(code)
    form.get_by_role("button").click()
    page.get_by_text("That code is used up").wait_for()


def test_a_wrong_password_is_told_to_a_screen_reader_and_the_name_stays(open_page: Open) -> None:
    page = open_page("/sign-in")
    page.get_by_label("Name").first.fill("Anna")
    page.get_by_label("Password").fill("no squats at all")
    page.keyboard.press("Enter")
    assert "do not go together" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Name").first.input_value() == "Anna"
