from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit
from legday.log.check import check
from legday.log.fact import Fact
from legday.log.history import history

sys.path.insert(0, str(Path(__file__).parent))  # the samples stand beside this
from samples import SAMPLES

PIECES = st.binary(max_size=3) | st.sampled_from(
    [b'"', b",", b";", b"\n", b"\r", b"\0", b"-", b"nan", b"1e308", b"9" * 30, b"1,000", b"=cmd()", b"\x1b[2J",
     b"2023-02-30 10:00:00", b"9999-12-31 23:59:59", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\xa6\xb5",
     b"Rest Timer", b"W", b"kg", b"h"]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from(list(SAMPLES.values())))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        until = at + draw(st.sampled_from([0, 0, 1, 1, 2, 5, 40, 10_000]))
        data = data[:at] + draw(PIECES) + data[until:]
    return data


def read_or_refused(data: bytes) -> Reading | None:
    try:
        return read_log(data, Unit.KG)
    except BadInput:
        return None


def test_the_files_that_are_damaged_here_are_sound() -> None:
    for data in SAMPLES.values():
        reading = read_log(data, Unit.KG)
        assert not any(row.refusal for row in reading.rows)


@settings(max_examples=400)
@given(damaged())
def test_a_damaged_file_is_refused_or_every_row_of_it_is_accounted_for(data: bytes) -> None:
    reading = read_or_refused(data)
    if reading is None:
        return
    new, report = compare({}, reading, Names())
    assert report.rows == len(reading.rows) == report.stored + report.known + report.refused
    assert report.known == 0
    assert report.sets == sum("session" in fact.body for fact in new)
    assert all(isinstance(check(fact), Fact) for fact in new)
    assert sum(len(session.sets) for session in history(new, lambda app, exercise: None)) == report.sets


@given(st.sampled_from(list(SAMPLES.values())), st.data())
def test_half_a_file_never_holds_more_than_the_whole(data: bytes, drawn: st.DataObject) -> None:
    half = read_or_refused(data[: drawn.draw(st.integers(0, len(data) - 1))])
    whole = read_log(data, Unit.KG)
    if half is not None:
        assert {fact.id for fact in half.facts} <= {fact.id for fact in whole.facts}
