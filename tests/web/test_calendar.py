"""The feed at its secret address: there only when asked for, for nobody else, and cut off when renewed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import icalendar
import msgspec
import pytest
from starlette.testclient import TestClient

from legday.log.fact import Kind, say
from legday.plan.week import Week
from legday.store.facts import Store
from legday.web.app import create_app

ADDRESS = "http://127.0.0.1:8137"
NOW = datetime(2026, 11, 23, 18, 5)


def put(store: Store, kind: Kind, about: str, body: dict[str, Any]) -> None:
    """Store a fact after all that there are."""
    last = max(fact.id for fact in store.facts("me"))
    store.add("me", [say(kind, about, body, at=NOW, seed=b"test", last=last)])


def address(browser: TestClient) -> str:
    """The address that Settings shows (empty: none)."""
    found = re.search(r"<textarea[^>]*>([^<]*)</textarea>", browser.get("/settings").text)
    return found[1] if found else ""


def events(browser: TestClient) -> list[icalendar.Event]:
    answer = browser.get(address(browser))
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.content).events)


def test_nobody_has_an_address_before_they_ask_for_it(browser: TestClient, planned: Week, store: Store) -> None:
    assert address(browser) == ""
    assert not [one for one in store.facts("me") if one.about == "calendar"]
    for guess in ("None", "null", "%20", "calendar", "%F0%9F%A6%B5", "%FF"):
        assert browser.get(f"/calendar/{guess}.ics").status_code == 404


def test_the_address_gives_the_planned_week_to_a_reader_that_sends_no_origin(
    browser: TestClient, planned: Week, store: Store
) -> None:
    assert browser.post("/calendar/renew", follow_redirects=False).headers["location"] == "/settings#calendar"
    there = address(browser)
    assert re.fullmatch(rf"{ADDRESS}/calendar/[\w-]{{43}}\.ics", there)
    reader = TestClient(create_app(store, now=lambda: NOW), base_url=ADDRESS)
    answer = reader.get(there)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "set-cookie" not in answer.headers
    found = icalendar.Calendar.from_ical(answer.content).events
    assert [event.decoded("dtstart") for event in found] == [session.day for session in planned.sessions]
    assert "Barbell back squat" in found[0]["description"]


def test_settings_link_to_the_address_for_a_calendar_to_open(browser: TestClient) -> None:
    browser.post("/calendar/renew")
    webcal = address(browser).replace("http://", "webcal://")
    assert f'href="{webcal}"' in browser.get("/settings").text


def test_a_renewed_address_cuts_off_the_old_one(browser: TestClient, planned: Week) -> None:
    browser.post("/calendar/renew")
    old = address(browser)
    browser.post("/calendar/renew")
    assert address(browser) != old
    assert browser.get(old).status_code == 404
    assert len(events(browser)) == 2


def test_after_stop_there_is_no_address_and_the_old_one_tells_nothing(browser: TestClient, planned: Week) -> None:
    browser.post("/calendar/renew")
    old = address(browser)
    browser.post("/calendar/stop")
    assert address(browser) == ""
    answer = browser.get(old)
    assert (answer.status_code, answer.content) == (404, b"")
    assert answer.headers == browser.get("/calendar/never.ics").headers


@pytest.mark.parametrize("path", ["/calendar/renew", "/calendar/stop"])
def test_another_site_can_neither_renew_nor_stop(browser: TestClient, path: str) -> None:
    browser.post("/calendar/renew")
    there = address(browser)
    assert browser.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert browser.post(path, headers={"origin": "https://evil.example"}).status_code == 403
    assert address(browser) == there


def test_the_address_goes_out_with_no_export(browser: TestClient, planned: Week) -> None:
    before = browser.get("/export/facts").text
    browser.post("/calendar/renew")
    assert browser.get("/export/facts").text == before


def test_erasing_everything_takes_the_address_too(browser: TestClient, planned: Week) -> None:
    browser.post("/calendar/renew")
    old = address(browser)
    browser.post("/erase", data={"word": "ERASE"})
    assert browser.get(old).status_code == 404


def test_a_session_that_is_done_says_so_in_the_calendar(browser: TestClient, planned: Week) -> None:
    browser.post("/calendar/renew")
    before, _ = events(browser)
    started = browser.post("/start", data={"planned": planned.sessions[0].id}, follow_redirects=False).headers[
        "location"
    ]
    form = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', browser.get(started).text.partition('id="next"')[2]))
    browser.post(f"{started}/set", data=form)
    assert [event["summary"] for event in events(browser)] == ["Legs, under way", "Legs, 45 min"]
    browser.post(f"{started}/finish")
    after, _ = events(browser)
    assert after["summary"] == "Legs, done"
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_a_session_that_is_moved_keeps_its_event(browser: TestClient, planned: Week, store: Store) -> None:
    browser.post("/calendar/renew")
    before = events(browser)
    first, second = planned.sessions
    later = msgspec.structs.replace(second, day=second.day + timedelta(days=1))
    week = msgspec.structs.replace(planned, sessions=(first, later))
    put(store, Kind.PLANNED, "week:2026-11-23", msgspec.to_builtins(week))
    after = events(browser)
    assert [event["uid"] for event in after] == [event["uid"] for event in before]
    assert after[1].decoded("dtstart") == before[1].decoded("dtstart") + timedelta(days=1)


def test_nothing_is_planned_in_the_calendar_while_something_needs_care(
    browser: TestClient, planned: Week, store: Store
) -> None:
    browser.post("/calendar/renew")
    assert len(events(browser)) == 2
    put(store, Kind.FELT, "flag:chest", {"open": True})
    assert events(browser) == []
