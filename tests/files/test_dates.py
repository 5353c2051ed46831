from __future__ import annotations

from datetime import datetime

import pytest

from legday.files.cells import RowRefused
from legday.files.dates import clock_s, read_dates
from legday.kinds import BadInput


def read(*texts: str) -> list[datetime]:
    dates = read_dates(enumerate(texts, start=2))
    return [dates[text] for text in texts]


@pytest.mark.parametrize(
    "text",
    ["2020-09-13", "2020/09/13", "2020.9.13", "13/09/2020", "9/13/20", "13.09.20", "13 Sep 2020"],
)
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert read(text) == [datetime(2020, 9, 13)]


@pytest.mark.parametrize("text", ["5/18/26 21:06", "2026-05-18 21:06:00", "18/05/2026, 9:06 PM", "18 May 2026, 21:06"])
def test_a_clock_time_is_kept(text: str) -> None:
    assert read(text) == [datetime(2026, 5, 18, 21, 6)]


def test_a_day_above_twelve_anywhere_settles_the_whole_file() -> None:
    assert read("01/02/20", "03/02/20", "15/02/20")[0] == datetime(2020, 2, 1)
    assert read("01/02/20", "02/03/20", "02/15/20")[0] == datetime(2020, 1, 2)


def test_the_reading_that_has_the_dates_in_order_is_taken() -> None:
    assert read("02/03/19", "05/03/19", "02/04/19")[2] == datetime(2019, 4, 2)
    assert read("02/04/19", "05/03/19", "02/03/19")[2] == datetime(2019, 3, 2)


def test_dates_that_are_the_same_both_ways_need_no_settling() -> None:
    assert read("05/05/19", "06/06/19")[1] == datetime(2019, 6, 6)


def test_what_the_language_says_settles_what_the_dates_leave_open() -> None:
    for first, month in ((True, 4), (False, 3)):
        found = read_dates([(2, "01/02/20"), (3, "03/04/20")], day_first=first)
        assert found["03/04/20"].month == month
    assert read_dates([(2, "13/02/20"), (3, "03/04/20")], day_first=False)["03/04/20"].month == 4


def test_nobody_writes_the_month_first_with_dots() -> None:
    assert read("01.02.20", "03.04.20")[1] == datetime(2020, 4, 3)


def test_where_both_readings_are_possible_the_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match=r"day first or with the month first.*year-month-day"):
        read("01/02/20", "03/04/20")


@pytest.mark.parametrize("text", ["", "soon", "31/02/20", "2020-13-41", "13/13/20", "1/2/20 25:00", "9" * 500])
def test_what_is_no_date_is_named_with_its_line(text: str) -> None:
    with pytest.raises(BadInput, match="Line 3: the date"):
        read("2020-01-01", text)


def test_day_first_and_month_first_in_one_file_refuse_it() -> None:
    with pytest.raises(BadInput, match="Line 3"):
        read("13/01/20", "01/13/20")


@pytest.mark.parametrize(("text", "seconds"), [("0:01:30", 90), ("01:30", 90), ("", None)])
def test_a_length_of_time_is_read(text: str, seconds: float | None) -> None:
    assert clock_s(text) == seconds


def test_what_is_no_length_of_time_is_said_so() -> None:
    with pytest.raises(RowRefused, match="1:2:3:4"):
        clock_s("1:2:3:4")
