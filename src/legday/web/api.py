"""The small JSON interface: facts out, facts in, the week, and whether all is well."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from legday.kinds import BadInput, MovementId, Unit, Value
from legday.log.fact import Fact, Kind
from legday.log.merge import Answer, Verdict
from legday.plan.goal import Goal
from legday.plan.week import Week
from legday.web.site import Here

router = APIRouter()


class Facts(Value):
    """Facts that came after a cursor, and the cursor to ask with next time."""

    cursor: int
    facts: tuple[Fact, ...]


class Settings(Value):
    """The body of the settings."""

    unit: Unit


class Meaning(Value):
    """The body of an answer to an unknown exercise name."""

    movement: MovementId | None


def answer(body: object, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(body), status, media_type="application/json")


async def _body(request: Request) -> bytes:
    return await request.body()


@router.get("/api/facts")
def since(site: Here, since: str = "0") -> Response:
    """The facts after a cursor."""
    if not since.isdecimal() or len(since) > 18:
        remedy = "Give the whole number of the last answer."
        return answer({"error": f'"{since}" is not a cursor.', "remedy": remedy}, 400)
    cursor, facts = site.store.since(site.person, int(since))
    return answer(Facts(cursor=cursor, facts=facts))


@router.post("/api/facts")
def add(site: Here, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Store a list of facts; each is judged alone and gets its own answer, in their order."""
    try:
        handed = msgspec.json.decode(body, type=list[dict[str, Any]])
    except msgspec.DecodeError as error:
        return answer({"error": f"This is not a list of facts: {error}.", "remedy": "Send a JSON list of facts."}, 400)
    answers: list[Answer | None] = []
    facts: list[Fact] = []
    for one in handed:
        try:
            fact = msgspec.convert(one, Fact)
            fit(fact)
        except (msgspec.ValidationError, BadInput) as error:
            answers.append(Answer(id=str(one.get("id", "")), verdict=Verdict.REFUSED, reason=str(error)))
        else:
            facts.append(fact)
            answers.append(None)
    stored = iter(site.add(facts))
    return answer([given or next(stored) for given in answers])


def fit(fact: Fact) -> None:
    """Refuse what would make the wishes or the plan unreadable; the store itself checks sets and sessions."""
    if fact.kind is Kind.WISHED and fact.about == "goal":
        msgspec.convert(fact.body, Goal)
    elif fact.kind is Kind.WISHED and fact.about == "settings":
        msgspec.convert(fact.body, Settings)
    elif fact.kind is Kind.WISHED and fact.about.startswith("name:"):
        msgspec.convert(fact.body, Meaning)
    elif fact.kind is Kind.PLANNED:
        msgspec.convert(fact.body, Week)
    elif fact.kind is Kind.FELT and not all(isinstance(value, bool | int | float) for value in fact.body.values()):
        raise BadInput("What was felt must be a number or yes or no.", "Send it as legday exports it.")


@router.get("/api/week")
def week(site: Here) -> Response:
    """The planned week (null: none yet)."""
    return answer(site.known().week)


@router.get("/healthz")
def health(site: Here) -> Response:
    """Whether the store answers."""
    return answer({"ok": True, "facts": site.store.cursor(site.person)})
