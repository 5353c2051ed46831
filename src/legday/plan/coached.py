"""What a coach would change for an athlete, within the athlete's own wishes and limits."""

from __future__ import annotations

import msgspec

from legday.kinds import BadInput, Group, MovementId, Value
from legday.plan.goal import Goal, Weekday


class Changes(Value):
    """What a coach asks of a week: muscles to favour, days and minutes (None: as wished), movements more or not at all.

    ``minutes`` hold for every day.
    """

    favour: tuple[Group, ...] = ()
    days: tuple[Weekday, ...] | None = None
    minutes: int | None = None
    like: tuple[MovementId, ...] = ()
    ban: tuple[MovementId, ...] = ()


def coached(goal: Goal, changes: Changes) -> Goal:
    """The wishes of an athlete with a coach's changes: never another day, never longer, and nothing that they banned.

    Everything else (gym, aches, conditions, aim) stays as the athlete said. Raises ``BadInput`` for what would go
    beyond their limits.
    """
    slots = goal.slots
    if changes.days is not None:
        slots = tuple(slot for slot in slots if slot.weekday in changes.days)
        if not slots or len(slots) < len(set(changes.days)):
            raise BadInput("That is not a day on which they can train.", "Choose one of their days or more.")
    if changes.minutes is not None:
        minutes = changes.minutes
        if minutes < 10:
            raise BadInput("That is too short for a session.", "Give 10 minutes or more.")
        slots = tuple(msgspec.structs.replace(slot, minutes=min(slot.minutes, minutes)) for slot in slots)
    if set(changes.like) & set(goal.ban):
        raise BadInput("One of these movements is left out by your athlete.", "Choose another one.")
    if set(changes.like) & set(changes.ban):
        raise BadInput("A movement is both wanted more and left out.", "Choose one of the two.")
    like = tuple(dict.fromkeys((*(one for one in goal.like if one not in changes.ban), *changes.like)))
    ban = tuple(dict.fromkeys((*goal.ban, *changes.ban)))
    return msgspec.structs.replace(goal, slots=slots, favour=changes.favour, like=like, ban=ban)
