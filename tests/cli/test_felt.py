"""Soreness, a habit, the least dose and red flags in a terminal."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import pytest

from legday import loop
from legday.cli.shared import now
from legday.log.fact import Kind, say
from legday.store.facts import open_store

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run


def flag() -> None:
    with open_store() as store:
        facts = store.facts(loop.PERSON)
        last = max((fact.id for fact in facts), default=None)
        open_flag = say(Kind.FELT, "flag:chest", {"open": True}, at=now(), seed=secrets.token_bytes(8), last=last)
        store.add(loop.PERSON, [open_flag], received=now())


def test_nothing_felt_and_nothing_done_is_said_plainly() -> None:
    assert run("sore") == "Nothing is sore, and nothing is expected to be.\n"


def test_a_little_soreness_is_not_called_none() -> None:
    assert run("sore", "calves=2") == (
        "A little sore: calves (gastrocnemius) 2, calves (soleus) 2 of 10. The plan stays as it is.\n"
    )


def test_what_is_felt_is_kept_and_said_in_the_words_of_the_page() -> None:
    assert "Sore quads" in run("sore", "quads=6")
    assert answer("sore", "calves=3", "knee=4")["sore"] == {"quadriceps": 6, "gastrocnemius": 3, "soleus": 3}
    assert answer("sore")["aches"] == ["knee"]


def test_what_was_done_says_what_to_expect() -> None:
    run("log", "hack squat", *["100x8@2"] * 6)
    found = answer("sore")
    assert "quadriceps" in {course["group"] for course in found["expected"]}
    assert any("Expect it to peak" in one["say"] for one in found["said"])
    assert "Recovering: " in run("sore")


@pytest.mark.parametrize("word", ["quads", "quads=11", "quads=-1", "quads=much", "elbow=3"])
def test_an_answer_that_says_nothing_is_refused_and_nothing_is_kept(word: str) -> None:
    assert refusal("sore", "glutes=5", word)
    assert answer("sore")["sore"] == {}


def test_a_habit_is_made_changed_shown_and_taken_back() -> None:
    assert "There is no plan." in run("habit")
    assert "begin with packing my bag." in run("habit", "--cue", "I leave work", "--first", "packing my bag")
    assert "at 18:00" in run("habit", "--time", "18:00")
    assert answer("habit")["kept"]["habit"]["cue"] == "I leave work"
    assert "alone" in refusal("habit", "--gone", "--cue", "x")
    assert answer("habit", "--gone") == {"kept": None, "progress": None}


def test_the_least_dose_takes_no_wishes() -> None:
    assert "alone" in refusal("plan", "--minimum", "--minutes", "30")


@pytest.mark.long
def test_the_least_dose_is_a_quarter_of_an_hour_today_and_no_wish_goes_with_it() -> None:
    run("plan", "--days", "2", "--minutes", "60")
    week = answer("plan", "--minimum")
    first = week["sessions"][0]
    assert (first["day"], first["minutes"]) == (str(now().date()), 15)
    assert first["seconds"] <= 15 * 60
    assert first["movements"]
    with open_store() as store:
        goal = loop.read(store.facts(loop.PERSON), now().date()).goal
    assert {slot.minutes for slot in goal.slots} == {60}


def test_a_red_flag_comes_first_and_stops_what_leads_into_training() -> None:
    flag()
    for words in (["today"], ["block"], ["review"], ["sore"], ["log", "back squat", "60x8"]):
        assert "emergency number" in run(*words)
    for words in (["change"], ["swap", "leg press"], ["plan", "--minimum"]):
        assert "emergency number" in refusal(*words)
    assert answer("plan")["sessions"] == []
    assert answer("log", "back squat", "60x8")["flags"]


def test_what_was_done_is_written_down_in_spite_of_a_flag() -> None:
    flag()
    run("log", "back squat", "60x8@2")
    with open_store() as store:
        assert sum(fact.body.get("exercise") == "back_squat" for fact in store.facts(loop.PERSON)) == 1
