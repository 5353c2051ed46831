"""The rules of a session, one function each: from what can be chosen to rows of the program.

Credit and times are whole numbers: tenths of a set, and ticks of a quarter of a minute.
"""

from __future__ import annotations

from collections.abc import Iterator

from legday.kinds import Group, MovementId
from legday.movement.catalogue import Pattern
from legday.plan.bands import LIGHTER, very_sore
from legday.plan.cautions import slow_start
from legday.plan.dose import HEAVY, TICK_S
from legday.plan.fit import familiar, most_sets
from legday.plan.frame import frame
from legday.plan.options import TENTHS, Options
from legday.plan.program import Row, Terms
from legday.plan.supersets import saved
from legday.plan.variables import done, sets, single, trained

SESSION_CAP, SESSION_CAP_NEW = 11, 4
"""Fractional sets of a muscle in a session beyond which no benefit was found (models 6), and for a start (18.1)."""

NEXT_DAY_CAP, NEXT_DAY_CAP_NEW = 6, 2
"""The most for a muscle that is trained again within two days (models 10.1)."""

CLOSE_DAYS = 2
"""Days within which a hard-worked muscle has not recovered (models 10.1: 48 hours)."""

SOON_CAP_NEW, SOON_DAYS_NEW = 3, 3
"""The most for a muscle of somebody new that is trained again within three days (models 10.1: 72 hours after what is
new)."""

HEAVIEST, MOST_HEAVIEST = 5, 2
"""A session takes two movements of the greatest demand at most (convention)."""

FEW_DAYS = 3
"""Where more days than these are offered, each session has its price (``plan/prices.py``)."""

MOST_MOVEMENTS = 10
"""More movements than any session has; it ties a session to its movements."""


def credit(options: Options, group: Group, chosen: range) -> Terms:
    """The credit of a group on the days chosen, in tenths of a set."""
    return tuple(
        (share, sets(movement, day))
        for day in chosen
        for movement in options.on(day)
        if (share := options.credit[movement].get(group, 0))
    )


def enough_or_none(options: Options) -> Iterator[Row]:
    """A movement is done with some sets and not too many, or not at all; one of a single set is told apart."""
    for day in range(len(options.days)):
        for movement in options.on(day):
            n, u = sets(movement, day), done(movement, day)
            most = most_sets(options.movements[movement], options.goal, options.state)
            yield Row(rule="sets", terms=((1, n), (-1, u)), low=0)
            yield Row(rule="sets", terms=((1, n), (-2, u), (1, single(movement, day))), low=0)
            yield Row(rule="sets", terms=((1, n), (-most, u)), high=0)


def free_s(options: Options, day: int) -> int:
    """What a day has for its movements, in seconds: its minutes less warm-up and stretches; half in a lighter week."""
    minutes = options.days[day].minutes
    whole = minutes * 60 - frame(minutes, slow=slow_start(options.goal)).seconds
    return round(LIGHTER * whole) if options.lighter else whole


def in_time(options: Options) -> Iterator[Row]:
    """A session with warm-up, stations, ramps, sets, rests and stretches ends in time."""
    for day in range(len(options.days)):
        terms = []
        for movement, dose in options.doses[day].items():
            terms += [(dose.set_s // TICK_S, sets(movement, day)), (dose.station_s // TICK_S, done(movement, day))]
        terms += [(-ticks, together) for ticks, together in saved(options, day)]
        yield Row(rule="time", terms=tuple(terms), high=free_s(options, day) // TICK_S)


def sessions(options: Options) -> Iterator[Row]:
    """There is a session on a day when any movement is done; it matters only where many days are offered."""
    for day in range(len(options.days)) if options.offered > FEW_DAYS else ():
        terms = tuple((1, done(movement, day)) for movement in options.on(day))
        yield Row(rule="session", terms=(*terms, (-MOST_MOVEMENTS, trained(day))), high=0)


def one_of_a_kind(options: Options) -> Iterator[Row]:
    """A session takes one movement of a pattern; calves may take two (C29), and so may two that the person does."""
    for day in range(len(options.days)):
        there = options.on(day)
        for pattern in Pattern:
            alike = [id for id, movement in there.items() if movement.pattern is pattern]
            own = sum(familiar(id, options.state) or id in options.days[day].lock for id in alike)
            most = 2 if pattern is Pattern.CALF_RAISE or own > 1 else 1
            yield Row(rule="variety", terms=tuple((1, done(id, day)) for id in alike), high=most)
        heaviest = [id for id, movement in there.items() if movement.demand >= HEAVIEST]
        yield Row(rule="heavy", terms=tuple((1, done(id, day)) for id in heaviest), high=MOST_HEAVIEST)


def once_while_new(options: Options) -> Iterator[Row]:
    """A hard movement that is new to the person comes once a week (models 18.1)."""
    for id, movement in options.movements.items():
        if movement.hard and not familiar(id, options.state):
            terms = tuple((1, done(id, day)) for day in range(len(options.days)) if id in options.doses[day])
            yield Row(rule="hard", terms=terms, high=0 if id in options.made else 1)


def heavy_again(options: Options) -> Iterator[Row]:
    """What is heavy does not come back on the next day, neither itself nor its pattern (models 6 and 10.1)."""
    for early, day in enumerate(options.days):
        just = {
            options.movements[id].pattern
            for id, lift in options.state.lifts.items()
            if id in options.movements and is_heavy(options, id) and 0 < (day.date - lift.last_day).days < CLOSE_DAYS
        }
        for pattern in Pattern:
            here = heavy_of(options, pattern, early)
            if pattern in just:
                yield Row(rule="heavy again", terms=here, high=0)
            for late in sorted(heavy_neighbours(options, early)):
                if early < late:
                    # Two of a pattern may be in a session, so each pair of movements has its row.
                    there = heavy_of(options, pattern, late)
                    yield from (Row(rule="heavy again", terms=(one, other), high=1) for one in here for other in there)


def is_heavy(options: Options, movement: MovementId) -> bool:
    """Whether a movement is one of the heavy ones that a session is built on."""
    return options.movements[movement].demand >= HEAVY


def heavy_of(options: Options, pattern: Pattern, day: int) -> Terms:
    """The heavy movements of a pattern on a day."""
    there = [id for id, what in options.on(day).items() if what.pattern is pattern]
    return tuple((1, done(id, day)) for id in there if is_heavy(options, id))


def heavy_neighbours(options: Options, day: int) -> frozenset[int]:
    """The days so close to a day that what is heavy on one is not done on the other."""
    date = options.days[day].date
    return frozenset(
        other
        for other, then in enumerate(options.days)
        if other != day
        and abs((then.date - date).days) < CLOSE_DAYS
        and any(is_heavy(options, id) for id in options.doses[other].keys() & options.doses[day].keys())
    )


def session_cap(options: Options) -> Iterator[Row]:
    """No muscle gets more in a session than was ever found to help, and less while somebody is new."""
    cap = SESSION_CAP_NEW if options.state.new else SESSION_CAP
    for group in Group:
        for day in range(len(options.days)):
            yield Row(rule="session cap", terms=credit(options, group, range(day, day + 1)), high=TENTHS * cap)


def recovery(options: Options) -> Iterator[Row]:
    """A muscle gets on each day what it can recover from in time (models 10.1)."""
    for group in Group:
        for day, cap in enumerate(day_caps(options, group)):
            if cap is not None:
                terms = credit(options, group, range(day, day + 1))
                yield Row(rule="recovery", terms=terms, high=TENTHS * cap)


def day_caps(options: Options, group: Group) -> tuple[int | None, ...]:
    """The most that a group may get on each day: nothing while very sore, little beside another session.

    Days to come are left the two that are usual, the last session those that it asks for; the third day of somebody
    who is new has its own cap (``beside``).
    """
    state = options.state
    last = state.last_trained.get(group)
    rest = CLOSE_DAYS if state.new else state.rest_days.get(group, CLOSE_DAYS)
    caps: list[int | None] = []
    for place, day in enumerate(options.days):
        others = (abs((day.date - other.date).days) for at, other in enumerate(options.days) if at != place)
        near = [beside(days, new=state.new) for days in others]
        near += [beside((day.date - last).days, new=state.new, rest=rest)] if last else []
        resting = very_sore(options, group) and (day.date - state.today).days < CLOSE_DAYS
        caps.append(0 if resting else min((cap for cap in near if cap is not None), default=None))
    return tuple(caps)


def beside(days: int, *, new: bool, rest: int = CLOSE_DAYS) -> int | None:
    """The most for a muscle so many days from a session that asks for ``rest`` days; None where it has its time.

    >>> beside(1, new=False), beside(2, new=False), beside(1, new=True), beside(2, new=True)
    (6, None, 2, 3)
    """
    if days < rest:
        return NEXT_DAY_CAP_NEW if new else NEXT_DAY_CAP
    return SOON_CAP_NEW if new and days < SOON_DAYS_NEW else None
