"""Which plates to put on each side: what a gym makes every load of, and the nearest that can be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legday.kinds import KG_PER_LB, Kilograms, Unit, Value
from legday.movement.catalogue import Loading
from legday.plan.goal import Gym, Range
from legday.plan.loads import MOST_KG, every
from legday.units import in_unit, load, number

USUAL = {Unit.KG: (20.0, 15.0, 10.0, 5.0, 2.5, 1.25), Unit.LB: (45.0, 35.0, 25.0, 10.0, 5.0, 2.5)}
"""The plates of a gym where nobody said which there are, as many as are needed (convention)."""

NEAR_KG = 0.12
"""Loads that differ by less are one: a load in pounds is shown to the half."""

DROP = 0.8
"""The part of the load that a drop set keeps (convention: a fifth less)."""

_DIGITS = 3


class Made(Value):
    """A load that a gym can make, and the plates of each side, the heaviest first.

    ``side_kg`` is None where no plates are loaded: dumbbells, and stacks with a pin.
    """

    load_kg: Kilograms
    side_kg: tuple[Kilograms, ...] | None = None


def makeable(gym: Gym, loading: Loading) -> tuple[Made, ...]:
    """Every load that a gym makes for a kind of loading, the lightest first, with its plates; none where it has none.

    The plates are those of the gym's pieces, each pair once, or else the usual ones; of several ways that with the
    fewest plates.

    >>> from legday.plan.gyms import gyms
    >>> plates(61.25, makeable(gyms()["full_gym"], Loading.BARBELL)).side_kg
    (20.0,)
    """
    span, pieces = gym.loads.get(loading), gym.pieces
    if span is None:
        return ()
    if loading not in (Loading.BARBELL, Loading.PLATES):
        return tuple(Made(load_kg=load_kg) for load_kg in every(span))
    bar = span.least_kg if loading is Loading.BARBELL else 0.0
    if pieces.pairs_kg and (loading is Loading.PLATES or pieces.bar_kg is not None):
        ways = fewest(pieces.pairs_kg)
        return tuple(Made(load_kg=round(bar + 2 * side, 2), side_kg=ways[side]) for side in sorted(ways))
    usual = plates_of(span)
    found = (Made(load_kg=load_kg, side_kg=filled((load_kg - bar) / 2, usual)) for load_kg in every(span))
    return tuple(found)


def fewest(pairs_kg: Iterable[float]) -> dict[float, tuple[float, ...]]:
    """What one side can weigh, each with the fewest plates that make it, the heaviest first; a pair is used once.

    >>> fewest([10.0, 5.0, 5.0])[10.0], fewest([5.0, 5.0])[10.0]
    ((10.0,), (5.0, 5.0))
    """
    ways: dict[float, tuple[float, ...]] = {0.0: ()}
    for plate in sorted(pairs_kg, reverse=True):
        for side, there in tuple(ways.items()):
            more = round(side + plate, _DIGITS)
            if 2 * more <= MOST_KG and (more not in ways or len(ways[more]) > len(there) + 1):
                ways[more] = (*there, plate)
    return ways


def plates_of(span: Range) -> tuple[float, ...]:
    """The usual plates in kilograms, the heaviest first, down to half the step of a range; marked in pounds if it is.

    >>> plates_of(Range(least_kg=20, most_kg=200, step_kg=5))
    (20.0, 15.0, 10.0, 5.0, 2.5)
    """
    pounds = span.step_kg / KG_PER_LB
    marked = Unit.LB if abs(pounds - round(pounds)) < 0.01 else Unit.KG
    usual = [plate * (KG_PER_LB if marked is Unit.LB else 1) for plate in USUAL[marked]]
    least = span.step_kg / 2

    def divides(count: float) -> bool:  # else what is left could not be filled with the smallest
        return count > 1.01 and abs(count - round(count)) < 0.02

    return (*(plate for plate in usual if divides(plate / least)), least)


def filled(side_kg: float, plates: Sequence[float]) -> tuple[float, ...]:
    """Fill one side up to a load, the heaviest plates first.

    >>> filled(26.25, USUAL[Unit.KG])
    (20.0, 5.0, 1.25)
    """
    found: list[float] = []
    left = side_kg
    for plate in plates:
        count = int((left + NEAR_KG / 2) / plate)
        found += [plate] * count
        left -= count * plate
    return tuple(found)


def plates(load_kg: float, there: Sequence[Made]) -> Made:
    """What comes nearest to a load without exceeding it, of what can be made (at least one); never below the lightest.

    >>> plates(61, [Made(load_kg=60.0), Made(load_kg=62.5)]).load_kg
    60.0
    """
    under = [made for made in there if made.load_kg <= load_kg + NEAR_KG]
    return under[-1] if under else there[0]


def exact(load_kg: float, made: Made) -> bool:
    """Whether what was made is the load that was asked for."""
    return abs(made.load_kg - load_kg) <= NEAR_KG


def drop(load_kg: float, there: Sequence[Made]) -> Kilograms | None:
    """The load of a drop set after a set with this one: a fifth less, rounded down to what can be made.

    None where nothing lighter can be made.

    >>> drop(60.0, [Made(load_kg=45.0), Made(load_kg=47.5), Made(load_kg=50.0)])
    47.5
    """
    made = plates(DROP * load_kg, there) if there else None
    return made.load_kg if made and made.load_kg < load_kg - NEAR_KG else None


def tell_side(side_kg: Iterable[float], unit: Unit) -> str:
    """The plates of one side in words, in the person's unit.

    >>> tell_side((20.0, 20.0, 1.25), Unit.KG), tell_side((), Unit.KG)
    ('Each side: 20, 20, 1.25', 'Each side: nothing')
    """
    shown = [number(plate / (KG_PER_LB if unit is Unit.LB else 1), 2) for plate in side_kg]
    return f"Each side: {', '.join(shown) or 'nothing'}"


def tell(load_kg: float, made: Made, unit: Unit) -> str:
    r"""The plates for a load in words; says so where it cannot be made exactly.

    >>> tell(61.0, Made(load_kg=60.0, side_kg=(20.0,)), Unit.KG)
    '61\xa0kg cannot be made here. Each side: 20, which makes 60\xa0kg.'
    """
    side = tell_side(made.side_kg or (), unit)
    if exact(load_kg, made):
        return side
    return f"{load(load_kg, unit)} cannot be made here. {side}, which makes {load(made.load_kg, unit)}."


def window(there: Sequence[Made], loads_kg: Iterable[float], most: int = 300) -> tuple[Made, ...]:
    """The loads that somebody may step to: those between half of the least and one and a half times the most wanted.

    Without a load that is wanted the lightest; never more than ``most``.

    >>> [made.load_kg for made in window([Made(load_kg=20.0), Made(load_kg=60.0), Made(load_kg=200.0)], [50.0])]
    [60.0]
    """
    wanted = [load_kg for load_kg in loads_kg if load_kg]
    if not wanted:
        return tuple(there[:most])
    low, high = 0.5 * min(wanted), 1.5 * max(wanted)
    return tuple(made for made in there if low <= made.load_kg <= high)[-most:]


def shown(made: Made, unit: Unit) -> str:
    """A load as it stands in the field where it is typed.

    >>> shown(Made(load_kg=62.5), Unit.KG)
    '62.5'
    """
    return number(in_unit(made.load_kg, unit))
