"""What a coach would not plan: rules for order, days, supersets, habits, time and words."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from legday.coach.state import Lift
from legday.kinds import Condition, Group, Joint, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import Loading, Pattern, catalogue
from legday.plan.dose import BETWEEN_LEGS_S, CHANGE_LEGS_S, dose
from legday.plan.goal import Aim, Partner
from legday.plan.gyms import gyms
from legday.plan.options import Options, days, options
from legday.plan.rules import day_caps
from legday.plan.solve import Stop, solve
from legday.plan.stretch import stretch_list, stretches
from legday.plan.supersets import fillers
from legday.plan.warmup import drills, warm_up
from legday.plan.week import Week
from legday.plan.write import write

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import MONDAY, somebody, squatted, wishes

pytestmark = pytest.mark.long


def plan(goal, state) -> Week:
    return solve(goal, state, catalogue(), atlas(), stop=Stop(seconds=20))


def choice(goal, state) -> Options:
    return options(goal, state, catalogue(), atlas(), days(goal, MONDAY))


def planned(week: Week) -> set[str]:
    return {movement.movement for session in week.sessions for movement in session.movements}


def did(*ids: str, days_ago: int = 4) -> dict[MovementId, Lift]:
    last = ((60.0, 10, 2.0),) * 3
    day = MONDAY - timedelta(days=days_ago)
    return {
        MovementId(id): Lift(movement=MovementId(id), last_day=day, sessions=9, last=last, before=last, trend=None)
        for id in ids
    }


def test_what_is_heavy_does_not_come_back_on_the_next_day() -> None:
    week = plan(wishes("mon", "tue", minutes=75, aim=Aim.STRENGTH), somebody(lifts=squatted(140.0, 5)))
    first, second = (
        {catalogue()[one.movement].pattern for one in session.movements if catalogue()[one.movement].demand >= 4}
        for session in week.sessions
    )
    assert first
    assert not first & second


def test_what_was_heavy_yesterday_is_not_done_today() -> None:
    lifts = did("back_squat", days_ago=1)
    assert "back_squat" not in planned(plan(wishes("mon", minutes=90), somebody(lifts=lifts)))
    assert "back_squat" in planned(plan(wishes("tue", minutes=90), somebody(lifts=lifts)))


def test_days_are_close_by_their_dates_in_whatever_order_they_stand() -> None:
    found = choice(wishes("mon", "tue", "fri"), somebody())
    turned = msgspec.structs.replace(found, days=(found.days[0], found.days[2], found.days[1]))
    assert day_caps(found, Group.GLUTES) == (6, 6, None)
    assert day_caps(turned, Group.GLUTES) == (6, None, 6)


def test_somebody_new_has_three_days_for_more_than_three_sets_of_a_muscle() -> None:
    assert day_caps(choice(wishes("mon", "wed", "sat"), somebody(new=True)), Group.GLUTES) == (3, 3, None)


def test_nobody_new_begins_with_a_movement_of_the_greatest_demand() -> None:
    week = plan(wishes("mon", "thu"), somebody(new=True))
    assert all(catalogue()[MovementId(id)].demand < 5 for id in planned(week))


def test_a_body_weight_movement_waits_where_one_of_its_kind_can_be_loaded() -> None:
    in_gym, at_home = choice(wishes("mon"), somebody()), choice(wishes("mon", gym="nothing"), somebody())
    light = {"glute_bridge", "slider_curl", "bw_squat"}
    assert not light & in_gym.movements.keys()
    assert light <= at_home.movements.keys()


def test_a_kind_that_makes_legs_complete_has_a_fallback_where_nothing_usual_is_of_it() -> None:
    found = choice(wishes("mon", gym="machines"), somebody())
    assert any(movement.pattern is Pattern.HINGE for movement in found.movements.values())


def test_a_curl_is_not_done_between_lunges_that_tire_the_same_muscles() -> None:
    found = choice(wishes("mon", gym="nothing", minutes=20), somebody())
    [curl] = [filler for filler in fillers(found, 0) if filler.movement == "slider_curl"]
    assert "reverse_lunge" not in curl.hosts
    assert "reverse_nordic" in curl.hosts


def test_what_one_does_at_present_comes_back() -> None:
    usual = did("leg_press_45", "hip_thrust_bb", "back_squat", "leg_curl_seated")
    assert usual.keys() <= planned(plan(wishes("mon", "wed", "fri", minutes=60), somebody(lifts=usual)))


def test_another_kind_of_movement_may_join_the_known_ones() -> None:
    press = did("leg_press_45")
    found = plan(wishes("mon", "thu", minutes=60), somebody(lifts=press))
    kinds = {catalogue()[MovementId(id)].pattern for id in planned(found)}
    assert {Pattern.KNEE_FLEXION, Pattern.HINGE} <= kinds
    assert not {"back_squat", "hack_squat", "goblet_squat"} & planned(found)


def test_no_set_is_done_for_nothing() -> None:
    week = plan(wishes("mon", "wed", "fri", minutes=60, aim=Aim.KEEP), somebody(usual=6.0))
    for line in week.groups:
        assert line.credit <= line.floor + 4, line.group


def test_a_small_movement_changes_legs_without_a_rest() -> None:
    goal, state, gym = wishes("mon", gym="nothing"), somebody(), gyms()["nothing"]
    for id, between_s in (("abduction_sidelying", CHANGE_LEGS_S), ("reverse_lunge", BETWEEN_LEGS_S)):
        movement = catalogue()[MovementId(id)]
        found = dose(movement, goal, state, gym)
        work_s = 2 * found.load.reps[1] * movement.phases.seconds
        assert 0 <= found.set_s - (work_s + between_s + found.rest_s) < 15


def test_a_partner_is_waited_for_only_at_what_is_shared() -> None:
    goal = wishes("mon", gym="home_barbell", partner=Partner.IN_TURNS)
    squat, side = (catalogue()[MovementId(id)] for id in ("back_squat", "abduction_sidelying"))
    assert dose(squat, goal, somebody(lifts=squatted(60.0, 8)), goal.gym).rest_s >= squat.rest_s
    assert dose(side, goal, somebody(), goal.gym).rest_s == side.rest_s


def test_where_maxima_are_left_out_nothing_loaded_is_done_for_fewer_than_eight() -> None:
    for condition in (Condition.UNDER_18, Condition.PREGNANCY, Condition.BLOOD_PRESSURE):
        found = choice(wishes("mon", conditions=(condition,), aim=Aim.STRENGTH), somebody())
        for id, how in found.doses[0].items():
            assert not catalogue()[id].loaded or how.load.reps[0] >= 8, id


def test_squats_come_before_curls_and_feet_last_where_they_demand_alike() -> None:
    kinds = list(Pattern)
    for session in plan(wishes("mon", "thu", minutes=75), somebody()).sessions:
        line = [catalogue()[one.movement] for one in session.movements if not one.between]
        keys = [(-movement.demand, kinds.index(movement.pattern)) for movement in line]
        assert keys == sorted(keys)


def test_a_second_heavy_movement_of_a_kind_has_one_ramp_set() -> None:
    press, gym = catalogue()[MovementId("leg_press_45")], gyms()["full_gym"]
    how = dose(press, wishes("mon"), somebody(lifts=did("leg_press_45")), gym)
    cold, warm = write(press, how, 3, gym), write(press, how, 3, gym, warm=True)
    assert sum(one.ramp for one in warm.sets) <= 1 < sum(one.ramp for one in cold.sets)
    assert warm.seconds < cold.seconds


def test_no_drill_or_stretch_is_chosen_that_a_condition_forbids() -> None:
    everything = tuple({thing for gym in gyms().values() for thing in gym.equipment})
    for condition in Condition:
        wrong = {one.id for one in (*drills(), *stretch_list()) if condition in one.unwise}
        for movement in catalogue().values():
            steps = warm_up([movement], 90, everything, (), (condition,))
            assert not wrong & {step.id for step in steps}
        for group in Group:
            steps = stretches({group: 4.0}, 90, everything, (), (condition,))
            assert not wrong & {step.id for step in steps}


def test_a_light_movement_is_not_rehearsed() -> None:
    light = [m for m in catalogue().values() if m.demand == 1 and m.loading not in (Loading.STACK, Loading.PLATES)]
    assert all(len(warm_up([movement], 60)) == 1 for movement in light)


def test_an_ache_that_was_wished_for_care_is_spoken_of() -> None:
    week = plan(wishes("mon", "thu", aches=(Joint.KNEE,)), somebody())
    assert any("Your knee" in advice.say for advice in week.advice)
    assert not {"reverse_lunge", "leg_extension", "jump_squat"} & planned(week)


def test_time_that_is_left_has_a_reason() -> None:
    week = plan(wishes("mon", "wed", "fri", minutes=90), somebody(new=True))
    [left] = [advice for advice in week.advice if advice.say.startswith("Time is left")]
    assert "six effective sets a week" in left.why
    for session in week.sessions:
        minutes = session.minutes - round(session.seconds / 60)
        assert (f"{session.day:%A} ({minutes} minutes)" in left.say) == (minutes >= 8)


def test_a_kind_that_nothing_else_is_of_is_named_once() -> None:
    week = plan(wishes("mon", "thu", minutes=60), somebody(lifts=squatted(100.0, 8)))
    said = [one.say for session in week.sessions for movement in session.movements for one in movement.because]
    alone = [line for line in said if line.startswith("Nothing else in the week")]
    assert alone
    assert len(alone) == len(set(alone))


def test_one_set_less_names_what_would_fall_short_or_two_groups_at_most() -> None:
    week = plan(wishes("mon", "thu", minutes=60), somebody())
    for session in week.sessions:
        for movement in session.movements:
            [line] = [one for one in movement.because if one.say.startswith("With one set less")]
            if "still have its floor" in line.why:
                assert len(re.findall("instead of", line.say)) <= 2


def test_floors_that_time_keeps_from_are_priced_although_another_cannot_be_met_at_all() -> None:
    week = plan(wishes("mon", gym="machines", minutes=35), somebody())
    assert any("cannot be trained" in limit.say for limit in week.limits)  # the feet, without a band
    [short] = [limit for limit in week.limits if "below the floor" in limit.say]
    assert "every other muscle gets its floor" in short.why


def test_a_thing_that_would_not_be_used_has_no_price() -> None:
    week = plan(wishes("mon", "thu", gym="nothing", minutes=30), somebody())
    assert not any("barbell" in price.say for price in week.prices)
    assert all("effective sets" in price.say for price in week.prices)
