from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from starlette.testclient import TestClient

from legday import demo
from legday.store.facts import Store

NOW = datetime(2026, 11, 23, 18, 5)  # the clock of the browser here


@pytest.fixture
def year(store: Store) -> None:
    """A year of training, with soreness now and then."""
    store.add("me", demo.year(NOW.date()), received=NOW)


@pytest.mark.usefixtures("year")
def test_three_sentences_stand_at_the_top_and_every_chart_has_its_table(browser: TestClient) -> None:
    page = browser.get("/review").text
    assert page.index("headlines") < page.index('<svg class="chart"')
    assert page.split('class="card headlines"')[1].split("</section>")[0].count("<details") == 3
    charts = re.findall(r'<svg class="chart" role="img" aria-label="([^"]+)"', page)
    sections = re.findall(r'<section class="card" aria-labelledby="([a-z-]+)".*?</section>', page, re.DOTALL)
    assert sections == ["trend", "sets", "turning-up", "soreness"]
    assert len(charts) >= 3
    for section in re.findall(r'<section class="card" aria-labelledby.*?</section>', page, re.DOTALL):
        assert ("<svg" in section) <= ("<table" in section)


@pytest.mark.usefixtures("year")
def test_the_fan_of_a_chosen_movement_is_shown_and_an_unknown_one_is_no_error(browser: TestClient) -> None:
    chosen = browser.get("/review?lift=leg_press_45").text
    assert re.search(r'value="leg_press_45" selected', chosen)
    assert "repetitions of Leg press (45°) and what is expected" in chosen
    assert browser.get("/review?lift=nothing").status_code == 200


@pytest.mark.usefixtures("year")
def test_the_expected_range_reaches_eight_weeks_ahead(browser: TestClient) -> None:
    page = browser.get("/review").text
    later = NOW.date() + timedelta(weeks=8)
    assert f"{later.day} {later:%b}" in page.split("What is expected of")[1].split("</table>")[0]


def test_without_a_log_the_review_says_how_to_begin(browser: TestClient) -> None:
    assert "Nothing to review yet" in browser.get("/review").text
