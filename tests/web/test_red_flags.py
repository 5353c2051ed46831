"""A red flag stops everything that leads into training, on every page, and stays until it is cleared."""

from __future__ import annotations

from datetime import datetime

import pytest
from starlette.testclient import TestClient

from legday.log.fact import Kind, say
from legday.plan.week import Week
from legday.store.facts import Store

STOP = "call the emergency number"
NOW = datetime(2026, 11, 23, 18, 5)
SESSION = "2026-11-23:mon"


@pytest.fixture
def ill(browser: TestClient, planned: Week) -> TestClient:
    """Somebody with a plan who has said yes to a sign."""
    browser.post("/sore", data={"flag": "chest"})
    return browser


@pytest.fixture
def stopped(browser: TestClient, planned: Week) -> str:
    """A session with a set that is done, in which somebody said yes to a sign."""
    at = browser.post("/start", data={"planned": SESSION, "id": ""}).url.path
    browser.post(f"{at}/set", data=a_set(1))
    browser.post("/sore", data={"flag": "chest"})
    return at


def a_set(place: int) -> dict[str, str]:
    id = f"01a20000-0000-7000-8000-00000000000{place}"
    return {"set": id, "movement": "back_squat", "place": str(place), "load": "60", "reps": "8", "reserve": "2"}


def test_today_shows_what_to_do_and_nothing_to_start(ill: TestClient) -> None:
    page = ill.get("/").text
    assert STOP in page
    assert "Start" not in page


@pytest.mark.parametrize("path", ["/week", "/week/print", f"/session/{SESSION}", "/block"])
def test_no_page_offers_to_plan_or_to_begin(ill: TestClient, path: str) -> None:
    page = ill.get(path).text
    assert 'action="/start"' not in page
    assert 'action="/plan"' not in page


def test_no_session_begins(ill: TestClient, store: Store) -> None:
    before = len(store.facts("me"))
    answer = ill.post("/start", data={"planned": SESSION, "id": ""}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert len(store.facts("me")) == before


@pytest.mark.parametrize("path", ["/plan", "/week/minimum", "/week/again", "/week/minutes", "/week/drop"])
def test_no_week_is_planned_and_the_one_there_was_waits_as_it_is(ill: TestClient, store: Store, path: str) -> None:
    before = store.facts("me")
    ill.post(path, data={"session": SESSION, "minutes": "15"})
    assert store.facts("me") == before


def test_a_session_under_way_stops_and_leads_out(browser: TestClient, stopped: str) -> None:
    page = browser.get(stopped).text
    assert STOP in page
    assert "data-set" not in page
    assert "1 set of this session is saved" in page
    assert "Done and saved" in browser.post(f"{stopped}/finish").text


def test_a_set_that_was_done_before_is_stored_all_the_same(browser: TestClient, stopped: str, store: Store) -> None:
    assert STOP in browser.post(f"{stopped}/set", data=a_set(2)).text
    assert any(one.id == a_set(2)["set"] for one in store.facts("me"))


def test_nothing_nags_while_a_flag_is_open(ill: TestClient, store: Store) -> None:
    body = {"cue": "I leave work", "first": "packing my bag"}
    store.add("me", [say(Kind.WISHED, "habit", body, at=NOW, seed=b"habit")])
    page = ill.get("/").text
    assert "packing my bag" not in page
    assert "What came between" not in page
    assert "How sore are your legs" not in page


def test_programs_get_no_week_either(ill: TestClient) -> None:
    assert ill.get("/api/v1/week").json() is None


def test_the_review_begins_with_it(ill: TestClient) -> None:
    assert STOP in ill.get("/review").text


def test_it_stays_however_often_other_things_are_said_and_goes_when_it_is_cleared(ill: TestClient) -> None:
    ill.post("/sore", data={"flag": "chest", "sore:glutes": "3"})
    assert STOP in ill.get("/").text
    ill.post("/sore", data={"sore:glutes": "3"})
    page = ill.get("/").text
    assert STOP not in page
    assert "Start" in page


def test_strong_pain_in_a_joint_stops_as_well_until_it_is_less(browser: TestClient, planned: Week) -> None:
    browser.post("/sore", data={"ache:knee": "7"})
    assert "Start" not in browser.get("/").text
    browser.post("/sore", data={"ache:knee": "2"})
    assert "Start" in browser.get("/").text
