from __future__ import annotations

import time

import pytest

from legday.files.grammar import read_name
from legday.files.words import _one_off, _phrases, _words, has_leg_word, is_trap, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Einbeiniges Wadenheben", "single leg calf raise"),
        ("LANGHANTEL-KNIEBEUGEN", "barbell squat"),
        ("Abduktorenmaschine", "abduction machine"),
        ("Legpress", "leg press"),
        ("Romaniandeadlift", "romanian deadlift"),
        ("Presse à cuisses", "leg press"),
        ("Élévation des mollets", "calf raise"),
        ("Sollevamento polpacci in piedi", "raise calf standing"),
        ("Kalça İtme", "hip thrust"),
        ("史密斯深蹲", "smith squat"),
        ("Squat 5x5 @80kg RPE8 2024", "squat"),
        ("1-leg RDL", "single leg romanian deadlift"),
        ("V-Squat", "vsquat"),
        ("Farmer's walk", "farmer carry"),
    ],
)
def test_words_fold_into_plain_english(written: str, folded: str) -> None:
    assert words(written) == tuple(folded.split())


def test_no_phrase_holds_a_word_that_is_passed_over_before_phrases_are_looked_for() -> None:
    lost = {phrase for phrase in _phrases() if set(phrase.split()) & _words().skip}
    assert lost == set()


@pytest.mark.parametrize("slip", ["Romainan Deadlift", "Romanian Deadlfit", "Roomanian Deadlift"])
def test_one_slip_in_a_long_word_is_forgiven(slip: str) -> None:
    assert words(slip) == ("romanian", "deadlift")


def test_a_slip_between_two_words_is_left_as_it_is() -> None:
    assert words("Abdductors") == ("abdductor",)  # an abductor or an adductor?


def test_a_short_word_is_never_taken_for_another() -> None:
    assert words("Calm Kurl Quat") == ("calm", "kurl", "quat")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("squat", "squat", True), ("sqaut", "squat", True), ("squt", "squat", True), ("squaat", "squat", True),
     ("squad", "squat", True), ("suqta", "squat", False)],
)  # fmt: skip
def test_one_off_is_one_letter_wrong_missing_too_many_or_swapped(one: str, other: str, near: bool) -> None:
    assert _one_off(one, other) is near


@pytest.mark.parametrize(
    "trap", ["Hanging Leg Raises", "悬垂举腿", "Sollevamento gambe", "Beinheben hängend", "Wood Chop"]
)
def test_a_trap_is_one_in_every_language(trap: str) -> None:
    assert is_trap(trap)


@pytest.mark.parametrize("name", ["Straight Arm Pulldown", "Hammer Curl", "Seitheben", "Bankdrücken", "Lateral Raise"])
def test_what_has_no_word_for_the_legs_is_no_question(name: str) -> None:
    assert not has_leg_word(name)


@pytest.mark.parametrize(
    "name",
    ["leg" * 100_000, "(" * 100_000, "(a" * 100_000, "squatish lungeing " * 20_000, "深" * 100_000, " - " * 50_000],
)  # fmt: skip
def test_an_endless_name_is_read_in_no_time(name: str) -> None:
    begin = time.process_time()
    assert read_name(name) is None
    assert time.process_time() - begin < 5
