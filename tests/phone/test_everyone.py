"""Pages that everyone can use: no serious barrier, nothing wider than the phone, and the keyboard is enough."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Locator, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))  # what pages there are, and a log to fill them
from addresses import pages
from decade import begun, decade

from legday.log.fact import Fact, Kind, say
from legday.web.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def log(app: FastAPI) -> tuple[Fact, ...]:
    """A year of training, with a session due."""
    site: Site = app.state.sites.of("me")
    return decade(site.now(), years=1)


@pytest.fixture(autouse=True)
def trained(app: FastAPI, log: tuple[Fact, ...]) -> tuple[str, ...]:
    """Begin the session that is due; give the addresses of all pages, and one that is none."""
    return (*put(app, begun(log, app.state.sites.of("me").now())), "/nowhere")


def put(app: FastAPI, facts: tuple[Fact, ...]) -> list[str]:
    """Put facts in the place of all that there were; give the addresses of the pages that there are then."""
    site: Site = app.state.sites.of("me")
    site.erase()
    site.add(facts)
    return pages(app, site.known())


def open_all(page: Page, path: str) -> None:
    """Open a page and every disclosure on it."""
    page.goto(path)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def barriers(page: Page) -> list[tuple[str, str, str]]:
    """What axe calls serious or critical on a page."""
    return [
        (page.url, barrier["id"], barrier["nodes"][0]["html"])
        for barrier in Axe().run(page).response["violations"]
        if barrier["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(open_page: Callable[..., Page], trained: tuple[str, ...], scheme: str) -> None:
    page = open_page("/", scheme=scheme)
    found = []
    for path in trained:
        open_all(page, path)
        found += barriers(page)
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_newcomer_and_somebody_unwell_meet_no_serious_barrier(
    open_page: Callable[..., Page], app: FastAPI, log: tuple[Fact, ...], scheme: str
) -> None:
    page = open_page("/", scheme=scheme)
    unwell = say(
        Kind.FELT, "flag:chest", {"open": True}, at=app.state.sites.of("me").now(), seed=b"chest", last=log[-1].id
    )
    away = [one for one in log if (app.state.sites.of("me").today - one.at.date()).days > 10]
    stopped = (*begun(log, app.state.sites.of("me").now()), unwell)
    found = []
    cases = (((), None), (log, ["/"]), ((*log, unwell), ["/", "/sore", "/week"]), (away, ["/"]), (stopped, None))
    for facts, some in cases:
        there = put(app, facts)
        for path in some or [path for path in there if facts is not stopped or path.startswith("/session/")]:
            open_all(page, path)
            found += barriers(page)
    assert found == []


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_is_wider_than_the_phone(open_page: Callable[..., Page], trained: tuple[str, ...], width: int) -> None:
    page = open_page("/", width=width)
    wide = []
    for path in trained:
        open_all(page, path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_what_is_tapped_is_large_enough_for_a_thumb(open_page: Callable[..., Page], trained: tuple[str, ...]) -> None:
    page = open_page("/")
    small = []
    for path in trained:
        open_all(page, path)
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
    page.wait_for_url("**/train/*")
    done = page.locator("#work .row.is-done").count()
    page.locator("#next [name=reps]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
    expect(page.locator("[data-voice]")).to_contain_text("saved")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until an element has the focus; a page has fewer than 120 stops."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"The keyboard does not reach {wanted}.")


def test_the_whole_circle_goes_by_keyboard_alone(open_page: Callable[..., Page]) -> None:
    page = open_page("/", reduced_motion="reduce")
    page.request.post("/erase", form={"word": "ERASE"})
    page.goto("/")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert barriers(page) == []
    for name, then in (("Plan the week", "**/week"), ("Today", "**/"), ("Start", "**/train/*")):
        role = "link" if name == "Today" else "button"
        tab_to(page, page.get_by_role(role, name=name, exact=True))
        page.keyboard.press("Enter")
        page.wait_for_url(then, timeout=60_000)
    total = int(page.locator("#work").get_attribute("data-total") or 0)
    tab_to(page, page.locator("#next .set-form button.button"))
    while page.locator("#next .set-form").count():
        done = page.locator("#work .row.is-done").count()
        page.keyboard.press("Enter")  # the focus goes on to the next set by itself
        expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
        page.wait_for_timeout(750)
    assert page.locator("#work .row.is-done").count() >= total > 0
    assert page.evaluate("document.getAnimations().length") == 0
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Done and saved")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Plan what comes next"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Plan again"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Week from 24 November")).to_be_visible(timeout=60_000)
