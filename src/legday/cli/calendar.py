"""`legday calendar`: the planned week for a calendar, in a file or on standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, now, whose, write_new
from legday.files.calendar import write
from legday.kinds import BadInput
from legday.store.facts import open_store


def calendar(
    into: Annotated[Path | None, typer.Option(help="The .ics file to write; default standard output.")] = None,
    as_json: Json = False,
) -> None:
    """Give the planned week to a calendar, as an iCalendar file with a day for each session."""
    with open_store() as store:
        facts = store.facts(whose(store))
    events = loop.feed(loop.read(facts, now().date()), facts)
    if not events:
        raise BadInput("There is nothing to put into a calendar.", "Plan a week first: legday plan.")
    content = write(events)
    if into is None:
        sys.stdout.buffer.write(content)
        return
    write_new(into, content)
    value = {"file": str(into), "events": events}
    show.put(value, as_json, lambda _: typer.echo(f"{len(events)} sessions are in {into}."))
