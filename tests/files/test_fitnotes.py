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
from legday.log.history import LoadOf, SetBody, history

V1 = "Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time"
V2 = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
IOS = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind"
SQUAT = '2026-03-02,Barbell Squat,Legs,100.0,kgs,5,,,,""'


def read(*lines: str, unit: Unit | None = None) -> Reading:
    return read_log("\n".join(lines).encode(), unit)


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


def test_a_day_is_a_session_that_began_at_no_known_hour() -> None:
    reading = read(V2, SQUAT, SQUAT.replace("03-02", "03-09"), SQUAT)
    first, second = history(reading.facts, lambda app, exercise: None)
    assert (first.began, len(first.sets), second.began) == (datetime(2026, 3, 2), 2, datetime(2026, 3, 9))
    assert reading.notes == ()


@pytest.mark.parametrize("head", [V2, V2.removesuffix(",Comment")])
def test_commas_in_an_unquoted_name_belong_to_the_name(head: str) -> None:
    end = ',""' if head == V2 else ""
    reading = read(head, f"2026-03-02,Lateral Raise (Standing, Dumbbells),Shoulders,10.0,kgs,12,,,{end}")
    assert [(done.exercise, done.load_kg, done.reps) for done in sets(reading)] == [
        ("Lateral Raise (Standing, Dumbbells)", 10.0, 12)
    ]


def test_commas_in_a_name_of_the_first_version_belong_to_the_name() -> None:
    [done] = sets(read(V1, "2018-03-02,Squat, deep, slow (Smith, old),Legs,225.0,5,,,"))
    assert (done.exercise, done.load_kg) == ("Squat, deep, slow (Smith, old)", 102.06)


def test_blank_cells_that_a_spreadsheet_added_are_no_commas_of_a_name() -> None:
    [done] = sets(read(V2, f"{SQUAT},,,"))
    assert (done.exercise, done.load_kg) == ("Barbell Squat", 100.0)


def test_equal_rows_are_so_many_sets_and_a_second_import_adds_nothing() -> None:
    reading = read(V2, *[SQUAT] * 4)
    new, report = compare({}, reading, Names())
    assert (report.stored, report.sets, report.leg_sets) == (4, 4, 4)
    assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()


def test_the_unit_stands_in_the_header_or_in_each_row() -> None:
    first = read(V1, "2018-03-02,Squat,Legs,225.0,5,,,")
    assert (first.unit, first.said, sets(first)[0].load_kg) == (Unit.LB, True, 102.06)
    mixed = read(V2, SQUAT, SQUAT.replace("kgs", "lbs"), SQUAT.replace("kgs", "lbs"))
    assert (mixed.unit, [done.load_kg for done in sets(mixed)]) == (Unit.LB, [100.0, 45.36, 45.36])


def test_a_load_without_its_unit_is_refused_unless_the_unit_is_given() -> None:
    bare = SQUAT.replace("kgs", "")
    assert "without its unit" in read(V2, SQUAT, bare).rows[1].refusal
    assert sets(read(V2, SQUAT, bare, unit=Unit.LB))[1].load_kg == 45.36
    assert "not a unit" in read(V2, SQUAT, SQUAT.replace("kgs", "stones")).rows[1].refusal


def test_no_load_and_a_load_of_zero_are_the_body_alone() -> None:
    reading = read(V2, SQUAT.replace("100.0", "0.0"), SQUAT.replace("100.0,kgs", ","))
    assert [done.load_kg for done in sets(reading)] == [None, None]


def test_times_and_distances_are_read_in_their_units() -> None:
    reading = read(
        V2,
        '2026-03-02,Running (Outdoor),Cardio,,,,5.8,mi,0:59:00,""',
        '2026-03-02,Wall Sit,Legs,,,0,,,0:01:30,"shaky"',
        '2026-03-02,Prowler,Legs,80.0,kgs,,20.0,m,,""',
    )
    run, sit, sled = sets(reading)
    assert (run.distance_m, run.duration_s, run.reps) == (9334.2, 3540.0, None)
    assert (sit.duration_s, sit.reps, sit.note) == (90.0, None, "shaky")
    assert (sled.distance_m, sled.load_kg) == (20.0, 80.0)


def test_a_distance_in_a_unit_of_the_persons_own_is_a_load_or_a_note() -> None:
    heavy, floors = sets(
        read(V2, '2026-03-02,Carry,Legs,,,,60.0,kg,0:00:30,""', '2026-03-02,Stairs,Legs,,,,12.0,floors,,"left knee"')
    )
    assert (heavy.load_kg, heavy.distance_m) == (60.0, None)
    assert (floors.distance_m, floors.note) == (None, "left knee\n12.0 floors")


def test_a_failed_set_keeps_its_load_and_no_repetitions() -> None:
    [done] = sets(read(V2, SQUAT.replace(",5,,,,", ",0,,,,")))
    assert (done.reps, done.load_kg) == (0, 100.0)


def test_each_side_and_assisted_in_a_name_say_what_the_load_is() -> None:
    names = ("Leg Press (Each Side)", "Assisted Dips")
    side, helped = sets(read(V2, *(SQUAT.replace("Barbell Squat", name) for name in names)))
    assert (side.load_of, helped.load_of) == (LoadOf.SIDE, LoadOf.HELP)


def test_of_two_columns_of_loads_the_one_that_was_typed_in_counts() -> None:
    metric = read(
        IOS, "2021-05-20,Barbell Squat,Legs,40.00,88.18,8,,,,,wr", "2021-05-20,Squat,Legs,42.50,93.70,8,,,,,wr"
    )
    assert (metric.unit, [done.load_kg for done in sets(metric)]) == (Unit.KG, [40.0, 42.5])
    pounds = read(
        IOS, '2021-05-20,"Squat, low",Legs,61.2,135.00,8,,,,"easy",wr', "2021-05-20,Squat,Legs,,45.00,8,,,,,wr"
    )
    assert (pounds.unit, [done.load_kg for done in sets(pounds)]) == (Unit.LB, [61.23, 20.41])
    assert (sets(pounds)[0].exercise, sets(pounds)[0].note) == ("Squat, low", "easy")


def test_a_file_saved_by_a_spreadsheet_keeps_its_days() -> None:
    reading = read(V1.replace(",", ";"), "9/3/2020;Squat;Legs;45;5;;;", "9/13/2020;Squat;Legs;45;5;;;")
    assert [session.began.month for session in history(reading.facts, lambda app, exercise: None)] == [9, 9]


def test_an_unreadable_day_refuses_the_whole_file() -> None:
    with pytest.raises(BadInput, match="Line 3: the date “someday”"):
        read(V2, SQUAT, SQUAT.replace("2026-03-02", "someday"))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (",,,,,,,,,", "an empty row"),
        ("2026-03-02,Squat,Legs", "cut off"),
        ("2026-03-02,,Legs,100.0,kgs,5,,,,", "no exercise name"),
        ("2026-03-02,Squat,Legs,100.0,kgs,5,,,soon,", "not a time"),
        ("2026-03-02,Squat,Legs,heavy,kgs,5,,,,", "not a number"),
        ("2026-03-02,Squat,Legs,9000,kgs,5,,,,", "more than anybody moves"),
    ],
)
def test_a_bad_row_is_refused_alone(bad: str, why: str) -> None:
    reading = read(V2, SQUAT, bad, SQUAT)
    assert why in reading.rows[1].refusal
    assert len(sets(reading)) == 2


def test_the_body_tracker_is_declined_kindly() -> None:
    with pytest.raises(BadInput, match=r"body tracker of FitNotes.*choose Settings → Spreadsheet Export"):
        read("Date,Time,Measurement,Value,Unit", "2018-07-30,12:18:42,Bodyweight,167.0,lbs")


WORDS = st.text(st.characters(categories=["L", "N"], include_characters=" (),'-"), min_size=1, max_size=30)
NAMES = WORDS.map(str.strip).filter(lambda name: name and name.strip(" ,") == name and '"' not in name)


@given(
    st.lists(
        st.tuples(
            st.dates(datetime(2015, 1, 1).date(), datetime(2030, 1, 1).date()),
            NAMES,
            st.integers(1, 600).map(lambda quarters: quarters / 4),
            st.integers(0, 100),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_sets_written_as_the_app_writes_them_are_read_back(done: list[tuple[object, str, float, int]]) -> None:
    lines = [f'{day},{name},Legs,{load},kgs,{reps},,,,""' for day, name, load, reps in done]
    reading = read(V2, *lines)
    assert not any(row.refusal for row in reading.rows)
    assert [(each.exercise, each.load_kg, each.reps) for each in sets(reading)] == [
        (name, load, reps) for _, name, load, reps in done
    ]
    new, _ = compare({}, reading, Names())
    assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()
