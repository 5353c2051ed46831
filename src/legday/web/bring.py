"""Bring your history: a file of another app is looked at, comes in when the person says so, and can go out again."""

from __future__ import annotations

import shutil
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from legday import loop
from legday.files.formats import FORMATS
from legday.files.imports import imports
from legday.files.report import UnitNeeded
from legday.kinds import BadInput, MovementId, Unit
from legday.log.fact import Kind
from legday.movement.catalogue import others
from legday.web.forms import field, one_of
from legday.web.site import Here, Site, Typed, see

router = APIRouter()


async def _upload(request: Request) -> tuple[FormData, UploadFile | None]:
    """Read the form and the file in it."""
    form = await request.form()
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.size:
        return form, None
    return form, file


Upload = Annotated[tuple[FormData, UploadFile | None], Depends(_upload)]


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
    held = [(about, one) for about, one in reversed(imports(site.facts()).items()) if not one.undone]
    apps: dict[str, list[str]] = {}
    for format in FORMATS:
        apps.setdefault(format.name, []).append(format.where)
    shown = {
        "report": None,
        "stored": False,
        "lifts": (),
        "token": "",
        "choices": choices,
        "held": held,
        "apps": {name: " or ".join(dict.fromkeys(wheres)) for name, wheres in sorted(apps.items())},
        "app_names": {"legday": "legday", **{format.app: format.name for format in reversed(FORMATS)}},
        "name_of": partial(loop.name_of, known),
    }
    return site.page("bring.html", status=status, **{**shown, **values})


@router.post("/bring")
def bring(site: Here, upload: Upload) -> Response:
    """Say what would become of a file, ask its unit where that cannot be known, and store it when told so."""
    form, given = upload
    name, token = field(form, "name"), field(form, "token")
    if given is not None:
        name = given.filename or "file"
        token = keep(site, given)
    file = site.uploads.get(token)
    if file is None:
        error = BadInput("No file is chosen, or it is empty.", "Choose the file that your app exported.")
        return page(site, 422, error=error)
    try:
        unit = one_of(Unit, field(form, "unit"), "The unit") if field(form, "unit") else None
        terms = loop.Terms(file=name, unit=unit, zone=field(form, "zone"), update=bool(field(form, "update")))
        new, report = loop.look(site.facts(), file, terms, at=site.now())
        if field(form, "sure"):
            site.writing(lambda store: loop.take_in(store, site.person, new, at=site.now()))
    except UnitNeeded as needed:
        return page(site, 422, lifts=needed.lifts, token=token, terms=loop.Terms(file=name, zone=field(form, "zone")))
    except BadInput as refused:
        return page(site, 422, error=refused)
    changed = any("--update" in refusal.reason for refusal in report.refusals)
    stored = bool(field(form, "sure")) or not new
    return page(site, report=report, stored=stored, token=token, terms=terms, changed=changed)


def keep(site: Site, file: UploadFile) -> str:
    """Keep a file on the disk until it is taken in; only the last one, so that nothing piles up."""
    path = site.new_upload()
    with path.open("wb") as whole:
        shutil.copyfileobj(file.file, whole)
    return path.name


@router.post("/bring/undo")
def undo(site: Here, form: Typed) -> Response:
    """Take an import back."""
    site.writing(lambda store: loop.undo_import(store, site.person, field(form, "import"), at=site.now()))
    return see("/bring")


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
