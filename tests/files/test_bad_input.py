from __future__ import annotations

import time

import pytest

from legday.files.read import read_log
from legday.kinds import BadInput, Unit

S4 = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
GOOD = '2023-05-21 18:24:10,"Legs",1h 13m,"Squat",1,100,5,0,0,"","",8'
OTHERS = {
    "empty": b"",
    "blank": b"\n \n",
    "header only": S4.encode(),
    "prose": b"Dear diary,\ntoday I squatted.\n",
    "zip": b"PK\x03\x04rest",
    "FIT": b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT\x00",
    "SQLite": b"SQLite format 3\x00...",
    "XML": b"<?xml version='1.0'?><a/>",
    "binary": bytes(range(256)),
    "latin-1": (S4 + "\n" + GOOD.replace("Legs", "Übung")).encode("latin-1"),
    "NUL": b"Date,Workout Name\x00",
    "body measures": b"Date,Time,Measurement,Value,Unit\n2018-07-30,12:18:42,Bodyweight,167.0,lbs\n",
    "personality test": b"name,strong\nA,1\n",
    "UTF-16 without its mark": (S4 + "\n" + GOOD).encode("utf-16-le"),
    "cut in a row": (S4 + "\n" + GOOD + "\n2023-05-21 18:24:10,Legs").encode(),
    "no readable row": (S4 + "\n" + GOOD.replace(",100,", ",heavy,") + "\n").encode(),
    "endless cell": (S4 + "\n" + GOOD.replace("Legs", "g" * 200_000)).encode(),
    "cut in a quote": (S4 + "\n" + GOOD + '\n2023-05-21 18:24:10,"Le').encode(),
    "stray quote": (S4 + "\n" + GOOD.replace('"Legs"', '"Le"gs"')).encode(),
    "bad date": (S4 + "\n" + GOOD + "\n" + GOOD.replace("2023-05-21", "21.5.23")).encode(),
    "impossible date": (S4 + "\n" + GOOD.replace("2023-05-21", "2023-13-41")).encode(),
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_no_whole_log_is_refused_with_something_to_do(data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read_log(data, Unit.KG)
    assert refused.value.wrong
    assert refused.value.remedy


def test_an_unreadable_date_is_named_with_its_line() -> None:
    with pytest.raises(BadInput, match=r"Line 3: the date “21\.5\.23 18:24:10” cannot be read\. Nothing was imported"):
        read_log(OTHERS["bad date"], Unit.KG)


def test_a_wrong_encoding_is_named_with_its_line() -> None:
    with pytest.raises(BadInput, match="line 2"):
        read_log(OTHERS["latin-1"], Unit.KG)


def test_half_a_file_is_named_with_the_line_where_it_breaks_off() -> None:
    with pytest.raises(BadInput, match="line 3"):
        read_log(OTHERS["cut in a quote"], Unit.KG)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (GOOD.replace(",100,", ",10000,"), "more than anybody moves"),
        (GOOD.replace(",100,", ",heavy,"), "not a number"),
        (GOOD.replace(",100,", ',"1,000",'), "not a number"),
        (GOOD.replace(",100,", ",nan,"), "not a number"),
        (GOOD.replace(",5,0,0", ",-5,0,0"), "fewer than none"),
        (GOOD.replace(",5,0,0", ",1001,0,0"), "more than 1000"),
        (GOOD.replace(",5,0,0", ",5.5,0,0"), "not a whole number"),
        (GOOD.replace(",5,0,0", ",5,0,-60"), "below zero"),
        (GOOD.removesuffix("8") + "14", "not between 1 and 10"),
        (GOOD.replace('"Squat",1', '"Squat",X'), "not a number"),
        (GOOD.replace('"Squat"', '""'), "no exercise"),
        (GOOD.replace("Squat", "squat " * 100), "longer than 150"),
        (GOOD.replace(",5,0,0", ",5,0,1e10"), "far too large"),
        (GOOD + ",more", "13 columns"),
        ('2023-05-21 18:24:10,"Legs",1h', "cut off"),
        (",,,,,,,,,,,", "no exercise"),
    ],
)
def test_a_bad_row_is_refused_with_line_and_reason_and_the_others_are_kept(bad: str, why: str) -> None:
    reading = read_log(f"{S4}\n{GOOD}\n{bad}\n{GOOD}".encode(), Unit.KG)
    assert [row.line for row in reading.rows if row.refusal] == [3]
    assert why in reading.rows[1].refusal
    assert sum("session" in fact.body for fact in reading.facts) == 2


def test_a_message_shows_a_cell_in_short_and_cannot_steer_the_terminal() -> None:
    with pytest.raises(BadInput) as refused:
        read_log(f"{S4}\n{GOOD.replace('2023-05-21', chr(27) + '[2J' + '9' * 5000)}".encode(), Unit.KG)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 400


def test_a_workout_at_the_end_of_the_calendar_refuses_the_file_since_no_fact_could_follow_it() -> None:
    with pytest.raises(BadInput, match="of the year 9999 is no real one"):
        read_log(f"{S4}\n{GOOD.replace('2023-05-21 18:24:10', '9999-12-31 23:59:59')}".encode(), Unit.KG)


@pytest.mark.parametrize("data", [b'"' + b"a" * 20_000_000, b'"' + b"a" * 20_000_000 + b'"', b"," * 5_000_000])
def test_one_endless_line_is_refused_at_once(data: bytes) -> None:
    begin = time.perf_counter()
    with pytest.raises(BadInput):
        read_log(data, Unit.KG)
    assert time.perf_counter() - begin < 5  # it took 18 s, and much memory, while the delimiter was sought in all of it
