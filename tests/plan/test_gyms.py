from __future__ import annotations

import pytest

from legday.kinds import BadInput
from legday.movement.catalogue import Loading, catalogue
from legday.plan.goal import Goal, Gym, Pieces, Range, Slot, Weekday
from legday.plan.gyms import (
    all_in_pounds,
    carried,
    equipment_words,
    find_gym,
    free_id,
    gym_of,
    gyms,
    has,
    own_gym,
    own_gyms,
    places,
    with_gym,
    with_usual,
    without_gym,
)

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


CELLAR = own_gym("Cellar", ["barbell", "rack"])


def goal(*slot_gyms: str, gym: Gym = CELLAR, others: tuple[Gym, ...] = ()) -> Goal:
    days = zip(Weekday, slot_gyms or ("",), strict=False)
    return Goal(slots=tuple(Slot(weekday=day, minutes=45, gym=id) for day, id in days), gym=gym, gyms=others)


def test_what_is_described_is_there_even_where_it_was_not_ticked() -> None:
    pieces = Pieces(bar_kg=20.0, pairs_kg=(10.0,), dumbbells_kg=(8.0, 12.0), singles_kg=(16.0,))
    gym = own_gym("Cellar", ["mat"], pieces=pieces)
    assert set(gym.equipment) == {"mat", "barbell", "dumbbells", "dumbbell"}
    assert gym.loads[Loading.DUMBBELL].only_kg == ()  # 8, 12, 16
    assert gym.loads[Loading.DUMBBELL].most_kg == 16


def test_plates_of_a_machine_bring_no_barbell_and_a_kettlebell_no_dumbbell() -> None:
    pieces = Pieces(bar_kg=20.0, pairs_kg=(10.0,), singles_kg=(16.0, 24.0))
    gym = own_gym("Club", ["leg press", "kettlebell"], pieces=pieces)
    assert gym.equipment == ("leg press", "kettlebell")
    assert gym.loads[Loading.PLATES].at_most(100) == 20
    assert gym.loads[Loading.DUMBBELL].at_most(20) == 16


def test_pins_without_a_stack_are_refused() -> None:
    with pytest.raises(BadInput, match="nothing has a stack"):
        own_gym("Cellar", ["barbell"], pieces=Pieces(pins_kg=(5.0, 10.0)))


def test_the_place_of_a_day_is_the_usual_one_one_s_own_or_one_that_comes_with_legday() -> None:
    attic = own_gym("Attic", ["band"], id="own-2")
    known = goal(others=(attic,))
    assert [gym_of(known, id) for id in ("", "own", "own-2", "bands")] == [CELLAR, CELLAR, attic, gyms()["bands"]]
    with pytest.raises(BadInput, match="own-3"):
        gym_of(known, "own-3")


def test_places_of_one_s_own_are_never_lost_when_the_usual_one_changes() -> None:
    known = with_gym(goal(gym=gyms()["full_gym"]), CELLAR)
    attic = own_gym("Attic", ["band"], id=free_id(known))
    known = with_gym(known, attic)
    assert own_gyms(known) == (CELLAR, attic)
    for id in ("own-2", "bands", "own", "own", "full_gym"):
        known = with_usual(known, places(known)[id])
        assert known.gym.id == id
        assert sorted(gym.name for gym in own_gyms(known)) == ["Attic", "Cellar"]
        assert known.gym not in known.gyms


def test_a_changed_place_takes_its_own_place_usual_or_not() -> None:
    changed = own_gym("Cellar", ["band"])
    assert with_gym(goal(), changed).gym == changed
    elsewhere = goal(gym=gyms()["full_gym"], others=(CELLAR,))
    assert with_gym(elsewhere, changed).gyms == (changed,)


@pytest.mark.parametrize("name", ["cellar", "FULL GYM"])
def test_two_places_of_one_name_are_refused(name: str) -> None:
    with pytest.raises(BadInput, match="another name"):
        with_gym(goal(), own_gym(name, ["band"], id="own-2"))


def test_days_at_a_place_that_is_taken_away_move_to_the_usual_one() -> None:
    attic = own_gym("Attic", ["band"], id="own-2")
    left = without_gym(goal("own-2", "bands", others=(attic,)), "own-2")
    assert ([slot.gym for slot in left.slots], left.gyms) == (["", "bands"], ())
    with pytest.raises(BadInput, match="where you train"):
        without_gym(left, "own")


def test_every_place_that_is_trained_at_counts_in_pounds() -> None:
    attic = own_gym("Attic", ["barbell"], id="own-2", pieces=Pieces(bar_kg=15.0, pairs_kg=(10.0,)))
    known = all_in_pounds(goal("", "dumbbells", "own-2", others=(attic,)))
    assert gym_of(known, "").loads[Loading.BARBELL].least_kg == pytest.approx(45 * 0.45359237)
    assert gym_of(known, "dumbbells").loads[Loading.DUMBBELLS].least_kg == pytest.approx(5 * 0.45359237)
    assert gym_of(known, "own-2").loads[Loading.BARBELL].least_kg == 15


def test_one_s_own_place_is_found_by_its_name_too() -> None:
    assert find_gym("cell", places(goal())) == CELLAR
