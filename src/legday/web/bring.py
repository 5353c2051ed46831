"""Bring your history: a file of another app comes in, and the person is asked what only they can know."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from legday import loop
from legday.files.report import Report, UnitNeeded
from legday.kinds import BadInput, MovementId, Unit
from legday.log.fact import Kind
from legday.movement.catalogue import others
from legday.web.forms import field, one_of
from legday.web.site import Here, Site, Typed, see

router = APIRouter()

MOST_BYTES = 50 * 2**20
"""The largest file that is read; the longest log known is a hundredth of it."""


class TooLarge(BadInput):
    """A file is larger than any training log."""


async def _upload(request: Request) -> tuple[FormData, bytes]:
    """Read the form and the file in it, and stop before a file that is too large fills the memory."""
    if int(request.headers.get("content-length") or 0) > MOST_BYTES + 100_000:  # the form around the file
        raise TooLarge("This file is larger than 50 MB.", "Choose the CSV export of your app; it is far smaller.")
    form = await request.form()
    file = form.get("file")
    if not isinstance(file, UploadFile):
        return form, b""
    if (file.size or 0) > MOST_BYTES:
        raise TooLarge("This file is larger than 50 MB.", "Choose the CSV export of your app; it is far smaller.")
    return form, await file.read()


Upload = Annotated[tuple[FormData, bytes], Depends(_upload)]


@router.get("/bring")
def show(site: Here) -> Response:
    """Ask for the file."""
    return page(site)


def page(site: Site, status: int = 200, **values: Any) -> Response:
    """Show the form for a file and whatever there is to say about the last one."""
    known = site.known()
    choices = sorted(
        [*((id, one.name) for id, one in known.catalogue.items()), *((id, one.name) for id, one in others().items())],
        key=lambda pair: pair[1],
    )
    kept = {"report": None, "lifts": (), "token": "", "file": "", "choices": choices}
    return site.page("bring.html", status=status, **{**kept, "name_of": partial(loop.name_of, known), **values})


@router.post("/bring")
def bring(site: Here, upload: Upload) -> Response:
    """Read a file into the log; when its unit cannot be known, keep it and ask."""
    form, data = upload
    file = form.get("file")
    name = file.filename or "" if isinstance(file, UploadFile) else field(form, "name")
    token = field(form, "token")
    data = data or site.uploads.get(token, b"")
    if not data:
        error = BadInput("No file is chosen, or it is empty.", "Choose the CSV file that your app exported.")
        return page(site, 422, error=error)
    try:
        unit = one_of(Unit, field(form, "unit"), "The unit") if field(form, "unit") else None
        report = take(site, data, name, unit, update=bool(field(form, "update")))
    except UnitNeeded as needed:
        return page(site, 422, lifts=needed.lifts, token=keep(site, data), file=name)
    except BadInput as refused:
        return page(site, 422, error=refused)
    changed = any("--update" in refusal.reason for refusal in report.refusals)
    return page(site, report=report, token=keep(site, data), file=name, changed=changed)


def take(site: Site, data: bytes, name: str, unit: Unit | None, *, update: bool) -> Report:
    """Bring a file in by the circle."""
    return loop.bring(site.store, site.person, data, file=name, unit=unit, update=update, at=site.now())


def keep(site: Site, data: bytes) -> str:
    """Keep a file in memory until its question is answered; only the last one, so that nothing piles up."""
    token = secrets.token_urlsafe(16)
    site.uploads.clear()
    site.uploads[token] = data
    return token


@router.post("/bring/names")
def names(site: Here, form: Typed) -> Response:
    """Remember what exercise names mean; a name left open is asked again the next time."""
    meant: dict[str, dict[str, Any]] = {}
    for subject in form:
        answer = field(form, subject)
        if not subject.startswith("name:") or not answer:
            continue
        if answer != "none" and answer not in site.known().catalogue and answer not in others():
            raise BadInput(f'"{answer}" is not a movement here.', "Choose one from the list.")
        meant[subject] = {"movement": None if answer == "none" else MovementId(answer)}
    if meant:
        site.write(Kind.WISHED, meant)
    return see("/history")
