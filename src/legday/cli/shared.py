"""What the commands share: the option for JSON, the clock, and what the log says now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from legday import loop
from legday.store.facts import Store

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def now() -> datetime:
    """The clock time with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def known(store: Store) -> loop.Known:
    """What the log says today."""
    return loop.read(store.facts(loop.PERSON), now().date())
