"""Wishes as they are written on the command line, laid over those that are known."""

from __future__ import annotations

from datetime import date

import msgspec

from legday.kinds import BadInput, Group, MovementId
from legday.plan.goal import Aim, Goal, Slot, Weekday
from legday.plan.gyms import find_gym, own_gym


def wished_goal(
    goal: Goal,
    *,
    first: date,
    days: str | None,
    minutes: int | None,
    favour: tuple[Group, ...] | None,
    ban: tuple[MovementId, ...] | None,
    gym: str | None,
    equipment: str | None,
    aim: str | None,
) -> Goal:
    """Lay what was written over the wishes that are known; what was not written stays."""
    changed = {
        "slots": slots(goal, first, days, minutes),
        "favour": goal.favour if favour is None else favour,
        "ban": goal.ban if ban is None else ban,
        "gym": find_gym(gym) if gym else own_gym("My gym", words(equipment)) if equipment else goal.gym,
        "aim": read_aim(aim) if aim else goal.aim,
    }
    return msgspec.structs.replace(goal, **changed)


def words(text: str) -> tuple[str, ...]:
    """Split a list written with commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def read_aim(text: str) -> Aim:
    """Read an aim by its name."""
    try:
        return Aim(text.strip().lower())
    except ValueError:
        raise BadInput(f'"{text}" is not an aim.', "Say size, strength or keep.") from None


def slots(goal: Goal, first: date, days: str | None, minutes: int | None) -> tuple[Slot, ...]:
    """Read how many days ("2") or which ("mon,thu"), each for so many minutes."""
    if minutes is not None and not 10 <= minutes <= 180:
        raise BadInput(f"{minutes} minutes make no session.", "Give 10 to 180 minutes.")
    length = minutes or goal.slots[0].minutes
    if days is None:
        return (
            goal.slots if minutes is None else tuple(Slot(weekday=slot.weekday, minutes=length) for slot in goal.slots)
        )
    if days.strip().isdigit():
        return tuple(Slot(weekday=weekday, minutes=length) for weekday in spread(int(days), first))
    named = tuple(dict.fromkeys(read_weekday(word) for word in words(days)))
    if not named:
        raise BadInput("No day is named.", "Say how many (2), or which (mon,thu).")
    return tuple(Slot(weekday=weekday, minutes=length) for weekday in named)


def spread(count: int, first: date) -> tuple[Weekday, ...]:
    """Spread so many days evenly over the seven from the first on.

    >>> [day.value for day in spread(2, date(2026, 11, 23))]
    ['mon', 'thu']
    """
    if not 1 <= count <= 7:
        raise BadInput(f"{count} days do not make a week.", "Give 1 to 7 days.")
    names = list(Weekday)
    return tuple(names[(first.weekday() + place * 7 // count) % 7] for place in range(count))


def read_weekday(word: str) -> Weekday:
    """Read a weekday by its first three letters."""
    try:
        return Weekday(word.lower()[:3])
    except ValueError:
        raise BadInput(f'"{word}" is not a day of the week.', "Say mon, tue, wed, thu, fri, sat or sun.") from None
