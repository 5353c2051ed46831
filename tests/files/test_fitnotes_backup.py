from __future__ import annotations

import io
import sqlite3
import zipfile
from datetime import datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legday.files import sqlite
from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit
from legday.log.history import LoadOf, SetBody, history

SCHEMA = """
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE exercise (_id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, category_id INTEGER NOT NULL,
  exercise_type_id INTEGER NOT NULL DEFAULT 0, notes TEXT);
CREATE TABLE training_log (_id INTEGER PRIMARY KEY AUTOINCREMENT, exercise_id INTEGER NOT NULL, date DATE NOT NULL,
  metric_weight INTEGER NOT NULL, reps INTEGER NOT NULL, unit INTEGER NOT NULL DEFAULT 0,
  routine_section_exercise_set_id INTEGER NOT NULL DEFAULT 0, timer_auto_start INTEGER NOT NULL DEFAULT 0,
  is_personal_record INTEGER NOT NULL DEFAULT 0, is_personal_record_first INTEGER NOT NULL DEFAULT 0,
  is_complete INTEGER NOT NULL DEFAULT 0, is_pending_update INTEGER NOT NULL DEFAULT 0,
  distance INTEGER NOT NULL DEFAULT 0, duration_seconds INTEGER NOT NULL DEFAULT 0);
CREATE TABLE Comment (_id INTEGER PRIMARY KEY AUTOINCREMENT, date DATE NOT NULL, owner_type_id INTEGER NOT NULL,
  owner_id INTEGER NOT NULL, comment TEXT NOT NULL);
CREATE TABLE WorkoutComment (_id INTEGER PRIMARY KEY AUTOINCREMENT, date TEXT NOT NULL, comment TEXT NOT NULL);
CREATE TABLE WorkoutTime (_id INTEGER PRIMARY KEY AUTOINCREMENT, workout_date TEXT NOT NULL,
  start_date_time TEXT NOT NULL, end_date_time TEXT NOT NULL);
CREATE TABLE BodyWeight (_id INTEGER PRIMARY KEY, date TEXT, body_weight_metric REAL, body_fat REAL, comments TEXT);
CREATE TABLE settings (_id INTEGER PRIMARY KEY AUTOINCREMENT, metric INTEGER NOT NULL DEFAULT 0);
INSERT INTO exercise (name, category_id) VALUES ('Barbell Squat', 1), ('Running', 2), ('Leg Press (Each Side)', 1);
INSERT INTO settings (metric) VALUES (1);
"""
LOGGED = "INSERT INTO training_log (exercise_id, date, metric_weight, reps) VALUES "
SQUATS = """
INSERT INTO training_log (exercise_id, date, metric_weight, reps) VALUES
  (1, '2026-03-02', 100, 5), (1, '2026-03-02', 61.235042773811365, 5), (3, '2026-03-09', 60, 8);
"""


def backup(*statements: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.executescript("".join((SCHEMA, *statements)))
    connection.commit()
    return connection.serialize()


def read(*statements: str) -> Reading:
    return read_log(backup(*statements), None)


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


def test_loads_are_kilograms_whatever_the_app_shows() -> None:
    metric, imperial = read(SQUATS), read(SQUATS, "UPDATE settings SET metric = 0;")
    assert [done.load_kg for done in sets(metric)] == [done.load_kg for done in sets(imperial)] == [100.0, 61.24, 60.0]
    assert (metric.unit, imperial.unit, metric.said) == (Unit.KG, Unit.LB, True)
    assert sets(metric)[2].load_of is LoadOf.SIDE


def test_sets_stand_in_the_order_in_which_they_were_written_down() -> None:
    late = LOGGED + "(3, '2026-03-02', 55, 9);"
    first, second = history(read(SQUATS, late).facts, lambda app, exercise: None)
    assert [done.load_kg for done in first.sets] == [100.0, 61.24, 55.0]
    assert (first.began, second.began) == (datetime(2026, 3, 2), datetime(2026, 3, 9))


def test_times_and_distances_are_seconds_and_metres() -> None:
    run = "INSERT INTO training_log (exercise_id, date, metric_weight, reps, distance, duration_seconds) VALUES "
    [done] = sets(read(run, "(2, '2026-03-02', 0, 0, 5000, 1500);"))
    assert (done.distance_m, done.duration_s, done.reps, done.load_kg) == (5000.0, 1500.0, None, None)


def test_comments_of_sets_and_days_are_kept_and_others_are_not() -> None:
    notes = """INSERT INTO Comment (date, owner_type_id, owner_id, comment) VALUES ('2026-03-02', 1, 2, 'deep'),
      ('2026-03-02', 2, 1, 'of something else');
      INSERT INTO WorkoutComment (date, comment) VALUES ('2026-03-02', 'tired'), ('1999-01-01', 'nothing then');"""
    reading = read(SQUATS, notes)
    assert [done.note for done in sets(reading)] == ["", "deep", ""]
    assert [session.note for session in history(reading.facts, lambda app, exercise: None)] == ["tired", ""]


def test_the_time_of_a_workout_is_kept_and_the_session_stays_the_one_of_the_day() -> None:
    timed = "INSERT INTO WorkoutTime (workout_date, start_date_time, end_date_time) VALUES ('2026-03-02', {});"
    reading = read(SQUATS, timed.format("'2026-03-02 18:05:10', '2026-03-02 19:15:00'"))
    session = history(reading.facts, lambda app, exercise: None)[0]
    assert (session.began, session.ended) == (datetime(2026, 3, 2, 18, 5, 10), datetime(2026, 3, 2, 19, 15))
    assert session.id == history(read(SQUATS).facts, lambda app, exercise: None)[0].id
    odd = read(SQUATS, timed.format("'2031-01-01 18:05:10', 'soon'"))
    assert history(odd.facts, lambda app, exercise: None)[0].began == datetime(2026, 3, 2)


def test_days_without_a_clock_time_raise_no_doubt_about_hours() -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (2, 3) for day in range(1, 9)]
    rows = LOGGED + ", ".join(f"(1, '{day}', 9, 5)" for day in days) + ";"
    times = "INSERT INTO WorkoutTime (workout_date, start_date_time, end_date_time) VALUES "
    evenings = ", ".join(f"('{day}', '{day} 18:00:00', '')" for day in days[8:])
    assert read(rows, times, evenings, ";").notes == ()


def test_the_csv_of_the_same_person_adds_nothing() -> None:
    new, _ = compare({}, read(SQUATS), Names())
    csv = b"""Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2026-03-02,Barbell Squat,Legs,100.0,kgs,5,,,,""
2026-03-02,Barbell Squat,Legs,135.0,lbs,5,,,,""
2026-03-09,Leg Press (Each Side),Legs,60.0,kgs,8,,,,""
"""
    assert compare({fact.id: fact for fact in new}, read_log(csv), Names())[0] == ()


def test_what_a_routine_put_there_counts_as_done_unless_others_of_the_day_are_ticked_off() -> None:
    planned = "UPDATE training_log SET routine_section_exercise_set_id = 7 WHERE _id = 2;"
    assert not any(row.refusal for row in read(SQUATS, planned).rows)
    ticked = read(SQUATS, planned, "UPDATE training_log SET is_complete = 1 WHERE _id = 1;")
    assert ["not done" in row.refusal for row in ticked.rows] == [False, True, False]


def test_measures_of_the_body_are_not_looked_at() -> None:
    reading = read(SQUATS, "INSERT INTO BodyWeight VALUES (1, '2026-03-02', 81.5, 20, 'secret');")
    assert "secret" not in str(reading.facts)
    assert len(reading.rows) == 3


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("(9, '2026-03-02', 100, 5)", "not in the backup"),
        ("(1, '2026-03-02', 'heavy', 5)", "not a number"),
        ("(1, '2026-03-02', 9e9, 5)", "more than anybody"),
        ("(1, '2026-03-02', x'00', -5)", "fewer than none"),
        ("(1, '2026-03-02', 100, 5.5)", "not a whole number"),
    ],
)
def test_a_bad_row_is_refused_alone(bad: str, why: str) -> None:
    reading = read(SQUATS, LOGGED, bad, ";")
    assert sum(bool(row.refusal) for row in reading.rows) == 1
    assert any(why in row.refusal for row in reading.rows)


def test_an_unreadable_day_refuses_the_whole_backup() -> None:
    with pytest.raises(BadInput, match="the date “someday”"):
        read(SQUATS, "UPDATE training_log SET date = 'someday' WHERE _id = 2;")


@pytest.mark.parametrize(
    "tampered",
    [
        "ALTER TABLE training_log RENAME TO t; CREATE VIEW training_log AS SELECT * FROM t;",
        "DROP TABLE training_log; CREATE VIRTUAL TABLE training_log USING fts5(exercise_id, date, reps);",
        "DROP TABLE training_log;",
        "ALTER TABLE training_log RENAME COLUMN reps TO repetitions;",
    ],
)
def test_a_database_that_is_no_backup_is_refused(tampered: str) -> None:
    with pytest.raises(BadInput, match="no backup of FitNotes"):
        read(SQUATS, tampered)


def test_a_missing_table_of_comments_or_times_is_no_matter() -> None:
    dropped = "".join(f"DROP TABLE {name};" for name in ("Comment", "WorkoutComment", "WorkoutTime", "settings"))
    assert len(read(SQUATS, dropped).rows) == 3


def test_a_backup_that_was_written_with_a_journal_beside_it_is_read() -> None:
    data = bytearray(backup(SQUATS))
    data[18:20] = b"\x02\x02"  # write-ahead logging, as newer phones do
    assert len(read_log(bytes(data)).rows) == 3


def test_the_zipped_backup_that_the_app_makes_by_itself_is_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("FitNotes_Automatic_Backup_2024_04_12_17_31_27.fitnotes", backup(SQUATS))
    assert read_log(file.getvalue()).facts == read(SQUATS).facts


def test_a_column_that_computes_something_is_as_if_it_were_not_there() -> None:
    schema = SCHEMA.replace("reps INTEGER NOT NULL,", "reps INTEGER GENERATED ALWAYS AS (length(date)) VIRTUAL,")
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema)
    with pytest.raises(BadInput, match="no backup of FitNotes"):
        read_log(connection.serialize())


def test_work_out_of_proportion_to_the_size_of_the_file_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    data = backup(LOGGED, ", ".join(["(1, '2026-03-02', 100, 5)"] * 2000), ";")
    assert len(read_log(data).rows) == 2000
    monkeypatch.setattr(sqlite, "STEPS", 1)
    with pytest.raises(BadInput, match="cannot be read"):
        read_log(data)


BYTES = backup(SQUATS)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(BYTES) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
def test_a_damaged_backup_is_refused_or_read(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(BYTES)
    for at, piece in changes:
        data[at : at + len(piece)] = piece
    try:
        reading = read_log(bytes(data))
    except BadInput:
        return
    assert reading.rows


@given(
    st.lists(
        st.tuples(
            st.dates(datetime(2015, 1, 1).date(), datetime(2030, 1, 1).date()),
            st.sampled_from([1, 3]),
            st.integers(1, 600).map(lambda quarters: quarters / 4),
            st.integers(0, 100),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=40)
def test_sets_written_as_the_app_writes_them_are_read_back(done: list[tuple[object, int, float, int]]) -> None:
    values = ", ".join(f"({exercise}, '{day}', {load}, {reps})" for day, exercise, load, reps in done)
    reading = read(LOGGED, values, ";")
    wanted = sorted(done, key=lambda one: str(one[0]))
    assert [(each.load_kg, each.reps) for each in sets(reading)] == [(load, reps) for _, _, load, reps in wanted]
    new, _ = compare({}, reading, Names())
    assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()
