"""Wishes and places on the command line."""

from __future__ import annotations

import json
from datetime import date
from inspect import signature

import msgspec
import pytest
from typer.testing import CliRunner

from legday import loop
from legday.cli import app, commands
from legday.cli.wishes import wished_goal
from legday.kinds import BadInput, MovementId
from legday.loop import default_goal
from legday.plan.goal import Goal
from legday.plan.gyms import gyms, own_gym, own_gyms, with_gym, with_usual
from legday.plan.week import NOT_PLANNED, Week
from legday.store.facts import open_store

FIRST = date(2026, 11, 23)
CELLAR = own_gym("Cellar", ["barbell", "rack"])


def wished(goal: Goal | None = None, **said: object) -> Goal:
    names = signature(wished_goal).parameters.keys() - {"goal", "first"}
    return wished_goal(goal or default_goal(), first=FIRST, **{**dict.fromkeys(names), **said})  # type: ignore[arg-type]


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def goal() -> Goal:
    with open_store() as store:
        return loop.read(store.facts(loop.PERSON), date.today()).goal


@pytest.fixture
def unplanned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is solved, so that a test of wishes takes no time."""
    fields = msgspec.structs.asdict(NOT_PLANNED)
    week = Week(start=FIRST, sessions=(), groups=(), limits=(), advice=(), **fields)
    monkeypatch.setattr(commands.loop, "next_week", lambda *_, **__: week)


def test_days_may_have_minutes_and_a_place_of_their_own():
    known = with_gym(default_goal(), CELLAR)
    slots = wished(known, days="mon, thu:60@home, sat:30@cellar, sun@bands", minutes=50).slots
    assert [(slot.weekday.value, slot.minutes, slot.gym) for slot in slots] == [
        ("mon", 50, ""),
        ("thu", 60, "home_barbell"),
        ("sat", 30, "own"),
        ("sun", 50, "bands"),
    ]


def test_new_minutes_leave_days_where_they_are():
    known = wished(days="mon,thu@bands")
    assert [(slot.minutes, slot.gym) for slot in wished(known, minutes=75).slots] == [(75, ""), (75, "bands")]


def test_a_number_of_days_is_still_spread_evenly():
    assert [slot.weekday.value for slot in wished(days="3").slots] == ["mon", "wed", "fri"]


def test_words_are_read_in_any_case_and_by_a_part_that_only_one_has():
    found = wished(experience="Some", partner="in-turns", variety="OTHER", aim="str")
    assert (found.experience, found.partner, found.variety, found.aim) == ("some", "in turns", "other", "strength")


def test_another_usual_place_keeps_one_s_own():
    known = with_usual(default_goal(), CELLAR)
    there = wished(known, gym="bands")
    assert (there.gym, there.gyms) == (gyms()["bands"], (CELLAR,))
    assert wished(there, gym="cellar").gym == CELLAR


def test_a_list_of_equipment_is_a_place_of_its_own_and_is_changed_by_the_next_list():
    known = wished(with_usual(default_goal(), CELLAR), equipment="band")
    again = wished(known, equipment="band,mat")
    assert [(gym.name, gym.id) for gym in own_gyms(again)] == [("My gym", "own-2"), ("Cellar", "own")]
    assert again.gym.equipment == ("band", "mat")


def test_a_movement_cannot_be_liked_and_avoided():
    squat = (MovementId("back_squat"),)
    with pytest.raises(BadInput, match="liked and to be avoided"):
        wished(wished(like=squat), ban=squat)


def test_lists_are_remembered_and_emptied_by_none(unplanned):
    run("plan", "--like", "goblet squat", "--like", "back squat", "--condition", "over 60", "--condition", "blood")
    assert goal().like == ("goblet_squat", "back_squat")
    assert goal().conditions == ("over 60", "high blood pressure")
    run("plan", "--like", "none", "--condition", "none")
    assert (goal().like, goal().conditions) == ((), ())


def test_a_place_is_described_changed_and_taken_away():
    run("gym", "Cellar", "--equipment", "barbell,rack", "--plates", "20,10,5", "--dumbbells", "2-8 by 2, 16")
    run("gym", "cellar", "--bar", "15", "--dumbbells", "")
    [cellar] = own_gyms(goal())
    assert (cellar.name, cellar.pieces.bar_kg, cellar.pieces.pairs_kg) == ("Cellar", 15, (20, 10, 5))
    assert cellar.pieces.dumbbells_kg == ()
    assert "barbell: 15-85 by 10" in run("gym", "--list")
    assert json.loads(run("gym", "--list", "--json"))[0]["name"] == "Cellar"
    run("gym", "Cellar", "--forget")
    assert own_gyms(goal()) == ()


def test_a_described_place_can_be_planned_for():
    run("gym", "Cellar", "--equipment", "barbell,rack", "--plates", "20,20,10")
    week = json.loads(run("plan", "--days", "mon:20", "--gym", "cellar", "--json"))
    assert week["sessions"]
    assert goal().gym.name == "Cellar"
