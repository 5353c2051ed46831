from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, reject
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Reading
from legday.files.report import Report
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import history

S4 = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
NOW = datetime(2026, 11, 22, 12, 0)
Log = dict[str, Fact]


def row(
    day: int = 1,
    *,
    exercise: str = "Squat",
    order: object = 1,
    load: object = 100,
    reps: object = 5,
    seconds: object = 0,
) -> str:
    return f"2023-05-{day:02} 18:24:10,Legs,1h,{exercise},{order},{load},{reps},0,{seconds},,,"


def bring(log: Log, *rows: str, update: bool = False, names: Names | None = None) -> Report:
    reading = read_log("\n".join((S4, *rows)).encode(), Unit.KG)
    new, report = compare(log, reading, names or Names(), update, at=NOW)
    assert not {fact.id for fact in new} & log.keys()
    log.update((fact.id, fact) for fact in new)
    assert report.stored + report.known + report.refused == report.rows == len(rows)
    assert len(report.refusals) == report.refused
    return report


def shown(log: Log) -> list[tuple[str, float | None, int | None]]:
    return [
        (done.exercise, done.load_kg, done.reps)
        for session in history(log.values(), lambda app, exercise: None)
        for done in session.sets
    ]


def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    log: Log = {}
    rows = [row(), row(order=2), row(order="Rest Timer", seconds=90), row(order=3, reps=-1)]
    first = bring(log, *rows)
    facts = dict(log)
    second = bring(log, *rows)
    assert (first.stored, first.refused, second.stored, second.known, second.refused) == (3, 1, 0, 3, 1)
    assert log == facts


def test_a_later_export_adds_only_what_is_new() -> None:
    log: Log = {}
    bring(log, row(1), row(1, order=2))
    report = bring(log, row(1), row(1, order=2), row(3), row(1, order=3))
    assert (report.stored, report.known) == (2, 2)


def test_a_corrected_row_is_refused_with_what_differs_until_the_person_agrees() -> None:
    log: Log = {}
    bring(log, row(reps=63))
    refused = bring(log, row(reps=6))
    assert refused.refusals[0].line == 2
    assert "63 reps there, 6 reps here; import again with --update" in refused.refusals[0].reason
    assert shown(log) == [("Squat", 100.0, 63)]
    taken = bring(log, row(reps=6), update=True)
    assert (taken.stored, taken.refused) == (1, 0)
    assert shown(log) == [("Squat", 100.0, 6)]
    again = bring(log, row(reps=6), update=True)
    assert (again.stored, again.known) == (0, 1)


def test_an_update_carries_only_what_changed_and_sorts_after_everything_about_the_set() -> None:
    log: Log = {}
    bring(log, row(reps=63))
    [about] = [fact.about for fact in log.values() if "session" in fact.body]
    ahead = Fact(id=fact_id(datetime(2036, 1, 1), b""), about=about, kind=Kind.AMENDED, at=NOW, body={"reps": 7})
    log[ahead.id] = ahead
    bring(log, row(reps=6), update=True)
    newest = max((fact for fact in log.values() if fact.kind is Kind.AMENDED), key=lambda fact: fact.id)
    assert (newest.body, newest.at) == ({"reps": 6}, NOW)
    assert shown(log) == [("Squat", 100.0, 6)]


def test_a_changed_rest_is_refused_on_its_own_row() -> None:
    log: Log = {}
    bring(log, row(), row(order="Rest Timer", seconds=90))
    report = bring(log, row(), row(order="Rest Timer", seconds=120))
    assert [refusal.line for refusal in report.refusals] == [3]
    assert "90 s rest there, 120 s rest here" in report.refusals[0].reason


def test_a_renamed_workout_keeps_its_sets_and_is_reported() -> None:
    log: Log = {}
    bring(log, row())
    report = bring(log, row().replace("Legs", "Leg day"))
    assert report.known == 1
    assert any("another title" in note for note in report.notes)
    bring(log, row().replace("Legs", "Leg day"), update=True)
    [session] = history(log.values(), lambda app, exercise: None)
    assert session.title == "Leg day"


def test_a_replaced_exercise_is_a_change_and_no_addition() -> None:
    log: Log = {}
    bring(log, row(exercise="Squat"), row(exercise="Lunge"))
    refused = bring(log, row(exercise="Squat"), row(exercise="Leg Press"))
    assert "“Lunge” there, “Leg Press” here" in refused.refusals[0].reason
    assert [name for name, _, _ in shown(log)] == ["Squat", "Lunge"]
    bring(log, row(exercise="Squat"), row(exercise="Leg Press"), update=True)
    assert [name for name, _, _ in shown(log)] == ["Squat", "Leg Press"]
    facts = dict(log)
    bring(log, row(exercise="Squat"), row(exercise="Leg Press"), update=True)
    assert log == facts


def test_a_set_deleted_in_the_app_is_kept_until_the_person_agrees() -> None:
    log: Log = {}
    bring(log, row(), row(order=2))
    assert any("they were kept" in note for note in bring(log, row()).notes)
    assert len(shown(log)) == 2
    bring(log, row(), update=True)
    assert len(shown(log)) == 1


def test_nothing_is_taken_out_for_a_file_with_a_row_that_cannot_be_placed() -> None:
    log: Log = {}
    bring(log, row(), row(order=2))
    bring(log, "2023-05-01 18:24:10,Legs", row(), update=True)
    assert len(shown(log)) == 2


def test_what_the_person_withdrew_stays_withdrawn() -> None:
    log: Log = {}
    bring(log, row())
    [about] = [fact.about for fact in log.values() if "session" in fact.body]
    gone = Fact(id=fact_id(NOW, b"gone"), about=about, kind=Kind.WITHDRAWN, at=NOW, body={})
    log[gone.id] = gone
    assert bring(log, row(), update=True).known == 1
    assert shown(log) == []


def test_a_row_refused_once_fits_in_when_it_is_mended() -> None:
    log: Log = {}
    bring(log, row(order=1, reps=5), row(order=2, reps=-5), row(order=3, reps=3))
    report = bring(log, row(order=1, reps=5), row(order=2, reps=4), row(order=3, reps=3))
    assert (report.stored, report.known) == (1, 2)
    assert [reps for _, _, reps in shown(log)] == [5, 4, 3]


def test_leg_sets_are_counted_cardio_is_not_and_unknown_leg_names_are_asked() -> None:
    rows = [row(exercise=name) for name in ("Squat", "Cycling", "Bench Press (Barbell)", "Kickbacks", "Power Clean")]
    report = bring({}, *rows)
    assert (report.sets, report.leg_sets) == (5, 2)
    [asked] = report.asked
    assert (asked.app, asked.exercise, asked.sets) == ("strong", "Kickbacks", 1)
    assert "kickback" in asked.near


def test_a_typing_error_of_ten_times_is_flagged() -> None:
    rows = [row(order=order, load=86) for order in range(1, 8)]
    report = bring({}, *rows, row(order=8, load=860))
    assert any("860 kg" in note and "line 9" in note for note in report.notes)
    assert not bring({}, *rows).notes


def test_a_jump_of_the_usual_start_hints_at_another_time_zone() -> None:
    rows = [row(day).replace("18:24:10", "03:10:00") for day in range(1, 8)]
    later = [row(day).replace("2023-05", "2023-06") for day in range(1, 8)]
    assert any("2023-06" in note and "zone" in note for note in bring({}, *rows, *later).notes)


def test_progress_counts_up_to_all_rows() -> None:
    told: list[tuple[int, int]] = []
    data = "\n".join((S4, *(row(day % 28 + 1, order=day) for day in range(1200)))).encode()
    reading = read_log(data, Unit.KG, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1200, 1200)
    assert all(before[0] <= after[0] for before, after in pairwise(told))
    compare({}, reading, Names(), progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]


cells = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["Squat", "Leg Press", "Bench, flat", "Kickbacks", ""]),
    st.sampled_from(["1", "2", "W", "F", "D", "Rest Timer", "Note", "X"]),
    st.sampled_from(["0", "", "100", "22.5", "185.00000000000003", "10000", "-1"]),
    st.sampled_from(["0", "5", "8.0", "", "-3", "2000", "5.5"]),
    st.sampled_from(["0", "60.0", "", "-1"]),
    st.sampled_from(["", "deep", "two\nlines", 'a "quote"']),
)


def written(rows: list[tuple[int, str, str, str, str, str, str]]) -> bytes:
    lines = [S4]
    for session, exercise, order, load, reps, seconds, note in rows:
        began = datetime(2023, 5, 1, 18) + timedelta(hours=30 * session)
        quoted = note.replace('"', '""')
        lines.append(f'{began},Legs,1h,"{exercise}",{order},{load},{reps},0,{seconds},"{quoted}",,')
    return "\n".join(lines).encode()


def readable(rows: list[tuple[int, str, str, str, str, str, str]], unit: Unit) -> Reading:
    try:
        return read_log(written(rows), unit)
    except BadInput:  # not one of its rows can be read
        reject()


@given(st.lists(cells, min_size=1, max_size=30), st.sampled_from(Unit))
def test_any_log_imported_twice_adds_nothing_and_accounts_for_every_row(
    rows: list[tuple[int, str, str, str, str, str, str]], unit: Unit
) -> None:
    reading = readable(rows, unit)
    new, first = compare({}, reading, Names())
    again, second = compare({fact.id: fact for fact in new}, reading, Names())
    assert again == ()
    assert first.rows == len(rows) == first.stored + first.refused
    assert first.known == 0
    assert (second.known, second.refused) == (first.stored, first.refused)
    assert len({fact.id for fact in new}) == len(new)
    assert not any(fact.body.get("load_kg") == 0 for fact in new)
    history(new, lambda app, exercise: None)


@given(st.lists(cells, min_size=1, max_size=20), st.lists(cells, min_size=1, max_size=20))
def test_taking_the_version_of_a_file_twice_is_quiet(
    old: list[tuple[int, str, str, str, str, str, str]], changed: list[tuple[int, str, str, str, str, str, str]]
) -> None:
    first, _ = compare({}, readable(old, Unit.KG), Names())
    log = {fact.id: fact for fact in first}
    later = readable(changed, Unit.KG)
    taken, report = compare(log, later, Names(), update=True, at=NOW)
    assert report.stored + report.known + report.refused == report.rows == len(changed)
    log.update((fact.id, fact) for fact in taken)
    again, second = compare(log, later, Names(), update=True, at=NOW + timedelta(days=1))
    assert again == ()
    assert second.stored == 0
