"""The small JSON interface: facts out, facts in, the week, and whether all is well."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from legday.kinds import Value
from legday.log.fact import Fact
from legday.log.merge import Answer, Verdict
from legday.web.rights import may_add
from legday.web.site import Here
from legday.web.who import asking, who

router = APIRouter()


class Facts(Value):
    """Facts that came after a cursor, and the cursor to ask with next time."""

    cursor: int
    facts: tuple[Fact, ...]


def answer(body: object, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(body), status, media_type="application/json")


async def _body(request: Request) -> bytes:
    return await request.body()


@router.get("/api/v1/facts")
def since(site: Here, since: str = "0") -> Response:
    """The facts after a cursor."""
    if not since.isdecimal() or len(since) > 18:
        remedy = "Give the whole number of the last answer."
        return answer({"error": f'"{since}" is not a cursor.', "remedy": remedy}, 400)
    cursor, facts = site.store.since(site.person, int(since))
    return answer(Facts(cursor=cursor, facts=facts))


@router.post("/api/v1/facts")
def add(site: Here, request: Request, body: Annotated[bytes, Depends(_body)]) -> Response:
    """Store a list of facts; each is judged alone and gets its own answer, in their order."""
    try:
        handed = msgspec.json.decode(body, type=list[dict[str, Any]])
    except (msgspec.DecodeError, RecursionError) as error:
        return answer({"error": f"This is not a list of facts: {error}.", "remedy": "Send a JSON list of facts."}, 400)
    answers: list[Answer | None] = []
    facts: list[Fact] = []
    for one in handed:
        try:
            fact = msgspec.convert(one, Fact)
        except msgspec.ValidationError as error:
            answers.append(Answer(id=str(one.get("id", "")), verdict=Verdict.REFUSED, reason=str(error)))
            continue
        if may_add(who(request), fact.kind):
            facts.append(fact)
            answers.append(None)
        else:
            reason = f"this token may not add what was {fact.kind.value}"
            answers.append(Answer(id=fact.id, verdict=Verdict.REFUSED, reason=reason))
    stored = iter(site.add(facts))
    return answer([given or next(stored) for given in answers])


@router.get("/api/v1/week")
def week(site: Here) -> Response:
    """The planned week (null: none yet, or something needs care first)."""
    known = site.known()
    return answer(None if known.state.flags else known.week)


@router.get("/api/v1/search")
def search(site: Here) -> Response:
    """How far the search for a week is that runs."""
    return answer(site.search.progress())


@router.post("/api/v1/search/end")
def end_search(site: Here) -> Response:
    """End the search for a week that runs with the best so far."""
    site.search.end()
    return answer(site.search.progress())


@router.get("/healthz")
def health(request: Request) -> Response:
    """Whether the store answers, and to who is signed in how many facts it has."""
    sites, one = request.app.state.sites, asking(request)
    if one is None:
        return answer({"ok": bool(sites.store.describe())})
    return answer({"ok": True, "facts": sites.store.cursor(one.person)})
