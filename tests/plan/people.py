"""People to plan for: made by hand, so that a test says in one line who it is about."""

from __future__ import annotations

from datetime import date, timedelta

from legday.coach.state import Lift, State
from legday.kinds import Because, Group, Joint, MovementId
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import gyms

MONDAY = date(2026, 11, 23)


def somebody(
    *,
    new: bool = False,
    usual: float = 8.0,
    sore: dict[Group, int] | None = None,
    aches: tuple[Joint, ...] = (),
    flags: tuple[Because, ...] = (),
    lifts: dict[MovementId, Lift] | None = None,
    last_trained: dict[Group, date] | None = None,
) -> State:
    return State(
        today=MONDAY,
        lifts=lifts or {},
        gap_days=None if new else 3,
        new=new,
        sessions_28=0 if new else 8,
        credit_28={} if new else dict.fromkeys(Group, usual),
        last_trained=last_trained or {},
        sore=sore or {},
        aches=aches,
        flags=flags,
    )


def squatted(load_kg: float, reps: int) -> dict[MovementId, Lift]:
    last = ((load_kg, reps, 2.0),) * 3
    lift = Lift(
        movement=MovementId("back_squat"),
        last_day=MONDAY - timedelta(days=4),
        sessions=10,
        last=last,
        before=last,
        trend=None,
    )
    return {lift.movement: lift}


def wishes(
    *days: str, minutes: int = 45, gym: str = "full_gym", favour: tuple[Group, ...] = (), **rest: object
) -> Goal:
    slots = tuple(Slot(weekday=Weekday(day), minutes=minutes) for day in days)
    return Goal(slots=slots, gym=gyms()[gym], favour=favour, **rest)  # type: ignore[arg-type]


def did(*ids: str, load_kg: float | None = 40.0, days_ago: int = 4) -> dict[MovementId, Lift]:
    """What somebody knows who does these movements, three sets of ten each."""
    last, day = ((load_kg, 10, 2.0),) * 3, MONDAY - timedelta(days=days_ago)
    return {
        MovementId(id): Lift(movement=MovementId(id), last_day=day, sessions=9, last=last, before=last, trend=None)
        for id in ids
    }
