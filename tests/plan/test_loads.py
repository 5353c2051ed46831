"""Loads are made of pieces: nothing is asked for that they do not make."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.coach.loads.progress import next_load
from legday.coach.state import Lift
from legday.kinds import KG_PER_LB, BadInput, MovementId, Unit
from legday.movement.atlas import atlas
from legday.movement.catalogue import Loading, catalogue
from legday.plan.goal import Pieces, Range
from legday.plan.gyms import in_pounds, own_gym
from legday.plan.loads import made_of, read_pieces, span, sums, tell_loads, tell_pieces
from legday.plan.solve import solve

sys.path.insert(0, str(Path(__file__).parent))
from people import MONDAY, somebody, wishes

pytestmark = pytest.mark.long

TODAY = date(2026, 11, 22)
PLATES = some.lists(some.sampled_from([0.5, 1.25, 2.5, 5.0, 10.0, 15.0, 20.0]), min_size=1, max_size=7)
LOADS = some.lists(some.integers(1, 120).map(float), min_size=1, max_size=12, unique=True)


def by_hand(bar_kg: float, pairs_kg: list[float]) -> set[float]:
    """Every load by trying each choice of pairs."""
    chosen = [kept for size in range(len(pairs_kg) + 1) for kept in combinations(pairs_kg, size)]
    return {round(bar_kg + 2 * sum(kept), 2) for kept in chosen}


@given(pairs=PLATES, bar=some.sampled_from([0.0, 7.5, 15.0, 20.0, 25.0]))
def test_a_bar_makes_every_sum_of_its_pairs_and_no_other_load(pairs: list[float], bar: float) -> None:
    assert set(sums(pairs, bar)) == by_hand(bar, pairs)


@given(loads=LOADS, wanted=some.floats(0, 200))
def test_the_heaviest_load_up_to_a_given_one_is_one_that_is_there(loads: list[float], wanted: float) -> None:
    made = span(loads).at_most(wanted)
    assert made == max((load for load in loads if load <= wanted + 1e-6), default=min(loads))


@given(
    pairs=PLATES,
    last=some.tuples(some.floats(10, 200), some.integers(1, 35), some.sampled_from([None, 0.0, 1.0, 2.0, 5.0])),
    before=some.tuples(some.floats(10, 200), some.integers(1, 35), some.none()),
    away=some.integers(1, 90),
    low=some.integers(3, 12),
)
def test_every_load_that_the_coach_asks_for_is_made_of_the_pieces(
    pairs: list[float], last: tuple, before: tuple, away: int, low: int
) -> None:
    made = made_of(Pieces(bar_kg=20.0, pairs_kg=tuple(pairs)))[Loading.BARBELL]
    lift = Lift(
        movement=MovementId("back_squat"),
        last_day=TODAY - timedelta(days=away),
        sessions=2,
        last=(last, last),
        before=(before,),
        trend=None,
    )
    found = next_load(lift, reps=(low, low + 4), reserve=2, at_most=made.at_most, step_kg=2.5, new=False, today=TODAY)
    assert found.load_kg in by_hand(20.0, pairs)


def test_a_whole_week_asks_only_for_loads_that_the_pieces_make() -> None:
    pairs, pins = [20.0, 10.0, 5.0, 1.25], (4.0, 11.0, 18.0, 25.0, 32.0, 46.0)
    pieces = Pieces(bar_kg=15.0, pairs_kg=tuple(pairs), dumbbells_kg=(8.0, 12.0, 24.0), pins_kg=pins, extra_kg=2.5)
    words = ["rack", "barbell", "bench", "leg press", "leg extension machine", "seated leg curl machine"]
    gym = own_gym("Cellar", words, pieces=pieces)
    lifts = {id: did(id) for id, movement in catalogue().items() if movement.loaded}
    goal = msgspec.structs.replace(wishes("mon", "thu", minutes=40), gym=gym)
    week = solve(goal, somebody(lifts=lifts), catalogue(), atlas(), start=MONDAY)
    there = {
        Loading.BARBELL: by_hand(15.0, pairs),
        Loading.PLATES: by_hand(0.0, pairs),
        Loading.DUMBBELLS: {8.0, 12.0, 24.0},
        Loading.DUMBBELL: {8.0, 12.0, 24.0},
        Loading.STACK: {*pins, *(pin + 2.5 for pin in pins)},
    }
    moves = [move for session in week.sessions for move in session.movements]
    asked = [(move.movement, one.load_kg) for move in moves for one in move.sets if one.load_kg is not None]
    assert len(asked) > 6
    assert [(id, kg) for id, kg in asked if round(kg, 2) not in there[catalogue()[id].loading]] == []


def did(id: MovementId) -> Lift:
    sets = ((37.0, 12, 2.0),) * 3
    return Lift(movement=id, last_day=MONDAY - timedelta(days=4), sessions=9, last=sets, before=sets, trend=None)


@given(
    bar=some.sampled_from([None, 7.5, 15.0, 20.0]),
    pairs=PLATES,
    dumbbells=LOADS,
    singles=LOADS,
    pins=LOADS,
    extra=some.sampled_from([None, 1.25, 2.5]),
    unit=some.sampled_from(Unit),
)
def test_what_was_typed_comes_back_and_means_the_same(
    bar: float | None,
    pairs: list[float],
    dumbbells: list[float],
    singles: list[float],
    pins: list[float],
    extra: float | None,
    unit: Unit,
) -> None:
    one = 1.0 if unit is Unit.KG else KG_PER_LB
    pieces = Pieces(
        bar_kg=None if bar is None else bar * one,
        pairs_kg=() if bar is None else tuple(sorted((plate * one for plate in pairs), reverse=True)),
        dumbbells_kg=tuple(sorted(load * one for load in dumbbells)),
        singles_kg=tuple(sorted(load * one for load in singles)),
        pins_kg=tuple(sorted(load * one for load in pins)),
        extra_kg=None if extra is None else extra * one,
    )
    again = read_pieces(tell_pieces(pieces, unit), unit)
    assert tell_pieces(again, unit) == tell_pieces(pieces, unit)
    for field in ("pairs_kg", "dumbbells_kg", "singles_kg", "pins_kg"):
        assert getattr(again, field) == pytest.approx(getattr(pieces, field), abs=0.001)


def test_plates_in_pounds_without_a_bar_go_on_one_of_45() -> None:
    made = made_of(read_pieces({"plates": "45, 10"}, Unit.LB))[Loading.BARBELL]
    assert [round(made.at_most(kg) / KG_PER_LB) for kg in (0, 40, 62, 90)] == [45, 65, 45 + 90, 45 + 110]


@pytest.mark.parametrize(
    ("typed", "loads"),
    [
        ("2-10 by 4, 16", (2, 6, 10, 16)),
        ("2 to 10 by 4; 16", (2, 6, 10, 16)),
        ("2,5; 5", (2.5, 5)),
        ("8,12\n16", (8, 12, 16)),
        ("12, 8, 12", (8, 12)),
    ],
)
def test_a_list_of_dumbbells_is_read_as_people_type_it(typed: str, loads: tuple[float, ...]) -> None:
    assert read_pieces({"dumbbells": typed}, Unit.KG).dumbbells_kg == loads


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("bar", "twenty", "one number"),
        ("bar", "20", "without plates"),
        ("plates", "20 pairs", "20x2"),
        ("plates", "-5", "20x2"),
        ("plates", "0x4", "weigh nothing"),
        ("plates", "0.137x40, 0.151x40, 0.173x40, 0.191x40", "seldom use"),
        ("plates", "2000", "1500"),
        ("dumbbells", "10, 7,5", "two ways"),
        ("dumbbells", "2-20", "step"),
        ("dumbbells", "20-2 by 2", "the lightest, the heaviest"),
        ("dumbbells", "2-20 by 0", "weigh nothing"),
        ("singles", "a few", "numbers"),
        ("pins", "+ 2.5", "without pins"),
        ("pins", "5-100 by 5 + some", "one number"),
    ],
)
def test_pieces_that_cannot_be_are_refused_with_what_to_write(kind: str, typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_pieces({kind: typed}, Unit.KG)


def test_loads_that_go_evenly_are_written_shortly() -> None:
    assert tell_loads([2.5, 5, 7.5, 10]) == "2.5-10 by 2.5"
    assert tell_loads([8, 12]) == "8, 12"
    assert span([2.5, 5, 7.5]) == Range(least_kg=2.5, most_kg=7.5, step_kg=2.5)


def test_loads_that_a_person_gave_stay_in_kilograms_where_others_turn_to_pounds() -> None:
    usual = own_gym("Cellar", ["barbell", "dumbbells"]).loads[Loading.DUMBBELLS]
    same = tuple(usual.least_kg + place * usual.step_kg for place in range(25))  # what a full gym has, but said
    gym = own_gym("Cellar", ["barbell", "dumbbells"], pieces=Pieces(dumbbells_kg=same))
    assert gym.loads[Loading.DUMBBELLS] == usual
    assert in_pounds(gym).loads[Loading.DUMBBELLS] == usual
    assert in_pounds(gym).loads[Loading.BARBELL] != gym.loads[Loading.BARBELL]
