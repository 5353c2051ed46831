from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, fact_id, later_than, read_fact, uuid7, write_fact

NAIVE = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = NAIVE | st.builds(lambda at, zone: at.replace(tzinfo=zone), st.datetimes(datetime(1971, 1, 1)), OFFSETS)
MILLISECONDS = st.integers(0, 2**48 - 2)


@given(TIMES, st.binary())
def test_an_id_is_a_uuid_of_version_7_and_the_rfc_variant(at: datetime, seed: bytes) -> None:
    read = uuid.UUID(fact_id(at, seed))
    assert (read.version, read.variant) == (7, uuid.RFC_4122)
    assert str(read) == fact_id(at, seed)


@given(NAIVE, st.binary())
def test_an_id_holds_its_time_to_the_millisecond(at: datetime, seed: bytes) -> None:
    milliseconds = uuid.UUID(fact_id(at, seed)).int >> 80
    kept = datetime(1970, 1, 1) + timedelta(milliseconds=milliseconds)
    assert timedelta(0) <= at - kept < timedelta(milliseconds=1)


@given(TIMES, TIMES, st.binary(), st.binary())
def test_the_order_of_ids_is_the_order_of_time(one: datetime, other: datetime, seed: bytes, second: bytes) -> None:
    first, later = sorted(at if at.tzinfo else at.replace(tzinfo=UTC) for at in (one, other))
    if later - first >= timedelta(milliseconds=1):
        assert fact_id(first, seed) < fact_id(later, second)


@given(TIMES, st.binary(), st.binary())
def test_two_things_at_one_time_have_two_ids(at: datetime, seed: bytes, other: bytes) -> None:
    assert (fact_id(at, seed) == fact_id(at, other)) == (seed == other)


def test_a_time_before_1970_still_gets_an_id() -> None:
    assert fact_id(datetime(1960, 1, 1), b"") < fact_id(datetime(1971, 1, 1), b"")


def test_the_same_moment_in_two_zones_has_one_id() -> None:
    there = datetime(2026, 11, 22, 18, tzinfo=timezone(timedelta(hours=2)))
    assert fact_id(there, b"a") == fact_id(datetime(2026, 11, 22, 16, tzinfo=UTC), b"a")


@given(MILLISECONDS, st.binary(), TIMES, st.binary())
def test_a_new_id_never_comes_before_the_last_one_seen(last: int, seed: bytes, at: datetime, other: bytes) -> None:
    seen = uuid7(last, seed)
    new = later_than(seen, at, other)
    assert new > seen or new == seen == fact_id(at, other)
    assert uuid.UUID(new).version == 7


def test_a_clock_ten_years_ahead_does_not_stop_the_log() -> None:
    ids = [fact_id(datetime(2036, 11, 22), b"a wrong clock")]
    for number in range(20):
        ids.append(later_than(ids[-1], datetime(2026, 11, 22), bytes([number])))
    assert ids == sorted(set(ids))


FACTS = st.builds(
    Fact,
    id=st.builds(uuid7, MILLISECONDS, st.binary()),
    about=st.text(),
    kind=st.sampled_from(Kind),
    at=TIMES,
    body=st.dictionaries(
        st.text(),
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    ),
)


@given(FACTS)
def test_a_written_fact_reads_as_itself(fact: Fact) -> None:
    assert read_fact(write_fact(fact)) == fact


@pytest.mark.parametrize("line", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"id": "a"', "null"])
def test_what_is_no_fact_is_refused_in_words(line: bytes | str) -> None:
    with pytest.raises(BadInput, match="This is not a fact"):
        read_fact(line)


def test_a_fact_nested_without_end_is_refused() -> None:
    with pytest.raises(BadInput, match="nested"):
        read_fact('{"body":' + '{"a":' * 100_000)
