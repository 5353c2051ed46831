"""`legday export`: everything given back, whole, as tables, or in the columns of other apps."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, now, whose, write_new
from legday.files.export import csv_sets, handed_on, json_lines
from legday.files.parquet import parquet_sets
from legday.files.rivals import hevy_csv, strong_csv
from legday.kinds import BadInput
from legday.store.facts import open_store


def export(
    to: Annotated[Path | None, typer.Option(help="The file to write; default standard output.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Sets as a table instead of all facts.")] = False,
    strong: Annotated[bool, typer.Option("--strong", help="Sets in the columns of Strong.")] = False,
    hevy: Annotated[bool, typer.Option("--hevy", help="Sets in the columns of Hevy.")] = False,
    parquet: Annotated[bool, typer.Option("--parquet", help="Sets as Parquet; needs legday\\[science].")] = False,
    as_json: Json = False,
) -> None:
    """Give everything back: every fact as a line of JSON, or the sets as a table."""
    if csv + strong + hevy + parquet > 1:
        raise BadInput("One export has one form.", "Choose one of --csv, --strong, --hevy and --parquet.")
    with open_store() as store:
        facts = handed_on(store.facts(whose(store)))
    what = loop.read(facts, now().date())
    name_of = partial(loop.name_of, what)
    if strong:
        content = strong_csv(what.sessions, name_of, what.unit).encode()
    elif hevy:
        content = hevy_csv(what.sessions, name_of, what.unit).encode()
    elif parquet:
        content = parquet_sets(what.sessions)
    else:
        content = (csv_sets(what.sessions, name_of) if csv else json_lines(facts)).encode()
    if to is None:
        sys.stdout.buffer.write(content)
        return
    write_new(to, content)
    sets = sum(len(session.sets) for session in what.sessions)
    held = f"{sets} sets" if csv or strong or hevy or parquet else f"{len(facts)} facts"
    show.put({"file": str(to), "facts": len(facts)}, as_json, lambda _: typer.echo(f"{held} are in {to}."))
