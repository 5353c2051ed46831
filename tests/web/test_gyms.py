"""Places of one's own on the page: described, listed, changed, chosen, taken away."""

from __future__ import annotations

import re
from datetime import date

import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.movement.catalogue import Loading
from legday.plan.goal import Goal
from legday.plan.gyms import own_gyms
from legday.store.facts import Store

CELLAR = {
    "name": "Cellar",
    "equipment": ["barbell", "rack", "leg press"],
    "bar": "15",
    "plates": "20x2, 10, 2.5",
    "dumbbells": "2-10 by 2, 16",
    "singles": "24",
    "pins": "5-50 by 5 + 2.5",
}


def goal(store: Store) -> Goal:
    return loop.read(store.facts("me"), date(2026, 11, 23)).goal


def values(page: str) -> dict[str, str]:
    """What stands in the lines of text of the form."""
    return dict(re.findall(r'<input type="text" name="(\w+)"[^>]* value="([^"]*)"', page))


def test_a_place_is_kept_with_its_loads_and_listed(browser: TestClient, store: Store) -> None:
    answer = browser.post("/gym", data=CELLAR, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/gym")
    known = goal(store)
    [cellar] = own_gyms(known)
    assert known.gym.id == "full_gym"
    assert (cellar.id, cellar.name) == ("own", "Cellar")
    assert cellar.loads[Loading.BARBELL].at_most(41) == 40
    assert cellar.loads[Loading.DUMBBELL].at_most(30) == 24
    page = browser.get("/gym").text
    assert "2-10 by 2, 16\u00a0kg" in page
    assert "5-50 by 5 + 2.5" not in page  # the list says the loads, not the pieces
    assert "Cellar" in browser.get("/wishes").text


def test_what_was_typed_comes_back_to_be_changed(browser: TestClient, store: Store) -> None:
    browser.post("/gym", data=CELLAR)
    page = browser.get("/gym?id=own").text
    assert values(page) == {name: typed for name, typed in CELLAR.items() if name != "equipment"}
    assert page.count(" checked") == len({"barbell", "rack", "leg press", "dumbbells", "dumbbell"})
    browser.post("/gym", data={**CELLAR, "id": "own", "name": "Basement", "dumbbells": ""})
    [basement] = own_gyms(goal(store))
    assert (basement.id, basement.name) == ("own", "Basement")
    assert basement.pieces.dumbbells_kg == ()


def test_loads_are_typed_and_read_in_pounds_by_who_reads_pounds(browser: TestClient, store: Store) -> None:
    browser.post("/settings", data={"unit": "lb"})
    browser.post("/gym", data={"name": "Garage", "equipment": "rack", "plates": "45, 25, 1.25"})
    [garage] = own_gyms(goal(store))
    assert garage.loads[Loading.BARBELL].least_kg == pytest.approx(20.41, abs=0.01)
    assert values(browser.get("/gym?id=own").text)["plates"] == "45, 25, 1.25"
    assert "45, 47.5, 95, 97.5, 135, … 187.5\u00a0lb (8 loads)" in browser.get("/gym").text


def test_a_second_place_gets_an_id_of_its_own_and_may_be_the_usual_one(browser: TestClient, store: Store) -> None:
    browser.post("/gym", data=CELLAR)
    browser.post("/gym", data={"name": "Attic", "equipment": "band", "usual": "1"})
    known = goal(store)
    assert (known.gym.id, known.gym.name, [gym.name for gym in known.gyms]) == ("own-2", "Attic", ["Cellar"])
    browser.post("/wishes", data={"day": ["mon", "thu"], "minutes": "45", "gym": "full_gym", "place-thu": "own"})
    known = goal(store)
    assert [slot.gym for slot in known.slots] == ["", "own"]
    assert {gym.name for gym in own_gyms(known)} == {"Attic", "Cellar"}


def test_a_place_is_taken_away_but_not_the_usual_one(browser: TestClient, store: Store) -> None:
    browser.post("/gym", data=CELLAR)
    browser.post("/gym", data={"name": "Attic", "equipment": "band", "usual": "1"})
    assert "Take away" not in browser.get("/gym?id=own-2").text
    refused = browser.post("/gym", data={"id": "own-2", "name": "Attic", "remove": "1"})
    assert refused.status_code == 422
    browser.post("/gym", data={"id": "own", "name": "Cellar", "remove": "1"})
    assert [gym.name for gym in own_gyms(goal(store))] == ["Attic"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "Full gym"},
        {"equipment": ["trampoline"]},
        {"plates": "twenty"},
        {"plates": ""},
        {"dumbbells": "2-20"},
        {"equipment": ["barbell"]},
    ],
)
def test_a_place_that_cannot_be_comes_back_as_it_was_typed(
    browser: TestClient, store: Store, wrong: dict[str, str]
) -> None:
    answer = browser.post("/gym", data={**CELLAR, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    typed = {name: text.strip() for name, text in {**CELLAR, **wrong}.items() if isinstance(text, str)}
    assert values(answer.text) == typed
    assert own_gyms(goal(store)) == ()


def test_nothing_at_all_is_no_place(browser: TestClient) -> None:
    assert "Tick what is there." in browser.post("/gym", data={"name": "Cellar"}).text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_place_that_is_not_there_is_not_found(browser: TestClient, method: str) -> None:
    answer = browser.get("/gym?id=own") if method == "get" else browser.post("/gym", data={**CELLAR, "id": "own"})
    assert answer.status_code == 404
