"""The session: start it, log its sets one tap at a time, finish it; and correct a set afterwards."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.kinds import BadInput, MovementId, SessionId
from legday.log.fact import Fact, Kind, later_than
from legday.log.history import Role, Session, SessionBody, Set, SetBody
from legday.log.merge import Verdict
from legday.plan.changed import SESSION, changes, left_out
from legday.plan.week import PlannedSession
from legday.web.afterwards import summary
from legday.web.forms import amount, field, one_of, read_note, read_set, whole
from legday.web.pictures import moving
from legday.web.site import Here, Site, Typed, see
from legday.web.stations import Station, offers, on, stations
from legday.web.turns import turns
from legday.web.where import also_at, copies

router = APIRouter()

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


CORRECTED = ("load_kg", "reps", "reps_left", "reps_right", "duration_s", "reserve", "note")
"""What of a set is changed when its form is sent again."""


class Missing(BadInput):
    """What the address names is not here."""


def mint(site: Site) -> str:
    """Make the id of something new; the form carries it, so that sending the form twice stores one thing."""
    return later_than(site.known().last, site.now(), secrets.token_bytes(16))


def local(site: Site) -> datetime:
    """The clock time of the person to the second, without its offset."""
    return site.now().replace(tzinfo=None, microsecond=0)


def plans(site: Site, about: str) -> list[Fact]:
    """The facts of plans whose subject begins so, oldest first."""
    those = (fact for fact in site.facts() if fact.kind is Kind.PLANNED and fact.about.startswith(about))
    return sorted(those, key=lambda fact: fact.id)


def planned_session(site: Site, id: str, before: str | None = None) -> PlannedSession | None:
    """Find a planned session by its id: in the plan that held when a fact was made, or in the one that holds now."""
    for fact in reversed(plans(site, loop.WEEK)):
        if before is not None and fact.id >= before:
            continue
        week = loop.read_week(fact)
        for planned in week.sessions if week else ():
            if planned.id == id:
                return planned
    return None


def versions(site: Site, session: Session) -> tuple[PlannedSession, ...]:
    """The plan of a session that was begun as it was then, and as it was changed since; none where it has no plan."""
    begun = [fact.id for fact in site.facts() if fact.about == session.id and fact.kind is Kind.LOGGED]
    plan = planned_session(site, session.planned, max(begun, default=None)) if session.planned else None
    if plan is None and session.planned is None:  # what is added to a session without a plan becomes its plan
        plan = PlannedSession(
            id=session.id, day=session.day, minutes=0, seconds=0, warm_up=(), movements=(), stretches=()
        )
    changed = (loop.read_session(fact) for fact in plans(site, f"{SESSION}{session.id}")) if plan else ()
    return tuple(one for one in (plan, *changed) if one)


def find_session(site: Site, id: str) -> Session | None:
    """Find a session by its own id."""
    return next((session for session in site.known().sessions if session.id == id), None)


def carried(site: Site, planned: str) -> Session | None:
    """Find the session that carried a session of the planned week out."""
    return loop.carried_out(site.known()).get(planned)


@router.post("/start")
def start(site: Here, form: Typed) -> Response:
    """Start a planned session; starting it twice leads to the same one."""
    if site.known().state.flags:
        return see("/")  # nobody is led into a session while something needs care
    planned, id = field(form, "planned"), field(form, "id")
    begun = carried(site, planned)
    if begun is not None:
        return see(f"/session/{begun.id}")
    plan = planned_session(site, planned)
    if plan is None:
        raise Missing("This session is not in the plan any more.", "Open Week and start one from there.")
    if not _ID.fullmatch(id):
        id = mint(site)
    body = SessionBody(app="legday", began=local(site), title="Legs", planned=planned)
    site.add([Fact(id=id, about=id, kind=Kind.LOGGED, at=site.now(), body=msgspec.to_builtins(body))])
    return see(f"/session/{id}")


@router.get("/session/{id}")
def show(site: Here, id: str) -> Response:
    """Show a session: to be done, running, or done."""
    session = find_session(site, id) or carried(site, id)
    if session is not None:
        return see(f"/session/{session.id}") if session.id != id else running(site, session)
    plan = planned_session(site, id)
    if plan is None:
        raise Missing("This session is not here.", "Open Week for what is planned or History for what is done.")
    return site.page("preview.html", plan=plan, mint=mint(site))


def running(site: Site, session: Session, status: int = 200, **values: Any) -> Response:
    """Show a session that was begun, by its stations; a finished one as a summary.

    While something needs care it shows that and the way out; a set that was done is stored all the same.
    """
    cursor = site.cursor()  # before anything is read: the page shows at least so much
    session = find_session(site, session.id) or session
    known = site.known()
    made = versions(site, session)
    plan = made[-1] if made else None
    where = copies(site, session)
    values |= {"cursor": cursor, "copies": where}
    if session.ended or session.app != "legday":
        return also_at(summary(site, session, plan, status, **values), where)
    if known.state.flags:
        return site.page("stop.html", status=status, session=session)
    laid = lay_out(site, session, plan)
    here = on(laid)
    coached = known.catalogue.get(here.movement) if here else None
    work = [row for station in laid for row in station.rows if not row.ramp]
    page = site.page(
        "session.html",
        status=status,
        session=session,
        plan=plan,
        stations=laid,
        current=here.movement if here else None,
        offered=offers(made, here, known) if here else (),
        instead={change.came: change.was for change in changes(made)},
        out=left_out(made),
        ordered={one.movement for one in plan.movements} if plan else set(),
        names=sorted(movement.name for movement in known.catalogue.values()),
        moving=moving(coached, known.atlas.efforts[coached.id]) if coached else None,
        total=len(work),
        count=sum(row.done is not None for row in work),
        turns=turns(laid),
        **values,
    )
    return also_at(page, where)


def lay_out(site: Site, session: Session, plan: PlannedSession | None) -> tuple[Station, ...]:
    """Lay out a session that runs as stations."""
    known = site.known()
    withdrawn = {fact.about for fact in site.facts() if fact.kind is Kind.WITHDRAWN}
    before = known.sessions[: known.sessions.index(session)] if session.id else known.sessions
    return stations(plan, session, before, withdrawn, known)


@router.post("/session/{id}/set")
def log_set(site: Here, id: str, form: Typed) -> Response:
    """Store one set; the same set again changes it only where it differs."""
    session = find_session(site, id)
    if session is None:
        raise Missing("This session is not here.", "Open History and choose it from there.")
    try:
        about, body = _read_logged(site, session, form)
    except BadInput as error:
        return running(site, session, 422, error=error, typed=form)
    # The id of the set is the id of its fact, so the database itself holds a double tap to one set.
    fact = Fact(id=about, about=about, kind=Kind.LOGGED, at=site.now(), body=msgspec.to_builtins(body))
    [answer] = site.add([fact])
    if answer.verdict is Verdict.REFUSED:
        _amend(site, about, {key: fact.body[key] for key in CORRECTED})
    return see(f"/session/{id}#next")


def _read_logged(site: Site, session: Session, form: Typed) -> tuple[str, SetBody]:
    about, movement = field(form, "set"), field(form, "movement")
    if not _ID.fullmatch(about):
        raise BadInput("This set has no valid id.", "Load the page again and tap Done once more.")
    known = site.known()
    there = {*known.catalogue, *known.own.taught, *(done.exercise for done in session.sets)}
    if movement not in there:
        raise BadInput(f'"{movement}" is not a movement here.', "Load the page again and tap Done once more.")
    shown = field(form, "planned_kg")
    values = read_set(form, known.unit, amount(shown, "The planned load", 1500) if shown else None)
    return about, SetBody(
        session=SessionId(session.id),
        app="legday",
        exercise=movement,
        place=whole(field(form, "place"), "The place of the set", 100_000),
        role=one_of(Role, field(form, "role") or Role.WORK, "What the set was"),
        note=read_note(form),
        **values,
    )


def _amend(site: Site, about: str, wanted: dict[str, Any]) -> None:
    done = next((done for session in site.known().sessions for done in session.sets if done.id == about), None)
    if done is None:
        raise BadInput("This set was taken back.", "Load the page again to log it anew.")
    if "reps" in wanted:  # what the sides did is no longer true of other repetitions
        wanted = {"reps_left": None, "reps_right": None} | wanted
    changed = {key: value for key, value in wanted.items() if getattr(done, key) != value}
    if changed:
        site.write(Kind.AMENDED, {about: changed})


@router.post("/session/{id}/finish")
def finish(site: Here, id: str) -> Response:
    """Finish a session; one without a set is taken back, because nothing was done."""
    session = find_session(site, id)
    if session is None:
        raise Missing("This session is not here.", "Open History and choose it from there.")
    if not session.sets:
        site.write(Kind.WITHDRAWN, {id: {}})
        return see("/")
    if session.ended is None:
        site.write(Kind.AMENDED, {id: {"ended": ending(site, session).isoformat()}})
    return see(f"/session/{id}")


def ending(site: Site, session: Session) -> datetime:
    """When a session ended: now, or with its last set where nobody finished it on its day."""
    if session.day == site.today:
        return local(site)
    ids = {done.id for done in session.sets}
    return max(fact.at.replace(tzinfo=None, microsecond=0) for fact in site.facts() if fact.about in ids)


@router.post("/session/{id}/effort")
def effort(site: Here, id: str, form: Typed) -> Response:
    """Store how hard a session felt."""
    if find_session(site, id) is None:
        raise Missing("This session is not here.", "Open History and choose it from there.")
    site.write(Kind.FELT, {f"effort:{id}": {"effort": whole(field(form, "effort"), "How hard it was", 10)}})
    return see(f"/session/{id}")


def find_set(site: Site, id: str) -> tuple[Session, Set]:
    """Find a set by its id, with its session."""
    for session in site.known().sessions:
        for done in session.sets:
            if done.id == id:
                return session, done
    raise Missing("This set is not here.", "It may have been taken back. Open History to see what is there.")


def _set_page(site: Site, id: str, status: int = 200, **values: Any) -> Response:
    session, done = find_set(site, id)
    name = loop.name_of(site.known(), MovementId(done.movement)) if done.movement else done.exercise
    return site.page("set.html", status=status, session=session, done=done, name=name, **values)


@router.get("/set/{id}")
def show_set(site: Here, id: str) -> Response:
    """Show one set, to be changed or taken back."""
    return _set_page(site, id)


@router.post("/set/{id}")
def change_set(site: Here, id: str, form: Typed) -> Response:
    """Change what a set says; only what differs is stored."""
    session, done = find_set(site, id)
    try:
        wanted = read_set(form, site.known().unit, done.load_kg)
        wanted |= {"note": read_note(form)} if "note" in form else {}
        wanted |= {"role": one_of(Role, field(form, "role"), "What the set was")} if "role" in form else {}
    except BadInput as error:
        return _set_page(site, id, 422, error=error, typed=form)
    _amend(site, id, wanted)
    return see(f"/session/{session.id}")


@router.post("/set/{id}/withdraw")
def withdraw_set(site: Here, id: str) -> Response:
    """Take a set back."""
    session, _ = find_set(site, id)
    site.write(Kind.WITHDRAWN, {id: {}})
    return see(f"/session/{session.id}")
