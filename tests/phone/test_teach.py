"""Teach a movement of your own on a phone, by keyboard alone, and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until an element has the focus; a page has fewer than 200 stops."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"The keyboard does not reach {wanted}.")


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [barrier["id"] for barrier in found if barrier["impact"] in ("serious", "critical")]


def test_the_keyboard_alone_teaches_sees_the_effort_mends_an_angle_and_keeps(open_page: Callable[..., Page]) -> None:
    page = open_page("/movements", reduced_motion="reduce")
    tab_to(page, page.get_by_role("link", name="Teach your own"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Teach your own")).to_be_visible()
    tab_to(page, page.get_by_label("Name"))
    page.keyboard.type("leg extension")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Leg extension knee extension", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("What you call it"))
    page.keyboard.type("Short extension")
    knee = page.get_by_role("group", name="Knee")
    tab_to(page, knee.get_by_label("Easy end"))
    page.keyboard.type("170")
    page.keyboard.press("Enter")  # shows, and keeps nothing
    expect(page.get_by_role("alert")).to_contain_text("Look at what is marked")
    bad = page.get_by_role("group", name="Knee").get_by_label("Easy end")
    expect(bad).to_have_value("170")
    expect(bad).to_have_accessible_description(
        '0° straight, 90° as on a chair The knee cannot be "170". Type a number from 0 to 145.'
    )
    assert serious(page) == []
    tab_to(page, bad)
    page.keyboard.type("100")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What it trains")).to_be_in_viewport()
    expect(page.get_by_role("region", name="What it trains")).to_contain_text("Quads")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
    tab_to(page, page.get_by_role("button", name="Keep"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Short extension")).to_be_visible()
    expect(page.get_by_text("yours", exact=True)).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Take it away"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Bring it back"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Change it")).to_be_visible()


def test_teaching_works_without_script_and_fits_the_narrowest_phone(open_page: Callable[..., Page]) -> None:
    page = open_page("/teach?like=back_squat", java_script_enabled=False, width=320)
    page.get_by_label("What you call it").fill("Half squat")
    page.get_by_role("group", name="Knee").get_by_label("Other end").fill("80")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("region", name="What it trains")).to_contain_text("Glutes")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name="Half squat")).to_be_visible()
