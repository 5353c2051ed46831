"""`legday import` and `legday imports`: logs of other apps, or legday's own export, in and out again."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import msgspec
import typer
from rich.progress import Progress

from legday import loop
from legday.cli import show
from legday.cli.inbox import watch
from legday.cli.shared import Json, known, now, whose
from legday.files.imports import imports as imports_of
from legday.files.report import Report, UnitNeeded
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact
from legday.store.facts import Store, open_store


def bring(
    file: Annotated[Path | None, typer.Argument(help="What your app exported; - reads standard input.")] = None,
    unit: Annotated[Unit | None, typer.Option(help="The unit of the loads, where the file does not say.")] = None,
    zone: Annotated[str, typer.Option(help="Where you trained (Europe/Berlin), for files that hold moments.")] = "",
    update: Annotated[bool, typer.Option(help="Take the file's version of sets that changed since.")] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(help='Say what a name means: "Low Bar Squat=back_squat", or "=none" for no leg movement.'),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would become of the file.")] = False,
    folder: Annotated[Path | None, typer.Option("--watch", help="Bring in whatever comes into this folder.")] = None,
    as_json: Json = False,
) -> None:
    """Bring your history from another app; importing the same file again changes nothing."""
    if (file is None) == (folder is None):
        raise BadInput("One thing is brought in at a time.", "Name a file, or a folder with --watch.")
    with open_store() as store:
        terms = loop.Terms(file="", unit=unit, zone=zone, update=update, told=_told(store, name or []))
        if folder is not None:
            watch(store, folder, terms)
            return
        with _readable(file or Path("-")) as path:
            terms = msgspec.structs.replace(terms, file=path.name.encode("utf-8", "replace").decode())
            at = now()
            try:
                new, report = _look(store, path, terms, quiet=as_json)
            except UnitNeeded as needed:
                if not sys.stdin.isatty():
                    raise
                typer.echo(str(needed))
                terms = msgspec.structs.replace(terms, unit=Unit(typer.prompt("Unit (kg or lb)", type=Unit)))
                new, report = _look(store, path, terms, quiet=as_json)
            asks = sys.stdin.isatty() and not as_json
            if asks or preview:
                show.put(report, as_json, show.preview)
            if preview or (asks and new and not typer.confirm("Bring it in?", default=True)):
                return
            loop.take_in(store, whose(store), new, at=at)
            if not asks:
                show.put(report, as_json, show.report)
            elif new:
                typer.echo("It is in your log. `legday imports --undo` takes it back.")


def _told(store: Store, names: list[str]) -> tuple[Fact, ...]:
    """The answers about names, as facts."""
    told: list[Fact] = []
    for answer in names:
        what = known(store)
        last = told[-1].id if told else what.last
        told.append(loop.name_answer(answer, now(), last, what.catalogue))
    return tuple(told)


def _look(store: Store, path: Path, terms: loop.Terms, *, quiet: bool) -> tuple[tuple[Fact, ...], Report]:
    """Look at a file, with a bar that shows how far the reading has come."""
    with Progress(transient=True, disable=quiet or not sys.stderr.isatty()) as progress:
        task = progress.add_task("Reading", total=None)
        return loop.look(
            store.facts(whose(store)),
            path,
            terms,
            at=now(),
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )


@contextmanager
def _readable(file: Path) -> Iterator[Path]:
    """The file, or standard input kept in a passing file, since a log is read from its beginning more than once."""
    if str(file) == "-":
        with TemporaryDirectory(prefix="legday-") as folder:
            kept = Path(folder) / "-"
            with kept.open("wb") as whole:
                shutil.copyfileobj(sys.stdin.buffer, whole)
            yield kept
        return
    try:
        with file.open("rb"):
            pass
    except FileNotFoundError:
        raise BadInput(f"There is no file {file}.", "Check the name.") from None
    except IsADirectoryError:
        raise BadInput(f"{file} is a folder.", "Name the file in it, or watch the folder with --watch.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", "Check its permissions.") from None
    yield file


def imports(
    undo: Annotated[int | None, typer.Option(help="Take this one of the list back, as if it had not been.")] = None,
    as_json: Json = False,
) -> None:
    """List what was imported, and take an import back: what it added goes, what it changed is as it was."""
    with open_store() as store:
        held = imports_of(store.facts(whose(store)))
        if undo is None:
            rows = [{"number": at, **msgspec.to_builtins(one)} for at, one in enumerate(held.values(), start=1)]
            show.put(rows, as_json, lambda _: show.imports(tuple(held.values())))
            return
        if not 1 <= undo <= len(held):
            raise BadInput(f"There is no import {undo}.", "`legday imports` lists them with their numbers.")
        about = list(held)[undo - 1]
        facts = loop.undo_import(store, whose(store), about, at=now())
        value = {"undone": held[about].file, "facts": facts}
        show.put(value, as_json, lambda _: typer.echo(f"{held[about].file} is taken out of your log again."))
