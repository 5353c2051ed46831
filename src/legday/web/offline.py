"""What a phone needs to go without a network: the worker, what it keeps, the manifest, and what waits on the phone."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.kinds import MovementId
from legday.plan.week import PlannedSession
from legday.web.assets import asset, mark
from legday.web.pictures import moving, step_pictures
from legday.web.site import Here, Site
from legday.web.where import copies, ongoing, train

router = APIRouter()

PAGES = ("/", "/waiting", "/offline", "/week", "/sore")
"""What is kept for everybody; the sessions that are open, and their movements, come with it."""

ICONS = (
    {"src": "icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
    {"src": "icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
    {"src": "icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
)


@router.get("/worker.js")
def worker() -> Response:
    """The service worker; with each version of the static files it is another one, and takes the place of the last."""
    script = files("legday.web").joinpath("static/worker.js").read_text(encoding="utf-8")
    body = f'importScripts("{asset("push.js")}");\nconst MARK = "{mark()}";\n{script}'
    return Response(body, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone needs to know to install legday as an app."""
    body = {
        "id": "/",
        "name": "legday",
        "short_name": "legday",
        "description": "A leg-training coach that you own.",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f5f1",
        "theme_color": "#f6f5f1",
        "icons": [{**icon, "src": asset(icon["src"])} for icon in ICONS],
    }
    kind = "application/manifest+json"
    return Response(msgspec.json.encode(body), media_type=kind, headers={"Cache-Control": "no-cache"})


@router.get("/waiting")
def waiting(site: Here) -> Response:
    """What was said on this phone and is not on the server yet; the phone itself knows, and fills the page in."""
    return site.page("waiting.html")


@router.get("/offline")
def offline(site: Here) -> Response:
    """What is shown in the place of a page that is not on the phone while there is no network."""
    return site.page("offline.html")


@router.get("/offline.json")
def kept(site: Here) -> Response:
    """What a phone keeps: pages, the files behind them, and a word that changes when any page may have changed."""
    cursor = site.cursor()
    known = site.known()
    due, running = loop.due(known), ongoing(site)
    plans = list(known.week.sessions) if known.week and not known.state.flags else []
    ids = dict.fromkeys(movement.movement for plan in plans for movement in plan.movements)
    if running:
        ids |= dict.fromkeys(MovementId(one.exercise) for one in running.sets)
    sessions = [train(due.id)] if due in plans else []
    sessions += copies(site, running) if running else ()
    movements = [id for id in ids if id in known.catalogue]
    body = {
        "person": site.person,
        "state": hashlib.sha256(f"{site.person} {cursor} {site.today} {mark()}".encode()).hexdigest()[:16],
        "pages": list(dict.fromkeys([*PAGES, *sessions, *(f"/movement/{id}" for id in movements)])),
        "files": [*statics(), *pictures(site, movements), *drills(plans)],
    }
    return Response(msgspec.json.encode(body), media_type="application/json")


def pictures(site: Site, movements: list[MovementId]) -> list[str]:
    """The figures of some movements: what their pages show and play."""
    known = site.known()
    shown = [moving(known.catalogue[id], known.atlas.efforts[id]) for id in movements]
    return [file for one in shown for file in (one.reel, *one.strip)]


def drills(plans: list[PlannedSession]) -> list[str]:
    """The pictures of the drills and stretches of some sessions."""
    ids = dict.fromkeys(step.id for plan in plans for step in (*plan.warm_up, *plan.stretches))
    return [picture.address for id in ids for picture in step_pictures(id)]


@cache
def statics() -> tuple[str, ...]:
    """The addresses of all static files that pages ask for."""
    names = sorted(file.name for file in files("legday.web").joinpath("static").iterdir() if file.is_file())
    return tuple(asset(name) for name in names if re.search(r"\.(js|css|svg|png)$", name) and name != "worker.js")
