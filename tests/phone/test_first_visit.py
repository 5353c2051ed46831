"""A first visit: little to load, and nothing moves under the thumb while it comes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))  # what pages there are, and a log to fill them
from addresses import pages
from decade import begun, decade

from legday.web.site import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SHIFTED = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  document.fonts.ready.then(() => setTimeout(() => told(sum), 300));
})"""


def loaded(browser: Browser, address: str) -> tuple[float, list[str]]:
    """Open Today as somebody who was never here; give the bytes that came over the wire, and what came."""
    page = browser.new_page(base_url=address, viewport=PHONE)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    came: list[str] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on("Network.responseReceived", lambda event: came.append(event["response"]["url"]))
    page.goto("/", wait_until="networkidle")
    page.close()
    return sum(sizes), came


@pytest.mark.parametrize("years", [0, 1])
def test_a_first_visit_to_today_loads_less_than_150_kb(
    browser: Browser, address: str, app: FastAPI, years: int
) -> None:
    site: Site = app.state.sites.of("me")
    site.erase()
    site.add(decade(site.now(), years) if years else ())
    size, came = loaded(browser, address)
    assert any("style.css" in url for url in came)
    assert 2_000 < size < 150_000


def test_nothing_moves_while_a_page_comes(open_page: Callable[..., Page], app: FastAPI) -> None:
    site: Site = app.state.sites.of("me")
    site.erase()
    site.add(begun(decade(site.now(), years=1), site.now()))
    page = open_page("/")
    moved = {}
    for path in pages(app, site.known()):
        page.goto(path)
        moved[path] = page.evaluate(SHIFTED)
    assert {path: shift for path, shift in moved.items() if shift} == {}


def test_the_measure_of_moving_sees_what_moves(open_page: Callable[..., Page]) -> None:
    page = open_page("/more")
    page.evaluate(
        "document.querySelector('main').prepend(Object.assign(document.createElement('p'), { innerText: 'x' }))"
    )
    assert page.evaluate(SHIFTED) > 0
