"""A watched folder: every log that comes into it is brought in, once it is whole."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import typer

from legday import loop
from legday.cli.shared import now, whose
from legday.kinds import BadInput
from legday.store.facts import Store

EVERY_S = 2.0
"""A file is taken when it has not changed for this long: synchronised folders write in pieces."""

Seen = dict[Path, tuple[int, int]]
"""The size and time of change of each file, as last looked at."""


def watch(store: Store, folder: Path, terms: loop.Terms) -> None:
    """Look into a folder until Ctrl-C. Raises ``BadInput`` where there is no such folder."""
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder}.", "Name a folder that is there.")
    typer.echo(f"Watching {folder}. Stop with Ctrl-C.")
    seen: Seen = {}
    done: Seen = {}
    while True:
        seen = look_in(store, folder, terms, seen, done)
        time.sleep(EVERY_S)


def look_in(store: Store, folder: Path, terms: loop.Terms, before: Seen, done: Seen) -> Seen:
    """Bring in every file that is as it was ``before`` and not ``done``; say what became of it, a line each."""
    seen = stamps(folder)
    for path, stamp in seen.items():
        if before.get(path) != stamp or done.get(path) == stamp:
            continue
        done[path] = stamp
        try:
            mine = msgspec.structs.replace(terms, file=path.name.encode("utf-8", "replace").decode())
            report = loop.bring(store, whose(store), path, mine, at=now())
        except BadInput as refused:
            typer.echo(f"{path.name}: {refused}", err=True)
        else:
            typer.echo(f"{path.name}: {report.stored} rows new, {report.known} known, {report.refused} refused")
    return seen


def stamps(folder: Path) -> Seen:
    """The files in a folder, hidden ones left out, with their size and time of change; those that vanish are passed."""
    found: Seen = {}
    for path in sorted(folder.iterdir()):
        try:
            if path.is_file() and not path.name.startswith("."):
                state = path.stat()
                found[path] = (state.st_size, state.st_mtime_ns)
        except FileNotFoundError:
            continue
    return found
