"""Forms read into values; what cannot be used is said together with what to type instead."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from starlette.datastructures import FormData, QueryParams

from legday.kinds import BadInput, Condition, Group, Joint, MovementId, Unit
from legday.log.entry import Entry, check_set, read_entry
from legday.log.notes import MOST_NOTE
from legday.movement.catalogue import Catalogue
from legday.plan.goal import Aim, Experience, Goal, Gym, Partner, Slot, Variety, Weekday
from legday.plan.gyms import places, with_usual
from legday.units import in_kg, in_unit

Word = TypeVar("Word", bound=StrEnum)

Fields = FormData | QueryParams
"""What somebody typed, sent as a form or in the address."""

_WRITTEN = re.compile(r"[x×*@]", re.IGNORECASE)
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


def read_goal(form: FormData, before: Goal, movements: Catalogue) -> Goal:
    """Read the wishes of a person and lay them over those before; places of their own stay.

    The short form on Today does not ask for everything, and what it does not ask for stays as it was.
    """
    there = places(before)
    gym = there.get(field(form, "gym"))
    if gym is None:
        raise BadInput("No gym is chosen.", "Choose the place where you train.")
    slots = read_slots(form, gym, there)
    like, ban = (_movements(form, name, movements) for name in ("like", "ban"))
    if both := set(like) & set(ban):
        names = ", ".join(sorted(movements[id].name for id in both))
        raise BadInput(f"{names} is both liked and left out.", "Choose one of the two.")
    lists = {
        "favour": tuple(one_of(Group, typed, "The muscle group") for typed in fields(form, "favour")),
        "like": like,
        "ban": ban,
        "aches": tuple(one_of(Joint, typed, "The joint") for typed in fields(form, "ache")),
        "conditions": tuple(one_of(Condition, typed, "What asks for care") for typed in fields(form, "condition")),
    }
    short = field(form, "from") == "today"
    experience = field(form, "experience")
    return msgspec.structs.replace(
        with_usual(before, gym),
        slots=slots,
        **{name: said for name, said in lists.items() if said or not short},
        experience=one_of(Experience, experience, "The experience") if experience else before.experience,
        aim=one_of(Aim, field(form, "aim") or before.aim, "The aim"),
        partner=one_of(Partner, field(form, "partner") or before.partner, "Who trains along"),
        variety=one_of(Variety, field(form, "variety") or before.variety, "The variety"),
    )


def read_slots(form: FormData, usual: Gym, there: Mapping[str, Gym]) -> tuple[Slot, ...]:
    """Read the days, each with its minutes and its place, in the order of the week."""
    slots = []
    for weekday in (one_of(Weekday, typed, "The day") for typed in fields(form, "day")):
        typed = field(form, f"minutes-{weekday}") or field(form, "minutes")  # each day its own, or all the same
        minutes = whole(typed, f"The minutes for {weekday.value}", 180, least=10)
        place = field(form, f"place-{weekday}")
        if place and place not in there:
            raise BadInput(f"The place for {weekday.value} is not there any more.", "Choose another one.")
        slots.append(Slot(weekday=weekday, minutes=minutes, gym="" if place == usual.id else place))
    if not slots:
        raise BadInput("No day is chosen.", "Choose at least one day on which you can train.")
    order = list(Weekday)
    return tuple(sorted(slots, key=lambda slot: order.index(slot.weekday)))


def _movements(form: FormData, name: str, movements: Catalogue) -> tuple[MovementId, ...]:
    chosen = [typed for typed in fields(form, name) if typed]
    for typed in chosen:
        if typed not in movements:
            raise BadInput(f'"{typed}" is not a movement here.', "Choose movements from the list.")
    return tuple(MovementId(typed) for typed in chosen)


def read_set(form: FormData, unit: Unit, shown_kg: float | None = None) -> dict[str, Any]:
    """Read load, reps (or, of a hold, the seconds) and reserve of a set; empty load or reserve stay unknown.

    ``shown_kg`` is the load that the form was filled with: left as it was, it keeps its exact kilograms, so that
    rounding to pounds on the way never changes a load that nobody touched. In the field of the load a whole set may
    stand, such as 60x12@2; it goes before the other fields.
    """
    typed, shown = field(form, "load"), field(form, "shown")
    if _WRITTEN.search(typed):
        return _written(read_entry(typed, unit), form)
    load_kg: float | None = None
    if typed and typed == shown and shown_kg is not None:
        load_kg = shown_kg
    elif typed:
        load_kg = round(in_kg(amount(typed, "The load", math.floor(in_unit(_MOST_KG, unit))), unit), 2)
    counted: dict[str, Any]
    sides = read_sides(form)
    if sides:
        counted = {"reps": min(sides), "reps_left": sides[0], "reps_right": sides[1]}
    elif "seconds" in form:
        counted = {"duration_s": whole(field(form, "seconds"), "The seconds that you held", _MOST_HELD_S, least=1)}
    else:
        counted = {"reps": whole(field(form, "reps"), "The number of reps", _MOST_REPS)}
    reserve = field(form, "reserve")
    left = amount(reserve, "The reps in reserve", 10) if reserve else None
    check_set(load_kg, counted.get("reps"), left)
    return {"load_kg": load_kg, **counted, "reserve": left}


def _written(entry: Entry, form: FormData) -> dict[str, Any]:
    """A whole set as it was written; where it says no reserve, the field for it does."""
    counted = {"reps": entry.reps} if entry.duration_s is None else {"duration_s": entry.duration_s}
    reserve = field(form, "reserve")
    left = entry.reserve
    if left is None and reserve:
        left = amount(reserve, "The reps in reserve", 10)
    return {"load_kg": entry.load_kg, **counted, "reserve": left}


def read_sides(form: FormData) -> tuple[int, int] | None:
    """Read the repetitions of the left and the right side, where they were logged apart."""
    left, right = field(form, "left"), field(form, "right")
    if not left and not right:
        return None
    if not left or not right:
        raise BadInput("Only one side has its repetitions.", "Give both sides, or neither.")
    return whole(left, "The reps of the left side", _MOST_REPS), whole(right, "The reps of the right side", _MOST_REPS)


def read_note(form: FormData) -> str:
    """Read a note of a set, a session or a movement."""
    note = field(form, "note")
    if len(note) > MOST_NOTE:
        raise BadInput(f"The note has {len(note)} characters.", f"Keep it to {MOST_NOTE}.")
    return note


def answers(form: FormData, prefix: str, words: Collection[str]) -> dict[str, int]:
    """Read sliders from 0 to 10, one per word; those that are not there are left out."""
    found = {}
    for word in words:
        typed = field(form, f"{prefix}:{word}")
        if typed:
            found[word] = whole(typed, f'The answer for "{word}"', 10)
    return found
