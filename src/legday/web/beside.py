"""Training together: two who both said yes see whose turn it is, and nothing else of each other's session."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from legday.kinds import BadInput
from legday.people.ties import TieKind
from legday.plan.goal import Partner
from legday.plan.gyms import gym_of
from legday.plan.together import Station, stations, together, told
from legday.plan.week import PlannedSession
from legday.web.door import At
from legday.web.forms import field
from legday.web.people import Known, not_here, tied
from legday.web.site import Here, Site, Typed, see

router = APIRouter()


@router.post("/people/{person}/together")
def ask(site: Here, door: At, request: Request, ties: Known, person: str, form: Typed) -> Response:
    """Ask a buddy to train together today or say yes to them; or take that back, or say no."""
    tied(request, door, ties, person, TieKind.BUDDY)
    if field(form, "answer") == "no":
        ties.not_together(site.person, person, site.today)
        return see(f"/people/{person}")
    ties.ask_together(site.person, person, site.today, now=door.now())
    return see(f"/people/{person}/together" if agreed(ties, site, person) else f"/people/{person}")


@router.get("/people/{person}/together")
def show(site: Here, door: At, request: Request, ties: Known, person: str) -> Response:
    """Show turn by turn who does what, once both have agreed."""
    other = tied(request, door, ties, person, TieKind.BUDDY)
    found = agreed(ties, site, person)
    if not found:
        raise not_here()
    asker = found[0]  # both see the same turns, laid out from the same side
    at = site if asker == site.person else other.site
    mine, theirs = today_stations(site, at), today_stations(other.site, at)
    rows: tuple[str, ...] = ()
    if mine and theirs:
        first = asker == site.person
        laid = together((mine, theirs) if first else (theirs, mine))
        rows = told(laid, ("You", other.name) if first else (other.name, "You"))
    return site.page(
        "together.html",
        person=person,
        name=other.name,
        rows=rows,
        missing=[one for one, there in (("You", mine), (other.name, theirs)) if not there],
        in_turns=site.known().goal.partner is Partner.IN_TURNS,
    )


def agreed(ties: Known, site: Site, person: str) -> list[str]:
    """Who asked whom, of two who agreed to train together today; empty where they did not."""
    return [
        one.person for one in ties.together(site.person, site.today) if one.agreed and one.beside(site.person) == person
    ]


def today_session(site: Site, day: date) -> PlannedSession | None:
    """The session that somebody is to do on a day; none while something needs care."""
    known = site.known()
    if known.week is None or known.state.flags:
        return None
    return next((one for one in known.week.sessions if one.day == day), None)


def today_stations(site: Site, at: Site) -> tuple[Station, ...]:
    """The stations of somebody's session today, at the place where ``at`` trains."""
    session, there = today_session(site, site.today), today_session(at, site.today)
    if session is None:
        return ()
    goal = at.known().goal
    try:
        gym = gym_of(goal, there.gym if there else "")
    except BadInput:  # the place was taken away since
        gym = goal.gym
    return stations(session, site.known().catalogue, gym.equipment)
