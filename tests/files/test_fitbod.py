from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit
from legday.log.history import LoadOf, Role, Session, SetBody, history

HEAD = "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier"
AT = "2025-12-17 03:24:30 +0000"


def row(
    at: str = AT,
    exercise: str = "Back Squat",
    *,
    reps: str = " 5",
    load: str = "100.0",
    seconds: str = "0.0",
    metres: str = "0.0",
    warmup: str = "false",
    note: str = "",
    times: str = " 1.0",
) -> str:
    return f"{at},{exercise},{reps},{load},{seconds},{metres},0.0,0.0,{warmup},{note},{times}"


def read(*lines: str, zone: str = "UTC") -> Reading:
    return read_log("\n".join(lines).encode(), None, zone=ZoneInfo(zone))


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


def sessions(reading: Reading) -> tuple[Session, ...]:
    return history(reading.facts, lambda app, exercise: None)


def test_a_moment_is_shown_in_the_zone_where_it_was_lived_and_said_so() -> None:
    there = read(HEAD, row(), zone="America/Los_Angeles")
    assert sessions(there)[0].began == datetime(2025, 12, 16, 19, 24, 30)
    assert "America/Los_Angeles" in there.notes[0]


def test_other_hours_in_another_month_are_the_persons_own() -> None:
    days = [
        f"2026-{month:02}-{day:02} {hour:02}:00:00 +0000" for month, hour in ((2, 6), (3, 18)) for day in range(1, 9)
    ]
    assert len(read(HEAD, *map(row, days)).notes) == 1


def test_what_a_set_is_does_not_depend_on_the_zone() -> None:
    new, _ = compare({}, read(HEAD, row(), row()), Names())
    elsewhere = read(HEAD, row(), row(), zone="Asia/Tokyo")
    assert compare({fact.id: fact for fact in new}, elsewhere, Names())[0] == ()


def test_an_offset_in_the_file_is_the_clock_of_the_place() -> None:
    [session] = sessions(read(HEAD, row("2026-07-05 10:12:33 +0100"), zone="Asia/Tokyo"))
    assert session.began == datetime(2026, 7, 5, 10, 12, 33)


def test_blocks_within_two_hours_are_one_session_in_the_order_of_time() -> None:
    reading = read(
        HEAD,
        row("2025-12-17 09:00:00 +0000", "Running"),
        row("2025-12-17 04:30:00 +0000", "Lunge"),
        row("2025-12-17 03:24:30 +0000", "Back Squat", load="60"),
        row("2025-12-17 03:24:30 +0000", "Back Squat", load="100"),
    )
    first, second = sessions(reading)
    assert [(done.exercise, done.load_kg) for done in first.sets] == [
        ("Back Squat", 60.0),
        ("Back Squat", 100.0),
        ("Lunge", 100.0),
    ]
    assert [done.exercise for done in second.sets] == ["Running"]
    assert [line.line for line in reading.rows] == [2, 3, 4, 5]


def test_a_session_that_grew_keeps_what_was_stored_of_it() -> None:
    new, _ = compare({}, read(HEAD, row()), Names())
    later = row("2025-12-17 04:00:00 +0000", "Lunge")
    more, report = compare({fact.id: fact for fact in new}, read(HEAD, later, row()), Names())
    assert (len(more), report.stored, report.known, report.refused) == (1, 1, 1, 0)


def test_the_noise_of_pounds_is_rounded_and_pounds_are_pointed_out() -> None:
    reading = read(HEAD, *[row(load="20.41168092460379")] * 10)
    assert {done.load_kg for done in sets(reading)} == {20.41}
    assert (reading.unit, reading.said) == (Unit.KG, True)
    assert "look like pounds" in reading.notes[0]
    assert "pounds" not in read(HEAD, *[row(load="20.0")] * 10).notes[0]


def test_a_column_of_pounds_is_read_in_pounds() -> None:
    reading = read(HEAD.replace("(kg)", "(lbs)"), row(load="225"))
    assert (reading.unit, sets(reading)[0].load_kg) == (Unit.LB, 102.06)


@pytest.mark.parametrize(
    ("exercise", "times", "part"),
    [
        ("Dumbbell Row", " 2.0", LoadOf.HAND),
        ("Hammer Curls", "2", LoadOf.HAND),
        ("Dumbbell Lunge", " 4.0", LoadOf.HAND),
        ("Barbell Lunge", " 2.0", None),
        ("Bulgarian Split Squat", " 2.0", None),
        ("Back Squat", " 1.0", None),
        ("Back Squat", "", None),
        ("Assisted Pull Up", " 1.0", LoadOf.HELP),
    ],
)
def test_the_multiplier_says_whether_a_load_is_one_dumbbell(exercise: str, times: str, part: LoadOf | None) -> None:
    [done] = sets(read(HEAD, row(exercise=exercise, times=times)))
    assert (done.load_kg, done.load_of) == (100.0, part)


def test_warm_ups_holds_and_runs_are_read() -> None:
    reading = read(
        HEAD,
        row(warmup="true"),
        row(exercise="Weighted Wall Sit", reps=" 0", load="10", seconds="60.0", times=" 0.0"),
        row(exercise="Running", reps=" 0", load="0.0", seconds="1500.0", metres="4150.622219771717", note="easy"),
    )
    warm, sit, run = sets(reading)
    assert warm.role is Role.WARMUP
    assert (sit.reps, sit.load_kg, sit.duration_s) == (None, 10.0, 60.0)
    assert (run.distance_m, run.load_kg, run.note) == (4150.62, None, "easy")


def test_a_file_saved_by_a_spreadsheet_says_the_same() -> None:
    new, _ = compare({}, read(HEAD, row(warmup="true"), "", row(load="77.5", reps=" 12")), Names())
    saved = [f"{AT},Back Squat,5,100,0,0,0,0,TRUE,,1", ",,,,,,,,,,", f"{AT},Back Squat,12,77.5,0,0,0,0,FALSE,,1"]
    more, report = compare({fact.id: fact for fact in new}, read(HEAD, *saved), Names())
    assert (more, report.known, report.rows) == ((), 2, 2)


@pytest.mark.parametrize(
    "text", ["someday", "", "2025-13-17 03:24:30 +0000", "0001-01-01 00:00:00 +0000", "0001-01-01 00:00:00 +0100"]
)
def test_a_moment_that_cannot_be_read_refuses_the_whole_file(text: str) -> None:
    with pytest.raises(BadInput, match="Line 3: the date"):
        read(HEAD, row(), row(text), zone="America/Los_Angeles")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row(exercise=""), "no exercise name"),
        (row(warmup="perhaps"), "warm-up"),
        (row(load="heavy"), "not a number"),
        (f"{AT},Back Squat,5", "cut off"),
    ],
)
def test_a_bad_row_is_refused_alone(bad: str, why: str) -> None:
    reading = read(HEAD, row(), bad, row())
    assert why in reading.rows[1].refusal
    assert len(sets(reading)) == 2


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BadInput, match="without the columns reps, kg"):
        read("Date,Exercise,isWarmup,multiplier", f"{AT},Squat,false,1")


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2000), st.sampled_from(["Back Squat", "Lunge"]), st.integers(1, 600), st.integers(1, 99)
        ),
        min_size=1,
        max_size=12,
    )
)
def test_sets_written_as_the_app_writes_them_are_read_back(done: list[tuple[int, str, int, int]]) -> None:
    begin = datetime(2026, 3, 2, 6)
    newest_first = sorted(done, key=lambda one: one[0], reverse=True)
    lines = [
        row(f"{begin + timedelta(minutes=after)} +0000", exercise, load=f"{quarters / 4}", reps=f" {reps}")
        for after, exercise, quarters, reps in newest_first
    ]
    reading = read(HEAD, *lines)
    back = [(each.exercise, each.load_kg, each.reps) for session in sessions(reading) for each in session.sets]
    assert sorted(back) == sorted((exercise, quarters / 4, reps) for _, exercise, quarters, reps in done)
    starts = [session.began for session in sessions(reading)]
    assert all(later - before > timedelta(hours=2) for before, later in pairwise(starts))
    new, _ = compare({}, reading, Names())
    assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()
