"""A block: 4 to 12 weeks with one purpose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from legday.body.muscles import spoken
from legday.coach.words import counted, listed
from legday.kinds import BadInput, Group, Value

LEAST_WEEKS, MOST_WEEKS = 4, 12
"""How long a block may be (convention: short enough to look back on, long enough to see anything)."""

SPECIALISE_WEEKS, SPECIALISE_GROUPS = 8, 2
"""How long a block may favour muscles, and how many groups of them (models 5)."""

FIRST_YEAR, LAST_YEAR = 1970, 9998
"""Facts are from these years, and the weeks before and after a day must be days, too."""


class Block(Value):
    """Some weeks with one purpose, each seven days from ``start`` on; ``favour`` are the groups that it is for.

    Raises BadInput where it would be too short or long, or would favour too much for too long.

    >>> Block(start=date(2026, 11, 23), weeks=12, favour=(Group.SOLEUS,))
    Traceback (most recent call last):
    legday.kinds.BadInput: 12 weeks are too long to favour a muscle. Choose at most 8 weeks, or favour none.
    """

    start: date
    weeks: int
    favour: tuple[Group, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no block."""
        if not FIRST_YEAR <= self.start.year <= LAST_YEAR:
            raise BadInput(f"A block cannot begin on {self.start}.", "Begin it today, or on a Monday to come.")
        if not LEAST_WEEKS <= self.weeks <= MOST_WEEKS:
            raise BadInput(
                f"{counted(self.weeks, 'week')} make no block.", f"Choose {LEAST_WEEKS} to {MOST_WEEKS} weeks."
            )
        if len(set(self.favour)) > SPECIALISE_GROUPS:
            raise BadInput("A block cannot favour so many muscle groups.", "Choose one or two, or none.")
        if self.favour and self.weeks > SPECIALISE_WEEKS:
            raise BadInput(
                f"{self.weeks} weeks are too long to favour a muscle.",
                f"Choose at most {SPECIALISE_WEEKS} weeks, or favour none.",
            )


def purpose(favour: tuple[Group, ...]) -> str:
    """What a block is for, in words within a sentence.

    >>> purpose((Group.GASTROCNEMIUS, Group.SOLEUS)), purpose((Group.GLUTES,)), purpose(())
    ('calves', 'glutes', 'all muscles alike')
    """
    if set(favour) == {Group.GASTROCNEMIUS, Group.SOLEUS}:
        return "calves"
    return listed([spoken(group) for group in favour]) if favour else "all muscles alike"


def read_block(body: dict[str, Any]) -> Block | None:
    """Read a block back from its fact; None for one that was ended, or that another version of legday wrote.

    >>> read_block({"start": "2026-11-23", "weeks": 6}).weeks, read_block({})
    (6, None)
    """
    try:
        return msgspec.convert(body, Block) if body else None
    except msgspec.ValidationError:
        return None


def first_days(block: Block, before: int = 0) -> tuple[date, ...]:
    """The first day of each week of a block, and of so many weeks ``before`` it."""
    return tuple(block.start + timedelta(weeks=week) for week in range(-before, block.weeks))


def week_of(block: Block, day: date) -> int:
    """Which week of a block a day is in: 1 for the first, below it before the block, above ``weeks`` after it.

    >>> week_of(Block(start=date(2026, 11, 23), weeks=4), date(2026, 11, 30))
    2
    """
    return (day - block.start).days // 7 + 1


def over(block: Block, day: date) -> bool:
    """Whether a block has ended before a day."""
    return week_of(block, day) > block.weeks


def running(block: Block | None, day: date) -> Block | None:
    """The block where it is not over on a day, even when it is still to begin; else None."""
    return None if block is None or over(block, day) else block


def change_block(
    block: Block | None, today: date, *, start: date | None, weeks: int | None, favour: tuple[Group, ...] | None
) -> Block:
    """Begin a block, or change the one that is not over; what is None stays as it is there.

    A new one begins today or on a Monday to come, and favours nothing unless it is said. Once a block has begun its
    start stays. Raises BadInput where that makes no block.

    >>> change_block(None, date(2026, 11, 25), start=None, weeks=6, favour=None)
    Block(start=datetime.date(2026, 11, 25), weeks=6, favour=())
    """
    held = running(block, today)
    if weeks is None and held is None:
        raise BadInput(
            "There is no block to change.", f"Say for how many weeks to begin one, {LEAST_WEEKS} to {MOST_WEEKS}."
        )
    begun = held is not None and held.start <= today
    first = held.start if held and (begun or start is None) else start or today
    if not begun and (first < today or (first > today and first.weekday() != 0)):
        raise BadInput(f"A block cannot begin on {first}.", "Begin it today, or on a Monday to come.")
    changed = Block(
        start=first,
        weeks=held.weeks if held and weeks is None else weeks or 0,
        favour=held.favour if held and favour is None else favour or (),
    )
    if over(changed, today):
        number = week_of(changed, today)
        raise BadInput(f"The block is in week {number} already.", f"Choose {number} weeks or more, or end it.")
    return changed
