from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.own import is_own
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit

START = 1768240800000  # 2026-01-12 18:00 UTC


def entry(id: str, *sets: dict[str, Any], **target: Any) -> dict[str, Any]:
    return {"id": id, "sets": sets, "topW": None, "target": target or None}


def state(*entries: dict[str, Any], unit: str | None = "kg", **workout: Any) -> bytes:
    whole = {"id": "w1", "d": "2026-01-12", "start": START, "end": START + 3_600_000, "routineId": "r", "name": "Legs",
             "bw": 81.3, "entries": entries, "prs": [], "vol": 1, **workout}  # fmt: skip
    return json.dumps(
        {"unit": unit, "lang": "en", "bodyweight": [{"d": "2026-01-12", "w": 81.3}], "routines": [],
         "workouts": [whole], "customEx": [{"id": "c1", "n": "Reverse Nordic", "bp": "upper legs"}], "_ts": 1}
    ).encode()  # fmt: skip


OPENGYM = state(
    entry("0043", {"w": 100, "r": 5, "rpe": 8, "done": True}, {"w": 102.5, "r": 5, "rir": 1, "done": True}),
    entry("c1", {"w": 0, "r": 12, "done": True}, side=False),
    entry("0463", {"sec": 45, "w": 0, "done": True}, mode="time"),
)


def sets(reading: Reading) -> list[tuple[object, ...]]:
    fields = ("exercise", "load_kg", "reps", "reserve", "duration_s")
    return [tuple(map(fact.body.get, fields)) for fact in reading.facts if "session" in fact.body]


def test_workouts_are_read_with_the_names_of_their_exercises() -> None:
    reading = read_log(OPENGYM)
    assert (reading.app, reading.unit, reading.said, reading.zoned) == ("opengym", Unit.KG, True, True)
    assert sets(reading)[:3] == [
        ("barbell full squat", 100.0, 5, 2.0, None),
        ("barbell full squat", 102.5, 5, 1.0, None),
        ("Reverse Nordic", None, 12, None, None),
    ]
    assert sets(reading)[3][1:] == (None, None, None, 45.0)
    session = reading.facts[0].body
    assert (session["began"], session["ended"], session["title"]) == (
        "2026-01-12T18:00:00",
        "2026-01-12T19:00:00",
        "Legs",
    )
    assert "81.3" not in repr(reading)


def test_a_backup_is_not_taken_for_legdays_own_file() -> None:
    assert not is_own(OPENGYM)


def test_exercises_that_are_not_for_the_legs_stay_numbers_and_that_is_said() -> None:
    reading = read_log(state(entry("0025", {"w": 60, "r": 8, "done": True})))
    assert sets(reading)[0][0] == "openGym exercise 0025"
    assert any("only a number" in note for note in reading.notes)


def test_a_set_that_was_not_ticked_was_not_done() -> None:
    reading = read_log(state(entry("0043", {"w": 100, "r": 5, "done": True}, {"w": 100, "r": 5, "done": False})))
    assert [row.refusal for row in reading.rows] == ["", "planned in the app, not done"]


def test_repetitions_of_one_side_are_half_of_what_the_app_counts_for_both() -> None:
    reading = read_log(state(entry("c1", {"w": 20, "r": 16, "done": True}, side=True)))
    assert sets(reading)[0][2] == 8


def test_minutes_of_cardio_become_a_duration() -> None:
    assert sets(read_log(state(entry("c1", {"min": 20, "speed": 8, "done": True}))))[0][4] == 1200.0


def test_pounds_are_pounds_and_without_a_unit_it_is_asked() -> None:
    squat = entry("0043", {"w": 225, "r": 5, "done": True})
    assert sets(read_log(state(squat, unit="lb")))[0][1] == 102.06
    assert read_log(state(squat, unit=None), Unit.KG).said is False


def test_the_day_that_the_app_wrote_stands_in_whatever_zone() -> None:
    there = read_log(OPENGYM, zone=timezone(timedelta(hours=9)))
    assert there.facts[0].body["began"] == "2026-01-12T00:00:00"
    assert {fact.id for fact in there.facts} == {fact.id for fact in read_log(OPENGYM).facts}


def test_a_workout_with_its_day_alone_begins_with_the_day() -> None:
    reading = read_log(state(entry("0043", {"w": 100, "r": 5, "done": True}), start=None))
    assert (reading.facts[0].body["began"], reading.zoned) == ("2026-01-12T00:00:00", False)


@pytest.mark.parametrize("day", ["12.01.26", 5, ""])
def test_a_day_that_cannot_be_read_refuses_the_file(day: object) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_log(state(entry("0043", {"w": 100, "r": 5, "done": True}), d=day))


def test_a_set_that_cannot_be_is_refused_alone() -> None:
    reading = read_log(state(entry("0043", {"w": 100, "r": 5}, {"w": "heavy", "r": 5}, {"w": 1, "r": 5, "rir": 99})))
    assert [bool(row.refusal) for row in reading.rows] == [False, True, True]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1400 * 4)), min_size=1, max_size=8))
def test_sets_written_in_the_format_come_back_and_a_second_import_adds_nothing(done: list[tuple[int, int]]) -> None:
    reading = read_log(state(entry("0043", *({"w": quarters / 4, "r": reps, "done": True} for reps, quarters in done))))
    assert [(found[2], found[1]) for found in sets(reading)] == [
        (reps, quarters / 4 or None) for reps, quarters in done
    ]
    new, _ = compare({}, reading, Names())
    again, report = compare({fact.id: fact for fact in new}, reading, Names())
    assert (again, report.stored) == ((), 0)
