from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from legday import demo, loop
from legday.coach.state import Verdict
from legday.log.fact import Kind


@pytest.mark.parametrize("today", [date(2026, 11, 23) + timedelta(days=day) for day in range(7)], ids=str)
def test_the_invented_year_shows_progress_whichever_day_it_ends_on(today):
    known = loop.read(demo.year(today), today)
    assert any(line.verdict is Verdict.IMPROVING for line in loop.review(known).lines)
    assert known.state.gap_days is not None


def test_the_same_day_gives_the_same_year():
    assert demo.year(date(2026, 11, 23)) == demo.year(date(2026, 11, 23))


def test_the_year_has_a_holiday_and_no_session_twice():
    days = [session.day for session in loop.read(demo.year(date(2026, 11, 23)), date(2026, 11, 23)).sessions]
    assert len(days) == len(set(days))
    assert max(late - early for early, late in pairwise(days)).days >= 21


def test_every_invented_fact_has_an_id_of_its_own():
    facts = demo.year(date(2026, 11, 23))
    assert len({fact.id for fact in facts}) == len(facts)
    assert {fact.kind for fact in facts} == {Kind.WISHED, Kind.FELT, Kind.LOGGED, Kind.MEASURED}
