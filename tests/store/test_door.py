from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from legday.kinds import Group, MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import gyms
from legday.plan.week import GroupLine, PlannedMovement, PlannedSession, PlannedSet, Status, Week
from legday.store.door import admit

AT = datetime(2026, 11, 22, 18)
GOAL = Goal(slots=(Slot(weekday=Weekday.MON, minutes=45),), gym=gyms()["full_gym"])
SQUAT = PlannedMovement(
    movement=MovementId("back_squat"),
    name="Squat",
    unilateral=False,
    tempo=(1.0, 0.0, 2.0),
    sets=(PlannedSet(load_kg=60.0, reps=(8, 10), reserve=2.0, rest_s=120),),
    seconds=600,
    because=(),
)
SESSION = PlannedSession(
    id="2026-11-23:mon",
    day=date(2026, 11, 23),
    minutes=45,
    seconds=600,
    warm_up=(),
    movements=(SQUAT,),
    stretches=(),
)
WEEK = Week(
    start=date(2026, 11, 23),
    status=Status.OPTIMAL,
    objective=1.0,
    bound=1.0,
    gap=0.0,
    seconds=0.1,
    sessions=(SESSION,),
    groups=(GroupLine(group=Group.FEET, favoured=False, floor=2.0, credit=2.0, met=True),),
    limits=(),
    advice=(),
)


def fact(kind: Kind, about: str, body: object) -> Fact:
    return Fact(id=fact_id(AT, b""), about=about, kind=kind, at=AT, body=msgspec.to_builtins(body))


def with_sets(*sets: PlannedSet) -> Week:
    movement = msgspec.structs.replace(SQUAT, sets=sets)
    return msgspec.structs.replace(WEEK, sessions=(msgspec.structs.replace(SESSION, movements=(movement,)),))


def nested(levels: int) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for _ in range(levels):
        body = {"a": body}
    return body


@pytest.mark.parametrize(
    ("kind", "about", "body"),
    [
        (Kind.WISHED, "goal", GOAL),
        (Kind.WISHED, "settings", {"unit": "lb"}),
        (Kind.WISHED, "note:leg_press_45", {"text": "Seat on 4"}),
        (Kind.WISHED, "note:leg_press_45", {"text": ""}),
        (Kind.WISHED, "block", {"start": "2026-11-23", "weeks": 8, "favour": ["soleus"]}),
        (Kind.WISHED, "block", {}),
        (Kind.WISHED, "calendar", {"secret": "s" * 43}),
        (Kind.WISHED, "calendar", {"secret": None}),
        (Kind.WISHED, "name:hevy:Kickbacks: heavy", {"movement": None}),
        (Kind.WISHED, "what a later legday wishes", {"anything": [1]}),
        (Kind.PLANNED, "week:2026-11-23", WEEK),
        (Kind.PLANNED, "session:s", SESSION),
        (Kind.PLANNED, "session:s", msgspec.structs.replace(SESSION, movements=())),
        (Kind.FELT, "flag:calf", {"open": True}),
        (Kind.TAUGHT, "own_short_extension", {"name": "Short", "like": "leg_extension"}),
        (Kind.TAUGHT, "own_kniebeuge_für_zwei", {"name": "Für zwei", "like": "back_squat", "reps": [5, 8]}),
        (Kind.WITHDRAWN, "own_short_extension", {}),
    ],
)
def test_what_can_be_read_is_let_in_as_it_is(kind: Kind, about: str, body: object) -> None:
    assert isinstance(admit(fact(kind, about, body)), Fact)


@pytest.mark.parametrize(
    ("kind", "about", "body"),
    [
        (Kind.WISHED, "goal", {"slots": []}),
        (Kind.WISHED, "settings", {"unit": "stone"}),
        (Kind.WISHED, "note:leg_press_45", {"text": "x" * 501}),
        (Kind.WISHED, "note:leg_press_45", {}),
        (Kind.WISHED, "note:", {"text": "About nothing"}),
        (Kind.WISHED, "block", {"start": "2026-11-23", "weeks": 9, "favour": ["soleus"]}),
        (Kind.WISHED, "block", {"start": "9999-12-20", "weeks": 4}),
        (Kind.WISHED, "block", {"start": "0001-01-01", "weeks": 4}),
        (Kind.WISHED, "calendar", {}),
        (Kind.WISHED, "calendar", {"secret": ""}),
        (Kind.WISHED, "calendar", {"secret": "/" * 43}),
        (Kind.WISHED, "calendar", {"secret": "s" * 43 + "\n"}),
        (Kind.WISHED, "name:hevy:Kickbacks", {}),
        (Kind.WISHED, "name:Kickbacks", {"movement": None}),
        (Kind.PLANNED, "week:2026-11-23", {}),
        (Kind.PLANNED, "week:2026-11-23", msgspec.structs.replace(WEEK, groups=())),
        (Kind.PLANNED, "week:2026-11-23", with_sets()),
        (Kind.PLANNED, "week:2026-11-23", with_sets(msgspec.structs.replace(SQUAT.sets[0], ramp=True))),
        (Kind.PLANNED, "week:2026-11-23", {**msgspec.to_builtins(WEEK), "gap": 1e308}),
        (Kind.PLANNED, "session:s", WEEK),
        (Kind.PLANNED, "session:s", {"id": "s"}),
        (Kind.PLANNED, "session:s", with_sets().sessions[0]),
        (Kind.PLANNED, "week:2026-11-23", SESSION),
        (Kind.FELT, "sore:glutes", {"sore": "very"}),
        (Kind.FELT, "gap:2026-11-16", {"reason": "no idea"}),
        (Kind.FELT, "gap:2026-11-16", {}),
        (Kind.WISHED, "habit", {"cue": "I leave work"}),
        (Kind.WISHED, "habit", {"cue": "I leave work", "first": "x" * 81}),
        (Kind.TAUGHT, "back_squat", {"name": "Mine", "like": "leg_extension"}),
        (Kind.TAUGHT, "own_a/b", {"name": "Mine", "like": "leg_extension"}),
        (Kind.TAUGHT, "own_mine", {"name": "Mine"}),
        (Kind.TAUGHT, "own_mine", {"name": "Mine\n", "like": "leg_extension"}),
        (Kind.TAUGHT, "own_mine", {"name": "Mine", "like": "own_another"}),
        (Kind.TAUGHT, "own_mine", {"name": "Mine", "like": "leg_extension", "mechanics": {"knee_deg": [170, 5]}}),
        (Kind.MEASURED, "camera", nested(21)),
        (Kind.MEASURED, "mass", {"mass_kg": 8}),
        (Kind.MEASURED, "mass", {"mass_kg": "80"}),
        (Kind.MEASURED, "girth:hip", {"readings_cm": [98.0]}),
        (Kind.MEASURED, "girth:neck", {"readings_cm": [38.0, 38.2]}),
        (Kind.WISHED, "energy", {"on": "perhaps"}),
    ],
)
def test_what_no_page_could_show_is_refused_with_a_reason(kind: Kind, about: str, body: object) -> None:
    assert isinstance(admit(fact(kind, about, body)), str)
