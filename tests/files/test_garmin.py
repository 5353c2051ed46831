from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.kinds import BadInput, Unit
from legday.log.history import Role, Session, history

sys.path.insert(0, str(Path(__file__).parent))  # what watches write stands beside the tests
from watches import (
    BENCH,
    OWNER,
    SQUAT,
    START,
    TRAINED,
    UNKNOWN,
    activity,
    fit,
    one_set,
    rest,
    session,
)


def sessions(reading: Reading) -> tuple[Session, ...]:
    return history(reading.facts, lambda app, exercise: None)


def names(*sets: tuple[int, dict[int, object]]) -> list[str]:
    [trained] = sessions(read_log(fit(*sets, session(), activity())))
    return [done.exercise for done in trained.sets]


def test_sets_keep_their_load_repetitions_time_and_the_rest_after_them() -> None:
    reading = read_log(TRAINED)
    [trained] = sessions(reading)
    assert [(done.exercise, done.load_kg, done.reps, done.duration_s, done.rest_s) for done in trained.sets] == [
        ("Barbell Back Squat", 60.0, 8, 40.0, 90),
        ("Barbell Back Squat", 62.5, 8, 40.0, 120),
        ("Unknown exercise", None, 12, 40.0, 90),
    ]
    assert len(reading.rows) == 6
    assert not any(row.refusal for row in reading.rows)


def test_the_clock_is_that_of_the_wrist_whatever_zone_the_person_gives() -> None:
    [trained] = sessions(read_log(TRAINED, zone=ZoneInfo("Asia/Tokyo")))
    assert (trained.began, trained.ended) == (datetime(2026, 3, 14, 18, 30), datetime(2026, 3, 14, 19, 20))
    assert not read_log(TRAINED).zoned


@pytest.mark.parametrize("hours", [None, 500])
def test_without_a_believable_clock_the_zone_of_the_person_counts_and_is_named(hours: float | None) -> None:
    reading = read_log(fit(one_set(0), session(), activity(hours=hours)), zone=ZoneInfo("Asia/Tokyo"))
    assert sessions(reading)[0].began == datetime(2026, 3, 15, 2, 30)
    assert any("Asia/Tokyo" in note for note in reading.notes)


def test_a_clock_some_seconds_off_is_read_in_whole_quarters_of_an_hour() -> None:
    [trained] = sessions(read_log(fit(one_set(0), session(), activity(hours=5.75 + 2 / 3600))))
    assert trained.began == datetime(2026, 3, 14, 23, 15)


def test_the_identity_of_sets_does_not_depend_on_the_zone() -> None:
    far = read_log(fit(one_set(0), session(), activity(hours=None)), zone=ZoneInfo("Asia/Tokyo"))
    here = read_log(fit(one_set(0), session(), activity(hours=1)))
    assert [fact.id for fact in far.facts] == [fact.id for fact in here.facts]


def test_a_load_of_zero_was_not_entered() -> None:
    [trained] = sessions(read_log(fit(one_set(0, kg=0.0), session(), activity())))
    assert trained.sets[0].load_kg is None


def test_the_first_guess_counts_and_a_set_without_one_is_kept_as_unknown() -> None:
    assert names(
        one_set(0, category=(BENCH, SQUAT), subtype=(1, 6)),
        one_set(60, category=(UNKNOWN, SQUAT), subtype=(None, 6)),
        one_set(120, category=(None,), subtype=(None,)),
        one_set(180, category=(SQUAT,), subtype=(None,)),
        one_set(240, category=(9999,), subtype=(1,)),
    ) == ["Barbell Bench Press", "Unknown exercise", "Unknown exercise", "Squat", "Unknown exercise"]


def test_the_note_says_that_names_are_guesses() -> None:
    notes = " ".join(read_log(TRAINED).notes)
    assert "guesses of the watch" in notes
    assert "no guess" in notes


def test_an_exercise_of_ones_own_is_called_by_its_title() -> None:
    title = (264, {254: 0, 0: SQUAT, 1: 5000, 2: "Belt squat"})
    known = (264, {254: 1, 0: SQUAT, 1: 6, 2: "Kniebeuge"})
    assert names(title, known, one_set(0, category=(SQUAT,), subtype=(5000,)), one_set(60)) == [
        "Belt squat",
        "Barbell Back Squat",
    ]


def test_a_planned_workout_names_what_the_watch_does_not_guess_and_says_what_warms_up() -> None:
    steps = [
        (26, {8: "Leg day"}),
        (27, {254: 0, 7: 2, 10: SQUAT, 11: 6}),
        (27, {254: 1, 0: "Nordic curl", 7: 0}),
    ]
    blank = {"category": (UNKNOWN,), "subtype": (None,)}
    sets = [one_set(0, step=0, **blank), one_set(60, step=1, **blank)]
    [trained] = sessions(read_log(fit(*steps, *sets, session(), activity())))
    assert trained.title == "Leg day"
    assert [(done.exercise, done.role) for done in trained.sets] == [
        ("Barbell Back Squat", Role.WARMUP),
        ("Nordic curl", Role.WORK),
    ]


def test_a_held_set_has_seconds_and_no_repetitions() -> None:
    for reps in (0, None):
        [trained] = sessions(read_log(fit(one_set(0, reps=reps, long=45), session(), activity())))
        assert (trained.sets[0].reps, trained.sets[0].duration_s) == (None, 45.0)


def test_of_several_sports_in_one_file_the_strength_training_is_taken_whatever_comes_first() -> None:
    later, last = START + timedelta(minutes=30), START + timedelta(minutes=90)
    reading = read_log(
        fit(
            session(START, 30, sport=2, finer=0),
            one_set(5, start=later), rest(45, start=later), session(later, 60),
            session(last, 20, sport=1, finer=0), activity(sessions=3),
        )
    )  # fmt: skip
    [trained] = sessions(reading)
    assert (trained.began.hour, trained.began.minute, len(trained.sets)) == (19, 0, 1)
    assert [row.refusal for row in reading.rows if row.refusal] == [
        "a ride, no strength training",
        "a run, no strength training",
    ]
    assert any("1 ride, 1 run" in note for note in reading.notes)


def test_two_strength_sessions_of_one_file_stay_two() -> None:
    later = START + timedelta(minutes=60)
    run = session(START + timedelta(minutes=40), 20, sport=1, finer=0)
    sets = [one_set(0), one_set(60), one_set(0, start=later)]
    reading = read_log(fit(session(START, 40), run, session(later, 20), *sets, activity()))
    assert [len(trained.sets) for trained in sessions(reading)] == [2, 1]


def test_sets_in_another_kind_of_session_are_kept() -> None:
    reading = read_log(fit(one_set(0), session(sport=62, finer=70), activity()))
    assert [len(trained.sets) for trained in sessions(reading)] == [1]


def test_strength_training_without_sets_is_a_session() -> None:
    reading = read_log(fit(session(), activity()))
    [trained] = sessions(reading)
    assert (trained.sets, trained.ended) == ((), datetime(2026, 3, 14, 19, 20))
    assert len(reading.rows) == 1


def test_a_run_is_refused_kindly() -> None:
    with pytest.raises(BadInput, match=r"This file holds no strength training, but 1 run\. There is nothing in it"):
        read_log(fit(session(sport=1, finer=0), activity()))


def test_a_file_that_is_no_training_is_refused() -> None:
    with pytest.raises(BadInput, match="holds no training session"):
        read_log(fit(OWNER))


def test_the_owner_is_not_stored() -> None:
    reading = read_log(TRAINED)
    assert "Jane" not in str((reading.facts, reading.notes, reading.rows))


def test_loads_shown_in_pounds_make_the_file_one_in_pounds() -> None:
    reading = read_log(fit(one_set(0, kg=102.0625, shown=2), session(), activity()))
    assert (reading.unit, sessions(reading)[0].sets[0].load_kg) == (Unit.LB, 102.06)
    assert read_log(TRAINED).unit is Unit.KG


@pytest.mark.parametrize("cut", [1, 2, 3, 40, 300])
def test_half_a_file_is_refused(cut: int) -> None:
    with pytest.raises(BadInput, match="damaged, or a part of it is missing"):
        read_log(TRAINED[:-cut])


def test_a_file_with_another_checksum_is_taken_with_a_doubt() -> None:
    changed = read_log(TRAINED.replace(b"Jane Q. Doe", b"           "))
    assert len(changed.facts) == 4
    assert any("checksum" in note for note in changed.notes)
    assert not any("checksum" in note for note in read_log(TRAINED).notes)


def test_several_files_in_one_stream_are_all_read() -> None:
    next_day = START + timedelta(days=1)
    second = fit(one_set(0, start=next_day), session(next_day), activity(next_day))
    assert [len(trained.sets) for trained in sessions(read_log(TRAINED + second))] == [3, 1]
    twice = read_log(TRAINED + TRAINED)
    assert len({fact.id for fact in twice.facts}) == len(twice.facts)


def test_impossible_repetitions_are_refused_alone() -> None:
    reading = read_log(fit(one_set(0, reps=5000), one_set(60), session(), activity()))
    assert ["1000" in row.refusal for row in reading.rows] == [True, False]


def test_a_file_too_large_for_a_watch_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than 5 MB"):
        read_log(TRAINED + bytes(6 << 20))


def test_far_more_sets_than_anybody_does_are_refused() -> None:
    with pytest.raises(BadInput, match="far too many messages"):
        read_log(fit(*[(34, {})] * 20_002, session()))


made = st.tuples(
    st.sampled_from([(SQUAT, 6), (SQUAT, 0), (BENCH, 1), (8, 0), (UNKNOWN, None)]),
    st.integers(1, 100), st.integers(0, 16 * 400), st.integers(1, 600), st.integers(0, 600),
)  # fmt: skip


@given(st.lists(made, min_size=1, max_size=12))
def test_what_is_written_is_read_and_a_second_import_adds_nothing(
    sets: list[tuple[tuple[int, int | None], int, int, int, int]],
) -> None:
    messages = []
    for number, ((category, subtype), reps, load, long, pause) in enumerate(sets):
        at = number * 1200
        messages += [
            one_set(at, category=(category,), subtype=(subtype,), reps=reps, kg=load / 16, long=long),
            rest(at + long, pause),
        ]
    reading = read_log(fit(*messages, session(minutes=600), activity()))
    new, first = compare({}, reading, Names())
    assert (first.rows, first.stored) == (2 * len(sets), 2 * len(sets))
    [trained] = history(new, lambda app, exercise: None)
    assert [(done.reps, done.load_kg or 0, done.duration_s, done.rest_s) for done in trained.sets] == [
        (reps, round(load / 16, 2), long, pause) for _, reps, load, long, pause in sets
    ]
    again, second = compare({fact.id: fact for fact in new}, reading, Names())
    assert (again, second.stored, second.known) == ((), 0, 2 * len(sets))
