"""Reminding: at most once for each planned session and once for each time it was put off, whatever happens."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legday import loop
from legday.coach.turning_up.reminders import Reminders, Snooze, is_waking, put_off
from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, fact_id, say
from legday.plan.week import Week
from legday.store.facts import Store, open_store
from legday.store.reminders import Notices, Subscription
from legday.web import remind
from legday.web.push import Outcome
from legday.web.remind import Seen, keep_reminding, tick
from legday.web.site import Site, Sites

ZONE = "Europe/Berlin"
BERLIN = ZoneInfo(ZONE)
WISH = {"on": True, "at": "17:00"}
FIVE = datetime(2026, 11, 23, 16, tzinfo=UTC)  # in Berlin
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SESSION = "2026-11-23:mon"
PHONE = Subscription(endpoint="https://push.example/phone", p256dh="p", auth="a", device="Chrome on Android")
LAPTOP = Subscription(endpoint="https://push.example/laptop", p256dh="p", auth="a", device="Firefox on Linux")


class House:
    """One server over a store, or two: a clock, what was sent, and what the push service says."""

    def __init__(self, store: Store, week: Week, person: str = "me") -> None:
        self.store, self.person, self.now = store, person, FIVE
        self.notices = Notices(store)
        self.sent: list[tuple[str, datetime]] = []
        self.outcomes: dict[str, Outcome] = {}
        self.restart()
        self.plan(week)
        self.tell(Kind.WISHED, "zone", {"zone": ZONE})
        self.tell(Kind.WISHED, "reminders", WISH)
        self.notices.subscribe(person, PHONE, now=FIVE)

    def restart(self) -> None:
        """Two servers that have seen nothing yet."""
        self.servers = [(Sites(self.store, lambda: self.now), dict[str, Seen]()) for _ in range(2)]

    @property
    def site(self) -> Site:
        return self.servers[0][0].of(self.person)

    def tell(self, kind: Kind, about: str, body: dict[str, Any]) -> None:
        last = max((one.id for one in self.store.facts(self.person)), default=None)
        [answer] = self.store.add(self.person, [say(kind, about, body, at=self.now, seed=b"told", last=last)])
        assert answer.verdict.value == "stored", answer.reason

    def plan(self, week: Week) -> None:
        self.tell(Kind.PLANNED, f"week:{week.start}", msgspec.to_builtins(week))

    def begin(self, planned: str) -> None:
        id = fact_id(self.now, planned.encode())
        body = {"app": "legday", "began": self.now.replace(tzinfo=None).isoformat(), "planned": planned}
        self.store.add(self.person, [Fact(id=id, about=id, kind=Kind.LOGGED, at=self.now, body=body)])

    def send(self, to: Subscription, reminder: loop.Reminder, now: datetime) -> Outcome:
        outcome = self.outcomes.get(to.endpoint, Outcome.SENT)
        if outcome is Outcome.SENT:
            self.sent.append((reminder.planned, now))
        return outcome

    def tick(self, now: datetime | None = None, server: int = 0) -> int:
        """Look once at a time, and say how many messages went."""
        self.now = now or self.now
        before = len(self.sent)
        sites, seen = self.servers[server]
        tick(sites, self.now, self.send, seen)
        return len(self.sent) - before


@pytest.fixture
def house(store: Store, week: Week) -> House:
    return House(store, week)


def test_a_session_is_reminded_of_once_at_its_time(house: House) -> None:
    assert house.tick(FIVE - MINUTE) == 0
    assert house.tick(FIVE) == 1
    assert [house.tick(FIVE + number * MINUTE) for number in range(1, 300, 7)] == [0] * 43
    assert house.sent == [(SESSION, FIVE)]
    assert house.tick(FIVE + 3 * DAY) == 1  # the session of Thursday


def test_neither_a_restart_nor_a_second_server_sends_it_again(house: House) -> None:
    assert house.tick() == 1
    assert house.tick(server=1) == 0
    house.restart()
    assert house.tick(FIVE + MINUTE) == 0


def test_a_server_that_comes_late_reminds_on_the_same_day_before_the_night_and_never_afterwards(house: House) -> None:
    assert house.tick(FIVE + 5 * HOUR) == 0  # 22:00
    assert house.tick(FIVE + DAY) == 0
    house.restart()
    assert house.tick(FIVE + 4 * HOUR) == 1


def test_nobody_is_reminded_who_does_not_want_it_or_has_no_plan(house: House, store: Store) -> None:
    house.tell(Kind.WISHED, "reminders", {"on": False, "at": "17:00"})
    assert house.tick() == 0
    store.add("you", [say(Kind.WISHED, "reminders", WISH, at=FIVE, seed=b"you")])
    house.notices.subscribe("you", LAPTOP, now=FIVE)
    assert house.tick() == 0


def test_a_session_that_is_begun_is_not_reminded_of(house: House) -> None:
    house.begin(SESSION)
    assert house.tick() == 0


def test_nobody_is_reminded_while_something_needs_care_and_again_once_it_does_not(house: House) -> None:
    house.tell(Kind.FELT, "flag:chest", {"open": True})
    assert house.tick() == 0
    house.tell(Kind.FELT, "flag:chest", {"open": False})
    assert house.tick(FIVE + MINUTE) == 1


def test_a_change_of_the_time_holds_at_once(house: House) -> None:
    assert house.tick(FIVE - HOUR) == 0
    house.tell(Kind.WISHED, "reminders", {"on": True, "at": "16:30"})
    assert house.tick(FIVE - HOUR) == 0
    assert house.tick(FIVE - HOUR / 2) == 1
    house.tell(Kind.WISHED, "reminders", {"on": True, "at": "18:00"})
    assert house.tick(FIVE + HOUR) == 0


def test_a_reminder_that_was_put_off_comes_once_more(house: House) -> None:
    assert house.tick() == 1
    house.notices.put_off("me", SESSION, due=FIVE + HOUR)
    assert [house.tick(FIVE + minutes * MINUTE) for minutes in (1, 59, 60, 61, 200)] == [0, 0, 1, 0, 0]


def test_a_reminder_put_off_before_its_time_comes_only_then(house: House) -> None:
    house.notices.put_off("me", SESSION, due=FIVE + DAY)
    assert [house.tick(FIVE + step) for step in (0 * DAY, HOUR, DAY, DAY + HOUR)] == [0, 0, 1, 0]


def test_who_does_not_want_one_today_gets_none(house: House) -> None:
    house.notices.answer("me", SESSION, now=FIVE)
    assert house.tick(FIVE + HOUR) == 0


def test_a_session_that_is_planned_anew_or_moved_is_not_reminded_of_twice(house: House, week: Week) -> None:
    assert house.tick() == 1
    moved = msgspec.structs.replace(week.sessions[0], day=week.sessions[0].day + DAY)
    house.plan(msgspec.structs.replace(week, sessions=(moved, week.sessions[1])))
    assert house.tick(FIVE + DAY) == 0


def test_what_reached_nobody_is_tried_again_ever_later_until_the_evening(house: House) -> None:
    house.outcomes[PHONE.endpoint] = Outcome.FAILED
    tried = []
    for minutes in range(24 * 60):
        before = house.notices.held(now=house.now)["me"].get(SESSION)
        house.tick(FIVE + minutes * MINUTE)
        if house.notices.held(now=house.now)["me"].get(SESSION) != before:
            tried.append(minutes)
    assert tried == [0, 1, 3, 7, 15, 31, 63, 123, 183, 243]
    house.outcomes.clear()
    assert house.tick(FIVE + DAY) == 0


def test_a_service_that_is_back_gets_it_once(house: House) -> None:
    house.outcomes[PHONE.endpoint] = Outcome.FAILED
    assert house.tick() == 0
    house.outcomes.clear()
    assert [house.tick(FIVE + minutes * MINUTE) for minutes in (0, 1, 2, 5)] == [0, 1, 0, 0]


def test_each_device_gets_it_and_one_that_has_it_is_enough(house: House) -> None:
    house.notices.subscribe("me", LAPTOP, now=FIVE)
    house.outcomes[LAPTOP.endpoint] = Outcome.FAILED
    assert house.tick() == 1
    house.outcomes.clear()
    assert house.tick(FIVE + HOUR) == 0
    assert house.tick(FIVE + 3 * DAY) == 2


def test_a_browser_that_is_gone_is_forgotten(house: House) -> None:
    house.notices.subscribe("me", LAPTOP, now=FIVE)
    house.outcomes[PHONE.endpoint] = Outcome.GONE
    assert house.tick() == 1
    assert house.notices.subscriptions("me") == (LAPTOP,)


def test_one_whose_log_cannot_be_read_keeps_nobody_else_from_being_reminded(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house.notices.subscribe("a broken one", LAPTOP, now=FIVE)
    known = Site.known

    def read(site: Site) -> loop.Known:
        if site.person == "a broken one":
            raise BadInput("secret words of the log", "Mend it.")
        return known(site)

    monkeypatch.setattr(Site, "known", read)
    with caplog.at_level(logging.WARNING):
        assert house.tick() == 1
    assert "BadInput" in caplog.text
    assert "secret" not in caplog.text


def test_a_log_is_not_read_again_while_nothing_changes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.tick(FIVE - 50 * MINUTE)
    read = count()
    monkeypatch.setattr(Site, "known", lambda site: next(read))
    for seconds in range(0, 40 * 60, 30):
        house.tick(FIVE - 50 * MINUTE + seconds * timedelta(seconds=1))
    assert next(read) == 0


def test_a_reminder_says_what_begins_and_a_habit_says_it_in_ones_own_words(house: House) -> None:
    [one, _] = loop.reminders(house.site.known(), house.site.facts(), {})
    assert (one.title, one.body) == ("Legs, 45 min", "Barbell back squat, Step-up")
    said = msgspec.json.decode(loop.message(one))
    assert said == {"title": one.title, "body": one.body, "planned": SESSION, "url": f"/session/{SESSION}"}
    assert loop.lasts_s(one, FIVE) == 5 * 3600
    house.tell(Kind.WISHED, "habit", {"cue": "I leave work", "first": "packing my bag"})
    [one, _] = loop.reminders(house.site.known(), house.site.facts(), {})
    assert one.body == "When I leave work, then I train legs and begin with packing my bag."


def test_reminding_goes_on_after_a_fault_and_ends_with_the_server(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended, looked = threading.Event(), []

    def look(*given: object) -> None:
        looked.append(given)
        if len(looked) == 1:
            raise RuntimeError("secret")
        ended.set()

    monkeypatch.setattr(remind, "tick", look)
    monkeypatch.setattr(remind, "EVERY_S", 0)
    with caplog.at_level(logging.WARNING):
        keep_reminding(Sites(store, lambda: FIVE), ended)
    assert len(looked) == 2
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["tick", "tick", "tick", "restart", "snooze", "snooze", "flag", "well", "begin", "replan", "fail"]
        ),
        st.sampled_from([1, 5, 30, 59, 60, 61, 120, 700]),  # minutes that pass
        st.sampled_from(list(Snooze)),
        st.integers(0, 1),
    ),
    max_size=25,
)
PEOPLE = count()


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    with open_store("sqlite://") as store:
        yield store


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_at_most_one_goes_for_each_session_and_each_time_it_was_put_off(
    shared: Store, week: Week, steps: list[tuple[str, int, Snooze, int]]
) -> None:
    person = f"somebody {next(PEOPLE)}"
    house = House(shared, week, person)
    house.now = FIVE - HOUR
    allowed = Counter({one.id: 1 for one in week.sessions})
    begun: set[str] = set()
    is_open = False
    for what, minutes, until, which in steps:
        house.now += minutes * MINUTE
        session = week.sessions[which].id
        if what in ("tick", "fail"):
            house.outcomes = {PHONE.endpoint: Outcome.FAILED} if what == "fail" else {}
            before = len(house.sent)
            house.tick(server=which)
            house.tick(server=1 - which)
            new = house.sent[before:]
            assert not (new and is_open)
            assert not begun.intersection(planned for planned, _ in new)
            assert all(is_waking(at.astimezone(BERLIN)) for _, at in new)
        elif what == "restart":
            house.restart()
        elif what == "snooze":
            here = house.now.astimezone(BERLIN)
            if until is Snooze.NO:
                house.notices.answer(person, session, now=house.now)
                continue
            try:
                due = put_off(until, Reminders(on=True, at="17:00"), here)
            except BadInput:
                continue
            house.notices.put_off(person, session, due=due)
            allowed[session] += 1
        elif what in ("flag", "well"):
            is_open = what == "flag"
            house.tell(Kind.FELT, "flag:chest", {"open": is_open})
        elif what == "begin":
            house.begin(session)
            begun.add(session)
        else:
            house.plan(week)
    sent = Counter(planned for planned, _ in house.sent)
    assert all(sent[planned] <= most for planned, most in allowed.items())
    assert sent.keys() <= allowed.keys()
    shared.erase(person)
