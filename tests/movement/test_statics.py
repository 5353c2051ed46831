"""The moments that muscles must give: what can be found by hand, what Newton says, and what was measured."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from legday.body.person import Person, skeleton
from legday.kinds import Coordinate
from legday.movement.atlas import specs
from legday.movement.balance import balanced
from legday.movement.course import Course, course
from legday.movement.mechanics import At, Load, Mechanics, Pull, Support, read_mechanics, read_specs
from legday.movement.posture import Posture, place
from legday.movement.statics import Force, Moments, _support, braced, moments, outside

Floats = NDArray[np.float64]

ROOT = Path(__file__).parents[2]
BODY = skeleton(Person())
G = 9.81
HIP, ADDUCTION, ROTATION, KNEE, ANKLE, INVERSION, TOES = range(7)
LEG = (("thigh", BODY.thigh), ("shank", BODY.shank), ("foot", BODY.foot))
LEG_KG = sum(part.mass_kg for _, part in LEG)
weights = st.sampled_from([At.BACK, At.FRONT, At.CHEST, At.ELBOWS, At.SIDES])  # on the hips it needs a hold


class Asked(NamedTuple):
    """A posture and the moments there."""

    posture: Posture
    moments: Moments

    def body(self, joint: int) -> float:
        return float(self.moments.body[0, joint])

    def load(self, joint: int) -> float:
        return float(self.moments.load[0, joint])

    def point(self, name: str) -> Floats:
        return self.posture.points[name][0]


def ask(load_kg: float = 0, **given: Any) -> Asked:
    """Ask for the moments of one posture: seated and straight but for what is given."""
    of = Mechanics(**{"support": Support.SEAT, "hip_deg": 0.0, "knee_deg": 0.0, "ankle_deg": 0.0, **given})
    posture = balanced(of, BODY, 1, load_kg)
    return Asked(posture, moments(of, BODY, posture))


def squat(knee: float = 0.0, ankle: float = 0.0, **given: Any) -> dict[str, Any]:
    return {"support": Support.FEET, "hip_deg": "balance", "knee_deg": knee, "ankle_deg": ankle, **given}


squats = st.builds(  # the ankle bends with the knee, or nobody could stay on their feet
    lambda knee, part, stance: squat(knee, part * knee, stance=stance),
    st.floats(0, 115),
    st.floats(0.26, 0.33),
    st.floats(0.35, 0.5),
)
few = settings(max_examples=25)  # balance takes its time


def test_a_leg_held_level_weighs_on_knee_and_hip_with_the_weights_beyond_them() -> None:
    lying = ask(trunk_deg=-90)
    shank = BODY.shank.mass_kg * BODY.shank.centre_m
    foot = BODY.foot.mass_kg * (BODY.shank.length_m + BODY.ankle_m / 2)  # its middle is half the ankle's height beyond
    thigh = BODY.thigh.mass_kg * BODY.thigh.centre_m
    beyond = (BODY.shank.mass_kg + BODY.foot.mass_kg) * BODY.thigh.length_m
    assert lying.body(KNEE) == pytest.approx(-G * (shank + foot))  # to straighten
    assert lying.body(HIP) == pytest.approx(G * (shank + foot + thigh + beyond))  # to bend


def test_a_leg_that_hangs_asks_next_to_nothing() -> None:
    hanging = ask(trunk_deg=0, share=1.0)
    foot = G * BODY.foot.mass_kg * (BODY.heel_m + BODY.foot.centre_m)  # it hangs a little before the ankle
    assert hanging.body(ANKLE) == pytest.approx(foot)
    assert hanging.body(HIP) == pytest.approx(foot)
    assert hanging.body(KNEE) == pytest.approx(-foot)


@given(st.floats(0, 120), st.floats(0, 100))
def test_a_pad_on_the_shin_weighs_on_the_knee_with_its_lever_at_every_angle(knee: float, hip: float) -> None:
    machine = ask(trunk_deg=-10, knee_deg=knee, hip_deg=hip, load=Load(at=At.SHIN, pull=Pull.BACK))
    assert machine.load(KNEE) == pytest.approx(-0.5 * G * 0.85 * BODY.shank.length_m)  # one of both legs, to straighten


@given(st.floats(0, 120))
def test_a_pad_that_pulls_forward_asks_for_as_much_the_other_way(knee: float) -> None:
    back, forward = (
        ask(trunk_deg=-10, knee_deg=knee, load=Load(at=At.SHIN, pull=pull)) for pull in (Pull.BACK, Pull.FORWARD)
    )
    assert forward.moments.load == pytest.approx(-back.moments.load)
    assert forward.moments.body == pytest.approx(back.moments.body)


@pytest.mark.parametrize(("at", "part"), [(At.SHIN, 0.85), (At.CALF, 0.10)])
def test_the_farther_from_the_knee_a_cuff_is_the_longer_is_its_lever(at: At, part: float) -> None:
    cable = ask(trunk_deg=0, share=1.0, load=Load(at=at, pull=0.0))  # level, forward, on a leg that hangs
    assert cable.load(KNEE) == pytest.approx(G * part * BODY.shank.length_m)
    assert cable.load(HIP) == pytest.approx(-G * (part * BODY.shank.length_m + BODY.thigh.length_m))


@given(st.floats(20, 90))
def test_who_leans_forward_on_the_knees_is_held_by_what_bends_them(knee: float) -> None:
    leaning = ask(support=Support.KNEES, shank_deg=90, knee_deg=knee)
    above = {"upper centre": BODY.upper.mass_kg, "thigh centre": 2 * BODY.thigh.mass_kg}
    ahead = sum(mass * (leaning.point(name) - leaning.point("knee"))[0] for name, mass in above.items())
    assert leaning.body(KNEE) == pytest.approx(0.5 * G * ahead)
    assert ahead >= -1e-9


def test_who_kneels_upright_hardly_works() -> None:
    assert ask(support=Support.KNEES, shank_deg=90, knee_deg=90).body(KNEE) == pytest.approx(0, abs=1e-9)


def test_dumbbells_that_hang_beside_the_hips_add_nothing_there_and_before_them_they_do() -> None:
    upright = ask(**squat(load=Load(at=At.SIDES), hip_deg=0.0, ankle_deg="balance"), trunk_deg=0)
    assert upright.point(At.SIDES)[0] == pytest.approx(upright.point("hip")[0])
    assert upright.load(HIP) == pytest.approx(0, abs=1e-9)
    assert ask(60, **squat(knee=60, ankle=20, load=Load(at=At.SIDES))).load(HIP) < -1  # to straighten


@given(squats, weights)
@few
def test_a_weight_asks_of_the_hip_by_how_far_it_is_before_it(given: dict[str, Any], at: At) -> None:
    found = ask(60, **given, load=Load(at=at))
    ahead = (found.point(at) - found.point("hip"))[0]
    assert found.load(HIP) == pytest.approx(-0.5 * G * ahead)
    above_knee = (found.point(at) - found.point("knee"))[0]
    assert found.load(KNEE) == pytest.approx(0.5 * G * above_knee)


@given(st.floats(0, 90), st.floats(1, 90))
def test_a_rail_carries_what_a_sled_does_not_push_along_it(knee: float, slope: float) -> None:
    upright, sloping = (
        ask(trunk_deg=-60, hip_deg=90.0, knee_deg=knee, load=Load(at=At.SOLE, pull=225.0, rail_deg=rail))
        for rail in (90.0, slope)
    )
    assert sloping.moments.load == pytest.approx(np.sin(np.radians(slope)) * upright.moments.load)


def test_a_plate_that_pushes_along_the_leg_asks_nothing_of_the_knee() -> None:
    through = ask(trunk_deg=-90, load=Load(at=At.SOLE, pull=180.0), stance=0.221 / (0.221 + 0.779))  # below the ankle
    assert through.load(KNEE) == pytest.approx(0, abs=1e-6)
    assert through.load(HIP) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("angle", [-30, -10, 0, 15])
def test_a_leg_lifted_sideways_weighs_on_the_hip_by_how_level_it_is(angle: float) -> None:
    hanging = ask(trunk_deg=0)
    below = {name: -(hanging.point(f"{name} centre") - hanging.point("hip"))[1] for name, _ in LEG}
    level = G * sum(part.mass_kg * below[name] for name, part in LEG)
    side = ask(trunk_deg=0, adduction_deg=angle, lies="left")
    assert side.body(ADDUCTION) == pytest.approx(-level * np.cos(np.radians(angle)))  # to lift it outwards


def test_lying_on_the_other_side_asks_for_the_opposite() -> None:
    left, right = (ask(trunk_deg=0, lies=side) for side in ("left", "right"))
    assert left.body(ADDUCTION) == pytest.approx(-right.body(ADDUCTION))
    assert left.body(ADDUCTION) < 0 < right.body(ADDUCTION)  # lifting the upper leg, and the lower one


@given(st.floats(1, 15))
def test_on_one_leg_the_hip_keeps_the_body_from_tipping_to_the_other_side(adduction: float) -> None:
    stands = squat(hip_deg=0.0, ankle_deg="balance", share=1.0, other_deg=(0.0, 0.0))
    found = ask(**stands, adduction_deg=adduction)
    leg = sum(part.mass_kg * (found.point(f"{name} centre") - found.point("hip"))[2] for name, part in LEG)
    foot = BODY.mass_kg * (found.point(At.SOLE) - found.point("hip"))[2]
    assert found.body(ADDUCTION) == pytest.approx(G * (foot - leg), rel=0.01)
    assert found.body(ADDUCTION) < 0


def support_of(of: Mechanics, posture: Posture) -> list[Force]:
    return _support(of, posture, outside(of, BODY, posture))


def total(forces: list[Force], load_kg: float) -> Floats:
    return sum((force.total(load_kg) for force in forces), np.zeros(3))


def turning(forces: list[Force], load_kg: float) -> Floats:
    """The moment about the middle between the hips, seen from the side."""
    return sum((np.cross(force.point, force.total(load_kg))[:, 2] for force in forces), np.zeros(1))


@given(squats, weights, st.floats(0, 150))
@few
def test_the_ground_carries_body_and_load_half_with_each_foot_and_nothing_turns(
    given: dict[str, Any], at: At, load_kg: float
) -> None:
    of = Mechanics(**given, load=Load(at=at))
    posture = balanced(of, BODY, 1, load_kg)
    ground, rest = support_of(of, posture), outside(of, BODY, posture)
    assert total(ground, load_kg)[0] == pytest.approx([0, 0.5 * G * (BODY.mass_kg + load_kg), 0])
    assert turning(ground, load_kg) == pytest.approx(-0.5 * turning(rest, load_kg))
    where = turning(ground, load_kg)[0] / total(ground, load_kg)[0, 1]
    assert where == pytest.approx(posture.points[At.SOLE][0, 0], abs=1e-4)  # the centre of pressure


@given(squats, st.floats(0.3, 1), st.floats(0, 100))
@few
def test_a_leg_with_a_larger_share_has_as_much_more_of_the_ground(
    given: dict[str, Any], share: float, load_kg: float
) -> None:
    of = Mechanics(**given, load=Load(at=At.BACK), share=share)
    ground = total(support_of(of, balanced(of, BODY, 1, load_kg)), load_kg)
    assert ground[0, 1] == pytest.approx(share * G * (BODY.mass_kg + load_kg))


@given(squats, weights)
@few
def test_a_squat_asks_for_what_the_height_of_body_and_bar_changes_by(given: dict[str, Any], at: At) -> None:
    """Virtual work: with the foot fixed, a joint's moment is the slope of the energy, half of it for each leg."""
    of = Mechanics(**given, load=Load(at=at))
    here = balanced(of, BODY, 1, 50.0)
    asked = moments(of, BODY, here)
    joints = {"hip_deg": here.angles_deg[0, HIP], "knee_deg": here.angles_deg[0, KNEE], "ankle_deg": given["ankle_deg"]}

    def energy(field: str, step: float) -> Floats:
        moved = {**joints, field: joints[field] + step}
        flat = {"shank_deg": moved["ankle_deg"]}  # the foot flat, so that the shank leans as far as the ankle is bent
        points = place(Mechanics(**{**given, **moved, **flat}, load=of.load), BODY, 1).points
        above = {name: points[name][0, 1] - points[At.SOLE][0, 1] for name in ("body centre", at)}
        if at is At.SIDES:  # what hangs keeps its distance below the shoulders
            above[at] = points["shoulder"][0, 1] - points[At.SOLE][0, 1]
        return G * np.array([BODY.mass_kg * above["body centre"], above[at]])

    for joint, field in ((HIP, "hip_deg"), (KNEE, "knee_deg"), (ANKLE, "ankle_deg")):
        slope = (energy(field, 0.01) - energy(field, -0.01)) / np.radians(0.02)
        assert asked.body[0, joint] == pytest.approx(0.5 * slope[0], abs=1e-3)
        assert asked.load[0, joint] == pytest.approx(0.5 * slope[1], abs=1e-4)


@given(
    st.fixed_dictionaries(
        {
            "trunk_deg": st.floats(-90, 90),
            "hip_deg": st.floats(-20, 110),
            "knee_deg": st.floats(0, 130),
            "ankle_deg": st.floats(-40, 30),
            "adduction_deg": st.floats(-40, 20),
            "rotation_deg": st.floats(-30, 30),
            "inversion_deg": st.floats(-20, 20),
        }
    )
)
def test_a_free_leg_asks_at_every_joint_for_what_its_height_changes_by(given: dict[str, float]) -> None:
    asked = ask(**given)

    def energy(field: str, step: float) -> float:
        points = ask(**{**given, field: given[field] + step}).posture.points
        return sum(G * part.mass_kg * float(points[f"{name} centre"][0, 1]) for name, part in LEG)

    fields = ["hip_deg", "adduction_deg", "rotation_deg", "knee_deg", "ankle_deg", "inversion_deg"]
    for joint, field in enumerate(fields):
        slope = (energy(field, 0.01) - energy(field, -0.01)) / np.radians(0.02)
        assert asked.body(joint) == pytest.approx(slope, abs=1e-4)


@given(st.floats(0, 85), st.floats(0, 150))
def test_in_a_hip_thrust_feet_and_bench_share_body_and_bar_by_the_lever(hip: float, load_kg: float) -> None:
    of = Mechanics(
        support=Support.SHOULDERS, shank_deg=0, hip_deg=hip, knee_deg=95.0, ankle_deg=0.0, load=Load(at=At.HIPS)
    )
    posture = place(of, BODY, 1)
    points = {name: point[0] for name, point in posture.points.items()}
    from_bench = {name: (points[name] - points["bench"])[0] for name in ("body centre", At.HIPS, At.SOLE)}
    lever = BODY.mass_kg * from_bench["body centre"] + load_kg * from_bench[At.HIPS]
    foot = total(support_of(of, posture), load_kg)[0]
    assert foot == pytest.approx([0, 0.5 * G * lever / from_bench[At.SOLE], 0])
    assert 0 < foot[1] < 0.5 * G * (BODY.mass_kg + load_kg)


@given(st.floats(0, 75), st.floats(0, 40))
def test_on_a_back_extension_pad_and_ankle_hold_carry_the_body_and_nothing_turns(hip: float, load_kg: float) -> None:
    of = Mechanics(
        support=Support.PAD, trunk_deg=45 + hip, hip_deg=hip, knee_deg=5.0, ankle_deg=0.0, load=Load(at=At.CHEST)
    )
    posture = place(of, BODY, 1)
    held, rest = support_of(of, posture), outside(of, BODY, posture)
    assert total(held, load_kg)[0] == pytest.approx([0, 0.5 * G * (BODY.mass_kg + load_kg), 0])
    assert turning(held, load_kg) == pytest.approx(-0.5 * turning(rest, load_kg))


def test_a_side_plank_rests_on_elbow_and_ankle() -> None:
    of = Mechanics(support=Support.SIDE, share=1.0, trunk_deg=0, hip_deg=0.0, knee_deg=0.0, ankle_deg=0.0, lies="left")
    posture = place(of, BODY, 1)
    points = {name: point[0, 1] for name, point in posture.points.items()}
    part = (points["body centre"] - points["shoulder"]) / (points[At.SHIN] - points["shoulder"])
    assert total(support_of(of, posture), 0)[0] == pytest.approx([0, 0, part * G * BODY.mass_kg])
    assert 0 < part < 1


@given(st.floats(0, 100), st.floats(0, 100), st.sampled_from([At.BACK, At.CHEST, At.CALF]), st.floats(0, 80))
def test_a_hold_pushes_as_much_as_keeps_the_body_over_the_foot(
    hip: float, knee: float, held: At, load_kg: float
) -> None:
    of = Mechanics(support=Support.FEET, hip_deg=hip, knee_deg=knee, ankle_deg=0.0, held=held, load=Load(at=At.HIPS))
    posture = place(of, BODY, 1)
    forces, foot = outside(of, BODY, posture), posture.points[At.SOLE]
    about = sum((np.cross(force.point - foot, force.total(load_kg))[0, 2] for force in forces), 0.0)
    assert about == pytest.approx(0, abs=1e-6)
    push = forces[-1].total(load_kg)[0]
    assert push[1:] == pytest.approx([0, 0])


def test_nothing_but_the_seat_holds_who_sits() -> None:
    of = Mechanics(support=Support.SEAT, hip_deg=90.0, knee_deg=90.0, ankle_deg=0.0, trunk_deg=0)
    assert support_of(of, place(of, BODY, 1)) == []


def test_hips_that_stand_alike_are_braced_sideways_and_one_leg_is_not() -> None:
    both = Mechanics(**squat())
    assert Coordinate.HIP_ADDUCTION in braced(both)
    assert Coordinate.HIP_ADDUCTION not in braced(msgspec.structs.replace(both, share=1.0))


def test_a_load_that_pulls_sideways_is_held_by_the_hips() -> None:
    machine = Mechanics(support=Support.SEAT, hip_deg=80.0, knee_deg=90.0, ankle_deg=0.0, trunk_deg=0)
    for pull in (Pull.IN, Pull.OUT):
        loaded = msgspec.structs.replace(machine, load=Load(at=At.THIGH, pull=pull))
        assert Coordinate.HIP_ADDUCTION not in braced(loaded)
    assert Coordinate.HIP_ADDUCTION in braced(msgspec.structs.replace(machine, load=Load(at=At.SHIN, pull=Pull.BACK)))


@pytest.mark.parametrize("name", Coordinate)
def test_a_joint_is_braced_or_free_as_it_is_written(name: Coordinate) -> None:
    leg = Mechanics(**squat(share=1.0))
    assert name in braced(msgspec.structs.replace(leg, braced=(name,)))
    assert name in braced(msgspec.structs.replace(leg, relaxed=(name,)))
    assert name not in braced(msgspec.structs.replace(leg, free=(name,)))


@cache
def repeated(key: str) -> Course:
    return course(read_mechanics(key, {**specs(), **read_specs(ROOT / "validation" / "movements")}), Person())


def straightening(key: str, joint: int) -> float:
    """The largest moment with which muscles must straighten a joint under the whole load."""
    return float((-repeated(key).moment_nm[:, joint]).max() / repeated(key).demand)


def under_own_mass(key: str, joint: int) -> float:
    """The same with a bar as heavy as the body, whether or not the reference lifter can hold it."""
    mechanics = read_mechanics(key, {**specs(), **read_specs(ROOT / "validation" / "movements")})
    body = skeleton(Person())
    asked = moments(mechanics, body, balanced(mechanics, body, 40, body.mass_kg))
    return float((-asked.body - body.mass_kg * asked.load)[:, joint].max())


def test_knees_blocked_in_the_squat_take_from_the_knee_and_give_to_the_hip() -> None:
    # Fry 2003, bar as heavy as the body, N·m: knee 150 free and 117 blocked, hip 28 free and 303 blocked
    free, blocked = "squat_knees_free", "squat_knees_block"
    assert under_own_mass(blocked, KNEE) < 0.9 * under_own_mass(free, KNEE)
    assert under_own_mass(blocked, HIP) > 1.1 * under_own_mass(free, HIP)


def test_a_good_morning_asks_more_of_the_hip_than_a_deadlift_and_the_opposite_of_the_knee() -> None:
    # Schellenberg 2013, a quarter of the body's mass: directions only, and for the knee the opposite sign
    deadlift, good_morning = "dl25", "gm25"
    assert repeated(deadlift).load_kg == repeated(good_morning).load_kg == 0.25 * Person().mass_kg
    assert straightening(good_morning, HIP) > 1.1 * straightening(deadlift, HIP)
    assert repeated(deadlift).moment_nm[-1, KNEE] < 0 < repeated(good_morning).moment_nm[-1, KNEE]


def test_a_hexagonal_bar_asks_more_of_the_knee_and_less_of_the_hip_than_a_straight_one() -> None:
    # Swinton 2011, at the same part of the largest load: peak moments, directions only (p < 0.05)
    assert straightening("hex_dl", KNEE) > 1.1 * straightening("dl", KNEE)
    assert straightening("hex_dl", HIP) < 0.9 * straightening("dl", HIP)
