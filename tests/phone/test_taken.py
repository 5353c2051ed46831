"""The machine is taken: one tap puts the next best movement in its place, with script or without, by keyboard too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def begin(page: Page) -> str:
    """Plan a week for somebody new to legday and start its first session; give the movement that is on."""
    page.request.post("/erase", form={"word": "ERASE"})
    page.goto("/")
    page.get_by_role("button", name="Plan the week").click()
    page.wait_for_url("**/week", timeout=60_000)
    page.goto("/")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#next")).to_be_visible()
    return on(page)


def on(page: Page) -> str:
    """The movement that is on."""
    return re.sub(r"^\d+\s+", "", page.locator(".station.current h2").inner_text())


def ask(page: Page) -> str:
    """Open what may stand in; give the name of the first."""
    page.locator(".station.current summary", has_text="Taken?").click()
    return page.locator(".stand-ins button strong").first.inner_text()


def barriers(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [barrier["id"] for barrier in found if barrier["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_what_is_taken_is_swapped_taken_back_left_out_and_brought_back(
    open_page: Callable[..., Page], script: bool
) -> None:
    page = open_page("/", java_script_enabled=script)
    first = begin(page)
    stand_in = ask(page)
    assert stand_in != first
    page.get_by_role("button", name=stand_in).click()
    expect(page.get_by_text(f"Instead of {first}.")).to_be_visible()
    assert on(page) == stand_in
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)
    assert on(page) == first

    page.locator("#next [name=load]").fill("20")
    page.locator("#next .set-form button.button").click()
    expect(page.locator("#work .row.is-done")).to_have_count(1)
    stand_in = ask(page)  # with a set less to replace another one may come first
    page.get_by_role("button", name=stand_in).click()
    assert on(page) == stand_in
    expect(page.locator("#work .row.is-done")).to_have_count(1)

    page.locator(".station.current summary", has_text="Taken?").click()
    page.get_by_role("button", name="Skip it").click()
    expect(page.get_by_text(f"Left out: {stand_in}")).to_be_visible()
    page.get_by_role("button", name=re.compile(f"Bring it back ?: {stand_in}")).click()
    assert on(page) == stand_in


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_swaps_and_nobody_meets_a_barrier(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page("/", scheme=scheme, width=320)
    first = begin(page)
    page.locator(".station.current summary", has_text="Taken?").focus()
    page.keyboard.press("Enter")
    assert barriers(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Instead of {first}.")).to_be_visible()
    page.locator(".station.current summary", has_text="Taken?").click()
    page.get_by_role("button", name="Skip it").click()
    expect(page.get_by_text("Left out: ").first).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
