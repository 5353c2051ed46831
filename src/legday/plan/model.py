"""The whole week as a program: every rule, the limits of every variable, and what is to be as large as can be."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from legday.body.muscles import groups
from legday.kinds import Group
from legday.plan.bands import ceiling, enough, floor, half_floor, usual_floor
from legday.plan.fit import most_sets
from legday.plan.goal import Variety
from legday.plan.options import TENTHS, Options, done_of
from legday.plan.patterns import COMPLETE
from legday.plan.prices import prices
from legday.plan.program import Program, join
from legday.plan.rules import (
    FEW_DAYS,
    enough_or_none,
    heavy_again,
    in_time,
    once_while_new,
    one_of_a_kind,
    recovery,
    session_cap,
    sessions,
)
from legday.plan.supersets import MOST_ROUNDS, fillers, in_turns
from legday.plan.variables import (
    apart,
    below,
    below_usual,
    between,
    chosen,
    covered,
    done,
    far_below,
    repeated,
    rounds,
    sets,
    single,
    trained,
    value_of,
    visited,
    week_of,
)
from legday.plan.week_rules import (
    TWICE_DAYS,
    alike_days,
    chosen_or_not,
    complete,
    differences,
    diminishing,
    floors,
    repeats,
    tracked,
    visits,
    weekly,
)

RULES = (
    enough_or_none,
    in_time,
    in_turns,
    sessions,
    one_of_a_kind,
    once_while_new,
    heavy_again,
    session_cap,
    recovery,
    alike_days,
    weekly,
    floors,
    diminishing,
    visits,
    complete,
    chosen_or_not,
    repeats,
    differences,
)

MOST_APART = 10
"""More sets of a movement than two plans could differ by."""


def program(options: Options) -> Program:
    """Write the whole week as a program: the rules, and what is to be as large as can be."""
    bounds = dict((*of_days(options), *of_groups(options), *of_movements(options)))
    return Program(limits=bounds, rows=join(rule(options) for rule in RULES), goal=prices(options))


def of_days(options: Options) -> Iterator[tuple[str, tuple[int, int]]]:
    """The limits of what each day has."""
    for place, day in enumerate(options.days):
        if options.offered > FEW_DAYS:
            yield trained(place), (0, 1)
        for id in options.doses[place]:
            yield sets(id, place), (0, most_sets(options.movements[id], options.goal, options.state))
            yield done(id, place), (0, 1)
            yield single(id, place), (0, 1)
            if day.before is not None:
                yield apart(id, place), (0, MOST_APART)
        for filler in fillers(options, place):
            yield rounds(filler.movement, place), (0, MOST_ROUNDS)
            yield between(filler.movement, place), (0, 1)


def of_groups(options: Options) -> Iterator[tuple[str, tuple[int, int]]]:
    """The limits of what each group gets; its week has its ceiling here, unless it got more already."""
    for group in Group:
        yield week_of(group), (0, max(done_of(options, group), round(TENTHS * ceiling(options, group))))
        yield value_of(group), (0, round(100 * sqrt(enough(options, group))))
        for missing, level in ((below, floor), (far_below, half_floor), (below_usual, usual_floor)):
            yield missing(group), (0, round(TENTHS * level(options, group)))
        if groups()[group].essential and options.offered in TWICE_DAYS:
            yield from ((visited(group, day), (0, 1)) for day in range(len(options.days)))


def of_movements(options: Options) -> Iterator[tuple[str, tuple[int, int]]]:
    """The limits of what a week says of its movements as a whole."""
    yield from ((covered(place), (0, 1)) for place in range(len(COMPLETE)))
    yield from ((chosen(id), (0, 1)) for id in tracked(options))
    if options.goal.variety is Variety.OTHER:
        yield from ((repeated(id), (0, len(options.days))) for id in options.movements)
