"""`legday block`: some weeks with one purpose, as a calendar; begun, changed or ended."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from legday import loop
from legday.body.muscles import find_groups, spoken
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.coach.words import on
from legday.kinds import BadInput, Group, Value
from legday.log.fact import Kind, say
from legday.plan.block import Block, over, purpose
from legday.plan.outline import WeekOutline, aimed_at, sets
from legday.store.facts import Store, open_store


class Calendar(Value):
    """A block and its weeks as they look today; None and none without one."""

    block: Block | None
    weeks: tuple[WeekOutline, ...]


def block(
    weeks: Annotated[int | None, typer.Option(help="Begin a block of so many weeks, 4 to 12, or change it.")] = None,
    favour: Annotated[list[str] | None, typer.Option(help="A muscle group that it is for; may be repeated.")] = None,
    start: Annotated[str | None, typer.Option(help="The first day: today, or a Monday as 2026-11-30.")] = None,
    end: Annotated[bool, typer.Option("--end", help="End the block; what you did stays.")] = False,
    as_json: Json = False,
) -> None:
    """Show the block: what its weeks gave and what to expect of the others; or begin, change or end one."""
    with open_store() as store:
        what = known(store)
        if end:
            if weeks is not None or favour or start:
                raise BadInput("A block cannot be ended and changed at once.", "Give --end alone.")
            keep(store, what, loop.NO_BLOCK)
        elif weeks is not None or favour or start:
            asked = {group for word in favour or () for group in find_groups(word)}
            chosen = tuple(group for group in Group if group in asked) if favour else None
            keep(store, what, loop.block_wishes(what, start=read_day(start), weeks=weeks, favour=chosen))
        what = known(store)
        found = Calendar(block=what.block, weeks=loop.block_weeks(what))
        show.put(found, as_json, lambda _: calendar(what, found))


def keep(store: Store, what: loop.Known, wishes: Mapping[str, dict[str, Any]]) -> None:
    """Remember what was wished."""
    last = what.last
    facts = []
    for about, body in wishes.items():
        facts.append(say(Kind.WISHED, about, body, at=now(), seed=secrets.token_bytes(16), last=last))
        last = facts[-1].id
    store.add(whose(store), facts, received=now())


def read_day(text: str | None) -> date | None:
    """Read a day, or say how it is written."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f'"{text}" is not a day.', "Write it as 2026-11-30.") from None


def calendar(what: loop.Known, found: Calendar) -> None:
    """Print a block: a line a week with the sets of its groups, then what is worth a word."""
    out = show.console()
    show.reasons(what.state.flags, what.unit)
    if found.block is None:
        out.print("There is no block. `legday block --weeks 8 --favour calves` begins one.")
        return
    aim = purpose(found.block.favour)
    out.print(f"[bold]{found.block.weeks} weeks for {aim}[/bold], from {on(found.block.start)}")
    if over(found.block, what.today):
        out.print("It is over. `legday block --weeks 8` begins the next one.")
    shown = aimed_at(found.block)
    table = Table("Week", "From", "", *(spoken(group).capitalize() for group in shown))
    for week in found.weeks:
        lines = {line.group: line for line in week.groups}
        table.add_row(
            f"{week.number}",
            f"{week.start:%d %b}",
            week.stage.value,
            *(cell(lines[group].done, lines[group].expected) for group in shown),
        )
    out.print(table)
    out.print(
        "Sets that count: those done of those to expect. Only the present week is planned; `legday plan` does it."
    )
    for week in found.weeks:
        if week.note:
            out.print(f"[bold]Week {week.number}[/bold]")
            show.reasons(week.note, what.unit, "  ")


def cell(done: float | None, expected: tuple[float, float]) -> str:
    """The sets of a group in a week: "5 of 8–10", or "8–10" while none can be done."""
    return sets(expected) if done is None else f"{done:g} of {sets(expected)}"
