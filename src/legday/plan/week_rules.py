"""The rules of a week, one function each: what its days add up to, and what is worth something or has its price."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from legday.body.muscles import groups
from legday.kinds import Group, MovementId
from legday.plan.bands import floor, half_floor, usual_floor
from legday.plan.fit import USUAL_DAYS, familiar
from legday.plan.goal import Aim, Variety
from legday.plan.options import TENTHS, Options, done_of
from legday.plan.patterns import COMPLETE
from legday.plan.program import Row, Terms
from legday.plan.rules import credit, day_caps, heavy_neighbours
from legday.plan.variables import (
    apart,
    below,
    below_usual,
    chosen,
    covered,
    done,
    far_below,
    repeated,
    sets,
    value_of,
    visited,
    week_of,
)

TANGENTS = (1, 2, 4, 6, 9, 12, 16, 20)
"""Where the curve of diminishing value is drawn with a straight line, in sets a week."""

TWICE_DAYS = range(2, 5)
"""Weeks of so many days are worth spreading; one day cannot, and more spread of themselves."""

VISIT_SETS = 2
"""Effective sets that make a day one on which a group was trained (convention)."""

DEMAND_FIRST = 1000
"""By how much a step in demand outweighs what tells movements of the same demand apart."""


def alike_days(options: Options) -> Iterator[Row]:
    """Of two days with the same limits the earlier takes the weightier choice, so that no plan is looked at twice.

    Without it every plan has a twin for each swap of two such days, and the proof takes many times longer. The heavier
    a movement, the more it weighs, so that a week begins with the big ones.
    """
    caps = [day_caps(options, group) for group in Group]
    limits = [
        (day.minutes, day.gym, day.lock, day.before, tuple(cap[place] for cap in caps))
        for place, day in enumerate(options.days)
    ]
    close = [heavy_neighbours(options, place) for place in range(len(options.days))]
    heaviest_first = sorted(options.movements.values(), key=lambda movement: -movement.demand)
    carries = {
        # What tells two of the same demand apart is any number that no sum of others repeats easily.
        movement.id: DEMAND_FIRST * movement.demand + 7 * place**2 % 997
        for place, movement in enumerate(heaviest_first)
    }
    for early, late in pairwise(range(len(options.days))):
        beside = close[early] - {late} == close[late] - {early}
        if limits[early] == limits[late] and beside and options.days[early].before is None:
            there = options.on(early)
            terms = [(carries[movement], done(movement, early)) for movement in there]
            terms += [(-carries[movement], done(movement, late)) for movement in there]
            yield Row(rule="alike days", terms=tuple(terms), low=0)


def weekly(options: Options) -> Iterator[Row]:
    """A group's week is the sum of its days and of what is done already."""
    for group in Group:
        terms = credit(options, group, range(len(options.days)))
        gone = done_of(options, group)
        yield Row(rule="weekly", terms=(*terms, (-1, week_of(group))), low=-gone, high=-gone)


def floors(options: Options) -> Iterator[Row]:
    """Every group gets its floor and about what it usually gets, or what is missing is counted and paid for."""
    for group in Group:
        for missing, level in ((below, floor), (far_below, half_floor), (below_usual, usual_floor)):
            low = round(TENTHS * level(options, group))
            yield Row(rule="floor", terms=((1, week_of(group)), (1, missing(group))), low=low)


def diminishing(_: Options) -> Iterator[Row]:
    """A group's value is at most the square root of its weekly sets (models 5, Pelland 2025).

    A concave curve lies below each of its tangents; √F ≤ √a + (F − a)/(2√a) for each a.
    """
    for group in Group:
        for at in TANGENTS:
            # 100·√F in hundredths against tenths of a set; scaled by 100 once more, so that the slope is whole.
            slope = round(100 * 100 / (2 * sqrt(at)) / TENTHS)
            high = round(100 * 100 * sqrt(at) - slope * TENTHS * at)
            yield Row(rule="value", terms=((100, value_of(group)), (-slope, week_of(group))), high=high)


def visits(options: Options) -> Iterator[Row]:
    """A large group is visited on a day when it gets two effective sets; up to twice a week that is worth something."""
    counted = 2 if options.offered in TWICE_DAYS else 0
    for group in Group:
        if not groups()[group].essential or not counted:
            continue
        for day in range(len(options.days)):
            terms = credit(options, group, range(day, day + 1))
            yield Row(rule="visit", terms=(*terms, (-TENTHS * VISIT_SETS, visited(group, day))), low=0)
        yield Row(rule="visit", terms=tuple((1, visited(group, day)) for day in range(len(options.days))), high=counted)


def complete(options: Options) -> Iterator[Row]:
    """A pattern counts as covered when some movement of it is done in the week (claim C20)."""
    for place, patterns in enumerate(COMPLETE):
        of_kind = {id for id, movement in options.movements.items() if movement.pattern in patterns}
        terms = times(options, of_kind)
        behind = sum(id in options.made for id in of_kind)
        yield Row(rule="complete", terms=(*terms, (-1, covered(place))), low=-behind)


def times(options: Options, movements: set[MovementId]) -> Terms:
    """How often movements are done in the week."""
    return tuple((1, done(id, day)) for day in range(len(options.days)) for id in options.doses[day] if id in movements)


def usual(options: Options, movement: MovementId) -> bool:
    """Whether it is worth something that a movement comes back because the person does it at present.

    Not to somebody who wants change, nor to one who keeps to the floors.
    """
    goal = options.goal
    wanted = goal.variety is not Variety.OTHER and goal.aim is not Aim.KEEP
    return wanted and familiar(movement, options.state, USUAL_DAYS)


def tracked(options: Options) -> tuple[MovementId, ...]:
    """The movements of which it matters whether they are in the week at all."""
    same = options.goal.variety is Variety.SAME
    return tuple(id for id in options.movements if same or id in options.goal.like or usual(options, id))


def chosen_or_not(options: Options) -> Iterator[Row]:
    """A movement is in the week when it is done on some day."""
    for id in tracked(options):
        often = times(options, {id})
        yield Row(rule="chosen", terms=(*often, (-1, chosen(id))), low=-(id in options.made))
        for _, on_day in often:
            yield Row(rule="chosen", terms=((1, on_day), (-1, chosen(id))), high=0)


def repeats(options: Options) -> Iterator[Row]:
    """A movement that comes back on another day is counted where somebody wants change."""
    if options.goal.variety is Variety.OTHER:
        for id in options.movements:
            terms = times(options, {id})
            yield Row(rule="repeat", terms=(*terms, (-1, repeated(id))), high=0 if id in options.made else 1)


def differences(options: Options) -> Iterator[Row]:
    """How far a day is from the plan before it, movement by movement, is counted and paid for."""
    for place, day in enumerate(options.days):
        for id in options.doses[place] if day.before is not None else ():
            was = (day.before or {}).get(id, 0)
            n, off = sets(id, place), apart(id, place)
            yield Row(rule="before", terms=((1, n), (-1, off)), high=was)
            yield Row(rule="before", terms=((1, n), (1, off)), low=was)
