"""A movement whose equipment is taken, in a session that runs: swap it, skip it, or take that back."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday.kinds import BadInput, MovementId
from legday.log.fact import Kind
from legday.log.history import Session
from legday.plan.changed import SESSION, changed, changes, find, taken_back, work
from legday.plan.week import PlannedMovement, PlannedSession
from legday.web.forms import field
from legday.web.session import Missing, find_session, lay_out, running, versions
from legday.web.site import Here, Site, Typed, see
from legday.web.stations import Station, offers

router = APIRouter()


def to_do(site: Site, id: str, movement: str) -> tuple[Session, tuple[PlannedSession, ...], Station | None]:
    """The session, the versions of its plan, and the station of a movement; None: nothing of it is left."""
    session = find_session(site, id)
    if session is None:
        raise Missing("This session is not here.", "Open History and choose it from there.")
    made = versions(site, session)
    planned = find(made[-1], MovementId(movement)) if made and session.ended is None else None
    if planned is None:
        return session, made, None
    station = next(one for one in lay_out(site, session, made[-1]) if one.movement == movement)
    return session, made, station if work(planned.sets) > work(station.kept) else None


def keep(site: Site, session: Session, plan: PlannedSession) -> Response:
    """Store the changed plan of a session and go back to it."""
    site.write(Kind.PLANNED, {f"{SESSION}{session.id}": msgspec.to_builtins(plan)})
    return see(f"/session/{session.id}#next")


@router.post("/session/{id}/swap")
def swap(site: Here, id: str, form: Typed) -> Response:
    """Swap what is left of a movement for another one; the second tap of two changes nothing."""
    session, made, station = to_do(site, id, field(form, "movement"))
    to = field(form, "to")
    if station is None or find(made[-1], MovementId(to)):
        return see(f"/session/{id}#next")
    came = [one.planned for one in offers(made, station, site.known()) if one.planned.movement == to]
    if not came:
        error = BadInput(f"{station.name} cannot be swapped for that now.", "Choose one of those under Taken?")
        return running(site, session, 422, error=error)
    return take_out(site, session, made, station, *came)


@router.post("/session/{id}/skip")
def skip(site: Here, id: str, form: Typed) -> Response:
    """Leave out what is left of a movement."""
    session, made, station = to_do(site, id, field(form, "movement"))
    return see(f"/session/{id}#next") if station is None else take_out(site, session, made, station)


def take_out(
    site: Site, session: Session, made: tuple[PlannedSession, ...], station: Station, *came: PlannedMovement
) -> Response:
    """Take what is left of a movement out of a session, for what comes in its place."""
    return keep(site, session, changed(made[-1], station.movement, station.kept, came))


@router.post("/session/{id}/back")
def back(site: Here, id: str, form: Typed) -> Response:
    """Take a swap or a skip back, as long as nothing of the stand-in is done."""
    session, made, _ = to_do(site, id, field(form, "movement"))
    movement = field(form, "movement")
    change = next((one for one in changes(made) if one.was.movement == movement), None)
    if change is None or session.ended or any(done.exercise == change.came for done in session.sets):
        return see(f"/session/{id}#next")
    return keep(site, session, taken_back(made[-1], change))
