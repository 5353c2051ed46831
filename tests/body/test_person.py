"""The segments of a person."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.body.person import Person, Segment, Sex, Skeleton, skeleton

heights, masses, sexes = st.floats(1.2, 2.3), st.floats(30, 300), st.sampled_from(Sex)
people = st.builds(Person, height_m=heights, mass_kg=masses, sex=sexes)
# de Leva 1996: mass of the trunk and its centre from above, the same of the head; masses of upper arm, forearm, hand;
# lengths of trunk and head in millimetres
UPPER = {
    Sex.MAN: (0.4346, 0.5138, 0.0694, 0.5002, (0.0271, 0.0162, 0.0061), 603.3, 242.9),
    Sex.WOMAN: (0.4257, 0.4964, 0.0668, 0.4841, (0.0255, 0.0138, 0.0056), 614.8, 243.7),
}


def segments(body: Skeleton) -> tuple[Segment, ...]:
    return body.upper, body.thigh, body.shank, body.foot


def lengths(body: Skeleton) -> list[float]:
    return [
        *(length for part in segments(body) for length in (part.length_m, part.centre_m)),
        *(body.hip_m, body.ankle_m, body.heel_m, body.ball_m, body.toe_m),
    ]


@given(people)
def test_the_segments_weigh_together_what_the_person_weighs(person: Person) -> None:
    assert skeleton(person).mass_kg == pytest.approx(person.mass_kg, rel=1e-3)  # the table has four digits


@given(people)
def test_a_centre_of_mass_is_inside_its_segment(person: Person) -> None:
    for part in segments(skeleton(person)):
        assert 0 < part.centre_m < part.length_m


@given(people, st.floats(0.6, 1.5))
def test_every_length_grows_with_height(person: Person, factor: float) -> None:
    taller = msgspec.structs.replace(person, height_m=person.height_m * factor)
    assert lengths(skeleton(taller)) == pytest.approx([factor * length for length in lengths(skeleton(person))])
    assert skeleton(taller).mass_kg == pytest.approx(skeleton(person).mass_kg)


@given(people, st.floats(0.5, 2))
def test_mass_and_strength_change_no_length(person: Person, factor: float) -> None:
    other = msgspec.structs.replace(person, mass_kg=person.mass_kg * factor, strength=person.strength * factor)
    assert lengths(skeleton(other)) == lengths(skeleton(person))


@given(people)
def test_legs_and_trunk_are_shorter_than_the_whole(person: Person) -> None:
    body = skeleton(person)
    tall = body.upper.length_m + body.thigh.length_m + body.shank.length_m + body.ankle_m
    assert 0.75 * person.height_m < tall < person.height_m  # the head is not in it


@given(people)
def test_heel_ankle_ball_and_toes_follow_each_other_along_the_foot(person: Person) -> None:
    body = skeleton(person)
    assert body.heel_m < 0 < body.ball_m < body.toe_m
    assert body.toe_m - body.heel_m == pytest.approx(body.foot.length_m, rel=0.01)


def test_the_leg_of_a_man_is_about_as_long_as_the_reference_leg() -> None:
    body = skeleton(Person(height_m=1.70, sex=Sex.MAN))
    assert body.thigh.length_m == pytest.approx(
        0.41, rel=0.1
    )  # Rajagopal 2016, of 1.70 m: hip to knee and knee to ankle
    assert body.shank.length_m == pytest.approx(0.40, rel=0.1)


@pytest.mark.parametrize("sex", Sex)
def test_the_upper_body_is_trunk_head_and_arms_together(sex: Sex) -> None:
    trunk, trunk_centre, head, head_centre, arm, trunk_mm, head_mm = UPPER[sex]
    mass = trunk + head + 2 * sum(arm)
    above_hips = trunk * (1 - trunk_centre) + head * (1 + (1 - head_centre) * head_mm / trunk_mm) + 2 * sum(arm) * 2 / 3
    upper = skeleton(Person(mass_kg=100, sex=sex)).upper
    assert upper.mass_kg / 100 == pytest.approx(mass, abs=2e-4)
    assert upper.centre_m / upper.length_m == pytest.approx(above_hips / mass, rel=0.01)


def test_a_person_comes_back_from_json_as_they_went() -> None:
    person = Person(height_m=1.62, mass_kg=60, sex=Sex.WOMAN, strength=1.2)
    assert msgspec.json.decode(msgspec.json.encode(person), type=Person) == person


@pytest.mark.parametrize(
    ("field", "value"), [("height_m", 170), ("height_m", 0), ("mass_kg", 5), ("strength", 0), ("sex", "x")]
)
def test_what_nobody_is_like_is_refused_with_its_field(field: str, value: object) -> None:
    with pytest.raises(msgspec.ValidationError, match=field):
        msgspec.convert({field: value}, Person)
