"""What is said of limits is true: the smallest change does, no smaller one does, and the prices are what one gets."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from legday.coach.state import State
from legday.kinds import Group, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.binding import SHOWN, binding, easings, kept, tell
from legday.plan.give import Change, banned, smallest, widened
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import carried, gyms
from legday.plan.model import program
from legday.plan.options import Options, days, options
from legday.plan.program import Program, broken, value
from legday.plan.reasons import week_credit
from legday.plan.relax import short
from legday.plan.solve import Stop, best, solve

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import MONDAY, did, somebody, wishes

pytestmark = pytest.mark.long

LEG_CURLS = tuple(id for id, one in catalogue().items() if one.pattern in ("knee flexion", "hinge"))
PEOPLE = {
    "little time": (wishes("mon", minutes=25), somebody()),
    "little time twice": (wishes("tue", "fri", minutes=15, gym="dumbbells"), somebody(usual=4.0)),
    "a ban": (wishes("mon", "thu", minutes=45, ban=LEG_CURLS), somebody(new=True)),
    "one short day and lifts": (wishes("wed", minutes=30), somebody(lifts=did("back_squat", "rdl_barbell"))),
}
EVERYBODY = pytest.mark.parametrize("who", list(PEOPLE))


def search(whole: Program) -> Mapping[str, int] | None:
    return best(whole, Stop(seconds=10)).answer


def choice(goal: Goal, state: State) -> Options:
    return options(goal, state, catalogue(), atlas(), days(goal, MONDAY))


def lacking(goal: Goal, state: State) -> dict[Group, float]:
    """What stays below its floor in the best week, where something could train it."""
    there = choice(goal, state)
    answer = search(program(there))
    assert answer is not None
    return short(there, answer)


def made(goal: Goal, change: Change) -> Goal:
    """The wishes of somebody who gives up what a change says."""
    when = days(goal, MONDAY)
    minutes = {f"{when[place].date:%a}".lower(): more for place, more in change.minutes.items()}
    slots = [msgspec.structs.replace(one, minutes=one.minutes + minutes.get(one.weekday, 0)) for one in goal.slots]
    if change.day:
        longest = max(slot.minutes for slot in goal.slots)
        slots.append(Slot(weekday=Weekday(f"{change.day:%a}".lower()), minutes=longest))
    equipment = (*goal.gym.equipment, *change.get)
    loads = {loading: gyms()["full_gym"].loads[loading] for loading in carried(equipment)} | goal.gym.loads
    gym = msgspec.structs.replace(goal.gym, equipment=equipment, loads=loads)
    ban = tuple(id for id in goal.ban if id not in change.lift)
    return msgspec.structs.replace(goal, slots=tuple(slots), gym=gym, ban=ban)


def smaller(change: Change) -> Iterator[Change]:
    """Every change that is smaller by a step of one kind."""
    for day, minutes in change.minutes.items():
        fewer = {**change.minutes, day: minutes - 5}
        yield msgspec.structs.replace(change, minutes={place: more for place, more in fewer.items() if more})
    for id in change.lift:
        yield msgspec.structs.replace(change, lift=tuple(one for one in change.lift if one != id))
    for thing in change.get:
        yield msgspec.structs.replace(change, get=tuple(one for one in change.get if one != thing))
    if change.day:
        yield msgspec.structs.replace(change, day=None)


@EVERYBODY
def test_the_smallest_change_meets_every_floor_and_no_smaller_one_does(who: str) -> None:
    goal, state = PEOPLE[who]
    there = choice(goal, state)
    missing = lacking(goal, state)
    assert missing
    change = smallest(there, missing, search)
    assert change is not None
    assert lacking(made(goal, change), state) == {}
    for less in smaller(change):
        assert lacking(made(goal, less), state), less


def test_no_change_is_named_where_none_was_found() -> None:
    goal, state = PEOPLE["little time"]
    assert smallest(choice(goal, state), lacking(goal, state), lambda _: None) is None


def test_a_ban_is_not_to_blame_where_something_else_keeps_a_movement_out() -> None:
    bench, hard = MovementId("ghr"), MovementId("nordic")
    there = choice(wishes("mon", ban=(bench, hard)), somebody(new=True))
    assert not {bench, hard} & set(banned(there))
    assert hard in banned(choice(wishes("mon", ban=(hard,)), somebody()))


def test_what_is_allowed_again_is_done_only_where_its_gym_is() -> None:
    press = MovementId("leg_press_45")
    elsewhere = Slot(weekday=Weekday.THU, minutes=45, gym="bands")
    goal = wishes("mon", ban=(press,))
    goal = msgspec.structs.replace(goal, slots=(*goal.slots, elsewhere))
    there = choice(goal, somebody())
    assert [press in doses for doses in widened(there, (press,), ()).doses] == [True, False]


def test_a_muscle_that_nothing_can_train_keeps_no_change_from_being_found() -> None:
    goal, state = PEOPLE["little time twice"]
    week = solve(goal, state, catalogue(), atlas(), stop=Stop(seconds=4))
    assert any(line.limit for line in week.groups)
    assert any("with which every other muscle gets its floor" in limit.why for limit in week.limits)


@pytest.mark.parametrize("who", ["little time", "a ban"])
def test_the_prices_of_limits_are_what_one_gets_when_they_are_eased(who: str) -> None:
    goal, state = PEOPLE[who]
    there = choice(goal, state)
    solved = best(program(there), Stop(seconds=4))
    assert solved.answer is not None
    before, told = week_credit(there, solved.answer), {}
    for eased in easings(there, solved.answer):
        whole = program(eased.options)
        better = search(kept(whole, eased, solved.answer))
        if better is None:
            continue
        after = week_credit(eased.options, better)
        gains = {group: after[group] - before[group] for group in Group}
        loose = msgspec.structs.replace(whole, rows=tuple(row for row in whole.rows if row.rule != "alike days"))
        assert broken(loose, better) == ()
        bound = best(whole, Stop(seconds=1)).proof.bound
        assert bound >= value(whole.goal, better) - 1e-6
        said = tell(eased, gains)
        if said is not None and value(whole.goal, better) > solved.proof.objective:
            told[said] = value(whole.goal, better)
    shown = binding(there, solved.answer, search)
    assert list(shown) == sorted(told, key=lambda said: -told[said])[:SHOWN]


def test_ten_minutes_more_bring_what_was_said_when_the_week_is_planned_with_them() -> None:
    goal, state = PEOPLE["little time"]
    there = choice(goal, state)
    answer = search(program(there))
    [minutes] = [eased for eased in easings(there, answer or {}) if eased.say == "Ten minutes more on Monday"]
    better = search(kept(program(minutes.options), minutes, answer or {}))
    longer = msgspec.structs.replace(goal, slots=(Slot(weekday=Weekday.MON, minutes=35),))
    anew = best(program(choice(longer, state)), Stop(seconds=4)).proof
    assert value(program(minutes.options).goal, better or {}) <= anew.bound + 1e-6


def test_a_day_that_is_not_eased_stays_as_it_is() -> None:
    goal, state = PEOPLE["little time twice"]
    there = choice(goal, state)
    answer = search(program(there)) or {}
    [friday] = [eased for eased in easings(there, answer) if eased.say == "Ten minutes more on Friday"]
    better: Any = search(kept(program(friday.options), friday, answer))
    tuesday = [name for name in better if name.startswith("sets:") and name.endswith(":0")]
    assert tuesday
    assert all(better[name] == answer[name] for name in tuesday)


def test_what_brings_less_than_half_a_set_is_not_worth_saying() -> None:
    goal, state = PEOPLE["little time"]
    there = choice(goal, state)
    eased = next(easings(there, {}))
    assert tell(eased, {Group.FEET: 0.4}) is None
    said = tell(eased, {Group.FEET: 0.5, Group.SHINS: 1.25, Group.SOLEUS: 0.6})
    assert said is not None
    assert "+1.2 effective sets for the shins and +0.6 for the calves (soleus)." in said.say


def test_no_price_is_asked_of_a_week_that_was_not_found() -> None:
    goal, state = PEOPLE["little time"]
    assert binding(choice(goal, state), None, search) == ()


def test_a_banned_movement_that_would_help_is_named_by_its_id() -> None:
    goal, state = PEOPLE["a ban"]
    there = choice(goal, state)
    change = smallest(there, lacking(goal, state), search)
    assert change is not None
    assert change.lift
    assert set(change.lift) <= {MovementId(id) for id in LEG_CURLS}
