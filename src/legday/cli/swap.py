"""What to do instead of a movement whose machine is taken, on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, known
from legday.kinds import Unit
from legday.movement.catalogue import find_movement
from legday.plan.swap import Gap, StandIn
from legday.store.facts import open_store


def swap(name: Annotated[str, typer.Argument(help="Any of its names.")], as_json: Json = False) -> None:
    """Show what to do instead of a movement whose machine is taken: what trains the same muscles in your gym."""
    with open_store() as store:
        what = loop.well(known(store))
    found = find_movement(name, what.catalogue)
    offered = loop.stand_ins(what, Gap(movement=found.id))
    show.put(offered, as_json, lambda those: stand_ins(found.name, those, what.unit))


def stand_ins(name: str, offered: Sequence[StandIn], unit: Unit) -> None:
    """Print what may take the place of a movement, the best first."""
    out = show.console()
    if not offered:
        out.print(f"Nothing else in your gym trains the same muscles as {escape(name)}. Skip it today.")
    for one in offered:
        each = " each side" if one.planned.unilateral else ""
        out.print(f"[bold]{escape(one.planned.name)}[/bold] ({one.words.lower()}, {one.alike:.0%}): ", end="")
        out.print(f"{show.sets_line(one.planned.sets, unit)}{each}")
        show.reasons(one.planned.because[:1], unit, "  ")
