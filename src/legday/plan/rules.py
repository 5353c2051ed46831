"""The rules of a week, one function each: from what can be chosen to rows of the program.

Credit and times are whole numbers: hundredths of a set, and ticks of a quarter of a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from legday.body.muscles import groups
from legday.kinds import Group, MovementId
from legday.movement.catalogue import Pattern
from legday.plan.bands import ceiling, enough, floor, half_floor, usual_floor, very_sore
from legday.plan.goal import Aim
from legday.plan.options import HEAVY, TICK_S, Options, familiar
from legday.plan.prices import prices
from legday.plan.program import Program, Row, Terms, join
from legday.plan.stretch import stretch_seconds
from legday.plan.variables import (
    below,
    below_usual,
    covered,
    done,
    far_below,
    sets,
    trained,
    value_of,
    visited,
    week_of,
)
from legday.plan.warmup import warm_up_seconds

LEAST_SETS, LEAST_SETS_SHORT, SHORT_MINUTES = 2, 1, 35
"""The fewest sets of a movement in a session: two, but one in a session so short that one is a good dose (C36)."""

MOST_SETS, MOST_SETS_NEW, MOST_SETS_HARD = 5, 3, 2
"""The most sets of a movement in a session; fewer while it or the person is new, fewest of a hard one (models 18.1)."""

STRENGTH_SETS = 3
"""Direct heavy sets of a session beyond which strength gains no more (models 6: two to three)."""

SESSION_CAP, SESSION_CAP_NEW = 11, 4
"""Fractional sets of a muscle in a session beyond which no benefit was found (models 6), and for a start (18.1)."""

NEXT_DAY_CAP, NEXT_DAY_CAP_NEW = 6, 2
"""The most for a muscle that is trained again within two days (models 10.1)."""

CLOSE_DAYS = 2
"""Days within which a hard-worked muscle has not recovered (models 10.1: 48 hours)."""

HEAVIEST, MOST_HEAVIEST = 5, 2
"""A session takes two movements of the greatest demand at most (convention)."""

MOST_MOVEMENTS = 10
"""More movements than any session has; it ties a session to its movements."""

MOST_WEIGHED = 40
"""How many movements are told apart by powers of two, which must stay far below what 64 bits hold."""

COMPLETE = (
    (Pattern.SQUAT,),
    (Pattern.HINGE,),
    (Pattern.KNEE_FLEXION,),
    (Pattern.HIP_THRUST, Pattern.LUNGE),
    (Pattern.CALF_RAISE,),
)
"""The patterns that make legs complete, each by any of its kinds (claim C20)."""

TANGENTS = (1, 2, 4, 6, 9, 12, 16, 20)
"""Where the curve of diminishing value is drawn with a straight line, in sets a week."""

TWICE_DAYS = range(2, 5)
"""Weeks of so many days are worth spreading; one day cannot, and more spread of themselves."""


def credit(options: Options, group: Group, chosen: range) -> Terms:
    """The credit of a group on the days chosen, in hundredths of a set."""
    return tuple(
        (options.credit[movement][group], sets(movement, day))
        for movement in options.movements
        if group in options.credit[movement]
        for day in chosen
    )


def most_sets(options: Options, movement: MovementId) -> int:
    """The most sets of a movement in a session."""
    what = options.movements[movement]
    if not familiar(movement, options.state):
        return MOST_SETS_HARD if what.hard else MOST_SETS_NEW
    if options.state.new:
        return MOST_SETS_NEW
    if options.goal.aim is Aim.STRENGTH and what.demand >= HEAVY:
        return STRENGTH_SETS
    return min(MOST_SETS, max(MOST_SETS_NEW, len(options.state.lifts[movement].last) + 1))


def enough_or_none(options: Options) -> Iterator[Row]:
    """A movement is done with enough sets and not too many, or not at all."""
    for movement in options.movements:
        for day, (_, slot) in enumerate(options.days):
            n, u = sets(movement, day), done(movement, day)
            least = LEAST_SETS_SHORT if slot.minutes < SHORT_MINUTES else LEAST_SETS
            yield Row(rule="sets", terms=((1, n), (-least, u)), low=0)
            yield Row(rule="sets", terms=((1, n), (-most_sets(options, movement), u)), high=0)


def in_time(options: Options) -> Iterator[Row]:
    """A session with warm-up, stations, ramps, sets, rests and stretches ends in time."""
    for day, (_, slot) in enumerate(options.days):
        spent = warm_up_seconds(slot.minutes) + stretch_seconds(slot.minutes)
        terms = []
        for movement, dose in options.doses.items():
            terms += [(dose.set_s // TICK_S, sets(movement, day)), (dose.station_s // TICK_S, done(movement, day))]
        yield Row(rule="time", terms=tuple(terms), high=(slot.minutes * 60 - spent) // TICK_S)


def sessions(options: Options) -> Iterator[Row]:
    """There is a session on a day when any movement is done."""
    for day in range(len(options.days)):
        terms = tuple((1, done(movement, day)) for movement in options.movements)
        yield Row(rule="session", terms=(*terms, (-MOST_MOVEMENTS, trained(day))), high=0)


def one_of_a_kind(options: Options) -> Iterator[Row]:
    """A session takes one movement of a pattern; calves may take two (C29), and so may two that the person does."""
    for day in range(len(options.days)):
        for pattern in Pattern:
            alike = [id for id, movement in options.movements.items() if movement.pattern is pattern]
            own = sum(familiar(id, options.state) for id in alike)
            most = 2 if pattern is Pattern.CALF_RAISE or own > 1 else 1
            yield Row(rule="variety", terms=tuple((1, done(id, day)) for id in alike), high=most)
        heaviest = [id for id, movement in options.movements.items() if movement.demand >= HEAVIEST]
        yield Row(rule="heavy", terms=tuple((1, done(id, day)) for id in heaviest), high=MOST_HEAVIEST)


def once_while_new(options: Options) -> Iterator[Row]:
    """A hard movement that is new to the person comes once a week (models 18.1)."""
    for id, movement in options.movements.items():
        if movement.hard and not familiar(id, options.state):
            terms = tuple((1, done(id, day)) for day in range(len(options.days)))
            yield Row(rule="hard", terms=terms, high=1)


def session_cap(options: Options) -> Iterator[Row]:
    """No muscle gets more in a session than was ever found to help, and less while somebody is new."""
    cap = SESSION_CAP_NEW if options.state.new else SESSION_CAP
    for group in Group:
        for day in range(len(options.days)):
            yield Row(rule="session cap", terms=credit(options, group, range(day, day + 1)), high=100 * cap)


def recovery(options: Options) -> Iterator[Row]:
    """A muscle gets on each day what it can recover from in time (models 10.1)."""
    for group in Group:
        for day, cap in enumerate(day_caps(options, group)):
            if cap is not None:
                yield Row(rule="recovery", terms=credit(options, group, range(day, day + 1)), high=100 * cap)


def day_caps(options: Options, group: Group) -> tuple[int | None, ...]:
    """The most that a group may get on each day: nothing while very sore, little beside another session."""
    dates = [date for date, _ in options.days]
    before = [options.state.last_trained.get(group), *dates[:-1]]
    after = [*dates[1:], None]
    near = NEXT_DAY_CAP_NEW if options.state.new else NEXT_DAY_CAP
    caps: list[int | None] = []
    for early, date, late in zip(before, dates, after, strict=True):
        close = [(date - early).days] if early else []
        close += [(late - date).days] if late else []
        resting = very_sore(options, group) and (date - options.state.today).days < CLOSE_DAYS
        caps.append(0 if resting else near if min(close, default=CLOSE_DAYS) < CLOSE_DAYS else None)
    return tuple(caps)


def alike_days(options: Options) -> Iterator[Row]:
    """Of two days with the same limits the earlier takes the weightier choice, so that no plan is looked at twice.

    Without it every plan has a twin for each swap of two such days, and the proof takes many times longer. The heavier
    a movement, the more it weighs, so that a week begins with the big ones. The lightest of very many weigh nothing:
    a choice between them may then have its twin.
    """
    caps = [day_caps(options, group) for group in Group]
    limits = [(slot.minutes, tuple(cap[day] for cap in caps)) for day, (_, slot) in enumerate(options.days)]
    by_demand = sorted(options.movements, key=lambda movement: options.movements[movement].demand)
    lightest_first = by_demand[-MOST_WEIGHED:]
    for early, late in pairwise(range(len(options.days))):
        if limits[early] == limits[late]:
            terms = [(2**place, done(movement, early)) for place, movement in enumerate(lightest_first)]
            terms += [(-(2**place), done(movement, late)) for place, movement in enumerate(lightest_first)]
            yield Row(rule="alike days", terms=tuple(terms), low=0)


def weekly(options: Options) -> Iterator[Row]:
    """A group's week is the sum of its days."""
    for group in Group:
        terms = credit(options, group, range(len(options.days)))
        yield Row(rule="weekly", terms=(*terms, (-1, week_of(group))), low=0, high=0)


def floors(options: Options) -> Iterator[Row]:
    """Every group gets its floor and about what it usually gets, or what is missing is counted and paid for."""
    for group in Group:
        for missing, level in ((below, floor), (far_below, half_floor), (below_usual, usual_floor)):
            low = round(100 * level(options, group))
            yield Row(rule="floor", terms=((1, week_of(group)), (1, missing(group))), low=low)


def diminishing(_: Options) -> Iterator[Row]:
    """A group's value is at most the square root of its weekly sets (models 5, Pelland 2025).

    A concave curve lies below each of its tangents; √F ≤ √a + (F − a)/(2√a) for each a.
    """
    for group in Group:
        for at in TANGENTS:
            slope = round(100 / (2 * sqrt(at)))
            # Scaled by 100 because the credit is in hundredths of a set.
            high = round(100 * (100 * sqrt(at) - slope * at))
            yield Row(rule="value", terms=((100, value_of(group)), (-slope, week_of(group))), high=high)


def visits(options: Options) -> Iterator[Row]:
    """A large group is visited on a day when it gets two effective sets; up to twice a week that is worth something."""
    for group in Group:
        if not groups()[group].essential:
            continue
        for day in range(len(options.days)):
            terms = credit(options, group, range(day, day + 1))
            yield Row(rule="visit", terms=(*terms, (-200, visited(group, day))), low=0)
        counted = 2 if len(options.days) in TWICE_DAYS else 0
        yield Row(rule="visit", terms=tuple((1, visited(group, day)) for day in range(len(options.days))), high=counted)


def complete(options: Options) -> Iterator[Row]:
    """A pattern counts as covered when some movement of it is done in the week (claim C20)."""
    for place, patterns in enumerate(COMPLETE):
        of_kind = [id for id, movement in options.movements.items() if movement.pattern in patterns]
        terms = tuple((1, done(id, day)) for id in of_kind for day in range(len(options.days)))
        yield Row(rule="complete", terms=(*terms, (-1, covered(place))), low=0)


RULES = (
    enough_or_none,
    in_time,
    sessions,
    one_of_a_kind,
    once_while_new,
    session_cap,
    recovery,
    alike_days,
    weekly,
    floors,
    diminishing,
    visits,
    complete,
)


def limits(options: Options) -> Iterator[tuple[str, tuple[int, int]]]:
    """The limits of every variable; a group's week has its ceiling here."""
    for day in range(len(options.days)):
        yield trained(day), (0, 1)
        for movement in options.movements:
            yield sets(movement, day), (0, most_sets(options, movement))
            yield done(movement, day), (0, 1)
        yield from ((visited(group, day), (0, 1)) for group in Group if groups()[group].essential)
    for group in Group:
        yield week_of(group), (0, round(100 * ceiling(options, group)))
        yield value_of(group), (0, round(100 * sqrt(enough(options, group))))
        for missing, level in ((below, floor), (far_below, half_floor), (below_usual, usual_floor)):
            yield missing(group), (0, round(100 * level(options, group)))
    for place in range(len(COMPLETE)):
        yield covered(place), (0, 1)


def program(options: Options) -> Program:
    """Write the whole week as a program: the rules, and what is to be as large as can be."""
    return Program(
        limits=dict(limits(options)),
        rows=join(rule(options) for rule in RULES),
        goal=prices(options, patterns=len(COMPLETE)),
    )
