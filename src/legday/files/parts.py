"""Parts: what a load stands for where it is not all of it, as its sign, the exercise's name or the app says."""

from __future__ import annotations

import re

from legday.files.cells import load_kg
from legday.kinds import Unit
from legday.log.history import LoadOf

_SIDE = re.compile(r"\b(?:each|per) (?:side|leg|arm)\b")
_HAND = re.compile(r"\b(?:each|per) (?:hand|dumbbell)\b")
_HELP = re.compile(r"\bassisted\b")


def part_named(exercise: str) -> LoadOf | None:
    """What an exercise's name says of its loads.

    >>> part_named("Split Squat (Each Side)"), part_named("Chin Up (Assisted)"), part_named("Back Squat")
    (<LoadOf.SIDE: 'side'>, <LoadOf.HELP: 'help'>, None)
    """
    name = exercise.casefold()
    if _SIDE.search(name):
        return LoadOf.SIDE
    if _HAND.search(name):
        return LoadOf.HAND
    return LoadOf.HELP if _HELP.search(name) else None


def load_fields(text: str, unit: Unit, exercise: str, part: LoadOf | None = None) -> dict[str, float | str | None]:
    """Read a load with what it stands for: ``part`` where the app says it, help where it is below zero, else by name.

    0 is the body alone or nothing entered, and becomes no load. Raises ``RowRefused`` as ``cells.load_kg`` does.

    >>> load_fields("-14", Unit.KG, "Dips"), load_fields("0", Unit.KG, "Dips (Assisted)")
    ({'load_kg': 14.0, 'load_of': 'help'}, {'load_kg': None, 'load_of': None})
    """
    text = text.strip()
    helped = text.startswith(("-", "\u2212"))
    load = load_kg(text[1:] if helped else text, unit)
    stands_for = LoadOf.HELP if helped else part or part_named(exercise)
    return {"load_kg": load, "load_of": stands_for.value if load and stands_for else None}
