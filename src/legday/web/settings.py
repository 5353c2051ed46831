"""Settings: the unit, everything given back, everything erased."""

from __future__ import annotations

from functools import partial
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from legday import loop
from legday.files.export import csv_sets, json_lines
from legday.files.rivals import hevy_csv, strong_csv
from legday.kinds import BadInput, Unit
from legday.log.fact import Kind
from legday.web.calendar import address
from legday.web.forms import field, one_of
from legday.web.ledger import Event, note
from legday.web.site import Here, Site, Typed, see

router = APIRouter()


def page(site: Site, request: Request, status: int = 200, **values: object) -> Response:
    """Show the settings."""
    facts, calendar = len(site.facts()), address(site, request)
    return site.page("settings.html", status=status, facts=facts, calendar=calendar, **values)


@router.get("/settings")
def show(site: Here, request: Request) -> Response:
    """The settings as they are."""
    return page(site, request)


@router.post("/settings")
def change(site: Here, request: Request, form: Typed) -> Response:
    """Keep the unit in which loads are read."""
    try:
        unit = one_of(Unit, field(form, "unit"), "The unit")
    except BadInput as error:
        return page(site, request, 422, error=error)
    site.write(Kind.WISHED, {"settings": {"unit": unit.value}})
    return see("/settings")


@router.post("/erase")
def erase(site: Here, request: Request, form: Typed) -> Response:
    """Erase everything, for real, once the word is typed."""
    if field(form, "word") != "ERASE":
        error = BadInput("Nothing was erased.", "Type ERASE in capital letters to erase everything.")
        return page(site, request, 422, error=error)
    site.erase()
    note(Event.LOG_ERASED, person=site.person, scope=request.scope)
    return see("/")


@router.get("/export/facts")
def export_facts(site: Here) -> Response:
    """Every fact as a line of JSON, without the secret address of the calendar; legday reads it back."""
    return _file(json_lines(site.facts()), "application/jsonl", f"legday-{site.today}.jsonl")


@router.get("/export/sets")
def export_sets(site: Here) -> Response:
    """Every set as a row of CSV."""
    known = site.known()
    table = csv_sets(known.sessions, partial(loop.name_of, known))
    return _file(table, "text/csv", f"legday-sets-{site.today}.csv")


@router.get("/export/{app}")
def export_app(site: Here, app: Literal["strong", "hevy"]) -> Response:
    """Every set in the columns of another app, loads in the person's unit."""
    known = site.known()
    write = strong_csv if app == "strong" else hevy_csv
    table = write(known.sessions, partial(loop.name_of, known), known.unit)
    return _file(table, "text/csv", f"legday-for-{app}-{site.today}.csv")


def _file(text: str, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)
