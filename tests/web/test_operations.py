"""What programs can do: the same as the page, each thing declared once."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import event
from starlette.testclient import TestClient

from legday import loop
from legday.log.fact import Kind
from legday.plan.week import Status, Week
from legday.store.facts import Store
from legday.web import api
from legday.web.api import schema
from legday.web.api.operation import PREFIX
from legday.web.sizes import PROGRAM
from legday.web.who import Right, Who

SESSION = "2026-11-23:mon"
JSON = {"content-type": "application/json"}

EVERY = [one for part in api.PARTS for one in part.operations]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, planned: Week) -> Week:
    """A lighter week that the search finds at once, and changes as they were asked for."""
    found = msgspec.structs.replace(planned, lighter=True)
    monkeypatch.setattr(loop, "next_week", lambda known, **_: found)
    monkeypatch.setattr(loop, "replan", lambda known, edited, cause, **_: edited)
    return found


def kinds(store: Store) -> list[Kind]:
    return [fact.kind for fact in store.facts("me")]


def test_a_proposed_week_holds_only_once_it_is_kept(browser: TestClient, at_once: Week) -> None:
    proposed = browser.post("/api/v1/plan", json={"lighter": True}).json()
    assert (proposed["status"], proposed["bound"], proposed["gap"]) == ("OPTIMAL", 12.0, 0.0)
    assert browser.get("/api/v1/week").json()["lighter"] is False
    assert browser.post("/api/v1/plan/keep", json={"id": proposed["id"]}).json()["lighter"] is True
    assert browser.get("/api/v1/week").json()["lighter"] is True
    assert browser.post("/api/v1/plan/keep", json={"id": proposed["id"]}).status_code == 404


def test_a_proposal_is_not_kept_over_a_plan_that_came_later(browser: TestClient, at_once: Week) -> None:
    first, second = (browser.post("/api/v1/plan", json={}).json()["id"] for _ in range(2))
    assert browser.post("/api/v1/plan/keep", json={"id": first}).status_code == 200
    late = browser.post("/api/v1/plan/keep", json={"id": second})
    assert late.status_code == 409
    assert late.json()["remedy"] == "Ask for a plan again."


def test_a_change_of_the_week_is_proposed_and_can_be_taken_back(browser: TestClient, at_once: Week) -> None:
    asked = {"change": "move", "session": SESSION, "day": "2026-11-25"}
    proposed = browser.post("/api/v1/plan/change", json=asked).json()
    assert proposed["cause"] == "You moved the session of Monday."
    kept = browser.post("/api/v1/plan/keep", json={"id": proposed["id"]}).json()
    assert [one["day"] for one in kept["sessions"]] == ["2026-11-25", "2026-11-26"]
    # The stand-in of the search says nothing of what changed, so there is nothing to take back.
    assert browser.post("/api/v1/plan/undo").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"change": "drop", "session": SESSION}, 200),
        ({"change": "minutes", "session": SESSION, "minutes": 30}, 200),
        ({"change": "place", "session": SESSION, "gym": "bands"}, 200),
        ({"change": "swap", "session": SESSION, "movement": "back_squat"}, 200),
        ({"change": "ill", "until": "2026-11-25"}, 200),
        ({"change": "again"}, 200),
        ({"change": "ill", "until": "2026-11-01"}, 422),
        ({"change": "place", "session": SESSION, "gym": "the moon"}, 422),
        ({"change": "drop", "session": "another"}, 404),
        ({"change": "drop"}, 400),
        ({"change": "dance"}, 400),
    ],
)
def test_life_changes_a_week_in_seven_ways(
    browser: TestClient, at_once: Week, asked: dict[str, Any], status: int
) -> None:
    assert browser.post("/api/v1/plan/change", json=asked).status_code == status


def test_while_a_sign_is_open_nothing_is_planned_and_its_words_are_the_answer(
    browser: TestClient, at_once: Week
) -> None:
    id = browser.post("/api/v1/plan", json={}).json()["id"]
    felt = browser.post("/api/v1/soreness", json={"flags": {"chest": True}}).json()
    assert felt["flags"]
    for path, body in (("/plan", {}), ("/plan/change", {"change": "again"}), ("/plan/keep", {"id": id})):
        refused = browser.post(f"/api/v1{path}", json=body)
        assert refused.status_code == 409
        assert "emergency number" in refused.text
    assert browser.get("/api/v1/week").json() is None
    assert browser.get("/api/v1/today").json()["due"] is None
    assert browser.post("/api/v1/sessions", json={"planned": SESSION}).status_code == 409
    # What was done is stored all the same.
    assert browser.post("/api/v1/sets", json={"movement": "back squat", "sets": ["60x8"]}).status_code == 201


def test_a_set_in_words_is_logged_corrected_and_taken_back(browser: TestClient, planned: Week, store: Store) -> None:
    logged = browser.post("/api/v1/sets", json={"movement": "back squat", "sets": ["60x12@2", "135 lb x 5"]}).json()
    assert logged["movement"] == "back_squat"
    assert [(one["load_kg"], one["reps"], one["reserve"]) for one in logged["session"]["sets"]] == [
        (60.0, 12, 2.0),
        (61.23, 5, None),
    ]
    assert logged["session"]["planned"] == SESSION
    first, second = logged["sets"]
    before = len(kinds(store))
    assert browser.patch(f"/api/v1/sets/{first}", json={"reps": 12}).json()["reps"] == 12
    assert len(kinds(store)) == before  # it said so already
    assert browser.patch(f"/api/v1/sets/{first}", json={"reps": 11, "reserve": None}).json()["reserve"] is None
    left = browser.delete(f"/api/v1/sets/{second}").json()
    assert [(one["id"], one["reps"]) for one in left["sets"]] == [(first, 11)]
    assert browser.get(f"/api/v1/sets/{second}").status_code == 404


def test_a_session_is_begun_changed_and_finished(browser: TestClient, planned: Week) -> None:
    begun = browser.post("/api/v1/sessions", json={"planned": SESSION}).json()["id"]
    assert browser.post("/api/v1/sessions", json={"planned": SESSION}).json()["id"] == begun
    offered = browser.get(f"/api/v1/sessions/{begun}/stand-ins/back_squat").json()
    to = offered[0]["planned"]["movement"]
    swapped = browser.post(f"/api/v1/sessions/{begun}/swap", json={"movement": "back_squat", "to": to}).json()
    assert [one["movement"] for one in swapped["plan"]["movements"]] == [to, "step_up"]
    left = browser.post(f"/api/v1/sessions/{begun}/skip", json={"movement": "step_up"}).json()
    assert [one["movement"] for one in left["plan"]["movements"]] == [to]
    assert browser.post(f"/api/v1/sessions/{begun}/skip", json={"movement": "step_up"}).status_code == 422
    browser.post("/api/v1/sets", json={"movement": to, "sets": ["40x8"]})
    assert browser.post(f"/api/v1/sessions/{begun}/effort", json={"effort": 7}).json() == {"effort": 7}
    assert browser.post(f"/api/v1/sessions/{begun}/finish").json()["ended"] == "2026-11-23T18:05:00"
    assert browser.get(f"/api/v1/sessions/{SESSION}").json()["session"]["id"] == begun


def test_a_session_without_a_set_is_taken_back_when_it_is_finished(browser: TestClient, planned: Week) -> None:
    begun = browser.post("/api/v1/sessions", json={}).json()["id"]
    assert browser.post(f"/api/v1/sessions/{begun}/finish").json() is None
    assert browser.get(f"/api/v1/sessions/{begun}").status_code == 404


def test_pages_of_sessions_follow_on_each_other_without_gap(browser: TestClient, planned: Week) -> None:
    every = [one["id"] for one in browser.get("/api/v1/sessions").json()["sessions"]]
    seen: list[str] = []
    before = ""
    while before is not None:
        page = browser.get("/api/v1/sessions", params={"most": 3, "before": before}).json()
        seen += [one["id"] for one in page["sessions"]]
        before = page["next"]
    assert seen == every
    assert len(every) == 4


def test_a_file_is_looked_at_brought_in_and_taken_back(browser: TestClient) -> None:
    lines = b"Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    lines += b"2026-11-01 10:00:00,Legs,Squat (Barbell),1,60,8,0,0,,,\n"
    sent = {"content": lines, "headers": {"content-type": "application/octet-stream"}}
    assert browser.post("/api/v1/files?name=strong.csv", **sent).status_code == 422  # kg or lb?
    looked = browser.post("/api/v1/files?name=strong.csv&unit=kg", **sent).json()
    assert looked["report"]["stored"] == 1
    assert browser.get("/api/v1/sessions").json()["sessions"] == []
    said = {"id": looked["id"], "name": "strong.csv", "unit": "kg"}
    assert browser.post("/api/v1/files/bring", json=said).json()["stored"] == 1
    assert len(browser.get("/api/v1/sessions").json()["sessions"]) == 1
    [held] = browser.get("/api/v1/imports").json()
    assert browser.delete(f"/api/v1/imports/{held}").json()[held]["undone"] is True
    assert browser.get("/api/v1/sessions").json()["sessions"] == []
    assert browser.delete(f"/api/v1/imports/{held}").status_code == 404


def test_a_body_that_is_too_large_is_refused_before_it_is_read(browser: TestClient) -> None:
    refused = browser.post("/api/v1/facts", content=b" " * (PROGRAM + 1), headers=JSON)
    assert refused.status_code == 413

    def pieces() -> Any:
        yield from (b" " * 1_000_000 for _ in range(9))

    assert browser.post("/api/v1/facts", content=pieces(), headers=JSON).status_code == 413


def test_a_body_says_that_it_is_json(browser: TestClient) -> None:
    assert browser.post("/api/v1/facts", content=b"[]").status_code == 415
    assert browser.post("/api/v1/facts", data={"id": "x"}).status_code == 415
    named = {"content-type": "application/json; charset=utf-8"}
    assert browser.post("/api/v1/facts", content=b"[]", headers=named).json() == []


def test_a_write_that_is_meant_for_somebody_else_stores_nothing(browser: TestClient, store: Store) -> None:
    refused = browser.post("/api/v1/facts", json=[schema_example()], headers={"legday-person": "somebody"})
    assert (refused.status_code, refused.json()["error"]) == (409, "This is meant for somebody else's log.")
    assert store.facts("me") == ()
    [taken] = browser.post("/api/v1/facts", json=[schema_example()], headers={"legday-person": "me"}).json()
    assert taken["verdict"] == "stored"


def schema_example() -> dict[str, Any]:
    [fact] = next(one for one in EVERY if one.name == "add_facts").example["body"]
    return dict(fact)


def test_facts_of_a_phone_take_five_statements_however_long_the_log_is(
    browser: TestClient, planned: Week, store: Store
) -> None:
    said: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    # One asks who it is; the transaction itself is opened and closed without asking anything.
    assert browser.post("/api/v1/facts", json=[schema_example()]).status_code == 200
    assert len([one for one in said if not one.startswith("BEGIN")]) <= 5, said


def test_a_token_that_may_only_log_plans_nothing_by_facts(
    browser: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from legday.web.api import serving

    monkeypatch.setattr(serving, "who", lambda request: Who(person="me", rights=frozenset({Right.LOG})))
    wish = {**schema_example(), "about": "settings", "kind": "wished", "body": {"unit": "lb"}}
    other = {**schema_example(), "id": "019aa5f7-41c0-7a3b-9d07-5f0c1b6f2a12"}
    answers = browser.post("/api/v1/facts", json=[wish, other]).json()
    assert [one["verdict"] for one in answers] == ["refused", "stored"]


@pytest.mark.parametrize("path", sorted({one.path for one in EVERY}))
def test_a_method_that_an_address_does_not_take_is_refused_with_those_that_it_takes(
    browser: TestClient, path: str
) -> None:
    address = PREFIX + path.format(id="x", movement="y")
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answered = browser.request(method, address)
        taken = {one.method for one in EVERY if one.path == path}
        assert (answered.status_code == 405) is (method not in taken)
        if answered.status_code == 405:
            assert set(answered.headers["allow"].split(", ")) == taken
            assert method == "HEAD" or set(answered.json()) == {"error", "remedy"}


def test_an_address_that_is_not_there_is_said_in_json(browser: TestClient) -> None:
    assert browser.get("/api/v1/nothing").json()["error"] == "There is no /api/v1/nothing."


def test_every_route_of_the_interface_says_which_right_it_needs() -> None:
    routes = [one for one in api.router.routes if isinstance(one, APIRoute) and one.path.startswith("/api/v1/")]
    needed = {
        (method, one.path): one.endpoint.right for one in routes for method in one.methods if "openapi" not in one.path
    }
    assert needed == api.rights()
    assert all(right is Right.READ for (method, _), right in needed.items() if method == "GET")
    assert all(right is not Right.READ for (method, _), right in needed.items() if method != "GET")


def test_the_description_says_everything_of_each_operation() -> None:
    described = schema.document(api.PARTS)
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            where = f"{method} {path}"
            assert said["summary"], where
            assert said["x-codeSamples"][0]["source"].startswith("curl"), where
            assert {"401", "403", "503"} <= said["responses"].keys(), where
            for parameter in said.get("parameters", ()):
                assert parameter["in"] == "query" or "example" in parameter, where
            if "requestBody" in said:
                assert {"400", "413", "415", "422"} <= said["responses"].keys(), where
    names = [one.name for one in EVERY]
    assert len(set(names)) == len(names)


def test_each_example_is_taken_as_it_stands(browser: TestClient, at_once: Week) -> None:
    for one in EVERY:
        sent = {"json": one.example["body"]} if one.reads is not None else {}
        if one.sends_file:
            sent = {"content": b"-", "headers": {"content-type": "application/octet-stream"}}
        answered = browser.request(one.method, schema.address(one), **sent)
        assert answered.status_code not in (400, 405, 415), (one.name, answered.text)
        if "{" not in one.path and one.method == "GET":
            assert answered.status_code == 200, (one.name, answered.text)


def test_the_reference_shows_each_operation_with_its_example(browser: TestClient) -> None:
    shown = browser.get("/api")
    assert shown.status_code == 200
    for one in EVERY:
        assert f"{one.method} {PREFIX}{one.path}" in shown.text
    assert "curl http://127.0.0.1:8137/api/v1/today" in shown.text


def test_the_status_of_a_plan_is_one_of_the_solver(browser: TestClient, planned: Week) -> None:
    assert browser.get("/api/v1/week").json()["status"] in list(Status)


@pytest.mark.parametrize("path", ["/export/facts", "/export/sets", "/export/strong", "/export/hevy"])
def test_everything_goes_out_as_on_the_page(browser: TestClient, planned: Week, path: str) -> None:
    assert browser.get(f"/api/v1{path}").text == browser.get(path).text


def test_erasing_needs_the_word_and_leaves_nothing(browser: TestClient, planned: Week, store: Store) -> None:
    assert browser.post("/api/v1/erase", json={"word": "erase"}).status_code == 400
    assert browser.post("/api/v1/erase", json={"word": "ERASE"}).json() == {"facts": 0}
    assert store.facts("me") == ()
