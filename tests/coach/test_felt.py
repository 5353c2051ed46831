"""Soreness, aches and red flags, as facts tell them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from legday.coach.recovery.soreness import aches, lingering, sore_advice, sore_days, soreness, to_cut
from legday.coach.safety import Urgency, open_flags, red_flags
from legday.coach.state import State
from legday.kinds import Group, Joint
from legday.log.fact import Fact, Kind, fact_id

NOW = datetime(2026, 11, 22, 18)
TODAY = date(2026, 11, 22)


def felt(about: str, hours_ago: int = 1, **body: object) -> Fact:
    at = NOW - timedelta(hours=hours_ago)
    return Fact(id=fact_id(at, about.encode()), about=about, kind=Kind.FELT, at=at, body=body)


def somebody(*, sore: dict[Group, int], lingering: tuple[Group, ...] = ()) -> State:
    return State(
        today=TODAY,
        lifts={},
        gap_days=3,
        new=False,
        sessions_28=8,
        credit_28={},
        last_trained={},
        sore=sore,
        lingering=lingering,
        aches=(),
        flags=(),
    )


def test_the_latest_answer_about_a_group_holds() -> None:
    facts = [felt("sore:glutes", 2, sore=7), felt("sore:glutes", 30, sore=2)]
    assert soreness(facts, TODAY) == {Group.GLUTES: 7}


def test_soreness_is_forgotten_after_three_days() -> None:
    assert soreness([felt("sore:glutes", 24 * 3, sore=7)], TODAY) == {Group.GLUTES: 7}
    assert soreness([felt("sore:glutes", 24 * 4, sore=7)], TODAY) == {}


@pytest.mark.parametrize(("pain", "spared"), [(0, ()), (2, ()), (3, (Joint.KNEE,)), (9, (Joint.KNEE,))])
def test_a_joint_is_spared_from_three_on(pain: int, spared: tuple[Joint, ...]) -> None:
    assert aches([felt("ache:knee", pain=pain)]) == spared


def test_strong_pain_in_a_joint_stops_the_plan_until_it_is_less() -> None:
    strong = felt("ache:knee", 5, pain=6)
    assert "knee" in open_flags([strong])[0].why
    assert open_flags([felt("ache:knee", pain=5)]) == ()
    assert open_flags([strong, felt("ache:knee", 1, pain=4)]) == ()


def test_strong_pain_that_was_also_said_yes_to_is_one_sign() -> None:
    assert len(open_flags([felt("ache:knee", pain=8), felt("flag:strong_pain", open=True)])) == 1


def test_an_ache_holds_until_it_is_gone() -> None:
    old = felt("ache:knee", 24 * 40, pain=3)
    assert aches([old]) == (Joint.KNEE,)
    assert aches([old, felt("ache:knee", 1, pain=0)]) == ()


@pytest.mark.parametrize("body", [{}, {"sore": None}, {"sore": "much"}, {"sore": float("nan")}, {"pain": 4}])
def test_an_answer_that_nobody_can_read_is_passed_over(body: dict[str, object]) -> None:
    assert soreness([felt("sore:glutes", **body)], TODAY) == {}


def test_a_flag_is_open_until_the_person_clears_it() -> None:
    raised = felt("flag:chest", 24 * 30, open=True)
    assert "emergency number" in open_flags([raised])[0].say
    assert open_flags([raised, felt("flag:chest", 1, open=False)]) == ()


def test_a_flag_of_a_newer_version_stops_the_plan_too() -> None:
    assert len(open_flags([felt("flag:unheard_of", open=True), felt("flag:chest", open=True)])) == 2


def test_every_flag_asks_and_says_what_to_do_and_emergencies_come_first() -> None:
    urgency = [flag.urgency for flag in red_flags()]
    assert urgency == sorted(urgency, key=list(Urgency).index)
    assert len({flag.id for flag in red_flags()}) == len(red_flags())
    assert all(flag.question.endswith("?") and flag.do.endswith(".") for flag in red_flags())


def lasting(hours_ago: int, score: int, trained_days_ago: int) -> tuple[Group, ...]:
    trained = {Group.GLUTES: TODAY - timedelta(days=trained_days_ago)}
    return lingering([felt("sore:glutes", hours_ago, sore=score)], trained, TODAY)


def test_soreness_that_holds_sets_after_more_than_three_days_lingers() -> None:
    assert lasting(1, 5, 4) == (Group.GLUTES,)
    assert lasting(1, 5, 3) == ()
    assert lasting(1, 4, 4) == ()


def test_an_answer_given_in_time_does_not_linger_by_growing_old() -> None:
    assert lasting(48, 7, 4) == ()


def test_a_muscle_that_lingers_is_cut_and_told_from_an_injury() -> None:
    state = somebody(sore={Group.GLUTES: 6}, lingering=(Group.GLUTES,))
    [said] = sore_advice(state)
    assert to_cut(state, Group.GLUTES)
    assert "third to a half fewer sets" in said.say
    assert "one side" in said.why.lower()
    assert said.source == "models 18.2"


def test_the_answers_of_each_day_are_remembered_the_last_one_of_a_day_holds() -> None:
    facts = [felt("sore:glutes", 30, sore=6), felt("sore:glutes", 3, sore=3), felt("sore:glutes", 1, sore=2)]
    days = sore_days(facts, TODAY - timedelta(days=7))
    assert days == {Group.GLUTES: {TODAY - timedelta(days=1): 6, TODAY: 2}}
