from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.kinds import MovementId
from legday.log.check import check
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import history

AT = datetime(2026, 11, 22, 18)
VISIT = {"app": "legday", "began": AT.isoformat()}
SET = {"session": "visit", "app": "legday", "exercise": "squat", "place": 1}


def fact(kind: Kind, body: Any, about: str = "set", id: str = fact_id(AT, b"")) -> Fact:
    return Fact(id=id, about=about, kind=kind, at=AT, body=body)


@pytest.mark.parametrize(
    "body",
    [SET, SET | {"load_kg": 0, "reps": 0}, SET | {"reserve": 2.5, "role": "drop", "note": "žluťoučký \0 kůň"}, VISIT],
)
def test_a_logged_fact_that_fits_is_kept_as_it_is(body: dict[str, Any]) -> None:
    assert check(fact(Kind.LOGGED, body)) == fact(Kind.LOGGED, body)


@pytest.mark.parametrize(
    ("kind", "body", "field"),
    [
        (Kind.LOGGED, SET | {"reps": -3}, "reps"),
        (Kind.LOGGED, SET | {"load_kg": 10_000}, "load_kg"),
        (Kind.LOGGED, SET | {"role": "heavy"}, "role"),
        (Kind.LOGGED, SET | {"place": 2**63}, "place"),
        (Kind.LOGGED, SET | {"duration_s": -1}, "duration_s"),
        (Kind.LOGGED, SET | {"distance_m": 1e308}, "distance_m"),
        (Kind.LOGGED, {"session": "visit"}, "app"),
        (Kind.LOGGED, SET | {"weight": 3}, "weight"),
        (Kind.LOGGED, {"app": "legday", "began": "yesterday"}, "began"),
        (Kind.AMENDED, {"reps": "many"}, "reps"),
        (Kind.AMENDED, {"ended": 7}, "ended"),
        (Kind.AMENDED, {"weight": 3}, "weight"),
        (Kind.AMENDED, {"session": "another"}, "session"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field_that_is_wrong(
    kind: Kind, body: dict[str, Any], field: str
) -> None:
    reason = check(fact(kind, body))
    assert isinstance(reason, str)
    assert field in reason


@pytest.mark.parametrize("id", ["", "1", fact_id(AT, b"").upper(), f"{fact_id(AT, b'')}\n"])
def test_an_id_that_is_no_uuid7_is_refused(id: str) -> None:
    assert check(fact(Kind.MEASURED, {}, id=id)) == "its id is not a uuid7"


def test_an_id_from_beyond_the_year_9999_is_refused_because_nothing_could_follow_it() -> None:
    late = "e677d21f-dc00-7000-8000-000000000000"
    assert check(fact(Kind.MEASURED, {}, id=late)) == "its id lies beyond the year 9999"


@pytest.mark.parametrize("about", ["nul\0", "long" * 100, "half a pair \ud800"])
def test_a_subject_that_no_database_takes_is_refused(about: str) -> None:
    assert isinstance(check(fact(Kind.MEASURED, {}, about=about)), str)


@pytest.mark.parametrize("body", [{"a": object()}, {"a": "\ud800"}, {"a": {(1, 2): 3}}])
def test_a_body_that_is_no_json_is_refused(body: dict[str, Any]) -> None:
    assert isinstance(check(fact(Kind.MEASURED, body)), str)


def test_a_body_too_deep_to_be_read_back_is_refused() -> None:
    body: dict[str, Any] = {}
    for _ in range(100_000):
        body = {"a": body}
    assert "nested" in str(check(fact(Kind.MEASURED, body)))
    while body:  # taken apart by hand, since Python would do it level by level on the stack
        body = body["a"]


def test_a_body_is_kept_as_its_json_reads() -> None:
    kept = check(fact(Kind.MEASURED, {"range": (1, 2), "at": AT}))
    assert isinstance(kept, Fact)
    assert kept.body == {"range": [1, 2], "at": AT.isoformat()}


VALUES = st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=3) | st.lists(st.integers())
FIELDS = st.sampled_from(["session", "app", "place", "reps", "load_kg", "role", "began", "ended", "note", "nonsense"])
BODIES = st.dictionaries(FIELDS, VALUES, max_size=4)
KINDS = st.sampled_from([Kind.LOGGED, Kind.AMENDED, Kind.WITHDRAWN])
HANDED = st.builds(
    lambda kind, base, body, about, seed: fact(kind, base | body, about, fact_id(AT, seed)),
    KINDS,
    st.sampled_from([{}, SET, VISIT]),
    BODIES,
    st.sampled_from(["visit", "set"]),
    st.binary(),
)


@given(st.lists(HANDED, max_size=8))
def test_whatever_is_let_in_the_log_can_be_read(handed: list[Fact]) -> None:
    kept = [same for same in map(check, [fact(Kind.LOGGED, VISIT, "visit"), *handed]) if isinstance(same, Fact)]
    history(kept, lambda app, exercise: MovementId(exercise))
