"""The week when life interferes: each change is one form, keeps what is done, and says what changed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import msgspec
import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.log.fact import Kind
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import gyms
from legday.plan.solve import Stop
from legday.plan.week import Found, PlannedSession, Week
from legday.store.facts import Store
from legday.web.app import create_app
from legday.web.search import Search

MONDAY = date(2026, 11, 23)
HOME = "http://127.0.0.1:8137"
GOAL = Goal(
    slots=tuple(Slot(weekday=Weekday(day), minutes=45) for day in ("mon", "wed", "fri")), gym=gyms()["full_gym"]
)

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def whole_week() -> Week:
    return loop.next_week(loop.read((), MONDAY), goal=GOAL, stop=Stop(seconds=5))


@pytest.fixture
def planner(store: Store, whole_week: Week) -> TestClient:
    return at(store, whole_week, MONDAY)


def at(store: Store, week: Week, day: date) -> TestClient:
    """Somebody's browser on a day, with a week planned before."""
    known = loop.read(store.facts("me"), MONDAY)
    facts = loop.keep_week(known, GOAL, week, at=datetime(2026, 11, 22, 9), seed=b"test")
    store.add("me", facts)
    now = datetime.combine(day, datetime.min.time()) + timedelta(hours=8)
    return TestClient(create_app(store, now=lambda: now), base_url=HOME)


def week_of(store: Store, day: date = MONDAY) -> Week:
    week = loop.read(store.facts("me"), day).week
    assert week is not None
    return week


def session(store: Store, id: str) -> PlannedSession:
    return next(session for session in week_of(store).sessions if session.id == id)


def movements(store: Store, id: str) -> list[str]:
    return [planned.movement for planned in session(store, id).movements]


def test_a_moved_session_keeps_its_id_and_the_page_says_what_changed(planner: TestClient, store: Store) -> None:
    id = "2026-11-25:wed"
    page = planner.post("/week/move", data={"session": id, "day": "2026-11-26"}).text
    assert session(store, id).day == date(2026, 11, 26)
    assert "Thursday: moved from Wednesday" in page
    assert "You moved the session of Wednesday" in page


def test_two_sessions_change_places_when_one_is_moved_onto_the_other(planner: TestClient, store: Store) -> None:
    planner.post("/week/move", data={"session": "2026-11-23:mon", "day": "2026-11-27"})
    assert session(store, "2026-11-23:mon").day == date(2026, 11, 27)
    assert session(store, "2026-11-27:fri").day == MONDAY


@pytest.mark.long
@pytest.mark.parametrize("day", ["2026-11-22", "2026-12-24", "never"])
def test_a_day_that_cannot_be_is_refused_and_nothing_changes(
    planner: TestClient, store: Store, whole_week: Week, day: str
) -> None:
    answer = planner.post("/week/move", data={"session": "2026-11-23:mon", "day": day})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert week_of(store) == whole_week


def test_a_shorter_session_holds_its_new_time(planner: TestClient, store: Store) -> None:
    planner.post("/week/minutes", data={"session": "2026-11-23:mon", "minutes": "15"})
    short = session(store, "2026-11-23:mon")
    assert short.movements
    assert short.seconds <= 15 * 60


def test_elsewhere_only_what_is_there_is_planned(planner: TestClient, store: Store) -> None:
    page = planner.post("/week/place", data={"session": "2026-11-25:wed", "gym": "nothing"}).text
    there = session(store, "2026-11-25:wed")
    assert there.gym == "nothing"
    assert all(one.load_kg is None for planned in there.movements for one in planned.sets)
    assert "Nothing at all" in page


def test_a_session_is_left_out_and_taken_back(planner: TestClient, store: Store, whole_week: Week) -> None:
    page = planner.post("/week/drop", data={"session": "2026-11-25:wed"}).text
    assert "is out of the week" in page
    assert [session.id for session in week_of(store).sessions] == ["2026-11-23:mon", "2026-11-27:fri"]
    planner.post("/week/undo")
    assert week_of(store).sessions == whole_week.sessions
    assert "Take it back" not in planner.get("/week").text


def test_a_locked_movement_stays_when_the_session_gets_shorter(planner: TestClient, store: Store) -> None:
    id = "2026-11-23:mon"
    last = movements(store, id)[-1]
    page = planner.post("/week/lock", data={"session": id, "movement": last, "locked": "1"}).text
    assert "locked" in page
    planner.post("/week/minutes", data={"session": id, "minutes": "20"})
    assert last in movements(store, id)
    planner.post("/week/lock", data={"session": id, "movement": last})
    assert not any(planned.locked for planned in session(store, id).movements)


def test_what_is_never_to_be_planned_leaves_the_week_and_the_wishes_know(planner: TestClient, store: Store) -> None:
    first = movements(store, "2026-11-23:mon")[0]
    planner.post("/week/ban", data={"session": "2026-11-23:mon", "movement": first})
    assert all(first not in movements(store, session.id) for session in week_of(store).sessions)
    assert first in loop.read(store.facts("me"), MONDAY).goal.ban


def test_a_liked_movement_is_a_wish_and_can_be_liked_no_more(planner: TestClient, store: Store) -> None:
    first = movements(store, "2026-11-23:mon")[0]
    for liked, wished in (("1", (first,)), ("", ())):
        planner.post("/week/like", data={"session": "2026-11-23:mon", "movement": first, "liked": liked})
        assert loop.read(store.facts("me"), MONDAY).goal.like == wished


def test_one_tap_swaps_a_movement_for_one_that_trains_the_same_and_keeps_it(planner: TestClient, store: Store) -> None:
    id = "2026-11-23:mon"
    first = movements(store, id)[0]
    page = planner.post("/week/swap", data={"session": id, "movement": first}).text
    assert first not in movements(store, id)
    [came] = [planned for planned in session(store, id).movements if planned.locked]
    assert f"{came.name} instead of" in page


def test_while_ill_nothing_is_planned_and_what_follows_is_lighter(
    planner: TestClient, store: Store, whole_week: Week
) -> None:
    planner.post("/week/ill", data={"until": "2026-11-26"})
    week = week_of(store)
    assert [session.day for session in week.sessions] == [date(2026, 11, 27)]
    assert week.lighter
    before, after = ({line.group: line.credit for line in one.groups} for one in (whole_week, week))
    assert sum(after.values()) < sum(before.values()) / 2


def test_a_missed_session_is_offered_to_the_rest_of_the_week(store: Store, whole_week: Week) -> None:
    late = at(store, whole_week, date(2026, 11, 24))
    page = late.get("/week").text
    assert "Monday 23 November did not happen" in page
    assert "That is all right" in page
    after = late.post("/week/again").text
    assert "The session of Monday was not done" in after
    assert [session.id for session in week_of(store).sessions] == ["2026-11-25:wed", "2026-11-27:fri"]


def test_what_is_done_stays_in_the_week_and_counts(planner: TestClient, store: Store, whole_week: Week) -> None:
    planned = whole_week.sessions[0]
    planner.post("/start", data={"planned": planned.id})
    planner.post("/week/drop", data={"session": "2026-11-25:wed"})
    week = week_of(store)
    assert week.sessions[0] == planned
    assert [session.id for session in week.sessions] == [planned.id, "2026-11-27:fri"]
    floors = {line.group: line for line in week.groups}
    assert all(line.credit > 0 for line in floors.values() if line.floor)


def test_a_lighter_week_has_about_half_the_sets_and_says_why(planner: TestClient, store: Store) -> None:
    page = planner.post("/plan", data={"lighter": "1"}).text
    assert week_of(store).lighter
    assert "This is a lighter week" in page


def test_without_a_week_there_is_nothing_to_change(store: Store) -> None:
    browser = TestClient(create_app(store, now=lambda: datetime(2026, 11, 23, 8)), base_url=HOME)
    for path, data in (("move", {"session": "x", "day": "2026-11-24"}), ("again", {}), ("lock", {"session": "x"})):
        answer = browser.post(f"/week/{path}", data=data)
        assert answer.status_code == 422
        assert "No week is planned yet" in answer.text


@pytest.mark.parametrize("path", ["move", "minutes", "place", "drop", "lock", "swap"])
def test_a_session_that_is_not_there_is_said_so(planner: TestClient, store: Store, whole_week: Week, path: str) -> None:
    data = {"session": "2030-01-01:tue", "day": "2026-11-26", "minutes": "30", "gym": "bands", "movement": "back_squat"}
    answer = planner.post(f"/week/{path}", data=data)
    assert answer.status_code == 422
    assert "not in the plan any more" in answer.text
    assert week_of(store) == whole_week


def test_the_prices_of_limits_and_the_way_to_further_pages_are_on_the_page(planner: TestClient) -> None:
    page = planner.get("/week").text
    assert "What your limits cost" in page
    for path in ("/block", "/week/print", "/settings#calendar"):
        assert f'href="{path}"' in page
    assert re.search(r"With one set less: .* instead of ", page)


def test_how_far_a_search_is_can_be_asked_and_it_can_be_ended(store: Store, tmp_path: Path) -> None:
    app = create_app(store, now=lambda: datetime(2026, 11, 23, 8))
    browser = TestClient(app, base_url=HOME)
    assert browser.get("/api/v1/search").json() == {"running": False, "found": None}
    search: Search = app.state.sites.of("me").search
    found = Found(objective=90.0, bound=100.0, seconds=1.0)
    with search.turn():
        assert search.watch(found)
        assert browser.get("/api/v1/search").json() == {"running": True, "found": msgspec.to_builtins(found)}
        assert browser.post("/api/v1/search/end").json()["running"]
        assert not search.watch(found)
    assert browser.get("/api/v1/search").json() == {"running": False, "found": None}


def test_a_second_search_waits_for_the_first(store: Store) -> None:
    search = Search()
    order: list[str] = []

    def second() -> None:
        with search.turn():
            order.append("second")

    with search.turn():
        waiting = Thread(target=second)
        waiting.start()
        until = monotonic() + 0.1
        while monotonic() < until:
            sleep(0.01)
        order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]


def test_a_change_is_a_new_plan_and_the_old_one_stays_in_the_facts(planner: TestClient, store: Store) -> None:
    planner.post("/week/drop", data={"session": "2026-11-25:wed"})
    plans = [fact for fact in store.facts("me") if fact.kind is Kind.PLANNED]
    assert len(plans) == 2
