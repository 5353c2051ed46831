"""Movements that people teach: like one of legday's but for what they say."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legday.kinds import BadInput, MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.movement.atlas import atlas, credit_of
from legday.movement.catalogue import Loading, catalogue, find_movement, others
from legday.movement.mechanics import At
from legday.movement.taught import (
    OWN,
    TURNS,
    Own,
    Taught,
    allowed,
    body_of,
    check,
    effort_of,
    learn,
    mechanics_of,
    movement_of,
    own_movements,
    with_own,
)

AT = datetime(2026, 11, 25, 12)
SHORT = Taught(name="Short extension", like=MovementId("leg_extension"), mechanics={"knee_deg": [100, 65]})
SHORT_ID = MovementId("own_short_extension")
TEMPLATES = pytest.mark.parametrize("like", catalogue())


def fact(minute: int, kind: Kind, about: str, body: dict[str, Any]) -> Fact:
    at = AT + timedelta(minutes=minute)
    return Fact(id=fact_id(at, f"{kind}{about}{body}".encode()), about=about, kind=kind, at=at, body=body)


def said(minute: int, taught: Taught, about: str = SHORT_ID) -> Fact:
    return fact(minute, Kind.TAUGHT, about, body_of(taught))


def gone(minute: int, about: str = SHORT_ID) -> Fact:
    return fact(minute, Kind.WITHDRAWN, about, {})


def test_no_movement_of_legday_s_has_an_id_that_a_person_s_own_could_have() -> None:
    assert [id for id in (*catalogue(), *others()) if id.startswith(OWN)] == []


@TEMPLATES
def test_what_is_not_said_is_as_in_the_movement_that_it_is_like(like: MovementId) -> None:
    same = Taught(name="My very own", like=like)
    id = learn(same, Own(), catalogue())
    mine, theirs = movement_of(id, same), catalogue()[like]
    assert credit_of(effort_of(mechanics_of(same)), mine.part) == atlas().muscles(like)
    left = {"id", "name", "aliases", "claims", "note", "preferred", "mechanics", "variants"}
    assert {field for field in mine.__struct_fields__ if getattr(mine, field) != getattr(theirs, field)} <= left
    assert (mine.aliases, mine.claims, mine.note) == ((), (), "")


@TEMPLATES
def test_what_is_stored_holds_only_what_was_said(like: MovementId) -> None:
    assert body_of(Taught(name="My very own", like=like)) == {"name": "My very own", "like": like}


def test_one_leg_at_a_time_carries_the_whole_load() -> None:
    one = Taught(name="One-legged extension", like=MovementId("leg_extension"), unilateral=True)
    both = Taught(name="Both", like=MovementId("leg_extension"))
    assert mechanics_of(one).share == 1.0
    assert effort_of(mechanics_of(one)).load_kg == pytest.approx(effort_of(mechanics_of(both)).load_kg / 2, rel=0.1)


def test_what_is_loaded_otherwise_has_the_step_of_its_new_load() -> None:
    bar = {"load": {"at": "back"}}
    changed = Taught(name="Split", like=MovementId("bulgarian"), loading=Loading.BARBELL, mechanics=bar)
    assert movement_of(SHORT_ID, changed).step_kg == 2.5
    bare = msgspec.structs.replace(changed, loading=Loading.BODY, mechanics={})
    check(bare)
    assert movement_of(SHORT_ID, bare).step_kg == 0
    assert mechanics_of(bare).load is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"like": "own_another"}, 'There is no movement "own_another" to be like'),
        ({"reps": (15, 10)}, "go from 15 down to 10"),
        ({"mechanics": {"knee_deg": [170, 5]}}, "The knee cannot be at 170°. Give an angle from 0° to 145°"),
        ({"mechanics": {"ankle_deg": [0, 90, 0]}}, "The ankle cannot be at 90°. Give an angle from -50° to 40°"),
        ({"mechanics": {"knee": [100, 65]}}, "Write `knee_deg`"),
        ({"mechanics": {"elbow_deg": 3}}, "elbow_deg"),
        ({"like": "nordic", "mechanics": {"load": {"at": "chest"}}}, "Say what it is loaded with"),
        ({"like": "nordic", "loading": "dumbbell"}, "Say where, such as"),
        ({"loading": "body", "mechanics": {"load": {"at": "shin"}}}, "Say what it is loaded with"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(wrong: dict[str, Any], says: str) -> None:
    taught = msgspec.convert({**msgspec.to_builtins(SHORT), **wrong}, Taught)
    with pytest.raises(BadInput, match=says):
        learn(taught, Own(), catalogue())


def test_where_the_body_would_fall_and_what_nobody_lifts_is_refused() -> None:
    falls = Taught(name="Leaning squat", like=MovementId("back_squat"), mechanics={"hip_deg": [0, 10]})
    with pytest.raises(BadInput, match="The body would fall"):
        learn(falls, Own(), catalogue())
    bent = {"knee_deg": [114, 103.6], "load": {"at": "back"}}
    huge = Taught(name="Huge", like=MovementId("copenhagen"), loading=Loading.DUMBBELL, mechanics=bent)
    with pytest.raises(BadInput, match="more than anybody lifts"):
        learn(huge, Own(), catalogue())


@pytest.mark.parametrize("field", TURNS)
def test_the_range_that_is_said_is_the_range_that_is_taken(field: str) -> None:
    for spine in (0.0, 0.25):
        low, high = allowed(field, spine)
        for inside in (low, high):
            check(msgspec.structs.replace(SHORT, mechanics={field: inside, "spine": spine}))
        for outside in (low - 1, high + 1):
            with pytest.raises(BadInput, match=f"from {low}° to {high}°"):
                check(msgspec.structs.replace(SHORT, mechanics={field: outside, "spine": spine}))


@pytest.mark.parametrize("name", ["leg extension", "Back-squat", "own squat", "Hip hitch", "leg_press_45"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    own = own_movements([said(0, msgspec.structs.replace(SHORT, name="Own squat"))])
    with pytest.raises(BadInput, match="already"):
        learn(msgspec.structs.replace(SHORT, name=name), own, with_own(catalogue(), own))


def test_an_id_stays_when_the_name_changes_and_a_new_one_never_takes_it() -> None:
    renamed = msgspec.structs.replace(SHORT, name="Bent extension")
    own = own_movements([said(0, SHORT)])
    assert learn(renamed, own, with_own(catalogue(), own), SHORT_ID) == SHORT_ID
    own = own_movements([said(0, SHORT), said(1, renamed)])
    assert own.here[SHORT_ID].name == "Bent extension"
    assert learn(SHORT, own, with_own(catalogue(), own)) == "own_short_extension_2"


def test_what_was_taken_away_is_not_here_and_comes_back_under_its_id() -> None:
    own = own_movements([said(0, SHORT), gone(1)])
    assert (list(own.here), list(own.away), list(own.efforts)) == ([], [SHORT_ID], [SHORT_ID])
    assert learn(SHORT, own, with_own(catalogue(), own)) == SHORT_ID
    assert list(own_movements([said(0, SHORT), gone(1), said(2, SHORT)]).here) == [SHORT_ID]


def test_two_devices_that_teach_the_same_agree_in_any_order() -> None:
    other = msgspec.structs.replace(SHORT, mechanics={"knee_deg": [90, 5]})
    facts = [said(0, SHORT), said(1, other), gone(2), said(3, SHORT, "own_another")]
    read = {msgspec.json.encode(own_movements(order), order="sorted") for order in permutations(facts)}
    assert len(read) == 1
    assert own_movements(facts).taught[SHORT_ID] == other


def test_what_another_version_taught_does_not_keep_anybody_from_their_log() -> None:
    strange = fact(0, Kind.TAUGHT, "own_strange", {"name": "Strange", "like": "leg_extension", "wings": 2})
    lost = fact(0, Kind.TAUGHT, "own_lost", {"name": "Lost", "like": "a movement that is gone"})
    own = own_movements([strange, lost, said(0, SHORT)])
    assert list(own.here) == [SHORT_ID]
    assert own.taught[MovementId("own_lost")].name == "Lost"


def test_one_s_own_is_found_by_its_name() -> None:
    own = own_movements([said(0, SHORT)])
    assert find_movement("SHORT extension", with_own(catalogue(), own)).id == SHORT_ID


@st.composite
def lessons(draw: st.DrawFn) -> Taught:
    """Any movement with any angles that are within their ranges, on one leg or two, loaded anywhere."""
    like = draw(st.sampled_from(sorted(catalogue())))
    base = mechanics_of(Taught(name="Mine", like=like))
    changed: dict[str, Any] = {}
    for field in draw(st.sets(st.sampled_from(sorted(TURNS)))):
        low, high = allowed(field, base.spine)
        angle = st.one_of(st.sampled_from([low, high, 0]), st.integers(low, high), st.floats(low, high))
        changed[field] = draw(st.lists(angle, min_size=1, max_size=3))
    at = draw(st.one_of(st.none(), st.sampled_from(At)))
    if at is not None:
        changed["load"] = {**(msgspec.to_builtins(base.load) or {}), "at": at.value}
    return Taught(
        name="Mine",
        like=like,
        mechanics=changed,
        unilateral=draw(st.sampled_from([None, True, False])),
        loading=draw(st.sampled_from([None, Loading.DUMBBELL, Loading.BODY])),
    )


@settings(max_examples=100)
@given(lessons())
def test_whatever_is_taught_within_the_ranges_has_an_effort_or_is_refused_in_words(taught: Taught) -> None:
    refused: BadInput | None = None
    try:
        check(taught)
        effort = effort_of(mechanics_of(taught))
    except BadInput as error:
        refused = error
    if refused is not None:
        assert refused.wrong.endswith(".")
        assert refused.remedy.endswith(".")
        return
    assert 0 <= effort.load_kg <= 1500
    for share in effort.muscles.values():
        assert 0 <= share.credit <= 1
        assert 0 < share.shortest <= share.longest < 3
