"""`legday import`: a log of another app, or legday's own export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, known, now
from legday.files.report import Report, UnitNeeded
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact
from legday.store.facts import open_store


def bring(
    file: Annotated[Path, typer.Argument(help="An export of Strong, Hevy or legday; - reads standard input.")],
    unit: Annotated[Unit | None, typer.Option(help="The unit of the loads, where the file does not say.")] = None,
    update: Annotated[bool, typer.Option(help="Take the file's version of sets that changed since.")] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(help='Say what a name means: "Low Bar Squat=back_squat", or "=none" for no leg movement.'),
    ] = None,
    as_json: Json = False,
) -> None:
    """Bring your history from another app; importing the same file again changes nothing."""
    data = read_bytes(file)
    with open_store() as store:
        told: list[Fact] = []
        for answer in name or ():
            what = known(store)
            last = told[-1].id if told else what.last
            told.append(loop.name_answer(answer, now(), last, what.catalogue))

        def take(unit: Unit | None) -> Report:
            with Progress(transient=True, disable=as_json or not sys.stderr.isatty()) as progress:
                task = progress.add_task("Reading", total=None)
                return loop.bring(
                    store,
                    loop.PERSON,
                    data,
                    file=file.name.encode("utf-8", "replace").decode(),
                    unit=unit,
                    update=update,
                    at=now(),
                    told=tuple(told),
                    progress=lambda done, total: progress.update(task, completed=done, total=total),
                )

        try:
            report = take(unit)
        except UnitNeeded as needed:
            if not sys.stdin.isatty():
                raise
            typer.echo(str(needed))
            report = take(Unit(typer.prompt("Unit (kg or lb)", type=Unit)))
        show.put(report, as_json, show.report)


def read_bytes(file: Path) -> bytes:
    """Read a whole file, or say why not."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {file}.", "Check the name.") from None
    except IsADirectoryError:
        raise BadInput(f"{file} is a folder.", "Name the file in it.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", "Check its permissions.") from None
