"""Reminders: when somebody wants to be reminded of a planned session, how they put it off, and the quiet hours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Annotated

import msgspec

from legday.coach.turning_up.habit import Kept
from legday.kinds import BadInput, Value
from legday.log.fact import Fact, Kind, latest

ABOUT = "reminders"
"""What the wish is about that says when to remind."""

WAKES, SLEEPS = time(7), time(22)
"""Between these nobody is reminded but by their own calendar (convention)."""

EVENING = time(19)
"""When it is evening, for who wants to be reminded then (convention)."""

USUAL = "17:00"
"""When somebody is reminded who has said no time (convention)."""

CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d\d)(?!\d)")


class Reminders(Value):
    """Whether to remind on the person's devices, at which clock time, and whether the calendar shall sound too."""

    on: bool
    at: Annotated[str, msgspec.Meta(pattern=r"^(0[7-9]|1[0-9]|2[01]):[0-5][0-9]\Z")]
    calendar: bool = False

    @property
    def clock(self) -> time:
        """The clock time as a value."""
        return time.fromisoformat(self.at)


class Reminded(Value):
    """What became of the reminder of a planned session: put off until ``due``, sent, or wanted no more (answered)."""

    planned: str
    due: datetime
    sent: datetime | None = None
    answered: datetime | None = None


class Snooze(StrEnum):
    """Until when a reminder is put off; ``no`` is not to come any more."""

    HOUR = "hour"
    EVENING = "evening"
    TOMORROW = "tomorrow"
    NO = "no"


def read_reminders(facts: Iterable[Fact], kept: Kept | None) -> Reminders:
    """Read when to remind; off without a wish, and at the time that the habit names, if it names one.

    >>> read_reminders((), None)
    Reminders(on=False, at='17:00', calendar=False)
    """
    wish = latest((fact for fact in facts if fact.about == ABOUT), Kind.WISHED).get(ABOUT)
    if wish is not None:
        return msgspec.convert(wish.body, Reminders)
    return Reminders(on=False, at=named(kept.habit.time if kept else "") or USUAL)


def named(words: str) -> str | None:
    """The waking time that words name; None where they name none.

    >>> named("about 18.30"), named("7:05"), named("after work"), named("6:00")
    ('18:30', '07:05', None, None)
    """
    found = CLOCK.search(words)
    at = f"{int(found[1]):02}:{found[2]}" if found else ""
    try:
        return msgspec.convert({"on": False, "at": at}, Reminders).at
    except msgspec.ValidationError:
        return None


def is_waking(at: datetime) -> bool:
    """Whether somebody may be reminded at a time of their clock."""
    return WAKES <= at.time() < SLEEPS


def moment(wish: Reminders, planned: date, held: Reminded | None, zone: tzinfo) -> datetime | None:
    """When to remind of a session of a day, with its offset; None: not any more.

    >>> from zoneinfo import ZoneInfo
    >>> str(moment(Reminders(on=True, at="17:00"), date(2026, 11, 23), None, ZoneInfo("Europe/Berlin")))
    '2026-11-23 17:00:00+01:00'
    """
    if held is None:
        return datetime.combine(planned, wish.clock, zone)
    return None if held.sent or held.answered else held.due.astimezone(zone)


def is_due(at: datetime, now: datetime) -> bool:
    """Whether to remind now of what was to be said at a moment: later on the same day too, but on no other day."""
    here = now.astimezone(at.tzinfo)
    return at <= here and at.date() == here.date() and is_waking(here)


def put_off(until: Snooze, wish: Reminders, now: datetime) -> datetime:
    """When a reminder comes again; ``now`` is by the person's clock, with its zone.

    Raises ``BadInput`` where that would be past or in the quiet hours.

    >>> from zoneinfo import ZoneInfo
    >>> at = datetime(2026, 11, 23, 17, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    >>> str(put_off(Snooze.HOUR, Reminders(on=True, at="17:00"), at))
    '2026-11-23 18:30:00+01:00'
    """
    if until is Snooze.TOMORROW:
        return datetime.combine(now.date() + timedelta(days=1), wish.clock, now.tzinfo)
    if until is Snooze.EVENING:
        again = datetime.combine(now.date(), EVENING, now.tzinfo)
    else:
        again = (now.astimezone(UTC) + timedelta(hours=1)).astimezone(now.tzinfo)
    if again <= now:
        raise BadInput("It is evening already.", "Choose an hour, or tomorrow.")
    if again.date() != now.date() or not is_waking(again):
        raise BadInput(f"From {SLEEPS.hour} to {WAKES.hour} nobody is reminded.", "Choose tomorrow.")
    return again
