"""A lighter week is offered when soreness and strength ask for it together, and never for one of them alone."""

from __future__ import annotations

from datetime import date

import pytest

from legday.coach.recovery.fatigue import fatigue_advice
from legday.coach.state import Lift, State, Trend, Verdict
from legday.kinds import Group, MovementId

TODAY = date(2026, 11, 23)


def somebody(sore: int, verdict: Verdict) -> State:
    trend = Trend(verdict=verdict, reps=8, level_kg=80, level_sd=0.02, slope_week=-0.01, slope_sd=0.002, bests=())
    squat = Lift(movement=MovementId("back_squat"), last_day=TODAY, sessions=12, last=(), before=(), trend=trend)
    return State(
        today=TODAY,
        lifts={squat.movement: squat},
        gap_days=1,
        new=False,
        sessions_28=8,
        credit_28={},
        last_trained={},
        sore={Group.QUADRICEPS: sore, Group.GLUTES: sore},
        aches=(),
        flags=(),
    )


def test_soreness_with_falling_strength_brings_the_offer() -> None:
    [offer] = fatigue_advice(somebody(6, Verdict.DECLINING))
    assert "half the sets" in offer.say
    assert "2 muscle groups" in offer.why


@pytest.mark.parametrize(("sore", "verdict"), [(4, Verdict.DECLINING), (9, Verdict.PLATEAU), (9, Verdict.IMPROVING)])
def test_one_of_them_alone_brings_none(sore: int, verdict: Verdict) -> None:
    assert list(fatigue_advice(somebody(sore, verdict))) == []
