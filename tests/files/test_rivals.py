from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legday.files.formulas import FORMULAS, as_written, harmless
from legday.files.names import Names
from legday.files.parquet import COLUMNS, parquet_sets
from legday.files.read import read_log
from legday.files.rivals import hevy_csv, strong_csv
from legday.kinds import KG_PER_LB, MovementId, SessionId, SetId, Unit
from legday.log.history import Role, Session, Set, history
from legday.movement.catalogue import catalogue

BEGAN = datetime(2026, 11, 2, 18, 30)


def a_set(place: int = 1, exercise: str = "Squat (Barbell)", app: str = "strong", **fields: object) -> Set:
    blank = dict.fromkeys(("load_kg", "reps", "reserve", "duration_s", "distance_m", "rest_s"))
    held = {"movement": None, "role": Role.WORK, "note": "", **blank, **fields}
    return Set(id=SetId(f"{place}"), session=SessionId("s"), app=app, exercise=exercise, place=place, **held)


def a_session(*sets: Set, began: datetime = BEGAN, title: str = "Legs", note: str = "") -> Session:
    return Session(
        id=SessionId(began.isoformat()), app="strong", began=began, ended=began + timedelta(minutes=65), title=title,
        note=note, planned=None, sets=sets,
    )  # fmt: skip


def name_of(movement: MovementId) -> str:
    return catalogue()[movement].name


def plain(session: Session) -> list[object]:
    sets = [
        (s.exercise, s.role, s.load_kg, s.reps, s.reserve, s.duration_s, s.distance_m, s.rest_s, s.note)
        for s in session.sets
    ]
    return [session.began, session.title, session.note, session.ended, sets]


def back(text: str, unit: Unit) -> list[Session]:
    return list(history(read_log(text.encode(), unit).facts, lambda app, name: None))


TEXT = st.text(st.sampled_from("abcÄß漢 ,;\"'=+-@1é\n"), max_size=12).map(str.strip)
NAMES = st.sampled_from(["Squat (Barbell)", "Leg Press", "=cmd|' /C calc'!A0", "Übung; schwer", "-1"])
LOADS = {
    Unit.KG: st.integers(1, 40_000).map(lambda hundredths: hundredths / 100),
    Unit.LB: st.integers(1, 900).map(lambda pounds: round(pounds * KG_PER_LB, 2)),
}


@st.composite
def sets(draw: st.DrawFn, unit: Unit, notes: st.SearchStrategy[str]) -> tuple[Set, ...]:
    def one(place: int) -> Set:
        role = draw(st.sampled_from(Role))
        timed = draw(st.booleans())
        return a_set(
            place,
            draw(NAMES),
            role=role,
            load_kg=draw(st.none() | LOADS[unit]),
            reps=None if timed else draw(st.integers(1, 100)),
            reserve=None if role is Role.WARMUP else draw(st.none() | st.integers(0, 8).map(lambda half: half / 2)),
            duration_s=draw(st.integers(1, 600).map(float)) if timed else None,
            rest_s=draw(st.none() | st.integers(1, 600)),
            note=draw(notes),
        )

    return tuple(one(place) for place in range(1, draw(st.integers(1, 6)) + 1))


@pytest.mark.parametrize("unit", Unit)
@settings(max_examples=60)
@given(drawn=st.data())
def test_what_goes_out_in_strong_s_columns_comes_back_the_same(unit: Unit, drawn: st.DataObject) -> None:
    session = a_session(*drawn.draw(sets(unit, TEXT)), title=drawn.draw(TEXT), note=drawn.draw(TEXT))
    [found] = back(strong_csv([session], name_of, unit), unit)
    assert plain(found) == plain(session)


@pytest.mark.parametrize("unit", Unit)
@settings(max_examples=60)
@given(drawn=st.data())
def test_what_goes_out_in_hevy_s_columns_comes_back_but_for_the_rests(unit: Unit, drawn: st.DataObject) -> None:
    session = a_session(*drawn.draw(sets(unit, st.just(""))), title=drawn.draw(TEXT), note=drawn.draw(TEXT))
    [found] = back(hevy_csv([session], name_of, unit), unit)
    assert plain(found)[:4] == plain(session)[:4]
    kept = [(*row[:7], None, row[8]) for row in plain(session)[4]]  # type: ignore[attr-defined]
    assert plain(found)[4] == kept


def test_pounds_go_out_as_they_stood_on_the_plates() -> None:
    rows = "".join(
        f"2026-11-1{at} 18:00:00,Legs,1h,Leg Press,1,{lb},12,0,0,,,\n" for at, lb in enumerate((185, 225, 2.5, 57.25))
    )
    head = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    sessions = history(read_log((head + rows).encode(), Unit.LB).facts, lambda app, exercise: None)
    assert [row.split(",")[5] for row in strong_csv(sessions, str, Unit.LB).splitlines()[1:]] == [
        "185", "225", "2.5", "57.25",
    ]  # fmt: skip


def test_hevy_repeats_the_note_of_an_exercise_on_its_sets() -> None:
    text = hevy_csv([a_session(a_set(1, note="slow"), a_set(2))], name_of, Unit.KG)
    assert [row["exercise_notes"] for row in csv.DictReader(io.StringIO(text))] == ["slow", "slow"]
    assert [done.note for done in back(text, Unit.KG)[0].sets] == ["slow", ""]


def test_strong_writes_the_oldest_session_first_and_hevy_the_newest() -> None:
    both = [a_session(a_set(1)), a_session(a_set(2), began=BEGAN + timedelta(days=2))]
    assert [row["Date"][:10] for row in csv.DictReader(io.StringIO(strong_csv(both, name_of, Unit.KG)))] == [
        "2026-11-02", "2026-11-04"]  # fmt: skip
    assert [row["start_time"] for row in csv.DictReader(io.StringIO(hevy_csv(both, name_of, Unit.KG)))] == [
        "4 Nov 2026, 18:30", "2 Nov 2026, 18:30"]  # fmt: skip


@pytest.mark.parametrize("app", ["strong", "hevy"])
def test_every_movement_goes_out_under_a_name_that_means_it_there(app: str) -> None:
    write = strong_csv if app == "strong" else hevy_csv
    session = a_session(*(a_set(at, id, "legday", movement=id, reps=8) for at, id in enumerate(catalogue(), 1)))
    names = Names()
    found = [names.resolve(app, done.exercise) for done in back(write([session], name_of, Unit.KG), Unit.KG)[0].sets]
    assert found == list(catalogue())


@given(TEXT)
def test_no_cell_can_run_in_a_spreadsheet_and_each_comes_back_as_it_was(text: str) -> None:
    assert not harmless(text).startswith(FORMULAS)
    assert as_written(harmless(text)) == text


def test_parquet_holds_every_set_with_its_types() -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    session = a_session(a_set(1, load_kg=100.0, reps=5, reserve=1.5), a_set(2, "Plank", duration_s=60.0))
    table = pq.read_table(io.BytesIO(parquet_sets([session])))
    assert tuple(table.column_names) == tuple(COLUMNS)
    first, second = table.to_pylist()
    assert (first["began"], first["load_kg"], first["reps"], first["duration_s"]) == (BEGAN, 100.0, 5, None)
    assert (second["exercise"], second["reps"], second["duration_s"]) == ("Plank", None, 60.0)
    assert pq.read_table(io.BytesIO(parquet_sets([]))).schema == table.schema
