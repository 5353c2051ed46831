"""What holds for every plan, whoever it is for: tried on people, wishes and mishaps that chance draws."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from legday.coach.state import State
from legday.kinds import BadInput, Condition, Group, Joint, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan import edit
from legday.plan.again import again
from legday.plan.goal import Aim, Experience, Goal, Partner, Slot, Variety, Weekday
from legday.plan.gyms import gyms
from legday.plan.model import program
from legday.plan.options import days, options
from legday.plan.solve import Solved, Stop, best, solve
from legday.plan.swap import Gap, stand_ins
from legday.plan.week import PlannedSession, Week

sys.path.insert(0, str(Path(__file__).parent))  # the people and the checker stand beside the tests
from checker import complaints
from people import MONDAY, did, somebody, wishes

IDS, GYMS, SOON = sorted(catalogue()), list(gyms()), Stop(seconds=1)


def tried(examples: int) -> settings:
    """Every example solves programs: there are few and wide ones, and a wrong one is shown as it is."""
    return settings(max_examples=examples, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def few(of: Any, most: int) -> some.SearchStrategy[tuple[Any, ...]]:
    return some.lists(some.sampled_from(list(of)), max_size=most, unique=True).map(tuple)


def weeks(most: int, minutes: tuple[int, ...]) -> some.SearchStrategy[tuple[Slot, ...]]:
    """Days of a week, each with its minutes and perhaps in a gym of its own."""
    one = some.builds(
        Slot,
        weekday=some.sampled_from(Weekday),
        minutes=some.sampled_from(minutes),
        gym=some.sampled_from(["", *GYMS]),
    )
    return some.lists(one, min_size=1, max_size=most, unique_by=lambda slot: slot.weekday).map(tuple)


def goals(*, most: int = 4, minutes: tuple[int, ...] = (10, 15, 25, 30, 35, 40, 41, 45, 60, 90)) -> Any:
    return some.builds(
        Goal,
        slots=weeks(most, minutes),
        gym=some.sampled_from(GYMS).map(gyms().__getitem__),
        favour=few(Group, 2),
        like=few(IDS, 2),
        ban=few(IDS, 4),
        aches=few(Joint, 1),
        conditions=few(Condition, 2),
        experience=some.sampled_from([None, *Experience]),
        aim=some.sampled_from(Aim),
        partner=some.sampled_from(Partner),
        variety=some.sampled_from(Variety),
    )


def people(*, lifts: int = 12) -> some.SearchStrategy[State]:
    """Somebody new or used to some sets, with some lifts, sore or not, back from a break or not."""
    return some.builds(
        lambda gap_days, new, **rest: msgspec.structs.replace(somebody(new=new, **rest), gap_days=gap_days or None)
        if new or gap_days
        else somebody(**rest),
        gap_days=some.sampled_from([0, 10, 20, 40]),
        new=some.booleans(),
        usual=some.sampled_from([0.0, 4.0, 10.0, 16.0]),
        sore=some.dictionaries(some.sampled_from(Group), some.sampled_from([6, 9]), max_size=2),
        last_trained=some.dictionaries(
            some.sampled_from(Group), some.integers(0, 3).map(lambda ago: MONDAY - timedelta(days=ago)), max_size=3
        ),
        lifts=some.builds(
            lambda ids, load_kg, ago: did(*ids, load_kg=load_kg, days_ago=ago),
            few(IDS, lifts),
            some.sampled_from([None, 12.0, 40.0, 100.0]),
            some.sampled_from([4, 30, 70]),
        ),
    )


def movements(sessions: tuple[PlannedSession, ...]) -> set[MovementId]:
    return {planned.movement for session in sessions for planned in session.movements}


def answered(goal: Goal, state: State, *, seconds: float = 4) -> Solved:
    """The best that can be planned, without the words."""
    return best(program(options(goal, state, catalogue(), atlas(), days(goal, MONDAY))), Stop(seconds=seconds))


def no_worse(more: Solved, less: Solved) -> bool:
    """Whether more may be as good as less: where a search was stopped, its bound is what it may come to."""
    assert more.answer is not None
    assert less.answer is not None
    return less.proof.objective <= more.proof.bound + 1e-6


@tried(16)
@given(goal=goals(), state=people(), lighter=some.booleans())
def test_no_plan_breaks_a_rule(goal: Goal, state: State, lighter: bool) -> None:
    week = solve(goal, state, catalogue(), atlas(), lighter=lighter, stop=SOON)
    assert complaints(week, goal, state) == []


@tried(4)
@given(goal=goals(most=2), state=people(), seed=some.integers(1, 9))
def test_the_same_seed_gives_the_same_plan(goal: Goal, state: State, seed: int) -> None:
    first, second = (solve(goal, state, catalogue(), atlas(), stop=Stop(seconds=1, seed=seed)) for _ in range(2))
    assert msgspec.structs.replace(first, seconds=0) == msgspec.structs.replace(second, seconds=0)
