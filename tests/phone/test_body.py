"""The body that is tapped: how sore it is, and what the week trains."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))  # a log to fill the pages
from decade import decade

from legday.figure.draw import step
from legday.kinds import Group
from legday.web.site import Site

pytestmark = pytest.mark.browser

REACHED = """() => {
  const svg = document.querySelector("svg.fig"), found = {};
  svg.scrollIntoView({ block: "center" });
  const { left, top, right, bottom } = svg.getBoundingClientRect();
  for (let x = left; x < right; x += 2) for (let y = top; y < bottom; y += 2) {
    const group = document.elementFromPoint(x, y)?.dataset?.group;
    if (group) (found[group] ??= []).push([x, y]);
  }
  return found;
}"""
THUMB = 40  # points of the grid above: 160 square pixels of a group that can be hit


@pytest.fixture(autouse=True)
def trained(app: FastAPI) -> None:
    """Some training, so that there is a week to look at."""
    site: Site = app.state.sites.of("me")
    site.erase()
    site.add(decade(site.now(), years=1))


def colours(page: Page, group: Group) -> set[str]:
    """The colours of a group's muscles."""
    looks = page.locator(f'path[data-group="{group}"]').evaluate_all("(all) => all.map((one) => one.className.baseVal)")
    return {next(word for word in look.split() if re.fullmatch("m[0-9n]", word)) for look in looks}


def label(page: Page) -> str:
    """What the picture says to who does not see it."""
    return page.locator("svg.fig").get_attribute("aria-label") or ""


def tap(page: Page, *groups: Group) -> Group:
    """Tap the right half of the picture, the back, where one of the groups shows most; say which was hit."""
    found = page.evaluate(REACHED)
    box = page.locator("svg.fig").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2
    places = {group: [place for place in found.get(group, []) if place[0] > middle] for group in groups}
    hit = max(groups, key=lambda group: len(places[group]))
    x, y = places[hit][len(places[hit]) // 2]
    page.mouse.click(x, y)
    return hit


@pytest.mark.parametrize("path", ["/sore", "/week"])
def test_every_group_can_be_hit_in_front_or_from_behind(open_page: Callable[..., Page], path: str) -> None:
    found = open_page(path).evaluate(REACHED)
    assert {group: len(found.get(group, ())) for group in Group if len(found.get(group, ())) < THUMB} == {}


def test_a_tapped_calf_opens_its_slider_and_moving_it_shades_the_calf(open_page: Callable[..., Page]) -> None:
    page = open_page("/sore")
    picked = page.locator("#picked")
    expect(picked).to_be_hidden()
    hit = tap(page, Group.GASTROCNEMIUS, Group.SOLEUS)
    expect(picked).to_be_focused()
    expect(picked).to_be_in_viewport()
    expect(page.get_by_label(f"Calves ({hit})")).to_have_count(2)  # here and in the list
    before = colours(page, hit)
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-picked] output")).to_have_text("7 of 10")
    assert colours(page, hit) == {step(0.7)} != before
    assert page.locator(f'[name="sore:{hit}"]').input_value() == "7"
    other = tap(page, Group.GLUTES)
    expect(picked).to_have_value("0")
    expect(page.locator("[data-picked] label")).to_have_text("Glutes")
    assert colours(page, other) == {step(0.0)}
    assert colours(page, hit) == {step(0.7)}


def test_a_slider_of_the_list_shades_by_keyboard_alone_and_is_saved_as_it_was_said(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/sore")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "sore:hamstrings":
            break
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert colours(page, Group.HAMSTRINGS) == {step(0.3)}
    said = label(page)
    assert "amstrings 3 of 10" in said
    assert "lutes 1 of 10" in said
    titles = page.locator("svg.fig title").all_text_contents()
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert label(page) == said
    assert page.locator("svg.fig title").all_text_contents() == titles
    without = open_page("/sore", java_script_enabled=False)
    expect(page.get_by_text("Tap a muscle")).to_be_visible()
    expect(without.get_by_text("Tap a muscle")).to_be_hidden()
    assert label(without) == said, "the server and the page do not say the same"
    assert without.locator("svg.fig title").all_text_contents() == titles
    assert colours(without, Group.HAMSTRINGS) == {step(0.3)}


def test_a_muscle_of_the_week_says_its_sets_by_tap_and_by_arrow(open_page: Callable[..., Page]) -> None:
    page = open_page("/week")
    named = page.locator("[data-named]")
    hit = tap(page, Group.GLUTES)
    expect(named).to_have_text(re.compile("^Glutes, .*sets"))
    marked = page.locator("path.on")
    assert set(marked.evaluate_all("(all) => all.map((one) => one.dataset.group)")) == {hit}
    page.locator("svg.fig").focus()
    said = set()
    for _ in Group:
        page.keyboard.press("ArrowRight")
        said.add(named.inner_text())
    assert len(said) == len(Group)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picked_group_brings_no_serious_barrier(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page("/sore", scheme=scheme)
    tap(page, Group.GLUTES)
    expect(page.locator("#picked")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
