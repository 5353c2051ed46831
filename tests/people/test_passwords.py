from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from legday.kinds import BadInput
from legday.people import passwords
from legday.people.passwords import check_password, hash_password, is_outgrown, is_right


def test_a_password_is_kept_as_argon2id_with_what_owasp_asks_for() -> None:
    kept = extract_parameters(hash_password("seven slow squats"))
    assert kept.type is Type.ID
    assert (kept.memory_cost, kept.time_cost, kept.parallelism) >= (19 * 1024, 2, 1)
    assert kept.salt_len >= 16


def test_the_same_password_is_kept_differently_each_time() -> None:
    one, other = hash_password("seven slow squats"), hash_password("seven slow squats")
    assert one != other
    assert is_right("seven slow squats", one)
    assert is_right("seven slow squats", other)
    assert not is_right("seven slow squat", one)


def test_an_umlaut_is_the_same_however_a_keyboard_writes_it() -> None:
    assert is_right("gru\u0308n und lang", hash_password("gr\u00fcn und lang"))


def test_nothing_kept_or_something_that_is_no_hash_is_never_right() -> None:
    assert not is_right("the password of nobody", None)
    assert not is_right("anything", "not a hash")


def test_a_hash_with_less_work_is_outgrown_when_more_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = hash_password("seven slow squats")
    assert not is_outgrown(kept)
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1))
    assert is_outgrown(kept)
    assert is_right("seven slow squats", kept)


@pytest.mark.parametrize(
    "password",
    [
        "Password123!",
        "p4ssw0rd2026",
        "1q1q1q1q1q",
        "qwertyuiop",
        "poiuytrewq",
        "aaaaaaaaaaaa",
        "0123456789",
        "iloveyou!!!",
        "Sunshine2026",
        "annaanna12",
        "!!Anna2026!!",
        "legslegslegs",
        "2026-11-25",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(BadInput, match="first that are tried"):
        check_password(password, "Anna")


@pytest.mark.parametrize("password", ["three squats and a nap", "kiwi-on-rails", "Zq8#vT1!pLw0", "пятьприседаний"])
def test_what_nobody_guesses_first_is_taken(password: str) -> None:
    check_password(password, "Anna")


@given(st.text(max_size=300))
def test_any_text_is_either_taken_or_refused_with_what_to_do(password: str) -> None:
    try:
        check_password(password, "Anna")
    except BadInput as refused:
        error: BadInput | None = refused
    else:
        error = None
    assert (error is None and 10 <= len(password) <= 200) or (error and re.search(r"Take .+\.$", error.remedy))
