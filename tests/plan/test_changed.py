"""A session changed while it runs: nothing that was done is lost, and each change can be taken back."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.kinds import MovementId
from legday.plan.changed import added, changed, changes, gap, left_out, taken_back
from legday.plan.changed import moved as shifted
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet

RAMP = PlannedSet(load_kg=40.0, reps=(5, 5), reserve=None, rest_s=60, ramp=True)
WORK = PlannedSet(load_kg=60.0, reps=(8, 10), reserve=2.0, rest_s=150)


def moved(id: str, count: int = 3) -> PlannedMovement:
    return PlannedMovement(
        movement=MovementId(id), name=id, unilateral=False, tempo=(1, 0, 2), sets=(RAMP, *[WORK] * count),
        seconds=200 * count, because=(),
    )  # fmt: skip


def session(*ids: str) -> PlannedSession:
    movements = tuple(moved(id) for id in ids)
    return PlannedSession(
        id="s", day=date(2026, 11, 23), minutes=45, seconds=600 * len(ids), warm_up=(), movements=movements,
        stretches=(),
    )  # fmt: skip


def order(plan: PlannedSession) -> list[str]:
    return [str(one.movement) for one in plan.movements]


PLAN = session("press", "curl", "calf")


def test_a_stand_in_comes_where_the_movement_was() -> None:
    assert order(changed(PLAN, MovementId("curl"), (), (moved("nordic"),))) == ["press", "nordic", "calf"]


def test_what_is_done_stays_and_the_stand_in_follows_it() -> None:
    plan = changed(PLAN, MovementId("press"), (RAMP, WORK), (moved("hack", 2),))
    assert order(plan) == ["press", "hack", "curl", "calf"]
    assert plan.movements[0].sets == (RAMP, WORK)
    assert plan.seconds == PLAN.seconds - 600 + 200 + 400


def test_a_movement_of_which_only_a_ramp_is_done_leaves_the_plan() -> None:
    assert order(changed(PLAN, MovementId("press"), (RAMP,))) == ["curl", "calf"]


def test_a_stand_in_has_the_time_of_what_it_replaces_and_what_the_session_has_over() -> None:
    found = gap([PLAN], PLAN.movements[0], (RAMP, WORK))
    assert (found.sets, found.seconds) == (2, 400 + 45 * 60 - PLAN.seconds)
    assert set(found.beside) == {"press", "curl", "calf"}


def test_what_was_swapped_out_is_taken_and_what_was_skipped_is_not() -> None:
    swapped = changed(PLAN, MovementId("press"), (), (moved("hack"),))
    skipped = changed(swapped, MovementId("curl"), ())
    found = gap([PLAN, swapped, skipped], skipped.movements[0], ())
    assert found.gone == ("press",)
    assert {"press", "curl", "hack"} <= set(found.beside)


@given(some.sampled_from(["press", "curl", "calf"]), some.integers(0, 3), some.booleans())
def test_a_change_that_is_taken_back_leaves_the_plan_as_it_was(id: str, done: int, swap: bool) -> None:
    if done == 3:
        return
    kept = (RAMP, *[WORK] * done) if done else ()
    now = changed(PLAN, MovementId(id), kept, (moved("other"),) if swap else ())
    [change] = changes([PLAN, now])
    assert change.came == ("other" if swap else None)
    again = taken_back(now, change)
    assert again == PLAN
    assert changes([PLAN, now, again]) == ()


def test_a_stand_in_that_is_taken_too_can_be_swapped_and_both_taken_back() -> None:
    one = changed(PLAN, MovementId("press"), (), (moved("hack"),))
    two = changed(one, MovementId("hack"), (), (moved("goblet"),))
    versions = [PLAN, one, two]
    assert [(str(c.was.movement), c.came) for c in changes(versions)] == [("press", "hack"), ("hack", "goblet")]
    assert left_out(versions) == ()
    versions.append(taken_back(two, changes(versions)[1]))
    assert order(versions[-1]) == ["hack", "curl", "calf"]
    versions.append(taken_back(versions[-1], changes(versions)[0]))
    assert versions[-1] == PLAN


@pytest.mark.parametrize("swap", [True, False])
def test_what_is_skipped_is_left_out_until_it_is_brought_back(swap: bool) -> None:
    one = changed(PLAN, MovementId("press"), (), (moved("hack"),)) if swap else PLAN
    gone = "hack" if swap else "press"
    versions = [PLAN, one, changed(one, MovementId(gone), ())]
    assert gone in [str(was.movement) for was in left_out(versions)]
    change = next(change for change in changes(versions) if change.was.movement == gone)
    versions.append(taken_back(versions[-1], change))
    assert left_out(versions) == ()
    assert versions[-1] == one


def test_a_superset_ends_with_the_movement_it_was_built_on_and_comes_back_with_it() -> None:
    press, curl, calf = PLAN.movements
    between = msgspec.structs.replace(curl, between=(press.movement,))
    joined = msgspec.structs.replace(PLAN, movements=(press, between, calf))
    assert joined.beside(between) == (press.name,)
    now = changed(joined, press.movement, (), (moved("hack"),))
    assert now.beside(between) == ()
    [change] = changes([joined, now])
    assert taken_back(now, change) == joined


def test_when_the_movement_itself_comes_back_what_came_for_it_is_forgotten() -> None:
    one = changed(PLAN, MovementId("press"), (), (moved("hack"),))
    versions = [PLAN, one, changed(one, MovementId("hack"), ())]
    press = next(change for change in changes(versions) if change.was.movement == "press")
    versions.append(taken_back(versions[-1], press))
    assert versions[-1] == PLAN
    assert changes(versions) == ()


def test_a_movement_brought_back_stands_in_its_place() -> None:
    versions = [PLAN, changed(PLAN, MovementId("curl"), ())]
    versions.append(changed(versions[-1], MovementId("calf"), (), (moved("donkey"),)))
    curl = next(change for change in changes(versions) if change.was.movement == "curl")
    assert order(taken_back(versions[-1], curl)) == ["press", "curl", "donkey"]


def test_an_added_movement_comes_last_and_takes_its_time() -> None:
    plan = added(PLAN, moved("nordic", 2))
    assert order(plan) == ["press", "curl", "calf", "nordic"]
    assert plan.seconds == PLAN.seconds + 400
    assert added(plan, moved("nordic", 2)) == plan


def test_an_added_movement_can_be_left_out_and_brought_back() -> None:
    plan = added(PLAN, moved("nordic", 2))
    out = changed(plan, MovementId("nordic"), ())
    assert order(out) == order(PLAN)
    [change] = changes([PLAN, plan, out])
    assert taken_back(out, change) == plan


@given(some.sampled_from(["press", "curl", "calf"]), some.sampled_from([-1, 1]))
def test_a_movement_that_is_moved_and_moved_back_stands_where_it_was(id: str, by: int) -> None:
    there = shifted(PLAN, MovementId(id), by)
    assert sorted(order(there)) == sorted(order(PLAN))
    assert there.seconds == PLAN.seconds
    assert there == PLAN or shifted(there, MovementId(id), -by) == PLAN
    assert changes([PLAN, there]) == ()


def test_the_first_goes_no_further_up_and_what_is_not_there_nowhere() -> None:
    assert shifted(PLAN, MovementId("press"), -1) == PLAN
    assert shifted(PLAN, MovementId("calf"), 1) == PLAN
    assert shifted(PLAN, MovementId("nordic"), 1) == PLAN
