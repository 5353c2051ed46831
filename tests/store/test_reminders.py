"""Where reminders go and which went, on both databases: none is ever claimed twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from legday.store.facts import Store, open_store
from legday.store.reminders import MOST, Notices, Subscription

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
MONDAY = "2026-11-23:mon"
MINUTE = timedelta(minutes=1)


def device(number: int = 0) -> Subscription:
    return Subscription(endpoint=f"https://push.example/{number}", p256dh="p", auth="a", device="Firefox on Android")


def test_of_many_servers_at_once_only_one_may_send(url: str) -> None:
    stores = [open_store(url) for _ in range(4)]
    with ThreadPoolExecutor(16) as pool:
        claims = pool.map(
            lambda number: Notices(stores[number % 4]).claim("me", MONDAY, due=NOW, now=NOW + number * MINUTE),
            range(32),
        )
        assert sorted(claims, key=str) == [0, *[None] * 31]
    for store in stores:
        store.close()


def test_what_reached_nobody_is_tried_again_when_due_and_counted(store: Store) -> None:
    notices = Notices(store)
    assert notices.claim("me", MONDAY, due=NOW, now=NOW) == 0
    notices.release("me", MONDAY, sent=NOW, due=NOW + MINUTE)
    assert notices.claim("me", MONDAY, due=NOW, now=NOW) is None
    assert notices.claim("me", MONDAY, due=NOW, now=NOW + MINUTE) == 1
    assert notices.claim("me", MONDAY, due=NOW, now=NOW + 2 * MINUTE) is None


def test_a_reminder_that_was_put_off_meanwhile_is_not_given_back(store: Store) -> None:
    notices, later = Notices(store), NOW + timedelta(hours=1)
    notices.claim("me", MONDAY, due=NOW, now=NOW)
    notices.put_off("me", MONDAY, due=later)
    notices.release("me", MONDAY, sent=NOW, due=NOW + MINUTE)
    assert notices.claim("me", MONDAY, due=NOW, now=NOW + MINUTE) is None
    assert notices.claim("me", MONDAY, due=NOW, now=later) == 0


def test_who_wants_no_more_gets_none_until_they_put_it_off(store: Store) -> None:
    notices = Notices(store)
    notices.answer("me", MONDAY, now=NOW)
    assert notices.claim("me", MONDAY, due=NOW, now=NOW + MINUTE) is None
    notices.put_off("me", MONDAY, due=NOW + 2 * MINUTE)
    assert notices.claim("me", MONDAY, due=NOW, now=NOW + 2 * MINUTE) == 0


def test_reminders_of_two_people_are_told_apart(store: Store) -> None:
    notices = Notices(store)
    assert notices.claim("me", MONDAY, due=NOW, now=NOW) == 0
    assert notices.claim("you", MONDAY, due=NOW, now=NOW) == 0
    notices.answer("you", MONDAY, now=NOW)
    held = notices.held(now=NOW)
    assert (held["me"][MONDAY].answered, held["you"][MONDAY].answered) == (None, NOW)
    assert notices.held(now=NOW, person="me").keys() == {"me"}
    assert notices.held(now=NOW + timedelta(days=30)) == {}


def test_a_browser_belongs_to_whoever_subscribed_with_it_last(store: Store) -> None:
    notices = Notices(store)
    notices.subscribe("me", device(), now=NOW)
    notices.subscribe("you", device(), now=NOW + MINUTE)
    assert (notices.subscriptions("me"), notices.subscriptions("you")) == ((), (device(),))
    assert notices.people() == {"you": 0}
    assert not notices.unsubscribe("me", device().id)
    assert notices.unsubscribe("you", device().id)
    assert notices.people() == {}


def test_the_oldest_device_makes_room_and_the_same_one_counts_once(store: Store) -> None:
    notices = Notices(store)
    for number in (*range(MOST), MOST - 1, MOST):
        notices.subscribe("me", device(number), now=NOW + number * MINUTE)
    assert notices.subscriptions("me") == tuple(map(device, range(1, MOST + 1)))


def test_what_legday_keeps_to_itself_is_made_once(url: str) -> None:
    with open_store(url) as store, open_store(url) as other, ThreadPoolExecutor(8) as pool:
        homes = (Notices(store), Notices(other))
        made = pool.map(lambda number: homes[number % 2].own("vapid", lambda: f"key {number}"), range(16))
        assert len(set(made)) == 1


def test_erasing_takes_devices_and_reminders_along(store: Store) -> None:
    notices = Notices(store)
    for person in ("me", "you"):
        notices.subscribe(person, device(len(person)), now=NOW)
        notices.claim(person, MONDAY, due=NOW, now=NOW)
    store.erase("me")
    assert notices.people().keys() == {"you"}
    assert notices.held(now=NOW).keys() == {"you"}
