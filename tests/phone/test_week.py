"""The week in the hand: sessions are dragged along the days or moved by key, and a long search is seen and ended."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from legday import loop
from legday.plan.week import Found, Week

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def planned(page: Page) -> None:
    """Plan a week for somebody new to legday."""
    page.request.post("/erase", form={"word": "ERASE"})
    page.goto("/")
    page.get_by_role("button", name="Plan the week").click()
    page.wait_for_url("**/week", timeout=60_000)


def days(page: Page) -> list[str]:
    """The days that have a session, as the strip shows them."""
    return page.eval_on_selector_all("[data-day]:has(.chip-day)", "all => all.map(cell => cell.dataset.day)")


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_session_is_dragged_to_another_day_and_the_page_says_so(open_page: Open, scheme: str) -> None:
    page = open_page("/", scheme=scheme)
    planned(page)
    before = days(page)
    assert before == ["2026-11-23", "2026-11-26"]
    x, y = middle(page, "[data-day='2026-11-26'] [data-drag]")
    to_x, to_y = middle(page, "[data-day='2026-11-28']")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, to_y, steps=4)
    page.mouse.move(to_x, to_y, steps=4)
    expect(page.locator("[data-day='2026-11-28']")).to_have_class("target")
    page.mouse.up()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(page.get_by_text("Saturday: moved from Thursday.")).to_be_visible()
    assert days(page) == ["2026-11-23", "2026-11-28"]
    assert [
        one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
    ] == []
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("[data-day='2026-11-26'] .chip-day")).to_be_visible()
    assert days(page) == before


def test_a_session_moves_by_the_arrow_keys(open_page: Open) -> None:
    page = open_page("/")
    planned(page)
    page.locator("[data-day='2026-11-26'] [data-drag]").press("ArrowRight")
    expect(page.locator("[data-day='2026-11-27'] .chip-day")).to_be_visible()
    assert days(page) == ["2026-11-23", "2026-11-27"]


def test_a_tap_on_a_day_leads_to_its_session_and_moves_nothing(open_page: Open) -> None:
    page = open_page("/")
    planned(page)
    page.locator("[data-day='2026-11-26'] [data-drag]").click()
    page.wait_for_url("**/week#*")
    assert page.url.endswith("#2026-11-26:thu")
    assert days(page) == ["2026-11-23", "2026-11-26"]


def test_without_script_the_form_of_the_session_moves_it(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    planned(page)
    card = page.locator("[id='2026-11-26:thu']")
    card.get_by_text("Change this session").click()
    card.locator("[name=day]").select_option("2026-11-29")
    card.get_by_role("button", name="Move").click()
    expect(page.get_by_text("Sunday: moved from Thursday.")).to_be_visible()


def test_a_long_search_shows_how_far_it_is_and_can_be_ended_with_the_best_so_far(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("/")
    planned(page)
    ended = Event()

    def slow(known: loop.Known, *, watch: Callable[[Found], bool], **_: Any) -> Week:
        found = Found(objective=90.0, bound=100.0, seconds=3.0)
        while watch(found):
            ended.wait(0.05)
        assert known.week is not None
        return known.week

    monkeypatch.setattr(loop, "next_week", slow)
    page.get_by_role("button", name="Plan again").click()
    expect(page.get_by_text("A week is found. Making sure that none is better, 3 s.")).to_be_visible()
    page.get_by_role("button", name="Take this one").click()
    expect(page.get_by_text("A week is found.")).to_have_count(0)
    expect(page.get_by_role("heading", name="Week from 23 November")).to_be_visible()
