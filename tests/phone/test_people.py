"""Two people on two phones: invited, tied, shown, cheered; a coach proposes and the athlete accepts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from legday.log.fact import Kind
from legday.people.account import Invited

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))  # the week that somebody plans
from conftest import fact, past_squats, planned_week

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
ANNA, BEN = "seven slow squats", "rails under the kiwi"


@pytest.fixture(scope="module")
def address(address: str) -> str:
    """The server by its name."""
    return address.replace("127.0.0.1", "localhost")


def join(page: Page, name: str, password: str) -> None:
    """Make an account with a password."""
    form = page.locator("form", has=page.get_by_label("Password"))
    form.get_by_label("Name").fill(name)
    form.get_by_label("Password").fill(password)
    form.get_by_role("button").last.click()


def test_two_become_buddies_and_one_coaches_the_other(open_page: Open, app: FastAPI) -> None:
    door, store = app.state.door, app.state.sites.store
    store.add("me", [*past_squats(), fact(Kind.PLANNED, "week:2026-11-23", msgspec.to_builtins(planned_week()))])
    anna = open_page("/account")
    join(anna, "Anna", ANNA)
    expect(anna.get_by_role("heading", name="Anna")).to_be_visible()
    anna.goto("/people")
    anna.get_by_role("button", name="Be my buddy").click()
    link = anna.get_by_label("Link").input_value()
    ben = open_page(link[link.index("/join/") :])
    expect(ben.get_by_role("heading", name="Anna invites you")).to_be_visible()
    join(ben, "Ben", BEN)
    ben.get_by_role("button", name="Yes, be buddies").click()
    expect(ben.get_by_text("3 leg sessions")).to_be_visible()
    expect(ben.get_by_text("Anna does not show these.")).to_be_visible()

    anna.goto("/people")
    anna.get_by_text("What Ben sees", exact=True).click()
    anna.get_by_label("Your sessions").check()
    anna.get_by_role("button", name="Save what Ben sees").click()
    ben.reload()
    ben.get_by_role("button", name="Cheer").first.click()
    expect(ben.get_by_text("You cheered")).to_be_visible()
    anna.goto("/")
    expect(anna.get_by_text("Ben cheered for your session.")).to_be_visible()

    secret = door.invitations.mint("me", Invited.COACH, now=door.now())
    ben.goto(f"/join/{secret}")
    ben.get_by_role("button", name="Yes, I coach Anna").click()
    ben.get_by_label("A note").fill("Calves before the holidays.")
    ben.get_by_role("button", name="Propose the week").click()
    expect(ben.get_by_text("waits for an answer")).to_be_visible(timeout=60_000)
    anna.goto("/")
    anna.get_by_role("link", name="Look at it").click()
    expect(anna.get_by_text("Calves before the holidays.")).to_be_visible()
    anna.get_by_role("button", name="Accept it").click()
    expect(anna.get_by_role("heading", name="What changed")).to_be_visible()
    ben.reload()
    expect(ben.get_by_text("Anna accepted your proposal")).to_be_visible()
