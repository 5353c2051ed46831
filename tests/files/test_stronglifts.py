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
from legday.kinds import BadInput, Unit
from legday.log.history import LoadOf, Session, SetBody, history

SETS = ",".join(f"Set {number} (Reps),Set {number} (KG)" for number in range(1, 6))
HEAD = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,Sets×Reps,Sets×Time,"
    "Top Set (Reps×KG),e1RM (KG),Reps,Volume (KG),Workout Volume (KG),Duration (hours),"
    f"Start Time (h:mm),End Time (h:mm),Notes,{SETS}"
)
OLD = "Date,Note,Body Weight (KG),Body Weight (LB)" + "".join(
    f",Exercise {number},Weight (KG),Weight (LB),Set 1,Set 2,Set 3,Set 4,Set 5" for number in (1, 2, 3)
)


def row(
    exercise: str = "Squat",
    *sets: str,
    day: str = "2026/08/11",
    start: str = "10:56 PM",
    end: str = "11:57 PM",
    note: str = "",
    by: str = "5×5,",
) -> str:
    cells = ",".join([*(sets or ("5,55",) * 5), *[","] * (5 - len(sets or "12345"))])
    return f'{day},1,"Workout A","Stronglifts 5×5",83.5,"{exercise}",{by},,,,,,1.0,{start},{end},"{note}",{cells}'


def read(*lines: str, mark: str = "") -> Reading:
    return read_log((mark + "\n".join(lines)).encode(), None)


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


def sessions(reading: Reading) -> tuple[Session, ...]:
    return history(reading.facts, lambda app, exercise: None)


def test_each_set_of_a_row_is_one_and_the_session_has_its_hours() -> None:
    reading = read(HEAD, row(), row("Bench Press", "5,40", "4,40"), mark="\ufeff")
    [session] = sessions(reading)
    assert (session.began, session.ended) == (datetime(2026, 8, 11, 22, 56), datetime(2026, 8, 11, 23, 57))
    assert [(done.exercise, done.load_kg, done.reps) for done in session.sets] == [("Squat", 55.0, 5)] * 5 + [
        ("Bench Press", 40.0, 5),
        ("Bench Press", 40.0, 4),
    ]
    assert [each.line for each in reading.rows] == [2] * 5 + [3] * 2
    assert session.title == "Workout A"
    assert "83.5" not in str(reading.facts)


def test_a_workout_past_midnight_ends_on_the_next_day() -> None:
    assert sessions(read(HEAD, row(end="12:20 AM")))[0].ended == datetime(2026, 8, 12, 0, 20)


def test_a_failed_set_has_no_repetitions_and_is_kept() -> None:
    assert [done.reps for done in sets(read(HEAD, row("Squat", "5,55", "0,55")))] == [5, 0]


def test_an_exercise_without_sets_is_explained() -> None:
    reading = read(HEAD, row(), row("Deadlift", ","))
    assert [bool(each.refusal) for each in reading.rows] == [False] * 5 + [True]
    assert "no set was done" in reading.rows[-1].refusal


def test_pounds_stand_in_the_heads_of_the_sets_though_the_body_is_in_kilograms() -> None:
    head = HEAD.replace(SETS, SETS.replace("KG", "LB").replace(",Set", ", Set"))
    reading = read(head.replace("×", "x"), row("Squat", "5,225"))
    assert (reading.unit, reading.said, sets(reading)[0].load_kg) == (Unit.LB, True, 102.06)


def test_a_load_below_zero_is_help() -> None:
    [done] = sets(read(HEAD, row("Chinups", "10,-5")))
    assert (done.load_kg, done.load_of) == (5.0, LoadOf.HELP)


def test_an_exercise_by_time_is_held_for_seconds() -> None:
    held, long = sets(read(HEAD, row("Planks", "30,0", "1:05,0", by=",3×30")))
    assert (held.duration_s, held.reps, held.load_kg, long.duration_s) == (30.0, None, None, 65.0)


def test_a_note_repeated_on_each_row_is_the_workouts_and_another_one_the_exercises() -> None:
    reading = read(HEAD, row(note="tired"), row("Bench Press", note="tired"), row("Barbell Row", note="straps"))
    assert sessions(reading)[0].note == "tired"
    assert [done.note for done in sets(reading) if done.note] == ["straps"]


def test_a_note_on_a_later_row_alone_is_the_exercises() -> None:
    reading = read(HEAD, row(), row("Bench Press", note="straps"))
    assert sessions(reading)[0].note == ""
    assert [done.note for done in sets(reading) if done.note] == ["straps"]


def test_two_workouts_of_a_day_stay_two() -> None:
    assert len(sessions(read(HEAD, row(), row(start="7:00 AM", end="8:00 AM")))) == 2


def test_a_workout_without_its_hours_has_its_day() -> None:
    [session] = sessions(read(HEAD, row(start="", end="")))
    assert (session.began, session.ended) == (datetime(2026, 8, 11), None)


@pytest.mark.parametrize(("day", "start"), [("someday", "10:56 PM"), ("2026/08/11", "late")])
def test_an_unreadable_date_or_time_refuses_the_whole_file(day: str, start: str) -> None:
    with pytest.raises(BadInput, match="Line 3: the date"):
        read(HEAD, row(), row(day=day, start=start))


def test_a_bad_set_is_refused_alone_and_keeps_its_number() -> None:
    good, bad = read(HEAD, row("Squat", "5,55", "5,60")), read(HEAD, row("Squat", "5,heavy", "5,60"))
    assert ["not a number" in each.refusal for each in bad.rows] == [True, False]
    assert bad.rows[1].set_id == good.rows[1].set_id


def test_a_row_that_was_cut_off_is_refused() -> None:
    reading = read(HEAD, row(), "2026/08/11,1", row())
    assert "cut off" in reading.rows[5].refusal


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BadInput, match="without the columns exercise"):
        read(HEAD.replace("Exercise", "Lift"), row())


def old(day: str, *exercises: str) -> str:
    return f"{day},,82,,{','.join(exercises)}"


SQUAT = "Squat,70,,5,5,5,5,4"


def test_an_old_row_holds_a_whole_workout() -> None:
    reading = read(OLD, old("13/11/18", SQUAT, "Deadlift,80,,5,,,,", "Dips,0,,10,0,,,"))
    [session] = sessions(reading)
    assert session.began == datetime(2018, 11, 13)
    assert [(done.exercise, done.load_kg, done.reps) for done in session.sets] == [
        *[("Squat", 70.0, 5)] * 4,
        ("Squat", 70.0, 4),
        ("Deadlift", 80.0, 5),
        ("Dips", None, 10),
        ("Dips", None, 0),
    ]
    assert (reading.unit, reading.said) == (Unit.KG, True)


@pytest.mark.parametrize("rest", [",,,,,,,,,,,", ",,,,,,,,,,,,,,,", ""])
def test_cells_of_exercises_that_an_old_workout_has_not_may_be_missing(rest: str) -> None:
    reading = read(f"{OLD},", old("13/11/18", SQUAT) + rest, old("15/11/18", SQUAT, SQUAT, SQUAT) + ",")
    assert [len(session.sets) for session in sessions(reading)] == [5, 15]


def test_an_old_row_that_breaks_off_within_an_exercise_is_refused() -> None:
    reading = read(OLD, "13/11/18,,82,,Squat,70,,5,5", old("15/11/18", SQUAT, SQUAT, SQUAT))
    assert "cut off" in reading.rows[0].refusal


def test_an_old_file_of_endless_columns_or_without_dates_is_refused() -> None:
    for head in (OLD + ",Exercise 4" * 300, OLD.replace("Date,", "Day,")):
        with pytest.raises(BadInput, match="without the column Date, or with more than 200 columns"):
            read(head, old("13/11/18", SQUAT, SQUAT, SQUAT), "")


def test_the_order_of_day_and_month_is_that_of_the_whole_old_file() -> None:
    european = read(OLD, *(old(day, SQUAT, SQUAT, SQUAT) for day in ("03/12/18", "05/12/18", "15/12/18")))
    american = read(OLD, *(old(day, SQUAT, SQUAT, SQUAT) for day in ("06/01/18", "06/04/18", "06/14/18")))
    assert [session.began.month for session in sessions(european)] == [12, 12, 12]
    assert [session.began.month for session in sessions(american)] == [6, 6, 6]


def test_an_old_file_in_which_day_and_month_cannot_be_told_apart_is_refused() -> None:
    with pytest.raises(BadInput, match="day first or with the month first"):
        read(OLD, old("03/02/18", SQUAT, SQUAT, SQUAT), old("05/04/18", SQUAT, SQUAT, SQUAT))


def test_old_loads_in_pounds_stand_in_the_other_column() -> None:
    reading = read(OLD, old("13/11/18", "Squat,,225,5,,,,", SQUAT, "Rows,,95,8,8,8,,"))
    assert (sets(reading)[0].load_kg, reading.unit) == (102.06, Unit.KG)


def test_an_old_exercise_without_sets_and_a_workout_without_exercises_are_explained() -> None:
    reading = read(
        OLD, old("13/11/18", SQUAT, "Dips,0,,,,,,", ",,,,,,,"), old("14/11/18", ",,,,,,,", ",,,,,,,", ",,,,,,,")
    )
    assert [each.refusal for each in reading.rows if each.refusal] == [
        "an exercise of which no set was done",
        "a workout without exercises",
    ]


def test_two_old_workouts_of_a_day_stay_two_and_old_notes_are_the_workouts() -> None:
    rows = [f"13/11/18,tired,82,,{SQUAT},{SQUAT},{SQUAT}"] * 2
    reading = read(OLD, *rows)
    assert [(len(session.sets), session.note) for session in sessions(reading)] == [(15, "tired")] * 2
    new, _ = compare({}, reading, Names())
    assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()


DONE = st.lists(
    st.tuples(
        st.sampled_from(["Squat", "Deadlift"]),
        st.lists(st.integers(0, 99), min_size=1, max_size=5),
        st.integers(1, 600).map(lambda quarters: quarters / 4),
    ),
    min_size=1,
    max_size=3,
)


@given(st.lists(DONE, min_size=1, max_size=5))
def test_sets_written_as_the_app_writes_them_are_read_back(workouts: list[list[tuple[str, list[int], float]]]) -> None:
    now, then = [HEAD], [OLD]
    for day, workout in enumerate(workouts, start=13):
        now += [
            row(exercise, *(f"{rep},{load}" for rep in reps), day=f"2018/11/{day}") for exercise, reps, load in workout
        ]
        blocks = [
            f"{exercise},{load},," + ",".join([*map(str, reps), *[""] * (5 - len(reps))])
            for exercise, reps, load in workout
        ]
        then.append(old(f"{day}/11/18", *blocks, *[",,,,,,,"] * (3 - len(blocks))))
    wanted = [(exercise, load, rep) for workout in workouts for exercise, reps, load in workout for rep in reps]
    for reading in (read(*now), read(*then)):
        assert [(done.exercise, done.load_kg, done.reps) for done in sets(reading)] == wanted
        assert len(sessions(reading)) == len(workouts)
        new, _ = compare({}, reading, Names())
        assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()
