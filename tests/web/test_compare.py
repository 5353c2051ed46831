"""Two movements beside each other: the numbers are the atlas's, and the words are those of the numbers."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from starlette.testclient import TestClient

from legday.body.muscles import groups, spoken
from legday.kinds import Group, MovementId, Muscle
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.web.compare import lines, side
from legday.web.versus import Side, answer

SQUAT, EXTENSION = MovementId("back_squat"), MovementId("leg_extension")


def test_the_table_holds_what_the_atlas_says_of_both(browser: TestClient) -> None:
    page = browser.get(f"/compare?a={SQUAT}&b={EXTENSION}").text
    table = page[page.index('id="groups"') : page.index('id="takes"')]
    for group in {*atlas().groups(SQUAT), *atlas().groups(EXTENSION)}:
        row = re.search(rf'<th scope="row">{re.escape(groups()[group].name)}<.*?</tr>', table, re.DOTALL)
        assert row
        shares = [round(100 * atlas().groups(id).get(group, 0.0)) for id in (SQUAT, EXTENSION)]
        assert re.findall(r"<td>(\d+) %", row[0]) == [str(share) for share in shares]


def test_the_page_shows_both_figures_lengths_limits_time_and_equipment(browser: TestClient) -> None:
    page = browser.get(f"/compare?a={SQUAT}&b={EXTENSION}").text
    assert page.count('class="fig"') == 2
    lateral = atlas().efforts[EXTENSION].muscles[Muscle.VASLAT]
    assert f"{lateral.shortest:.2f}–{lateral.longest:.2f}" in page
    for words in ("Barbell and rack", "Leg extension machine", "Tired first", "3 sets with rest and set-up"):
        assert words in page


def test_one_movement_asks_for_the_other_and_the_same_twice_is_no_comparison(browser: TestClient) -> None:
    one = browser.get(f"/compare?a={SQUAT}").text
    assert f'<option value="{SQUAT}" selected>' in one
    assert "Choose a movement" in one
    assert "<table" not in one
    assert "the same movement twice" in browser.get(f"/compare?a={SQUAT}&b={SQUAT}").text


@pytest.mark.parametrize("query", ["a=unicorn_squat", "a=back_squat&b=unicorn_squat", "a=unicorn_squat&b=back_squat"])
def test_a_movement_that_does_not_exist_is_said_plainly(browser: TestClient, query: str) -> None:
    answered = browser.get(f"/compare?{query}")
    assert answered.status_code == 404
    assert "There is no movement &#34;unicorn_squat&#34; here." in answered.text


def test_a_movement_that_does_not_count_for_size_shows_no_share_of_a_muscle(browser: TestClient) -> None:
    page = browser.get("/compare?a=jump_squat&b=pallof").text
    assert "Neither is for muscle growth; they have other uses." in page
    assert not re.search(r"<td>\d+ %", page)


def test_a_movement_leads_to_its_comparison(browser: TestClient) -> None:
    assert f'href="/compare?a={SQUAT}"' in browser.get(f"/movement/{SQUAT}").text


def test_what_only_one_of_two_trains_is_said_of_that_one() -> None:
    words = answer(side(catalogue()[SQUAT], atlas()), side(catalogue()[EXTENSION], atlas()))
    squat = next(sentence for sentence in words.split(". ") if sentence.startswith(catalogue()[SQUAT].name))
    assert "also trains" in squat
    assert "glutes" in squat
    assert "Leg extension alone reaches the rectus femoris" in words
    assert words.endswith("Neither does much for the hamstrings.")


@pytest.mark.parametrize(("a", "b"), list(combinations(sorted(catalogue()), 2))[::37])
def test_no_answer_says_a_group_is_trained_that_does_not_count(a: MovementId, b: MovementId) -> None:
    sides = side(catalogue()[a], atlas()), side(catalogue()[b], atlas())
    words = answer(*sides)
    assert answer(sides[1], sides[0]).count(".") == words.count("."), "the order of the two changes what is said"
    for group in Group:
        helped = any(100 * one.groups.get(group, 0) >= 30 for one in sides)
        said = words.split("Neither does")[0]
        assert helped or f" {spoken(group)}" not in said.replace("side glutes", "side_glutes")


def test_two_that_do_the_same_are_called_alike_and_neither_is_put_down() -> None:
    twin = Side("Leg press", {Group.QUADRICEPS: 0.9}, {Muscle.VASLAT: 1.0}, {Muscle.VASLAT: 1.1})
    assert "much alike" in answer(twin, twin._replace(name="Hack squat"))
    idle = Side("Plank", {}, {}, {})
    assert answer(twin, idle) == "Leg press trains the quads. Plank is not for muscle growth; it has other uses."
    assert answer(idle, idle) == "Neither is for muscle growth; they have other uses."


def test_a_longer_muscle_and_a_larger_share_are_told_apart() -> None:
    seated = Side("Seated curl", {Group.HAMSTRINGS: 0.8}, {Muscle.BFLH: 0.8}, {Muscle.BFLH: 1.3})
    lying = Side("Lying curl", {Group.HAMSTRINGS: 0.8}, {Muscle.BFLH: 0.8}, {Muscle.BFLH: 1.05})
    assert "Seated curl works the hamstrings more stretched." in answer(lying, seated)
    beyond = lying._replace(longest={Muscle.BFLH: 1.2})  # no study knows that longer still does more
    assert "stretched" not in answer(beyond, seated)
    assert "Lying curl does more for the hamstrings" in answer(lying._replace(groups={Group.HAMSTRINGS: 0.95}), seated)


def test_a_share_that_plans_do_not_count_is_not_called_an_advantage() -> None:
    found = {line.group: line.words for line in lines(catalogue()[SQUAT], catalogue()[EXTENSION], atlas())}
    assert found[Group.GLUTES] == "Barbell back squat only"
    assert Group.HAMSTRINGS not in atlas().counted(SQUAT)
    assert found[Group.HAMSTRINGS] == "Too little for a plan to count"
