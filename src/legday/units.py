"""Loads in the person's unit: everything is kept in kilograms, and turned only where it is read or typed."""

from __future__ import annotations

import re

from legday.kinds import KG_PER_LB, Unit

_LOAD = re.compile(r"(?<![\w.])(\d{1,6}(?:\.\d+)?)(?:(\s?(?:–|-|to)\s?)(\d{1,6}(?:\.\d+)?))?(?:\s|\u00a0)?kg\b")
_LB_STEP = 0.5  # finer than the smallest pair of plates in pounds


def number(value: float, digits: int = 2) -> str:
    """Write a number without a trailing zero.

    >>> number(60.0), number(2.5), number(61.234567)
    ('60', '2.5', '61.23')
    """
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def in_unit(load_kg: float, unit: Unit) -> float:
    """A load in the unit of the person; pounds are rounded to the half.

    >>> in_unit(60, Unit.LB)
    132.5
    """
    if unit is Unit.KG:
        return round(load_kg, 2)
    return round(load_kg / KG_PER_LB / _LB_STEP) * _LB_STEP


def exactly(mass_kg: float, unit: Unit) -> float:
    """The mass of a person in their unit, to a tenth; a scale shows as much, and no plates must make it up.

    >>> exactly(80.04, Unit.KG), exactly(80, Unit.LB)
    (80.0, 176.4)
    """
    return round(mass_kg if unit is Unit.KG else mass_kg / KG_PER_LB, 1)


def in_kg(load: float, unit: Unit) -> float:
    """A load that a person typed in their unit, in kilograms.

    >>> round(in_kg(135, Unit.LB), 2)
    61.23
    """
    return load if unit is Unit.KG else load * KG_PER_LB


def load(load_kg: float | None, unit: Unit) -> str:
    r"""A load as it is read: number, a space that does not break, unit.

    >>> load(60.0, Unit.KG), load(None, Unit.KG)
    ('60\xa0kg', 'no load')
    """
    return "no load" if load_kg is None else f"{number(in_unit(load_kg, unit))}\u00a0{unit}"


def near(load_kg: float, unit: Unit) -> str:
    r"""An estimated load as it is read, to the half of a kilogram or pound.

    >>> near(113.4, Unit.LB), near(62.61, Unit.KG)
    ('250\xa0lb', '62.5\xa0kg')
    """
    return load(round(2 * load_kg) / 2 if unit is Unit.KG else load_kg, unit)


def say(text: str, unit: Unit) -> str:
    """A sentence with every load in it in the person's unit.

    >>> say("Take 60 kg, or 62.5 kg when it is easy.", Unit.LB)
    'Take 132.5 lb, or 138 lb when it is easy.'
    """
    if unit is Unit.KG:
        return text

    def swap(match: re.Match[str]) -> str:
        first, link, last = match.groups()
        words = number(in_unit(float(first), unit))
        return f"{words}{link}{number(in_unit(float(last), unit))} {unit}" if last else f"{words} {unit}"

    return _LOAD.sub(swap, text)
