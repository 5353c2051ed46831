from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape
from urllib.parse import quote

import msgspec
import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.log.history import Role, Session
from legday.plan.week import Week
from legday.store.facts import Store
from legday.web.pictures import step_pictures


def begin(browser: TestClient, week: Week) -> str:
    """Start today's session and give its address."""
    return browser.post("/start", data={"planned": week.sessions[0].id}).url.path


def in_sight(page: str) -> str:
    """A page without what it keeps for later."""
    return re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)


def next_form(page: str, which: int = 0) -> dict[str, str]:
    """The fields of one of the forms that log a set, as the page filled them."""
    form = re.findall(r"<form class=\"set-form\".*?</form>", in_sight(page), re.DOTALL)[which]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found[name[1]] = value[1]
    return found


def the_session(store: Store) -> Session:
    return loop.read(store.facts("me"), date(2026, 11, 23)).sessions[-1]


def test_a_planned_session_can_be_looked_at_before_it_is_begun(browser: TestClient, planned: Week) -> None:
    page = browser.get(f"/session/{quote(planned.sessions[0].id)}").text
    assert "Brisk walk" in page
    assert "Wall calf" in page
    assert "Ramp" in page


def test_starting_twice_leads_to_one_session(browser: TestClient, planned: Week, store: Store) -> None:
    before = len(loop.read(store.facts("me"), date(2026, 11, 23)).sessions)
    assert begin(browser, planned) == begin(browser, planned)
    assert len(loop.read(store.facts("me"), date(2026, 11, 23)).sessions) == before + 1
    assert "Carry on" in browser.get("/").text


def test_a_session_that_is_not_planned_any_more_cannot_be_started(browser: TestClient, planned: Week) -> None:
    assert browser.post("/start", data={"planned": "2026-01-01:thu"}).status_code == 404


def test_the_first_set_is_a_ramp_filled_from_the_plan(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    form = next_form(browser.get(at).text)
    assert (form["load"], form["reps"], form["role"]) == ("40", "5", "warmup")
    browser.post(f"{at}/set", data=form)
    [ramp] = the_session(store).sets
    assert (ramp.load_kg, ramp.reps, ramp.role) == (40.0, 5, Role.WARMUP)


def test_a_work_set_aims_at_one_more_than_last_time(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    page = browser.post(f"{at}/set", data=next_form(browser.get(at).text)).text
    form = next_form(page)
    assert (form["load"], form["reps"], form["reserve"]) == ("60", "9", "2")
    assert "Last time" in page


def test_a_double_tap_stores_one_set(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    form = next_form(browser.get(at).text)
    before = browser.get("/healthz").json()["facts"]
    for _ in range(2):
        assert browser.post(f"{at}/set", data=form).status_code == 200
    assert browser.get("/healthz").json()["facts"] == before + 1
    assert len(the_session(store).sets) == 1


def test_sending_a_set_again_with_other_numbers_corrects_it(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    form = next_form(browser.get(at).text)
    browser.post(f"{at}/set", data=form)
    browser.post(f"{at}/set", data={**form, "reps": "7"})
    assert [done.reps for done in the_session(store).sets] == [7]


def test_who_takes_another_load_is_offered_it_for_the_next_set(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    ramped = browser.post(f"{at}/set", data=next_form(browser.get(at).text)).text
    page = browser.post(f"{at}/set", data={**next_form(ramped), "load": "57,5"}).text
    assert next_form(page)["load"] == "57.5"


def test_an_extra_set_comes_after_the_planned_ones(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    extra = next_form(browser.get(at).text, which=1)
    browser.post(f"{at}/set", data=extra)
    page = browser.get(at).text
    assert "Set 3" in page
    assert next_form(page)["role"] == "warmup"
    assert the_session(store).sets[0].place == int(extra["place"])


@pytest.mark.parametrize("wrong", [{"reps": "-3"}, {"reps": ""}, {"load": "10000"}, {"reserve": "many"}, {"set": "x"}])
def test_a_set_that_cannot_be_is_refused_and_what_was_typed_stays(
    browser: TestClient, planned: Week, store: Store, wrong: dict[str, str]
) -> None:
    at = begin(browser, planned)
    form = next_form(browser.get(at).text)
    answer = browser.post(f"{at}/set", data={**form, "reserve": "3", **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not the_session(store).sets
    if "set" not in wrong:
        assert next_form(answer.text)["reserve"] == wrong.get("reserve", "3")


def test_pounds_that_nobody_touched_keep_their_exact_kilograms(
    browser: TestClient, planned: Week, store: Store
) -> None:
    browser.post("/settings", data={"unit": "lb"})
    at = begin(browser, planned)
    form = next_form(browser.get(at).text)
    assert form["load"] == "88"
    browser.post(f"{at}/set", data=form)
    assert the_session(store).sets[0].load_kg == 40.0


def test_a_set_can_be_changed_and_taken_back_and_done_anew(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    form = next_form(browser.get(at).text)
    browser.post(f"{at}/set", data=form)
    done = the_session(store).sets[0].id
    assert browser.get(f"/set/{done}").status_code == 200
    assert browser.post(f"/set/{done}", data={"load": "x", "reps": "5"}).status_code == 422
    browser.post(f"/set/{done}", data={"load": "42.5", "shown": "40", "reps": "5"})
    assert the_session(store).sets[0].load_kg == 42.5
    page = browser.post(f"/set/{done}/withdraw").text
    assert not the_session(store).sets
    again = next_form(page)
    assert again["set"] != form["set"]
    browser.post(f"{at}/set", data=again)
    assert len(the_session(store).sets) == 1


def test_finishing_shows_a_summary_and_the_stretches_and_the_plan_knows(
    browser: TestClient, planned: Week, store: Store
) -> None:
    at = begin(browser, planned)
    browser.post(f"{at}/set", data=next_form(browser.get(at).text))
    page = browser.post(f"{at}/finish").text
    assert "Done and saved" in page
    assert "Wall calf" in page
    assert the_session(store).ended is not None
    browser.post(f"{at}/finish")
    assert "See it" in browser.get("/week").text
    assert "<strong>Monday 23 November</strong><span>Legs</span>" in browser.get("/history").text
    assert browser.post(f"{at}/effort", data={"effort": "7"}).status_code == 200
    assert "Saved: 7" in browser.get(at).text


def test_the_warm_up_and_the_stretches_show_their_pictures_when_opened(browser: TestClient, planned: Week) -> None:
    walk, calf = step_pictures("brisk_walk"), step_pictures("wall_calf")
    assert walk[0].alt.startswith("Brisk walk, start. For the quads, ")

    def shown(page: str) -> set[str]:
        found = re.findall(
            r'<img src="(/figure/step/[^"]*)" width="\d+" height="\d+" loading="lazy" alt="[^"]+">', page
        )
        return {unescape(address) for address in found}

    assert shown(browser.get(f"/session/{planned.sessions[0].id}").text) == {one.address for one in (*walk, *calf)}
    at = begin(browser, planned)
    assert shown(in_sight(browser.get(at).text)) == {picture.address for picture in walk}
    browser.post(f"{at}/set", data=next_form(browser.get(at).text))
    assert shown(browser.post(f"{at}/finish").text) == {picture.address for picture in calf}


def test_leaving_without_a_set_keeps_nothing(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    assert browser.post(f"{at}/finish").url.path == "/"
    assert browser.get(at).status_code == 404


def test_a_plan_made_during_a_session_does_not_change_the_session(
    browser: TestClient, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = begin(browser, planned)
    session = planned.sessions[0]
    shorter = type(session)(**{**{f: getattr(session, f) for f in session.__struct_fields__}, "movements": ()})
    week = type(planned)(**{**{f: getattr(planned, f) for f in planned.__struct_fields__}, "sessions": (shorter,)})
    monkeypatch.setattr(loop, "next_week", lambda known, **_: week)
    browser.post("/plan")
    assert "Step-up" in browser.get(at).text


def test_a_day_that_is_planned_anew_is_another_session_under_the_same_name(
    browser: TestClient, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = browser.post("/start", data={"planned": planned.sessions[1].id}).url.path
    browser.post(f"{early}/set", data=next_form(browser.get(early).text))
    browser.post(f"{early}/finish")
    tomorrow = planned.start + timedelta(days=1)
    monkeypatch.setattr(loop, "next_week", lambda known, **_: msgspec.structs.replace(planned, start=tomorrow))
    browser.post("/plan")
    assert "See it" not in browser.get("/week").text
    assert browser.post("/start", data={"planned": planned.sessions[1].id}).url.path != early


def test_the_next_set_of_each_movement_can_be_paced_by_its_tempo_start_and_sides(
    browser: TestClient, planned: Week
) -> None:
    page = in_sight(browser.get(begin(browser, planned)).text)
    found = re.findall(
        r'data-pace-me data-name="([^"]*)" data-tempo="([^"]*)" data-sides="(\d)" data-starts="(\w+)"', page
    )
    assert found == [("Barbell back squat, Ramp", "1 0 2", "1", "high"), ("Step-up, Set 1", "1 0 2", "2", "low")]


def test_a_hold_is_asked_and_kept_in_seconds(browser: TestClient, held: Week, store: Store) -> None:
    at = begin(browser, held)
    page = browser.get(at).text
    assert "20–45<small>s</small>" in page
    assert "data-hold>" in page
    form = next_form(page)
    assert form["seconds"] == "20"
    assert "reps" not in form
    page = browser.post(f"{at}/set", data=form | {"seconds": "32"}).text
    [done] = the_session(store).sets
    assert (done.reps, done.duration_s) == (None, 32.0)
    assert "32 s" in page
    again = browser.post(f"{at}/set", data=form | {"seconds": "35"})  # the same set once more changes it
    assert again.status_code == 200
    assert the_session(store).sets[0].duration_s == 35.0


def test_the_seconds_of_a_hold_can_be_corrected(browser: TestClient, held: Week, store: Store) -> None:
    at = begin(browser, held)
    browser.post(f"{at}/set", data=next_form(browser.get(at).text))
    [done] = the_session(store).sets
    form = next_form(browser.get(f"/set/{done.id}").text)
    assert form["seconds"] == "20"
    browser.post(f"/set/{done.id}", data=form | {"seconds": "25"})
    [changed] = the_session(store).sets
    assert (changed.reps, changed.duration_s) == (None, 25.0)
    assert browser.post(f"/set/{done.id}", data=form | {"seconds": "0"}).status_code == 422


def test_a_superset_is_led_a_set_of_each_in_turn(browser: TestClient, store: Store, planned: Week) -> None:
    squat, step_up = planned.sessions[0].movements
    between = msgspec.structs.replace(step_up, between=(squat.movement,))
    session = msgspec.structs.replace(planned.sessions[0], movements=(squat, between))
    known = loop.read(store.facts("me"), date(2026, 11, 23))
    week = msgspec.structs.replace(planned, sessions=(session,))
    store.add("me", loop.keep_week(known, known.goal, week, at=datetime(2026, 11, 23, 9), seed=b"superset"))
    page = browser.get(begin(browser, week)).text
    assert f"a set after each of {squat.name}" in page
    led = []
    while 'id="next"' in page:
        here = page[page.index('id="next"') :]
        form = next_form(here)
        led.append(form["movement"])
        page = browser.post(re.findall(r'action="(/session/[^"]+/set)"', here)[0], data=form).text
    ramps = sum(one.ramp for one in squat.sets)
    assert led[:ramps] == [squat.movement] * ramps
    turns = led[ramps:]
    pairs = min(turns.count(squat.movement), turns.count(between.movement))
    assert pairs
    assert turns[: 2 * pairs] == [squat.movement, between.movement] * pairs
