from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from legday.coach.turning_up.habit import Kept, make_habit
from legday.coach.turning_up.reminders import (
    ABOUT,
    Reminded,
    Reminders,
    Snooze,
    is_due,
    moment,
    put_off,
    read_reminders,
)
from legday.kinds import BadInput
from legday.log.fact import Kind, say

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
WISH = Reminders(on=True, at="17:00")
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def test_who_has_said_nothing_is_not_reminded_and_the_habit_names_the_time() -> None:
    habit = make_habit(cue="I leave work", first="packing my bag", time="18.30")
    assert read_reminders((), Kept(habit=habit, since=MONDAY)) == Reminders(on=False, at="18:30")


def test_the_last_wish_holds() -> None:
    first = say(Kind.WISHED, ABOUT, {"on": True, "at": "17:00"}, at=at(8), seed=b"1")
    last = say(Kind.WISHED, ABOUT, {"on": False, "at": "18:00"}, at=at(9), seed=b"2")
    assert read_reminders((last, first), None) == Reminders(on=False, at="18:00")


def test_a_session_is_reminded_of_on_its_day_by_the_clock_of_the_place() -> None:
    assert moment(WISH, MONDAY, None, AUCKLAND) == datetime(2026, 11, 23, 4, tzinfo=UTC)
    assert moment(WISH, MONDAY, None, BERLIN) == datetime(2026, 11, 23, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [(at(16, 59), False), (at(17), True), (at(21, 59), True), (at(22), False), (at(17, day=24), False)],
)
def test_a_reminder_is_due_from_its_time_until_the_night_and_on_no_other_day(now: datetime, due: bool) -> None:
    assert is_due(at(17), now) is due


def test_what_was_sent_or_answered_is_not_to_come_and_what_was_put_off_is() -> None:
    later = at(18)
    assert moment(WISH, MONDAY, Reminded(planned="x", due=later), BERLIN) == later
    assert moment(WISH, MONDAY, Reminded(planned="x", due=later, sent=later), BERLIN) is None
    assert moment(WISH, MONDAY, Reminded(planned="x", due=later, answered=later), BERLIN) is None


def test_a_reminder_is_put_off_for_an_hour_until_evening_or_until_tomorrow() -> None:
    assert put_off(Snooze.HOUR, WISH, at(17, 10)) == at(18, 10)
    assert put_off(Snooze.EVENING, WISH, at(17, 10)) == at(19)
    assert put_off(Snooze.TOMORROW, WISH, at(17, 10)) == at(17, day=24)


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN).astimezone(UTC)
    after = put_off(Snooze.HOUR, WISH, datetime(2026, 10, 25, 7, 30, tzinfo=BERLIN)).astimezone(UTC)
    assert (after - before).total_seconds() == 8 * 3600  # six by the clock, one for the change, one put off


@pytest.mark.parametrize(("until", "now"), [(Snooze.HOUR, at(21)), (Snooze.HOUR, at(23, 30)), (Snooze.EVENING, at(19))])
def test_nobody_puts_a_reminder_off_into_the_night_or_into_the_past(until: Snooze, now: datetime) -> None:
    with pytest.raises(BadInput):
        put_off(until, WISH, now)
