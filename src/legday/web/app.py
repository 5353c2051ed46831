"""The app: routes, static files, the guard at the door, and pages for what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from legday.kinds import BadInput
from legday.store.facts import Store
from legday.store.trouble import Trouble
from legday.web import (
    account,
    api,
    beside,
    block,
    body,
    bring,
    calendar,
    coaching,
    compare,
    during,
    elsewhere,
    evidence,
    feel,
    figures,
    gyms,
    habit,
    https,
    join,
    movements,
    offline,
    pages,
    people,
    record,
    remedy,
    reminders,
    review,
    session,
    settings,
    sheet,
    sign_in,
    taken,
    teach,
    train,
    week,
)
from legday.web.assets import Static
from legday.web.door import Door
from legday.web.gate import Gate
from legday.web.glances import Glances
from legday.web.guard import HEADERS, Guard
from legday.web.ledger import Event, note
from legday.web.reach import HERE, Front
from legday.web.rights import RIGHTS
from legday.web.site import Sites, bare, find_site
from legday.web.sizes import Sizes
from legday.web.who import asking


def create_app(
    store: Store,
    *,
    person: str = "me",
    now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    front: Front = HERE,
) -> FastAPI:
    """Make the app that serves everybody's legday; ``person`` is whose it is while there are no accounts.

    ``now`` gives the clock time of the person, ``front`` the address and the names under which it may be asked for.
    """
    app = FastAPI(title="legday", docs_url=None, redoc_url=None, openapi_url=None)
    elsewhere.check_settings()
    app.state.sites = Sites(store, now)
    app.state.glances = Glances(store)
    app.state.door = Door(store, person=person, now=now)
    app.add_middleware(Sizes)
    app.add_middleware(GZipMiddleware, compresslevel=6)  # 9 takes twice as long for 1 % less
    app.add_middleware(Gate, store=store, person=person, now=now, rights={**RIGHTS, **api.rights()})
    app.add_middleware(Guard, front=front)
    app.router.routes.extend(_routes())
    with as_file(files("legday.web").joinpath("static")) as folder:
        app.mount("/static", Static(directory=folder), name="static")
    app.add_exception_handler(account.NotRecent, account.ask_again)
    app.add_exception_handler(BadInput, _bad_input)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _fault)
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Every route, made once: what each handler takes is found out when it is first asked for, not anew in each app."""
    every = APIRouter()
    for part in (
        pages,
        week,
        block,
        sheet,
        session,
        train,
        taken,
        during,
        movements,
        compare,
        figures,
        record,
        remedy,
        reminders,
        review,
        feel,
        body,
        evidence,
        bring,
        habit,
        https,
        settings,
        calendar,
        teach,
        gyms,
        offline,
        sign_in,
        elsewhere,
        join,
        account,
        people,
        beside,
        coaching,
        api,
    ):
        every.include_router(part.router)
    return tuple(every.routes)


def _bad_input(request: Request, error: Any) -> Response:
    if api.is_for(request):
        return api.problem(request, error)
    missing = isinstance(error, session.Missing)
    status = 404 if missing else 400
    if isinstance(error, Trouble):  # a phone keeps what it sent, and sends it again
        status = 503
    heading = "Not found" if missing else "That did not work"
    try:
        return _problem(request, status, heading=heading, wrong=error.wrong, remedy=error.remedy)
    except BadInput:  # the log itself cannot be read, and without it there is no page
        return PlainTextResponse(f"{error.wrong} {error.remedy}\n", 503)


def _problem(request: Request, status: int, **words: str) -> Response:
    if asking(request) is None:
        return bare("shut.html", status=status, **words)
    return find_site(request).page("problem.html", status=status, **words)


def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001 (the framework's signature)
    return Response(status_code=400)  # who lost signal halfway hears nothing of it, and sends it again


def _fault(request: Request, error: Exception) -> Response:
    one = asking(request)
    note(Event.FAULT, person=one.person if one else "", scope=request.scope, how=type(error).__name__)
    words = "Something went wrong inside legday. What was saved before is safe. Go back and try again.\n"
    response = api.broken() if api.is_for(request) else PlainTextResponse(words, 500)
    response.headers.update({**HEADERS, "Cache-Control": "no-store"})  # outside the guard, which seals all others
    return response


def _http(request: Request, error: Any) -> Response:
    if api.is_for(request):
        return api.fault(request, error)
    status: int = error.status_code
    if status == 404:
        words = {"heading": "Not found", "wrong": "This page does not exist.", "remedy": "Go back to Today."}
    else:
        remedy = "Go back, check what you typed, and try again."
        words = {"heading": "That did not work", "wrong": f"{error.detail}.", "remedy": remedy}
    return _problem(request, status, **words)
