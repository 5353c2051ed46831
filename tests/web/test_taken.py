"""The machine is taken: swap a movement in a running session, skip it, take that back."""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import urlsplit

import msgspec
import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.kinds import MovementId
from legday.log.fact import Kind, say
from legday.log.history import Session
from legday.plan.gyms import gyms, has
from legday.plan.week import Week
from legday.store.facts import Store

NOW = datetime(2026, 11, 23, 18, 0)


def begin(browser: TestClient, week: Week) -> str:
    return browser.post("/start", data={"planned": week.sessions[0].id}).url.path


def forms(page: str, action: str) -> list[dict[str, str]]:
    """The fields of the forms that go to an address ending so."""
    found = re.findall(rf'<form [^>]*action="[^"]*/{action}".*?</form>', page, re.DOTALL)
    fields = [re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', form) for form in found]
    return [dict(one) for one in fields]


def but_for_when(page: str) -> str:
    """A page without how far the log was read for it."""
    return re.sub(r'(data-cursor|name="legday-last" content)="[^"]*"', "", page)


def stations(page: str) -> list[str]:
    return re.findall(r'<details class="card fold station[^"]*" id="m-([^"]*)"', page)


def next_set(page: str) -> dict[str, str]:
    """The fields of the set that is next."""
    return forms(page[page.index('id="next"') :], "set")[0]


def do_next(browser: TestClient, at: str) -> dict[str, str]:
    form = next_set(browser.get(at).text)
    assert browser.post(f"{at}/set", data=form | {"reps": form["reps"] or "8"}).status_code == 200
    return form


def the_session(store: Store) -> Session:
    return loop.read(store.facts("me"), date(2026, 11, 23)).sessions[-1]


def changes(store: Store) -> int:
    return sum(one.kind is Kind.PLANNED and one.about.startswith("session:") for one in store.facts("me"))


def test_the_current_movement_can_be_swapped_with_one_tap(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    page = browser.get(at).text
    offered = forms(page, "swap")
    assert {form["movement"] for form in offered} == {"back_squat"}
    assert 1 <= len(offered) <= 5
    assert "same muscles" in page
    after = browser.post(f"{at}/swap", data=offered[0])
    assert stations(after.text) == [offered[0]["to"], "step_up"]
    assert next_set(after.text)["movement"] == offered[0]["to"]
    assert "Instead of Barbell back squat" in after.text


def test_the_redirect_leads_to_the_next_set(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    form = forms(browser.get(at).text, "swap")[0]
    answer = browser.post(f"{at}/swap", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{at}#next")


def test_what_is_done_stays_logged_and_shown_and_only_the_rest_is_swapped(
    browser: TestClient, planned: Week, store: Store
) -> None:
    at = begin(browser, planned)
    for _ in range(2):
        do_next(browser, at)
    form = forms(browser.get(at).text, "swap")[0]
    page = browser.post(f"{at}/swap", data=form).text
    assert stations(page) == ["back_squat", form["to"], "step_up"]
    assert [done.exercise for done in the_session(store).sets] == ["back_squat", "back_squat"]
    assert page.count('class="row is-done"') == 2
    assert next_set(page)["movement"] == form["to"]
    while 'id="next"' in browser.get(at).text:
        do_next(browser, at)
    count = [done.exercise for done in the_session(store).sets if done.counts]
    assert count[0] == "back_squat"
    assert set(count[1:-1]) == {form["to"]}
    assert count[-1] == "step_up"
    assert "All sets done" in browser.get(at).text


def test_a_movement_that_was_begun_out_of_order_keeps_its_sets(
    browser: TestClient, planned: Week, store: Store
) -> None:
    at = begin(browser, planned)
    step = next(form for form in forms(browser.get(at).text, "set") if form["movement"] == "step_up")
    browser.post(f"{at}/set", data=step | {"reps": "12"})
    do_next(browser, at)
    do_next(browser, at)
    form = forms(browser.get(at).text, "swap")[0]
    page = browser.post(f"{at}/swap", data=form).text
    assert stations(page) == ["back_squat", form["to"], "step_up"]
    steps = page[page.index('id="m-step_up"') :]
    assert steps.count('class="row is-done"') == 1
    assert "is-next" not in steps
    do_next(browser, at)
    places = [(done.exercise, done.place) for done in the_session(store).sets]
    assert len(set(places)) == len({place for _, place in places}) == 4


def test_no_two_movements_share_the_id_of_a_set(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    stale = next_set(browser.get(at).text)
    swap = forms(browser.get(at).text, "swap")[0]
    browser.post(f"{at}/swap", data=swap)
    do_next(browser, at)
    browser.post(f"{at}/set", data=stale)  # from a page that was open elsewhere
    assert {done.exercise for done in the_session(store).sets} == {"back_squat", swap["to"]}


@pytest.mark.parametrize("done", [0, 1, 2], ids=["nothing done", "a ramp done", "a set done"])
def test_a_swap_can_be_taken_back_until_a_set_of_it_is_done(
    browser: TestClient, planned: Week, store: Store, done: int
) -> None:
    at = begin(browser, planned)
    for _ in range(done):
        do_next(browser, at)
    before = browser.get(at).text
    swap = forms(before, "swap")[0]
    [back] = forms(browser.post(f"{at}/swap", data=swap).text, "back")
    assert back == {"movement": "back_squat"}
    assert but_for_when(browser.post(f"{at}/back", data=back).text) == but_for_when(before)
    browser.post(f"{at}/swap", data=swap)
    do_next(browser, at)
    page = browser.get(at).text
    assert forms(page, "back") == []
    count = changes(store)
    browser.post(f"{at}/back", data=back)
    assert changes(store) == count


def test_a_double_tap_swaps_once(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    form = forms(browser.get(at).text, "swap")[0]
    assert browser.post(f"{at}/swap", data=form).text == browser.post(f"{at}/swap", data=form).text
    assert changes(store) == 1


def test_what_is_not_offered_cannot_come_in(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    answer = browser.post(f"{at}/swap", data={"movement": "back_squat", "to": "calf_seated_machine"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert changes(store) == 0


def test_a_movement_can_be_left_out_and_brought_back(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    before = browser.get(at).text
    skip = forms(before, "skip")[0]
    assert skip["movement"] == "back_squat"
    page = browser.post(f"{at}/skip", data=skip).text
    assert stations(page) == ["step_up"]
    assert "Left out: Barbell back squat" in page
    [back] = forms(page, "back")
    assert but_for_when(browser.post(f"{at}/back", data=back).text) == but_for_when(before)


def test_who_skips_everything_may_finish(browser: TestClient, planned: Week) -> None:
    at = begin(browser, planned)
    for _ in range(2):
        browser.post(f"{at}/skip", data=forms(browser.get(at).text, "skip")[0])
    assert stations(browser.get(at).text) == []
    assert browser.post(f"{at}/finish").url.path == "/"


def test_the_changed_plan_of_a_session_is_not_the_week(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    browser.post(f"{at}/swap", data=forms(browser.get(at).text, "swap")[0])
    known = loop.read(store.facts("me"), date(2026, 11, 23))
    assert known.week == planned
    assert "Barbell back squat" in browser.get("/week").text


def test_a_week_planned_meanwhile_leaves_the_changed_session_alone(
    browser: TestClient, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = begin(browser, planned)
    swap = forms(browser.get(at).text, "swap")[0]
    browser.post(f"{at}/swap", data=swap)
    monkeypatch.setattr(loop, "next_week", lambda known, **_: planned)
    browser.post("/plan")
    assert stations(browser.get(at).text) == [swap["to"], "step_up"]


def test_stand_ins_are_those_of_the_place_of_the_session(browser: TestClient, planned: Week, store: Store) -> None:
    hotel = msgspec.structs.replace(gyms()["nothing"], id="hotel", name="Hotel")
    goal = msgspec.structs.replace(loop.default_goal(), gyms=(hotel,))
    there = msgspec.structs.replace(planned.sessions[0], gym="hotel")
    week = msgspec.structs.replace(planned, sessions=(there,))
    last = None
    for kind, about, value in ((Kind.WISHED, "goal", goal), (Kind.PLANNED, "week:2026-11-23", week)):
        said = say(kind, about, msgspec.to_builtins(value), at=NOW, seed=about.encode(), last=last)
        store.add("me", [said])
        last = said.id
    at = begin(browser, week)
    offered = [form["to"] for form in forms(browser.get(at).text, "swap")]
    movements = loop.read((), date(2026, 11, 23)).catalogue
    assert offered
    assert all(has(hotel.equipment, movements[MovementId(to)].equipment) for to in offered)


def test_a_finished_session_is_not_changed_any_more(browser: TestClient, planned: Week, store: Store) -> None:
    at = begin(browser, planned)
    swap = forms(browser.get(at).text, "swap")[0]
    do_next(browser, at)
    browser.post(f"{at}/finish")
    for action in ("swap", "skip", "back"):
        assert urlsplit(str(browser.post(f"{at}/{action}", data=swap).url)).path == at
    assert changes(store) == 0


def test_nothing_is_swapped_in_a_session_that_is_not_here(browser: TestClient) -> None:
    for action in ("swap", "skip", "back"):
        assert browser.post(f"/session/nowhere/{action}", data={"movement": "back_squat"}).status_code == 404
