"""Readiness: how long a muscle's last hard session asks for before as much again (models 10.1, convention)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from legday.coach.state import State
from legday.coach.visits import HARD_CREDIT, Credit, Visits
from legday.coach.words import muscles, weekday
from legday.kinds import Because, Group, MovementId
from legday.log.history import Set

LIGHT_SETS = 6
"""Sets up to which a muscle is ready again a day later, when none went near the limit (models 10.1)."""

NEAR = 1.0
"""Repetitions in reserve up to which a set delays recovery (models 10.1); one that nobody wrote down may have."""

LIGHT, USUAL, NOVEL = 1, 2, 3
"""The days to leave: after a light dose, after more or near the limit, after what is new (models 10.1)."""

SINCE_DAYS = 56
"""A movement that was not done for longer is new again (models 10.2: eight weeks)."""


def rest_days(
    visits: Visits,
    credit: Credit,
    last: Mapping[Group, date],
    *,
    new: bool,
    lowered: frozenset[MovementId] = frozenset(),
) -> dict[Group, int]:
    """The days that each group's last hard session asks for: 1, 2 or 3.

    ``last`` is the day of that session, ``lowered`` are the movements of which only the way down is done, and ``new``
    says that the person is new to leg training.
    """
    found = {}
    for group, day in last.items():
        sets, days = 0.0, LIGHT
        for movement, done in visits.items():
            share = credit(movement).get(group, 0.0)
            there, before = _day(done, day) if share else ([], None)
            if not there:
                continue
            sets += share * len(there)
            if share < HARD_CREDIT:
                continue
            if new or movement in lowered or before is None or (day - before).days > SINCE_DAYS:
                days = NOVEL
            elif any(each.reserve is None or each.reserve <= NEAR for each in there):
                days = max(days, USUAL)
        found[group] = max(days, USUAL if sets > LIGHT_SETS else LIGHT)
    return found


def _day(done: Sequence[tuple[date, str, list[Set]]], day: date) -> tuple[list[Set], date | None]:
    """The sets of a movement on a day, and the day on which it was done before that."""
    there: list[Set] = []
    for then, _, sets in reversed(done):
        if then < day:
            return there, then
        if then == day:
            there += sets
    return there, None


def ready_advice(state: State) -> tuple[Because, ...]:
    """Which muscles still recover and until when; never a ban, only fewer sets.

    >>> state = State(today=date(2026, 11, 25), lifts={}, gap_days=1, new=False, sessions_28=8, credit_28={},
    ...     last_trained={Group.QUADRICEPS: date(2026, 11, 24)}, rest_days={Group.QUADRICEPS: 2}, sore={}, aches=(),
    ...     flags=())
    >>> ready_advice(state)[0].say
    'Recovering: quads until tomorrow.'
    """
    until: dict[date, list[Group]] = {}
    for group, day in state.last_trained.items():
        ready = day + timedelta(days=state.rest_days.get(group, USUAL))
        if ready > state.today:
            until.setdefault(ready, []).append(group)
    if not until:
        return ()
    said = ", ".join(
        f"{muscles(group for group in Group if group in until[day])} until {weekday(day, state.today)}"
        for day in sorted(until)
    )
    return (
        Because(
            say=f"Recovering: {said}.",
            why="About a day after few sets, two after more or near the limit, three after something new. Train them "
            "before if you like, with fewer sets; a plan does the same.",
            source="models 10.1",
            convention=True,
        ),
    )
