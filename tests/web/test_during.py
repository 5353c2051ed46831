"""While a session runs: add, reorder, note, drop sets, sides apart, the best so far; afterwards make up for it."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient

from legday import loop
from legday.files.export import json_lines
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import Role, Session
from legday.plan.week import Week
from legday.store.facts import Store

NOW = datetime(2026, 11, 23, 18, 5)
TODAY = NOW.date()


def begin(browser: TestClient, week: Week) -> str:
    return browser.post("/start", data={"planned": week.sessions[0].id}).url.path


def set_forms(page: str) -> list[dict[str, str]]:
    """The fields of the forms that log a set, as the page filled them."""
    found = []
    for form in re.findall(r'<form class="set-form".*?</form>', page, re.DOTALL):
        tags = re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', form)
        found.append(dict(tags))
    return found


def form_of(page: str, movement: str, role: str) -> dict[str, str]:
    return next(form for form in set_forms(page) if (form["movement"], form["role"]) == (movement, role))


def stations(page: str) -> list[str]:
    return re.findall(r'<details class="card fold station[^"]*" id="m-([^"]*)"', page)


def the_session(store: Store) -> Session:
    return loop.read(store.facts("me"), TODAY).sessions[-1]


def log(browser: TestClient, at: str, **typed: str) -> str:
    """Log the next set, with what is typed otherwise; give the page after it."""
    page = browser.get(at).text
    form = set_forms(page[page.index('id="next"') :])[0]
    answer = browser.post(f"{at}/set", data=form | typed)
    assert answer.status_code == 200
    return answer.text


def test_the_plates_for_the_next_set_are_shown_in_words(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    ramp = re.sub(r"<template.*?</template>", "", browser.get(at).text, flags=re.DOTALL)
    assert "Each side: 10" in ramp
    assert ramp.count('<rect class="plate"') == 2  # of the ramp and of the set that may be added
    page = log(browser, at)
    assert "Each side: 20" in page


def test_plates_are_those_of_pounds_for_who_reads_pounds(browser: TestClient, planned: Week) -> None:
    browser.post("/settings", data={"unit": "lb"})
    at = begin(browser, planned)
    browser.post(f"{at}/set", data=set_forms(browser.get(at).text)[0] | {"load": "95"})
    page = log(browser, at, load="135")
    assert "Each side: 45" in page


def test_a_movement_of_the_body_alone_has_no_plates(browser: TestClient, planned: Week) -> None:
    page = browser.get(begin(browser, planned)).text
    step = page[page.index('id="m-step_up"') :]
    assert re.search(r"<p class=.plates. data-plates hidden>", step)


def test_a_movement_is_added_by_its_name_with_sets_to_do(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    assert '<option value="Leg extension">' in browser.get(at).text
    answer = browser.post(f"{at}/add", data={"name": "leg extension"})
    assert stations(answer.text) == ["back_squat", "step_up", "leg_extension"]
    assert form_of(answer.text, "leg_extension", "work")["reps"]
    before = len(store.facts("me"))
    again = browser.post(f"{at}/add", data={"name": "Leg extension"})
    assert stations(again.text) == ["back_squat", "step_up", "leg_extension"]
    assert len(store.facts("me")) == before


def test_an_added_movement_can_be_taken_out_and_brought_back(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    browser.post(f"{at}/add", data={"name": "leg extension"})
    out = browser.post(f"{at}/skip", data={"movement": "leg_extension"}).text
    assert stations(out) == ["back_squat", "step_up"]
    assert "Left out: Leg extension" in out
    back = browser.post(f"{at}/back", data={"movement": "leg_extension"}).text
    assert stations(back) == ["back_squat", "step_up", "leg_extension"]


def test_a_name_that_nobody_knows_is_said_and_stays_typed(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    answer = browser.post(f"{at}/add", data={"name": "leg extensio"})
    assert answer.status_code == 422
    assert "Leg extension" in answer.text
    assert 'value="leg extensio"' in answer.text


def test_a_session_without_a_plan_takes_movements_too(browser: TestClient, store: Store) -> None:
    visit = loop.visit(loop.read((), TODAY), planned=None, at=NOW, seed=b"free")
    store.add("me", [visit])
    at = f"/session/{visit.id}"
    page = browser.post(f"{at}/add", data={"name": "back squat"}).text
    assert stations(page) == ["back_squat"]
    log(browser, at, load="40", reps="8")
    assert [done.exercise for done in the_session(store).sets] == ["back_squat"]


def test_movements_change_places_and_back(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    log(browser, at)
    down = browser.post(f"{at}/order", data={"movement": "back_squat", "to": "down"}).text
    assert stations(down) == ["step_up", "back_squat"]
    assert down.count('class="row is-done"') == 1
    up = browser.post(f"{at}/order", data={"movement": "back_squat", "to": "up"}).text
    assert stations(up) == ["back_squat", "step_up"]
    before = len(store.facts("me"))
    browser.post(f"{at}/order", data={"movement": "back_squat", "to": "up"})
    assert len(store.facts("me")) == before


def test_sets_done_before_and_after_a_move_all_stand(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    stale = form_of(browser.get(at).text, "step_up", "work")
    browser.post(f"{at}/order", data={"movement": "step_up", "to": "up"})
    log(browser, at, reps="12")
    browser.post(f"{at}/set", data=stale | {"reps": "11"})  # from a page that was open elsewhere
    assert sorted(done.reps or 0 for done in the_session(store).sets) in ([11], [11, 12])


def test_a_drop_set_is_a_fifth_lighter_and_counts_without_setting_the_next_load(
    browser: TestClient, planned: Week, store: Store
) -> None:
    at = begin(browser, planned)
    assert "Drop set" not in browser.get(at).text
    log(browser, at)
    page = log(browser, at)
    drop = form_of(page, "back_squat", "drop")
    assert (drop["load"], drop["reserve"]) == ("47.5", "")
    page = browser.post(f"{at}/set", data=drop | {"reps": "12"}).text
    assert [done.role for done in the_session(store).sets] == [Role.WARMUP, Role.WORK, Role.DROP]
    assert ">Drop<" in page
    assert form_of(page, "back_squat", "work")["load"] == "60"
    assert "Set 2" in page


def test_sides_apart_stay_one_set_and_the_weaker_side_counts(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    page = browser.get(at).text
    step = form_of(page, "step_up", "work")
    assert {"left", "right"} <= step.keys()
    assert "left" not in form_of(page, "back_squat", "warmup")
    page = browser.post(f"{at}/set", data=step | {"left": "12", "right": "9"}).text
    [done] = the_session(store).sets
    assert (done.reps, done.reps_left, done.reps_right) == (9, 12, 9)
    assert "12\u00a0left/9\u00a0right" in page
    known = loop.read(store.facts("me"), TODAY)
    assert known.state.lifts["step_up"].last == ((None, 9, 2.0),)


@pytest.mark.parametrize(
    ("typed", "done"),
    [("62,5x7@1", (62.5, 7, 1.0)), ("62.5 x 7", (62.5, 7, 2.0)), ("135 lb x 5@0", (61.23, 5, 0.0))],
)
def test_a_whole_set_may_be_typed_where_the_load_is(
    browser: TestClient, planned: Week, store: Store, typed: str, done: tuple[float, int, float]
) -> None:
    at = begin(browser, planned)
    log(browser, at)
    log(browser, at, load=typed)
    one = the_session(store).sets[-1]
    assert (one.load_kg, one.reps, one.reserve) == done


def test_a_set_that_is_written_wrongly_is_refused(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    form = set_forms(browser.get(at).text)[0]
    answer = browser.post(f"{at}/set", data=form | {"load": "60xmany"})
    assert answer.status_code == 422
    assert "such as 60x12@2" in answer.text
    assert not the_session(store).sets


def test_one_side_alone_is_asked_for_the_other(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    step = form_of(browser.get(at).text, "step_up", "work")
    answer = browser.post(f"{at}/set", data=step | {"left": "12"})
    assert answer.status_code == 422
    assert "both sides" in answer.text
    assert not the_session(store).sets


def test_sides_can_be_corrected_afterwards(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    step = form_of(browser.get(at).text, "step_up", "work")
    browser.post(f"{at}/set", data=step | {"left": "12", "right": "9"})
    [done] = the_session(store).sets
    assert 'name="left"' in browser.get(f"/set/{done.id}").text
    browser.post(f"/set/{done.id}", data={"load": "", "left": "12", "right": "11", "reserve": "2"})
    [done] = the_session(store).sets
    assert (done.reps, done.reps_left, done.reps_right) == (11, 12, 11)
    browser.post(f"/set/{done.id}", data={"load": "", "reps": "10", "reserve": "2"})
    [done] = the_session(store).sets
    assert (done.reps, done.reps_left, done.reps_right) == (10, None, None)


def test_what_a_set_was_and_its_note_can_be_said_afterwards(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    log(browser, at)
    log(browser, at)
    done = the_session(store).sets[1]
    typed = {"load": "60", "shown": "60", "reps": "9", "reserve": "", "role": "failure", "note": "Belt on"}
    page = browser.post(f"/set/{done.id}", data=typed).text
    assert "Belt on" in page
    after = the_session(store).sets[1]
    assert (after.role, after.note, after.reserve) == (Role.FAILURE, "Belt on", None)
    long = browser.post(f"/set/{done.id}", data=typed | {"note": "x" * 501})
    assert long.status_code == 422


def test_a_session_has_a_note_while_it_runs_and_afterwards(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    log(browser, at)
    assert "Slept badly" in browser.post(f"{at}/note", data={"note": "Slept badly"}).text
    assert "Slept badly" in browser.post(f"{at}/finish").text
    browser.post(f"{at}/note", data={"note": ""})
    assert the_session(store).note == ""


def test_a_note_about_a_movement_is_there_next_time_and_goes_with_an_empty_one(
    browser: TestClient, planned: Week, store: Store
) -> None:
    at = begin(browser, planned)
    data = {"note": "Pins on 7", "session": at.rpartition("/")[2]}
    page = browser.post("/movement/back_squat/note", data=data).text
    assert "<span>Note</span> Pins on 7" in page
    assert "Pins on 7" in browser.get("/movement/back_squat").text
    assert "Pins on 7" in json_lines(store.facts("me"))
    browser.post("/movement/back_squat/note", data={"note": ""})
    assert "Pins on 7" not in browser.get(at).text
    assert browser.post("/movement/nothing/note", data={"note": "x"}).status_code == 404


def test_the_best_so_far_is_said_once_on_its_row_and_in_the_summary(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    log(browser, at)
    usual = log(browser, at, reps="8")
    assert "Best so far" not in usual
    page = log(browser, at, load="62.5", reps="8")
    assert re.findall(r"Best so far: ([^<]*)", page) == ["62.5\u00a0kg\u00a0×\u00a08"]
    done = browser.post(f"{at}/finish").text
    assert "What this session says" in done
    assert "best so far: 62.5" in done


def test_a_movement_that_was_never_done_has_no_best(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    step = form_of(browser.get(at).text, "step_up", "work")
    assert "Best so far" not in browser.post(f"{at}/set", data=step | {"load": "20", "reps": "10"}).text


def test_who_finishes_early_may_see_how_the_week_makes_up_and_take_it(
    browser: TestClient, planned: Week, store: Store
) -> None:
    at = begin(browser, planned)
    log(browser, at)
    log(browser, at)
    done = browser.post(f"{at}/finish").text
    assert "2 sets were left" in done
    weeks = [fact for fact in store.facts("me") if fact.kind is Kind.PLANNED]
    offer = browser.post(f"{at}/make-up").text
    assert [fact for fact in store.facts("me") if fact.kind is Kind.PLANNED] == weeks
    [token] = re.findall(r'name="token" value="([^"]*)"', offer)
    assert "finished the session of Monday early" in offer
    taken = browser.post(f"{at}/make-up/keep", data={"token": token})
    assert taken.url.path == "/week"
    assert "finished the session of Monday early" in taken.text
    again = browser.post(f"{at}/make-up/keep", data={"token": token})
    assert again.status_code == 422


def test_an_offer_is_out_of_date_once_something_was_told(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    log(browser, at)
    log(browser, at)
    browser.post(f"{at}/finish")
    [token] = re.findall(r'name="token" value="([^"]*)"', browser.post(f"{at}/make-up").text)
    browser.post(f"{at}/effort", data={"effort": "7"})
    answer = browser.post(f"{at}/make-up/keep", data={"token": token})
    assert answer.status_code == 422
    assert "out of date" in answer.text


def test_a_session_that_is_complete_has_nothing_to_make_up(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    while 'id="next"' in browser.get(at).text:
        log(browser, at)
    done = browser.post(f"{at}/finish").text
    assert "left</h2>" not in done
    assert browser.post(f"{at}/make-up").url.path == at


@pytest.mark.parametrize("path", ["add", "order", "note", "make-up", "make-up/keep"])
def test_a_session_that_is_not_here_is_not_found(browser: TestClient, path: str) -> None:
    assert browser.post(f"/session/nothing/{path}", data={"name": "squat"}).status_code == 404


@given(some.integers(0, 30), some.integers(0, 30), some.sampled_from(list(Role)))
def test_a_set_with_its_sides_counts_for_exactly_what_one_with_the_fewer_reps_counts(
    left: int, right: int, role: Role
) -> None:
    def state(**sides: int) -> loop.Known:
        at = datetime(2026, 11, 20, 18)
        visit = Fact(
            id=fact_id(at, b"v"), about="v", kind=Kind.LOGGED, at=at, body={"app": "legday", "began": at.isoformat()}
        )
        body = {"session": "v", "app": "legday", "exercise": "step_up", "place": 1, "role": role.value}
        body |= {"load_kg": 20.0, "reps": min(left, right), "reserve": 2.0, **sides}
        done = Fact(id=fact_id(at, b"1"), about="s", kind=Kind.LOGGED, at=at, body=body)
        return loop.read((visit, done), TODAY)

    assert state(reps_left=left, reps_right=right).state == state().state
