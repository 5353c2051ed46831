"""The union of facts: any order and any repetition give the same log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from legday.kinds import Value
from legday.log.fact import Fact


class Verdict(StrEnum):
    """What became of one fact that was handed in."""

    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"


class Answer(Value):
    """The answer to one fact that was handed in; a refusal says why."""

    id: str
    verdict: Verdict
    reason: str = ""


class Merged(Value):
    """A log with new facts in it, and one answer for each fact handed in, in their order."""

    log: dict[str, Fact]
    answers: tuple[Answer, ...]


def judge(known: Mapping[str, Fact], fact: Fact) -> Answer:
    """Say what becomes of one fact beside those already known; each fact is judged alone."""
    other = known.get(fact.id)
    if other is None:
        return Answer(id=fact.id, verdict=Verdict.STORED)
    if other == fact:
        return Answer(id=fact.id, verdict=Verdict.KNOWN)
    return Answer(id=fact.id, verdict=Verdict.REFUSED, reason="this id is already used for another fact")


def merge(log: Mapping[str, Fact], facts: Iterable[Fact]) -> Merged:
    """Put facts into a log; what is known stays, and a reused id is refused and never swallowed.

    >>> from datetime import datetime
    >>> from legday.log.fact import Kind, fact_id
    >>> at = datetime(2026, 11, 22)
    >>> fact = Fact(id=fact_id(at, b""), about="mass", kind=Kind.MEASURED, at=at, body={"mass_kg": 70})
    >>> [answer.verdict.value for answer in merge({}, [fact, fact]).answers]
    ['stored', 'known']
    """
    merged = dict(log)
    answers = []
    for fact in facts:
        answer = judge(merged, fact)
        if answer.verdict is Verdict.STORED:
            merged[fact.id] = fact
        answers.append(answer)
    return Merged(log=merged, answers=tuple(answers))
