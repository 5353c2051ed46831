from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.export import json_lines
from legday.files.own import is_own, read_own
from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, fact_id
from legday.loop.bringing import Terms, bring, look
from legday.store.facts import open_store

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30))])
TIMES = st.datetimes(datetime(1971, 1, 1), datetime(9998, 1, 1), timezones=ZONES)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    """Any fact that the log does not look into, and sets and sessions."""
    at = draw(TIMES)
    about = draw(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20))
    kind = draw(st.sampled_from([Kind.WATCHED, Kind.MEASURED]))
    body = draw(st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=8), JSON, max_size=4))
    return Fact(id=fact_id(at, draw(st.binary(max_size=8))), about=f"x{about}", kind=kind, at=at, body=body)


@given(st.lists(facts(), max_size=8, unique_by=lambda fact: fact.id))
def test_what_is_exported_whole_is_read_back_the_same(log: list[Fact]) -> None:
    text = json_lines(log)
    assert read_own(text.encode()) == tuple(sorted(log, key=lambda fact: fact.id))
    assert json_lines(read_own(text.encode())) == text


@given(st.lists(facts(), min_size=1, max_size=8, unique_by=lambda fact: fact.id))
def test_an_export_put_into_an_empty_log_gives_that_log_and_nothing_a_second_time(log: list[Fact]) -> None:
    data = json_lines(log).encode()
    assert is_own(data)
    at = datetime(2026, 11, 25)
    new, report = look((), data, Terms(file="export.jsonl"), at=at)
    assert {fact.id: fact for fact in new} == {fact.id: fact for fact in log}
    assert (report.rows, report.stored) == (len(log), len(log))
    again, second = look(log, data, Terms(file="export.jsonl"), at=at)
    assert (again, second.known) == ((), len(log))


@pytest.mark.parametrize(
    "line", [b"{}", b'{"id": 1}', b"[]", b'{"id":"x","about":"a","kind":"dreamt","at":"1","body":{}}']
)
def test_a_line_that_is_no_fact_refuses_the_file_and_is_named(line: bytes) -> None:
    at = datetime(2026, 11, 25)
    sound = json_lines([Fact(id=fact_id(at, b""), about="x", kind=Kind.FELT, at=at, body={})]).encode()
    with pytest.raises(BadInput, match="Line 2"):
        read_own(sound + line)


def test_a_fact_that_no_page_could_show_is_refused_alone_and_the_others_come_in(tmp_path: Path) -> None:
    at = datetime(2026, 11, 25)
    odd = Fact(id=fact_id(at, b"1"), about="settings", kind=Kind.WISHED, at=at, body={"unit": "stone"})
    sound = Fact(id=fact_id(at, b"2"), about="settings", kind=Kind.WISHED, at=at, body={"unit": "lb"})
    with open_store(f"sqlite:///{tmp_path}/log.db") as store:
        report = bring(store, "me", json_lines([odd, sound]).encode(), Terms(file="export.jsonl"), at=at)
        assert (report.stored, report.refused) == (1, 1)
        assert "stone" in report.refusals[0].reason
        assert store.facts("me") == (sound,)
