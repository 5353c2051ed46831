"""What a week is worth: value for every group, and prices for what a good coach would rather avoid.

All in hundredths of value. A hundredth is well below what anybody could notice: one set more for a large group that has
ten is worth sixty-four.
"""

from __future__ import annotations

from collections.abc import Iterator

from legday.body.muscles import groups
from legday.kinds import Group, MovementId
from legday.plan.options import Options, familiar, prime
from legday.plan.program import Terms
from legday.plan.variables import below, below_usual, covered, done, far_below, trained, value_of, visited

WORTH, WORTH_CALF, WORTH_SMALL = 4, 2, 1
"""What a group's value counts for: the large groups four, each half of the calf two, the small ones one (convention).

All have their floors; beyond those the time goes where most of the leg is.
"""

FAVOUR = 3
"""How many times as much a favoured group counts."""

SHORT = 200
"""The price of a hundredth of a set below a floor: more than anything that could be bought with it."""

LESS_THAN_USUAL = 10
"""The price of a hundredth of a set below two thirds of the usual week: more than the same set is worth elsewhere."""

NEW, NEW_INSTEAD = 150, 2500
"""The price of doing a movement that somebody with a history does not know: about what a set is worth. And that of
doing it instead of one they do know: more than a few sets, less than any floor (convention: keep what can be compared).
"""

COVER = 400
"""What each of the patterns that make legs complete is worth (claim C20): several sets, and less than any floor."""

VISIT = 150
"""What it is worth to train a large group on a day, up to twice a week (models 6, claim C02)."""

SESSION, FEW_DAYS = 150, 3
"""The price of a session where more than three days are offered, so that none is there for one small thing; two or
three a week are enough (models 6, claim C02)."""


def prices(options: Options, patterns: int) -> Terms:
    """What is to be as large as can be: the sum of all values less all prices."""
    return (*values(options), *shortfalls(), *habits(options), *((COVER, covered(place)) for place in range(patterns)))


def values(options: Options) -> Iterator[tuple[int, str]]:
    """The value of what each group gets, and of training the large ones on more than one day."""
    for group in Group:
        yield worth(options, group), value_of(group)
        if groups()[group].essential:
            yield from ((VISIT, visited(group, day)) for day in range(len(options.days)))


def shortfalls() -> Iterator[tuple[int, str]]:
    """The price of what is missing; a large group that is left out altogether costs most."""
    for group in Group:
        yield -SHORT * (2 if groups()[group].essential else 1), below(group)
        yield -2 * SHORT, far_below(group)
        yield -LESS_THAN_USUAL, below_usual(group)


def habits(options: Options) -> Iterator[tuple[int, str]]:
    """The price of sessions, and of movements that take the place of those that the person knows."""
    for day in range(len(options.days)):
        yield (-SESSION if len(options.days) > FEW_DAYS else 0), trained(day)
        yield from ((-novelty(options, movement), done(movement, day)) for movement in options.movements)


def novelty(options: Options, movement: MovementId) -> int:
    """What it costs to do a movement that the person does not know; nothing for somebody without a history."""
    known = [id for id in options.movements if familiar(id, options.state)]
    if movement in known or not known:
        return 0
    pattern, trains = options.movements[movement].pattern, prime(options.credit[movement])
    instead = any(options.movements[id].pattern is pattern or trains <= prime(options.credit[id]) for id in known)
    return NEW_INSTEAD if instead else NEW


def worth(options: Options, group: Group) -> int:
    """What a group's value counts for in the week."""
    calf = group in (Group.GASTROCNEMIUS, Group.SOLEUS)
    base = WORTH_CALF if calf else WORTH if groups()[group].essential else WORTH_SMALL
    return FAVOUR * base if group in options.goal.favour else base
