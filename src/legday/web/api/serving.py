"""Operations as routes: requests read, answers written, and errors said the same way everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from legday.kinds import BadInput
from legday.store.trouble import Trouble
from legday.web.answer import answer
from legday.web.api.operation import (
    BYTES,
    JSON,
    PERSON,
    PREFIX,
    Asked,
    Conflict,
    Error,
    Operation,
    Part,
    Unreadable,
    arguments,
)
from legday.web.session import Missing
from legday.web.site import Here
from legday.web.who import who


class Foreign(BadInput):
    """A body is of another kind than is taken."""


STATUS: dict[type[BadInput], int] = {
    Unreadable: 400,
    Missing: 404,
    Conflict: 409,
    Foreign: 415,
    Trouble: 503,
}
"""The status that goes with each error. Every other is 422, but 503 for a read: then the log itself is damaged."""


def problem(error: BadInput, method: str) -> Response:
    """Say what was wrong and what to do."""
    other = 503 if method == "GET" else 422
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), other)
    return answer(Error(error=error.wrong, remedy=error.remedy), status)


def fault(request: Request, error: HTTPException, parts: Iterable[Part]) -> Response:
    """Say what is wrong with an address of the interface, or with the method it was asked with."""
    path = request.url.path
    if error.status_code == 405:
        there = sorted({one.method for part in parts for one in part.operations if _is_at(one, path)})
        said = Error(error=f"{path} does not take {request.method}.", remedy=f"Ask with {' or '.join(there)}.")
        return answer(said, 405, {"Allow": ", ".join(there)})
    if error.status_code == 404:
        return answer(Error(error=f"There is no {path}.", remedy="See /api for what there is."), 404)
    return answer(Error(error=f"{error.detail}.", remedy="See /api for what there is."), error.status_code)


def _is_at(operation: Operation, path: str) -> bool:
    pattern, _, _ = compile_path(PREFIX + operation.path)
    return pattern.match(path) is not None


def router_of(parts: Iterable[Part]) -> APIRouter:
    """Make the routes of all operations; each carries the ``right`` that it needs."""
    router = APIRouter()
    for part in parts:
        for one in part.operations:
            route = serve(one)
            router.add_api_route(
                PREFIX + one.path, route, methods=[one.method], name=one.name, response_model=None, tags=[part.name]
            )
    return router


def serve(operation: Operation) -> Callable[..., Response]:
    """Make the function that answers one request for an operation."""
    sent = Depends(reader(operation))  # what FastAPI puts in its place is the body

    def route(site: Here, request: Request, body: Any = sent) -> Response:
        try:
            if isinstance(body, BadInput):
                raise body
            meant = request.headers.get(PERSON, site.person)
            if operation.method != "GET" and meant != site.person:
                raise Conflict("This is meant for somebody else's log.", "Sign in as them, and send it again.")
            given = {**request.query_params, **request.path_params}
            headers: dict[str, str] = {}
            asked = Asked(given=given, body=body, asking=who(request), headers=headers)
            found = operation.run(site, **arguments(operation, asked))
        except BadInput as error:
            return problem(error, operation.method)
        if operation.media:
            return Response(found, operation.status, media_type=f"{operation.media}; charset=utf-8")
        return answer(found, operation.status, headers)

    route.right = operation.right  # type: ignore[attr-defined]  # for the gate and the matrix of who may do what
    return route


def reader(operation: Operation) -> Callable[..., Any]:
    """Make the function that reads the body of a request, and stops where it is too large or of another kind."""
    if operation.reads is None and not operation.sends_file:
        return _nothing
    kind = BYTES if operation.sends_file else JSON

    async def read(request: Request) -> bytes | UploadFile | BadInput:
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if sent != kind:
            return Foreign(f'The body is sent as "{sent}".', f"Send it with Content-Type: {kind}.")
        return await _file(request) if operation.sends_file else await request.body()

    return read


async def _nothing() -> None:
    return None


async def _file(request: Request) -> UploadFile:
    kept = UploadFile(cast("BinaryIO", SpooledTemporaryFile(max_size=1 << 20)), size=0)  # noqa: SIM115  closed with the request
    async for chunk in request.stream():
        await kept.write(chunk)
    await kept.seek(0)
    return kept
