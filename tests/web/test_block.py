from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.kinds import Group
from legday.log.fact import Kind, say
from legday.plan.block import Block
from legday.plan.week import Week
from legday.store.facts import Store

TODAY = date(2026, 11, 23)
SIX = {"weeks": "6", "favour": ["gastrocnemius", "soleus"], "start": "2026-11-23"}


def known(store: Store, day: date = TODAY) -> loop.Known:
    return loop.read(store.facts("me"), day)


def begun(store: Store, start: str, weeks: int = 8, favour: tuple[str, ...] = ()) -> None:
    body = {"start": start, "weeks": weeks, "favour": list(favour)}
    store.add("me", [say(Kind.WISHED, "block", body, at=datetime(2026, 10, 1), seed=b"block")])


def rows(page: str) -> list[str]:
    """The rows of days, one for each week."""
    return re.findall(r'<tr><th scope="row">.*?</tr>', page, re.DOTALL)


def cell(row: str, place: int) -> str:
    return re.findall(r"<td.*?</td>", row, re.DOTALL)[place]


def test_a_block_is_begun_and_the_wishes_favour_the_same(browser: TestClient, store: Store) -> None:
    answer = browser.post("/block", data=SIX, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/block")
    held = known(store)
    calves = (Group.GASTROCNEMIUS, Group.SOLEUS)
    assert held.block == Block(start=TODAY, weeks=6, favour=calves)
    assert held.goal.favour == calves
    page = browser.get("/block").text
    assert "6 weeks for calves" in page
    assert "and each week is planned for that" in page
    assert len(rows(page)) == 6


def test_the_page_says_where_wishes_do_not_favour_what_the_block_is_for(browser: TestClient, store: Store) -> None:
    begun(store, "2026-11-23", favour=("glutes",))
    assert "no longer favour glutes" in browser.get("/block").text


def test_a_day_shows_its_session_done_planned_or_to_come_and_a_missed_one_nothing(
    browser: TestClient, store: Store, planned: Week
) -> None:
    begun(store, "2026-11-02")  # squats were done on four Mondays, and today, a Monday, a session is planned
    page = browser.get("/block").text
    done, now, later = rows(page)[0], rows(page)[3], rows(page)[4]
    session = known(store).sessions[1]
    assert f'href="/session/{session.id}"' in cell(done, 0)
    assert "Monday 2 November: done" in cell(done, 0)
    assert "is-" not in cell(done, 3)
    assert f'href="/session/{planned.sessions[0].id}"' in cell(now, 0)
    assert "Monday 23 November: planned, 45 minutes" in cell(now, 0)
    assert 'aria-current="date"' in cell(now, 0)
    assert 'href="' not in cell(later, 0)
    assert "45" in cell(later, 0)
    assert "minutes to come" in cell(later, 0)


def test_a_session_that_runs_stands_in_its_day(browser: TestClient, store: Store, planned: Week) -> None:
    begun(store, "2026-11-23")
    started = loop.visit(known(store), planned=planned.sessions[0].id, at=datetime(2026, 11, 23, 18), seed=b"go")
    store.add("me", [started])
    assert "Monday 23 November: under way" in rows(browser.get("/block").text)[0]


def test_each_week_says_what_was_done_and_what_to_expect(browser: TestClient, store: Store, planned: Week) -> None:
    begun(store, "2026-11-02", favour=("quadriceps",))
    page = browser.get("/block").text
    assert page.count('class="bar range"') == 8
    assert re.search(r"1\.\d+ <small>of 4–6 sets</small>", page)
    assert "so far, of" in page
    assert browser.get("/block?group=feet").text.count("Feet") > 8
    assert browser.get("/block?group=nose").status_code == 400


def test_a_block_of_no_muscle_shows_the_large_ones(browser: TestClient, store: Store) -> None:
    begun(store, "2026-11-23", weeks=4)
    assert browser.get("/block").text.count('class="bar range"') == 4 * 5


def test_a_block_that_makes_no_sense_comes_back_as_it_was_typed(browser: TestClient, store: Store) -> None:
    answer = browser.post("/block", data={**SIX, "weeks": "12"})
    assert answer.status_code == 422
    assert "12 weeks are too long to favour a muscle." in answer.text
    assert 'value="12" checked' in answer.text
    assert 'value="soleus" checked' in answer.text
    for wrong in ({"weeks": "3"}, {"start": "soon"}, {"start": "2026-11-24"}, {"favour": ["nose"]}):
        assert browser.post("/block", data={**SIX, **wrong}).status_code == 422
    assert store.facts("me") == ()


def test_a_block_is_changed_and_ended_and_what_was_done_stays(browser: TestClient, store: Store, planned: Week) -> None:
    begun(store, "2026-11-02")
    browser.post("/block", data={"weeks": "6", "favour": "glutes"})
    assert known(store).block == Block(start=date(2026, 11, 2), weeks=6, favour=(Group.GLUTES,))
    browser.post("/block", data={"end": "1"})
    held = known(store)
    assert held.block is None
    assert (held.week, held.goal.favour, len(held.sessions)) == (planned, (Group.GLUTES,), 4)
    assert ">Begin</button>" in browser.get("/block").text


def test_a_block_that_is_over_stays_to_be_seen_beside_the_form_for_the_next(
    browser: TestClient, store: Store, planned: Week
) -> None:
    begun(store, "2026-10-05", weeks=4)
    page = browser.get("/block").text
    assert "This block is over." in page
    assert len(rows(page)) == 4
    assert ">Begin</button>" in page
    assert "End the block" not in page


def test_a_week_that_was_planned_for_something_else_is_to_be_planned_again(browser: TestClient, planned: Week) -> None:
    assert [line.group for line in planned.groups if line.favoured] == [Group.QUADRICEPS]
    browser.post("/block", data={"weeks": "6", "favour": "quadriceps"})
    assert 'action="/plan"' not in browser.get("/block").text
    browser.post("/block", data={"weeks": "6", "favour": "glutes"})
    page = browser.get("/block").text
    assert "does not know of this yet" in page
    assert 'action="/plan"' in page


def test_while_something_needs_care_there_is_only_that(browser: TestClient, store: Store) -> None:
    begun(store, "2026-11-23")
    store.add("me", [say(Kind.FELT, "flag:chest", {"open": True}, at=datetime(2026, 11, 23), seed=b"ill")])
    page = browser.get("/block").text
    assert "Nothing is planned while something needs care" in page
    assert "<table" not in page


@pytest.mark.parametrize("body", [{}, {"weeks": 40}, {"start": "2026-11-23", "weeks": 5, "favour": [], "more": 1}])
def test_a_block_that_cannot_be_read_keeps_nobody_from_their_log(body: dict[str, object]) -> None:
    fact = say(Kind.WISHED, "block", body, at=datetime(2026, 11, 23), seed=b"block")
    assert loop.read((fact,), TODAY).block is None
    assert loop.block_weeks(loop.read((fact,), TODAY)) == ()
