from __future__ import annotations

import sys
from pathlib import Path

import pytest

from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.solve import Stop, solve

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from lists import lists
from people import MONDAY

pytestmark = pytest.mark.long


@pytest.mark.parametrize("number", range(6))
def test_every_wish_list_ends_with_a_plan_or_a_reason(number):
    goal, state = lists(6, seed=2)[number]
    week = solve(goal, state, catalogue(), atlas(), start=MONDAY, stop=Stop(seconds=2))
    assert week.sessions or week.limits
    assert week.limits or all(line.met for line in week.groups)


def test_a_list_depends_on_its_own_number_and_not_on_how_many_there_are():
    assert lists(5)[:2] == lists(2) != lists(2, seed=2)
