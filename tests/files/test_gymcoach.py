from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit

HEAD = (
    "session_id,session_date,session_started_at,session_finished_at,duration_min,program,workout,exercise,muscle_group,"
    "uses_bodyweight,set_number,external_load_kg,effective_weight_kg,reps,rir,is_warmup,is_drop_set,volume_kg,"
    "estimated_1rm_kg,set_notes,duration_sec,distance_m,avg_hr,max_hr"
)
START, END = "2026-05-02T09:13:00.000Z", "2026-05-02T10:00:00.000Z"
FRONT = f"abc,2026-05-02,{START},{END},47,PPL,Legs"
CSV = f"""\ufeff{HEAD}
{FRONT},Back Squat,QUADS,false,1,60,60,5,,true,false,0,,,,,,
{FRONT},Back Squat,QUADS,false,2,102.5,102.5,5,2,false,false,512.5,119.58,'-slow,,,,
{FRONT},Back Squat,QUADS,false,3,80,80,8,0,false,true,640,101.33,,,,,
{FRONT},Rowing,CARDIO,false,1,0,0,1,,false,false,0,,,600,2000,140,160
"""


def one(exercise: str, number: int, weight: float, reps: int, done: str, **more: Any) -> dict[str, Any]:
    return {"exerciseName": exercise, "setNumber": number, "weight": weight, "reps": reps, "rir": None,
            "durationSec": None, "distanceM": None, "avgHr": None, "maxHr": None, "notes": None, "isWarmup": False,
            "isDropSet": False, "completedAt": f"2026-05-02T{done}:00.000Z", **more}  # fmt: skip


ROWING = one("Rowing", 1, 0, 1, "09:55", durationSec=600, distanceM=2000, avgHr=140)
SQUATS = (
    one("Back Squat", 1, 60, 5, "09:15", isWarmup=True),
    one("Back Squat", 2, 102.5, 5, "09:20", rir=2, notes="-slow"),
    one("Back Squat", 3, 80, 8, "09:25", rir=0, isDropSet=True),
)


def backup(*sets: dict[str, Any], started: str | None = START) -> bytes:
    session = {"programName": "PPL", "workoutName": "Legs", "startedAt": started, "finishedAt": END, "notes": None,
               "gymName": "Home", "sets": sets}  # fmt: skip
    whole = {"version": 3, "exportedAt": END, "user": {"email": "a@b.c"}, "profile": {"bodyweight": 81.3},
             "exercises": [{"name": "Back Squat"}], "programs": [], "sessions": [session]}  # fmt: skip
    return json.dumps(whole, indent=2).encode()


BACKUP = backup(ROWING, *SQUATS)
SETS = [
    ("Back Squat", "warmup", 60.0, 5, None, None, None),
    ("Back Squat", None, 102.5, 5, 2.0, None, None),
    ("Back Squat", "drop", 80.0, 8, 0.0, None, None),
    ("Rowing", None, None, None, None, 600.0, 2000.0),
]


def sets(reading: Reading) -> list[tuple[object, ...]]:
    fields = ("exercise", "role", "load_kg", "reps", "reserve", "duration_s", "distance_m")
    return [tuple(map(fact.body.get, fields)) for fact in reading.facts if "session" in fact.body]


@pytest.mark.parametrize("data", [CSV.encode(), BACKUP], ids=["CSV", "backup"])
def test_both_exports_give_the_same_session(data: bytes) -> None:
    reading = read_log(data)
    assert (reading.app, reading.unit, reading.said) == ("gymcoach", Unit.KG, True)
    assert sets(reading) == SETS
    session = reading.facts[0].body
    assert (session["began"], session["ended"], session["title"]) == (
        "2026-05-02T09:13:00",
        "2026-05-02T10:00:00",
        "Legs",
    )
    assert reading.facts[2].body["note"] == "-slow"
    assert not any(row.refusal for row in reading.rows)


def test_both_exports_are_the_same_facts_in_whatever_zone() -> None:
    there = read_log(BACKUP, zone=timezone(timedelta(hours=9)))
    assert {fact.id for fact in there.facts} == {fact.id for fact in read_log(CSV.encode()).facts}
    assert there.facts[0].body["began"] == "2026-05-02T18:13:00"


def test_the_exercises_of_a_backup_come_in_the_order_in_which_they_were_done() -> None:
    assert [fact.body["exercise"] for fact in read_log(backup(ROWING, *SQUATS)).facts[1:]] == [
        *["Back Squat"] * 3,
        "Rowing",
    ]


def test_nothing_private_is_kept() -> None:
    assert "a@b.c" not in repr(read_log(BACKUP))
    assert "81.3" not in repr(read_log(BACKUP))


@pytest.mark.parametrize(
    "data",
    [
        CSV.replace(START, "2 May 2026").encode(),
        CSV.replace(START, "").replace(",2026-05-02,", ",2.5.26,").encode(),
        backup(*SQUATS, started="2 May 2026"),
        backup(*SQUATS, started=None),
    ],
)
def test_a_date_that_cannot_be_read_refuses_the_file(data: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_log(data)


def test_a_set_that_cannot_be_is_refused_alone() -> None:
    reading = read_log(backup(*SQUATS, one("Back Squat", 4, 9000, 5, "09:30"), one("", 1, 5, 5, "09:30"), {"a": 1}))
    refusals = sorted(row.refusal for row in reading.rows if row.refusal)
    assert len(reading.rows) == 6
    assert "more than anybody moves" in refusals[0]
    assert refusals[1:] == ["no exercise name"] * 2


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1400 * 4)), min_size=1, max_size=8))
def test_sets_written_in_the_format_come_back_and_a_second_import_adds_nothing(done: list[tuple[int, int]]) -> None:
    whole = backup(*(one("Squat", n, quarters / 4, reps, "09:20") for n, (reps, quarters) in enumerate(done, start=1)))
    reading = read_log(whole)
    assert [(found[3], found[2]) for found in sets(reading)] == [
        (reps, quarters / 4 or None) for reps, quarters in done
    ]
    new, _ = compare({}, reading, Names())
    again, report = compare({fact.id: fact for fact in new}, reading, Names())
    assert (again, report.stored) == ((), 0)
