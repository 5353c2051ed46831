"""Asking how sore, a week without legs, the least dose and the plan for a habit, on the pages."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.kinds import Because
from legday.log.fact import Fact, Kind, fact_id
from legday.plan.week import Week
from legday.store.facts import Store
from legday.web.app import create_app

NOW = datetime(2026, 11, 23, 18, 5)
ADDRESS = "http://127.0.0.1:8137"
ASK = "How sore are your legs"
HABIT = {"cue": "I leave work", "place": "the gym", "time": "18:00", "first": "packing my bag"}


def later(store: Store, days: int) -> TestClient:
    """The same page some days later."""
    app = create_app(store, now=lambda: NOW + timedelta(days=days))
    return TestClient(app, base_url=ADDRESS, headers={"sec-fetch-site": "same-origin", "origin": ADDRESS})


def trained(store: Store, when: datetime, movement: str = "back_squat") -> None:
    visit = fact_id(when, b"trained")
    body: dict[str, object] = {"app": "legday", "began": when.isoformat(), "ended": when.isoformat()}
    done = {"session": visit, "app": "legday", "exercise": movement, "place": 1, "load_kg": 60.0, "reps": 8}
    id = fact_id(when, b"its set")
    store.add(
        "me",
        [
            Fact(id=visit, about=visit, kind=Kind.LOGGED, at=when, body=body),
            Fact(id=id, about=id, kind=Kind.LOGGED, at=when, body=done),
        ],
    )


# How sore


def test_a_day_and_two_after_legs_today_asks_in_one_line_and_not_on_the_third(store: Store, planned: Week) -> None:
    trained(store, NOW)
    asked = [later(store, days).get("/").text.count(ASK) for days in range(4)]
    assert asked == [0, 1, 1, 0]


def test_who_answered_today_is_not_asked_again_until_tomorrow(store: Store, planned: Week) -> None:
    trained(store, NOW)
    page = later(store, 1)
    page.post("/sore", data={"sore:quadriceps": "2"})
    assert ASK not in page.get("/").text
    assert ASK in later(store, 2).get("/").text


def test_saying_that_nothing_is_sore_is_an_answer(store: Store, planned: Week) -> None:
    trained(store, NOW)
    page = later(store, 1)
    page.post("/sore", data={"sore:quadriceps": "0", "sore:feet": "0"})
    felt = {one.about: one.body for one in store.facts("me") if one.kind is Kind.FELT}
    assert felt["sore:quadriceps"] == {"sore": 0}
    assert "sore:feet" not in felt  # nobody trained them
    assert ASK not in page.get("/").text


def test_how_sore_says_what_to_expect_with_a_chart_and_its_table(store: Store, planned: Week) -> None:
    trained(store, NOW, "hack_squat")
    for place in range(2, 9):
        id = fact_id(NOW, f"more {place}".encode())
        body = {
            "session": fact_id(NOW, b"trained"),
            "app": "legday",
            "exercise": "hack_squat",
            "place": place,
            "reps": 8,
        }
        store.add("me", [Fact(id=id, about=id, kind=Kind.LOGGED, at=NOW, body=body)])
    page = later(store, 1)
    page.post("/sore", data={"sore:quadriceps": "3"})
    text = page.get("/sore").text
    assert "soreness to come. Expect it to peak tomorrow" in text
    assert "Recovering: " in text
    assert "soreness expected and felt, day by day" in text
    assert '<th scope="row">Tue 24 Nov</th>' in text


def test_a_muscle_that_is_far_sorer_than_the_work_explains_is_told_of_the_signs(store: Store, planned: Week) -> None:
    page = later(store, 1)
    page.post("/sore", data={"sore:feet": "7"})
    assert "Much sorer than the work explains: feet and ankles." in page.get("/sore").text


# A week without legs


@pytest.fixture
def back(store: Store, planned: Week) -> TestClient:
    """Somebody who squatted until the week of the plan, in the week after it."""
    return later(store, 9)


def test_after_a_week_without_legs_it_is_asked_once_what_came_between(back: TestClient, store: Store) -> None:
    page = back
    assert "What came between?" in page.get("/").text
    answer = page.post("/gap", data={"reason": "time"}).text
    assert "What came between?" not in answer
    assert "Make sessions shorter" in answer
    assert "Make sessions shorter" in page.get("/review").text
    assert [one.body for one in store.facts("me") if one.about == "gap:2026-11-23"] == [{"reason": "time"}]


def test_who_would_rather_not_say_is_left_alone(back: TestClient) -> None:
    text = back.post("/gap", data={"reason": "unsaid"}).text
    assert "What came between?" not in text
    assert "Coming back" not in text


def test_a_reason_that_is_none_is_refused_and_one_without_a_gap_is_not_kept(back: TestClient, store: Store) -> None:
    assert back.post("/gap", data={"reason": "lazy"}).status_code == 400
    later(store, 0).post("/gap", data={"reason": "time"})
    assert not any(one.about.startswith("gap:") for one in store.facts("me"))


# The least dose


def test_a_missed_session_can_be_done_today_in_a_quarter_of_an_hour(
    store: Store, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = []

    def replan(known: loop.Known, edited: Week, cause: str, **rest: object) -> Week:
        edits.append((edited, cause))
        return msgspec.structs.replace(edited, changes=(Because(say=cause, why=cause, source="you"),))

    monkeypatch.setattr("legday.loop.planning.replan", replan)
    page = later(store, 1)
    assert "Only 15 minutes today" in page.get("/").text
    text = page.post("/week/minimum").text
    [(edited, cause)] = edits
    assert [(str(one.day), one.minutes) for one in edited.sessions] == [("2026-11-24", 15), ("2026-11-26", 45)]
    assert cause == "Today is 15 minutes: enough to keep going."
    assert "Today is a leg day" in text


def test_before_the_day_of_a_session_nothing_shorter_is_offered(browser: TestClient, planned: Week) -> None:
    assert "Only 15 minutes today" not in browser.get("/").text


# A habit


def test_the_plan_for_a_habit_is_kept_and_shown_before_a_session_of_the_day(browser: TestClient, planned: Week) -> None:
    assert "When I leave work, then I go to the gym at 18:00 and begin with packing my bag." in (
        page := browser.post("/habit", data=HABIT).text
    )
    assert "months rather than weeks" in page
    assert "begin with packing my bag" in browser.get("/").text


def test_on_a_day_without_a_session_it_is_not_shown(store: Store, planned: Week) -> None:
    later(store, 0).post("/habit", data=HABIT)
    assert "packing my bag" not in later(store, 4).get("/").text


def test_a_plan_without_its_cue_is_refused_and_what_was_typed_stays(browser: TestClient) -> None:
    answer = browser.post("/habit", data={**HABIT, "cue": ""})
    assert answer.status_code == 422
    assert "The cue is missing." in answer.text
    assert 'value="packing my bag"' in answer.text


def test_a_plan_can_be_taken_back(browser: TestClient) -> None:
    browser.post("/habit", data=HABIT)
    browser.post("/habit", data={"gone": "1"})
    assert "packing my bag.</h2>" not in browser.get("/habit").text


def test_what_somebody_types_into_a_habit_is_shown_as_text(browser: TestClient) -> None:
    page = browser.post("/habit", data={**HABIT, "cue": "<b>now</b>"}).text
    assert "<b>now</b>" not in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page


# Legs among the rest


def test_legs_that_come_seldom_are_mentioned_until_there_is_a_plan(store: Store) -> None:
    for ago in range(1, 9):
        trained(store, NOW - timedelta(days=2 * ago), "Bench Press")
    page = later(store, 0)
    assert "you trained 8 times" in page.get("/").text
    assert "you trained 8 times" in page.get("/review").text


def test_who_has_a_plan_for_legs_reads_it_in_the_review_alone(store: Store, planned: Week) -> None:
    for ago in range(1, 28):
        trained(store, NOW - timedelta(days=ago, hours=2), "Bench Press")
    page = later(store, 0)
    assert "legs 3 times" in page.get("/review").text
    assert "legs 3 times" not in page.get("/").text
