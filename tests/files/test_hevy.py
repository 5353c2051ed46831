from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit
from legday.log.history import Role, SetBody, history

HEAD = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
)
AT = "12 Dec 2024, 13:18"


def row(
    start: str = AT,
    *,
    load: str = "100",
    kind: str = "normal",
    index: int = 0,
    note: str = "",
    rpe: str = "",
    reps: str = "5",
) -> str:
    return f'"Legs","{start}","{start}","","Squat (Barbell)",,"{note}",{index},"{kind}",{load},{reps},,,{rpe}'


def read(*lines: str) -> Reading:
    return read_log("\n".join(lines).encode(), None)


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("12 Dec 2024, 13:18", datetime(2024, 12, 12, 13, 18)),
        ("5 Mai 2026, 07:34", datetime(2026, 5, 5, 7, 34)),
        ("5 Fev 2026, 07:34", datetime(2026, 2, 5, 7, 34)),
        ("5 Set 2026, 07:34", datetime(2026, 9, 5, 7, 34)),
        ("5 Out 2026, 07:34", datetime(2026, 10, 5, 7, 34)),
        ("11 Nis 2026, 13:05", datetime(2026, 4, 11, 13, 5)),
        ("11 Şub 2026, 13:05", datetime(2026, 2, 11, 13, 5)),
        ("11 Ağu 2026, 13:05", datetime(2026, 8, 11, 13, 5)),
        ("11 Ara 2026, 13:05", datetime(2026, 12, 11, 13, 5)),
        ("Jun 11, 2026, 1:01 PM", datetime(2026, 6, 11, 13, 1)),
        ("Jun 11, 2026, 12:01\u202fAM", datetime(2026, 6, 11, 0, 1)),
        ("3. März 2026, 18:00", datetime(2026, 3, 3, 18, 0)),
        ("3 Okt. 2026, 18:00", datetime(2026, 10, 3, 18, 0)),
        ("18 sept. 2026, 17:31", datetime(2026, 9, 18, 17, 31)),
        ("18 août 2026, 17:31", datetime(2026, 8, 18, 17, 31)),
        ("18 ene 2026, 17:31", datetime(2026, 1, 18, 17, 31)),
        ("18 gen 2026, 17:31", datetime(2026, 1, 18, 17, 31)),
        ("18 lug 2026, 17:31", datetime(2026, 7, 18, 17, 31)),
        ("2024-11-05 18:30:00", datetime(2024, 11, 5, 18, 30)),
    ],
)
def test_dates_are_read_in_the_language_of_the_app(text: str, at: datetime) -> None:
    [session] = history(read(HEAD, row(text)).facts, lambda app, exercise: None)
    assert session.began == at


def test_units_stand_in_the_column_names_and_mix() -> None:
    head = HEAD.replace("weight_kg", "weight_lbs").replace("distance_km", "distance_miles")
    reading = read(head, row(load="225").replace(",5,,,", ",5,1,60,"))
    [done] = sets(reading)
    assert (done.load_kg, done.distance_m, done.duration_s, reading.unit) == (102.06, 1609.34, 60.0, Unit.LB)
    kilograms_and_miles = read(HEAD.replace("distance_km", "distance_miles"), row())
    assert (kilograms_and_miles.unit, sets(kilograms_and_miles)[0].load_kg) == (Unit.KG, 100.0)


def test_a_blank_load_and_a_zero_are_the_body_alone() -> None:
    blank, zero = sets(read(HEAD, row(load=""), row(load="0", index=1)))
    assert (blank.load_kg, zero.load_kg) == (None, None)


def test_set_types_become_roles_and_warm_ups_have_no_reserve() -> None:
    kinds = ("normal", "warmup", "failure", "dropset", "")
    done = sets(read(HEAD, *(row(kind=kind, index=index, rpe="6") for index, kind in enumerate(kinds))))
    assert [each.role for each in done] == [Role.WORK, Role.WARMUP, Role.FAILURE, Role.DROP, Role.WORK]
    assert [each.reserve for each in done] == [4.0, None, 4.0, 4.0, 4.0]


def test_an_unknown_set_type_is_refused_and_not_guessed() -> None:
    assert "myo" in read(HEAD, row(kind="myo"), row(index=1)).rows[0].refusal


def test_a_note_repeated_on_every_row_is_kept_once_with_its_line_breaks() -> None:
    first, second = sets(read(HEAD, row(note=r"slow\ndeep"), row(note=r"slow\ndeep", index=1)))
    assert (first.note, second.note) == ("slow\ndeep", "")


def test_crlf_with_a_bare_lf_in_between_loses_no_row() -> None:
    text = f"{HEAD}\r\n{row()}\r\n{row(index=1)}\n{row(index=2)}\r\n"
    assert len(sets(read_log(text.encode(), None))) == 3


def test_a_file_re_saved_by_a_spreadsheet_keeps_all_but_its_broken_rows() -> None:
    head = HEAD.replace('"', "").replace("superset_id,", "").replace(",", ";")
    good = f"Legs;{AT};{AT};;Hack Squat (Machine);;0;normal;100;5;;;"
    broken = ["+40% = 28;;;;;;;;;;;;", '+50% = 30";0;normal;;20;;;;;;;;']
    reading = read(head, good, *broken, good.replace(";0;", ";1;"))
    assert [bool(each.refusal) for each in reading.rows] == [False, True, True, False]
    assert "spreadsheet" in reading.rows[1].refusal
    assert len(sets(reading)) == 2


@pytest.mark.parametrize("text", ["12 Foo 2024, 13:18", "", "31 Feb 2024, 13:18", "12/11/2024 13:18"])
def test_one_unreadable_date_refuses_the_whole_file(text: str) -> None:
    with pytest.raises(BadInput, match="Line 3: the date") as refused:
        read(HEAD, row(), row(text, index=1))
    assert text in str(refused.value)


def test_an_unreadable_end_refuses_the_whole_file_and_a_missing_one_does_not() -> None:
    with pytest.raises(BadInput, match="someday"):
        read(HEAD, row().replace(f'"{AT}","{AT}"', f'"{AT}","someday"'))
    assert len(read(HEAD, row().replace(f'"{AT}","{AT}"', f'"{AT}",""')).rows) == 1


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BadInput, match="weight_kg or weight_lbs"):
        read(HEAD.replace("weight_kg", "mass"), row())
