from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from legday.files.read import read_log
from legday.files.reading import Reading
from legday.files.report import UnitNeeded
from legday.kinds import Unit
from legday.log.history import Role, Session, SetBody, history

S1 = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes"
S2 = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes"
S3 = S2 + ",RPE"
S4 = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
S5 = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE"
S6 = (
    '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";'
    '"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
)
SA = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
    "Workout Notes;Workout Duration"
)
DAY = "2023-05-21 18:24:10"
FR = (
    "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
    "Notes d'entraînement,RPE"
)
DE = (
    "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,"
    "Workout-Notizen,RPE"
)
ZH = "日期,锻炼名称,时长,运动名称,设置顺序,重量,次,距离,秒,备注,锻炼备注,RPE"
ES = "Fecha,Nombre,Duración,Ejercicio,Orden,Peso,Reps.,Distancia,Segundos,Notas,Notas de entreno,RPE"


def read(*lines: str, unit: Unit | None = None) -> Reading:
    return read_log("\n".join(lines).encode(), unit)


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


def sessions(reading: Reading) -> tuple[Session, ...]:
    return history(reading.facts, lambda app, exercise: None)


def ios(
    order: str, load: str = "100", reps: str = "5", seconds: str = "0", *, notes: str = ",,", name: str = "Squat"
) -> str:
    return f'{DAY},"Legs",1h 13m,"{name}",{order},{load},{reps},0,{seconds},{notes}'


@pytest.mark.parametrize(
    ("header", "row", "unit"),
    [
        (S1, f'{DAY},"Legs","Squat",0,100.0,5,0.0,0,""', None),
        (S2, f'{DAY},"Legs","Squat",1,100,5,0,0,"",""', Unit.KG),
        (S3, f'{DAY},"Legs","Squat",1,100,5,0,0,"","",8', Unit.KG),
        (S4, f'{DAY},"Legs",1h 13m,"Squat",1,100.0,5,0,0,"","",8', Unit.KG),
        (S5, f'{DAY},"Legs",1h 13m,"Squat",1,100.0,5.0,0,0.0,8', Unit.KG),
        (S6, f'"1";"{DAY}";"Legs";"4380";"Squat";"1";"100.0";"5";"8";"";"";"";""', None),
        (SA, f'{DAY};"Legs";"Squat";1;100;kg;5;8;;;0;"";"";1h 13m', None),
        (FR, f'{DAY},"Legs",1h 13m,"Squat",1,100.0,5,0,0,"","",8', Unit.KG),
        (DE, f'{DAY},"Legs",1h 13m,"Squat",1,100.0,5.0,0,0.0,"","",8', Unit.KG),
        (ZH, f'{DAY},"Legs",1小时13分钟,"Squat",1,100.0,5,0,0,"","",8', Unit.KG),
        (ES, f'{DAY},"Legs",1h 13m,"Squat",1,100.0,5,0,0,"","",8', Unit.KG),
    ],
    ids=["S-1", "S-2", "S-3", "S-4", "S-5", "S-6", "S-A", "fr", "de", "zh", "unknown language"],
)
def test_every_version_and_language_says_the_same_set(header: str, row: str, unit: Unit | None) -> None:
    reading = read(header, row, unit=unit)
    [done] = sets(reading)
    [session] = sessions(reading)
    assert (done.app, done.exercise, done.load_kg, done.reps, done.role) == ("strong", "Squat", 100.0, 5, Role.WORK)
    assert done.reserve == (2.0 if "RPE" in header else None)
    assert (session.began, session.title) == (datetime(2023, 5, 21, 18, 24, 10), "Legs")
    if any(word in header for word in ("Dur", "Dauer", "时长")):
        assert session.ended == datetime(2023, 5, 21, 19, 37, 10)


def test_the_same_workout_has_the_same_ids_in_every_version() -> None:
    old = read(S1, f'{DAY},"Legs","Squat",0,100.0,5,0.0,0,""')
    new = read(S6, f'"1";"{DAY}";"Legs again";"4380";"Squat";"1";"110.0";"6";"";"";"";"";""')
    assert [fact.about for fact in old.facts] == [fact.about for fact in new.facts]


def test_an_android_file_without_its_header_is_read_with_its_first_row() -> None:
    reading = read(f'{DAY};"Legs";"Squat";1;225;lbs;5;;;;0;"";""', f'{DAY};"Legs";"Chin Up";1;;;8;;;;0;;')
    first, second = sets(reading)
    assert (first.load_kg, second.load_kg, reading.unit, reading.said) == (102.06, None, Unit.LB, True)
    assert [row.line for row in reading.rows] == [1, 2]


def test_units_may_differ_from_row_to_row() -> None:
    reading = read(SA, f"{DAY};L;Squat;1;100;lbs;5;;;;0;;;", f"{DAY};L;Squat;2;100;kg;5;;1;mi.;0;;;")
    assert [done.load_kg for done in sets(reading)] == [45.36, 100.0]
    assert sets(reading)[1].distance_m == 1609.34


def test_a_unit_that_the_file_does_not_say_is_asked_with_three_known_lifts() -> None:
    rows = [ios("1", "225", name=name) for name in ("Squat (Barbell)", "Deadlift (Barbell)", "Leg Press", "Chest Fly")]
    with pytest.raises(UnitNeeded, match=r"Squat \(Barbell\): 225 → 225 kg or 102 kg") as needed:
        read(S4, *rows)
    assert [lift.exercise for lift in needed.value.lifts] == ["Squat (Barbell)", "Deadlift (Barbell)", "Leg Press"]
    assert "--unit kg" in str(needed.value)
    assert "--unit lb" in str(needed.value)


def test_without_known_lifts_the_most_frequent_are_shown() -> None:
    rows = [ios("1", name="Chest Fly"), ios("1", name="Arm Curl"), ios("2", name="Arm Curl")]
    with pytest.raises(UnitNeeded) as needed:
        read(S4, *rows)
    assert [lift.exercise for lift in needed.value.lifts] == ["Arm Curl", "Chest Fly"]


def test_a_log_without_any_load_needs_no_unit() -> None:
    assert len(read(S4, ios("1", "0", name="Chin Up")).rows) == 1


def test_a_file_that_says_its_unit_wins_over_the_one_given() -> None:
    reading = read(S1, f'{DAY},"Legs","Squat",0,100.0,5,0.0,0,""', unit=Unit.LB)
    assert sets(reading)[0].load_kg == 100.0
    assert any("not used" in note for note in reading.notes)


def test_pounds_are_converted_and_float_noise_goes() -> None:
    reading = read(S4, ios("1", "185.00000000000003"), ios("2", "185"), unit=Unit.LB)
    assert [done.load_kg for done in sets(reading)] == [83.91, 83.91]


def test_a_tiny_load_does_not_become_zero_by_rounding() -> None:
    assert sets(read(S4, ios("1", "0.004"), unit=Unit.KG))[0].load_kg == 0.01


def test_a_load_of_zero_is_no_load_in_strong() -> None:
    assert sets(read(S4, ios("1", "0"), ios("2", "0.0"), unit=Unit.KG))[0].load_kg is None


def test_decimal_commas_are_read() -> None:
    row = f'"1";"{DAY}";"Legs";"4380";"Squat";"1";"22,5";"5";"8,5";"";"";"";""'
    [done] = sets(read(S6, row))
    assert (done.load_kg, done.reserve) == (22.5, 1.5)


def test_letters_say_what_a_set_was_for() -> None:
    reading = read(S4, ios("W", notes=",,6"), ios("1"), ios("F"), ios("D"), unit=Unit.KG)
    assert [done.role for done in sets(reading)] == [Role.WARMUP, Role.WORK, Role.FAILURE, Role.DROP]
    assert sets(reading)[0].reserve is None


@pytest.mark.parametrize("word", ["Rest Timer", "Ruhezeit"])
def test_a_rest_row_is_the_rest_of_the_set_before_and_no_set(word: str) -> None:
    reading = read(S4, ios("1"), ios(word, "0", "0.0", "120.0"), ios("2"), unit=Unit.KG)
    assert [done.rest_s for done in sets(reading)] == [120, None]
    assert [row.refusal for row in reading.rows] == ["", "", ""]


def test_a_rest_row_without_a_set_before_it_is_refused() -> None:
    bad = read(S4, ios("Rest Timer", "0", "0", "120"), ios("1"), unit=Unit.KG)
    assert bad.rows[0].refusal.startswith("a rest without")
    after_refused = read(S4, ios("1"), ios("2", reps="-5"), ios("Rest Timer", "0", "0", "90"), unit=Unit.KG)
    assert [bool(row.refusal) for row in after_refused.rows] == [False, True, True]
    assert sets(after_refused)[0].rest_s is None


def test_a_note_row_becomes_the_note_of_its_block() -> None:
    note = f'"1";"{DAY}";"Legs";"60";"Squat";"Note";"";"";"";"";"";"seat 4";""'
    row = f'"1";"{DAY}";"Legs";"60";"Squat";"1";"100";"5";"";"";"";"deep";"good day"'
    reading = read(S6, note, row)
    assert sets(reading)[0].note == "seat 4\ndeep"
    assert sessions(reading)[0].note == "good day"
    assert [row.refusal for row in reading.rows] == ["", ""]
    assert sets(read(S6, row, note))[0].note == "deep\nseat 4"
    assert read(S6, note, row.replace("Squat", "Lunge")).rows[0].refusal


def test_timed_sets_have_a_time_and_no_repetitions() -> None:
    timed, failed = sets(read(S4, ios("1", "0", "0", "60"), ios("2", "100", "0"), unit=Unit.KG))
    assert (timed.duration_s, timed.reps, failed.reps) == (60.0, None, 0)


def test_line_breaks_inside_quotes_and_mixed_line_ends_keep_line_numbers() -> None:
    text = f"{S4}\r\n{ios('1', notes=chr(34) + 'one' + chr(10) + 'two' + chr(34) + ',,')}\n{ios('2', reps='-1')}\r\n"
    reading = read_log(text.encode(), Unit.KG)
    assert sets(reading)[0].note == "one\ntwo"
    assert [(row.line, bool(row.refusal)) for row in reading.rows] == [(2, False), (4, True)]


def test_two_sessions_of_one_day_stay_two_and_blocks_keep_their_order() -> None:
    evening = ios("1").replace("18:24:10", "20:00:00")
    reading = read(S4, ios("1", name="A"), ios("1", name="B"), ios("2", name="A"), evening, unit=Unit.KG)
    first, second = sessions(reading)
    assert [done.exercise for done in first.sets] == ["A", "B", "A"]
    assert [done.place for done in first.sets] == [1, 2, 3]
    assert len(second.sets) == 1


def test_a_duration_with_an_unquoted_comma_is_put_together_again() -> None:
    reading = read(S4, ios("1").replace("1h 13m", "3,527h 3min"), unit=Unit.KG)
    assert sets(reading)[0].load_kg == 100.0
    assert sessions(reading)[0].ended is None
    assert any("never closed" in note for note in reading.notes)


def test_twelve_hour_times_with_a_narrow_space_are_read() -> None:
    reading = read(S4, ios("1").replace(DAY, "2023-05-21 6:24:10\u202fPM"), unit=Unit.KG)
    assert sessions(reading)[0].began == datetime(2023, 5, 21, 18, 24, 10)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(encoding: str) -> None:
    reading = read_log("\n".join((ZH, ios("1"))).encode(encoding), Unit.KG)
    assert sets(reading)[0].load_kg == 100.0
