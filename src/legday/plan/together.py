"""Training together: the stations of some people laid beside each other, so that nobody waits for one thing in vain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from legday.kinds import MovementId, Value
from legday.movement.catalogue import Catalogue
from legday.plan.changed import work
from legday.plan.week import PlannedSession

PLENTY = frozenset({"dumbbells", "dumbbell", "kettlebell", "band", "mat", "step", "box", "bench", "anchor", "sliders"})
"""What there is usually more than one of (convention); of everything else one is taken for granted."""


class Station(Value):
    """One movement of somebody's session: its working sets, and which single things it takes for as long as it lasts.

    A movement's ramp sets are done in its first turn.
    """

    movement: MovementId
    name: str
    sets: int
    takes: frozenset[str]


class Turn(Value):
    """What one of the people does in a turn: a set (``number`` of ``of``), or (``station`` None) rest or wait."""

    station: Station | None = None
    number: int = 0

    @property
    def of(self) -> int:
        """How many working sets the station has."""
        return self.station.sets if self.station else 0


def stations(session: PlannedSession, movements: Catalogue, there: Collection[str]) -> tuple[Station, ...]:
    """The stations of a planned session in their order; ``there`` is the equipment of the place.

    A movement takes the things of its first way that the place has.
    """
    found = []
    for planned in session.movements:
        coached = movements.get(planned.movement)
        ways = coached.equipment if coached else ((),)
        way = next((way for way in ways if set(way) <= set(there)), ways[0])
        takes = frozenset(way) - PLENTY
        found.append(Station(movement=planned.movement, name=planned.name, sets=work(planned.sets), takes=takes))
    return tuple(one for one in found if one.sets)


class _Place:
    """How far somebody has come."""

    def __init__(self, order: Sequence[Station]) -> None:
        self.left = list(order)
        self.at: Station | None = None
        self.done = 0
        self.last = -1

    def over(self) -> bool:
        return self.at is None and not self.left


def together(sessions: Sequence[Sequence[Station]]) -> tuple[tuple[Turn, ...], ...]:
    """Lay sessions beside each other: a row for each turn, with what each of the people does in it.

    Whoever begins a movement keeps what it takes until its last set. Two who do the same movement take turns at it.
    Otherwise somebody whose next movement is taken does the next one that is not, and waits only where all are.

    >>> squat = Station(movement=MovementId("back_squat"), name="Squat", sets=2, takes=frozenset({"rack"}))
    >>> [[turn.number for turn in row] for row in together([[squat], [squat]])]
    [[1, 0], [0, 1], [2, 0], [0, 2]]
    """
    places = [_Place(order) for order in sessions]
    rows: list[tuple[Turn, ...]] = []
    while not all(place.over() for place in places):
        row = [Turn()] * len(places)
        # Who has rested longest comes first, so that two at one station alternate.
        for who in sorted(range(len(places)), key=lambda who: (places[who].last, who)):
            place, others = places[who], [one for one in places if one is not places[who]]
            if place.at is None:
                place.at = next((one for one in place.left if free(one, [other.at for other in others])), None)
            busy = {thing for turn in row if turn.station for thing in turn.station.takes}
            if place.at is None or place.at.takes & busy:
                continue
            if place.at in place.left:
                place.left.remove(place.at)
            place.done, place.last = place.done + 1, len(rows)
            row[who] = Turn(station=place.at, number=place.done)
        for place in places:
            if place.at and place.done == place.at.sets:
                place.at, place.done = None, 0
        rows.append(tuple(row))
    return tuple(rows)


def free(station: Station, held: Iterable[Station | None]) -> bool:
    """Whether somebody may begin at a station: what it takes is not held, or held for the same movement."""
    return all(one is None or one.movement == station.movement or not one.takes & station.takes for one in held)


def told(rows: Sequence[Sequence[Turn]], names: Sequence[str]) -> tuple[str, ...]:
    """Say each turn in words; who is through with everything is not mentioned any more.

    >>> squat = Station(movement=MovementId("back_squat"), name="Squat", sets=1, takes=frozenset({"rack"}))
    >>> told(together([[squat], [squat]]), ("You", "Ben"))
    ('You: Squat, set 1 of 1. Ben: rest.', 'Ben: Squat, set 1 of 1.')
    """
    last = [max((at for at, row in enumerate(rows) if row[who].station), default=-1) for who in range(len(names))]
    return tuple(
        " ".join(_said(turn, name) for turn, name, end in zip(row, names, last, strict=True) if at <= end)
        for at, row in enumerate(rows)
    )


def _said(turn: Turn, name: str) -> str:
    return f"{name}: {turn.station.name}, set {turn.number} of {turn.of}." if turn.station else f"{name}: rest."
