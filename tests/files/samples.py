"""Sound files of every kind that is read, to be damaged."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # sound files stand in and beside the tests of their readers
from test_gymbook import GYMBOOK
from test_gymcoach import BACKUP
from test_gymcoach import CSV as GYMCOACH
from test_jefit import JEFIT
from test_liftosaur import CSV as LIFTOSAUR
from test_liftosaur import JSON as STORAGE
from test_opengym import OPENGYM
from test_wger import WGER
from watches import TRAINED, health, lifted, tcx, workout

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
FITNOTES = """Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2026-03-02,Lateral Raise (Standing, Dumbbells),Shoulders,10.0,kgs,12,,,,""
2026-03-02,Barbell Squat,Legs,225.0,lbs,5,,,,"deep, slow"
2026-03-09,Running (Outdoor),Cardio,,,,5.8,mi,0:59:00,""
"""
FITNOTES_2 = """Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind
2021-05-20,Barbell Squat,Legs,40.00,88.18,8,,,,,wr
"""
FITBOD = """Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier
2025-12-17 03:24:30 +0000,Dumbbell Lunge, 8,34.01946820767298,0.0,0.0,0.0,0.0,false,, 4.0
2025-12-17 03:24:30 +0000,Running, 0,0.0,1500.0,4150.622219771717,0.0,0.0,false,"easy, slow", 0.0

2021-01-17 22:14:35 +0000,Back Squat, 4,20.41168092460379,0.0,0.0,0.0,0.0,true,, 1.0
"""
STRONGLIFTS = """Date (yyyy/mm/dd),Workout,Workout Name,Body Weight (LB),Exercise,Sets×Reps,Sets×Time,\
Start Time (h:mm),End Time (h:mm),Notes,Set 1 (Reps),Set 1 (LB),Set 2 (Reps),Set 2 (LB)
2026/08/11,1,"Workout A",175,"Squat",5×5,,10:56 PM,12:10 AM,"tired",5,225,0,225
2026/08/11,1,"Workout A",175,"Chinups",5×5,,10:56 PM,12:10 AM,"straps",10,-5,,
2026/08/13,2,"Workout B",175,"Planks",,2×30,7:02 AM,7:40 AM,"",30,0,1:05,0
"""
STRONGLIFTS_OLD = """Date,Note,Body Weight (KG),Body Weight (LB),Exercise 1,Weight (KG),Weight (LB),Set 1,Set 2,\
Exercise 2,Weight (KG),Weight (LB),Set 1,Set 2,
03/11/18,,91,,Squat,40,,5,5,Deadlift,,95,5,,
19/11/18,tired,91,,Squat,42.5,,5,0,,,,,
"""
REPCOUNT = """Workout Start,Workout End,Exercise,Weight,Reps,Notes,Kcal,Distance,Duration,Category,Name,Bodyweight
5/18/26 9:06,5/18/26 10:01,"Lying leg curl ","42,5",10,"Elbows high, chin down",,,,Legs,"Leg day",91
5/18/26 9:06,5/18/26 10:01,Assisted Dips,-14,8,"",,,,Triceps,"Leg day",91
5/9/26 7:00,5/9/26 7:20,Rowing Machine,,,"",120,2000,538,Cardio,"",
"""
ALPHA = """"Legs · Day 2";"2026-02-19 4:54 h";"1:02 hr"
"1. Hack Squats · Machine · 8 reps";"WU1 · 37,5 kg · 9 reps<br>WU2 · 72,5 kg · 7 reps"
#;KG;REPS;RIR
1;102,5;6;0,5
2;102,5;5+;1

"Push";"2026-02-17 17:04 h";"45:10 min"
"1. Planks · Bodyweight · 60 secs"
#;KG;SECS
1;+10;60
"""


def backup() -> bytes:
    """A small FitNotes backup."""
    connection = sqlite3.connect(":memory:")
    connection.executescript("""
        CREATE TABLE exercise (_id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE training_log (_id INTEGER PRIMARY KEY, exercise_id INTEGER, date TEXT, metric_weight REAL,
          reps INTEGER, is_complete INTEGER, distance INTEGER, duration_seconds INTEGER);
        CREATE TABLE Comment (_id INTEGER PRIMARY KEY, owner_type_id INTEGER, owner_id INTEGER, comment TEXT);
        INSERT INTO exercise VALUES (1, 'Barbell Squat'), (2, 'Running');
        INSERT INTO training_log VALUES (1, 1, '2026-03-02', 61.235, 5, 1, 0, 0),
          (2, 2, '2026-03-02', 0, 0, 1, 5000, 1500);
        INSERT INTO Comment VALUES (1, 1, 1, 'deep');
    """)
    connection.commit()
    return connection.serialize()


SAMPLES: dict[str, bytes] = {
    "strong": STRONG.encode(),
    "strong-utf16": STRONG.replace("\n", "\r\n").encode("utf-16"),
    "strong-android": ANDROID.encode("utf-8-sig"),
    "hevy": HEVY.encode(),
    "fitnotes": FITNOTES.encode(),
    "fitnotes-ios": FITNOTES_2.encode(),
    "fitnotes-backup": backup(),
    "fitbod": FITBOD.encode(),
    "stronglifts": STRONGLIFTS.encode("utf-8-sig"),
    "stronglifts-legacy": STRONGLIFTS_OLD.encode(),
    "repcount": REPCOUNT.encode(),
    "alpha": ALPHA.encode(),
    "garmin": TRAINED,
    "health": health([workout(), workout(began="2026-09-27 10:00:00 +0300", zone="Europe/Berlin")]),
    "tcx": tcx(lifted()),
    "jefit": JEFIT.encode(),
    "gymbook": GYMBOOK.encode(),
    "liftosaur": LIFTOSAUR.encode(),
    "liftosaur-json": STORAGE,
    "gymcoach": GYMCOACH.encode(),
    "gymcoach-backup": BACKUP,
    "opengym": OPENGYM,
    "wger": WGER,
}
