"""Two movements compared on a phone: with and without script, and each figure by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAIR = "/compare?a=back_squat&b=leg_extension"


def test_without_script_two_movements_can_be_chosen_and_compared(open_page: Callable[..., Page]) -> None:
    page = open_page("/movement/back_squat", java_script_enabled=False)
    page.get_by_role("link", name="Why not just another one?").click()
    page.get_by_label("or this one").select_option("Leg extension")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="What it comes to")).to_be_visible()
    assert page.url.endswith(PAIR)
    expect(page.get_by_role("rowheader", name="Quads")).to_be_visible()


def test_another_choice_is_compared_at_once(open_page: Callable[..., Page]) -> None:
    page = open_page(PAIR)
    page.get_by_label("or this one").select_option("Front squat")
    page.wait_for_url("**/compare?a=back_squat&b=front_squat")
    expect(page.get_by_role("heading", name="Front squat")).to_be_visible()


def test_one_figure_moves_and_the_other_waits(open_page: Callable[..., Page]) -> None:
    page = open_page(PAIR)
    waits, moves = page.locator("[data-figure]").all()
    before = [one.locator("path.m").first.get_attribute("d") for one in (waits, moves)]
    moves.get_by_role("button", name="Play").click()
    expect(moves.locator("path.m").first).not_to_have_attribute("d", before[1] or "")
    assert waits.locator("path.m").first.get_attribute("d") == before[0]
    moves.get_by_role("button", name="Pause").click()


@pytest.mark.parametrize("width", [390, 700, 1200])
def test_the_figures_are_side_by_side_where_there_is_room(open_page: Callable[..., Page], width: int) -> None:
    first, second = open_page(PAIR, width=width, height=900).locator(".pair > .card").all()
    one, other = first.bounding_box(), second.bounding_box()
    assert one
    assert other
    assert (one["y"] == other["y"]) is (width >= 700)
