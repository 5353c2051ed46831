"""Each wish and each limit changes the week as it says."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from legday.coach.state import State
from legday.evidence.claims import source_text
from legday.kinds import Condition, Group, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.cautions import care, careful, least_reserve, slow_start
from legday.plan.dose import dose
from legday.plan.fill import session
from legday.plan.frame import frame
from legday.plan.goal import Experience, Goal, Partner, Slot, Variety, Weekday
from legday.plan.gyms import gyms
from legday.plan.model import program
from legday.plan.options import Options, days, options, told
from legday.plan.solve import Found, Stop, best, solve
from legday.plan.supersets import fillers, fills
from legday.plan.week import PlannedSession, Status

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import MONDAY, somebody, wishes

pytestmark = pytest.mark.long

NORDIC = MovementId("nordic")


def choice(goal: Goal, state: State, *, lighter: bool = False) -> Options:
    return options(goal, state, catalogue(), atlas(), days(goal, MONDAY), lighter=lighter)


def sessions(goal: Goal, state: State, *, lighter: bool = False) -> list[PlannedSession]:
    """The sessions of the best week; a day with nothing to do has one without movements."""
    there = choice(goal, state, lighter=lighter)
    answer = best(program(there), Stop(seconds=3)).answer
    assert answer is not None
    return [session(there, answer, place) for place in range(len(there.days))]


def often(found: list[PlannedSession]) -> Counter[MovementId]:
    return Counter(planned.movement for each in found for planned in each.movements)


def sets(found: list[PlannedSession]) -> int:
    return sum(not one.ramp for each in found for planned in each.movements for one in planned.sets)


@pytest.mark.parametrize(
    ("says", "new", "novice", "usual"),
    [
        (None, True, False, None),
        (Experience.NEW, True, False, None),
        (Experience.SOME, False, True, 6.0),
        (Experience.YEARS, False, False, 8.0),
    ],
)
def test_somebody_without_a_log_is_what_they_say(
    says: Experience | None, new: bool, novice: bool, usual: float | None
) -> None:
    known = told(somebody(new=True), wishes("mon", experience=says))
    assert (known.new, known.novice, known.credit_28.get(Group.GLUTES)) == (new, novice, usual)


def test_a_log_knows_better_than_what_somebody_says() -> None:
    back = msgspec.structs.replace(somebody(new=True), gap_days=90)
    assert told(back, wishes("mon", experience=Experience.YEARS)) == back


def test_years_of_training_give_more_sets_than_none() -> None:
    first, years = (
        sessions(wishes("mon", "thu", minutes=60, gym="dumbbells", experience=says), somebody(new=True))
        for says in (Experience.NEW, Experience.YEARS)
    )
    assert sets(years) > sets(first)


def test_variety_is_a_wish_in_either_direction() -> None:
    same, other = (
        often(sessions(wishes("mon", "thu", gym="dumbbells", variety=variety), somebody()))
        for variety in (Variety.SAME, Variety.OTHER)
    )
    assert len(same) < len(other)
    assert sum(count > 1 for count in other.values()) < sum(count > 1 for count in same.values())


def test_a_liked_movement_is_in_the_week_and_others_that_are_not_liked_give_way() -> None:
    liked = MovementId("good_morning")
    plain, fond = (
        often(sessions(wishes("mon", "thu", gym="home_barbell", like=like), somebody())) for like in ((), (liked,))
    )
    assert (plain[liked], fond[liked]) == (0, 1)


def test_whoever_waits_for_the_partner_s_turn_rests_as_long_as_it_takes() -> None:
    state = somebody()
    for id in ("split_squat", "back_squat", "calf_standing_machine"):
        movement = catalogue()[MovementId(id)]
        alone, turns = (
            dose(movement, wishes("mon", partner=partner), state, gyms()["full_gym"])
            for partner in (Partner.BESIDE, Partner.IN_TURNS)
        )
        side = alone.load.reps[1] * movement.phases.seconds
        work = 2 * side + 45 if movement.unilateral else side
        assert alone.rest_s == movement.rest_s
        assert turns.rest_s >= max(movement.rest_s, work + 30)
        assert turns.rest_s - max(movement.rest_s, work + 30) < 15
        assert turns.set_s - alone.set_s >= turns.rest_s - alone.rest_s - 15


def test_somebody_who_trains_along_can_hold_one_s_feet() -> None:
    gym = msgspec.structs.replace(gyms()["nothing"], equipment=("mat",))
    alone, beside = (
        choice(msgspec.structs.replace(wishes("mon", like=(NORDIC,), partner=partner), gym=gym), somebody())
        for partner in (Partner.NOBODY, Partner.BESIDE)
    )
    assert (NORDIC in alone.movements, NORDIC in beside.movements) == (False, True)


def test_in_a_lighter_week_every_muscle_gets_at_most_half_of_its_usual_sets() -> None:
    goal, state = wishes("mon", "thu", minutes=90), somebody(usual=10.0)
    usual, half = (solve(goal, state, catalogue(), atlas(), lighter=lighter) for lighter in (False, True))
    assert all(line.credit <= 10.0 / 2 for line in half.groups)
    assert all(line.met for line in half.groups)
    assert sets(list(half.sessions)) <= 0.65 * sets(list(usual.sessions))


def test_each_day_has_what_its_own_gym_has() -> None:
    slots = (
        Slot(weekday=Weekday.MON, minutes=45, gym="machines"),
        Slot(weekday=Weekday.THU, minutes=45),
    )
    monday, thursday = sessions(Goal(slots=slots, gym=gyms()["bands"]), somebody())
    assert (monday.gym, thursday.gym) == ("machines", "")
    for each, gym in ((monday, "machines"), (thursday, "bands")):
        there = set(gyms()[gym].equipment)
        assert each.movements
        assert all(
            any(there.issuperset(way) for way in catalogue()[planned.movement].equipment) for planned in each.movements
        )
    assert {one.movement for one in monday.movements} - choice(wishes("thu", gym="bands"), somebody()).movements.keys()


def test_the_easy_part_of_the_warm_up_is_twice_as_long_over_sixty() -> None:
    [usual] = sessions(wishes("mon", gym="bands"), somebody())
    [slow] = sessions(wishes("mon", gym="bands", conditions=(Condition.OVER_60,)), somebody())
    assert (usual.warm_up[0].seconds, slow.warm_up[0].seconds) == (frame(45).general_s, 2 * frame(45).general_s)
    assert slow.seconds <= 45 * 60


def test_the_most_careful_condition_counts() -> None:
    both = wishes("mon", conditions=(Condition.OVER_60, Condition.BLOOD_PRESSURE))
    assert (least_reserve(both), careful(both), slow_start(both)) == (3.0, True, True)
    bones = wishes("mon", conditions=(Condition.BONES,))
    assert (least_reserve(bones), careful(bones), slow_start(bones)) == (2.0, False, False)
    assert (least_reserve(wishes("mon")), care(wishes("mon"))) == (0.0, ())


@pytest.mark.parametrize("condition", list(Condition))
def test_each_condition_is_spoken_of_and_keeps_something_in_reserve(condition: Condition) -> None:
    goal = wishes("mon", conditions=(condition,))
    [said] = care(goal)
    assert source_text(said.source)
    assert least_reserve(goal) >= 2


@pytest.mark.parametrize(("minutes", "some"), [(20, True), (30, True), (90, False)])
def test_there_are_supersets_where_time_is_short(minutes: int, some: bool) -> None:
    found = sessions(wishes("mon", minutes=minutes, gym="dumbbells"), somebody())
    assert any(planned.between for each in found for planned in each.movements) == some


def test_a_superset_saves_its_rest_and_stands_beside_what_it_is_done_with() -> None:
    [short] = sessions(wishes("mon", minutes=30, gym="dumbbells"), somebody())
    [small] = [planned for planned in short.movements if planned.between]
    assert fills(catalogue()[small.movement])
    assert short.movements[short.movements.index(small) - 1].movement in small.between
    there = choice(wishes("mon", minutes=30, gym="dumbbells"), somebody())
    [filler] = [one for one in fillers(there, 0) if one.movement == small.movement]
    assert set(small.between) <= set(filler.hosts)
    own = there.doses[0][small.movement]
    rounds = min(sets([short]), sum(not one.ramp for one in small.sets))
    assert 0 < own.station_s + rounds * own.set_s - small.seconds <= rounds * filler.saved_s
    assert any(because.say.startswith("Between the sets of ") for because in small.because)


def test_a_search_that_is_told_to_stop_keeps_the_best_so_far() -> None:
    whole = program(choice(wishes("mon", "thu", minutes=60), somebody()))
    heard: list[Found] = []

    def once(found: Found) -> bool:
        heard.append(found)
        return False

    stopped = best(whole, Stop(seconds=5), watch=once)
    assert len(heard) == 1
    assert stopped.answer is not None
    assert stopped.proof.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert stopped.proof.objective == heard[0].objective <= stopped.proof.bound


def test_how_far_a_search_is_is_told_while_it_runs() -> None:
    heard: list[Found] = []
    whole = program(choice(wishes("mon", "wed", "fri", minutes=20), somebody()))
    solved = best(whole, Stop(seconds=2), watch=lambda found: not heard.append(found))
    worth = [found.objective for found in heard]
    assert worth
    assert worth == sorted(worth)
    assert worth[-1] <= solved.proof.objective
    assert all(found.bound >= solved.proof.objective for found in heard)
