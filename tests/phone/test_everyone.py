"""Pages that everyone can use: no serious barrier, nothing wider than the phone, and the keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = (
    "/", "/week", "/wishes", "/more", "/movements", "/movement/back_squat", "/history", "/review", "/sore", "/bring",
    "/settings", "/nowhere",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def trained(address: str, browser: Browser) -> str:
    """Plan a week and log a set, so that the pages have something to show; give the address of the session."""
    page = browser.new_page(base_url=address)
    page.goto("/")
    page.get_by_role("button", name="Plan the week").click()
    page.wait_for_url("**/week", timeout=60_000)
    page.goto("/")
    page.get_by_role("button", name="Start").click()
    page.locator("#next [name=load]").fill("40")
    page.locator("#next .set-form button").click()
    expect(page.locator("#work .row.is-done")).to_have_count(1)
    url: str = page.url
    page.close()
    return url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(open_page: Callable[..., Page], trained: str, scheme: str) -> None:
    page = open_page("/", scheme=scheme)
    found = []
    for path in (*PAGES, trained):
        page.goto(path)
        barriers = Axe().run(page).response["violations"]
        found += [
            (path, barrier["id"], barrier["nodes"][0]["html"])
            for barrier in barriers
            if barrier["impact"] in ("serious", "critical")
        ]
    assert found == []


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_is_wider_than_the_phone(open_page: Callable[..., Page], trained: str, width: int) -> None:
    page = open_page("/", width=width)
    wide = []
    for path in (*PAGES, trained):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_what_is_tapped_is_large_enough_for_a_thumb(open_page: Callable[..., Page], trained: str) -> None:
    page = open_page("/")
    small = []
    for path in (*PAGES, trained):
        page.goto(path)
        small += [
            (path, element)
            for element in page.evaluate(
                """() => [...document.querySelectorAll("button, .button, summary, .nav a, select, .chip span, .edit")]
                .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 40)
                .map((one) => one.outerHTML.slice(0, 80))"""
            )
        ]
    assert small == []


def test_the_keyboard_alone_plans_and_logs_a_set(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Carry on")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/*")
    done = page.locator("#work .row.is-done").count()
    page.locator("#next [name=reps]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
    expect(page.locator("[data-voice]")).to_contain_text("saved")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
