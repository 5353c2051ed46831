from __future__ import annotations

import re
from datetime import date, datetime
from importlib.resources import files

import msgspec
from starlette.testclient import TestClient

from legday import loop
from legday.log.fact import Fact, Kind, fact_id
from legday.plan.week import Week
from legday.store.facts import Store
from legday.web.assets import mark
from legday.web.session import lay_out
from legday.web.site import Site
from legday.web.turns import turns

NOW = datetime(2026, 11, 23, 18, 5)


def logged(body: dict[str, object], seed: bytes) -> Fact:
    id = fact_id(NOW, seed)
    return Fact(id=id, about=id, kind=Kind.LOGGED, at=NOW, body=body)


def test_the_worker_is_another_one_with_each_version_and_never_kept(browser: TestClient) -> None:
    answer = browser.get("/worker.js")
    assert f'const MARK = "{mark()}";' in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert "javascript" in answer.headers["content-type"]


def test_the_manifest_names_icons_that_are_there(browser: TestClient) -> None:
    told = browser.get("/manifest.webmanifest").json()
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        answer = browser.get(icon["src"])
        assert answer.status_code == 200
        wide = int.from_bytes(answer.content[16:20], "big")
        assert f"{wide}x{wide}" == icon["sizes"]


def test_everything_that_a_phone_is_told_to_keep_is_there(browser: TestClient, planned: Week) -> None:
    told = browser.get("/offline.json").json()
    assert f"/train/{planned.sessions[0].id}" in told["pages"]
    assert {"/movement/back_squat", "/movement/step_up", "/", "/waiting"} <= set(told["pages"])
    for address in (*told["pages"], *told["files"]):
        assert browser.get(address).status_code == 200, address
    pages = "".join(browser.get(address).text for address in told["pages"])
    for address in re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(/static/[^"]+)"', pages):
        assert address in told["files"]


def test_what_is_kept_is_named_anew_when_anything_changed(browser: TestClient, planned: Week, store: Store) -> None:
    before = browser.get("/offline.json").json()["state"]
    assert browser.get("/offline.json").json()["state"] == before
    store.add("me", [logged({"app": "legday", "began": NOW.isoformat()}, b"one")])
    assert browser.get("/offline.json").json()["state"] != before


def test_every_module_that_a_module_asks_for_is_kept(browser: TestClient) -> None:
    told = browser.get("/offline.json").json()["files"]
    for file in files("legday.web").joinpath("static").iterdir():
        for name in (
            re.findall(r'from "\./([\w.]+)"|import "\./([\w.]+)"', file.read_text())
            if file.name.endswith(".js")
            else ()
        ):
            assert f"/static/{mark()}/{''.join(name)}" in told


def test_a_planned_session_is_trained_at_one_address_begun_or_not(browser: TestClient, planned: Week) -> None:
    at = f"/train/{planned.sessions[0].id}"
    page = browser.get(at)
    assert 'data-session=""' in page.text
    assert page.headers["legday-copies"] == at
    assert 'action="/start"' in page.text
    begun = browser.post("/start", data={"planned": planned.sessions[0].id}).url.path
    page = browser.get(at)
    assert f'data-session="{begun.rpartition("/")[2]}"' in page.text
    assert page.headers["legday-copies"] == f"{at} {begun}"
    assert browser.get(begun).headers["legday-copies"] == f"{at} {begun}"
    assert f'href="{at}">Carry on' in browser.get("/").text
    assert browser.get("/train/2020-01-01:wed").status_code == 404


def test_a_page_says_whose_it_is_and_how_far_the_log_was_read(browser: TestClient, planned: Week) -> None:
    at = f"/train/{planned.sessions[0].id}"
    page = browser.get(at)
    assert page.headers["legday-person"] == "me"
    assert '<meta name="legday-person" content="me">' in page.text
    assert f'data-cursor="{browser.get("/healthz").json()["facts"]}"' in page.text


def test_what_waited_for_another_person_is_not_taken(browser: TestClient, store: Store) -> None:
    one = logged({"app": "legday", "began": NOW.isoformat()}, b"one")
    body = [msgspec.to_builtins(one)]
    assert browser.post("/api/v1/facts", json=body, headers={"Legday-Person": "somebody else"}).status_code == 409
    assert store.cursor("me") == 0
    answer = browser.post("/api/v1/facts", json=body, headers={"Legday-Person": "me"})
    assert answer.json()[0]["verdict"] == "stored"
    assert answer.headers["legday-cursor"] == "1"


def test_the_turns_are_the_order_in_which_the_page_leads(browser: TestClient, store: Store, planned: Week) -> None:
    squat, step_up = planned.sessions[0].movements
    between = msgspec.structs.replace(step_up, between=(squat.movement,), sets=step_up.sets * 2)
    session = msgspec.structs.replace(planned.sessions[0], movements=(squat, between))
    known = loop.read(store.facts("me"), date(2026, 11, 23))
    week = msgspec.structs.replace(planned, sessions=(session,))
    store.add("me", loop.keep_week(known, known.goal, week, at=datetime(2026, 11, 23, 9), seed=b"superset"))
    at = browser.post("/start", data={"planned": session.id}).url.path
    site = Site(store, "me", lambda: NOW)
    running = site.known().sessions[-1]
    order = turns(lay_out(site, running, session))
    assert len(order) == len(set(order)) == 5
    for id in order:
        page = browser.get(at).text
        here = re.sub(r"<template.*?</template>", "", page[page.index('id="next"') :], flags=re.DOTALL)
        form = dict(re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', here[: here.index("</form>")]))
        assert form["set"] == id
        browser.post(f"{at}/set", data=form | {"load": "40"})
    assert 'id="next"' not in browser.get(at).text


def test_two_sets_at_one_place_are_both_shown(browser: TestClient, store: Store, planned: Week) -> None:
    at = browser.post("/start", data={"planned": planned.sessions[0].id}).url.path
    for seed, load in ((b"one phone", 41.0), (b"other phone", 42.0)):
        body = {"session": at.rpartition("/")[2], "app": "legday", "exercise": "back_squat", "place": 101}
        store.add("me", [logged({**body, "load_kg": load, "reps": 5}, seed)])
    page = browser.get(at).text
    assert "41\u00a0kg" in page
    assert "42\u00a0kg" in page
    assert 'data-count="2"' in page
