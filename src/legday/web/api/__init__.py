"""The interface for programs, /api/v1: everything that the page does, declared once and documented from that."""

from __future__ import annotations

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from legday.kinds import BadInput
from legday.web.answer import answer
from legday.web.api import bringing, facts, feeling, logging, moving, planning, reference, reviewing, serving
from legday.web.api.operation import PREFIX, Error
from legday.web.who import Right

__all__ = ["PARTS", "fault", "is_for", "problem", "rights", "router"]

PARTS = (
    planning.part,
    logging.part,
    feeling.part,
    reviewing.part,
    moving.part,
    bringing.part,
    facts.part,
)
"""Everything that there is, by subject."""

router = serving.router_of(PARTS)
reference.add_reference(router, PARTS)


def rights() -> dict[tuple[str, str], Right]:
    """The right that each operation needs, by its method and its path."""
    return {(one.method, PREFIX + one.path): one.right for part in PARTS for one in part.operations}


def is_for(request: Request) -> bool:
    """Whether a request is for the interface, so that what is wrong with it is said in JSON."""
    return request.url.path.startswith("/api/")


def problem(request: Request, error: BadInput) -> Response:
    """Say in JSON what was wrong and what to do."""
    return serving.problem(error, request.method)


def fault(request: Request, error: HTTPException) -> Response:
    """Say in JSON what is wrong with an address, or with the method it was asked with."""
    return serving.fault(request, error, PARTS)


def broken() -> Response:
    """Say in JSON that legday itself is at fault."""
    remedy = "What was saved before is safe. Send it again."
    return answer(Error(error="Something went wrong inside legday.", remedy=remedy), 500)
