"""Turning up: what is counted, what is said of it, and above all how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from legday.coach.read import read_state
from legday.coach.turning_up.adherence import Adherence, adherence
from legday.coach.turning_up.gap import CHOICES, Gap, Reason, advice, do, find_gap, guess, missed_weekday, told
from legday.coach.turning_up.habit import Kept, habit_advice, make_habit, read_habit
from legday.coach.visits import Intended, Legs, leg_sessions
from legday.evidence.claims import source_text
from legday.kinds import BadInput, Because, Group, MovementId, SessionId, SetId
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import Role, Session, Set

TODAY = date(2026, 11, 25)  # a Wednesday
MONDAY = date(2026, 11, 23)
UNKIND = re.compile(
    r"streak|shame|lazy|fail|excuse|should|guilt|blame|only|broke|lost your|let yourself|discipline|must\b|!",
    re.IGNORECASE,
)


def credit(movement: MovementId) -> Mapping[Group, float]:
    return {} if movement == "plank" else {Group.QUADRICEPS: 1.0, Group.HAMSTRINGS: 0.6 * (movement == "leg_curl")}


def visit(day: date, movement: str | None = "back_squat", *, minutes: int | None = 45, planned: str = "") -> Session:
    began = datetime.combine(day, time(18))
    done = Set(
        id=SetId(f"{day}"), session=SessionId(f"{day}"), app="strong", exercise="x", place=0, role=Role.WORK,
        load_kg=60, movement=MovementId(movement) if movement else None, reps=8, reserve=2, duration_s=None,
        distance_m=None, rest_s=None, note="",
    )  # fmt: skip
    ended = began + timedelta(minutes=minutes) if minutes is not None else None
    return Session(
        id=SessionId(f"{day}"), app="strong", began=began, ended=ended, title="", note="", planned=planned or None,
        sets=(done,),
    )  # fmt: skip


def ago(*days: int) -> list[date]:
    return sorted(TODAY - timedelta(days=day) for day in days)


def look(visits: list[Session], meant: list[date] | None = None) -> Adherence:
    state = read_state(visits, (), today=TODAY, credit=credit)
    return adherence(state, visits, plans(*(meant or ())), leg_sessions(visits, credit))


def plans(*days: date) -> list[Intended]:
    return [Intended(id=f"p{day}", day=day, minutes=45) for day in days]


def legs(*days: date, minutes: int = 45) -> list[Legs]:
    return [Legs(id=f"{day}", day=day, minutes=minutes, planned=f"p{day}") for day in days]


# Four weeks


def test_sessions_are_counted_against_what_was_planned() -> None:
    found = look([visit(day) for day in ago(1, 8, 15)], ago(1, 8, 11, 15, 22))
    assert (found.done, found.planned) == (3, 5)
    assert found.count.say == "3 leg sessions of 5 planned in the last 4 weeks."


def test_nothing_is_compared_with_plans_of_the_last_days_alone() -> None:
    assert look([visit(day) for day in ago(1, 8, 15)], ago(1, 4)).planned is None


def test_who_did_all_and_more_is_told_so() -> None:
    days = ago(1, 4, 22)
    assert look([visit(day) for day in days], days[:2]).count.say.endswith("all that you planned and more.")


def test_a_plan_for_today_counts_once_it_is_done() -> None:
    assert look([visit(day) for day in ago(4)], ago(0, 4, 23)).planned == 2
    assert look([visit(day) for day in ago(0, 4)], ago(0, 4, 23)).planned == 3


def test_without_a_plan_nothing_is_compared() -> None:
    found = look([visit(day) for day in ago(1, 8)])
    assert found.planned is None
    assert found.count.say == "2 leg sessions in the last 4 weeks."


@given(some.sets(some.integers(1, 60), max_size=20), some.integers(1, 27))
def test_one_more_session_never_counts_for_less_and_a_missed_day_breaks_nothing(done: set[int], more: int) -> None:
    before, after = (look([visit(day) for day in ago(*days)]).done for days in (done, done | {more}))
    assert before <= after <= before + 1


# Legs among the rest


def test_legs_that_come_seldom_among_the_rest_are_said_kindly() -> None:
    rest = [visit(day, None) for day in ago(1, 3, 5, 8, 10, 12, 15, 17)]
    found = look(sorted([*rest, visit(TODAY - timedelta(days=20))], key=lambda one: one.began))
    assert found.rare is not None
    assert found.rare.say == (
        "In the last four weeks you trained 9 times, legs once. Two leg exercises inside another session are enough to "
        "begin."
    )


def test_whoever_trains_legs_about_as_often_is_not_told_so() -> None:
    rest = [visit(day, None) for day in ago(1, 3, 5, 8)]
    assert look([*(visit(day) for day in ago(20, 22)), *rest]).rare is None


def test_a_muscle_that_waits_is_mentioned_from_nine_days_on_while_the_rest_trains() -> None:
    def waiting(days: int) -> Because | None:
        return look([visit(day, "leg_curl" if day == TODAY - timedelta(days=days) else "back_squat")
                     for day in ago(1, days)]).waiting  # fmt: skip

    assert waiting(8) is None
    found = waiting(9)
    assert found is not None
    assert found.say == "The hamstrings had no hard set for 9 days."


def test_after_a_pause_no_single_muscle_is_behind() -> None:
    assert look([visit(day, "leg_curl") for day in ago(12)]).waiting is None


# Gaps


def test_a_week_without_legs_is_found_and_a_week_with_some_is_not() -> None:
    assert find_gap((), legs(*ago(10)), TODAY) == Gap(monday=MONDAY - timedelta(weeks=1), weeks=1)
    assert find_gap((), legs(*ago(3)), TODAY) is None


def test_a_gap_keeps_its_monday_as_it_grows_and_on_return() -> None:
    first = MONDAY - timedelta(weeks=3)
    assert find_gap((), legs(*ago(24)), TODAY) == Gap(monday=first, weeks=3)
    assert find_gap((), legs(*ago(24, 0)), TODAY) == Gap(monday=first, weeks=3)


def test_who_planned_a_week_and_never_trained_has_a_gap_too() -> None:
    assert find_gap(plans(*ago(6)), (), TODAY) == Gap(monday=MONDAY - timedelta(weeks=1), weeks=1)


@pytest.mark.parametrize("days", [(), (80,), (400,)])
def test_nobody_is_asked_about_what_is_long_over(days: tuple[int, ...]) -> None:
    assert find_gap((), legs(*ago(*days)), TODAY) is None


def answer(reason: object) -> Fact:
    at = datetime.combine(TODAY, time(8))
    return Fact(id=fact_id(at, b""), about=f"gap:{MONDAY}", kind=Kind.FELT, at=at, body={"reason": reason})


def test_what_was_told_is_read_and_what_nobody_can_read_is_not() -> None:
    gap = Gap(monday=MONDAY, weeks=1)
    assert told([answer("ill")], gap) is Reason.ILL
    assert [told([answer(wrong)], gap) for wrong in ("gym", None, 3, [])] == [None] * 4
    assert told([answer("ill")], Gap(monday=MONDAY - timedelta(weeks=1), weeks=2)) is None


def test_every_reason_has_something_to_do_but_what_is_not_said_is_left_alone() -> None:
    assert set(CHOICES) == set(Reason)
    assert advice(Reason.UNSAID, do(Reason.SORE)) is None
    assert all(advice(reason, None) for reason in Reason if reason is not Reason.UNSAID)
    assert advice(None, do(Reason.SORE, "Maybe.")) == do(Reason.SORE, "Maybe.")


def test_the_log_may_point_to_soreness_or_to_time_and_then_it_is_a_maybe() -> None:
    gap = Gap(monday=MONDAY - timedelta(weeks=1), weeks=1)
    days = ago(17, 13)
    sore = {Group.GLUTES: {TODAY - timedelta(days=12): 7}}
    found = [guess(gap, plans(*days), legs(*days), sore), guess(gap, plans(*days), legs(*days, minutes=60), {})]
    assert [said and said.say.startswith("Maybe") for said in found] == [True, True]
    assert "soreness" in found[0].say if found[0] else False
    assert "longer than planned" in found[1].say if found[1] else False


def test_where_the_log_shows_nothing_nothing_is_guessed() -> None:
    days = ago(17, 13)
    mild = {Group.GLUTES: {TODAY - timedelta(days=12): 5}}
    assert guess(Gap(monday=MONDAY - timedelta(weeks=1), weeks=1), plans(*days), legs(*days), mild) is None


def test_a_weekday_that_never_happens_is_named_and_one_that_sometimes_does_is_not() -> None:
    mondays, others = [MONDAY - timedelta(weeks=week) for week in (1, 2, 3)], ago(6, 13)
    said = missed_weekday(plans(*mondays), legs(*others), TODAY)
    assert said is not None
    assert said.say.startswith("Mondays were planned 3 times")
    assert missed_weekday(plans(*mondays), legs(*others, mondays[0]), TODAY) is None
    assert missed_weekday(plans(*mondays[:2]), legs(*others), TODAY) is None


# A habit


def wished(day: date, **body: str) -> Fact:
    at = datetime.combine(day, time(8))
    return Fact(id=fact_id(at, b"habit"), about="habit", kind=Kind.WISHED, at=at, body=body)


def test_a_plan_reads_as_a_sentence_with_or_without_its_parts() -> None:
    whole = make_habit(
        cue="When I leave work,", place="the gym", time="18:00", first="packing my bag.", obstacle="If it rains",
        instead="then I take the bus",
    )  # fmt: skip
    assert whole.words == "When I leave work, then I go to the gym at 18:00 and begin with packing my bag."
    assert whole.otherwise == "If it rains, then I take the bus."
    assert (
        make_habit(cue="I wake up", first="coffee").words == "When I wake up, then I train legs and begin with coffee."
    )


@pytest.mark.parametrize(
    "said",
    [
        {"cue": "", "first": "x"},
        {"cue": "x", "first": " "},
        {"cue": "x" * 81, "first": "x"},
        {"cue": "x", "first": "x", "obstacle": "rain"},
    ],
)
def test_a_plan_without_its_parts_is_refused_with_what_to_say(said: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        make_habit(**said)


def test_a_plan_that_is_changed_keeps_its_beginning_and_one_that_was_taken_back_does_not() -> None:
    first, second = wished(TODAY - timedelta(days=60), cue="a", first="b"), wished(TODAY, cue="c", first="d")
    gone = wished(TODAY - timedelta(days=30))
    assert read_habit([second, first]) == Kept(habit=make_habit(cue="c", first="d"), since=TODAY - timedelta(days=60))
    assert read_habit([first, gone, second]) == Kept(habit=make_habit(cue="c", first="d"), since=TODAY)
    assert read_habit([first, gone]) is None
    assert read_habit([wished(TODAY, other="form")]) is None


@given(some.integers(0, 2000))
def test_a_habit_is_told_in_months_and_never_as_a_share_or_a_day_it_will_be_there(sessions: int) -> None:
    said = habit_advice(Kept(habit=make_habit(cue="a", first="b"), since=TODAY), sessions)
    assert "months" in said.say
    assert not re.search(r"%|\d|you will", said.why)


# How it is said


def every_sentence() -> list[Because]:
    rest = [visit(day, None) for day in ago(1, 3, 5, 8, 10)]
    counts = [look([]), look(rest), look([visit(day) for day in ago(1, 8)], ago(1, 8, 22)), look([], ago(4, 22))]
    mondays = plans(*(MONDAY - timedelta(weeks=week) for week in (1, 2, 3)))
    waits = look([visit(day, "leg_curl" if day < MONDAY else "back_squat") for day in ago(1, 9)])
    said = [one for found in (*counts, waits) for one in found.said]
    said += [do(reason) for reason in Reason if reason is not Reason.UNSAID]
    said += [one for one in [missed_weekday(mondays, legs(*ago(6)), TODAY)] if one]
    return said + [habit_advice(Kept(habit=make_habit(cue="a", first="b"), since=TODAY), n) for n in (0, 10, 30, 300)]


def test_nothing_shames_nags_or_speaks_of_a_streak() -> None:
    words = [part for one in every_sentence() for part in (one.say, one.why)]
    assert [text for text in (*words, *CHOICES.values()) if UNKIND.search(text.replace("Decide only on", ""))] == []


def test_every_sentence_has_a_source_that_is_known() -> None:
    assert len({one.source for one in every_sentence()}) >= 5
    assert all(source_text(one.source) for one in every_sentence())
