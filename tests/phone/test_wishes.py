"""Wishes and places in a real browser: described with a thumb, searched, chosen for a day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A place of one's own is described."""
    page = open_page("/gym")
    page.request.post("/erase", form={"word": "ERASE"})
    page.goto("/gym")
    page.get_by_label("What you call it").fill("Cellar")
    page.get_by_label("Barbell", exact=True).check()
    page.get_by_label("Plates", exact=True).fill("20x2, 10, 5, 1.25")
    page.get_by_label("Dumbbells in pairs").fill("2-20 by 2, 24, 28")
    page.get_by_label("Pins of machines and cables").fill("5-100 by 5 + 2.5")
    page.get_by_label("Cable", exact=True).check()
    page.get_by_role("button", name="Save").click()
    return page


def test_a_place_is_described_and_chosen_for_a_day(page: Page) -> None:
    expect(page.get_by_role("heading", name="Cellar")).to_be_visible()
    expect(page.get_by_text("Where you usually train")).to_be_visible()  # the first thing that was ever wished for
    page.goto("/wishes")
    page.get_by_role("radio", name="Full gym").check()
    page.get_by_text("Somewhere else on some days").click()
    page.get_by_role("combobox", name="Thursday").select_option("Cellar")
    page.get_by_role("button", name="Save only").click()
    page.wait_for_url("**/week")
    page.goto("/wishes")
    expect(page.get_by_role("combobox", name="Thursday")).to_have_value("own")


def test_the_search_of_a_list_hides_what_is_called_otherwise_but_not_what_is_chosen(page: Page) -> None:
    page.goto("/wishes")
    page.get_by_text("Choose").first.click()
    liked = page.locator("[data-filtered]").first
    liked.get_by_label("Goblet squat").check()
    liked.get_by_label("Search").fill("thrust")
    expect(liked.get_by_text("Barbell hip thrust")).to_be_visible()
    expect(liked.get_by_text("Goblet squat")).to_be_visible()
    expect(liked.get_by_text("Barbell back squat")).to_be_hidden()
    page.keyboard.press("Enter")
    assert page.url.endswith("/wishes")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/gym", "/gym?id=own", "/wishes"])
def test_neither_wishes_nor_places_have_a_serious_barrier_or_are_too_wide(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
