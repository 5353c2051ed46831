from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from legday.kinds import MovementId
from legday.log.fact import Fact, Kind, fact_id, later_than
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


@settings(max_examples=300)
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


# What two devices say of the same sets, each with a clock of its own: right, a year behind, or ten years ahead.
CLOCKS = st.sampled_from([timedelta(), timedelta(days=-365), timedelta(days=3650)])
CHANGES = st.lists(
    st.builds(said, st.integers(10, 99), st.just("set 1"), st.just(Kind.AMENDED), reps=st.integers(1, 30))
    | st.builds(said, st.integers(10, 99), st.just("set 1"), st.just(Kind.AMENDED), load_kg=st.integers(1, 90)),
    max_size=8,
)


def by_a_clock(facts: list[Fact], clock: timedelta, device: str) -> list[Fact]:
    """The facts as a device states them whose clock is off; each is later than the last, as the phone makes sure."""
    last: str | None = None
    stated = []
    for number, fact in enumerate(facts):
        last = later_than(last, fact.at + clock, f"{device} {number}".encode())
        stated.append(msgspec.structs.replace(fact, id=last, at=fact.at + clock))
    return stated


@settings(max_examples=300)
@given(CHANGES, CHANGES, CLOCKS, CLOCKS, st.booleans(), st.randoms(use_true_random=False))
def test_two_devices_that_amend_one_set_end_with_the_same_set_whatever_their_clocks_say(
    phone: list[Fact], laptop: list[Fact], one: timedelta, other: timedelta, gone: bool, random: Random
) -> None:
    begun = [beginning(0, "visit"), beginning(1, "set 1")]
    ours, theirs = by_a_clock(phone, one, "phone"), by_a_clock(laptop, other, "laptop")
    if gone:
        theirs = [*theirs, *by_a_clock([said(0, "set 1", Kind.WITHDRAWN)], timedelta(days=-3650), "laptop")]
    whole = [*begun, *ours, *theirs]
    shuffled = random.sample(whole, len(whole))
    at_phone = merge(merge({}, [*begun, *ours]).log, theirs).log
    at_laptop = merge(merge({}, [*theirs, *begun]).log, [*ours, *begun]).log
    assert sessions(at_phone) == sessions(at_laptop) == sessions(merge({}, shuffled).log)
    [session] = sessions(at_phone)
    if gone:
        assert session.sets == ()
        return
    expected = {"reps": 5, "load_kg": None}
    for change in sorted([*ours, *theirs], key=lambda fact: fact.id):
        expected |= change.body
    assert {field: getattr(session.sets[0], field) for field in expected} == expected


@settings(max_examples=200)
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
