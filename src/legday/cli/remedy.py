"""`legday remedy`: what to try where strength has levelled off; taken, dropped, and what became of it."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Annotated, Any

import typer

from legday import loop
from legday.body.muscles import find_groups
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.cli.wishes import read_word
from legday.coach.state import Remedy
from legday.kinds import BadInput
from legday.log.fact import Kind, say
from legday.movement.catalogue import find_movement
from legday.store.facts import Store, open_store


class Do(StrEnum):
    """What to do about remedies."""

    LIST = "list"
    TAKE = "take"
    DROP = "drop"


def remedy(
    do: Annotated[str, typer.Argument(help="list, take or drop.")] = Do.LIST,
    what: Annotated[str | None, typer.Argument(help="Which to take; default the one offered.")] = None,
    on: Annotated[str | None, typer.Option("--for", help="The movement or muscle group that it is for.")] = None,
    as_json: Json = False,
) -> None:
    """Show what to try where strength has levelled off, take it, or drop it; each is watched for six weeks."""
    asked = read_word(Do, do)
    with open_store() as store:
        here = known(store)
        if asked is Do.TAKE:
            keep(store, here, loop.take(here, *chosen(here, what, on)))
        elif asked is Do.DROP:
            keep(store, here, loop.drop(here, subject(here, on) if on else only_one(here)))
        here = known(store)
        show.put(loop.remedies(here), as_json, lambda found: show_remedies(found, here))


def chosen(here: loop.Known, what: str | None, on: str | None) -> tuple[Remedy, str]:
    """Which remedy is taken, and for what: the one that is offered where nothing else is said."""
    offered = loop.remedies(here).offer
    if what is None and on is None and offered:
        return offered.remedy, offered.subject
    if what is not None:
        read_word(Remedy, what)
    if what is None or on is None:
        wrong = "Nothing is offered now." if offered is None else "Say both what to try and what it is for."
        raise BadInput(wrong, 'Write legday remedy take sets --for quads, or any of "legday remedy --help".')
    return read_word(Remedy, what), subject(here, on)


def subject(here: loop.Known, text: str) -> str:
    """The muscle group or the movement that is meant."""
    try:
        groups = find_groups(text)
    except BadInput:
        return find_movement(text, here.catalogue).id
    if len(groups) > 1:
        raise BadInput(f'"{text}" are several muscles.', f"Name one: {', '.join(groups)}.")
    return groups[0]


def only_one(here: loop.Known) -> str:
    """What the one remedy that runs is for."""
    runs = [one.subject for one in here.state.tried if one.running]
    if len(runs) != 1:
        raise BadInput(
            f"{len(runs) or 'No'} remedies run.",
            "Name the movement or muscle group with --for." if runs else "Take one first.",
        )
    return runs[0]


def keep(store: Store, here: loop.Known, wishes: dict[str, dict[str, Any]]) -> None:
    """Remember what was taken or dropped."""
    [(about, body)] = wishes.items()
    store.add(whose(store), [say(Kind.WISHED, about, body, at=now(), seed=secrets.token_bytes(16), last=here.last)])


def show_remedies(found: loop.Remedies, here: loop.Known) -> None:
    """Print what is offered, what runs and what became of the others."""
    if found.offer:
        show.reasons([found.offer.because], here.unit)
        typer.echo("Take it with: legday remedy take")
    elif not found.tried:
        typer.echo("Nothing has levelled off for long enough to try something for it.")
    for _, sentence in found.tried:
        typer.echo(sentence)
