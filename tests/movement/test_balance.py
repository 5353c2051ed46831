"""Balance: body and load over the foot."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from legday.body.person import Person, Sex, skeleton
from legday.kinds import BadInput
from legday.movement.balance import SEARCH_DEG, balanced
from legday.movement.mechanics import At, Load, Mechanics, Support
from legday.movement.posture import Posture, place

Floats = NDArray[np.float64]

BODY = skeleton(Person())
few = settings(max_examples=20)  # balance takes its time
bars = st.sampled_from([At.BACK, At.FRONT, At.CHEST, At.ELBOWS, At.SIDES])  # on the hips it needs a hold
people = st.builds(Person, height_m=st.floats(1.2, 2.3), mass_kg=st.floats(30, 300), sex=st.sampled_from(Sex))
DEEP = Mechanics(support=Support.FEET, hip_deg="balance", knee_deg=110.0, ankle_deg=30.0, load=Load(at=At.BACK))


def lean(posture: Posture) -> float:
    """How far the trunk leans forward, in degrees."""
    up = posture.points["upper centre"][0]
    return float(np.degrees(np.arctan2(up[0], up[1])))


@given(
    st.floats(0, 115),
    st.floats(0.26, 0.33),
    st.floats(0.35, 0.5),
    st.floats(0, 0.4),
    st.sampled_from([0.0, -15.0]),
    bars,
    st.floats(0, 200),
    people,
)
@few
def test_body_and_bar_are_over_the_foot_in_every_squat(
    knee: float, part: float, stance: float, spine: float, out: float, at: At, load_kg: float, person: Person
) -> None:
    body = skeleton(person)
    squat = Mechanics(
        support=Support.FEET,
        hip_deg="balance",
        knee_deg=(0.0, knee),
        ankle_deg=(0.0, part * knee),
        adduction_deg=out,
        stance=stance,
        spine=spine,
        load=Load(at=at),
    )
    posture = balanced(squat, body, 5, load_kg)
    middle = (body.mass_kg * posture.points["body centre"] + load_kg * posture.points[at]) / (body.mass_kg + load_kg)
    assert middle[:, 0] == pytest.approx(posture.points[At.SOLE][:, 0], abs=1e-5)


@pytest.mark.parametrize(
    "given",
    [
        {"hip_deg": "balance", "knee_deg": (0, 110), "ankle_deg": (0, 35)},
        {"hip_deg": (0, 85), "knee_deg": (10, 18), "ankle_deg": "balance"},
        {"hip_deg": (0, 60), "knee_deg": (0, 80), "ankle_deg": (0, 20), "foot_deg": "balance"},
    ],
    ids=lambda given: next(name for name, value in given.items() if value == "balance"),
)
def test_whichever_angle_is_sought_the_body_is_over_the_foot(given: dict[str, Any]) -> None:
    posture = balanced(Mechanics(support=Support.FEET, **given), BODY, 7, 0)
    assert posture.points["body centre"][:, 0] == pytest.approx(posture.points[At.SOLE][:, 0], abs=1e-5)


@given(st.lists(st.floats(0, 300), min_size=2, max_size=6), st.sampled_from([At.BACK, At.FRONT]))
@few
def test_the_heavier_the_bar_the_nearer_it_is_to_being_over_the_foot(loads: list[float], at: At) -> None:
    squat = msgspec.structs.replace(DEEP, load=Load(at=at))
    postures = [balanced(squat, BODY, 1, load) for load in sorted(loads)]
    beside = [abs(float((one.points[at] - one.points[At.SOLE])[0, 0])) for one in postures]
    assert all(later <= before + 1e-6 for before, later in pairwise(beside))


def test_a_very_heavy_bar_is_over_the_foot() -> None:
    points = balanced(DEEP, BODY, 1, 100 * BODY.mass_kg).points
    assert points[At.BACK][0, 0] == pytest.approx(points[At.SOLE][0, 0], abs=0.005)


@given(st.floats(20, 200))
@few
def test_who_holds_the_bar_before_the_chest_stays_more_upright(load_kg: float) -> None:
    leans = [
        lean(balanced(msgspec.structs.replace(DEEP, load=Load(at=at)), BODY, 1, load_kg)) for at in (At.FRONT, At.BACK)
    ]
    assert leans[0] < leans[1] - 1


@given(st.floats(0.3, 0.5), st.floats(0.02, 0.2))
@few
def test_who_stands_farther_forward_on_the_foot_leans_farther(stance: float, more: float) -> None:
    usual, forward = (
        lean(balanced(msgspec.structs.replace(DEEP, stance=at), BODY, 1, 60)) for at in (stance, stance + more)
    )
    assert forward > usual


def test_less_bend_in_the_ankle_is_more_lean_of_the_trunk() -> None:
    leans = [lean(balanced(msgspec.structs.replace(DEEP, ankle_deg=float(a)), BODY, 1, 60)) for a in (35, 25, 15)]
    assert leans == sorted(leans)
    assert leans[-1] > leans[0] + 5


def test_who_seeks_no_balance_is_left_as_placed() -> None:
    fixed = msgspec.structs.replace(DEEP, hip_deg=90.0)
    for found, placed in zip(
        balanced(fixed, BODY, 3, 60).points.values(), place(fixed, BODY, 3).points.values(), strict=True
    ):
        assert (found == placed).all()


def test_every_posture_finds_its_own_balance() -> None:
    squat = msgspec.structs.replace(DEEP, knee_deg=(0.0, 110.0), ankle_deg=(0.0, 30.0))
    together = balanced(squat, BODY, 2, 60)
    assert together.angles_deg[1] == pytest.approx(balanced(DEEP, BODY, 1, 60).angles_deg[0])


@pytest.mark.parametrize(
    "tipping",  # the body stays behind the heels, whatever the one angle is
    [
        {"hip_deg": "balance", "knee_deg": 90.0, "ankle_deg": -40.0},
        {"hip_deg": 120.0, "knee_deg": 140.0, "ankle_deg": "balance", "trunk_deg": -90.0},
    ],
    ids=["hip_deg", "ankle_deg"],
)
def test_a_balance_that_no_angle_brings_is_refused_with_the_angle_and_where_it_was_sought(
    tipping: dict[str, Any],
) -> None:
    of = Mechanics(support=Support.FEET, **tipping)
    assert of.seeks is not None
    low, high = SEARCH_DEG[of.seeks]
    with pytest.raises(BadInput, match=rf"{of.seeks} between {low:.0f}° and {high:.0f}°"):
        balanced(of, BODY, 1, 0)
