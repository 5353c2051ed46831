"""Cells: the numbers of a log's row, each read or refused with its reason."""

from __future__ import annotations

import re
from functools import lru_cache

from legday.files.table import shown
from legday.kinds import KG_PER_LB, Unit

MOST_KG = 1500.0  # the bound of kinds.Kilograms
MOST_REPS = 1000  # the bound of kinds.Reps
MOST_AMOUNT = 1e9  # the bound of log.history.Amount
MOST_CHARACTERS = 150  # of an exercise's name; the longest known has 60, and a subject of the log takes 200
METRES = {"m": 1.0, "meters": 1.0, "km": 1000.0, "mi": 1609.344, "miles": 1609.344, "ft": 0.3048, "yd": 0.9144}
KG_IN = {Unit.KG: 1.0, Unit.LB: KG_PER_LB}
UNITS = {"kg": Unit.KG, "kgs": Unit.KG, "lb": Unit.LB, "lbs": Unit.LB}
PLANNED = "planned in the app, not done"
NOT_ENTERED = "nothing was entered; planned only, not done"

_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})")


class RowRefused(ValueError):
    """A row cannot become a set; its text is the reason, for the person to read."""


@lru_cache(maxsize=65536)
def number(text: str) -> float | None:
    """Read a cell as a number; a blank cell is None.

    A decimal comma is read where it can be nothing else; "1,000" could be one or one thousand and is refused.
    Raises ``RowRefused``.

    >>> number("8.0"), number("22,5"), number("")
    (8.0, 22.5, None)
    """
    text = text.strip()
    if not text:
        return None
    if _COMMA.fullmatch(text):
        text = text.replace(",", ".")
    elif not _PLAIN.fullmatch(text):
        raise RowRefused(f"“{shown(text)}” is not a number that can be read")
    value = float(text)
    if abs(value) > 1e12:
        raise RowRefused(f"“{shown(text)}” is far too large")
    return value


def name_reason(exercise: str) -> str:
    """Say why an exercise's name cannot be taken ("": it can).

    >>> name_reason("Squat"), name_reason("")
    ('', 'no exercise name')
    """
    if len(exercise) > MOST_CHARACTERS:
        return f"the exercise name “{shown(exercise)}” is longer than {MOST_CHARACTERS} characters"
    return "" if exercise else "no exercise name"


def unit_in(text: str) -> Unit | None:
    """Read a unit of load; a blank cell is None. Raises ``RowRefused`` for what is no such unit.

    >>> unit_in("lbs."), unit_in("")
    (<Unit.LB: 'lb'>, None)
    """
    folded = text.strip().rstrip(".").casefold()
    if folded and folded not in UNITS:
        raise RowRefused(f"“{shown(text.strip())}” is not a unit of load")
    return UNITS.get(folded)


@lru_cache(maxsize=65536)
def load_kg(text: str, unit: Unit) -> float | None:
    """Read a load, in kilograms rounded to 0.01 (the apps write float noise); blank and 0 are None.

    Raises ``RowRefused`` for a negative load and for one above 1500 kg.

    >>> load_kg("185.00000000000003", Unit.KG), load_kg("225", Unit.LB), load_kg("0", Unit.KG)
    (185.0, 102.06, None)
    """
    value = number(text)
    if not value:
        return None
    if value < 0:
        raise RowRefused(f"a load of {shown(text.strip())} {unit} is below zero")
    kilograms = value * KG_IN[unit]
    if kilograms > MOST_KG:
        raise RowRefused(
            f"a load of {shown(text.strip())} {unit} is more than anybody moves ({MOST_KG:.0f} kg at most)"
        )
    # A load that is not zero in the file never becomes zero by rounding.
    return max(round(kilograms, 2), 0.01)


@lru_cache(maxsize=65536)
def whole_reps(text: str) -> int | None:
    """Read repetitions; the newer apps write 8.0 for 8. Raises ``RowRefused``.

    >>> whole_reps("8.0"), whole_reps("")
    (8, None)
    """
    value = number(text)
    if value is None:
        return None
    if value < 0:
        raise RowRefused(f"{shown(text.strip())} repetitions are fewer than none")
    if value > MOST_REPS:
        raise RowRefused(f"{shown(text.strip())} repetitions are more than {MOST_REPS}")
    if value != int(value):
        raise RowRefused(f"{shown(text.strip())} repetitions are not a whole number")
    return int(value)


def counted(reps: int | None, *instead: float | None) -> int | None:
    """Give repetitions, where none beside a duration or a distance means that they were not counted.

    >>> counted(0, 60.0), counted(0, None), counted(5, 60.0)
    (None, 0, 5)
    """
    return None if reps == 0 and any(instead) else reps


@lru_cache(maxsize=65536)
def amount(text: str, what: str, factor: float = 1.0) -> float | None:
    """Read a duration or a distance; blank and 0 both mean that nothing was entered. Raises ``RowRefused``.

    >>> amount("1.5", "distance", 1000.0), amount("0.0", "duration")
    (1500.0, None)
    """
    value = number(text)
    if not value:
        return None
    if value < 0:
        raise RowRefused(f"a {what} of {shown(text.strip())} is below zero")
    if value * factor > MOST_AMOUNT:
        raise RowRefused(f"a {what} of {shown(text.strip())} is far too large")
    return round(value * factor, 2)


@lru_cache(maxsize=1024)
def reserve(text: str) -> float | None:
    """Read an RPE as repetitions in reserve: 10 minus the RPE; blank and 0 are None. Raises ``RowRefused``.

    >>> reserve("8.5")
    1.5
    """
    value = number(text)
    if not value:
        return None
    if not 0 < value <= 10:
        raise RowRefused(f"an RPE of {shown(text.strip())} is not between 1 and 10")
    return round(10 - value, 2)
