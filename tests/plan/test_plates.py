from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.kinds import KG_PER_LB, Unit
from legday.movement.catalogue import Loading
from legday.plan.goal import Gym, Pieces, Range
from legday.plan.gyms import gyms, in_pounds, own_gym
from legday.plan.loads import every
from legday.plan.plates import NEAR_KG, Made, drop, exact, fewest, makeable, plates, tell, tell_side, window

FULL = gyms()["full_gym"]


def cellar(*pairs_kg: float, bar_kg: float = 20.0) -> Gym:
    return own_gym("Cellar", ["barbell"], pieces=Pieces(bar_kg=bar_kg, pairs_kg=pairs_kg))


@pytest.mark.parametrize(
    ("load_kg", "side"),
    [(20.0, ()), (22.5, (1.25,)), (60.0, (20.0,)), (72.5, (20.0, 5.0, 1.25)), (142.5, (20.0, 20.0, 20.0, 1.25))],
)
def test_the_usual_plates_make_a_load_with_the_heaviest_first(load_kg: float, side: tuple[float, ...]) -> None:
    made = plates(load_kg, makeable(FULL, Loading.BARBELL))
    assert made.side_kg == side
    assert exact(load_kg, made)


@given(some.sampled_from([1.0, 2.0, 2.5, 5.0, 10.0]), some.sampled_from([10.0, 15.0, 20.0]))
def test_the_plates_of_every_load_of_a_gym_add_up_to_it(step: float, bar: float) -> None:
    span = Range(least_kg=bar, most_kg=220.0, step_kg=step)
    gym = own_gym("Cellar", ["barbell"], {Loading.BARBELL: span})
    made = makeable(gym, Loading.BARBELL)
    assert [one.load_kg for one in made] == list(every(span))
    assert all(abs(bar + 2 * sum(one.side_kg or ()) - one.load_kg) < NEAR_KG for one in made)


def test_a_gym_in_pounds_loads_plates_of_pounds() -> None:
    made = plates(135 * KG_PER_LB, makeable(in_pounds(FULL), Loading.BARBELL))
    assert tell_side(made.side_kg or (), Unit.LB) == "Each side: 45"
    heavy = plates(250 * KG_PER_LB, makeable(in_pounds(FULL), Loading.BARBELL))
    assert tell_side(heavy.side_kg or (), Unit.LB) == "Each side: 45, 45, 10, 2.5"


@given(some.lists(some.sampled_from([0.5, 1.25, 2.5, 5.0, 10.0, 20.0]), min_size=1, max_size=7))
def test_own_plates_are_used_once_and_make_what_they_say(pairs: list[float]) -> None:
    there = makeable(cellar(*pairs), Loading.BARBELL)
    assert len({one.load_kg for one in there}) == len(there)
    for one in there:
        side = list(one.side_kg or ())
        assert abs(20 + 2 * sum(side) - one.load_kg) < 0.01
        assert all(side.count(plate) <= pairs.count(plate) for plate in side)
        assert side == sorted(side, reverse=True)


@given(some.lists(some.sampled_from([1.25, 2.5, 5.0, 10.0]), max_size=6))
def test_no_side_needs_more_plates_than_it_must(pairs: list[float]) -> None:
    from itertools import combinations

    least: dict[float, int] = {}
    for count in range(len(pairs) + 1):
        for chosen in combinations(pairs, count):
            least.setdefault(round(sum(chosen), 3), count)
    assert {side: len(way) for side, way in fewest(pairs).items()} == least


def test_what_cannot_be_made_is_said_with_the_nearest_below() -> None:
    there = makeable(cellar(20.0, 10.0), Loading.BARBELL)
    made = plates(70.0, there)
    assert made.load_kg == 60.0
    assert tell(70.0, made, Unit.KG) == "70\u00a0kg cannot be made here. Each side: 20, which makes 60\u00a0kg."
    assert tell(60.0, made, Unit.KG) == "Each side: 20"


def test_less_than_the_bar_is_the_bar() -> None:
    assert plates(10.0, makeable(FULL, Loading.BARBELL)) == Made(load_kg=20.0, side_kg=())


@pytest.mark.parametrize("loading", [Loading.DUMBBELLS, Loading.DUMBBELL, Loading.STACK])
def test_dumbbells_and_stacks_show_no_plates(loading: Loading) -> None:
    assert all(one.side_kg is None for one in makeable(FULL, loading))


def test_where_nothing_can_be_loaded_nothing_is_made() -> None:
    assert makeable(gyms()["nothing"], Loading.BARBELL) == ()


@given(some.floats(1, 300))
def test_a_drop_set_is_lighter_and_can_be_made(load_kg: float) -> None:
    there = makeable(FULL, Loading.BARBELL)
    found = drop(load_kg, there)
    if found is None:
        assert load_kg <= there[0].load_kg + NEAR_KG
    else:
        assert found in {one.load_kg for one in there}
        assert found < load_kg
        assert found <= 0.8 * load_kg + NEAR_KG or found == there[0].load_kg


def test_after_the_empty_bar_there_is_no_drop_set() -> None:
    assert drop(20.0, makeable(FULL, Loading.BARBELL)) is None


def test_the_loads_to_step_to_lie_about_those_that_are_wanted() -> None:
    there = makeable(FULL, Loading.BARBELL)
    loads = [one.load_kg for one in window(there, [40.0, 80.0])]
    assert (loads[0], loads[-1]) == (20.0, 120.0)
    assert window(there, []) == there[:300]
