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
    "Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,Is AMRAP?,Required RPE,"
    "Completed RPE,Log RPE?,Required Weight Value,Required Weight Unit,Completed Weight Value,Completed Weight Unit,"
    "Ask Weight?,Completed Reps Time,Target Muscles,Synergist Muscles,Notes"
)
AT = "2026-03-01T10:00:00.123Z"


def row(reps: str = "5", load: str = "225", unit: str = "lb", *, warmup: str = "0", rpe: str = "", at: str = AT) -> str:
    return f'{at},Basics,Day 1,Squat,{warmup},5,{reps},0,8,{rpe},1,225,lb,{load},{unit},0,,"quads,glutes",,deep'


CSV = "\n".join((HEAD, row("8", "45", warmup="1", rpe="6"), row(rpe="8.5"), row("3", "", ""))) + "\n"
NOT_DONE = "planned in the app, not done"


def made(reps: int | None, load: float | None, **more: Any) -> dict[str, Any]:
    return {
        "vtype": "set",
        "index": 0,
        "id": "abc",
        "reps": 5,
        "weight": {"value": 225, "unit": "lb"},
        "originalWeight": {"value": 80, "unit": "%"},
        **({} if reps is None else {"completedReps": reps}),
        **({} if load is None else {"completedWeight": {"value": load, "unit": "lb"}}),
        **more,
    }


def storage(*sets: dict[str, Any], exercise: dict[str, Any] | None = None, **more: Any) -> bytes:
    entry = {
        "vtype": "history_entry",
        "exercise": exercise or {"id": "squat", "equipment": "barbell"},
        "warmupSets": [made(8, 45, completedRpe=6)],
        "sets": list(sets),
        "notes": "deep",
    }
    record = {
        "vtype": "history_record",
        "id": 1772359200123,
        "date": AT,
        "startTime": 1772359200123,
        "endTime": 1772362800000,
        "programName": "Basics",
        "dayName": "Day 1",
        "entries": [entry],
    }
    settings = {"exercises": {"zxcv": {"vtype": "custom_exercise", "id": "zxcv", "name": "Sled Drag"}},
                "gyms": [{"equipment": {"equipment-1": {"name": "My Rack"}}}]}  # fmt: skip
    whole = {"tempUserId": "u", "email": "a@b.c", "settings": settings, "programs": [], "history": [record], **more}
    return json.dumps(whole, indent=2).encode()


JSON = storage(made(5, 225, completedRpe=8.5, isCompleted=True), made(3, None))
SETS = [("Squat", "warmup", 8, 20.41, None), ("Squat", None, 5, 102.06, 1.5), ("Squat", None, 3, 102.06, None)]


def sets(reading: Reading) -> list[tuple[object, ...]]:
    fields = ("exercise", "role", "reps", "load_kg", "reserve")
    return [tuple(map(fact.body.get, fields)) for fact in reading.facts if "session" in fact.body]


@pytest.mark.parametrize("data", [CSV.encode(), JSON], ids=["CSV", "JSON"])
def test_both_exports_give_the_sets_as_they_were_done(data: bytes) -> None:
    reading = read_log(data)
    assert (reading.app, reading.unit, reading.said, reading.zoned) == ("liftosaur", Unit.LB, True, True)
    assert sets(reading) == SETS
    assert reading.facts[0].body["began"] == "2026-03-01T10:00:00"
    assert reading.facts[0].body["title"] == "Day 1"
    assert [fact.body.get("note") for fact in reading.facts[1:]] == ["deep", None, None]


def test_both_exports_know_each_others_sets_in_whatever_zone() -> None:
    there = read_log(JSON, zone=timezone(timedelta(hours=-8)))
    assert {fact.id for fact in read_log(CSV.encode()).facts} == {fact.id for fact in there.facts}
    assert there.facts[0].body["began"] == "2026-03-01T02:00:00"


def test_sets_that_were_only_planned_are_not_kept() -> None:
    csv = read_log(f"{CSV}{row('')}\n".encode())
    whole = read_log(storage(made(5, 225), made(None, None), made(5, 225, isCompleted=False)))
    assert [row.refusal for row in csv.rows] == ["", "", "", NOT_DONE]
    assert [row.refusal for row in whole.rows] == ["", "", NOT_DONE, NOT_DONE]


@pytest.mark.parametrize(
    ("exercise", "name"),
    [
        ({"id": "squat", "equipment": "barbell"}, "Squat"),
        ({"id": "squat", "equipment": "smith"}, "Squat, Smith Machine"),
        ({"id": "stepUp"}, "Step up"),
        ({"id": "zxcv", "equipment": "cable"}, "Sled Drag, Cable"),
        ({"id": "squat", "equipment": "equipment-1"}, "Squat, My Rack"),
        ({"id": "unheardOf"}, "unheardOf"),
    ],
)
def test_an_exercise_is_called_as_in_the_app(exercise: dict[str, Any], name: str) -> None:
    assert sets(read_log(storage(made(5, 225), exercise=exercise)))[0][0] == name


def test_a_timed_set_has_a_duration() -> None:
    body = read_log(storage(made(0, 20, completedSetTimer=45))).facts[-1].body
    assert (body["duration_s"], body.get("reps")) == (45.0, None)


def test_a_workout_under_way_is_not_read_and_that_is_said() -> None:
    progress = [{"vtype": "progress", "entries": [{"sets": [made(5, 225)]}]}]
    reading = read_log(storage(made(5, 225), progress=progress))
    assert len(sets(reading)) == 2
    assert any("under way" in note for note in reading.notes)


def test_nothing_private_is_kept() -> None:
    assert "a@b.c" not in repr(read_log(JSON))


@pytest.mark.parametrize(
    "data", [CSV.replace(AT, "3/1/26 10:00").encode(), JSON.replace(AT.encode(), b"x").replace(b"1772359200123", b"0")]
)
def test_a_date_that_cannot_be_read_refuses_the_file(data: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_log(data)


def test_a_load_without_its_unit_is_refused() -> None:
    assert (
        read_log(f"{CSV}{row(unit='')}\n{row(unit='st')}\n".encode()).rows[-2:][0].refusal == "a load without its unit"
    )
    assert "not a unit of load" in read_log(f"{CSV}{row(unit='st')}\n".encode()).rows[-1].refusal


@pytest.mark.parametrize("cut", [100, 500, len(JSON) - 2])
def test_half_a_file_is_refused(cut: int) -> None:
    with pytest.raises(BadInput, match="no whole JSON"):
        read_log(JSON[:cut])


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1400 * 4)), min_size=1, max_size=8))
def test_sets_written_in_the_format_come_back_and_a_second_import_adds_nothing(done: list[tuple[int, int]]) -> None:
    lines = "\n".join((HEAD, *(row(str(reps), f"{quarters / 4:g}", "kg") for reps, quarters in done))).encode()
    whole = storage(
        *(made(reps, None, completedWeight={"value": quarters / 4, "unit": "kg"}) for reps, quarters in done)
    )
    expected = [(reps, quarters / 4 or None) for reps, quarters in done]
    for reading, first in ((read_log(lines, Unit.KG), 0), (read_log(whole), 1)):
        assert [(found[2], found[3]) for found in sets(reading)[first:]] == expected
        new, _ = compare({}, reading, Names())
        again, report = compare({fact.id: fact for fact in new}, reading, Names())
        assert (again, report.stored) == ((), 0)
