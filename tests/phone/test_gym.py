"""In the gym with one thumb: steps of load, plates, drop sets, a rest that carries on when the tab was closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SQUAT = "Barbell back squat"


def begin(page: Page) -> None:
    """Plan a week for somebody new to legday, start its first session and add a squat with the bar."""
    page.request.post("/erase", form={"word": "ERASE"})
    page.goto("/")
    page.get_by_role("button", name="Plan the week").click()
    page.wait_for_url("**/week", timeout=60_000)
    page.goto("/")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#next")).to_be_visible()
    add(page, SQUAT)


def add(page: Page, name: str) -> None:
    page.locator("#add-movement > summary").click()
    page.get_by_label("Which one").fill(name)
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("h2", has_text=name).first).to_be_visible()
    if not page.locator("#m-back_squat").evaluate("(station) => station.open"):
        page.locator("#m-back_squat > summary").click()


def barriers(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [barrier["id"] for barrier in found if barrier["impact"] in ("serious", "critical")]


def test_load_and_reps_go_up_and_down_by_what_the_gym_makes_and_the_plates_follow(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/")
    begin(page)
    row = page.locator("#m-back_squat .is-next")
    load, reps = row.locator("[name=load]"), row.locator("[name=reps]")
    load.fill("60")
    expect(row.locator("[data-plates]")).to_contain_text("Each side: 20")
    more = row.get_by_role("button", name="More load")
    box = more.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 48
    more.click()
    expect(load).to_have_value("62.5")
    expect(row.locator("[data-plates]")).to_contain_text("Each side: 20, 1.25")
    assert row.locator("[data-plates] .plate").count() == 2
    row.get_by_role("button", name="Less load").click()
    expect(load).to_have_value("60")
    load.fill("61")
    expect(row.locator("[data-plates]")).to_contain_text("61 cannot be made here")
    reps.fill("8")
    row.get_by_role("button", name="More reps").press("Enter")
    expect(reps).to_have_value("9")
    row.get_by_role("button", name="Less reps").click()
    expect(reps).to_have_value("8")
    assert barriers(page) == []


def test_a_rest_carries_on_in_a_tab_that_was_opened_anew(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    begin(page)
    row = page.locator("#m-back_squat .is-next")
    row.locator("[name=load]").fill("60")
    row.locator("[name=reps]").fill("8")
    row.get_by_role("button", name="Done").click()
    expect(page.get_by_role("timer")).to_be_visible()
    at, again = page.url, page.context.new_page()
    page.close()
    again.goto(at)
    expect(again.get_by_role("timer")).to_be_visible()
    again.get_by_role("button", name="Skip", exact=True).click()
    again.reload()
    expect(again.locator("#work")).to_be_visible()
    expect(again.get_by_role("timer")).to_be_hidden()


def test_a_drop_set_follows_with_a_fifth_less(open_page: Callable[..., Page]) -> None:
    page = open_page("/", scheme="dark")
    begin(page)
    station = page.locator("#m-back_squat")
    row = station.locator(".is-next")
    row.locator("[name=load]").fill("60")
    row.locator("[name=reps]").fill("8")
    row.get_by_role("button", name="Done").click()
    expect(station.locator(".row.is-done")).to_have_count(1)
    station.locator("summary", has_text="Drop set").click()
    drop = station.locator("[id^=add-drop]")
    expect(drop.locator("[name=load]")).to_have_value("47.5")
    expect(drop.locator("[data-plates]")).to_contain_text("Each side: 10, 2.5, 1.25")
    drop.locator("[name=reps]").fill("12")
    page.wait_for_timeout(800)  # a second tap at once is taken for the first
    drop.get_by_role("button", name="Done").click()
    expect(station.locator(".row.is-done", has_text="Drop")).to_contain_text("12")
    assert barriers(page) == []


def test_without_script_everything_is_plain_fields(open_page: Callable[..., Page]) -> None:
    page = open_page("/", java_script_enabled=False)
    begin(page)
    assert page.locator(".step-by").first.is_hidden()
    row = page.locator("#m-back_squat .is-next")
    row.locator("[name=load]").fill("60")
    row.locator("[name=reps]").fill("8")
    row.get_by_role("button", name="Done").click()
    page.locator("#m-back_squat > summary").click()
    page.locator("#order-back_squat > summary").click()
    page.get_by_role("button", name="do Barbell back squat sooner").click()
    expect(page.locator("#m-back_squat .row.is-done")).to_have_count(1)
