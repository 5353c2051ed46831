"""Wishes as they are written on the command line, laid over those that are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec

from legday.kinds import BadInput, Condition, Group, MovementId
from legday.plan.goal import Aim, Experience, Goal, Gym, Partner, Slot, Variety, Weekday
from legday.plan.gyms import find_gym, free_id, own_gym, own_gyms, places, with_usual

Read = TypeVar("Read")
Word = TypeVar("Word", bound=StrEnum)

MY_GYM = "My gym"
"""What a list of equipment without a name is called."""


def wished_goal(
    goal: Goal,
    *,
    first: date,
    days: str | None,
    minutes: int | None,
    favour: tuple[Group, ...] | None,
    like: tuple[MovementId, ...] | None,
    ban: tuple[MovementId, ...] | None,
    gym: str | None,
    equipment: str | None,
    conditions: tuple[Condition, ...] | None,
    experience: str | None,
    aim: str | None,
    partner: str | None,
    variety: str | None,
) -> Goal:
    """Lay what was written over the wishes that are known; what was not written stays."""
    if gym or equipment:
        goal = with_usual(goal, find_gym(gym, places(goal)) if gym else mine(goal, equipment or ""))
    like, ban = goal.like if like is None else like, goal.ban if ban is None else ban
    if both := set(like) & set(ban):
        raise BadInput(f"{', '.join(sorted(both))} is liked and to be avoided.", "Say one of the two, or none.")
    changed = {
        "slots": slots(goal, first, days, minutes),
        "favour": goal.favour if favour is None else favour,
        "like": like,
        "ban": ban,
        "conditions": goal.conditions if conditions is None else conditions,
        "experience": read_word(Experience, experience) if experience else goal.experience,
        "aim": read_word(Aim, aim) if aim else goal.aim,
        "partner": read_word(Partner, partner) if partner else goal.partner,
        "variety": read_word(Variety, variety) if variety else goal.variety,
    }
    return msgspec.structs.replace(goal, **changed)


def mine(goal: Goal, equipment: str) -> Gym:
    """The place that has no other name than one's own, with this equipment."""
    old = next((gym.id for gym in own_gyms(goal) if gym.name == MY_GYM), None)
    return own_gym(MY_GYM, words(equipment), id=old or free_id(goal))


def words(text: str) -> tuple[str, ...]:
    """Split a list written with commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def listed(said: Iterable[str] | None, read: Callable[[str], Iterable[Read]]) -> tuple[Read, ...] | None:
    """Read an option that may be repeated; ``none`` empties the list, and None is what was not given.

    >>> listed(["none"], str.split), listed(["a b", "c"], str.split), listed(None, str.split)
    ((), ('a', 'b', 'c'), None)
    """
    if said is None:
        return None
    written = [word for word in said if word.strip().lower() != "none"]
    return tuple(dict.fromkeys(one for word in written for one in read(word)))


def read_word(kind: type[Word], text: str) -> Word:
    """Read a word of a fixed list, or the beginning of one.

    >>> read_word(Aim, "Size").value, read_word(Condition, "blood").value
    ('size', 'high blood pressure')
    """
    sought = " ".join(text.lower().replace("-", " ").replace("_", " ").split())
    exact = [word for word in kind if word.value == sought]
    near = exact or [word for word in kind if sought and sought in word.value]
    if len(near) != 1:
        choices = ", ".join(f'"{word}"' if " " in word else word.value for word in kind)
        raise BadInput(f'"{text}" is no {kind.__name__.lower()}.', f"Say one of {choices}.")
    return near[0]


def slots(goal: Goal, first: date, days: str | None, minutes: int | None) -> tuple[Slot, ...]:
    """Read how many days ("2") or which, and if need be for how long and where ("mon,thu:60@cellar")."""
    if minutes is not None:
        check_minutes(minutes)
    if days is None:
        changed = {} if minutes is None else {"minutes": minutes}
        return tuple(msgspec.structs.replace(slot, **changed) for slot in goal.slots)
    usual = Slot(weekday=Weekday.MON, minutes=minutes or goal.slots[0].minutes)
    if days.strip().isdigit():
        return tuple(msgspec.structs.replace(usual, weekday=weekday) for weekday in spread(int(days), first))
    there = places(goal)
    named = [read_slot(word, usual, there) for word in words(days)]
    if not named:
        raise BadInput("No day is named.", "Say how many (2), or which (mon,thu).")
    twice = [slot.weekday for slot in named if [other.weekday for other in named].count(slot.weekday) > 1]
    if twice:
        raise BadInput(f"{twice[0].value} is named twice.", "Name each day once.")
    return tuple(named)


def read_slot(text: str, usual: Slot, there: Mapping[str, Gym]) -> Slot:
    """Read a day, with its minutes after a colon and its place after an @ where they are not the usual ones.

    >>> read_slot("thu:60", Slot(weekday=Weekday.MON, minutes=45), {})
    Slot(weekday=<Weekday.THU: 'thu'>, minutes=60, gym='')
    """
    rest, at, gym = (part.strip() for part in text.partition("@"))
    day, colon, minutes = (part.strip() for part in rest.partition(":"))
    if colon and not minutes.isdecimal():
        raise BadInput(f'"{text}" does not say a day and its minutes.', "Write thu:60, or thu:60@home_barbell.")
    if at and not gym:
        raise BadInput(f'"{text}" does not say where.', "Write thu@home_barbell, or leave the @ out.")
    return Slot(
        weekday=read_weekday(day),
        minutes=check_minutes(int(minutes)) if colon else usual.minutes,
        gym=find_gym(gym, there).id if at else "",
    )


def check_minutes(minutes: int) -> int:
    """The minutes of a session, if there can be one of that length."""
    if not 10 <= minutes <= 180:
        raise BadInput(f"{minutes} minutes make no session.", "Give 10 to 180 minutes.")
    return minutes


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
