"""The interface described where it is: as OpenAPI, and as a page for people."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from legday.web.answer import answer
from legday.web.api import facts, schema
from legday.web.api.operation import ERRORS, JSON, PREFIX, Part
from legday.web.site import Here
from legday.web.who import asking


def add_reference(router: APIRouter, parts: tuple[Part, ...]) -> None:
    """Add the routes that describe the interface, and the one that says whether all is well."""

    @router.get(f"{PREFIX}/openapi.json")
    def openapi() -> Response:
        """The interface in OpenAPI 3.1."""
        return Response(schema.written(parts), media_type=JSON)

    @router.get("/api")
    def reference(site: Here, request: Request) -> Response:
        """The interface as a page."""
        host = str(request.base_url).rstrip("/")
        told = [(part, [schema.shown(one, host) for one in part.operations]) for part in parts]
        return site.page("api.html", parts=told, errors=ERRORS)

    @router.get("/healthz")
    def health(request: Request) -> Response:
        """Whether the store answers, and to who is signed in how many facts it has."""
        sites, one = request.app.state.sites, asking(request)
        if one is None:
            return answer({"ok": bool(sites.store.describe())})
        return answer(facts.health(sites.of(one.person)))
