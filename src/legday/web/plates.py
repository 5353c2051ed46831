"""Plates as the page shows them: heights to draw and words to read, and every load that somebody may step to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import sqrt

from legday.kinds import Unit, Value
from legday.plan.plates import Made, plates, tell, tell_side
from legday.units import in_unit

HEAVIEST_KG = 20.5  # a plate of this or more is drawn as high as the picture is
HIGH, LOW = 44, 12


class OnBar(Value):
    """The plates of one side: their heights in the picture from the bar outwards, and the same in words."""

    heights: tuple[int, ...]
    words: str


def on_bar(load_kg: float, made: Sequence[Made], unit: Unit) -> OnBar:
    """What to load for a set; the nearest below where it cannot be made. ``made`` holds one load at least.

    >>> on_bar(60.0, [Made(load_kg=60.0, side_kg=(20.0,))], Unit.KG)
    OnBar(heights=(44,), words='Each side: 20')
    """
    one = plates(load_kg, made)
    return OnBar(heights=heights(one), words=tell(load_kg, one, unit))


def heights(made: Made) -> tuple[int, ...]:
    """How high each plate of one side is drawn: heavier ones are higher, and the lightest can be seen."""
    parts = (min(1.0, sqrt(plate / HEAVIEST_KG)) for plate in made.side_kg or ())
    return tuple(2 * round((LOW + (HIGH - LOW) * part) / 2) for part in parts)


def as_loads(made: Sequence[Made], unit: Unit) -> str:
    """The loads as ``entry.js`` reads them: each as shown, and with plates their words and heights.

    >>> as_loads([Made(load_kg=8.0), Made(load_kg=60.0, side_kg=(20.0,))], Unit.KG)
    '[[8.0],[60.0,"Each side: 20",[44]]]'
    """
    rows = [
        [in_unit(one.load_kg, unit), *([] if one.side_kg is None else [tell_side(one.side_kg, unit), heights(one)])]
        for one in made
    ]
    return json.dumps(rows, separators=(",", ":"))
