from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legday.kinds import BadInput, MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import Session, history, renew

START = datetime(2026, 11, 22, 18)


def said(minute: int, about: str, kind: Kind, **body: object) -> Fact:
    at = START + timedelta(minutes=minute)
    return Fact(id=fact_id(at, about.encode()), about=about, kind=kind, at=at, body=body)


def visit(about: str = "visit", began: datetime = START, minute: int = 0, **body: object) -> Fact:
    return said(minute, about, Kind.LOGGED, app="legday", began=began.isoformat(), **body)


def squat(about: str = "set", minute: int = 1, place: int = 1, **body: object) -> Fact:
    return said(
        minute,
        about,
        Kind.LOGGED,
        **({"session": "visit", "app": "legday", "exercise": "squat", "place": place} | body),
    )


def read(*facts: Fact) -> tuple[Session, ...]:
    return history(facts, lambda app, exercise: MovementId(exercise) if app == "legday" else None)


@given(st.permutations([visit(), squat(), said(2, "set", Kind.WITHDRAWN), said(3, "set", Kind.AMENDED, reps=9)]))
def test_a_withdrawn_set_stays_withdrawn_in_whatever_order_facts_come(facts: list[Fact]) -> None:
    [session] = read(*facts)
    assert session.sets == ()


def test_a_set_logged_again_after_its_withdrawal_stays_withdrawn() -> None:
    [session] = read(visit(), squat(minute=1), said(2, "set", Kind.WITHDRAWN), squat(minute=3, reps=8))
    assert session.sets == ()


def test_a_withdrawn_session_takes_its_sets_with_it() -> None:
    assert read(visit(), squat(), said(5, "visit", Kind.WITHDRAWN)) == ()


@given(st.permutations([(10, 5), (11, 6), (12, 7), (13, 8)]))
def test_the_greatest_amendment_wins_in_whatever_order_they_come(changes: list[tuple[int, int]]) -> None:
    amended = [said(minute, "set", Kind.AMENDED, reps=reps) for minute, reps in changes]
    [session] = read(visit(), *amended, squat(reps=1))
    assert session.sets[0].reps == 8


@given(st.permutations([said(10, "set", Kind.AMENDED, reps=9), said(11, "set", Kind.AMENDED, load_kg=80.0)]))
def test_an_amendment_changes_only_the_fields_it_names(changes: list[Fact]) -> None:
    [session] = read(visit(), squat(reps=5, reserve=2.0), *changes)
    [done] = session.sets
    assert (done.reps, done.load_kg, done.reserve) == (9, 80.0, 2.0)


def test_an_amendment_older_than_the_set_by_a_wrong_clock_still_counts() -> None:
    [session] = read(visit(), squat(minute=60, reps=5), said(1, "set", Kind.AMENDED, reps=9))
    assert session.sets[0].reps == 9


def test_two_devices_that_amend_one_set_agree_on_what_it_is() -> None:
    phone = said(10, "set", Kind.AMENDED, reps=9)
    tablet = said(11, "set", Kind.AMENDED, reps=10, note="on the tablet")
    one, other = (read(visit(), squat(), *changes) for changes in ((phone, tablet), (tablet, phone)))
    assert one == other


def test_an_amendment_of_what_its_subject_does_not_have_is_passed_over() -> None:
    changed = said(5, "set", Kind.AMENDED, ended="2026-11-22T19:00:00", reps=9)
    [session] = read(visit(), squat(), changed)
    assert (session.ended, session.sets[0].reps) == (None, 9)


def test_an_amendment_cannot_move_a_set_to_another_session() -> None:
    sessions = read(visit(), visit("other"), squat(), said(5, "set", Kind.AMENDED, session="other"))
    assert {session.id: len(session.sets) for session in sessions} == {"visit": 1, "other": 0}


def test_a_session_is_finished_by_an_amendment() -> None:
    [session] = read(visit(), said(60, "visit", Kind.AMENDED, ended="2026-11-22T19:00:00"))
    assert session.ended == datetime(2026, 11, 22, 19)


def test_an_amendment_without_its_set_does_not_stand_yet() -> None:
    [session] = read(visit(), said(5, "set", Kind.AMENDED, reps=9))
    assert session.sets == ()


def test_a_set_without_its_session_does_not_stand_yet() -> None:
    assert read(squat()) == ()


@given(st.permutations([1, 2, 3, 4]))
def test_sets_stand_in_their_places(places: list[int]) -> None:
    [session] = read(visit(), *(squat(f"set {place}", place=place) for place in places))
    assert [done.place for done in session.sets] == [1, 2, 3, 4]


@given(st.permutations([1, 2, 3]))
def test_sessions_stand_oldest_first(days: list[int]) -> None:
    sessions = read(*(visit(f"visit {day}", began=START + timedelta(days=day)) for day in days))
    assert [session.id for session in sessions] == ["visit 1", "visit 2", "visit 3"]


def test_clock_times_with_and_without_an_offset_stand_in_one_order() -> None:
    aware = said(0, "aware", Kind.LOGGED, app="legday", began="2026-11-23T18:00:00+02:00")
    assert [session.id for session in read(aware, visit())] == ["visit", "aware"]


def test_a_name_nobody_knows_is_kept_without_a_movement() -> None:
    [session] = read(visit(), squat(app="strong", exercise="Zercher Carry"))
    assert (session.sets[0].exercise, session.sets[0].movement) == ("Zercher Carry", None)


def test_a_warm_up_does_not_count_as_training() -> None:
    [session] = read(visit(), squat("a", place=1, role="warmup"), squat("b", place=2, role="drop"))
    assert [done.counts for done in session.sets] == [False, True]


def test_facts_of_other_kinds_are_passed_over() -> None:
    others = [said(9, "mass", Kind.MEASURED, mass_kg=70), said(9, "sore:quadriceps", Kind.FELT, sore=3)]
    assert read(visit(), *others) == read(visit())


def test_a_log_that_was_damaged_says_so() -> None:
    at = datetime(2026, 11, 22, 18)
    damaged = Fact(id=fact_id(at, b""), about="visit", kind=Kind.LOGGED, at=at, body={"app": "legday", "began": "x"})
    with pytest.raises(BadInput, match=r"visit cannot be read.*began.*Restore a backup"):
        history([damaged], lambda app, exercise: None)


# Few subjects, so that sets move between sessions, come before them, are taken back and come again.
HAPPENED = [
    *(visit(about, minute=minute) for about in ("visit", "other") for minute in (0, 5)),
    *(squat(f"set {at}", minute=at, session="visit", place=at) for at in (1, 2, 3)),
    *(squat(f"set {at}", minute=at + 3, session="other", place=at) for at in (1, 2)),
    squat("set 1", minute=9, session="visit", place=4),
    visit("set 3", minute=8),
    squat("other", minute=9, session="visit", place=5),
    *(said(6, about, Kind.AMENDED, place=9, note="put right") for about in ("set 1", "set 2", "other")),
    *(said(7, about, Kind.WITHDRAWN) for about in ("set 2", "set 3", "visit")),
    said(7, "effort:visit", Kind.FELT, effort=7),
]


@settings(max_examples=300)
@given(st.permutations(HAPPENED), st.integers(0, len(HAPPENED)), st.integers(1, 3))
def test_a_log_read_again_where_new_facts_touch_it_is_the_log_read_as_a_whole(
    facts: list[Fact], known: int, count: int
) -> None:
    old, new = facts[:known], facts[known : known + count]
    again = renew(read(*old), [*old, *new], new, lambda app, exercise: MovementId(exercise))
    assert again == read(*old, *new)


def test_a_session_that_no_new_fact_is_about_stays_the_value_that_it_was() -> None:
    before = (visit(), squat(), visit("other", began=START + timedelta(days=1)))
    after = said(5, "other", Kind.AMENDED, note="short")
    known = read(*before)
    untouched, changed = renew(known, (*before, after), (after,), lambda app, exercise: MovementId(exercise))
    assert untouched is known[0]
    assert changed.note == "short"
