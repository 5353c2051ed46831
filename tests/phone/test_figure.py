"""The moving figure in a real browser: it plays, follows the slider, names muscles, and keeps still when asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
PATHS = "() => [...document.querySelectorAll('.figure svg path')].map((one) => one.getAttribute('d')).join(' ')"
COLOURS = "() => [...document.querySelectorAll('.figure svg path.m')].map((one) => one.className.baseVal).join(' ')"


@pytest.fixture
def squat(open_page: Open) -> Page:
    return open_page("/movement/back_squat")


def slide(page: Page, to: int) -> None:
    page.locator("[data-scrub]").evaluate("(one, to) => { one.value = to; one.dispatchEvent(new Event('input')); }", to)


def test_it_plays_and_pauses(squat: Page) -> None:
    button, before = squat.get_by_role("button", name="Play"), squat.evaluate(PATHS)
    button.click()
    expect(squat.locator("[data-caption]")).to_contain_text("Lower slowly")  # a squat begins at the top
    assert squat.evaluate(PATHS) != before
    expect(squat.locator("[data-caption]")).to_contain_text(re.compile("^Lift"), timeout=10_000)
    squat.get_by_role("button", name="Pause").click()
    expect(button).to_have_attribute("aria-pressed", "false")
    paused = squat.evaluate(PATHS)
    squat.wait_for_timeout(300)
    assert squat.evaluate(PATHS) == paused


def test_the_slider_goes_from_the_bottom_to_the_top_with_the_angles_in_words(squat: Page) -> None:
    slide(squat, 0)
    expect(squat.locator("[data-caption]")).to_contain_text("knee 115°")
    bottom = squat.evaluate(PATHS)
    slide(squat, 100)
    expect(squat.locator("[data-caption]")).to_contain_text("knee 0°")
    assert squat.evaluate(PATHS) != bottom
    slide(squat, 30)
    caption = squat.locator("[data-caption]").inner_text()
    hardest = caption.split("Hardest: ")[1].removesuffix(".").split("; ")
    assert len(hardest) == 3
    assert caption == squat.locator("[data-scrub]").get_attribute("aria-valuetext")


def test_muscles_brighten_where_they_work(open_page: Open) -> None:
    page = open_page("/movement/leg_extension")
    slide(page, 50)
    expect(page.locator("[data-caption]")).to_contain_text("vastus lateralis")
    halfway = page.evaluate(COLOURS)
    expect(page.locator("path[data-m=vaslat]").first).to_have_class(re.compile("m[456]"))
    expect(page.locator("path[data-m=soleus]").first).to_have_class(re.compile("m[0n]"))
    slide(page, 100)
    expect(page.locator("[data-caption]")).to_contain_text("Knee 5°")
    assert page.evaluate(COLOURS) != halfway


def test_a_tap_names_a_muscle(squat: Page) -> None:
    squat.locator("path[data-m=vaslat]").first.click()
    expect(squat.locator("[data-named]")).to_have_text(re.compile(r"Vastus lateralis, \d+ %"))
    expect(squat.locator("path.m.on")).to_have_count(1)


def test_the_keyboard_alone_plays_scrubs_and_names(squat: Page) -> None:
    squat.locator(".figure svg").focus()
    squat.keyboard.press("ArrowRight")
    first = squat.locator("[data-named]").inner_text()
    squat.keyboard.press("ArrowRight")
    expect(squat.locator("[data-named]")).not_to_have_text(first)
    assert first
    squat.keyboard.press("Tab")
    expect(squat.get_by_role("button", name="Play")).to_be_focused()
    squat.keyboard.press("Space")
    expect(squat.get_by_role("button", name="Pause")).to_be_focused()
    squat.keyboard.press("Tab")
    squat.keyboard.press("End")
    expect(squat.get_by_role("button", name="Play")).to_be_visible()  # the slider takes over
    expect(squat.locator("[data-caption]")).to_contain_text("knee 0°")


def test_nothing_moves_for_who_wants_less_motion_but_the_slider_works(open_page: Open) -> None:
    page = open_page("/movement/back_squat", reduced_motion="reduce")
    expect(page.get_by_role("button", name="Play")).to_be_hidden()
    slide(page, 100)
    expect(page.locator("[data-caption]")).to_contain_text("knee 0°")
    assert page.locator(".strip img").count() == 4


def test_what_is_held_stands_still_and_has_nothing_to_play(open_page: Open) -> None:
    page = open_page("/movement/wall_sit")
    expect(page.get_by_role("img", name=re.compile("^Wall sit"))).to_be_visible()
    expect(page.locator("[data-play], .strip")).to_have_count(0)


def test_without_script_the_picture_and_four_postures_are_there(open_page: Open) -> None:
    page = open_page("/movement/back_squat", java_script_enabled=False)
    expect(page.get_by_role("img", name=re.compile("^Barbell back squat, from the side"))).to_be_visible()
    expect(page.locator(".figure-player")).to_be_hidden()
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("^Barbell back squat, from the back"))).to_be_visible()


def test_the_picture_follows_the_colour_scheme(open_page: Open) -> None:
    fills = []
    for scheme in ("light", "dark"):
        page = open_page("/movement/leg_extension", scheme=scheme)
        fills.append(page.locator("path[data-m=vaslat]").first.evaluate("(one) => getComputedStyle(one).fill"))
        assert [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")] == []
    assert fills[0] != fills[1]


def test_a_sheet_of_paper_shows_four_postures(squat: Page) -> None:
    squat.emulate_media(media="print")
    expect(squat.locator(".figure-player")).to_be_hidden()
    for picture in squat.locator(".strip img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_visible()
        assert picture.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 0
    assert len(BytesIO(squat.pdf()).read()) > 10_000
