from __future__ import annotations

from datetime import datetime

import msgspec
from starlette.testclient import TestClient

from legday.log.fact import Fact, Kind, fact_id
from legday.plan.week import Week


def fact(about: str, kind: str, body: dict[str, object], seed: bytes = b"") -> dict[str, object]:
    at = "2026-11-22T18:00:00"
    id = fact_id(datetime.fromisoformat(at), seed + about.encode())
    return {"id": id, "about": about, "kind": kind, "at": at, "body": body}


def test_facts_go_in_once_and_come_out_again(browser: TestClient) -> None:
    mass = fact("mass", "measured", {"mass_kg": 71.5})
    assert [one["verdict"] for one in browser.post("/api/v1/facts", json=[mass, mass]).json()] == ["stored", "known"]
    out = browser.get("/api/v1/facts?since=0").json()
    assert out["cursor"] == 1
    assert msgspec.convert(out["facts"][0], Fact).kind is Kind.MEASURED
    assert browser.get("/api/v1/facts?since=1").json()["facts"] == []


def test_each_fact_is_judged_alone(browser: TestClient) -> None:
    handed = [
        {"id": "x"},
        fact("goal", "wished", {"slots": []}),
        fact("settings", "wished", {"unit": "stone"}),
        fact("week:x", "planned", {}),
        fact("sore:glutes", "felt", {"sore": "very"}),
        fact("name:hevy:Kickbacks", "wished", {}),
        fact("a set", "logged", {"session": "s", "app": "legday", "exercise": "back_squat", "place": 1, "reps": -3}),
        fact("mass", "measured", {"mass_kg": 71.5}),
    ]
    answers = browser.post("/api/v1/facts", json=handed).json()
    assert [one["verdict"] for one in answers] == ["refused"] * 7 + ["stored"]
    assert all(one["reason"] for one in answers[:-1])
    assert browser.get("/").status_code == 200


def test_what_is_no_list_of_facts_is_a_bad_request(browser: TestClient) -> None:
    sent_as = {"content-type": "application/json"}
    assert browser.post("/api/v1/facts", content=b"{half", headers=sent_as).status_code == 400
    assert browser.post("/api/v1/facts", json={"id": "x"}).status_code == 400
    assert browser.get("/api/v1/facts?since=yesterday").status_code == 400


def test_the_week_comes_as_json(browser: TestClient, planned: Week) -> None:
    assert browser.get("/api/v1/week").json()["sessions"][0]["id"] == planned.sessions[0].id


def test_a_taught_movement_with_an_angle_beyond_its_range_is_refused_with_the_range(browser: TestClient) -> None:
    body = {"name": "Deep", "like": "leg_extension", "mechanics": {"knee_deg": [170, 5]}}
    [refused] = browser.post("/api/v1/facts", json=[fact("own_deep", "taught", body)]).json()
    assert refused["verdict"] == "refused"
    assert "from 0° to 145°" in refused["reason"]
    body["mechanics"] = {"knee_deg": [120, 5]}
    [stored] = browser.post("/api/v1/facts", json=[fact("own_deep", "taught", body)]).json()
    assert stored["verdict"] == "stored"
    assert "Deep" in browser.get("/movements").text
