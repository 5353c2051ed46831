from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.evidence.claims import source_text
from legday.kinds import Group, Joint
from legday.plan.gyms import equipment_words, gyms, has
from legday.plan.stretch import stretch_list, stretch_seconds, stretches

STRETCHES = {stretch.id: stretch for stretch in stretch_list()}
FORBIDDEN = (
    "activat",
    "prevent",
    "lactic",
    "toxin",
    "recover",
    "hormone",
    "toning",
    "loosen",
    "longer muscle",
    "relieve",
)

credits_ = st.dictionaries(st.sampled_from(Group), st.floats(0, 12))
minutes = st.integers(10, 180)
places = st.sampled_from([gym.equipment for gym in gyms().values()])
aches = st.lists(st.sampled_from(Joint), unique=True, max_size=4).map(tuple)


def test_there_are_twenty_six_stretches_with_known_equipment() -> None:
    assert len(STRETCHES) == 26
    assert {thing for stretch in stretch_list() for way in stretch.equipment for thing in way} <= set(equipment_words())


@pytest.mark.parametrize("group", list(Group))
def test_every_group_has_a_stretch_that_needs_nothing(group: Group) -> None:
    [step] = stretches({group: 3.0}, 45)
    assert group in STRETCHES[step.id].groups


@given(credits_, minutes, places, aches)
def test_stretches_keep_their_budget(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...], aches: tuple[Joint, ...]
) -> None:
    assert sum(step.seconds for step in stretches(credit, minutes, equipment, aches)) <= stretch_seconds(minutes)


@given(credits_, minutes, places, aches)
def test_no_stretch_pulls_at_an_aching_joint_or_needs_what_is_not_there(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...], aches: tuple[Joint, ...]
) -> None:
    for step in stretches(credit, minutes, equipment, aches):
        stretch = STRETCHES[step.id]
        assert not set(stretch.skip) & set(aches)
        assert has(equipment, stretch.equipment)


@given(credits_, minutes, places)
def test_only_what_was_trained_is_stretched(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...]
) -> None:
    for step in stretches(credit, minutes, equipment):
        assert any(credit.get(group, 0) > 0 for group in STRETCHES[step.id].groups)


def test_the_group_trained_most_comes_first() -> None:
    assert stretches({Group.QUADRICEPS: 1.0, Group.ADDUCTORS: 4.0}, 45)[0].id == "butterfly"


@given(credits_, minutes, places)
def test_what_stretching_does_not_do_is_said_once(
    credit: dict[Group, float], minutes: int, equipment: tuple[str, ...]
) -> None:
    steps = stretches(credit, minutes, equipment)
    assert sum("does not" in step.because.why for step in steps) == min(1, len(steps))
    for step in steps:
        assert source_text(step.because.source)


def test_stretches_promise_nothing_that_is_not_known() -> None:
    for stretch in stretch_list():
        told = f"{stretch.name} {stretch.dose} {stretch.how} {stretch.caution}".lower()
        assert not [word for word in (*FORBIDDEN, "injur") if word in told], stretch.id
    for step in stretches(dict.fromkeys(Group, 2.0), 90):
        told = f"{step.because.say} {step.because.why}".lower()
        assert not [word for word in FORBIDDEN if word in told]


def test_a_short_session_has_no_stretches() -> None:
    assert stretches({Group.QUADRICEPS: 5.0}, 25) == ()
