"""`legday measure` and `legday body`: what a person measures, and what comes of it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.coach.bone import bone_words
from legday.coach.energy import ENERGY, energy_words
from legday.coach.measures.entries import GIRTH, MASS, Spot, girth_body, mass_body, read_measured
from legday.coach.measures.girth import girth_words
from legday.coach.measures.mass import mass_words
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact, Kind, say
from legday.store.facts import open_store
from legday.units import in_kg

NUMBER = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)\s*(?P<unit>kg|lbs?|cm)?", re.IGNORECASE)
HOW = "Write legday measure mass 80, legday measure girth thigh-left 56.2 56.4, or legday measure undo."


def measure(
    what: Annotated[str, typer.Argument(help="mass, girth, or undo: take the last entry back.")],
    values: Annotated[list[str] | None, typer.Argument(help="80kg, or a spot and its readings in cm.")] = None,
    on: Annotated[str | None, typer.Option(help="The day, 2026-11-25; default today.")] = None,
    as_json: Json = False,
) -> None:
    """Write down your mass, or a girth with its two readings."""
    with open_store() as store:
        facts, at = store.facts(whose(store)), now()
        told = known(store)
        if what == "undo":
            fact = undo(facts, told)
            text = "The last entry is taken back."
        else:
            about, body = entry(what, values or [], told.unit)
            day = read_date(on) if on else at.date()
            fact = loop.measure(about, body, day, at=at, seed=secrets.token_bytes(16), last=told.last)
            text = "Kept. legday body shows the trend."
        store.add(whose(store), (fact,), received=at)
        show.put(fact, as_json, lambda _: typer.echo(text))


def entry(what: str, values: Sequence[str], unit: Unit) -> tuple[str, dict[str, Any]]:
    """What was measured and its content, from words as they are typed.

    >>> entry("girth", ["left thigh", "56,2", "56.4cm"], Unit.KG)
    ('girth:thigh-left', {'readings_cm': [56.2, 56.4]})
    """
    if what == "mass" and len(values) == 1:
        value, written = number(values[0])
        if written == "cm":
            raise BadInput(f'"{values[0]}" is no mass.', HOW)
        typed = Unit.LB if (written or unit).startswith("lb") else Unit.KG
        return MASS, mass_body(in_kg(value, typed))
    if what == "girth" and len(values) > 1:
        spot = next((one for one in Spot if values[0].lower() in (one, one.words)), None)
        if spot is None:
            raise BadInput(f'"{values[0]}" is no spot to measure.', f"Choose one of {', '.join(Spot)}.")
        readings = [number(text) for text in values[1:]]
        if any(written not in ("", "cm") for _, written in readings):
            raise BadInput("A girth is given in centimetres.", HOW)
        return f"{GIRTH}{spot}", girth_body([value for value, _ in readings])
    raise BadInput("It is not clear what was measured.", HOW)


def number(text: str) -> tuple[float, str]:
    """Read a number with its unit, "" where none is written."""
    match = NUMBER.fullmatch(text.strip())
    if match is None:
        raise BadInput(f'"{text}" is not a measurement.', HOW)
    return float(match["value"].replace(",", ".")), (match["unit"] or "").lower()


def read_date(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f'"{text}" is not a day.', "Write it as 2026-11-25.") from None


def undo(facts: Sequence[Fact], told: loop.Known) -> Fact:
    """The fact that takes back what was measured last, by the order in which it was told."""
    entries = read_measured(facts).entries
    if not entries:
        raise BadInput("Nothing was measured yet.", HOW)
    last = max(entries, key=lambda one: one.id)
    return loop.undo_entry(last, at=now(), seed=secrets.token_bytes(16), last=told.last)


def body(
    energy: Annotated[bool | None, typer.Option(help="Show what a session takes; off until you ask for it.")] = None,
    as_json: Json = False,
) -> None:
    """Show mass and girths as trends with their error, what loads your bones, and energy if you turned it on."""
    with open_store() as store:
        told = known(store)
        if energy is not None:
            wish = say(Kind.WISHED, ENERGY, {"on": energy}, at=now(), seed=secrets.token_bytes(16), last=told.last)
            store.add(whose(store), (wish,), received=now())
        facts = store.facts(whose(store))
        show.put(loop.read_body(facts, told), as_json, lambda found: tell(found, told.unit))


def tell(found: loop.Body, unit: Unit) -> None:
    """Print what is known of a body, sentence by sentence."""
    if found.measured.masses:
        show.reasons((mass_words(found.mass),), unit)
    for girth in found.girths:
        show.reasons((girth_words(girth, found.measured.girths[girth.spot]),), unit)
    show.reasons((bone_words(found.bone),), unit)
    if found.energy is None:
        return
    if found.mass_kg is None:
        typer.echo("Measure your mass, and the energy of sessions can be reckoned: legday measure mass 80")
    for one in found.energy:
        typer.echo(f"{one.day}:")
        show.reasons((energy_words(one),), unit, "  ")
