"""The page of reminders: what is wished, which devices, and putting one off."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from starlette.testclient import TestClient

from legday.log.fact import Kind, latest, say
from legday.plan.week import Week
from legday.store.facts import Store
from legday.store.reminders import Notices, Subscription
from legday.web import push
from legday.web.push import Outcome

NOW = datetime(2026, 11, 23, 18, 5)
SESSION = "2026-11-23:mon"
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"  # RFC 8291, section 5
BROWSER = {"endpoint": "https://push.example/1", "p256dh": POINT, "auth": "BTBZMqHH6r4Tts7J_aSIgg"}
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"}


def wishes(store: Store) -> dict[str, dict[str, Any]]:
    return {about: one.body for about, one in latest(store.facts("me"), Kind.WISHED).items()}


def put(store: Store, kind: Kind, about: str, body: dict[str, Any]) -> None:
    last = max((fact.id for fact in store.facts("me")), default=None)
    store.add("me", [say(kind, about, body, at=NOW, seed=b"test", last=last)])


def held(store: Store) -> Any:
    return Notices(store).held(now=NOW.astimezone(), person="me").get("me", {}).get(SESSION)


def test_the_wish_and_the_time_zone_are_kept(browser: TestClient, store: Store) -> None:
    said = {"on": "1", "at": "17:30", "calendar": "1", "zone": "America/New_York"}
    assert browser.post("/reminders", data=said, follow_redirects=False).headers["location"] == "/reminders"
    assert wishes(store) == {
        "reminders": {"on": True, "at": "17:30", "calendar": True},
        "zone": {"zone": "America/New_York"},
    }
    shown = browser.get("/reminders").text
    assert 'value="17:30"' in shown
    assert "America/New York" in shown


@pytest.mark.parametrize("zone", ["", "Middle-earth/Shire", "../../etc/passwd"])
def test_a_zone_that_is_none_changes_nothing(browser: TestClient, store: Store, zone: str) -> None:
    browser.post("/reminders", data={"on": "1", "at": "17:30", "zone": zone})
    assert wishes(store).keys() == {"reminders"}


@pytest.mark.parametrize("at", ["", "06:59", "22:00", "25:00", "five", "17:30\n18:00"])
def test_a_time_in_the_night_or_none_comes_back_with_what_to_change(browser: TestClient, store: Store, at: str) -> None:
    answer = browser.post("/reminders", data={"on": "1", "at": at})
    assert answer.status_code == 422
    assert "Choose one from 07:00 to 21:59" in answer.text
    assert wishes(store) == {}


def test_the_habit_gives_the_time_until_one_is_chosen(browser: TestClient, store: Store) -> None:
    put(store, Kind.WISHED, "habit", {"cue": "I leave work", "first": "packing my bag", "time": "18:15"})
    assert 'value="18:15"' in browser.get("/reminders").text


def test_a_device_is_added_shown_by_name_and_removed(browser: TestClient, store: Store) -> None:
    assert browser.post("/reminders/devices", data=BROWSER, headers=PHONE).status_code == 204
    assert wishes(store)["reminders"]["on"] is True
    shown = browser.get("/reminders").text
    assert "Chrome on Android" in shown
    assert BROWSER["endpoint"] not in shown
    [id] = re.findall(r'id="device-(\w+)"', shown)
    browser.post(f"/reminders/devices/{id}/remove")
    assert Notices(store).subscriptions("me") == ()


def test_an_address_in_the_house_is_refused(browser: TestClient, store: Store) -> None:
    said = {**BROWSER, "endpoint": "https://192.168.1.1/admin"}
    assert browser.post("/reminders/devices", data=said).status_code == 400
    assert Notices(store).subscriptions("me") == ()


def test_a_test_goes_to_every_device_and_forgets_those_that_are_gone(
    browser: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        browser.post("/reminders/devices", data={**BROWSER, "endpoint": f"https://push.example/{number}"})

    def deliver(to: Subscription, message: bytes, **more: object) -> Outcome:
        return Outcome.GONE if to.endpoint.endswith("1") else Outcome.SENT

    monkeypatch.setattr(push, "deliver", deliver)
    assert "Sent to 1 of 2 devices." in browser.post("/reminders/test").text
    assert len(Notices(store).subscriptions("me")) == 1


def test_a_reminder_is_put_off_on_the_page_and_shown(browser: TestClient, planned: Week, store: Store) -> None:
    browser.post("/reminders", data={"on": "1", "at": "17:30"})
    assert browser.post(f"/reminders/{SESSION}/snooze", data={"until": "hour"}).status_code == 200
    assert held(store).due == NOW.astimezone() + timedelta(hours=1)
    assert "at 19:05" in browser.get("/reminders").text
    browser.post(f"/reminders/{SESSION}/snooze", data={"until": "no"})
    assert held(store).answered
    assert "No more reminder" in browser.get("/reminders").text


def test_a_program_is_answered_without_a_page(browser: TestClient, planned: Week, store: Store) -> None:
    answer = browser.post(
        f"/reminders/{SESSION}/snooze", data={"until": "tomorrow"}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert held(store).due.astimezone().date() == NOW.date() + timedelta(days=1)


def test_only_a_session_that_is_ahead_can_be_put_off(browser: TestClient, planned: Week, store: Store) -> None:
    assert browser.post("/reminders/2026-01-05:mon/snooze", data={"until": "hour"}).status_code == 404
    assert browser.post(f"/reminders/{SESSION}/snooze", data={"until": "never"}).status_code == 400
    browser.post("/start", data={"planned": SESSION})
    assert browser.post(f"/reminders/{SESSION}/snooze", data={"until": "hour"}).status_code == 404
    assert held(store) is None


@pytest.mark.parametrize(
    "path", ["/reminders", "/reminders/devices", "/reminders/test", f"/reminders/{SESSION}/snooze"]
)
def test_another_site_can_do_nothing_here(browser: TestClient, path: str) -> None:
    assert browser.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_nothing_is_offered_to_put_off_while_something_needs_care(
    browser: TestClient, planned: Week, store: Store
) -> None:
    browser.post("/reminders", data={"on": "1", "at": "17:30"})
    assert "Put it off" in browser.get("/reminders").text
    put(store, Kind.FELT, "flag:chest", {"open": True})
    assert "Put it off" not in browser.get("/reminders").text


def calendar(browser: TestClient) -> list[icalendar.Event]:
    found = re.search(r"<textarea[^>]*>([^<]*)</textarea>", browser.get("/settings").text)
    assert found
    return list(icalendar.Calendar.from_ical(browser.get(found[1]).content).events)


def alarms(event: icalendar.Event) -> list[timedelta]:
    return [alarm.decoded("trigger") for alarm in event.walk("VALARM")]


def test_the_calendar_sounds_once_for_each_session_to_come_if_it_is_wished(
    browser: TestClient, planned: Week, store: Store
) -> None:
    browser.post("/calendar/renew")
    before = calendar(browser)
    assert [alarms(event) for event in before] == [[], []]
    browser.post("/reminders", data={"at": "17:30", "calendar": "1"})
    after = calendar(browser)
    assert [alarms(event) for event in after] == [[timedelta(hours=17, minutes=30)]] * 2
    assert [event["uid"] for event in after] == [event["uid"] for event in before]
    assert all(new["sequence"] > old["sequence"] for new, old in zip(after, before, strict=True))
    browser.post("/start", data={"planned": SESSION})
    put(store, Kind.FELT, "flag:chest", {"open": True})
    assert calendar(browser) == []
