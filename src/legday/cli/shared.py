"""What the commands share: the option for JSON, the clock, and what the log says now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from legday import loop
from legday.kinds import BadInput
from legday.store.facts import Store

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def now() -> datetime:
    """The clock time with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def known(store: Store) -> loop.Known:
    """What the log says today."""
    return loop.read(store.facts(loop.PERSON), now().date())


def write_new(file: Path, content: bytes) -> None:
    """Write a new file; one that is there is left alone."""
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except FileExistsError:
        raise BadInput(f"{file} is already there.", "Name a new file, so that nothing is overwritten.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.", "Name a file in a folder of yours.") from None
