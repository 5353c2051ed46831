"""The body on the page: measured, put right, taken back, and shown as a trend."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from starlette.testclient import TestClient

from legday import demo, loop
from legday.coach.measures.entries import read_measured
from legday.kinds import Condition
from legday.log.fact import Fact, Kind, fact_id
from legday.store.facts import Store

NOW = datetime(2026, 11, 23, 18, 5)


def kept(store: Store):
    return read_measured(store.facts("me"))


def half_a_year(store: Store) -> None:
    store.add("me", list(demo.measured(NOW.date(), 7)))


def test_a_mass_is_kept_for_today_or_for_the_day_named(browser: TestClient, store: Store) -> None:
    answer = browser.post("/body/mass", data={"mass": "80,5"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/body#mass")
    browser.post("/body/mass", data={"mass": "81", "day": "2026-11-20"})
    assert [(one.at.date(), one.mass_kg) for one in kept(store).masses] == [
        (date(2026, 11, 20), 81.0),
        (date(2026, 11, 23), 80.5),
    ]


def test_a_mass_is_typed_and_read_in_pounds(browser: TestClient, store: Store) -> None:
    browser.post("/settings", data={"unit": "lb"})
    page = browser.post("/body/mass", data={"mass": "176.4"}).text
    assert kept(store).masses[0].mass_kg == 80.01
    assert "Mass <small>lb</small>" in page
    assert ">176.4" in page


def test_what_is_no_mass_comes_back_as_it_was_typed(browser: TestClient, store: Store) -> None:
    for mass, day in (("8", ""), ("heavy", ""), ("80", "2026-12-24"), ("80", "Monday")):
        answer = browser.post("/body/mass", data={"mass": mass, "day": day})
        assert answer.status_code == 422
        assert f'value="{mass}"' in answer.text
    assert kept(store).masses == ()


def test_two_readings_far_apart_ask_for_a_third(browser: TestClient, store: Store) -> None:
    typed = {"spot": "calf-left", "first": "38", "second": "39.4"}
    answer = browser.post("/body/girth", data=typed)
    assert answer.status_code == 422
    assert "third time" in answer.text
    assert re.search(r'name="third"[^>]* autofocus', answer.text)  # so that it is seen, far down the page
    assert re.search(r'value="calf-left" selected', answer.text)
    browser.post("/body/girth", data={**typed, "third": "38.2"})
    [(spot, [girth])] = kept(store).girths.items()
    assert (spot.value, girth.readings_cm, girth.kept_cm) == ("calf-left", (38.0, 39.4, 38.2), 38.2)


def test_an_entry_is_put_right_on_its_own_day(browser: TestClient, store: Store) -> None:
    browser.post("/body/mass", data={"mass": "85", "day": "2026-11-20"})
    [wrong] = kept(store).masses
    assert 'value="85"' in browser.get(f"/body?entry={wrong.id}").text
    browser.post(f"/body/entry/{wrong.id}", data={"mass": "80.5"})
    [right] = kept(store).masses
    assert (right.at.date(), right.mass_kg) == (date(2026, 11, 20), 80.5)


def test_an_entry_that_cannot_be_put_right_so_stays_as_it_was(browser: TestClient, store: Store) -> None:
    browser.post("/body/girth", data={"spot": "hip", "first": "98", "second": "98.4"})
    [girth] = kept(store).entries
    answer = browser.post(f"/body/entry/{girth.id}", data={"first": "98", "second": "99.9"})
    assert answer.status_code == 422
    assert kept(store).entries == (girth,)


def test_an_entry_is_taken_back_once_and_for_good(browser: TestClient, store: Store) -> None:
    browser.post("/body/mass", data={"mass": "80"})
    [wrong] = kept(store).masses
    for _ in range(2):
        answer = browser.post(f"/body/entry/{wrong.id}", data={"away": "yes"}, follow_redirects=False)
        assert answer.headers["location"] == "/body"
    assert kept(store).masses == ()
    assert sum(fact.kind is Kind.WITHDRAWN for fact in store.facts("me")) == 1


def test_charts_have_their_numbers_beside_them(browser: TestClient, store: Store) -> None:
    half_a_year(store)
    page = browser.get("/body").text
    assert page.count('class="chart"') == 3
    assert page.count('<table class="bands">') == 3
    newest = kept(store).masses[-1]
    assert f"/body?entry={newest.id}" in page
    assert f"{newest.mass_kg:.1f}" in page


def test_no_chart_before_the_trend_can_be_told(browser: TestClient) -> None:
    browser.post("/body/mass", data={"mass": "80"})
    browser.post("/body/girth", data={"spot": "hip", "first": "98", "second": "98.4"})
    page = browser.get("/body").text
    assert 'class="chart"' not in page
    assert "four entries over two weeks" in page
    assert "its trend needs 3 more measurements and 8 more weeks" in page


def test_energy_is_off_until_it_is_asked_for(browser: TestClient, store: Store) -> None:
    half_a_year(store)
    assert "kcal" not in browser.get("/body").text
    browser.post("/body/energy", data={"on": "yes"})
    assert "No finished session" in browser.get("/body").text
    store.add("me", trained(NOW - timedelta(days=2), minutes=50, number=1))
    store.add("me", trained(NOW - timedelta(days=1), minutes=600, number=2))
    page = browser.get("/body").text
    assert page.count("in 50 minutes") == 1
    assert "600 minutes" not in page
    browser.post("/body/energy", data={})
    assert "kcal" not in browser.get("/body").text


def trained(began: datetime, *, minutes: int, number: int) -> list[Fact]:
    visit, done = fact_id(began, b"visit"), fact_id(began, b"set")
    ended = began + timedelta(minutes=minutes)
    body = {"app": "legday", "began": began.isoformat(), "ended": ended.isoformat()}
    squat = {"session": visit, "app": "legday", "exercise": "back_squat", "place": number, "load_kg": 60.0, "reps": 8}
    return [
        Fact(id=visit, about=visit, kind=Kind.LOGGED, at=began, body=body),
        Fact(id=done, about=done, kind=Kind.LOGGED, at=began, body=squat),
    ]


def test_who_has_osteoporosis_is_told_what_is_left_out(browser: TestClient, store: Store) -> None:
    assert "Tick" in browser.get("/body").text
    form = {"day": "mon", "minutes-mon": "45", "gym": "full_gym", "condition": "osteoporosis"}
    browser.post("/wishes", data=form)
    assert loop.read(store.facts("me"), NOW.date()).goal.conditions == (Condition.BONES,)
    assert "You named osteoporosis" in browser.get("/body").text


def test_no_page_judges_a_body(browser: TestClient, store: Store) -> None:
    half_a_year(store)
    page = browser.get("/body").text.lower()
    for word in ("bmi", "body fat", "ideal", "overweight", "lose"):
        assert not re.search(rf"\b{word}\b", re.sub(r"<style>.*?</style>", "", page)), word
