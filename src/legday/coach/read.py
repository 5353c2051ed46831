"""Read a person's sessions and feelings as the state that the planner needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import mode
from types import MappingProxyType

from legday.coach.recovery.readiness import rest_days
from legday.coach.recovery.soreness import aches, lingering, soreness
from legday.coach.remedies import read_tried
from legday.coach.safety import open_flags
from legday.coach.state import Lift, State, Trend
from legday.coach.strength.curve import own_kappa
from legday.coach.strength.pooling import muscle_trends
from legday.coach.strength.reserve import reserve_bias
from legday.coach.strength.sets import MOST_RESERVE, matched
from legday.coach.strength.trend import trend
from legday.coach.visits import HARD_CREDIT, Credit, Visits, by_movement, credited
from legday.kinds import Group, Kilograms, MovementId, Reps, Reserve
from legday.log.fact import Fact
from legday.log.history import Role, Session, Set

LONG_GAP_DAYS = 60  # after a longer pause training begins anew, models 15
NEW_DAYS = 14  # models 18.1
NOVICE_DAYS = 28  # models 7
LATELY = 8  # sessions that say which machine is in use; convention

AWAY_DAYS = 14  # without a movement, after which its load climbs back; convention

_NOTHING: Mapping[MovementId, Lift] = MappingProxyType({})

Worked = tuple[tuple[date, tuple[Set, ...]], ...]
"""The working sets of one movement by session."""


def read_state(
    sessions: Sequence[Session],
    facts: Iterable[Fact],
    *,
    today: date,
    credit: Credit,
    lowered: frozenset[MovementId] = frozenset(),
    same: Mapping[MovementId, Lift] = _NOTHING,
) -> State:
    """Read the state of a person on a day.

    ``sessions`` are oldest first; those after ``today``, sets of movements that are not for the legs, and warm-ups are
    passed over. ``facts`` are searched for what was felt and what was tried. ``credit`` says how much of a set of a
    movement counts for each muscle group; a day with nothing that counts, such as a bike ride or a plank, is no leg
    session. ``lowered`` are the movements of which only the way down is done, which take longer to recover from.
    ``same`` are what was read today of movements whose sets are the same still; they are taken as they are.

    >>> read_state((), (), today=date(2026, 11, 22), credit=lambda movement: {}).new
    True
    """
    visits = by_movement(session for session in sessions if session.day <= today)
    legs = [done for movement, done in visits.items() if credit(movement)]
    days = sorted({(day, session) for done in legs for day, session, _ in done})
    facts = tuple(facts)
    felt = tuple(fact for fact in facts if fact.about.startswith(("sore:", "ache:", "flag:")))
    last = days[-1][0] if days else today
    gap = (today - last).days if days else None
    away = gap is None or gap > LONG_GAP_DAYS
    trained = 0 if away else (today - _beginning([day for day, _ in days])).days
    new = away or trained < NEW_DAYS
    hard = _last_trained(visits, credit)
    lifts = {
        movement: lift
        for movement, done in visits.items()
        if (lift := same.get(movement) or _lift(movement, done, today))
    }
    return State(
        today=today,
        lifts=lifts,
        gap_days=gap,
        new=new,
        novice=away or trained < NOVICE_DAYS,
        sessions_28=sum(day > today - timedelta(days=28) for day, _ in days),
        credit_28={
            # Up to the last session: a pause is answered by fewer sets at the restart and must not count twice.
            group: total / 4
            for group, total in credited(visits, credit, since=last - timedelta(days=27)).items()
        },
        credit_7=credited(visits, credit, since=last - timedelta(days=6)),
        last_trained=hard,
        rest_days=rest_days(visits, credit, hard, new=new, lowered=lowered),
        sore=soreness(felt, today),
        lingering=lingering(felt, hard, today),
        aches=aches(felt),
        flags=open_flags(felt),
        muscles=muscle_trends({id: lift.trend for id, lift in lifts.items() if lift.trend}, credit, today),
        tried=read_tried(facts, lifts, credit, today),
        bias=reserve_bias(visits),
    )


def _lift(movement: MovementId, done: list[tuple[date, str, list[Set]]], today: date) -> Lift | None:
    worked = tuple((day, work) for day, _, sets in done if (work := tuple(each for each in sets if _is_work(each))))
    if not worked:
        return None
    machine = _on_one_machine(worked)
    return Lift(
        movement=movement,
        last_day=worked[-1][0],
        sessions=len(worked),
        last=_plain(worked[-1][1]),
        before=_plain(worked[-2][1]) if len(worked) > 1 else (),
        trend=_trend(machine, today),
        resumed=_resumed([day for day, _ in worked]),
        kappa=own_kappa(movement, machine),
    )


def _on_one_machine(worked: Worked) -> Worked:
    """The sets under the name most used lately, without those under names used by turns with it: other machines.

    A name that it replaced stays: the same under a new name, as after a change of app.
    """
    first: dict[tuple[str, str], date] = {}
    last: dict[tuple[str, str], date] = {}
    for day, sets in worked:
        for name in {(done.app, done.exercise) for done in sets}:
            first.setdefault(name, day)
            last[name] = day
    if len(first) == 1:
        return worked
    used = mode((done.app, done.exercise) for _, sets in reversed(worked[-LATELY:]) for done in sets)
    other = {name for name in last if name != used and last[name] > first[used]}
    kept = ((day, tuple(done for done in sets if (done.app, done.exercise) not in other)) for day, sets in worked)
    return tuple((day, sets) for day, sets in kept if sets)


@lru_cache(maxsize=128)  # after a set only the movement that it was of has to be read anew
def _trend(worked: Worked, today: date) -> Trend | None:
    return trend(matched(worked), today)


def _resumed(days: Sequence[date]) -> date | None:
    """The first day after the last pause of more than two weeks."""
    back = [later for earlier, later in pairwise(days) if (later - earlier).days > AWAY_DAYS]
    return back[-1] if back else None


def _is_work(done: Set) -> bool:
    return bool(done.reps) and done.role in (Role.WORK, Role.FAILURE)


def _plain(sets: Iterable[Set]) -> tuple[tuple[Kilograms | None, Reps, Reserve | None], ...]:
    return tuple((each.load_kg, each.reps or 0, _reserve(each)) for each in sets)


def _reserve(done: Set) -> Reserve | None:
    return 0.0 if done.role is Role.FAILURE and done.reserve is None else done.reserve


def _last_trained(visits: Visits, credit: Credit) -> dict[Group, date]:
    last: dict[Group, date] = {}
    for movement, done in visits.items():
        hard = (day for day, _, sets in reversed(done) if any((each.reserve or 0) <= MOST_RESERVE for each in sets))
        day = next(hard, None)
        for group, share in credit(movement).items():
            if day and share >= HARD_CREDIT:
                last[group] = max(day, last.get(group, day))
    return last


def _beginning(days: Sequence[date]) -> date:
    """The first day of the present stretch of training: no pause of more than 60 days since."""
    first = days[-1]
    for day in reversed(days):
        if (first - day).days > LONG_GAP_DAYS:
            break
        first = day
    return first
