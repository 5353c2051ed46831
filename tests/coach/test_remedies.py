from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from legday.coach.change import offer, outcome, to_change
from legday.coach.remedies import WEEKS, fitting, hope, read_tried, record, running
from legday.coach.state import Best, Lift, Remedy, State, Tried, Verdict
from legday.coach.strength.trend import trend
from legday.kinds import Group, MovementId
from legday.log.fact import Fact, Kind, fact_id

TODAY = date(2026, 11, 22)
PRESS, EXTENSION = MovementId("leg_press"), MovementId("leg_extension")
NAMES = {PRESS: "Leg press", EXTENSION: "Leg extension"}
QUADS = (Group.QUADRICEPS,)


def credit(_: MovementId) -> Mapping[Group, float]:
    return {Group.QUADRICEPS: 1.0}


def name(movement: MovementId) -> str:
    return NAMES[movement]


def best(days_ago: float, level: float, reserve: float | None = 2) -> Best:
    day = TODAY - timedelta(days=round(days_ago))
    return Best(day=day, load_kg=100, reps=8, reserve=reserve, e1rm_kg=100 * exp(level))


def lift(movement: MovementId, bests: Sequence[Best], reserve: float | None = 2.0) -> Lift:
    sets = ((100.0, 8, reserve),) * 3
    found = trend(bests, TODAY)
    return Lift(
        movement=movement, last_day=bests[-1].day, sessions=len(bests), last=sets, before=sets, trend=found
    )  # fmt: skip


def course(before: float, after: float, weeks_ago: float, *, noise: float = 0.01, seed: int = 1) -> list[Best]:
    """Thirty weeks of two sessions each, with a slope that changes so many weeks ago."""
    dice = np.random.default_rng(seed)
    return [
        best(
            7 * ago, before * min(30 - ago, 30 - weeks_ago) + after * max(0.0, weeks_ago - ago) + noise * dice.normal()
        )
        for ago in np.arange(30, 0, -0.5)
    ]


def stuck(*, weekly_sets: float = 12, reserve: float | None = 2.0, tried: tuple[Tried, ...] = ()) -> State:
    lifts = {PRESS: lift(PRESS, course(0.006, 0.0, 24), reserve)}
    assert lifts[PRESS].trend
    level = replace(lifts[PRESS], trend=replace(lifts[PRESS].trend, verdict=Verdict.PLATEAU))
    return State(
        today=TODAY, lifts={PRESS: level}, gap_days=1, new=False, sessions_28=8,
        credit_28={Group.QUADRICEPS: weekly_sets}, last_trained={}, sore={}, aches=(), flags=(), tried=tried,
    )  # fmt: skip


def tried(remedy: Remedy, worked: bool | None, *, weeks_ago: int = 40, running: bool = False) -> Tried:
    since = TODAY - timedelta(weeks=weeks_ago)
    return Tried(
        remedy=remedy, subject=PRESS, groups=QUADS, since=since, until=since + timedelta(weeks=WEEKS),
        running=running, worked=worked,
    )  # fmt: skip


def taken(remedy: str | None, weeks_ago: float, subject: str = PRESS) -> Fact:
    at = datetime.combine(TODAY - timedelta(days=round(7 * weeks_ago)), time(12))
    body = {"remedy": remedy, "since": at.date().isoformat()}
    return Fact(id=fact_id(at, b"x"), about=f"remedy:{subject}", kind=Kind.WISHED, at=at, body=body)


def read(facts: Iterable[Fact], *lifts: Lift) -> tuple[Tried, ...]:
    return read_tried(facts, {one.movement: one for one in lifts}, credit, TODAY)


def first(state: State) -> Remedy:
    found = offer(state, name, credit)
    assert found
    return found.remedy


def test_what_the_sets_are_like_is_asked_before_anything_is_changed() -> None:
    assert first(stuck(reserve=None)) is Remedy.LOG
    assert first(stuck(reserve=5.0)) is Remedy.CLOSER


def test_more_sets_come_first_where_there_are_few() -> None:
    assert first(stuck(weekly_sets=5)) is Remedy.SETS
    assert first(stuck(weekly_sets=12)) is Remedy.REPS


def test_a_very_sore_muscle_asks_for_a_lighter_week() -> None:
    sore = replace(stuck(weekly_sets=5), sore={Group.QUADRICEPS: 6})
    press = sore.lifts[PRESS]
    assert fitting(sore, press, QUADS, declining=False)[0] is Remedy.LIGHTER


def test_a_reserve_that_drifts_down_at_the_same_load_asks_for_a_lighter_week() -> None:
    state = stuck()
    press = state.lifts[PRESS]
    assert press.trend
    bests = (*press.trend.bests[:-4], *(best(12 - 3 * at, 0.1, left) for at, left in enumerate((3, 3, 1, 1))))
    drifting = replace(press, trend=replace(press.trend, bests=bests))
    assert fitting(state, drifting, QUADS, declining=False)[0] is Remedy.LIGHTER


def test_what_goes_down_asks_for_rest_first() -> None:
    state = stuck()
    assert fitting(state, state.lifts[PRESS], QUADS, declining=True)[0] is Remedy.REST


def test_what_worked_for_a_person_comes_first_and_says_so() -> None:
    state = stuck(weekly_sets=5, tried=(tried(Remedy.RELATIVE, True), tried(Remedy.RELATIVE, True)))
    assert first(state) is Remedy.RELATIVE
    found = offer(state, name, credit)
    assert found
    assert "worked for you 2 of 2 times" in found.because.why


def test_what_never_worked_goes_behind_what_was_never_tried() -> None:
    state = stuck(weekly_sets=5, tried=(tried(Remedy.SETS, False), tried(Remedy.SETS, False)))
    assert first(state) is Remedy.REPS


def test_what_just_failed_is_not_offered_again_at_once() -> None:
    lately = (tried(Remedy.REPS, False, weeks_ago=10), tried(Remedy.RELATIVE, None, weeks_ago=20))
    assert first(stuck(tried=lately)) is Remedy.ACCEPT


def test_while_a_remedy_runs_no_other_is_offered_and_the_review_says_until_when() -> None:
    state = stuck(tried=(tried(Remedy.REPS, None, weeks_ago=2, running=True),))
    assert offer(state, name, credit) is None
    said = to_change(state, name, credit)
    assert "other repetitions for Leg press, watched until 20 December 2026" in said.say
    assert said.convention


def test_a_remedy_for_one_muscle_leaves_others_free() -> None:
    runs = replace(tried(Remedy.REPS, None, weeks_ago=2, running=True), groups=(Group.HAMSTRINGS,))
    assert offer(stuck(tried=(runs,)), name, credit)


def test_a_remedy_runs_for_six_weeks() -> None:
    [one] = read([taken("sets", 5)])
    assert one.running
    assert (one.until - one.since) == timedelta(weeks=WEEKS)
    assert one.groups == QUADS
    [over] = read([taken("sets", 7)])
    assert not over.running


def test_a_slope_that_rose_since_is_a_remedy_that_worked() -> None:
    [up] = read([taken("sets", 10)], lift(PRESS, course(0.0, 0.012, 10)))
    [same] = read([taken("sets", 10)], lift(PRESS, course(0.0, 0.0, 10)))
    assert up.worked is True
    assert same.worked is False


def test_where_too_little_was_done_since_the_log_cannot_tell() -> None:
    [one] = read([taken("sets", 10)], lift(PRESS, course(0.0, 0.012, 10)[:-18]))
    assert one.worked is None
    assert record([one], Remedy.SETS) == (0, 0)


def test_what_was_dropped_ends_on_that_day_and_tells_nothing() -> None:
    [one] = read([taken("sets", 10), taken(None, 8)], lift(PRESS, course(0.0, 0.012, 10)))
    assert not one.running
    assert one.until == TODAY - timedelta(weeks=8)
    assert one.worked is None


def test_a_remedy_for_a_group_is_for_that_group() -> None:
    [one] = read([taken("reps", 2, subject=Group.SOLEUS)])
    assert one.groups == (Group.SOLEUS,)
    assert "calves" in outcome(one, name)


def test_a_day_that_nobody_can_read_is_the_day_it_was_said() -> None:
    [one] = read([replace(taken("sets", 3), body={"remedy": "sets", "since": "soon"})])
    assert one.since == TODAY - timedelta(weeks=3)


@pytest.mark.parametrize("body", [{}, {"remedy": "leeches"}, {"remedy": 3}])
def test_a_wish_that_nobody_can_read_is_passed_over(body: dict[str, object]) -> None:
    assert read([replace(taken("sets", 3), body=body)]) == ()


@given(some.lists(some.booleans(), max_size=20))
def test_hope_lies_between_the_prior_and_what_was_seen(worked: list[bool]) -> None:
    found = hope([tried(Remedy.SETS, one) for one in worked], Remedy.SETS)
    seen = sum(worked) / len(worked) if worked else 1 / 3
    assert min(seen, 1 / 3) - 1e-9 <= found <= max(seen, 1 / 3) + 1e-9


def test_nothing_runs_where_nothing_was_taken() -> None:
    assert running(stuck(), QUADS) is None
