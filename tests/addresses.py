"""The addresses of everything that can be asked for, found from the app's own routes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from legday import loop
from legday.log.fact import fact_id
from legday.loop import Known
from legday.movement.catalogue import catalogue
from legday.plan.gyms import own_gyms

sys.path.insert(0, str(Path(__file__).parent))  # the decade stands beside the addresses
from decade import SECRET


def under_way(known: Known) -> list[str]:
    """The session that runs."""
    running = [session.id for session in known.sessions if session.ended is None and session.app == "legday"]
    return [str(id) for id in running[-1:]]


def sessions(known: Known) -> list[str]:
    """A session to come, the one that runs, the last that is done and the first."""
    begun = loop.carried_out(known)
    planned = [session.id for session in known.week.sessions if session.id not in begun] if known.week else []
    done = [session.id for session in known.sessions if session.ended]
    return [*planned[:1], *under_way(known), *done[-1:], *done[:1]]


def movements(known: Known) -> list[str]:
    """A movement that was done most, and one that was never done."""
    most = sorted(known.state.lifts.values(), key=lambda lift: -lift.sessions)
    never = [id for id in catalogue() if id not in known.state.lifts]
    return [*[str(lift.movement) for lift in most[:1]], *never[:1]]


def pairs(known: Known) -> list[str]:
    """Two movements that are unlike."""
    return ["?a=back_squat&b=leg_extension", f"?a={movements(known)[0]}&b=calf_seated_machine"]


def sets(known: Known) -> list[str]:
    """The last set."""
    return [str(done.id) for session in known.sessions[-1:] for done in session.sets[-1:]]


def months(known: Known) -> list[str]:
    """The first month of the log, with the movement that was done most and a group that is not the first."""
    days: list[date] = [session.day for session in known.sessions[:1]]
    return [f"?month={day:%Y-%m}&lift={movements(known)[0]}&group=glutes" for day in days]


def scales(known: Known) -> str:
    """What the scales of the invented year said last; the page stands without it where there is no such entry."""
    monday = known.today - timedelta(days=known.today.weekday())
    return fact_id(datetime.combine(monday, time(7, 30)), f"demo scales {monday}".encode())


WITH_ACCOUNTS = ("/join/{secret}", "/sign-in/elsewhere", "/sign-in/elsewhere/back")
"""What leads somewhere only where there are accounts; phone/test_door.py and web/test_elsewhere.py look there."""


def to_train(known: Known) -> list[str]:
    """A planned session that is to come, where it is done."""
    begun = loop.carried_out(known)
    return [one.id for one in known.week.sessions if one.id not in begun][:1] if known.week else []


FILES = (
    "/api/",
    "/calendar/",
    "/export/",
    "/figure/",
    "/healthz",
    "/manifest.webmanifest",
    "/offline.json",
    "/worker.js",
)
"""How the addresses begin that are for programs, pictures and downloads; all others are pages."""

# What to ask for where a route does not say it all; a route with a parameter that is not here is an error.
ASKED: dict[str, Callable[[Known], list[str]]] = {
    "/block": lambda known: ["/block", "/block?group=glutes"],
    "/session/{id}": lambda known: [f"/session/{id}" for id in sessions(known)],
    "/train/{planned}": lambda known: [f"/train/{id}" for id in to_train(known)],
    "/movement/{id}": lambda known: [f"/movement/{id}" for id in movements(known)],
    "/body": lambda known: ["/body", f"/body?entry={scales(known)}"],
    "/compare": lambda known: [f"/compare{query}" for query in pairs(known)],
    "/set/{id}": lambda known: [f"/set/{id}" for id in sets(known)],
    "/movements": lambda known: ["/movements", "/movements?q=squat", "/movements?group=soleus"],
    "/history": lambda known: ["/history", *[f"/history{query}" for query in months(known)]],
    "/evidence": lambda known: ["/evidence", "/evidence?verdict=refuted", "/evidence?verdict=partly&area=movements"],
    "/gym": lambda known: ["/gym", *[f"/gym?id={gym.id}" for gym in own_gyms(known.goal)]],
    "/sore": lambda known: ["/sore", "/sore?saved=yes"],
    "/figure/step/{id}.svg": lambda known: ["/figure/step/butterfly.svg?at=8"],
    "/figure/{id}/{view}.svg": lambda known: [f"/figure/{id}/side.svg" for id in movements(known)],
    "/figure/{id}/{view}.json": lambda known: [f"/figure/{id}/side.json" for id in movements(known)],
    "/calendar/{secret}.ics": lambda known: [f"/calendar/{SECRET}.ics"],
    "/export/{app}": lambda known: ["/export/strong", "/export/hevy"],
    "/review": lambda known: ["/review", f"/review?lift={movements(known)[0]}"],
    # Behind these are other people; where there is but one person, nobody is there (tests/web/test_people.py).
    **dict.fromkeys(
        (
            "/people/join/{secret}",
            "/people/{person}",
            "/people/{person}/together",
            "/athlete/{person}",
            "/proposal/{id}",
        ),
        lambda known: [],
    ),
    "/api/v1/sessions/{id}": lambda known: [f"/api/v1/sessions/{id}" for id in sessions(known)],
    "/api/v1/sessions/{id}/stand-ins/{movement}": lambda known: [
        f"/api/v1/sessions/{id}/stand-ins/back_squat" for id in under_way(known)
    ],
    "/api/v1/sets/{id}": lambda known: [f"/api/v1/sets/{id}" for id in sets(known)],
    "/api/v1/movements/{id}": lambda known: [f"/api/v1/movements/{id}" for id in movements(known)],
    "/api/v1/movements/{id}/stand-ins": lambda known: ["/api/v1/movements/leg_press_45/stand-ins"],
    "/api/v1/evidence/{id}": lambda known: ["/api/v1/evidence/C02"],
}


def addresses(app: FastAPI, known: Known) -> list[str]:
    """Give an address or more for each route that answers to GET, where what is known has something to show there."""
    found = []
    for path, methods in get_openapi(title="", version="", routes=app.routes)["paths"].items():
        if path in WITH_ACCOUNTS:
            continue
        asks = "get" in methods and ("parameters" in methods["get"] or "{" in path)
        if asks and path not in ASKED:
            raise LookupError(f"Say in {__file__} what to ask {path} for.")
        if "get" in methods:
            found += ASKED[path](known) if asks else [path]
    return found


def pages(app: FastAPI, known: Known) -> list[str]:
    """Give the addresses of the pages among them."""
    return [address for address in addresses(app, known) if not address.startswith(FILES)]
