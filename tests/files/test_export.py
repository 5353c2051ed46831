from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest

from legday.files.export import csv_sets
from legday.kinds import MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import history

AT = datetime(2026, 11, 22, 18)
ODD = ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]
PLAIN = ["Kniebeuge 🦵", "\u202eright to left", "two\nlines", 'a "quote", and more', "n" * 10_000]


@pytest.mark.parametrize("text", [*ODD, *PLAIN])
def test_whatever_a_text_holds_the_table_keeps_its_shape_and_runs_nothing(text: str) -> None:
    visit = {"app": "hevy", "began": AT.isoformat(), "title": text}
    done = {"session": "visit", "app": "hevy", "exercise": text, "place": 1, "reps": 5, "note": text}
    facts = [
        Fact(id=fact_id(AT, about.encode()), about=about, kind=Kind.LOGGED, at=AT, body=body)
        for about, body in (("visit", visit), ("set", done))
    ]
    sessions = history(facts, lambda app, exercise: MovementId(text))
    _, row = csv.reader(io.StringIO(csv_sets(sessions, str), newline=""))
    assert row[1:4] == [row[10]] * 3 == [f"'{text}" if text in ODD else text] * 3
