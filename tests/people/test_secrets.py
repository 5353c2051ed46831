from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from legday.people.secrets import LETTERS, digest, new_code, new_secret, read_code


def test_no_two_secrets_are_alike_and_a_hash_does_not_hold_them() -> None:
    made = {new_secret() for _ in range(500)}
    assert len(made) == 500
    assert not any(secret in digest(secret) for secret in made)


def test_a_code_is_too_long_to_be_guessed_and_holds_no_letter_that_is_taken_for_another() -> None:
    assert 16 * math.log2(len(set(LETTERS))) > 70
    assert not set("ILO01") & set(LETTERS)


@given(st.sampled_from([str.lower, str.upper, str.title]), st.sampled_from(["-", " ", "", " - "]))
def test_a_code_is_read_however_it_is_typed(case: object, between: str) -> None:
    code = new_code()
    typed = code.replace("-", between)
    assert read_code(case(typed)) == code  # type: ignore[operator]
