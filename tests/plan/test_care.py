"""What is hard begins gently, and a muscle gets the rest that it asks for."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import msgspec

from legday.kinds import Group, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.dose import dose
from legday.plan.fit import most_sets
from legday.plan.options import Options, days, options
from legday.plan.rules import day_caps
from legday.plan.swap import Gap, stand_ins

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import MONDAY, did, somebody, wishes


def choice(goal, state) -> Options:
    return options(goal, state, catalogue(), atlas(), days(goal, MONDAY))


def test_what_is_hard_begins_again_with_two_sets_of_five_after_a_long_pause() -> None:
    back = msgspec.structs.replace(somebody(lifts=did("nordic", load_kg=None, days_ago=90)), gap_days=90, new=True)
    nordic, there = catalogue()[MovementId("nordic")], wishes("mon")
    assert most_sets(nordic, there, back) == 2
    assert dose(nordic, there, back, there.gym).load.reps[1] <= 5
    just = msgspec.structs.replace(somebody(lifts=did("nordic", load_kg=None, days_ago=3)), new=True)
    guarded = dose(nordic, there, just, there.gym).load
    assert guarded.reps == (5, 5)
    assert guarded.because[0].source == "models 18.1"
    usual = dose(nordic, there, somebody(lifts=did("nordic", load_kg=None, days_ago=3)), there.gym).load
    assert usual.reps[1] > 5


def test_a_muscle_gets_little_on_each_of_the_days_that_its_last_session_asks_for() -> None:
    trained = {Group.GLUTES: MONDAY - timedelta(days=1)}
    caps = []
    for rest in (1, 2, 3):
        state = msgspec.structs.replace(somebody(last_trained=trained), rest_days={Group.GLUTES: rest})
        caps.append(day_caps(choice(wishes("mon", "tue"), state), Group.GLUTES)[:1])
        caps.append(day_caps(choice(wishes("tue"), state), Group.GLUTES))
    # Monday is a day after it and has Tuesday beside it; Tuesday alone is two days after it.
    assert caps == [(6,), (None,), (6,), (None,), (6,), (6,)]


def test_a_muscle_that_stays_sore_too_long_rests_like_a_very_sore_one() -> None:
    state = msgspec.structs.replace(somebody(sore={Group.GLUTES: 6}), lingering=(Group.GLUTES,))
    assert day_caps(choice(wishes("mon", "thu"), state), Group.GLUTES) == (0, None)


def test_a_stand_in_has_no_more_sets_than_somebody_new_may_do() -> None:
    back = msgspec.structs.replace(somebody(lifts=did("nordic", load_kg=None, days_ago=90)), gap_days=90, new=True)
    found = stand_ins(Gap(movement=MovementId("leg_curl_seated"), sets=5), wishes("mon"), back, catalogue(), atlas())
    counts = {one.planned.movement: sum(not each.ramp for each in one.planned.sets) for one in found}
    assert max(counts.values()) <= 3
    assert counts["nordic"] == 2
