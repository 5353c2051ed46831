from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from legday.kinds import Because, Group, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import Pattern, catalogue
from legday.plan.goal import Aim, Weekday
from legday.plan.model import program
from legday.plan.options import days, options
from legday.plan.program import broken
from legday.plan.solve import Stop, best, solve
from legday.plan.week import Status, Week

sys.path.insert(0, str(Path(__file__).parent))  # the people and the checker stand beside the tests
from checker import work
from people import MONDAY, somebody, squatted, wishes

pytestmark = pytest.mark.long

CALVES = (Group.GASTROCNEMIUS, Group.SOLEUS)


def plan(goal, state) -> Week:
    return solve(goal, state, catalogue(), atlas(), stop=Stop(seconds=30))


def movements(week: Week) -> set[str]:
    return {movement.movement for session in week.sessions for movement in session.movements}


def credit(week: Week) -> dict[Group, float]:
    return {line.group: line.credit for line in week.groups}


@pytest.mark.parametrize("new", [True, False])
def test_two_days_of_45_minutes_that_favour_calves_are_proved_and_meet_every_floor(new):
    week = plan(wishes("mon", "thu", favour=CALVES), somebody(new=new))
    assert week.status is Status.OPTIMAL
    assert week.gap == 0
    assert all(line.met for line in week.groups)
    assert all(session.seconds <= 45 * 60 for session in week.sessions)


def test_the_same_wishes_give_the_same_week():
    goal, state = wishes("tue", "fri", minutes=45), somebody()
    first, second = plan(goal, state), plan(goal, state)
    assert first.sessions == second.sessions


def test_the_answer_of_the_solver_obeys_every_row():
    goal = wishes("mon", "thu")
    whole = program(options(goal, somebody(), catalogue(), atlas(), days(goal, MONDAY)))
    assert broken(whole, best(whole, Stop()).answer) == ()


def test_a_favoured_group_gets_more_than_it_would_otherwise():
    plain = plan(wishes("mon", "thu", minutes=60), somebody())
    favoured = plan(wishes("mon", "thu", minutes=60, favour=CALVES), somebody())
    assert credit(favoured)[Group.GASTROCNEMIUS] > credit(plain)[Group.GASTROCNEMIUS]


def test_more_minutes_never_make_a_week_worth_less():
    worth = [plan(wishes("mon", "thu", minutes=minutes), somebody()) for minutes in (30, 45, 60)]
    assert [week.status for week in worth] == [Status.OPTIMAL] * 3
    assert worth[0].objective <= worth[1].objective <= worth[2].objective


def test_a_banned_movement_is_not_planned():
    usual = plan(wishes("mon", "thu"), somebody())
    banned = tuple(MovementId(movement) for movement in movements(usual))[:2]
    assert not movements(plan(wishes("mon", "thu", ban=banned), somebody())) & set(banned)


def test_nothing_is_planned_while_a_red_flag_is_open():
    flag = Because(say="Stop.", why="Chest pain.", source="models 18.1")
    week = plan(wishes("mon", "thu"), somebody(flags=(flag,)))
    assert week.sessions == ()
    assert week.advice == (flag,)
    assert week.status is Status.NOT_PLANNED


def test_too_little_time_is_named_with_the_minutes_that_would_do():
    short = plan(wishes("mon", minutes=25), somebody())
    assert any("Time is the limit" in limit.say for limit in short.limits)
    [more] = [int(word) for limit in short.limits for word in limit.why.split() if word.isdigit()]
    enough = plan(wishes("mon", minutes=25 + more), somebody())
    assert all(line.met for line in enough.groups)
    nearly = plan(wishes("mon", minutes=25 + more - 5), somebody())
    assert not all(line.met for line in nearly.groups)


def test_a_group_that_no_equipment_at_hand_trains_is_named_with_what_would_do():
    week = plan(wishes("mon", "thu", gym="nothing"), somebody(new=True))
    [line] = [line for line in week.groups if line.group is Group.FEET]
    assert not line.met
    assert line.limit is not None
    assert "band" in line.limit.why


def test_a_familiar_lift_is_kept_and_its_load_comes_from_the_log():
    week = plan(wishes("mon", "thu", minutes=60), somebody(lifts=squatted(100.0, 8)))
    squats = [m for session in week.sessions for m in session.movements if m.movement == "back_squat"]
    assert squats
    loads = [one.load_kg for one in squats[0].sets if not one.ramp]
    assert all(load is not None and 80 <= load <= 110 for load in loads)
    ramps = [one.load_kg for one in squats[0].sets if one.ramp]
    assert ramps == sorted(ramps)
    assert max(ramps) < min(loads)


def test_keeping_what_is_there_takes_no_more_than_the_floors_ask_for():
    keep = plan(wishes("mon", "thu", minutes=60, aim=Aim.KEEP), somebody(usual=12.0))
    grow = plan(wishes("mon", "thu", minutes=60, aim=Aim.SIZE), somebody(usual=12.0))
    assert all(line.met for line in keep.groups)
    assert sum(credit(keep).values()) < sum(credit(grow).values())


def test_a_short_session_still_keeps_the_lift_that_the_person_does():
    week = plan(wishes("mon", "thu", favour=CALVES), somebody(usual=4.0, lifts=squatted(100.0, 8)))
    assert "back_squat" in movements(week)


def test_a_new_lifter_gets_no_loads_at_least_three_in_reserve_and_a_word_about_it():
    week = plan(wishes("mon", "thu"), somebody(new=True))
    for session in week.sessions:
        for movement in session.movements:
            assert all(one.load_kg is None and one.reserve >= 3 for one in movement.sets)
    assert any("reserve" in advice.say for advice in week.advice)


def test_a_very_sore_muscle_gets_less_than_its_floor():
    sore = plan(wishes("mon", "thu"), somebody(usual=4.0, sore={Group.HAMSTRINGS: 9}))
    assert credit(sore)[Group.HAMSTRINGS] <= 0.6 * 4
    assert all(line.met for line in sore.groups)
    assert sore.limits == ()
    assert work(sore.sessions[0])[Group.HAMSTRINGS] == 0


def test_a_muscle_trained_yesterday_gets_little_today():
    yesterday = {Group.QUADRICEPS: MONDAY.replace(day=22)}
    week = plan(wishes("mon", minutes=90), somebody(usual=12.0, last_trained=yesterday))
    assert credit(week)[Group.QUADRICEPS] <= 6


def test_a_large_group_keeps_two_thirds_of_what_it_usually_gets_where_there_is_time():
    week = plan(wishes("mon", "wed", "fri", minutes=60), somebody(usual=9.0, lifts=squatted(100.0, 8)))
    large = [line for line in week.groups if line.floor == 4]
    assert all(line.credit >= 6 for line in large)


def test_two_whole_leg_days_are_preferred_to_one_of_each_half():
    week = plan(wishes("mon", "thu", minutes=60), somebody(new=True))
    for group in (Group.QUADRICEPS, Group.HAMSTRINGS):
        assert all(work(session)[group] >= 2 for session in week.sessions)


def test_days_that_would_hold_almost_nothing_stay_free_and_the_week_says_so():
    week = plan(wishes(*(str(day) for day in Weekday), minutes=60), somebody(new=True))
    assert len(week.sessions) < 7
    assert any("free" in advice.say for advice in week.advice)


def test_nobody_begins_with_a_nordic_curl():
    for gym in ("nothing", "home_barbell", "full_gym"):
        assert not {"nordic", "copenhagen"} & movements(plan(wishes("mon", "thu", gym=gym), somebody(new=True)))


def test_whoever_comes_back_after_long_begins_with_the_start_band_whatever_was_usual():
    back = msgspec.structs.replace(somebody(usual=16.0), gap_days=200, new=True)
    week = plan(wishes("mon", "thu", minutes=60), back)
    assert max(credit(week).values()) <= 6
    assert all(sum(not one.ramp for one in m.sets) <= 3 for s in week.sessions for m in s.movements)


def test_a_gap_takes_sets_away():
    rested = msgspec.structs.replace(somebody(usual=12.0), gap_days=20)
    assert credit(plan(wishes("mon", "thu", minutes=90), rested))[Group.QUADRICEPS] <= (12 + 2) * 2 / 3


def test_a_week_with_time_holds_every_pattern_that_makes_legs_complete():
    kinds = {catalogue()[id].pattern for id in movements(plan(wishes("mon", "thu", minutes=60), somebody(new=True)))}
    assert {Pattern.SQUAT, Pattern.HINGE, Pattern.KNEE_FLEXION, Pattern.CALF_RAISE} <= kinds
    assert kinds & {Pattern.HIP_THRUST, Pattern.LUNGE}


def test_a_search_that_was_stopped_says_so_and_promises_nothing():
    week = solve(wishes("mon", "thu"), somebody(), catalogue(), atlas(), stop=Stop(seconds=1e-6))
    assert week.status is Status.STOPPED
    assert week.sessions == ()
    assert [limit.say for limit in week.limits] == ["No week was found in time."]


def test_every_reason_has_a_source_that_can_be_read():
    from legday.evidence.claims import source_text

    week = plan(wishes("mon", "thu", favour=CALVES), somebody(lifts=squatted(100.0, 8)))
    sentences = [*week.advice, *week.limits]
    for session in week.sessions:
        sentences += [step.because for step in (*session.warm_up, *session.stretches)]
        sentences += [because for movement in session.movements for because in movement.because]
    assert sentences
    assert all(source_text(sentence.source) for sentence in sentences)
