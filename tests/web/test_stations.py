from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as some

from legday.kinds import MovementId, SessionId, SetId, Unit
from legday.log.history import Role, Set
from legday.plan.week import PlannedSet
from legday.units import in_kg, in_unit, number, say
from legday.web.stations import firsts, hold, target


def done(load_kg: float | None, reps: int | None, duration_s: float | None = None) -> Set:
    return Set(
        id=SetId("s"), session=SessionId("v"), app="legday", exercise="back_squat", movement=None, place=1,
        role=Role.WORK, load_kg=load_kg, reps=reps, reserve=None, duration_s=duration_s, distance_m=None,
        rest_s=None, note="",
    )  # fmt: skip


@given(some.integers(1, 30), some.integers(0, 10), some.integers(0, 60))
def test_the_target_is_always_within_what_is_planned(low: int, wide: int, last: int) -> None:
    wish = PlannedSet(load_kg=60.0, reps=(low, low + wide), reserve=2.0, rest_s=90)
    aim = target(wish, 60.0, [done(60.0, last)], 0)
    assert aim is not None
    assert low <= aim <= low + wide


def test_a_new_load_begins_at_the_lower_end() -> None:
    wish = PlannedSet(load_kg=62.5, reps=(8, 10), reserve=2.0, rest_s=90)
    assert target(wish, 62.5, [done(60.0, 10)], 0) == 8


@given(some.floats(0, 1500))
def test_pounds_shown_are_within_a_quarter_of_a_pound(load_kg: float) -> None:
    assert abs(in_kg(in_unit(load_kg, Unit.LB), Unit.LB) - load_kg) <= in_kg(0.25, Unit.LB) + 1e-9


def test_numbers_that_are_no_loads_stay_as_they_are() -> None:
    words = "3 sets of 8, rest 90 s, 2 of 10 kgs of doubt, section 12.2"
    assert say(words, Unit.LB) == words
    assert say("Between 20 and 60–62.5 kg.", Unit.LB) == "Between 20 and 132.5–138 lb."


@given(some.integers(0, 2000), some.integers(0, 99))
def test_a_number_never_ends_in_a_zero_behind_the_point(whole: int, hundredths: int) -> None:
    text = number(whole + hundredths / 100)
    assert float(text) == round(whole + hundredths / 100, 2)
    assert "." not in text or not text.endswith("0")


@given(some.integers(10, 60), some.integers(0, 40), some.none() | some.floats(0, 300))
def test_a_hold_is_a_little_longer_than_last_time_within_what_is_planned(
    low: int, wide: int, last: float | None
) -> None:
    wish = PlannedSet(load_kg=None, reps=(1, 1), reserve=None, rest_s=60, hold_s=(low, low + wide))
    aim = hold(wish, [done(None, None, last)], 0)
    assert aim is not None
    assert low <= aim <= low + wide
    assert aim == low + wide or aim > (last or 0)


@given(
    some.lists(some.tuples(some.sampled_from("abcd"), some.integers(0, 700)), max_size=8),
    some.permutations("abcd"),
)
def test_each_movement_has_a_hundred_places_of_its_own_and_keeps_those_it_began_in(
    sets: list[tuple[str, int]], order: list[str]
) -> None:
    made = [msgspec.structs.replace(done(60.0, 8), exercise=id, place=place) for id, place in sets]
    first = firsts([MovementId(id) for id in order], made)
    assert list(first) == order
    assert len(set(first.values())) == len(order)
    assert all(place >= 100 and place % 100 == 0 for place in first.values())
    again = firsts([MovementId(id) for id in reversed(order)], made)
    begun = {MovementId(one.exercise) for one in made if first[MovementId(one.exercise)] == one.place // 100 * 100}
    assert {id: again[id] for id in begun} == {id: first[id] for id in begun}
