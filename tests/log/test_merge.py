from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from legday.kinds import MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import Session, history
from legday.log.merge import Verdict, merge

START = datetime(2026, 11, 22, 18)
SUBJECTS = ("visit", "set 1", "set 2", "set 3")


def said(number: int, about: str, kind: Kind, **body: object) -> Fact:
    at = START + timedelta(minutes=number)
    return Fact(id=fact_id(at, about.encode()), about=about, kind=kind, at=at, body=body)


def beginning(number: int, about: str) -> Fact:
    if about == "visit":
        return said(number, about, Kind.LOGGED, app="legday", began=START.isoformat())
    return said(number, about, Kind.LOGGED, session="visit", app="legday", exercise="squat", place=1, reps=5)


SUBJECT = st.sampled_from(SUBJECTS)
FACTS = st.one_of(
    st.builds(beginning, st.integers(0, 9), SUBJECT),
    st.builds(said, st.integers(10, 19), SUBJECT, st.just(Kind.AMENDED), reps=st.integers(1, 20)),
    st.builds(said, st.integers(20, 29), SUBJECT, st.just(Kind.WITHDRAWN)),
)
# One id has one content: what a phone sends again is what it sent before.
LOGS = st.lists(FACTS, max_size=25, unique_by=lambda fact: fact.id)


def sessions(log: dict[str, Fact]) -> tuple[Session, ...]:
    return history(log.values(), lambda app, exercise: MovementId(exercise))


@given(LOGS, st.randoms(use_true_random=False), st.lists(st.integers(1, 5), max_size=30))
def test_any_order_any_repetition_and_any_batching_give_the_same_log_and_the_same_sessions(
    facts: list[Fact], random: Random, sizes: list[int]
) -> None:
    once = merge({}, facts).log
    again = facts + random.choices(facts, k=len(facts)) if facts else []
    random.shuffle(again)
    log: dict[str, Fact] = {}
    for size in [*sizes, len(again)]:
        batch, again = again[:size], again[size:]
        log = merge(log, batch).log
    assert log == once
    assert sessions(log) == sessions(once)


@given(LOGS, LOGS)
def test_every_fact_is_answered_once_and_in_its_order(known: list[Fact], handed: list[Fact]) -> None:
    log = merge({}, known).log
    merged = merge(log, handed)
    assert [answer.id for answer in merged.answers] == [fact.id for fact in handed]
    stored = {answer.id for answer in merged.answers if answer.verdict is Verdict.STORED}
    assert merged.log.keys() == log.keys() | stored
    assert not stored & log.keys()


@given(LOGS)
def test_what_is_known_is_never_changed(facts: list[Fact]) -> None:
    log = merge({}, facts).log
    forged = [msgspec.structs.replace(fact, about="somebody else's") for fact in facts]
    merged = merge(log, forged)
    assert merged.log == log
    assert all(answer.verdict is Verdict.REFUSED and answer.reason for answer in merged.answers)


def test_a_reused_id_is_refused_and_does_not_keep_the_next_fact_out() -> None:
    first = beginning(0, "visit")
    reused = msgspec.structs.replace(first, body={"app": "legday", "began": "2020-01-01T00:00:00"})
    good = beginning(1, "set 1")
    merged = merge({}, [first, reused, good])
    assert [answer.verdict for answer in merged.answers] == [Verdict.STORED, Verdict.REFUSED, Verdict.STORED]
    assert merged.log == {first.id: first, good.id: good}


@given(LOGS)
def test_merging_leaves_the_log_it_was_given_as_it_was(facts: list[Fact]) -> None:
    log: dict[str, Fact] = {}
    merge(log, facts)
    assert log == {}
