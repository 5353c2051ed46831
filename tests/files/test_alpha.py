from __future__ import annotations

from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Holds, Reading
from legday.kinds import BadInput, Unit
from legday.log.history import LoadOf, Role, Session, SetBody, history

LEGS = '"Legs · Day 2 · Week 4";"2026-02-19 4:54 h";"1:02 hr"'
HACK = '"1. Hack Squats · Machine · 8 reps"'
HEAD = "#;KG;REPS;RIR"


def read(*lines: str) -> Reading:
    return read_log("\n".join(lines).encode(), None)


def sets(reading: Reading) -> list[SetBody]:
    return [msgspec.convert(fact.body, SetBody) for fact in reading.facts if "session" in fact.body]


def sessions(reading: Reading) -> tuple[Session, ...]:
    return history(reading.facts, lambda app, exercise: None)


def test_blocks_are_workouts_with_exercises_and_sets() -> None:
    reading = read(
        "",
        LEGS,
        f'{HACK};"WU1 · 37,5 kg · 9 reps<br>WU2 · 72,5 kg · 7 reps"',
        HEAD,
        "1;115;8;1",
        "2;102,5;5+;0,5",
        "",
        '"Push";"2026-02-17 17:04 h";"45:10 hr"',
        '"1. Bench Press · Barbell · 6 reps · 2 dropsets"',
        HEAD,
        "1;100;6;",
    )
    push, legs = sessions(reading)
    assert (legs.began, legs.ended) == (datetime(2026, 2, 19, 4, 54), datetime(2026, 2, 19, 5, 56))
    assert (push.title, push.ended) == ("Push", datetime(2026, 2, 17, 17, 49, 10))
    assert [(done.role, done.load_kg, done.reps, done.reserve) for done in legs.sets] == [
        (Role.WARMUP, 37.5, 9, None),
        (Role.WARMUP, 72.5, 7, None),
        (Role.WORK, 115.0, 8, 1.0),
        (Role.WORK, 102.5, 5, 0.5),
    ]
    assert [done.exercise for done in push.sets] == ["Bench Press · Barbell"]
    assert (reading.unit, reading.said, len(reading.rows)) == (Unit.KG, True, 5)


def test_tabs_between_the_cells_are_read_too() -> None:
    reading = read(*(line.replace(";", "\t") for line in (LEGS, HACK, HEAD, "1;115;8;1")))
    assert sets(reading)[0].load_kg == 115.0


def test_what_is_planned_does_not_change_the_name_so_that_a_file_fits_a_later_one() -> None:
    now, later = (read(LEGS, HACK.replace("8", number), HEAD, "1;115;8;1") for number in ("8", "10"))
    new, _ = compare({}, now, Names())
    assert compare({fact.id: fact for fact in new}, later, Names())[0] == ()
    assert compare({}, now, Names())[1].leg_sets == 1


def test_what_was_added_to_the_body_is_the_load_and_nothing_added_is_none() -> None:
    reading = read(LEGS, '"3. Hyperextensions · Bodyweight · 10 reps"', HEAD, "1;+35;10;0", "2;+0;12;1", "3;-20;9;1")
    added, alone, helped = sets(reading)
    assert (added.load_kg, alone.load_kg, helped.load_kg) == (35.0, None, 20.0)
    assert (added.load_of, helped.load_of) == (None, LoadOf.HELP)


def test_pounds_times_and_distances_stand_in_the_heads() -> None:
    reading = read(
        LEGS,
        HACK,
        "#;LB;REPS",
        "1;225;8",
        '"2. Planks · Bodyweight · 60 secs"',
        "#;LB;SECS",
        "1;+0;60",
        '"3. Running · 20 min"',
        "#;KM;TIME",
        "1;3,1;20:00",
    )
    squat, plank, run = sets(reading)
    assert (squat.load_kg, reading.unit) == (102.06, Unit.LB)
    assert (plank.duration_s, plank.reps) == (60.0, None)
    assert (run.distance_m, run.duration_s, run.exercise) == (3100.0, 1200.0, "Running")


def test_a_set_of_dashes_was_planned_only() -> None:
    reading = read(LEGS, HACK, HEAD, "1;115;8;1", "2;-;-;-")
    assert ["not done" in row.refusal for row in reading.rows] == [False, True]


def test_a_drop_set_has_its_role() -> None:
    assert sets(read(LEGS, HACK, HEAD, "1;115;8;1", "D1;90;6;0"))[1].role is Role.DROP


def test_other_lines_are_notes_of_their_exercise_or_their_workout() -> None:
    reading = read(LEGS, '"tired"', HACK, '"feet high"', HEAD, "1;115;8;1", "2;115;8;1")
    assert sessions(reading)[0].note == "tired"
    assert [done.note for done in sets(reading)] == ["feet high", ""]
    assert reading.rows[0].holds is Holds.NOTE


def test_many_notes_are_kept_in_their_order() -> None:
    reading = read(LEGS, HACK, '"one"', '"two"', HEAD, "1;115;8;1", '"three"', '"four"', "")
    assert [done.note for done in sets(reading)] == ["one\ntwo\nthree\nfour"]
    assert all(row.set_id == reading.rows[0].set_id for row in reading.rows)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((HEAD, "1;heavy;8;1"), "not a number"),
        ((HEAD, "1;115;8;99"), "more than 10"),
        (("1;115;8;1",), "without the heads of its columns"),
        (('"2. ";"x"', HEAD, "1;115;8;1"), "no exercise name"),
        (('"2. Leg Press · 8 reps";"a walk"',), "not a warm-up set"),
        (("#;KG;SECS", "1;10;soon"), "not a time"),
    ],
)
def test_what_cannot_be_read_is_refused_alone(lines: tuple[str, ...], why: str) -> None:
    reading = read(LEGS, HACK, HEAD, "1;100;8;1", HACK, *lines, "")
    assert why in next(row.refusal for row in reading.rows if row.refusal)
    assert sets(reading)[0].load_kg == 100.0


def test_lines_outside_of_a_workout_are_explained() -> None:
    reading = read("#;KG;REPS;RIR", "1;100;8;1", LEGS, HACK, HEAD, "1;100;8;1")
    assert ["outside" in row.refusal for row in reading.rows] == [True, True, False]


def test_an_unreadable_date_refuses_the_whole_file() -> None:
    with pytest.raises(BadInput, match="the date “2026-13-19 4:54”"):
        read(LEGS, HACK, HEAD, "1;100;8;1", LEGS.replace("-02-", "-13-"))


@given(
    st.lists(
        st.tuples(
            st.integers(1, 600).map(lambda quarters: quarters / 4),
            st.integers(0, 100),
            st.sampled_from([0.0, 0.5, 1.0, 4.0]),
        ),
        min_size=1,
        max_size=10,
    ),
    st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)),
)
def test_sets_written_as_the_app_writes_them_are_read_back(done: list[tuple[float, int, float]], at: datetime) -> None:
    lines = [
        f"{number};{load:g};{reps};{left:g}".replace(".", ",") for number, (load, reps, left) in enumerate(done, 1)
    ]
    reading = read(f'"Legs";"{at:%Y-%m-%d} {at.hour}:{at:%M} h";"1:02 hr"', HACK, HEAD, *lines)
    assert [(each.load_kg, each.reps, each.reserve) for each in sets(reading)] == done
    new, _ = compare({}, reading, Names())
    assert compare({fact.id: fact for fact in new}, reading, Names())[0] == ()
