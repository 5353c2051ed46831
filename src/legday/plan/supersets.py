"""Supersets: a small movement between the sets of others, so that one muscle works while another rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from legday.kinds import MAIN, MovementId, Seconds, Value
from legday.movement.catalogue import Loading, Movement
from legday.plan.dose import SMALL, TICK_S
from legday.plan.fit import HELPS
from legday.plan.options import TENTHS, Options
from legday.plan.patterns import TARGETS
from legday.plan.program import Row, Terms
from legday.plan.variables import between, done, rounds, sets

WALK_S = 15
"""What it takes to change from one movement to the other (convention)."""

ANYWHERE = (Loading.BODY, Loading.BAND, Loading.DUMBBELL)
"""What can be carried to where one is; nobody can hold two stations."""

MOST_ROUNDS = 5
"""More sets than any movement has."""


class Filler(Value):
    """A movement that may be done between the sets of others, those others, and the time that each set then saves."""

    movement: MovementId
    hosts: tuple[MovementId, ...]
    saved_s: Seconds


def fillers(options: Options, day: int) -> tuple[Filler, ...]:
    """The supersets to choose from on a day, never of muscles that collide.

    Their price (``plan/prices.py``) keeps them to where time is short.
    """
    small = [movement for movement in options.on(day).values() if fills(movement)]
    found = (
        Filler(movement=one.id, hosts=hosts(options, one, day), saved_s=saved_s(options, one, day)) for one in small
    )
    return tuple(filler for filler in found if filler.hosts and filler.saved_s > 0)


def fills(movement: Movement) -> bool:
    """Whether a movement is small and can be done anywhere."""
    return movement.demand <= SMALL and movement.loading in ANYWHERE and movement.hold_s is None


def hosts(options: Options, filler: Movement, day: int) -> tuple[MovementId, ...]:
    """The movements of which neither tires what the other one needs, and that have at least as long a rest.

    What a movement is done for counts here even where it is not counted for growth: a slider curl tires the hamstrings.
    """

    def collides(other: MovementId) -> bool:
        shared = options.credit[filler.id].items()
        tired = any(options.asks[other].get(group, 0) >= TENTHS * MAIN for group in TARGETS[filler.pattern])
        return tired or any(min(share, options.credit[other].get(group, 0)) >= HELPS for group, share in shared)

    doses = options.doses[day]
    return tuple(
        id
        for id, movement in options.on(day).items()
        if not fills(movement) and not collides(id) and doses[id].rest_s >= doses[filler.id].rest_s
    )


def saved_s(options: Options, filler: Movement, day: int) -> int:
    """What a set between others saves: its own rest less the way, in whole ticks; the longer rest follows it."""
    return (options.doses[day][filler.id].rest_s - WALK_S) // TICK_S * TICK_S


def saved(options: Options, day: int) -> Terms:
    """The ticks that a day's supersets save."""
    return tuple((one.saved_s // TICK_S, rounds(one.movement, day)) for one in fillers(options, day))


def in_turns(options: Options) -> Iterator[Row]:
    """A session has one filler at most, with as many rounds as it and its hosts have sets."""
    for day in range(len(options.days)):
        there = fillers(options, day)
        for one in there:
            count, whether = rounds(one.movement, day), between(one.movement, day)
            beside = tuple((-1, sets(host, day)) for host in one.hosts)
            yield Row(rule="superset", terms=((1, count), (-MOST_ROUNDS, whether)), high=0)
            yield Row(rule="superset", terms=((1, count), (-1, sets(one.movement, day))), high=0)
            yield Row(rule="superset", terms=((1, count), *beside), high=0)
            yield Row(rule="superset", terms=((1, whether), (-1, done(one.movement, day))), high=0)
        yield Row(rule="superset", terms=tuple((1, between(one.movement, day)) for one in there), high=1)


def placed(options: Options, answer: Mapping[str, int], day: int) -> tuple[Filler, int] | None:
    """The superset of a solved day with the hosts that it needs, the one with most sets first, and its rounds."""
    one = next((one for one in fillers(options, day) if answer.get(between(one.movement, day))), None)
    if one is None:
        return None
    count = {host: answer[sets(host, day)] for host in one.hosts}
    most_first = sorted((host for host in count if count[host]), key=lambda host: -count[host])
    left = turns = min(answer[sets(one.movement, day)], sum(count.values()))
    needed = []
    for host in most_first:
        if left > 0:
            needed.append(host)
            left -= count[host]
    return Filler(movement=one.movement, hosts=tuple(needed), saved_s=one.saved_s), turns
