"""Facts out, facts in: what a phone, a backup or another program keeps in step with."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from legday.kinds import Value
from legday.log.fact import Fact
from legday.log.merge import Answer, Verdict
from legday.web.api.operation import SOME_ID, Part
from legday.web.rights import may_add
from legday.web.site import Site
from legday.web.who import Right, Who

part = Part(
    "Facts", "Everything that a person said, as it was said. Whoever keeps a copy in step reads and writes here."
)

EXAMPLE = {
    "id": SOME_ID,
    "about": "mass",
    "kind": "measured",
    "at": "2026-11-22T07:30:00+01:00",
    "body": {"mass_kg": 71.5},
}


class Since(Value):
    """From where on: the cursor of the last answer, or 0 for everything."""

    since: Annotated[int, msgspec.Meta(ge=0, lt=10**18)] = 0


class Facts(Value):
    """Facts that came after a cursor, and the cursor to ask with next time."""

    cursor: int
    facts: tuple[Fact, ...]


class Health(Value):
    """Whether the store answers, and how many facts it holds of whoever asks."""

    ok: bool
    facts: int


@part.operation("GET", "/facts", right=Right.READ, since="0")
def facts_since(site: Site, asked: Since) -> Facts:
    """Facts after a cursor.

    Ask again with the cursor of the answer and only what is new comes. A cursor that lies ahead is from before
    everything was erased; the answer then begins anew.
    """
    cursor, facts = site.store.since(site.person, asked.since)
    return Facts(cursor=cursor, facts=facts)


@part.operation("POST", "/facts", right=Right.LOG, body=[EXAMPLE])
def add_facts(site: Site, body: tuple[dict[str, Any], ...], asking: Who, headers: dict[str, str]) -> tuple[Answer, ...]:
    """Store facts; each is judged alone.

    The answers come in the order of the facts: stored, known (it was here already) or refused with a reason. A fact has
    an `id` (a UUID of version 7), a subject (`about`), a `kind`, a clock time (`at`) and a `body`. The same fact
    may be sent as often as you like. A token that may not plan stores no wishes, plans and movements of one's own.
    """
    answers: list[Answer | None] = []
    facts: list[Fact] = []
    for one in body:
        try:
            fact = msgspec.convert(one, Fact)
        except msgspec.ValidationError as error:
            answers.append(Answer(id=str(one.get("id", "")), verdict=Verdict.REFUSED, reason=str(error)))
            continue
        if not may_add(asking, fact.kind):
            reason = f"this token may not add what was {fact.kind.value}"
            answers.append(Answer(id=fact.id, verdict=Verdict.REFUSED, reason=reason))
            continue
        facts.append(fact)
        answers.append(None)
    cursor, judged = site.take(facts)
    headers["Legday-Cursor"] = str(cursor)  # a page that has read so far shows them
    stored = iter(judged)
    return tuple(given or next(stored) for given in answers)


@part.operation("GET", "/health", right=Right.READ)
def health(site: Site) -> Health:
    """Whether the store answers."""
    return Health(ok=True, facts=site.store.cursor(site.person))
