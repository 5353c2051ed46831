from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legday.files.imports import imports, undo
from legday.files.report import UnitNeeded
from legday.kinds import Unit
from legday.log.fact import Fact
from legday.log.history import Session, history
from legday.loop.bringing import Terms, look
from legday.loop.known import read

sys.path.insert(0, str(Path(__file__).parent))  # what watches write stands beside the tests
from watches import health, workout

HEAD = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
NOW = datetime(2026, 11, 22, 9, 0)
KG = Terms(file="strong.csv", unit=Unit.KG)


def strong(*sets: tuple[int, str, float, int]) -> bytes:
    rows = [
        f"2026-11-{day:02} 18:00:00,Legs,{name},{at},{load},{reps},0,0,,,"
        for at, (day, name, load, reps) in enumerate(sets, 1)
    ]
    return "\n".join([HEAD, *rows, ""]).encode()


FIRST = strong((1, "Squat", 100, 5), (3, "Squat", 102.5, 5))
SECOND = strong((1, "Squat", 100, 6), (3, "Leg Press", 150, 8), (5, "Squat", 105, 5))


def after(facts: tuple[Fact, ...], file: bytes, terms: Terms = KG, *, hours: int = 0) -> tuple[Fact, ...]:
    return (*facts, *look(facts, file, terms, at=NOW + timedelta(hours=hours))[0])


def sessions(facts: tuple[Fact, ...]) -> list[tuple[datetime, list[tuple[str, float | None, int | None, str]]]]:
    def plain(session: Session) -> list[tuple[str, float | None, int | None, str]]:
        return [(done.exercise, done.load_kg, done.reps, done.note) for done in session.sets]

    return [(session.began, plain(session)) for session in history(facts, lambda app, name: None)]


def latest(facts: tuple[Fact, ...]) -> str:
    return max(about for about, one in imports(facts).items() if not one.undone)


def taken_back(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return (*facts, *undo(facts, latest(facts), at=NOW + timedelta(days=1)))


def test_an_import_is_remembered_with_its_file_and_what_it_added() -> None:
    [held] = imports(after((), FIRST)).values()
    assert (held.file, held.app, held.unit, held.stored) == ("strong.csv", "strong", Unit.KG, 2)
    assert len(held.sessions) == 2


def test_a_second_import_of_the_same_file_leaves_no_trace() -> None:
    facts = after((), FIRST)
    assert after(facts, FIRST) == facts


def test_an_import_taken_back_is_as_if_it_had_not_been() -> None:
    assert sessions(taken_back(after((), FIRST))) == []


def test_a_file_in_the_wrong_unit_can_be_taken_back_and_brought_in_right() -> None:
    wrong = taken_back(after((), FIRST, Terms(file="strong.csv", unit=Unit.LB)))
    right = after(wrong, FIRST, hours=48)
    assert sessions(right) == sessions(after((), FIRST))
    assert after(right, FIRST, hours=49) == right


def test_who_takes_an_import_back_is_asked_the_unit_again() -> None:
    brought = after((), FIRST, Terms(file="strong.csv", unit=Unit.LB))
    assert look(brought, SECOND, Terms(file="strong.csv"), at=NOW)[1].unit is Unit.LB
    assert read(brought, NOW.date()).unit is Unit.LB
    assert read(taken_back(brought), NOW.date()).unit is Unit.KG
    with pytest.raises(UnitNeeded):
        look(taken_back(brought), FIRST, Terms(file="strong.csv"), at=NOW + timedelta(days=2))


@pytest.mark.parametrize("update", [False, True])
def test_taking_the_second_import_back_leaves_what_the_first_brought(update: bool) -> None:
    one = after((), FIRST)
    two = after(one, SECOND, Terms(file="later.csv", unit=Unit.KG, update=update), hours=1)
    assert sessions(two) != sessions(one)
    assert sessions(taken_back(two)) == sessions(one)


def test_taking_the_first_import_back_keeps_the_sessions_of_the_second() -> None:
    two = after(after((), FIRST), SECOND, hours=1)
    first = min(imports(two))
    left = sessions((*two, *undo(two, first, at=NOW + timedelta(days=1))))
    assert [began.day for began, _ in left] == [5]


def test_an_import_taken_back_twice_changes_nothing_more() -> None:
    facts = after((), FIRST)
    about = latest(facts)
    facts = taken_back(facts)
    assert undo(facts, about, at=NOW) == ()


DAYS = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["Squat", "Leg Press"]), st.just(60), st.integers(1, 9)),
                min_size=1, max_size=6)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS, st.booleans())
def test_whatever_a_file_changed_is_as_before_when_it_is_taken_back(
    first: list[tuple[int, str, float, int]], second: list[tuple[int, str, float, int]], update: bool
) -> None:
    one = after((), strong(*first))
    terms = Terms(file="b.csv", unit=Unit.KG, update=update)
    two = after(one, strong(*second), terms, hours=1)
    if two != one:
        back = taken_back(two)
        assert sessions(back) == sessions(one)
        again = after(back, strong(*second), terms, hours=50)
        # Of two sets in one place (one of them kept against the file) either may come first.
        assert [(began, sorted(sets)) for began, sets in sessions(again)] == [
            (began, sorted(sets)) for began, sets in sessions(two)
        ]


def test_sessions_without_sets_can_be_taken_back_and_brought_again() -> None:
    file = health([workout(), workout(began="2026-09-27 10:00:00 +0300", ended="2026-09-27 11:00:00 +0300")])
    once = after((), file)
    gone = taken_back(once)
    assert sessions(gone) == []
    again, report = look(gone, file, KG, at=NOW + timedelta(days=2))
    assert (report.rows, report.stored, report.known) == (2, 2, 0)
    assert sessions((*gone, *again)) == sessions(once)
