"""Files in and out: the logs of other apps are looked at first, come in when told so, and everything goes out again."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from starlette.datastructures import UploadFile

from legday import loop
from legday.files.export import csv_sets, json_lines
from legday.files.imports import Import, imports
from legday.files.report import Report
from legday.files.rivals import hevy_csv, strong_csv
from legday.kinds import BadInput, Unit, Value
from legday.log.fact import Kind
from legday.movement.catalogue import others
from legday.web import bring as page
from legday.web.api.logging import One
from legday.web.api.operation import SOME_ID, Media, Part
from legday.web.api.writing import write
from legday.web.session import Missing
from legday.web.site import Site
from legday.web.who import Right

part = Part("Files", "Your history in from other apps, and everything out again.")


class Said(Value):
    """What is said of a file: its name, the unit of its loads, the time zone, and whether its version holds."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    unit: Unit | None = None
    zone: Annotated[str, msgspec.Meta(max_length=100)] = ""
    update: bool = False


class Looked(Value):
    """What would become of each row of a file, and the id to bring it in by."""

    id: str
    report: Report


class Bring(Said):
    """Which file to bring in, by the id of a look at it, and what is said of it."""

    id: str


class Names(Value):
    """What exercise names of other apps mean, by app and name ("strong:Low Bar Squat"); null: no leg movement."""

    names: dict[str, str | None]


class Word(Value):
    """The word that erases everything."""

    word: Literal["ERASE"]


class Erased(Value):
    """How many facts are left."""

    facts: int


@part.operation("GET", "/imports", right=Right.READ)
def list_imports(site: Site) -> dict[str, Import]:
    """What was brought in, by the ids that take it back."""
    return imports(site.facts())


@part.operation("POST", "/files", right=Right.LOG, sends_file=True, name="strong.csv", unit="kg", body="strong.csv")
def look(site: Site, asked: Said, body: UploadFile) -> Looked:
    """Look at a file of another app: what would become of each row.

    The file is the body. Nothing is stored: send the id to /files/bring for that. Where the unit of the loads cannot
    be known, it is asked for.
    """
    if not body.size:
        raise BadInput("This file is empty.", "Send the file that your app exported.")
    id = page.keep(site, body)
    return Looked(id=id, report=read(site, id, asked, store=False))


@part.operation(
    "POST",
    "/files/bring",
    right=Right.LOG,
    errors=(404,),
    body={"id": "Jr0dN3vX7bQm", "name": "strong.csv", "unit": "kg"},
)
def bring(site: Site, body: Bring) -> Report:
    """Bring a file in that was looked at; the same file twice changes nothing."""
    return read(site, body.id, body, store=True)


def read(site: Site, id: str, said: Said, *, store: bool) -> Report:
    """Read a file that was handed in, and store it where that is wanted."""
    file = site.uploads.get(id)
    if file is None:
        raise Missing("This file is not here any more.", "Send it to /files again.")
    terms = loop.Terms(file=said.name, unit=said.unit, zone=said.zone, update=said.update)
    new, report = loop.look(site.facts(), file, terms, at=site.now())
    if store:
        site.writing(lambda store: loop.take_in(store, site.person, new, at=site.now()))
    return report


@part.operation("DELETE", "/imports/{id}", right=Right.LOG, id="import:" + SOME_ID)
def undo_import(site: Site, asked: One) -> dict[str, Import]:
    """Take an import back, wholly."""
    held = imports(site.facts()).get(asked.id)
    if held is None or held.undone:
        raise Missing("There is no such import to take back.", "See /imports for those that are.")
    site.writing(lambda store: loop.undo_import(store, site.person, asked.id, at=site.now()))
    return imports(site.facts())


@part.operation("POST", "/names", right=Right.LOG, body={"names": {"strong:Low Bar Squat": "back_squat"}})
def mean(site: Site, body: Names) -> Names:
    """Say what exercise names mean that a report asks about; what was brought in is read so from then on."""
    there = {*site.known().catalogue, *others()}
    meant: dict[str, dict[str, Any]] = {}
    for name, movement in body.names.items():
        if movement is not None and movement not in there:
            raise BadInput(f'"{movement}" is not a movement here.', "See /movements for their ids.")
        meant[f"name:{name}"] = {"movement": movement}
    if meant:
        write(site, Kind.WISHED, meant)
    return body


@part.operation("GET", "/export/facts", right=Right.READ, media=Media.LINES)
def export_facts(site: Site) -> str:
    """Every fact as a line of JSON; legday reads it back."""
    return json_lines(site.facts())


@part.operation("GET", "/export/sets", right=Right.READ, media=Media.TABLE)
def export_sets(site: Site) -> str:
    """Every set as a row of CSV, loads in kilograms."""
    known = site.known()
    return csv_sets(known.sessions, partial(loop.name_of, known))


@part.operation("GET", "/export/strong", right=Right.READ, media=Media.TABLE)
def export_strong(site: Site) -> str:
    """Every set in the columns of Strong, loads in the person's unit."""
    known = site.known()
    return strong_csv(known.sessions, partial(loop.name_of, known), known.unit)


@part.operation("GET", "/export/hevy", right=Right.READ, media=Media.TABLE)
def export_hevy(site: Site) -> str:
    """Every set in the columns of Hevy, loads in the person's unit."""
    known = site.known()
    return hevy_csv(known.sessions, partial(loop.name_of, known), known.unit)


@part.operation("POST", "/erase", right=Right.ALL, body={"word": "ERASE"})
def erase(site: Site, body: Word) -> Erased:  # noqa: ARG001 (that the word is there is what is checked)
    """Erase everything about the person, for real and at once; export before."""
    site.erase()
    return Erased(facts=len(site.facts()))
