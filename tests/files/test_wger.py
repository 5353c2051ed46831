from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.jsons import catalogue
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit

SQUATS = "a2f5b6ef-b780-49c0-8d96-fdaff23e27ce"


def log(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"01990000-0000-7000-8000-{number:012}", "date": f"2026-03-01T18:{number:02}:00+01:00",
            "session": "s-1", "routine": 1, "iteration": 1, "slot_entry": 3, "next_log": None, "exercise": 1750,
            "repetitions_unit": 1, "repetitions": "5.00", "repetitions_target": "8.00", "weight_unit": 1,
            "weight": "80.00", "weight_target": "82.50", "rir": "2.0", "rir_target": None, "rest": 120,
            "rest_target": None, **more}  # fmt: skip


def data(whole: Any) -> bytes:
    return json.dumps(whole).encode()


def paged(*logs: dict[str, Any]) -> bytes:
    return data({"count": len(logs), "next": None, "previous": None, "results": logs})


def sets(reading: Reading) -> list[tuple[object, ...]]:
    fields = ("exercise", "role", "load_kg", "reps", "reserve", "duration_s", "distance_m", "rest_s")
    return [tuple(map(fact.body.get, fields)) for fact in reading.facts if "session" in fact.body]


WGER = paged(log(1), log(2, exercise=1750, weight="82.50", rir=None))
DEADLIFT = "Romanian Deadlift (Dumbbell)"
SETS = [(DEADLIFT, None, 80.0, 5, 2.0, None, None, 120), (DEADLIFT, None, 82.5, 5, None, None, None, 120)]
LOGS = (log(1), log(2, weight="82.50", rir=None))
SESSION = {"id": "s-1", "routine": 1, "day": None, "date": "2026-03-01", "notes": "good day", "impression": "3",
           "time_start": "18:00:00", "time_end": "19:00:00"}  # fmt: skip


@pytest.mark.parametrize(
    "whole",
    [
        list(LOGS),
        {"count": 2, "next": None, "previous": None, "results": LOGS},
        [{"session": SESSION, "logs": LOGS}],
        {"workoutsession": {"results": [SESSION]}, "workoutlog": {"results": LOGS}},
        {"pages": [{"results": LOGS[:1]}, {"results": LOGS[1:]}]},
        [{"model": "manager.workoutlog", "pk": one["id"], "fields": {k: v for k, v in one.items() if k != "id"}}
         for one in LOGS],
    ],
)  # fmt: skip
def test_log_entries_are_found_wherever_they_are(whole: Any) -> None:
    reading = read_log(data(whole))
    assert (reading.app, reading.unit, reading.said, reading.zoned) == ("wger", Unit.KG, True, True)
    assert sets(reading) == SETS
    assert reading.facts[0].body["began"] == "2026-03-01T17:01:00"


def test_the_note_of_a_session_is_kept() -> None:
    assert read_log(data([{"session": SESSION, "logs": LOGS}])).facts[0].body["note"] == "good day"


@pytest.mark.parametrize(
    ("exercise", "name"),
    [
        (SQUATS, "Squats"),
        ({"id": 5000, "uuid": SQUATS, "translations": [{"language": 1, "name": "Kniebeuge"}]}, "Squats"),
        ({"id": 5000, "uuid": "x", "translations": [{"language": 1, "name": "Knie"}, {"language": 2, "name": "Knee"}]},
         "Knee"),
        ({"id": 5000, "name": "My Squat"}, "My Squat"),
        ("Front Squats", "Front Squats"),
        (1750, DEADLIFT),
        (999999, "wger exercise 999999"),
    ],
)  # fmt: skip
def test_an_exercise_is_named_by_uuid_by_the_file_or_by_number(exercise: Any, name: str) -> None:
    assert sets(read_log(paged(log(exercise=exercise))))[0][0] == name


def test_a_name_in_the_file_comes_before_the_number_on_wger_de() -> None:
    whole = {"exerciseinfo": [{"id": 1750, "uuid": "mine", "translations": [{"language": 2, "name": "Own Lift"}]}],
             "workoutlog": [log()]}  # fmt: skip
    assert sets(read_log(data(whole)))[0][0] == "Own Lift"


def test_the_id_of_a_translation_is_none_of_an_exercise() -> None:
    german = {"id": 1750, "uuid": "t-1", "exercise": 88, "language": 1, "name": "Kniebeuge"}
    english = {"id": 1751, "uuid": "t-2", "exercise": 88, "language": 2, "name": "Knee Bend"}
    nested = {"id": 77, "uuid": "e-1", "translations": [{"id": 1750, "uuid": "t-3", "language": 2, "name": "Lunge"}]}
    logs = [log(1, exercise=88), log(2, exercise=77), log(3)]
    reading = read_log(data({"translations": [german, english], "exerciseinfo": [nested], "workoutlog": logs}))
    assert [found[0] for found in sets(reading)] == ["Knee Bend", "Lunge", DEADLIFT]


def test_names_by_number_are_said() -> None:
    notes = " ".join(read_log(paged(log(1), log(2, exercise=999999))).notes)
    assert f"named as on wger.de: {DEADLIFT}." in notes
    assert "none for the legs on wger.de: 1." in notes


def test_each_name_of_the_catalogue_means_the_movement_of_its_uuid() -> None:
    names = Names()
    uuids = {id: name for id, name in catalogue("wger").items() if "-" in id}
    known = {id: names.by_id("wger", id) for id in uuids if names.by_id("wger", id)}
    assert len(known) > 100
    assert {id: names.resolve("wger", uuids[id]) for id in known} == known


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"repetitions_unit": 2}, ("failure", 80.0, 5, None, None)),
        ({"repetitions_unit": 3, "repetitions": "45.00"}, (None, 80.0, None, 45.0, None)),
        ({"repetitions_unit": 4, "repetitions": "2.00"}, (None, 80.0, None, 120.0, None)),
        ({"repetitions_unit": 6, "repetitions": "1.50"}, (None, 80.0, None, None, 1500.0)),
        ({"repetitions_unit": {"id": 8, "name": "Meters"}, "repetitions": "20"}, (None, 80.0, None, None, 20.0)),
        ({"weight_unit": 2, "weight": "225.00"}, (None, 102.06, 5, None, None)),
        ({"weight_unit": 3, "weight": "1.00"}, (None, None, 5, None, None)),
        ({"weight_unit": 4, "weight": "3.00"}, (None, None, 5, None, None)),
        ({"weight": "0.00"}, (None, None, 5, None, None)),
        ({"weight": None}, (None, None, 5, None, None)),
    ],
)
def test_what_was_done_is_read_by_its_units(fields: dict[str, Any], expected: tuple[object, ...]) -> None:
    found = sets(read_log(paged(log(**fields))))[0]
    assert (found[1], found[2], found[3], found[5], found[6]) == expected


def test_the_log_of_older_versions_is_read_and_asked_for_its_unit() -> None:
    old = {"id": 7, "date": "2019-05-21", "workout": 1, "exercise": 1750, "reps": 8, "weight": "60.00", "rir": ""}
    reading = read_log(data([old]), Unit.LB)
    assert (reading.said, sets(reading)[0][2:4]) == (False, (27.22, 8))
    assert (reading.facts[0].body["began"], reading.zoned) == ("2019-05-21T00:00:00", False)


def test_midnight_is_a_day_and_no_moment() -> None:
    for zone in (timezone(timedelta(hours=-8)), timezone(timedelta(hours=9))):
        reading = read_log(paged(log(date="2025-10-01T00:00:00+02:00")), zone=zone)
        assert reading.facts[0].body["began"] == "2025-10-01T00:00:00"


def test_a_set_that_follows_another_as_its_next_is_a_drop_set() -> None:
    second = log(2)
    reading = read_log(paged(log(1, next_log=second["id"]), second))
    assert [found[1] for found in sets(reading)] == [None, "drop"]


def test_a_page_with_the_newest_entry_first_gives_the_same_facts() -> None:
    assert read_log(paged(*reversed(LOGS))).facts == read_log(WGER).facts


def test_two_sessions_on_a_day_stay_two() -> None:
    reading = read_log(paged(log(1), log(2), log(30, session="s-2")))
    assert len([fact for fact in reading.facts if "began" in fact.body]) == 2


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"repetitions": None, "weight": None}, "neither repetitions nor a load"),
        ({"repetitions_unit": 77}, "not a unit of repetitions"),
        ({"weight_unit": 77}, "not a unit of load"),
        ({"repetitions": "5.50"}, "not a whole number"),
        ({"rir": "44"}, "not between 0 and 10"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_alone(fields: dict[str, Any], why: str) -> None:
    reading = read_log(paged(log(1), log(2, **fields)))
    assert [why in row.refusal for row in reading.rows] == [False, True]


@pytest.mark.parametrize("date", ["1.3.26", None, 0, "2026-02-30T10:00:00Z"])
def test_a_date_that_cannot_be_read_refuses_the_file(date: Any) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_log(paged(log(1), log(2, date=date)))


@pytest.mark.parametrize("whole", [b"[" * 100_000, b'{"a":' * 100_000, data({"results": []}), data([1, "a", None])])
def test_other_json_is_no_log(whole: bytes) -> None:
    with pytest.raises(BadInput):
        read_log(whole)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 1400 * 4)), min_size=1, max_size=8))
def test_sets_written_in_the_format_come_back_and_a_second_import_adds_nothing(done: list[tuple[int, int]]) -> None:
    logs = [log(n, repetitions=f"{reps}.00", weight=f"{quarters / 4:.2f}") for n, (reps, quarters) in enumerate(done)]
    reading = read_log(paged(*logs), Unit.KG)
    assert [(found[3], found[2]) for found in sets(reading)] == [
        (reps, quarters / 4 or None) for reps, quarters in done
    ]
    new, _ = compare({}, reading, Names())
    again, report = compare({fact.id: fact for fact in new}, reading, Names())
    assert (again, report.stored) == ((), 0)
