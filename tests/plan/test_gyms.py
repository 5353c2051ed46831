from __future__ import annotations

import pytest

from legday.kinds import BadInput
from legday.movement.catalogue import Loading, catalogue
from legday.plan.goal import Range
from legday.plan.gyms import carried, equipment_words, find_gym, gyms, has, own_gym

USUAL = {
    "barbell", "rack", "bench", "step", "dumbbells", "dumbbell", "kettlebell", "band", "cable", "mat", "box", "anchor",
    "sliders", "leg press", "hack squat machine", "leg extension machine", "seated leg curl machine",
    "lying leg curl machine", "hip abduction machine", "hip adduction machine", "standing calf machine",
    "seated calf machine", "smith machine", "trap bar", "roman chair", "seated leg press machine",
}  # fmt: skip
RARE = {
    "pendulum squat machine", "belt squat machine", "hip thrust machine", "glute kickback machine", "glute-ham bench",
    "standing leg curl machine", "donkey calf machine",
}  # fmt: skip
VOCABULARY = USUAL | RARE


def test_a_full_gym_has_what_is_usual_and_the_rare_can_be_added() -> None:
    assert set(gyms()["full_gym"].equipment) == USUAL
    assert set(equipment_words()) == VOCABULARY
    assert all(set(gym.equipment) <= USUAL for gym in gyms().values())


def test_movements_use_no_other_words_than_gyms() -> None:
    for movement in catalogue().values():
        assert {thing for way in movement.equipment for thing in way} <= VOCABULARY


@pytest.mark.parametrize("id", list(gyms()))
def test_a_gym_makes_just_the_loads_that_its_equipment_carries(id: str) -> None:
    gym = gyms()[id]
    assert gym.id == id
    assert set(gym.loads) == set(carried(gym.equipment))


@pytest.mark.parametrize("id", list(gyms()))
def test_every_gym_says_what_it_takes_for_granted(id: str) -> None:
    assert gyms()[id].note


def test_nothing_at_all_still_has_a_step() -> None:
    assert has(gyms()["nothing"].equipment, [["step"]])
    assert not gyms()["nothing"].loads


def test_every_movement_can_be_done_in_a_full_gym_or_needs_a_rare_machine() -> None:
    for movement in catalogue().values():
        needs_a_rare_one = all(RARE & set(way) for way in movement.equipment)
        assert has(gyms()["full_gym"].equipment, movement.equipment) or needs_a_rare_one


def test_one_s_own_gym_takes_usual_loads_where_none_are_given() -> None:
    bar = Range(least_kg=15, most_kg=100, step_kg=5)
    gym = own_gym(" Cellar ", ["BARBELL", "dumbbells", "barbell"], {Loading.BARBELL: bar})
    assert (gym.name, gym.equipment) == ("Cellar", ("barbell", "dumbbells"))
    assert gym.loads[Loading.BARBELL] == bar
    assert gym.loads[Loading.DUMBBELLS] == gyms()["full_gym"].loads[Loading.DUMBBELLS]
    assert Loading.STACK not in gym.loads


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match="trampoline") as refused:
        own_gym("Garden", ["trampoline", "band"])
    assert all(word in refused.value.remedy for word in VOCABULARY)


def test_a_gym_needs_a_name() -> None:
    with pytest.raises(BadInput, match="no name"):
        own_gym("  ", ["band"])


@pytest.mark.parametrize("id", list(gyms()))
def test_a_gym_is_found_by_its_id_and_by_its_name_in_any_case(id: str) -> None:
    assert find_gym(id.upper()) == find_gym(gyms()[id].name.upper()) == gyms()[id]


@pytest.mark.parametrize("text", ["", "moon", "b"])
def test_a_gym_that_is_not_clear_is_asked_for(text: str) -> None:
    with pytest.raises(BadInput, match="Choose"):
        find_gym(text)
