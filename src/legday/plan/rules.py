"""The rules of a week, one function each: from what can be chosen to rows of the program.

Variables: ``n:MOVEMENT:DAY`` sets, ``u:MOVEMENT:DAY`` whether it is done, ``f:GROUP`` the week's credit and
``s:GROUP`` how far it is below its floor, in hundredths of a set, ``v:GROUP`` its value, in hundredths. A hundredth of
value is well below what anybody could notice: one set more for a muscle that has ten is worth sixteen.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt

from legday.body.muscles import groups
from legday.coach.soreness import CUT_AT, HOLD_AT
from legday.kinds import Group, MovementId
from legday.movement.catalogue import Pattern
from legday.plan.goal import Aim
from legday.plan.options import HEAVY, TICK_S, Options, familiar, prime
from legday.plan.program import Program, Row, Terms, join
from legday.plan.stretch import stretch_seconds
from legday.plan.warmup import warm_up_seconds

LEAST_SETS, MOST_SETS = 2, 5
"""Sets of one movement in one session; one set is not worth the walk to the machine (convention)."""

SESSION_CAP = 11
"""Fractional sets of a muscle in a session beyond which no benefit was found (models 6, Remmert 2025)."""

NEW_CAP = 4
"""The same for somebody new or back after a long gap (models 18.1)."""

NEXT_DAY_CAP = 6
"""The most for a muscle that is trained again within two days (models 10.1)."""

START_BAND, GROW_BAND, SPECIALISE_BAND = 6, 14, 20
"""Upper ends of the weekly bands (models 5)."""

MORE_A_WEEK = 2
"""The most that a muscle's weekly sets may rise (models 5)."""

WORTH, WORTH_CALF, WORTH_SMALL = 4, 2, 1
"""What a group's value counts for: the large groups four, each half of the calf two, the small ones one (convention).

All have their floors; beyond those the time goes where most of the leg is.
"""

ENOUGH_SMALL = 4
"""Weekly sets from which more for a small group is worth nothing unless it is favoured: its keep band (models 5)."""

FAVOUR = 3
"""How many times as much a favoured group counts."""

SHORT = 200
"""The price of a hundredth of a set below a floor: more than anything that could be bought with it."""

NEW, NEW_INSTEAD = 150, 600
"""The price of doing a movement that somebody with a history does not know, and that of doing it instead of one that
they do know: about what one set and what three or four sets are worth (convention: keep what can be compared)."""

COVER = 400
"""What each of the patterns that make legs complete is worth (claim C20): several sets, and less than any floor."""

COMPLETE = (
    (Pattern.SQUAT,),
    (Pattern.HINGE,),
    (Pattern.KNEE_FLEXION,),
    (Pattern.HIP_THRUST, Pattern.LUNGE),
    (Pattern.CALF_RAISE,),
)

TANGENTS = (1, 2, 4, 6, 9, 12, 16, 20)
"""Where the curve of diminishing value is drawn with a straight line, in sets a week."""


def sets(movement: MovementId, day: int) -> str:
    """Name the variable that counts a movement's sets on a day."""
    return f"n:{movement}:{day}"


def done(movement: MovementId, day: int) -> str:
    """Name the variable that says whether a movement is done on a day."""
    return f"u:{movement}:{day}"


def credit(options: Options, group: Group, chosen: range) -> Terms:
    """The credit of a group on the days chosen, in hundredths of a set."""
    return tuple(
        (options.credit[movement][group], sets(movement, day))
        for movement in options.movements
        if group in options.credit[movement]
        for day in chosen
    )


def enough_or_none(options: Options) -> Iterator[Row]:
    """A movement is done with at least two sets and at most five, or not at all."""
    for movement in options.movements:
        for day in range(len(options.days)):
            n, u = sets(movement, day), done(movement, day)
            yield Row(rule="sets", terms=((1, n), (-LEAST_SETS, u)), low=0)
            yield Row(rule="sets", terms=((1, n), (-MOST_SETS, u)), high=0)


def in_time(options: Options) -> Iterator[Row]:
    """A session with warm-up, stations, ramps, sets, rests and stretches ends in time."""
    for day, (_, slot) in enumerate(options.days):
        spent = warm_up_seconds(slot.minutes) + stretch_seconds(slot.minutes)
        terms = []
        for movement, dose in options.doses.items():
            terms += [(dose.set_s // TICK_S, sets(movement, day)), (dose.station_s // TICK_S, done(movement, day))]
        yield Row(rule="time", terms=tuple(terms), high=(slot.minutes * 60 - spent) // TICK_S)


def one_of_a_kind(options: Options) -> Iterator[Row]:
    """A session takes one movement of a pattern, and two heavy ones at most; calves may take two (C29)."""
    for day in range(len(options.days)):
        for pattern in Pattern:
            alike = [id for id, movement in options.movements.items() if movement.pattern is pattern]
            most = 2 if pattern is Pattern.CALF_RAISE else 1
            yield Row(rule="variety", terms=tuple((1, done(id, day)) for id in alike), high=most)
        heavy = [id for id, movement in options.movements.items() if movement.demand > HEAVY]
        yield Row(rule="variety", terms=tuple((1, done(id, day)) for id in heavy), high=2)


def session_cap(options: Options) -> Iterator[Row]:
    """No muscle gets more in a session than was ever found to help, and less while somebody is new."""
    cap = NEW_CAP if options.state.new else SESSION_CAP
    for group in Group:
        for day in range(len(options.days)):
            yield Row(rule="session cap", terms=credit(options, group, range(day, day + 1)), high=100 * cap)


def limited(options: Options, group: Group) -> tuple[bool, ...]:
    """For each day whether a group is trained again within two days of it, or was within two days before."""
    dates = [date for date, _ in options.days]
    before = [options.state.last_trained.get(group), *dates[:-1]]
    after = [*dates[1:], None]
    return tuple(
        (early is not None and (date - early).days < 2) or (late is not None and (late - date).days < 2)
        for early, date, late in zip(before, dates, after, strict=True)
    )


def recovery(options: Options) -> Iterator[Row]:
    """A muscle that is trained again within two days gets little enough to recover in one (models 10.1)."""
    for group in Group:
        for day, close in enumerate(limited(options, group)):
            if close:
                terms = credit(options, group, range(day, day + 1))
                yield Row(rule="recovery", terms=terms, high=100 * NEXT_DAY_CAP)


def alike_days(options: Options) -> Iterator[Row]:
    """Of two days with the same limits the earlier takes the weightier choice, so that no plan is looked at twice.

    Without it every plan has a twin for each swap of two such days, and the proof takes many times longer.
    """
    limits = [
        (slot.minutes, tuple(limited(options, group)[day] for group in Group))
        for day, (_, slot) in enumerate(options.days)
    ]
    weights = [(2**place, movement) for place, movement in enumerate(options.movements)]
    for early, late in pairwise(range(len(options.days))):
        if limits[early] == limits[late]:
            terms = [(weight, done(movement, early)) for weight, movement in weights]
            terms += [(-weight, done(movement, late)) for weight, movement in weights]
            yield Row(rule="alike days", terms=tuple(terms), low=0)


def floor(options: Options, group: Group) -> float:
    """The weekly credit that a group must get; a very sore group's floor gives way (models 10.2)."""
    least = groups()[group].floor
    if options.state.sore.get(group, 0) >= CUT_AT:
        return min(least, ceiling(options, group))
    return least


def ceiling(options: Options, group: Group) -> float:
    """The weekly credit that a group may get: its band, the climb from the last weeks, a gap, soreness."""
    usual = options.state.credit_28.get(group, 0.0)
    sore = options.state.sore.get(group, 0)
    if sore >= CUT_AT:
        return 0.6 * max(usual, groups()[group].floor)
    climb = usual if sore >= HOLD_AT else max(START_BAND, usual + MORE_A_WEEK)
    band = SPECIALISE_BAND if group in options.goal.favour else GROW_BAND
    return max(groups()[group].floor, min(band, climb) * options.set_factor)


def weekly(options: Options) -> Iterator[Row]:
    """A group's week is the sum of its days."""
    for group in Group:
        terms = credit(options, group, range(len(options.days)))
        yield Row(rule="weekly", terms=(*terms, (-1, f"f:{group}")), low=0, high=0)


def floors(options: Options) -> Iterator[Row]:
    """Every group gets its floor, or the shortfall is counted and paid for."""
    for group in Group:
        yield Row(rule="floor", terms=((1, f"f:{group}"), (1, f"s:{group}")), low=round(100 * floor(options, group)))


def diminishing(_: Options) -> Iterator[Row]:
    """A group's value is at most the square root of its weekly sets (models 5, Pelland 2025).

    A concave curve lies below each of its tangents; √F ≤ √a + (F − a)/(2√a) for each a.
    """
    for group in Group:
        for at in TANGENTS:
            slope = round(100 / (2 * sqrt(at)))
            # Scaled by 100 because the credit is in hundredths of a set.
            high = round(100 * (100 * sqrt(at) - slope * at))
            yield Row(rule="value", terms=((100, f"v:{group}"), (-slope, f"f:{group}")), high=high)


def novelty(options: Options, movement: MovementId) -> int:
    """What it costs to do a movement that the person does not know; nothing for somebody without a history."""
    known = [id for id in options.movements if familiar(id, options.state)]
    if movement in known or not known:
        return 0
    instead = any(prime(options.credit[movement]) <= prime(options.credit[id]) for id in known)
    return NEW_INSTEAD if instead else NEW


def worth(options: Options, group: Group) -> int:
    """What a group's value counts for in the week."""
    calf = group in (Group.GASTROCNEMIUS, Group.SOLEUS)
    base = WORTH_CALF if calf else WORTH if groups()[group].essential else WORTH_SMALL
    return FAVOUR * base if group in options.goal.favour else base


def enough(options: Options, group: Group) -> float:
    """The weekly sets from which more is worth nothing: the floor for somebody who wants to keep what is there."""
    if group in options.goal.favour:
        return SPECIALISE_BAND
    if options.goal.aim is Aim.KEEP:
        return floor(options, group)
    return SPECIALISE_BAND if groups()[group].essential else ENOUGH_SMALL


def complete(options: Options) -> Iterator[Row]:
    """A pattern counts as covered when some movement of it is done in the week (claim C20)."""
    for place, patterns in enumerate(COMPLETE):
        of_kind = [id for id, movement in options.movements.items() if movement.pattern in patterns]
        terms = tuple((1, done(id, day)) for id in of_kind for day in range(len(options.days)))
        yield Row(rule="complete", terms=(*terms, (-1, f"c:{place}")), low=0)


def program(options: Options) -> Program:
    """Write the whole week as a program: the rules, and what is to be as large as can be."""
    limits = {}
    goal: list[tuple[int, str]] = []
    for movement in options.movements:
        for day in range(len(options.days)):
            limits[sets(movement, day)] = (0, MOST_SETS)
            limits[done(movement, day)] = (0, 1)
            goal.append((-novelty(options, movement), done(movement, day)))
    for group in Group:
        limits[f"v:{group}"] = (0, round(100 * sqrt(enough(options, group))))
        # No muscle climbs by more than two sets a week, nor above the band that it belongs in.
        limits[f"f:{group}"] = (0, round(100 * ceiling(options, group)))
        limits[f"s:{group}"] = (0, round(100 * floor(options, group)))
        goal.append((worth(options, group), f"v:{group}"))
        goal.append((-SHORT * (2 if groups()[group].essential else 1), f"s:{group}"))
    for place in range(len(COMPLETE)):
        limits[f"c:{place}"] = (0, 1)
        goal.append((COVER, f"c:{place}"))
    rules = (
        enough_or_none,
        in_time,
        one_of_a_kind,
        session_cap,
        recovery,
        alike_days,
        weekly,
        floors,
        diminishing,
        complete,
    )
    return Program(limits=limits, rows=join(rule(options) for rule in rules), goal=tuple(goal))
