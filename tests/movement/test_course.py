"""The last repetition of a set: the load is the largest that goes, and the muscles give just what is asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from legday.body.geometry import reference
from legday.body.person import Person, Sex, skeleton
from legday.kinds import BadInput, Coordinate, Muscle
from legday.movement.atlas import specs
from legday.movement.course import LOWERING, Course, _problem, course, strength_left
from legday.movement.mechanics import At, Load, Mechanics, read_mechanics, read_specs
from legday.movement.recruitment import give, hold
from legday.movement.statics import braced, moments

Floats = NDArray[np.float64]

ROOT = Path(__file__).parents[2]
SPECS = {**specs(), **read_specs(ROOT / "validation" / "movements")}
TOO_HEAVY = {"squat_knees_block"}  # Fry's lifters did it; of the reference lifter only the moments are asked
READ = {key: read_mechanics(key, SPECS) for key in SPECS if key not in TOO_HEAVY}
LOADED = [key for key, of in READ.items() if of.load is not None and of.load.times_body is None and not of.passive]
FIXED = [key for key, of in READ.items() if of.load is not None and of.load.times_body is not None]
UNLOADED = [key for key, of in READ.items() if of.load is None and not of.passive]
PASSIVE = [key for key, of in READ.items() if of.passive]
REPS = 10
EXTENSION, SQUAT, RAISE = READ["leg_extension"], READ["back_squat"], READ["calf_seated_machine"]
few = settings(max_examples=10)  # a repetition takes a hundredth of a second or two
all_movements = pytest.mark.parametrize("key", READ)


@cache
def known(key: str) -> Course:
    """A hard set of ten of a movement, at twelve postures."""
    return course(READ[key], Person(), reps=REPS, postures=12)


def lifted(of: Mechanics, person: Person | None = None, **given: Any) -> float:
    return course(of, person or Person(), postures=8, **given).load_kg


def fresh(of: Mechanics) -> float:
    """What is left of the strength in the last repetition of a hard set, as a factor on the force."""
    fixed = of.load is not None and of.load.times_body is not None
    return (1.0 if fixed else strength_left(REPS)) * (LOWERING if of.lowered else 1.0)


@pytest.mark.long
@pytest.mark.parametrize("key", [*LOADED, *FIXED, *UNLOADED])
def test_the_muscles_give_just_what_is_asked_at_every_joint_that_nothing_else_carries(key: str) -> None:
    of, found = READ[key], known(key)
    able = found.capacity
    force_n = able.rest_n + fresh(of) * found.activation * (able.full_n - able.rest_n)
    given = (able.arm_m * force_n[:, None, :]).sum(axis=2)
    free = [i for i, name in enumerate(Coordinate) if name not in braced(of)]
    assert given[:, free] == pytest.approx(found.moment_nm[:, free], abs=0.01)
    assert free == list(found.free)


@all_movements
def test_a_muscle_is_active_from_nothing_to_wholly(key: str) -> None:
    found = known(key)
    assert (found.activation >= 0).all()
    assert (found.activation <= 1).all()
    assert (found.force >= 0).all()
    assert (found.force <= (LOWERING if READ[key].lowered else 1.0)).all()
    assert ((found.fibre > 0) & (found.fibre < 2.2)).all()


@all_movements
def test_the_work_of_a_repetition_is_shared_out_whole(key: str) -> None:
    assert known(key).work.sum() == pytest.approx(1)
    assert (known(key).work >= 0).all()


@pytest.mark.parametrize("key", LOADED)
def test_with_a_hundredth_more_load_some_posture_cannot_be_held_and_with_a_hundredth_less_all_can(key: str) -> None:
    of, found = READ[key], known(key)
    problem, asked = _problem(of, found.capacity), moments(of, skeleton(Person()), found.posture)

    def held(load_kg: float) -> bool:
        need = problem.need(asked.body + load_kg * asked.load) - problem.rest
        return bool(hold(fresh(of) * problem.gain, need).met.all())

    assert not held(1.01 * found.load_kg + 0.01)  # where the body alone is lifted not even a little
    assert held(0.99 * found.load_kg) or found.load_kg == 0


@pytest.mark.parametrize("key", LOADED)
def test_the_set_ends_at_the_posture_that_allows_least(key: str) -> None:
    found = known(key)
    assert found.most.min() == pytest.approx(found.load_kg or found.demand)
    assert found.demand == 1 or found.load_kg == 0


def test_nearly_every_load_is_more_than_nothing() -> None:
    assert sum(known(key).load_kg > 1 for key in LOADED) > 0.95 * len(LOADED)


@pytest.mark.parametrize("key", UNLOADED)
def test_where_only_the_body_is_lifted_the_moments_are_taken_to_the_limit(key: str) -> None:
    of, found = READ[key], known(key)
    asked = moments(of, skeleton(Person()), found.posture)
    assert found.load_kg == 0
    assert found.demand == pytest.approx(found.most.min())
    assert found.moment_nm == pytest.approx(found.demand * asked.body, rel=1e-3)
    problem = _problem(of, found.capacity)
    need = problem.need(1.01 * found.demand * asked.body) - problem.rest
    assert not hold(fresh(of) * problem.gain, need).met.all()


@all_movements
def test_only_the_body_is_multiplied(key: str) -> None:
    found = known(key)
    assert found.demand <= 1 or found.load_kg == 0
    assert found.demand > 0 or READ[key].passive


@pytest.mark.long
@pytest.mark.parametrize(
    "person",
    [
        Person(height_m=1.5, mass_kg=45, sex=Sex.WOMAN),
        Person(height_m=1.9, mass_kg=120),
        Person(height_m=2.1, mass_kg=95, strength=3.0),
    ],
    ids=["a small woman", "a heavy man", "a tall athlete"],
)
def test_every_movement_of_legday_is_known_for(person: Person) -> None:
    for key in specs():
        assert np.isfinite(course(READ[key], person, postures=4).force).all()


@pytest.mark.parametrize("key", ["pistol", "step_up", "copenhagen"])
def test_what_even_fresh_muscles_cannot_do_once_is_refused_with_the_posture(key: str) -> None:
    weak = Person(height_m=1.5, mass_kg=45, sex=Sex.WOMAN, strength=0.7)
    with pytest.raises(BadInput, match=r"hold only \d+% of what the body asks of them, with \w+ .*smaller range"):
        course(READ[key], weak, postures=6)


def test_what_is_only_lowered_may_be_let_go_where_muscles_give_way() -> None:
    found = known("nordic")
    assert 0 < found.demand < strength_left(REPS)
    with pytest.raises(BadInput, match="`lowered = true`"):
        course(msgspec.structs.replace(READ["nordic"], lowered=False), Person(), postures=6)


def test_a_load_that_no_joint_feels_is_refused() -> None:
    nowhere = msgspec.structs.replace(EXTENSION, load=Load(at=At.BACK))
    with pytest.raises(BadInput, match="load at `back` asks nothing"):
        course(nowhere, Person(), postures=4)


def test_where_every_joint_is_braced_nothing_is_asked_and_that_is_said() -> None:
    with pytest.raises(BadInput, match="Every joint is braced or relaxed"):
        course(msgspec.structs.replace(EXTENSION, braced=tuple(Coordinate)), Person(), postures=4)


def test_a_posture_given_angle_by_angle_in_which_the_body_falls_is_refused() -> None:
    upright = msgspec.structs.replace(SQUAT, hip_deg=-10.0)
    with pytest.raises(BadInput, match=r'would fall: its centre is \d+ cm behind the heel.* hip_deg = "balance"'):
        course(upright, Person(), postures=4)
    bowed = msgspec.structs.replace(SQUAT, hip_deg=90.0, knee_deg=10.0, ankle_deg=25.0)
    with pytest.raises(BadInput, match="before the toes"):
        course(bowed, Person(), postures=4)


@pytest.mark.parametrize("key", FIXED)
def test_a_load_that_is_given_is_taken_as_it_is_whatever_the_repetitions(key: str) -> None:
    of, found = READ[key], known(key)
    assert of.load is not None
    assert of.load.times_body is not None
    assert found.load_kg == of.load.times_body * Person().mass_kg
    more = course(of, Person(), reps=20, reserve=3, postures=12)
    assert more.moment_nm == pytest.approx(found.moment_nm)
    assert more.activation == pytest.approx(found.activation)


def test_a_load_that_can_be_held_is_just_held_by_fresh_muscles() -> None:
    light, heavy = (
        course(msgspec.structs.replace(SQUAT, load=Load(at=At.BACK, times_body=times)), Person(), postures=8)
        for times in (0.2, 0.6)
    )
    for found in (light, heavy):
        asked = moments(SQUAT, skeleton(Person()), found.posture)
        assert found.moment_nm == pytest.approx(asked.body + found.load_kg * asked.load, rel=1e-3)
    assert (light.activation**2).sum() < (heavy.activation**2).sum()


def test_studies_and_catalogue_have_movements_of_every_kind() -> None:
    assert len(LOADED) > 60
    assert len(FIXED) >= 4
    assert len(UNLOADED) > 10
    assert PASSIVE


def test_a_given_load_that_no_muscles_can_hold_is_refused() -> None:
    heavy = msgspec.structs.replace(SQUAT, load=Load(at=At.BACK, times_body=10.0))
    with pytest.raises(BadInput):
        course(heavy, Person(), postures=8)


@pytest.mark.parametrize("key", PASSIVE)
def test_who_is_moved_does_nothing(key: str) -> None:
    assert (known(key).activation == 0).all()
    assert (known(key).force == 0).all()


@pytest.mark.parametrize("of", [EXTENSION, SQUAT, RAISE], ids=["extension", "squat", "raise"])
def test_repetitions_left_in_reserve_take_from_the_load_and_from_the_effort(of: Mechanics) -> None:
    sets = [course(of, Person(), reserve=reserve, postures=8) for reserve in (0, 1, 2, 4, 8)]
    loads = [one.load_kg for one in sets]
    efforts = [float((one.activation**2).sum()) for one in sets]
    assert loads == sorted(loads, reverse=True)
    assert efforts == sorted(efforts, reverse=True)
    assert loads[-1] < 0.95 * loads[0]
    assert efforts[-1] < 0.95 * efforts[0]


@given(st.floats(1, 30), st.floats(1, 30))
@few
def test_who_does_more_repetitions_does_them_with_less(one: float, other: float) -> None:
    few_reps, many = sorted((one, other))
    assert lifted(EXTENSION, reps=many) <= lifted(EXTENSION, reps=few_reps) + 1e-6


def test_strength_goes_from_whole_before_the_first_repetition_to_half_after_thirty() -> None:
    assert strength_left(0) == 1
    assert strength_left(30) == 0.5
    assert all(strength_left(reps + 1) < strength_left(reps) for reps in range(40))


@pytest.mark.parametrize("of", [EXTENSION, SQUAT, RAISE], ids=["extension", "squat", "raise"])
def test_more_can_be_lowered_than_lifted(of: Mechanics) -> None:
    assert lifted(msgspec.structs.replace(of, lowered=True)) > 1.2 * lifted(of)


@pytest.mark.long
@given(
    st.sampled_from(["leg_extension", "back_squat", "rdl_barbell", "calf_seated_machine", "hip_thrust_bb"]),
    st.floats(0.8, 3),
    st.floats(1.02, 1.6),
    st.sampled_from(Sex),
)
@few
def test_who_is_stronger_lifts_more(key: str, strength: float, factor: float, sex: Sex) -> None:
    weaker, stronger = (Person(sex=sex, strength=times * strength) for times in (1, factor))
    assert lifted(READ[key], stronger) >= lifted(READ[key], weaker)
    if lifted(READ[key], weaker):
        assert lifted(READ[key], stronger) > lifted(READ[key], weaker)


@pytest.mark.parametrize("key", [key for key, of in READ.items() if of.relaxed and not of.passive])
def test_a_muscle_that_crosses_a_joint_that_hangs_loose_rests(key: str) -> None:
    loose = {*READ[key].relaxed}
    for m, one in enumerate(reference().muscles.values()):
        if loose & {*one.coordinates}:
            assert (known(key).activation[:, m] == 0).all()


def test_a_posture_that_no_muscles_can_hold_is_refused() -> None:
    # the foot pulled up so far that weak shin muscles cannot hold it there against the stretched calf
    pulled = msgspec.structs.replace(EXTENSION, knee_deg=0.0, ankle_deg=38.0, relaxed=())
    with pytest.raises(BadInput, match="No muscles can hold"):
        course(pulled, Person(strength=0.2, mass_kg=30))


def test_a_knee_that_bends_too_far_is_refused_with_what_is_known() -> None:
    with pytest.raises(BadInput, match=r"knee_flexion.* 170°.* 0° to"):
        course(msgspec.structs.replace(EXTENSION, knee_deg=(170.0, 5.0)), Person())


def test_hamstrings_work_longest_in_the_single_leg_deadlift_and_shortest_in_the_nordic_curl() -> None:
    # Van Hooren 2022: mean fascicle length of the long head of the biceps femoris; Roman chair is our back extension
    m = list(Muscle).index(Muscle.BFLH)
    means = [float(known(key).work @ known(key).fibre[:, m]) for key in ("rdl_single", "back_extension", "nordic")]
    assert means == sorted(means, reverse=True)


@pytest.mark.parametrize("key", ["back_squat", "leg_extension", "deadlift", "hip_thrust_bb"])
def test_the_number_of_postures_hardly_matters(key: str) -> None:
    loads = [course(READ[key], Person(), postures=count).load_kg for count in (20, 60)]
    assert loads[1] == pytest.approx(loads[0], rel=0.03)


def test_one_posture_is_enough_for_a_hold() -> None:
    held = course(READ["wall_sit"], Person(), postures=1)
    assert held.work == pytest.approx([1])
    assert give(held.capacity.arm_m[:, [3]], held.activation).shape == (1, 1)
