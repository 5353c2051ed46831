from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Holds, Reading
from legday.kinds import BadInput, Unit

JEFIT = """
### SETTING ##########################################

row_id,USERID,TIMESTAMP,gender,DOB,mass,length,week_start
1,77,"2026-01-01 00:00:00",M,1980-05-04," lbs"," in",0


######################################################

### PROFILE ##########################################

row_id,USERID,TIMESTAMP,_id,mydate,weight,fatpercent
1,77,"2026-01-01 00:00:00",1,2020-01-01,199.5,18


######################################################

### ROUTINES #########################################

row_id,USERID,TIMESTAMP,_id,name,difficulty
1,77,"2024-01-01",1,"My ""own"" plan",1

row_id,USERID,TIMESTAMP,package,_id,name,day,dayIndex
2,77,"2024-01-01",1,21,"PPL - Legs",8,2

row_id,USERID,TIMESTAMP,belongSys,superset,_id,exercise_id,belongplan,exercisename,setcount,timer,logs
4,77,"2024-01-01",1,0,184,93,21,"Barbell Deadlift",4,120,"30x9"

######################################################

### WORKOUT SESSIONS #################################

rowid,_id,USERID,edit_time,day_id,total_time,workout_time,starttime,endtime
1,100,77,1456181231,21,391,0,1456180000,1456183600

######################################################

### NOTES ############################################

row_id,USERID,TIMESTAMP,_id,eid,belongSys,mynote,title,mydate,logTime
1,77,"2016-02-22 00:00:00",1,127,1,"deep, and
slow",,2016-02-22,1456180100

######################################################

### EXERCISE LOGS ####################################

USERID,TIMESTAMP,belongSys,logs,_id,record,mydate,eid,ename,day_item_id,belongsession,logTime,interval_logs,auto_generated
77,"2020-01-01 00:00:00",1,"455x5,365x5,0x12",1,500,2016-02-22,127,"Barbell Squat",1,100,1456180100,,
77,"2020-01-01 00:00:00",1,315x10,2,500,2012-03-04,93,"Barbell Deadlift, Stiff",2,0,1330880400,,
77,"2026-01-05 00:00:00",1,"225x5,225x5",3,260,2026-01-05,127,"Barbell Squat",3,1767639600,1767639700,,

######################################################

### EXERCISE SET LOGS ################################

_id,userid,exercise_log_id,set_index,weight_lbs,reps,calories,distance_mi,speed_mph,laps,duration,set_type,log_time
2,77,3,1,225,5,0,0,0,0,0,default,1767639800
1,77,3,0,135,8,0,0,0,0,0,warm-up,1767639700
"""
SETS = [
    ("Barbell Squat", 206.38, 5, None),
    ("Barbell Squat", 165.56, 5, None),
    ("Barbell Squat", None, 12, None),
    ("Barbell Deadlift, Stiff", 142.88, 10, None),
    ("Barbell Squat", 61.23, 8, "warmup"),
    ("Barbell Squat", 102.06, 5, None),
]


def sets(reading: Reading) -> list[tuple[object, ...]]:
    fields = ("exercise", "load_kg", "reps", "role")
    return [tuple(map(fact.body.get, fields)) for fact in reading.facts if "session" in fact.body]


def sessions(reading: Reading) -> list[str]:
    return [fact.body["began"] for fact in reading.facts if "began" in fact.body]


def test_packed_and_listed_sets_are_read_each_once_in_the_unit_that_the_file_says() -> None:
    reading = read_log(JEFIT.encode())
    assert (reading.app, reading.unit, reading.said) == ("jefit", Unit.LB, True)
    assert sets(reading) == SETS
    assert not any(row.refusal for row in reading.rows)


def test_lines_lead_to_the_rows_of_the_file() -> None:
    lines = JEFIT.split("\n")
    reading = read_log(JEFIT.encode())
    for row in reading.rows:
        text = lines[row.line - 1]
        assert ("mynote" if row.holds is Holds.NOTE else "") or text[0].isdigit()
    assert [lines[row.line - 1].split(",")[0] for row in reading.rows] == ["1", "77", "77", "77", "77", "2", "1"]


def test_of_a_file_in_kilograms_only_the_packed_loads_are_in_kilograms() -> None:
    # public exports give 64.9998x5 packed and 143.2999 listed for the same set
    text = JEFIT.replace(" lbs", " kgs").replace(",225,5,", ",143.2999,5,").replace("455x5", "64.9998x5")
    found = sets(read_log(text.encode()))
    assert (found[0][1], found[-1][1]) == (65.0, 65.0)


def test_a_file_without_its_unit_is_asked_for_it() -> None:
    assert read_log(JEFIT.replace('" lbs"', '""').encode(), Unit.KG).said is False


def test_a_session_is_called_as_the_day_of_the_routine() -> None:
    assert [fact.body.get("title") for fact in read_log(JEFIT.encode()).facts if "began" in fact.body] == [
        "PPL - Legs",
        None,
        None,
    ]


def test_a_session_begins_with_its_own_start_or_its_id_or_on_its_day() -> None:
    assert sessions(read_log(JEFIT.encode())) == ["2016-02-22T22:26:40", "2012-03-04T17:00:00", "2026-01-05T19:00:00"]


def test_the_day_that_the_app_wrote_stands_in_whatever_zone() -> None:
    there = read_log(JEFIT.encode(), zone=timezone(timedelta(hours=9)))
    assert sessions(there) == ["2016-02-22T00:00:00", "2012-03-04T00:00:00", "2026-01-05T00:00:00"]
    assert {fact.id for fact in there.facts} == {fact.id for fact in read_log(JEFIT.encode()).facts}


def test_exercises_after_midnight_belong_to_the_session_that_began_before() -> None:
    late = '77,"2020-01-01 00:00:00",1,100x5,9,500,2016-02-23,127,"Leg Press",1,100,1456190100,,\n'
    reading = read_log(JEFIT.replace('77,"2026-01-05', late + '77,"2026-01-05').encode())
    assert len(sessions(reading)) == 3
    assert len({fact.id for fact in reading.facts}) == len(reading.facts)


def test_a_set_of_nothing_is_accounted_for_and_not_kept() -> None:
    reading = read_log(JEFIT.replace("365x5", "0x0").encode())
    assert len(sets(reading)) == 5
    assert [row.refusal for row in reading.rows if row.refusal] == ["a set of 0 × 0: nothing was entered"]


def test_that_old_sets_may_be_the_plan_is_said() -> None:
    assert any("4 sets" in note and "plan" in note for note in read_log(JEFIT.encode()).notes)


def test_the_note_of_an_exercise_is_kept_and_private_sections_are_not_looked_at() -> None:
    reading = read_log(JEFIT.encode())
    squat = next(fact for fact in reading.facts if fact.body.get("exercise") == "Barbell Squat")
    assert squat.body["note"] == "deep, and\nslow"
    everything = repr(reading)
    assert "199.5" not in everything
    assert "1980" not in everything


def test_what_belongs_to_nothing_is_refused_with_its_line() -> None:
    reading = read_log(JEFIT.replace("1,77,3,0,135", "1,77,99,0,135").replace(",127,1,", ",128,1,").encode())
    assert sorted(row.refusal for row in reading.rows if row.refusal) == [
        "a note to an exercise without sets on its day",
        "a set of an exercise that is not in the file",
    ]


def test_a_part_that_is_no_set_is_refused_alone() -> None:
    reading = read_log(JEFIT.replace("365x5", "heavy").encode())
    assert [row.refusal for row in reading.rows if row.refusal] == ["“heavy” is no set that can be read"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (",2012-03-04,", ",04.03.12,", "cannot be read"),
        ("### EXERCISE LOGS #", "### EXERCISE LOG #", "holds no exercise logs"),
        (',315x10,2,500,2012-03-04,93,"Barbell Deadlift, Stiff",2,0,1330880400,,', ",315x10", "columns"),
        ('"Barbell Deadlift, Stiff",2', '"Barbell Deadlift, Stiff,2', "not sound"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(old: str, new: str, why: str) -> None:
    assert old in JEFIT
    with pytest.raises(BadInput, match=why):
        read_log(JEFIT.replace(old, new).encode())


def test_a_text_with_headings_is_no_jefit_file() -> None:
    with pytest.raises(BadInput, match="not a training log"):
        read_log(b"### NOTES\n\nhello, dear diary\n")


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 60)), min_size=1, max_size=8))
def test_sets_written_in_the_format_come_back_and_a_second_import_adds_nothing(done: list[tuple[int, int]]) -> None:
    packed = ",".join(f"{tenths / 10:g}x{reps}" for tenths, reps in done)
    reading = read_log(JEFIT.replace("455x5,365x5,0x12", packed).replace(" lbs", " kgs").encode())
    assert sets(reading)[: len(done)] == [("Barbell Squat", tenths / 10 or None, reps, None) for tenths, reps in done]
    new, _ = compare({}, reading, Names())
    again, report = compare({fact.id: fact for fact in new}, reading, Names())
    assert (again, report.stored) == ((), 0)
