"""What the commands share: the option for JSON, the clock, and what the log says now."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from legday import loop
from legday.kinds import BadInput
from legday.store.accounts import Accounts
from legday.store.facts import Store

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def now() -> datetime:
    """The clock time with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def whose(store: Store, env: Mapping[str, str] = os.environ) -> str:
    """Whose log the command line is about: that of LEGDAY_PERSON, the name of an account, or the one there is."""
    name, accounts = env.get("LEGDAY_PERSON"), Accounts(store)
    if not name or not accounts.exist():
        return loop.PERSON
    account = accounts.named(name)
    if account is None:
        raise BadInput(f'Nobody here is called "{name}".', "LEGDAY_PERSON is a name that legday account list shows.")
    return account.person


def known(store: Store) -> loop.Known:
    """What the log says today."""
    return loop.read(store.facts(whose(store)), now().date())


def write_new(file: Path, content: bytes) -> None:
    """Write a new file; one that is there is left alone."""
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except FileExistsError:
        raise BadInput(f"{file} is already there.", "Name a new file, so that nothing is overwritten.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.", "Name a file in a folder of yours.") from None
