"""The loads that can be made of what a person has: bars, plates, dumbbells and the pins of a stack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeAlias

from legday.kinds import KG_PER_LB, BadInput, Unit
from legday.movement.catalogue import Loading
from legday.plan.goal import Pieces, Range
from legday.units import in_kg, in_unit, number

MOST_KG = 1500  # as kinds.Kilograms
MOST_LOADS = 2000  # more than a full rack of plates makes; a slip rather than a gym
STEADY = 0.01  # so much may steps differ that were rounded on the way from pounds
DIGITS = 3  # of what is typed and shown: half an ounce, and plates of 0.125 kg
SHOWN = 5  # loads that are enough to see what was understood
BARS = {Unit.KG: 20.0, Unit.LB: 45.0}
"""What a bar weighs where nobody said (convention: the men's Olympic bar)."""

FIELDS = ("bar", "plates", "dumbbells", "singles", "pins")
"""The names under which pieces are typed, each a line of text."""

Texts: TypeAlias = Mapping[str, str]

_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
_SPAN = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|to)\s*({_NUMBER})\s*by\s*({_NUMBER}))?")
_PAIR = re.compile(rf"({_NUMBER})(?:\s*[x×*]\s*(\d{{1,2}}))?")
_TWO_COMMAS = re.compile(r",\s.*\d,\d|\d,\d.*,\s")


def sums(pairs_kg: Iterable[float], bar_kg: float = 0.0) -> tuple[float, ...]:
    """Every load that a bar and pairs of plates make, the lightest first; a pair is on both ends or off.

    >>> sums([5.0, 2.5], bar_kg=20.0)
    (20.0, 25.0, 30.0, 35.0)
    """
    made = {round(bar_kg, 2)}
    for plate in pairs_kg:
        made |= {round(load + 2 * plate, 2) for load in made}
        made = {load for load in made if load <= MOST_KG}
        if len(made) > MOST_LOADS:
            raise BadInput("So many plates make too many loads.", "Leave out the ones that you seldom use.")
    return tuple(sorted(made))


def span(loads_kg: Iterable[float]) -> Range:
    """The range of some loads: in steps where they are evenly apart, else each by itself. At least one is needed.

    >>> span([20.0, 25.0, 30.0])
    Range(least_kg=20.0, most_kg=30.0, step_kg=5.0, only_kg=())
    >>> span([8.0, 12.0, 24.0]).only_kg
    (8.0, 12.0, 24.0)
    """
    loads = sorted({round(load, 2) for load in loads_kg})
    steps = [round(later - earlier, 2) for earlier, later in pairwise(loads)]
    even = bool(steps) and set(steps) == {steps[0]}
    step = min(steps, default=1.0)
    return Range(least_kg=loads[0], most_kg=loads[-1], step_kg=step, only_kg=() if even else tuple(loads))


def made_of(pieces: Pieces) -> dict[Loading, Range]:
    """The loads that the pieces make, for each kind of load of which something was said.

    >>> made = made_of(Pieces(bar_kg=15.0, pairs_kg=(10.0, 5.0), dumbbells_kg=(8.0, 12.0), singles_kg=(16.0,)))
    >>> made[Loading.BARBELL].at_most(44), made[Loading.PLATES].at_most(44), made[Loading.DUMBBELL].at_most(44)
    (35.0, 30.0, 16.0)
    """
    found = {}
    if pieces.bar_kg is not None:
        found[Loading.BARBELL] = span(sums(pieces.pairs_kg, pieces.bar_kg))
    if pieces.pairs_kg:
        found[Loading.PLATES] = span(sums(pieces.pairs_kg))
    if pieces.dumbbells_kg:
        found[Loading.DUMBBELLS] = span(pieces.dumbbells_kg)
    if pieces.dumbbells_kg or pieces.singles_kg:
        found[Loading.DUMBBELL] = span((*pieces.dumbbells_kg, *pieces.singles_kg))
    if pieces.pins_kg:
        extra = [pin + pieces.extra_kg for pin in pieces.pins_kg] if pieces.extra_kg else []
        found[Loading.STACK] = span((*pieces.pins_kg, *extra))
    return found


def read_pieces(texts: Texts, unit: Unit) -> Pieces:
    """Read the pieces as people type them, each kind in a line of its own (``FIELDS``), in their unit.

    Plates are the plates of one side. Raises BadInput for what cannot be read or cannot be.

    >>> read_pieces({"plates": "20x2, 5", "dumbbells": "2-6 by 2, 10"}, Unit.KG)
    ... # doctest: +NORMALIZE_WHITESPACE
    Pieces(bar_kg=20.0, pairs_kg=(20.0, 20.0, 5.0), dumbbells_kg=(2.0, 4.0, 6.0, 10.0), singles_kg=(), pins_kg=(),
    extra_kg=None)
    """
    said = {name: texts.get(name, "").strip() for name in FIELDS}
    pairs = _pairs(said["plates"])
    bar = _one(said["bar"], "The bar") if said["bar"] else BARS[unit] if pairs else None
    if bar is not None and not pairs:
        raise BadInput("There is a bar without plates.", "Say which plates there are, or leave both out.")
    pins, plus, extra = said["pins"].partition("+")
    if plus and not pins.strip():
        raise BadInput("There is an extra weight without pins.", "Say which pins there are: 5-100 by 5 + 2.5.")

    def kg(loads: Iterable[float]) -> tuple[float, ...]:
        return tuple(in_kg(load, unit) for load in loads)

    pieces = Pieces(
        bar_kg=None if bar is None else in_kg(bar, unit),
        pairs_kg=kg(pairs),
        dumbbells_kg=kg(_loads(said["dumbbells"], "The dumbbells")),
        singles_kg=kg(_loads(said["singles"], "The single dumbbells and kettlebells")),
        pins_kg=kg(_loads(pins, "The pins")),
        extra_kg=in_kg(_one(extra.strip(), "The extra weight"), unit) if plus else None,
    )
    _check(pieces)
    return pieces


def tell_pieces(pieces: Pieces, unit: Unit) -> dict[str, str]:
    """Write pieces as ``read_pieces`` reads them.

    >>> tell_pieces(Pieces(pins_kg=(5.0, 10.0, 15.0, 20.0, 30.0), extra_kg=2.5), Unit.KG)["pins"]
    '5-20 by 5, 30 + 2.5'
    """

    def said(load_kg: float) -> float:
        return load_kg if unit is Unit.KG else load_kg / KG_PER_LB

    def all_of(loads_kg: Iterable[float]) -> str:
        return tell_loads(map(said, loads_kg))

    plates = sorted(set(pieces.pairs_kg), reverse=True)
    counts = [(number(said(plate), DIGITS), pieces.pairs_kg.count(plate)) for plate in plates]
    extra = "" if pieces.extra_kg is None else f" + {number(said(pieces.extra_kg), DIGITS)}"
    return {
        "bar": "" if pieces.bar_kg is None else number(said(pieces.bar_kg), DIGITS),
        "plates": ", ".join(plate if count == 1 else f"{plate}x{count}" for plate, count in counts),
        "dumbbells": all_of(pieces.dumbbells_kg),
        "singles": all_of(pieces.singles_kg),
        "pins": all_of(pieces.pins_kg) + extra,
    }


def every(span: Range) -> tuple[float, ...]:
    """Every load of a range, the lightest first.

    >>> every(Range(least_kg=20, most_kg=25, step_kg=2.5))
    (20.0, 22.5, 25.0)
    """
    if span.only_kg:
        return span.only_kg
    count = int((span.most_kg - span.least_kg) / span.step_kg + STEADY)
    return tuple(span.least_kg + place * span.step_kg for place in range(count + 1))


def tell_range(span: Range, unit: Unit) -> str:
    r"""Write the loads of a range in a person's unit; of many that are not evenly apart the first and the last.

    >>> tell_range(Range(least_kg=20, most_kg=40, step_kg=2.5), Unit.KG)
    '20-40 by 2.5\xa0kg'
    """
    shown = [in_unit(load, unit) for load in every(span)]
    told = tell_loads(shown)
    if told.count(",") > SHOWN:
        told = f"{', '.join(map(number, shown[:SHOWN]))}, … {number(shown[-1])}"
        return f"{told}\u00a0{unit} ({len(shown)} loads)"
    return f"{told}\u00a0{unit}"


def tell_loads(loads: Iterable[float]) -> str:
    """Write loads shortly: three or more that are evenly apart as from, to and step.

    >>> tell_loads([2, 4, 6, 8, 12, 16])
    '2-8 by 2, 12, 16'
    """
    left, said = [round(load, DIGITS) for load in loads], []
    while left:
        step = left[1] - left[0] if len(left) > 1 else 0.0
        count = next((at for at in range(1, len(left)) if abs(left[at] - left[0] - at * step) > STEADY), len(left))
        count = count if count >= 3 else 1  # two are said sooner by themselves
        first, last = number(left[0], DIGITS), number(left[count - 1], DIGITS)
        said.append(f"{first}-{last} by {number(step, DIGITS)}" if count > 1 else first)
        left = left[count:]
    return ", ".join(said)


def _items(text: str) -> list[str]:
    """The items of a list: with semicolons a comma is a decimal one, else it goes between them."""
    if ";" not in text and _TWO_COMMAS.search(text):
        raise BadInput(f'"{text}" can be read in two ways.', "Write 2.5 with a point, or put ; between the loads.")
    return [item.strip() for item in re.split(";" if ";" in text else r"[,\n]", text) if item.strip()]


def _pairs(text: str) -> tuple[float, ...]:
    found: list[float] = []
    for item in _items(text):
        if not (match := _PAIR.fullmatch(item)):
            raise BadInput(f'The plates cannot be "{item}".', "Write one plate of each pair: 20x2, 10, 5, 2.5, 1.25.")
        found += [_value(match[1], "A plate")] * int(match[2] or 1)
    return tuple(sorted(found, reverse=True))


def _loads(text: str, what: str) -> tuple[float, ...]:
    found: set[float] = set()
    for item in _items(text):
        if not (match := _SPAN.fullmatch(item)):
            raise BadInput(f'{what} cannot be "{item}".', "Write numbers, or from, to and step: 2-20 by 2, 24, 28.")
        low = _value(match[1], what)
        if match[2] is None:
            found.add(low)
            continue
        high, step = _value(match[2], what), _value(match[3], what)
        if not low < high or (high - low) / step > MOST_LOADS:
            raise BadInput(f'{what} cannot be "{item}".', "Say the lightest, the heaviest and the step: 2-20 by 2.")
        found |= {round(low + place * step, DIGITS) for place in range(int((high - low) / step + STEADY) + 1)}
    return tuple(sorted(found))


def _one(text: str, what: str) -> float:
    if not re.fullmatch(_NUMBER, text):
        raise BadInput(f'{what} cannot be "{text}".', "Write one number, such as 20.")
    return _value(text, what)


def _value(text: str, what: str) -> float:
    value = float(text.replace(",", "."))
    if value == 0:
        raise BadInput(f"{what} cannot weigh nothing.", "Leave it out if it is not there.")
    return value


def _check(pieces: Pieces) -> None:
    extra = pieces.extra_kg or 0.0
    pins = [pin + extra for pin in pieces.pins_kg]
    masses = [pieces.bar_kg or 0.0, *pieces.pairs_kg, *pieces.dumbbells_kg, *pieces.singles_kg, *pins]
    if max(masses) > MOST_KG:
        raise BadInput("No load is that heavy.", f"Give at most {MOST_KG} kg.")
    made_of(pieces)  # refuses more plates than a gym has
