"""The people that are written down: their weeks hold what a coach would check."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from legday.evidence.claims import source_text
from legday.plan.solve import Stop

sys.path.insert(0, str(Path(__file__).parents[2]))  # validation stands beside the package
from validation.expect import complaints
from validation.people import FOLDER, goal_of, lines, people, week_of

pytestmark = pytest.mark.long

PEOPLE = people()


@pytest.mark.parametrize("name", PEOPLE)
def test_the_week_of_a_person_holds_what_a_coach_would_check(name: str) -> None:
    someone = PEOPLE[name]
    # Where no proof is expected there is no need to wait for the search to end.
    stop = Stop() if any(expect.check == "proved" for expect in someone.expect) else Stop(seconds=1)
    week, goal = week_of(someone, stop), goal_of(someone)
    assert week.sessions
    assert [word for expect in someone.expect for word in complaints(week, goal, expect)] == []
    assert all(source_text(source) for line in lines(week) for source in re.findall(r"\((models [\d.]+|C\d\d)", line))


def test_every_person_is_reviewed() -> None:
    page = (FOLDER.parent / "people.md").read_text(encoding="utf-8")
    assert [name for name in PEOPLE if f"`{name}`" not in page] == []
    assert len(PEOPLE) >= 10


def test_what_is_expected_has_a_source_that_can_be_read() -> None:
    sources = {expect.source for someone in PEOPLE.values() for expect in someone.expect}
    assert all(source_text(source) for source in sources)
