from __future__ import annotations

from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.files.report import UnitNeeded
from legday.kinds import BadInput, Unit
from legday.log.history import LoadOf, Session, SetBody, history

HEAD = "Workout Start,Workout End,Exercise,Weight,Reps,Notes,Kcal,Distance,Duration,Category,Name,Bodyweight"
SQUAT = '2025-10-17 03:34,2025-10-17 04:10,"Squat ",100,5,"deep",,,,Legs,"Leg day",91'


def read(*lines: str, unit: Unit | None = Unit.KG) -> Reading:
    return read_log("\n".join(lines).encode(), unit)


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


def sessions(reading: Reading) -> tuple[Session, ...]:
    return history(reading.facts, lambda app, exercise: None)


def test_a_workout_has_its_hours_its_name_and_its_sets_in_order() -> None:
    [session] = sessions(read(HEAD, SQUAT, SQUAT.replace(",100,5,", ',"102,5",3,')))
    assert (session.began, session.ended) == (datetime(2025, 10, 17, 3, 34), datetime(2025, 10, 17, 4, 10))
    assert session.title == "Leg day"
    assert [(done.exercise, done.load_kg, done.reps, done.note) for done in session.sets] == [
        ("Squat", 100.0, 5, "deep"),
        ("Squat", 102.5, 3, "deep"),
    ]
    assert "91" not in [str(value) for fact in read(HEAD, SQUAT).facts for value in fact.body.values()]


def test_the_unit_is_asked_for_where_the_file_does_not_say_it() -> None:
    with pytest.raises(UnitNeeded):
        read(HEAD, SQUAT, unit=None)
    assert sets(read(HEAD, SQUAT, unit=Unit.LB))[0].load_kg == 45.36
    assert read(HEAD.replace("Weight", "Weight (lbs)"), SQUAT, unit=None).unit is Unit.LB


def test_a_load_below_zero_is_help() -> None:
    [done] = sets(read(HEAD, SQUAT.replace(",100,", ",-14,")))
    assert (done.load_kg, done.load_of) == (14.0, LoadOf.HELP)


def test_short_dates_are_read_in_the_order_of_the_whole_file() -> None:
    rows = [
        SQUAT.replace("2025-10-17 03:34,2025-10-17 04:10", f"{day} 9:06,{day} 10:01") for day in ("5/9/26", "5/18/26")
    ]
    assert [session.began for session in sessions(read(HEAD, *rows))] == [
        datetime(2026, 5, 9, 9, 6),
        datetime(2026, 5, 18, 9, 6),
    ]
    newest_first = [SQUAT.replace("2025-10-17", day) for day in ("2/4/26", "1/4/26", "12/3/26")]
    assert sessions(read(HEAD, *newest_first))[0].began.month == 3


def test_a_row_in_which_nothing_was_entered_was_planned_only() -> None:
    reading = read(HEAD, SQUAT, SQUAT.replace(",100,5,", ",,,"))
    assert "not done" in reading.rows[1].refusal
    assert len(sets(reading)) == 1


def test_times_are_seconds_and_distances_are_guessed_by_their_size_and_said_so() -> None:
    reading = read(
        HEAD,
        '2025-10-17 03:34,,"Rowing Machine",,,"",120,2000,538,Cardio,"",',
        '2025-10-17 03:34,,"Outdoor run",,,"",320,3.1,2700,Cardio,"",',
        '2025-10-17 03:34,,"Wall Sit",,0,"",,,45,Legs,"",',
    )
    row, run, sit = sets(reading)
    assert (row.distance_m, row.duration_s) == (2000.0, 538.0)
    assert (run.distance_m, run.duration_s) == (3100.0, 2700.0)
    assert (sit.duration_s, sit.reps) == (45.0, None)
    assert "unit of its distances (2)" in reading.notes[0]


@pytest.mark.parametrize("text", ["someday", "2025-13-17 03:34"])
def test_an_unreadable_date_refuses_the_whole_file(text: str) -> None:
    with pytest.raises(BadInput, match="Line 3: the date"):
        read(HEAD, SQUAT, SQUAT.replace("2025-10-17 03:34", text))


def test_an_end_before_the_beginning_is_not_known() -> None:
    assert sessions(read(HEAD, SQUAT.replace("04:10", "02:10")))[0].ended is None


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (",,,,,,,,,,,", "an empty row"),
        (SQUAT.replace("Squat ", ""), "no exercise name"),
        (SQUAT.replace(",100,", ",heavy,"), "not a number"),
        (SQUAT.replace(",,,,Legs", ",,,soon,Legs"), "not a time"),
        ("2025-10-17 03:34,2025-10-17 04:10", "cut off"),
    ],
)
def test_a_bad_row_is_refused_alone(bad: str, why: str) -> None:
    reading = read(HEAD, SQUAT, bad, SQUAT)
    assert why in reading.rows[1].refusal
    assert len(sets(reading)) == 2


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BadInput, match="without the columns reps, load"):
        read("Workout Start,Workout End,Exercise", "2025-10-17 03:34,,Squat")


@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)),
            st.sampled_from(["Squat", 'Lunge, "deep"']),
            st.integers(1, 600).map(lambda quarters: quarters / 4),
            st.integers(0, 100),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_sets_written_as_the_app_writes_them_are_read_back(done: list[tuple[datetime, str, float, int]]) -> None:
    lines = [
        f'{at:%Y-%m-%d %H:%M},,"{name.replace(chr(34), chr(34) * 2)}",{load},{reps},"",,,,Legs,"",'
        for at, name, load, reps in done
    ]
    reading = read(HEAD, *lines)
    assert [(each.exercise, each.load_kg, each.reps) for each in sets(reading)] == [one[1:] for one in done]
    assert len(sessions(reading)) == len({f"{at:%Y-%m-%d %H:%M}" for at, *_ in done})
    new, _ = compare({}, reading, Names())
    assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()
