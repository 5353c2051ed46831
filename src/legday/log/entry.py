"""A set as a lifter writes it down: "60x12@2" is 60 kg, 12 repetitions, 2 in reserve; "45s" is held for 45 seconds."""

from __future__ import annotations

import re

from legday.kinds import KG_PER_LB, BadInput, Kilograms, Reps, Reserve, Unit, Value

PATTERN = re.compile(
    r"(?:(?P<load>\d+(?:[.,]\d+)?)\s*(?P<unit>kg|lbs?)?\s*[x×*]\s*|[x×*]\s*)?(?P<reps>\d+)\s*(?P<held>s)?\s*(?:@\s*(?P<reserve>\d+(?:[.,]5)?))?",
    re.IGNORECASE,
)


MOST_S = 3600
"""The longest hold that is believed, in seconds."""


class Entry(Value):
    """One set as it was written down; a load of None is the body alone. What was held is one repetition of so long."""

    load_kg: Kilograms | None
    reps: Reps
    reserve: Reserve | None
    duration_s: float | None = None


def read_entry(text: str, unit: Unit) -> Entry:
    """Read "LOADxREPS@RESERVE"; load and reserve may be left out, the load may carry its own unit.

    >>> read_entry("60x12@2", Unit.KG)
    Entry(load_kg=60.0, reps=12, reserve=2.0, duration_s=None)
    >>> read_entry("45s", Unit.KG)
    Entry(load_kg=None, reps=1, reserve=None, duration_s=45.0)
    >>> read_entry("135 lb x 5", Unit.KG).load_kg
    61.23
    >>> read_entry("15", Unit.KG)
    Entry(load_kg=None, reps=15, reserve=None, duration_s=None)
    >>> read_entry("a lot", Unit.KG)
    Traceback (most recent call last):
    legday.kinds.BadInput: "a lot" is not a set. Write load x reps @ reserve, such as 60x12@2, or just 15.
    """
    match = PATTERN.fullmatch(text.strip())
    if match is None:
        remedy = "Write load x reps @ reserve, such as 60x12@2, or just 15."
        raise BadInput(f'"{text}" is not a set.', remedy)
    written = Unit.LB if (match["unit"] or unit).lower().startswith("lb") else Unit.KG
    load = None if match["load"] is None else float(match["load"].replace(",", "."))
    load_kg = None if load is None else round(load * KG_PER_LB, 2) if written is Unit.LB else load
    count = int(match["reps"])
    reps, duration_s = (1, float(count)) if match["held"] else (count, None)
    reserve = None if match["reserve"] is None else float(match["reserve"].replace(",", "."))
    check_set(load_kg, reps, reserve)
    if duration_s is not None and duration_s > MOST_S:
        raise BadInput(f"{duration_s:.0f} s cannot be one hold.", f"Give up to {MOST_S}.")
    return Entry(load_kg=load_kg, reps=reps, reserve=reserve, duration_s=duration_s)


def check_set(load_kg: float | None, reps: int | None, reserve: float | None) -> None:
    """Refuse what no set can be: a load above 1500 kg, more than 1000 repetitions, more than 10 in reserve.

    >>> check_set(10_000, 5, None)
    Traceback (most recent call last):
    legday.kinds.BadInput: 10000 kg is more than anybody lifts. Check the load; legday takes up to 1500 kg.
    """
    if load_kg is not None and not 0 <= load_kg <= 1500:
        raise BadInput(f"{load_kg:.0f} kg is more than anybody lifts.", "Check the load; legday takes up to 1500 kg.")
    if reps is not None and not 0 <= reps <= 1000:
        raise BadInput(f"{reps} repetitions cannot be one set.", "Give 0 to 1000.")
    if reserve is not None and not 0 <= reserve <= 10:
        raise BadInput(f"{reserve:g} repetitions in reserve cannot be told.", "Give 0 to 10, or leave it out.")
