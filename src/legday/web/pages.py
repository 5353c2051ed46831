"""Today, the week, and the wishes behind it."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.body.muscles import groups
from legday.coach.turning_up.gap import CHOICES
from legday.kinds import BadInput, Condition, Joint
from legday.log.fact import Kind
from legday.plan.goal import Goal
from legday.plan.gyms import places
from legday.web.forms import field, fields, read_goal
from legday.web.people import told
from legday.web.session import mint
from legday.web.site import Here, Site, Typed, see
from legday.web.text import capital
from legday.web.week import plan
from legday.web.where import copies, ongoing

router = APIRouter()

SHORT_LOG = 8
"""Sessions up to which the log says little, so that a person is asked about their experience (four weeks of two)."""


@router.get("/")
def today(site: Here) -> Response:
    """What to train today, or when next, and why."""
    return today_page(site)


def today_page(site: Site, status: int = 200, **values: Any) -> Response:
    """Show today; without a plan the short form for the first one."""
    known = site.known()
    due, running = loop.due(known), ongoing(site)
    own = [session for session in known.sessions if session.day == known.today and session.app == "legday"]
    return site.page(
        "today.html",
        status=status,
        due=due,
        days_to=(due.day - known.today).days if due else None,
        running=running,
        where=copies(site, running)[0] if running else "",
        done_today=next((session for session in own if session.ended), None),
        mint=mint(site),
        asks_soreness=loop.asks_soreness(known),
        gap=loop.gap(known),
        asked=loop.open_gap(known) is not None,
        reasons=[(reason.value, label) for reason, label in CHOICES.items()],
        turning_up=loop.turning_up(known),
        gyms=places(known.goal),
        others=told(site),
        favours=group_choices(),
        **{"typed": filled(known.goal), **values},
    )


def group_choices() -> list[tuple[str, str]]:
    """The muscle groups with the names that lifters use."""
    return [(group.value, capital(named.name)) for group, named in groups().items()]


@router.get("/wishes")
def wishes(site: Here) -> Response:
    """The wishes and limits as they are."""
    return wishes_page(site, typed=filled(site.known().goal))


def wishes_page(site: Site, typed: dict[str, Any], status: int = 200, **values: Any) -> Response:
    """Show the form of wishes with what was typed."""
    known = site.known()
    names = sorted(((id, movement.name) for id, movement in known.catalogue.items()), key=lambda pair: pair[1])
    return site.page(
        "wishes.html",
        status=status,
        typed=typed,
        gyms=places(known.goal),
        favours=group_choices(),
        joints=[(joint.value, capital(joint.value)) for joint in Joint],
        conditions=[(condition.value, capital(condition.value)) for condition in Condition],
        names=names,
        asks_experience=len(known.sessions) < SHORT_LOG,
        **values,
    )


@router.post("/wishes")
def wish(site: Here, form: Typed) -> Response:
    """Keep the wishes and, when asked, plan the week from them."""
    try:
        goal = read_goal(form, site.known().goal, site.known().catalogue)
    except BadInput as error:
        typed = retyped(form)
        if field(form, "from") == "today":
            return today_page(site, 422, typed=typed, error=error)
        return wishes_page(site, typed, 422, error=error)
    site.write(Kind.WISHED, {"goal": msgspec.to_builtins(goal)})
    return plan(site, form) if field(form, "plan") else see("/week")


def filled(goal: Goal) -> dict[str, Any]:
    """The form of wishes filled with a goal."""
    return {
        "days": [slot.weekday.value for slot in goal.slots],
        "minutes": {slot.weekday.value: str(slot.minutes) for slot in goal.slots},
        "every": str(goal.slots[0].minutes) if goal.slots else "",
        "places": {slot.weekday.value: slot.gym for slot in goal.slots},
        "gym": goal.gym.id,
        "favour": [group.value for group in goal.favour],
        "like": list(goal.like),
        "ban": list(goal.ban),
        "ache": [joint.value for joint in goal.aches],
        "condition": [condition.value for condition in goal.conditions],
        "experience": goal.experience.value if goal.experience else "",
        "aim": goal.aim.value,
        "partner": goal.partner.value,
        "variety": goal.variety.value,
    }


def retyped(form: Typed) -> dict[str, Any]:
    """The form of wishes as somebody typed it, to be shown again."""

    def by_day(prefix: str) -> dict[str, str]:
        return {name.removeprefix(prefix): field(form, name) for name in form if name.startswith(prefix)}

    lists = {name: fields(form, name) for name in ("favour", "like", "ban", "ache", "condition")}
    ones = {name: field(form, name) for name in ("gym", "experience", "aim", "partner", "variety")}
    days = {"days": fields(form, "day"), "every": field(form, "minutes")}
    return {**days, "minutes": by_day("minutes-"), "places": by_day("place-"), **lists, **ones}


@router.get("/more")
def more(site: Here) -> Response:
    """Everything that has no place in the navigation."""
    return site.page("more.html")
