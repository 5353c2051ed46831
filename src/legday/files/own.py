"""legday's own file read back: facts as lines of JSON, as the export writes them."""

from __future__ import annotations

from collections.abc import Iterable

from legday.files.calendar import ABOUT as CALENDAR
from legday.files.report import Refusal, Report
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact, Kind, read_fact
from legday.log.history import Resolve
from legday.log.merge import Answer, Verdict


def is_own(head: bytes) -> bool:
    """Whether a file looks like an export of facts, from its first bytes.

    >>> is_own(b'{"id":"0190...","about":"mass","kind":"measured"}'), is_own(b'{"workouts": []}')
    (True, False)
    """
    first = head.lstrip(b"\xef\xbb\xbf \r\n").split(b"\n", 1)[0]
    return first.startswith(b'{"') and b'"about"' in first and b'"kind"' in first


def read_own(data: bytes) -> tuple[Fact, ...]:
    """Read facts from lines of JSON; a line that is no fact refuses the whole file and is named.

    >>> read_own(b"{}")
    Traceback (most recent call last):
    legday.kinds.BadInput: Line 1 of this file is not a fact: Object missing required field `id`. Give the whole ...
    """
    facts = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            fact = read_fact(line)
        except BadInput as error:
            wrong = error.wrong.removeprefix("This is ")
            raise BadInput(f"Line {number} of this file is {wrong}", "Give the whole export, unchanged.") from None
        if fact.about == CALENDAR:  # no export holds one; who slipped it in would know the address from then on
            raise BadInput(f"Line {number} of this file is the address of a calendar.", "Take that line out.")
        facts.append(fact)
    return tuple(facts)


def own_report(file: str, facts: Iterable[Fact], answers: Iterable[Answer], resolve: Resolve) -> Report:
    """Say what became of the facts of a file, in the words of every other import."""
    facts, answers = tuple(facts), tuple(answers)
    verdicts = [answer.verdict for answer in answers]
    sets = [fact.body for fact in facts if fact.kind is Kind.LOGGED and "session" in fact.body]
    return Report(
        file=file,
        app="legday",
        unit=Unit.KG,
        rows=len(facts),
        stored=verdicts.count(Verdict.STORED),
        known=verdicts.count(Verdict.KNOWN),
        refused=verdicts.count(Verdict.REFUSED),
        sets=len(sets),
        leg_sets=sum(resolve(str(body.get("app")), str(body.get("exercise"))) is not None for body in sets),
        refusals=tuple(
            Refusal(line=line, reason=answer.reason)
            for line, answer in enumerate(answers, start=1)
            if answer.verdict is Verdict.REFUSED
        ),
    )
