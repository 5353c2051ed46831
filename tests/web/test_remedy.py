from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from starlette.testclient import TestClient

from legday.log.fact import Fact, Kind, fact_id, latest
from legday.store.facts import Store

NOW = datetime(2026, 11, 23, 18, 5)


def logged(at: datetime, seed: str, body: dict[str, object]) -> Fact:
    id = fact_id(at, seed.encode())
    return Fact(id=id, about=id, kind=Kind.LOGGED, at=at, body=body)


@pytest.fixture
def stood_still(store: Store) -> Store:
    """Squats twice a week that gained for 16 weeks and then stood still for 32."""
    facts = []
    for half in range(96, 1, -1):
        at = NOW - timedelta(days=round(3.5 * half))
        visit = logged(at, "visit", {"app": "legday", "began": at.isoformat(), "ended": at.isoformat()})
        facts.append(visit)
        load = 60.0 + 0.3 * min(96 - half, 32) + (half % 3 - 1) * 0.5
        for place in range(4):
            done: dict[str, object] = {"session": visit.id, "app": "legday", "exercise": "back_squat", "place": place}
            facts.append(logged(at, f"set {place}", done | {"load_kg": load, "reps": 8, "reserve": 2.0}))
    store.add("me", facts)
    return store


def wishes(store: Store) -> dict[str, Fact]:
    return {about: fact for about, fact in latest(store.facts("me"), Kind.WISHED).items() if about[:7] == "remedy:"}


def offered(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(take|for)" value="([^"]+)"', page))


def test_what_stands_still_is_offered_one_change_and_it_is_watched_when_taken(
    browser: TestClient, stood_still: Store
) -> None:
    page = browser.get("/review").text
    form = offered(page)
    assert form
    answer = browser.post("/review/remedy", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review#remedy")
    [(about, taken)] = wishes(stood_still).items()
    assert about == f"remedy:{form['for']}"
    assert taken.body == {"remedy": form["take"], "since": "2026-11-23"}
    after = browser.get("/review").text
    assert "watched until 4 January 2027" in after
    assert not offered(after)


def test_a_second_tap_takes_nothing_more(browser: TestClient, stood_still: Store) -> None:
    form = offered(browser.get("/review").text)
    for _ in range(2):
        browser.post("/review/remedy", data=form)
    assert len(stood_still.facts("me")) == len({fact.id for fact in stood_still.facts("me")})
    assert len([fact for fact in stood_still.facts("me") if fact.kind is Kind.WISHED]) == 1


def test_what_is_not_offered_is_not_taken(browser: TestClient, stood_still: Store) -> None:
    browser.post("/review/remedy", data={"take": "accept", "for": "quadriceps"})
    assert not wishes(stood_still)


def test_what_runs_can_be_stopped(browser: TestClient, stood_still: Store) -> None:
    form = offered(browser.get("/review").text)
    browser.post("/review/remedy", data=form)
    browser.post("/review/remedy", data={"drop": form["for"]})
    [stopped] = wishes(stood_still).values()
    assert stopped.body["remedy"] is None
    assert "Stop trying this" not in browser.get("/review").text


def test_without_anything_to_try_the_review_has_no_such_card(browser: TestClient, store: Store) -> None:
    assert not store.facts("me")
    assert "One change at a time" not in browser.get("/review").text
