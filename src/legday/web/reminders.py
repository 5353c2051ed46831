"""Reminders: when and where to remind, put one off, and see whether it arrives."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from legday import loop
from legday.coach.turning_up import reminders as wishes
from legday.coach.turning_up.reminders import Reminders, Snooze
from legday.files.calendar import secret
from legday.files.zone import ABOUT as ZONE
from legday.files.zone import find_zone, zone_of
from legday.kinds import BadInput
from legday.log.fact import Kind, latest
from legday.people.device import device
from legday.store.reminders import Notices
from legday.web import push
from legday.web.forms import field, one_of
from legday.web.push import Outcome
from legday.web.session import Missing
from legday.web.site import Here, Site, Typed, see

router = APIRouter()

TEST = loop.Reminder(
    planned="test",
    at=datetime.max.replace(tzinfo=UTC),
    title="A test",
    body="So a reminder of a planned session will look.",
)
TEST_LASTS_S = 300


def wish_of(site: Site) -> Reminders:
    """When the person is reminded."""
    return wishes.read_reminders(site.facts(), site.known().kept)


def here_and_now(site: Site) -> datetime:
    """The time by the person's clock, with their zone."""
    return site.now().astimezone(zone_of(site.facts()))


def page(site: Site, status: int = 200, **values: object) -> Response:
    """Show the page."""
    notices, facts, now = Notices(site.store), site.facts(), here_and_now(site)
    held = notices.held(now=now, person=site.person).get(site.person, {})
    coming = [one for one in loop.reminders(site.known(), facts, held) if one.at.date() >= now.date()]
    wish = wish_of(site)
    shown = {
        "wish": wish,
        "at": wish.at,
        "devices": notices.subscriptions(site.person),
        "key": push.public_key(push.signing_key(notices)),
        "zone": str(zone_of(facts)),
        "coming": coming,
        "to_put_off": to_put_off(site) if wish.on else None,
        "has_calendar": secret(facts) is not None,
        "tested": None,
    }
    return site.page("reminders.html", status=status, **(shown | values))


def to_put_off(site: Site) -> str | None:
    """The planned session of today, or of the last days, whose reminder may be put off; None: there is none."""
    known = site.known()
    session = loop.due(known)
    return session.id if session and session.day <= site.today and not known.state.flags else None


@router.get("/reminders")
def show(site: Here) -> Response:
    """When and where to remind, as it is."""
    return page(site)


@router.post("/reminders")
def keep(site: Here, form: Typed) -> Response:
    """Keep when and where to remind, and the person's time zone where the browser says it."""
    at = field(form, "at")
    said = {"on": bool(field(form, "on")), "at": at, "calendar": bool(field(form, "calendar"))}
    try:
        wish = msgspec.convert(said, Reminders)
    except msgspec.ValidationError:
        error = BadInput(
            f'The time cannot be "{at}".', "Choose one from 07:00 to 21:59; in the night nobody is reminded."
        )
        return page(site, 422, error=error, at=at)
    site.write(Kind.WISHED, {wishes.ABOUT: msgspec.to_builtins(wish), **zone_wish(site, field(form, "zone"))})
    return see("/reminders")


def zone_wish(site: Site, said: str) -> dict[str, dict[str, str]]:
    """The wish that remembers a zone, where it is one and a new one."""
    try:
        zone = find_zone(said).key
    except BadInput:
        return {}
    held = latest(site.facts(), Kind.WISHED).get(ZONE)
    return {} if held and held.body.get("zone") == zone else {ZONE: {"zone": zone}}


@router.post("/reminders/devices")
def add_device(site: Here, request: Request, form: Typed) -> Response:
    """Remind on one more device, as its browser says how; that switches reminders on."""
    name = device(request.headers.get("user-agent", ""))
    new = push.read_subscription(field(form, "endpoint"), field(form, "p256dh"), field(form, "auth"), name)
    Notices(site.store).subscribe(site.person, new, now=site.now())
    wish = wish_of(site)
    bodies = zone_wish(site, field(form, "zone"))
    if not wish.on:
        bodies |= {wishes.ABOUT: msgspec.to_builtins(msgspec.structs.replace(wish, on=True))}
    if bodies:
        site.write(Kind.WISHED, bodies)
    return Response(status_code=204)


@router.post("/reminders/devices/{id}/remove")
def remove_device(site: Here, id: str) -> Response:
    """Remind no more on a device."""
    Notices(site.store).unsubscribe(site.person, id)
    return see("/reminders")


@router.post("/reminders/test")
def test(site: Here) -> Response:
    """Send something at once to every device, and say to how many it went."""
    notices = Notices(site.store)
    key, reached, devices = push.signing_key(notices), 0, notices.subscriptions(site.person)
    for to in devices:
        said = loop.message(TEST)
        outcome = push.deliver(to, said, topic=TEST.planned, lasts_s=TEST_LASTS_S, key=key)
        reached += outcome is Outcome.SENT
        if outcome is Outcome.GONE:
            notices.unsubscribe(site.person, to.id)
    return page(site, tested=(reached, len(devices)))


@router.post("/reminders/{planned}/snooze")
def snooze(site: Here, request: Request, planned: str, form: Typed) -> Response:
    """Put the reminder of a planned session off, or have none; asked by a program it answers without a page."""
    until = one_of(Snooze, field(form, "until"), "Until when")
    known, now, notices = site.known(), here_and_now(site), Notices(site.store)
    there = known.week and any(one.id == planned for one in known.week.sessions)
    if not there or planned in loop.carried_out(known):
        raise Missing("This session is not ahead any more.", "See Week for what is planned.")
    if until is Snooze.NO:
        notices.answer(site.person, planned, now=now)
    else:
        notices.put_off(site.person, planned, due=wishes.put_off(until, wish_of(site), now))
    if "application/json" in request.headers.get("accept", ""):
        return Response(status_code=204)
    return see("/reminders")
