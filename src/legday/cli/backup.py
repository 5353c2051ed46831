"""`legday backup` and `legday restore`: everybody's data into one file, and back."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import Annotated

import typer

from legday.cli import show
from legday.cli.shared import Json, now
from legday.store.archive import Manifest
from legday.store.backup import back_up
from legday.store.backup import restore as put_back
from legday.store.facts import open_store
from legday.store.home import home


def backup(file: Annotated[Path, typer.Argument(help="The new file to write.")], as_json: Json = False) -> None:
    """Write everybody's facts, the accounts and all else into one file, while legday runs, and check it."""
    with open_store() as store:
        made = back_up(store, file, now())
    show.put(
        {"file": str(file), "bytes": file.stat().st_size, **rows(made)},
        as_json,
        lambda _: typer.echo(f"{told(made)} are in {file}, read back and compared. Keep it where this machine is not."),
    )


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `legday backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Save what is there to a file first, then replace it.")] = (
        False
    ),
    as_json: Json = False,
) -> None:
    """Put a backup back, wholly or not at all; stop legday first if it is serving."""
    aside = home() / f"before-restore-{now():%Y-%m-%d-%H%M%S}-{token_hex(2)}.zip" if replace else None
    with open_store() as store:
        made = put_back(store, file, now(), aside)
    saved = aside if aside and aside.exists() else None

    def say(_: object) -> None:
        typer.echo(f"{told(made)} are back, read back and compared. What was revoked since the backup counts again.")
        if saved:
            typer.echo(f"What was there before is in {saved}.")

    show.put({"file": str(file), "saved": str(saved) if saved else None, **rows(made)}, as_json, say)


def rows(made: Manifest) -> dict[str, object]:
    """What a backup holds, for programs."""
    return {"made": made.made, "rows": {name: part.rows for name, part in made.tables.items()}}


def told(made: Manifest) -> str:
    """What a backup holds, for people."""
    names = ("facts", "people", "accounts")  # an older one may have no accounts
    facts, people, accounts = (made.tables[name].rows if name in made.tables else 0 for name in names)
    some = "1 person" if people == 1 else f"{people} people"
    return f"{facts:,} facts of {some} and {accounts} account{'' if accounts == 1 else 's'}"
