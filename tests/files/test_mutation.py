from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.files.test_gymbook import GYMBOOK
from tests.files.test_gymcoach import BACKUP
from tests.files.test_gymcoach import CSV as GYMCOACH
from tests.files.test_jefit import JEFIT
from tests.files.test_liftosaur import CSV as LIFTOSAUR
from tests.files.test_liftosaur import JSON as STORAGE
from tests.files.test_opengym import OPENGYM
from tests.files.test_wger import WGER

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit
from legday.log.check import check
from legday.log.fact import Fact
from legday.log.history import history

STRONG = """Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2023-05-21 18:24:10,"Legs",1h 13m,"Squat (Barbell)",W,60,5,0,0,"","",
2023-05-21 18:24:10,"Legs",1h 13m,"Squat (Barbell)",1,102.5,5,0,0,"slow, ""deep""
second line","one",8.5
2023-05-21 18:24:10,"Legs",1h 13m,"Squat (Barbell)",Rest Timer,0,0,0,180,"","",
2023-05-28 07:00:00,"Übung",3459,"Wadenheben",F,0,12,0,60,"","",10
"""
ANDROID = """Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht;Weight Unit;Wiederh.;RPE;Entfernung;\
Distance Unit;Sekunden;Notizen;Workout-Notizen;Dauer
2025-10-03 19:30:55;Beine;Kniebeuge;1;70,5;kg;5.0;;;;;;;50m
2025-10-03 19:30:55;Beine;Kniebeuge;Notiz;;;;;;;;"tief; langsam";;50m
2025-10-03 19:30:55;Beine;Laufen;D;0;;0;;1.5;km;600;;;50m
"""
HEVY = """"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",\
"set_type","weight_lbs","reps","distance_miles","duration_seconds","rpe"
"Legs","21 May 2023, 18:24","21 May 2023, 19:24","","Squat (Barbell)",,"deep\\nslow",0,"warmup",135,5,,,
"Pernas","11 Nis 2026, 13:05","11 Nis 2026, 14:05","fim","Leg Press","0","",1,"dropset",225.5,8,,,9.5
"Legs","Apr 11, 2026, 1:05 PM","","","Plank","","",0,"normal",,,,90,
"""
FILES = [
    STRONG.encode(),
    STRONG.replace("\n", "\r\n").encode("utf-16"),
    ANDROID.encode("utf-8-sig"),
    HEVY.encode(),
    JEFIT.encode(),
    GYMBOOK.encode(),
    LIFTOSAUR.encode(),
    STORAGE,
    GYMCOACH.encode(),
    BACKUP,
    OPENGYM,
    WGER,
]
PIECES = st.binary(max_size=3) | st.sampled_from(
    [b'"', b",", b";", b"\n", b"\r", b"\0", b"-", b"nan", b"1e308", b"9" * 30, b"1,000", b"=cmd()", b"\x1b[2J",
     b"2023-02-30 10:00:00", b"9999-12-31 23:59:59", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\xa6\xb5",
     b"Rest Timer", b"W", b"kg", b"h"]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        until = at + draw(st.sampled_from([0, 0, 1, 1, 2, 5, 40, 10_000]))
        data = data[:at] + draw(PIECES) + data[until:]
    return data


def read_or_refused(data: bytes) -> Reading | None:
    try:
        return read_log(data, Unit.KG)
    except BadInput:
        return None


def test_the_files_that_are_damaged_here_are_sound() -> None:
    for data in FILES:
        reading = read_log(data, Unit.KG)
        assert not any(row.refusal for row in reading.rows)


@settings(max_examples=400)
@given(damaged())
def test_a_damaged_file_is_refused_or_every_row_of_it_is_accounted_for(data: bytes) -> None:
    reading = read_or_refused(data)
    if reading is None:
        return
    new, report = compare({}, reading, Names())
    assert report.rows == len(reading.rows) == report.stored + report.known + report.refused
    assert report.known == 0
    assert report.sets == sum("session" in fact.body for fact in new)
    assert all(isinstance(check(fact), Fact) for fact in new)
    assert sum(len(session.sets) for session in history(new, lambda app, exercise: None)) == report.sets


@given(st.sampled_from(FILES), st.data())
def test_half_a_file_never_holds_more_than_the_whole(data: bytes, drawn: st.DataObject) -> None:
    half = read_or_refused(data[: drawn.draw(st.integers(0, len(data) - 1))])
    whole = read_log(data, Unit.KG)
    if half is not None:
        assert {fact.id for fact in half.facts} <= {fact.id for fact in whole.facts}
