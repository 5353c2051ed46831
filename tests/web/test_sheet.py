"""The week on paper."""

from __future__ import annotations

from datetime import datetime

import msgspec
from starlette.testclient import TestClient

from legday.kinds import MovementId
from legday.log.fact import Kind, say
from legday.plan.week import Week
from legday.store.facts import Store


def test_the_sheet_has_every_set_with_a_box_to_write_in(browser: TestClient, planned: Week) -> None:
    page = browser.get("/week/print").text
    first = page.partition("Monday 23 November")[2].partition('class="sheet"')[0]
    for words in (
        "45 minutes",
        "Brisk walk, 5 min",
        "first 40\u00a0kg × 5",
        "<td>2 × 8–10</td>",
        "<td>60\u00a0kg</td>",
        "<td>2:30</td>",
        "<td>1-0-2</td>",
        "each side",
        "Wall calf, 30 s",
    ):
        assert words in first
    assert first.count("<span></span>") == 3


def test_the_sheet_is_in_the_unit_of_the_person(browser: TestClient, planned: Week) -> None:
    browser.post("/settings", data={"unit": "lb"})
    assert "132.5\u00a0lb" in browser.get("/week/print").text


def test_what_is_done_needs_no_boxes(browser: TestClient, planned: Week) -> None:
    browser.post("/start", data={"planned": planned.sessions[0].id})
    page = browser.get("/week/print").text
    assert "under way" in page
    assert page.count("<table>") == 1


def test_a_superset_and_another_gym_are_named(browser: TestClient, planned: Week, store: Store) -> None:
    squat, step_up = planned.sessions[0].movements
    turns = msgspec.structs.replace(squat, between=(MovementId("step_up"),)), step_up
    session = msgspec.structs.replace(planned.sessions[0], movements=turns, gym="nothing")
    body = msgspec.to_builtins(msgspec.structs.replace(planned, sessions=(session,)))
    at, last = datetime(2026, 11, 23, 18), max(fact.id for fact in store.facts("me"))
    store.add("me", [say(Kind.PLANNED, "week:2026-11-23", body, at=at, seed=b"turns", last=last)])
    page = browser.get("/week/print").text
    assert "between the sets of Step-up" in page
    assert "45 minutes · Nothing at all" in page


def test_without_a_plan_there_is_nothing_to_print(browser: TestClient) -> None:
    page = browser.get("/week/print").text
    assert "No week is planned yet" in page
    assert "data-print" not in page


def test_with_a_warning_sign_there_is_nothing_to_print(browser: TestClient, planned: Week) -> None:
    assert "data-print" in browser.get("/week/print").text
    browser.post("/sore", data={"flag": "chest"})
    page = browser.get("/week/print").text
    assert "needs care" in page
    assert "Barbell back squat" not in page
