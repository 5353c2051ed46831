"""Remind: look again and again whose planned session is to be reminded of now, and push it to their devices."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from legday import loop
from legday.coach.turning_up.reminders import Reminded
from legday.kinds import Value
from legday.store.reminders import Notices, Subscription
from legday.web import push
from legday.web.push import Outcome
from legday.web.site import Site, Sites

EVERY_S = 30
"""How often to look (convention)."""

LONGEST_WAIT = timedelta(hours=1)
"""How long to wait at most before what reached nobody is tried again; it begins with a minute (convention)."""

log = logging.getLogger("legday")

Send = Callable[[Subscription, loop.Reminder, datetime], Outcome]
"""Send a reminder to a device."""


class Seen(Value):
    """What was seen of a person at the last look, and when there will be something to send if nothing changes."""

    state: object
    then: datetime | None


def tick(sites: Sites, now: datetime, send: Send, seen: dict[str, Seen]) -> None:
    """Send what is due; ``now`` has an offset. ``seen`` is kept from one look to the next and only spares work.

    Who failed to be looked at is passed over until the next time, and keeps nobody else from being reminded.
    """
    notices = Notices(sites.store)
    held = notices.held(now=now)
    people = notices.people()
    for gone in seen.keys() - people.keys():
        del seen[gone]
    for person, cursor in people.items():
        theirs = held.get(person, {})
        # By the hour, because what stands in the way of reminding may end by itself with a day.
        state = cursor, theirs, now.replace(minute=0, second=0, microsecond=0)
        before = seen.get(person)
        if before and before.state == state and (before.then is None or now < before.then):
            continue
        try:
            seen[person] = Seen(state=state, then=remind(sites.of(person), notices, theirs, now, send))
        except Exception as error:  # noqa: BLE001 (whatever it is, the others are still to be reminded)
            log.warning("Somebody could not be reminded: %s", type(error).__name__)


def remind(site: Site, notices: Notices, held: Mapping[str, Reminded], now: datetime, send: Send) -> datetime | None:
    """Send to one person what is due, and say when the next one will be (None: none that is known of)."""
    coming = loop.reminders(site.known(), site.facts(), held)
    for reminder in loop.due_reminders(coming, now):
        tries = notices.claim(site.person, reminder.planned, due=reminder.at, now=now)
        if tries is None:
            continue
        outcomes = []
        for device in notices.subscriptions(site.person):
            outcomes.append(send(device, reminder, now))
            if outcomes[-1] is Outcome.GONE:
                notices.unsubscribe(site.person, device.id)
        if Outcome.FAILED in outcomes and Outcome.SENT not in outcomes:
            again = now + min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_WAIT)
            notices.release(site.person, reminder.planned, sent=now, due=again)
    return min((one.at for one in coming if one.at > now), default=None)


def sender(notices: Notices) -> Send:
    """Send by web push, signed with the key of this legday."""
    key = push.signing_key(notices)

    def send(to: Subscription, reminder: loop.Reminder, now: datetime) -> Outcome:
        lasts_s = loop.lasts_s(reminder, now)
        return push.deliver(to, loop.message(reminder), topic=reminder.planned, lasts_s=lasts_s, key=key)

    return send


def keep_reminding(sites: Sites, ended: threading.Event) -> None:
    """Look every half minute until it is said that the server ended."""
    seen: dict[str, Seen] = {}
    send: Send | None = None
    while not ended.wait(EVERY_S):
        try:
            send = send or sender(Notices(sites.store))
            tick(sites, datetime.now(UTC), send, seen)
        except Exception as error:  # noqa: BLE001 (a database that is away just now must not end the reminding)
            log.warning("Reminding failed: %s", type(error).__name__)
