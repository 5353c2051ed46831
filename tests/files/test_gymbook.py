from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit

HEAD = (
    "Data,Programma,Orario,Esercizio,Zona,Gruppi muscolari (Primari),Gruppi muscolari (Secondari),"
    "Set / Set di riscaldamento / Set di defaticamento,Ripetizioni / Tempo,Peso / Distanza,Appunti,Saltato"
)
GYMBOOK = f"""{HEAD}
09/01/25,Gambe,18:03,Distensioni delle Gambe,Gambe,Quadricipiti,,Set di riscaldamento,20 ripetizioni,"40,00 kg",,No
09/01/25,Gambe,18:06,Distensioni delle Gambe,Gambe,Quadricipiti,,Set,12 ripetizioni,"102,50 kg","profondo, lento",No
09/01/25,Gambe,18:15,Plank,Addome,Addominali,,Set,45 secondi,"0,00 kg",,No
09/01/25,Gambe,18:20,Corsa,Cardio,,,Set di defaticamento,5 minuti,"1,50 km",,No
23/01/25,Gambe,18:03,Distensioni delle Gambe,Gambe,Quadricipiti,,Set,11 ripetizioni,"105,00 kg",,No
"""
SKIPPED = '23/01/25,Gambe,18:03,Squat,Gambe,,,Set,10 ripetizioni,"60,00 kg",,Sì\n'


def sets(reading: Reading) -> list[tuple[object, ...]]:
    fields = ("exercise", "role", "reps", "load_kg", "duration_s", "distance_m")
    return [tuple(map(fact.body.get, fields)) for fact in reading.facts if "session" in fact.body]


def sessions(reading: Reading) -> list[tuple[object, ...]]:
    return [(fact.body["began"], fact.body.get("title")) for fact in reading.facts if "began" in fact.body]


def row(
    day: str, clock: str, *, title: str = "Legs", done: str = "5 reps", load: str = "100 kg", skipped: str = "No"
) -> str:
    return f'{day},{title},{clock},Squat,Legs,,,Set,"{done}","{load}",,{skipped}'


ENGLISH = (
    "Date,Workout,Time,Exercise,Region,Muscle Groups (Primary),Muscle Groups (Secondary),"
    "Set / Warm-Up Set / Cool-Down Set,Reps / Time,Weight / Distance,Notes,Skipped"
)


def read(*rows: str, head: str = ENGLISH) -> Reading:
    return read_log("\n".join((head, *rows)).encode())


def test_sets_are_read_with_what_they_were_for_and_warm_up_and_cool_down_do_not_count() -> None:
    reading = read_log(GYMBOOK.encode())
    assert (reading.app, reading.unit, reading.said) == ("gymbook", Unit.KG, True)
    assert sets(reading) == [
        ("Distensioni delle Gambe", "warmup", 20, 40.0, None, None),
        ("Distensioni delle Gambe", None, 12, 102.5, None, None),
        ("Plank", None, None, None, 45.0, None),
        ("Corsa", "warmup", None, None, 300.0, 1500.0),
        ("Distensioni delle Gambe", None, 11, 105.0, None, None),
    ]
    assert sessions(reading) == [("2025-01-09T18:03:00", "Gambe"), ("2025-01-23T18:03:00", "Gambe")]
    assert reading.facts[2].body["note"] == "profondo, lento"


@pytest.mark.parametrize("yes", ["Sì", "Si", "si"])
def test_a_skipped_set_was_not_done(yes: str) -> None:
    reading = read_log((GYMBOOK + SKIPPED.replace("Sì", yes)).encode())
    assert sets(reading) == sets(read_log(GYMBOOK.encode()))
    assert [row.refusal for row in reading.rows if row.refusal] == ["skipped in the app, not done"]


def test_a_word_that_does_not_say_whether_a_set_was_skipped_refuses_the_row() -> None:
    assert [row.refusal for row in read(row("30/01/25", "18:00"), row("30/01/25", "18:03", skipped="?")).rows] == [
        "",
        "“?” does not say whether the set was skipped",
    ]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (
            (
                "Datum;Training;Zeit;Übung;Bereich;Muskelgruppen (Primär);Muskelgruppen (Sekundär);"
                "Satz / Aufwärmsatz / Abwärmsatz;Wiederholungen / Zeit;Gewicht / Strecke;Notizen;Ausgelassen"
            ),
            "01.02.2025;Beine;18:00;Squat;Beine;;;Aufwärmsatz;8 Wiederholungen;80,00 kg;;Nein",
        ),
        (
            (
                "Date,Entraînement,Heure,Exercice,Région,Groupes musculaires (Primaires),"
                "Groupes musculaires (Secondaires),"
                "Série / Série d'échauffement / Série de récupération,Répétitions / Temps,Poids / Distance,Notes,Sautée"
            ),
            '01/02/2025,Jambes,18:00,Squat,Jambes,,,Série d’échauffement,8 répétitions,"80,00 kg",,Non',
        ),
        (ENGLISH, "13/02/25,Legs,18:00,Squat,Legs,,,Warm-Up Set,8 reps,80.00 kg,,No"),
        (
            (
                "a,b,c,d,e,f,g,Serie / Serie de calentamiento / Serie de enfriamiento,Repeticiones / Tiempo,"
                "Peso / Distancia,k,l"
            ),
            '13/02/25,Piernas,18:00,Squat,Piernas,,,Serie de calentamiento,8 repeticiones,"80,00 kg",,No',
        ),
    ],
)
def test_other_languages_are_read_by_the_order_of_the_columns(head: str, line: str) -> None:
    assert sets(read(line, head=head)) == [("Squat", "warmup", 8, 80.0, None, None)]


def test_day_and_month_are_told_apart_over_the_whole_file() -> None:
    assert sessions(read(row("01/02/25", "18:00"), row("13/02/25", "18:00")))[0][0] == "2025-02-01T18:00:00"
    assert sessions(read(row("01/02/25", "18:00"), row("02/13/25", "18:00")))[0][0] == "2025-01-02T18:00:00"
    assert sessions(read(row("01/02/25", "6:05 PM")))[0][0] == "2025-01-02T18:05:00"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((row("01/02/25", "18:00"),), "with the day first or with the month first"),
        ((row("13/02/25", "18:00"), row("02/13/25", "18:00")), "“02/13/25” cannot be read"),
        ((row("2 Feb", "18:00"),), "“2 Feb” cannot be read"),
        ((row("13/02/25", "25:00"),), "“25:00” cannot be read"),
    ],
)
def test_a_date_that_cannot_be_read_refuses_the_file(rows: tuple[str, ...], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        read(*rows)


def test_programs_and_long_gaps_part_the_sessions_of_a_day() -> None:
    day = "13/02/25"
    reading = read(row(day, "08:00"), row(day, "08:05"), row(day, "18:00"), row(day, "08:10", title="Arms"))
    assert sessions(reading) == [
        ("2025-02-13T08:00:00", "Legs"),
        ("2025-02-13T18:00:00", "Legs"),
        ("2025-02-13T08:10:00", "Arms"),
    ]


def test_sets_of_one_minute_keep_the_order_of_their_day_where_the_newest_day_is_first() -> None:
    later, day = [row("14/02/25", "18:00")], [("18:00", "100 kg"), ("18:00", "110 kg"), ("18:05", "120 kg")]
    reading = read(*later, *(row("13/02/25", clock, load=load) for clock, load in day))
    loads = [
        fact.body["load_kg"] for fact in reading.facts if "2025-02-13" in fact.at.isoformat() if "load_kg" in fact.body
    ]
    assert loads == [100.0, 110.0, 120.0]


def test_a_file_with_its_newest_set_first_gives_the_same_sets() -> None:
    rows = [row("13/02/25", "18:00", load="100 kg"), row("13/02/25", "18:00", load="110 kg"), row("14/02/25", "18:00")]
    assert {(fact.id, fact.body.get("load_kg")) for fact in read(*rows).facts} == {
        (fact.id, fact.body.get("load_kg")) for fact in read(*reversed(rows)).facts
    }


@pytest.mark.parametrize(
    ("done", "load", "why"),
    [
        ("5 cats", "100 kg", "neither repetitions nor a time"),
        ("5 reps", "100 stone", "no unit"),
        ("5 reps", "100", "no unit"),
        ("5 reps", "9000 kg", "more than anybody moves"),
    ],
)
def test_a_cell_that_is_not_understood_refuses_its_row(done: str, load: str, why: str) -> None:
    reading = read(row("13/02/25", "18:00"), row("13/02/25", "18:03", done=done, load=load))
    assert [why in row.refusal for row in reading.rows] == [False, True]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 1400 * 4)), min_size=1, max_size=8))
def test_sets_written_in_the_format_come_back_and_a_second_import_adds_nothing(done: list[tuple[int, int]]) -> None:
    lines = [
        row("13/02/25", f"18:{minute:02}", done=f"{reps} ripetizioni", load=f"{quarters / 4:.2f} kg".replace(".", ","))
        for minute, (reps, quarters) in enumerate(done)
    ]
    reading = read(*lines, head=HEAD)
    assert [(found[2], found[3]) for found in sets(reading)] == [
        (reps, quarters / 4 or None) for reps, quarters in done
    ]
    new, _ = compare({}, reading, Names())
    again, report = compare({fact.id: fact for fact in new}, reading, Names())
    assert (again, report.stored) == ((), 0)
