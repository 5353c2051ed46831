from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.kinds import BadInput
from legday.people.account import handle, read_name
from legday.people.device import device


@given(st.text(max_size=60))
def test_a_name_once_read_is_read_as_itself(typed: str) -> None:
    try:
        name = read_name(typed)
    except BadInput:
        return
    assert read_name(name) == name
    assert handle(name) == handle(typed)
    assert 1 <= len(name) <= 40


@pytest.mark.parametrize("typed", ["", "   ", "a\u200bb", "a\u202eb", "x" * 41, "a\x00b"])
def test_a_name_that_cannot_be_seen_or_is_too_long_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_name(typed)


def test_two_names_that_read_alike_are_one() -> None:
    assert handle("Ａｎｎａ") == handle("anna") == handle(" ANNA ")


AGENTS = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148 Safari/604.1": "Safari on iPhone",
    "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0": "Edge on Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0": "Firefox on Linux",
    "Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) CriOS/142.0 Mobile Safari/604.1": "Chrome on iPad",
}


@pytest.mark.parametrize(("said", "shown"), AGENTS.items(), ids=AGENTS.values())
def test_a_device_is_named_as_people_know_it(said: str, shown: str) -> None:
    assert device(said) == shown
