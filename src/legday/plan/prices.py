"""What a week is worth: value for every group, and prices for what a good coach would rather avoid.

All in hundredths of value. A hundredth is well below what anybody could notice: one set more for a large group that has
ten is worth sixty-four.
"""

from __future__ import annotations

from collections.abc import Iterator

from legday.body.muscles import groups
from legday.kinds import Group, MovementId
from legday.plan.fit import familiar
from legday.plan.goal import Variety
from legday.plan.options import Options
from legday.plan.patterns import COMPLETE
from legday.plan.program import Terms
from legday.plan.rules import FEW_DAYS, HEAVIEST
from legday.plan.supersets import fillers
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
    sets,
    single,
    trained,
    value_of,
    visited,
)
from legday.plan.week_rules import TWICE_DAYS, tracked, usual

WORTH, WORTH_CALF, WORTH_SMALL = 4, 2, 1
"""What a group's value counts for: the large groups four, each half of the calf two, the small ones one (convention).

All have their floors; beyond those the time goes where most of the leg is.
"""

FAVOUR = 3
"""How many times as much a favoured group counts."""

SHORT = 2000
"""The price of a tenth of a set below a floor: more than anything that could be bought with it."""

LESS_THAN_USUAL = 100
"""The price of a tenth of a set below two thirds of the usual week: more than the same set is worth elsewhere."""

NEW, NEW_INSTEAD = 150, 2500
"""The price of doing a movement that somebody with a history does not know: about what a set is worth. And that of
doing it instead of a known one of its pattern: more than a few sets, less than any floor (convention: keep what can be
compared).
"""

USUAL = 150
"""What it is worth that a movement which the person does at present is in the week: as much as a new one costs."""

HEAVY_AT_FIRST = 300
"""The price of a movement of the greatest demand for somebody new who does not know it: form before load (models 7)."""

SET = 10
"""The price of a set: so little that any set which gives a muscle something is worth it, and none is done for
nothing (models 5: the last of twenty-five sets of a large group is worth forty)."""

COVER = 400
"""What each of the patterns that make legs complete is worth (claim C20): several sets, and less than any floor."""

VISIT = 150
"""What it is worth to train a large group on a day, up to twice a week (models 6, claim C02)."""

SESSION = 150
"""The price of a session where more than three days are offered, so that none is there for one small thing; two or
three a week are enough (models 6, claim C02)."""

LIKE = 800
"""What it is worth to have a liked movement in the week: a dozen sets, and less than any floor."""

LIKE_AGAIN = 80
"""What it is worth to have a liked movement once more: about a set."""

LOCK = 50_000
"""What it is worth to keep what was locked: more than any floor, so that a lock gives way only to what is not safe."""

SAME, OTHER = 150, 150
"""The price of one more movement for somebody who wants few, and of one that comes back for somebody who wants change:
about two sets (convention)."""

SUPERSET = 150
"""The price of a superset: two or three sets, so that there is one only where time is short (convention)."""

SINGLE = 160
"""The price of a movement with one set only: more than a habit is worth, so that it comes where time is so short that
one set of more movements is a good dose (claim C36). A lighter week has none."""

KEEP, KEEP_SET = 250, 25
"""The price of a movement that comes or goes against the plan before, three or four sets, and of each set that does:
a plan that life has touched changes where it must and nowhere else."""


def prices(options: Options) -> Terms:
    """What is to be as large as can be: the sum of all values less all prices."""
    return (*values(options), *shortfalls(), *habits(options), *wishes(options), *changes(options))


def values(options: Options) -> Iterator[tuple[int, str]]:
    """The value of what each group gets, of training the large ones on more than one day, and of complete legs."""
    for group in Group:
        yield worth(options, group), value_of(group)
        if groups()[group].essential and options.offered in TWICE_DAYS:
            yield from ((VISIT, visited(group, day)) for day in range(len(options.days)))
    yield from ((COVER, covered(place)) for place in range(len(COMPLETE)))


def shortfalls() -> Iterator[tuple[int, str]]:
    """The price of what is missing; a large group that is left out altogether costs most."""
    for group in Group:
        yield -SHORT * (2 if groups()[group].essential else 1), below(group)
        yield -2 * SHORT, far_below(group)
        yield -LESS_THAN_USUAL, below_usual(group)


def habits(options: Options) -> Iterator[tuple[int, str]]:
    """The price of sessions, of supersets, and of movements that take the place of those that the person knows."""
    for day in range(len(options.days)):
        if options.offered > FEW_DAYS:
            yield -SESSION, trained(day)
        yield from ((-SUPERSET, between(one.movement, day)) for one in fillers(options, day))
        yield from ((-price, done(id, day)) for id in options.on(day) if (price := novelty(options, id)))
        yield from ((-SET, sets(id, day)) for id in options.on(day))
        yield from ((0 if options.lighter else -SINGLE, single(id, day)) for id in options.on(day))


def wishes(options: Options) -> Iterator[tuple[int, str]]:
    """What liked movements are worth, what is locked, and the price of too little or too much change."""
    same = SAME if options.goal.variety is Variety.SAME else 0
    for id in tracked(options):
        back = USUAL if usual(options, id) else 0
        yield (LIKE if id in options.goal.like else back) - same, chosen(id)
    for place, day in enumerate(options.days):
        there = options.doses[place]
        yield from ((LIKE_AGAIN, done(id, place)) for id in options.goal.like if id in there)
        yield from ((LOCK, done(id, place)) for id in day.lock if id in there)
    if options.goal.variety is Variety.OTHER:
        yield from ((-OTHER, repeated(id)) for id in options.movements)


def changes(options: Options) -> Iterator[tuple[int, str]]:
    """The price of what differs from the plan before."""
    for place, day in enumerate(options.days):
        for id in options.doses[place] if day.before is not None else ():
            yield (KEEP if id in (day.before or {}) else -KEEP), done(id, place)
            yield -KEEP_SET, apart(id, place)


def novelty(options: Options, movement: MovementId) -> int:
    """What it costs to do a movement that the person does not know; the heaviest cost somebody new something more."""
    known = [id for id in options.movements if familiar(id, options.state)]
    if movement in known or movement in options.goal.like:
        return 0
    what = options.movements[movement]
    first = HEAVY_AT_FIRST if options.state.new and what.demand >= HEAVIEST else 0
    if not known:
        return first
    instead = any(options.movements[id].pattern is what.pattern for id in known)
    return first + (NEW_INSTEAD if instead else NEW)


def worth(options: Options, group: Group) -> int:
    """What a group's value counts for in the week."""
    calf = group in (Group.GASTROCNEMIUS, Group.SOLEUS)
    base = WORTH_CALF if calf else WORTH if groups()[group].essential else WORTH_SMALL
    return FAVOUR * base if group in options.goal.favour else base
