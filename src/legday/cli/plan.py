"""`legday plan`: the next seven days, planned, proved and kept."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from legday import loop
from legday.body.muscles import find_groups
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.cli.wishes import listed, read_word, wished_goal
from legday.kinds import BadInput, Condition
from legday.movement.catalogue import find_movement
from legday.plan.goal import Goal
from legday.plan.week import Found, Week
from legday.store.facts import Store, open_store


def plan(
    days: Annotated[
        str | None,
        typer.Option(help="How many days (2), or which (mon,thu), also with minutes and place (thu:60@home)."),
    ] = None,
    minutes: Annotated[int | None, typer.Option(help="Minutes for each session.")] = None,
    favour: Annotated[list[str] | None, typer.Option(help="A muscle group that gets more; may be repeated.")] = None,
    like: Annotated[list[str] | None, typer.Option(help="A movement that you like; may be repeated.")] = None,
    avoid: Annotated[list[str] | None, typer.Option(help="A movement to leave out; may be repeated.")] = None,
    gym: Annotated[
        str | None, typer.Option(help="full_gym, machines, home_barbell, dumbbells, bands, nothing, or one of yours.")
    ] = None,
    equipment: Annotated[str | None, typer.Option(help="Your own list instead of a gym: barbell,rack,band.")] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(help="What asks for care: blood pressure, osteoporosis, pregnancy, over 60, under 18; or none."),
    ] = None,
    experience: Annotated[str | None, typer.Option(help="new, some (months) or years.")] = None,
    aim: Annotated[str | None, typer.Option(help="size, strength or keep.")] = None,
    partner: Annotated[
        str | None, typer.Option(help="Who trains along: nobody, beside (own equipment) or in turns (the same).")
    ] = None,
    variety: Annotated[str | None, typer.Option(help="Movements within a week: same, best or other.")] = None,
    start: Annotated[str | None, typer.Option(help="The first day, as 2026-11-23; default today.")] = None,
    lighter: Annotated[bool, typer.Option("--lighter", help="Half the sets this week.")] = False,
    minimum: Annotated[
        bool, typer.Option("--minimum", help="What is due as a quarter of an hour today; no wish goes with it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Plan the next seven days, prove the plan and keep it; wishes given here are remembered."""
    with open_store() as store:
        what = known(store)
        first = day(start) if start else what.today
        if first < what.today:
            raise BadInput(f"{first} is over.", "Start today or on a later day.")
        goal = wished_goal(
            what.goal,
            first=first,
            days=days,
            minutes=minutes,
            favour=listed(favour, find_groups),
            like=listed(like, lambda word: [find_movement(word, what.catalogue).id]),
            ban=listed(avoid, lambda word: [find_movement(word, what.catalogue).id]),
            gym=gym,
            equipment=equipment,
            conditions=listed(condition, lambda word: [read_word(Condition, word)]),
            experience=experience,
            aim=aim,
            partner=partner,
            variety=variety,
        )
        if minimum and (goal != what.goal or start or lighter):
            raise BadInput("The least dose takes no wishes.", "Give --minimum alone.")
        with searching(as_json) as watch:
            if minimum:
                week = loop.minimum(loop.well(what), watch=watch)
            else:
                week = loop.next_week(
                    what, goal=goal, start=day(start) if start else None, lighter=lighter, watch=watch
                )
        keep(store, what, goal, week)
        show.put(week, as_json, lambda value: show.week(value, what.unit))


def day(text: str) -> date:
    """Read a day, or say how it is written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f'"{text}" is not a day.', "Write it as 2026-11-23.") from None


@contextmanager
def searching(quiet: bool) -> Iterator[Callable[[Found], bool]]:
    """Say in a terminal how far the search is while it runs; nothing where somebody reads the output."""
    terminal = Console(stderr=True, quiet=quiet or not sys.stderr.isatty())
    with terminal.status("Looking for the best week that fits your life…") as status:

        def watch(found: Found) -> bool:
            status.update(f"A week is found. Making sure that none is better, {found.seconds:.0f} s.")
            return True

        yield watch


def keep(store: Store, what: loop.Known, goal: Goal, week: Week) -> None:
    """Remember a planned week, and the wishes behind it."""
    facts = loop.keep_week(what, goal, week, at=now(), seed=secrets.token_bytes(16))
    store.add(whose(store), facts, received=now())
