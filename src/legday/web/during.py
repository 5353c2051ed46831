"""While a session runs: a movement added or moved, a note; and after one that ended early, a plan that makes up."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.kinds import BadInput, MovementId
from legday.log.fact import Kind
from legday.log.history import Session
from legday.log.notes import NOTE
from legday.movement.catalogue import find_movement
from legday.plan.changed import added, moved
from legday.plan.edit import EARLY
from legday.plan.week import PlannedSession
from legday.web.afterwards import sets_left
from legday.web.forms import field, read_note
from legday.web.session import Missing, find_session, mint, running, versions
from legday.web.site import Here, Site, Typed, see
from legday.web.taken import keep
from legday.web.week import keep as keep_week

router = APIRouter()


def there(site: Site, id: str) -> Session:
    """The session with an id."""
    session = find_session(site, id)
    if session is None:
        raise Missing("This session is not here.", "Open History and choose it from there.")
    return session


@router.post("/session/{id}/add")
def add(site: Here, id: str, form: Typed) -> Response:
    """Add a movement to a session that runs, by its name; one that is there already is only opened."""
    session = there(site, id)
    if session.ended:
        return see(f"/session/{id}")
    known, made = site.known(), versions(site, session)
    try:
        movement = find_movement(field(form, "name"), known.catalogue)
    except BadInput as error:
        return running(site, session, 422, error=error, typed=form)
    if not made or movement.id in {done.movement for done in session.sets}:
        return see(f"/session/{id}#m-{movement.id}")
    came = loop.addition(known, movement.id, gym=made[-1].gym)
    return _keep(site, session, made, added(made[-1], came), movement.id)


@router.post("/session/{id}/order")
def order(site: Here, id: str, form: Typed) -> Response:
    """Do a movement sooner or later than planned; moving it the other way takes that back."""
    session, movement = there(site, id), MovementId(field(form, "movement"))
    made = versions(site, session)
    if session.ended or not made:
        return see(f"/session/{id}")
    by = -1 if field(form, "to") == "up" else 1
    return _keep(site, session, made, moved(made[-1], movement, by), movement)


def _keep(
    site: Site, session: Session, made: tuple[PlannedSession, ...], plan: PlannedSession, movement: MovementId
) -> Response:
    if plan != made[-1]:
        keep(site, session, plan)
    return see(f"/session/{session.id}#m-{movement}")


@router.post("/session/{id}/note")
def note_session(site: Here, id: str, form: Typed) -> Response:
    """Write a note about a session; an empty one takes it away."""
    session = there(site, id)
    try:
        note = read_note(form)
    except BadInput as error:
        return running(site, session, 422, error=error)
    if note != session.note:
        site.write(Kind.AMENDED, {id: {"note": note}})
    return see(f"/session/{id}#note")


@router.post("/movement/{id}/note")
def note_movement(site: Here, id: str, form: Typed) -> Response:
    """Write the lasting note about a movement; an empty one takes it away."""
    known, movement = site.known(), MovementId(id)
    if movement not in known.catalogue and movement not in known.own.taught:
        raise Missing("There is no such movement.", "Open Movements and choose one.")
    note = read_note(form)
    if note != known.notes.get(movement, ""):
        site.write(Kind.WISHED, {f"{NOTE}{id}": {"text": note}})
    back = field(form, "session")
    return see(f"/session/{back}#m-{id}" if find_session(site, back) else f"/movement/{id}#note")


@router.post("/session/{id}/make-up")
def make_up(site: Here, id: str) -> Response:
    """Work out how the rest of the week could make up for what was left, and show it; nothing changes yet."""
    session, known = there(site, id), site.known()
    if not sets_left(known, session):
        return see(f"/session/{id}")
    week = loop.present(known)
    with site.search.turn():
        planned = loop.replan(known, week, EARLY.format(day=f"{session.day:%A}"), watch=site.search.watch)
    if not loop.found(planned) or planned.sessions == week.sessions:
        return running(site, session, asked=True)
    token = mint(site)
    site.offers = {token: (known.last, planned)}
    return running(site, session, offer=planned, token=token, asked=True)


@router.post("/session/{id}/make-up/keep")
def keep_offer(site: Here, id: str, form: Typed) -> Response:
    """Take the week that was offered, unless something was told since it was worked out."""
    session = there(site, id)
    last, offered = site.offers.pop(field(form, "token"), (None, None))
    if offered is None or last != site.known().last:
        error = BadInput("This offer is out of date.", "Ask for it once more.")
        return running(site, session, 422, error=error)
    keep_week(site, offered)
    return see("/week#changes")
