"""Forms read into values; what cannot be used is said together with what to type instead."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from starlette.datastructures import FormData, QueryParams

from legday.kinds import BadInput, Group, Joint, MovementId, Unit
from legday.log.entry import check_set
from legday.movement.catalogue import Catalogue, Loading
from legday.movement.mechanics import At
from legday.plan.goal import Aim, Goal, Gym, Slot, Weekday
from legday.plan.gyms import OWN, own_gym
from legday.units import in_kg, in_unit

Word = TypeVar("Word", Aim, At, Group, Joint, Loading, Weekday, Unit)

Fields = FormData | QueryParams
"""What somebody typed, sent as a form or in the address."""

_MOST_KG = 1500  # as the log holds it, see kinds.Kilograms
_MOST_REPS = 1000
_MOST_HELD_S = 3600


def field(form: Fields, name: str) -> str:
    """The text of one field, without blanks around it; a missing field is empty."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def fields(form: Fields, name: str) -> list[str]:
    """The texts of a field that may come several times."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def amount(typed: str, what: str, most: float, *, least: float = 0) -> float:
    """Read a number as people type it, with a point or a comma.

    >>> amount("62,5", "The load", 1000)
    62.5
    >>> amount("-3", "The load", 1000)
    Traceback (most recent call last):
    legday.kinds.BadInput: The load cannot be "-3". Type a number from 0 to 1000.
    """
    try:
        value = float(typed.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not least <= value <= most:  # false for a number that is none, too
        raise BadInput(f'{what} cannot be "{typed}".', f"Type a number from {least:g} to {most:g}.")
    return value


def whole(typed: str, what: str, most: int, *, least: int = 0) -> int:
    """Read a whole number."""
    value = amount(typed, what, most, least=least)
    if value != int(value):
        raise BadInput(f'{what} cannot be "{typed}".', f"Type a whole number from {least} to {most}.")
    return int(value)


def one_of(words: type[Word], typed: str, what: str) -> Word:
    """Read a word of a fixed list."""
    try:
        return words(typed)
    except ValueError:
        choices = ", ".join(word.value for word in words)
        raise BadInput(f'{what} cannot be "{typed}".', f"Choose one of {choices}.") from None


def read_goal(form: FormData, gyms: Mapping[str, Gym], movements: Catalogue) -> Goal:
    """Read the wishes of a person: days with minutes, gym, what to favour and what to leave out."""
    slots = []
    for weekday in (one_of(Weekday, typed, "The day") for typed in fields(form, "day")):
        what = f"The minutes for {weekday.value}"
        typed = field(form, f"minutes-{weekday}") or field(form, "minutes")  # each day its own, or all the same
        slots.append(Slot(weekday=weekday, minutes=whole(typed, what, 180, least=10)))
    if not slots:
        raise BadInput("No day is chosen.", "Choose at least one day on which you can train.")
    order = list(Weekday)
    ban = [typed for typed in fields(form, "ban") if typed]
    for typed in ban:
        if typed not in movements:
            raise BadInput(f'"{typed}" is not a movement here.', "Choose movements from the list.")
    return Goal(
        slots=tuple(sorted(slots, key=lambda slot: order.index(slot.weekday))),
        gym=_gym(form, gyms),
        favour=tuple(one_of(Group, typed, "The muscle group") for typed in fields(form, "favour")),
        ban=tuple(MovementId(typed) for typed in ban),
        aches=tuple(one_of(Joint, typed, "The joint") for typed in fields(form, "ache")),
        aim=one_of(Aim, field(form, "aim") or Aim.SIZE, "The aim"),
    )


def _gym(form: FormData, gyms: Mapping[str, Gym]) -> Gym:
    chosen = field(form, "gym")
    if chosen in gyms:
        return gyms[chosen]
    if chosen != OWN:
        raise BadInput("No gym is chosen.", "Choose the place where you train.")
    equipment = fields(form, "equipment")
    if not equipment:
        raise BadInput("Your own gym has no equipment yet.", "Tick what you have, or choose another place.")
    return own_gym("My own equipment", equipment)


def read_set(form: FormData, unit: Unit, shown_kg: float | None = None) -> dict[str, Any]:
    """Read load, reps (or, of a hold, the seconds) and reserve of a set; empty load or reserve stay unknown.

    ``shown_kg`` is the load that the form was filled with: left as it was, it keeps its exact kilograms, so that
    rounding to pounds on the way never changes a load that nobody touched.
    """
    typed, shown = field(form, "load"), field(form, "shown")
    load_kg: float | None = None
    if typed and typed == shown and shown_kg is not None:
        load_kg = shown_kg
    elif typed:
        load_kg = round(in_kg(amount(typed, "The load", math.floor(in_unit(_MOST_KG, unit))), unit), 2)
    counted: dict[str, Any]
    if "seconds" in form:
        counted = {"duration_s": whole(field(form, "seconds"), "The seconds that you held", _MOST_HELD_S, least=1)}
    else:
        counted = {"reps": whole(field(form, "reps"), "The number of reps", _MOST_REPS)}
    reserve = field(form, "reserve")
    left = amount(reserve, "The reps in reserve", 10) if reserve else None
    check_set(load_kg, counted.get("reps"), left)
    return {"load_kg": load_kg, **counted, "reserve": left}


def answers(form: FormData, prefix: str, words: Collection[str]) -> dict[str, int]:
    """Read sliders from 0 to 10, one per word; those that are not there are left out."""
    found = {}
    for word in words:
        typed = field(form, f"{prefix}:{word}")
        if typed:
            found[word] = whole(typed, f'The answer for "{word}"', 10)
    return found
