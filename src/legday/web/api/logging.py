"""What is done: sessions and sets, in the words that a lifter writes them down with."""

from __future__ import annotations

import secrets
from typing import Annotated

import msgspec

from legday import loop
from legday.kinds import BadInput, Kilograms, MovementId, Reps, Reserve, SessionId, SetId, Value
from legday.log.entry import read_entry
from legday.log.fact import Kind
from legday.log.history import Session, Set
from legday.movement.catalogue import find_movement
from legday.plan.swap import StandIn
from legday.plan.week import PlannedSession
from legday.web import session as page
from legday.web import taken
from legday.web.api.operation import SOME_ID, Part
from legday.web.api.writing import add, well, write
from legday.web.site import Site
from legday.web.stations import offers
from legday.web.who import Right

part = Part("Sessions", "What was done, newest first, and what is being done: sets as a lifter writes them down.")

SHOWN = 20
"""Sessions of one page, unless more or fewer are asked for."""


class Page(Value):
    """Which sessions: those before one (its id, as ``next`` of the last answer), and how many."""

    before: str = ""
    most: Annotated[int, msgspec.Meta(ge=1, le=200)] = SHOWN


class Sessions(Value):
    """Sessions, newest first; ``next`` is what to ask ``before`` with for older ones (None: there are none)."""

    sessions: tuple[Session, ...]
    next: SessionId | None


class One(Value):
    """Which one."""

    id: str


class Visit(Value):
    """A session that was begun, or is to come: what was done, and the plan as it is now. One may be missing."""

    session: Session | None
    plan: PlannedSession | None


class Begin(Value):
    """Which planned session is begun; none is training on one's own."""

    planned: str | None = None


class Written(Value):
    """Sets of a movement (by any of its names), each as load x reps @ reserve."""

    movement: str
    sets: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=50)]


class Logged(Value):
    """What was logged: the movement, and the session with the new sets, whose ids take them back."""

    movement: MovementId
    session: Session
    sets: tuple[SetId, ...]


class Corrected(Value):
    """What a set should say; what is not given stays as it is."""

    load_kg: Kilograms | msgspec.UnsetType | None = msgspec.UNSET
    reps: Reps | msgspec.UnsetType = msgspec.UNSET
    reserve: Reserve | msgspec.UnsetType | None = msgspec.UNSET
    note: Annotated[str, msgspec.Meta(max_length=2000)] | msgspec.UnsetType = msgspec.UNSET


class Hard(Value):
    """How hard a session was: 0 is rest, 10 is all there was."""

    effort: Annotated[int, msgspec.Meta(ge=0, le=10)]


class Out(Value):
    """A movement of a session that runs."""

    movement: MovementId


class Instead(Out):
    """A movement of a session that runs, and what comes in its place."""

    to: MovementId


class Where(One):
    """A movement of a session that runs, in the address."""

    movement: MovementId


@part.operation("GET", "/sessions", right=Right.READ, errors=(404,), most="20")
def sessions(site: Site, asked: Page) -> Sessions:
    """Sessions with their sets, newest first, by pages."""
    every = site.known().sessions[::-1]
    first = 0
    if asked.before:
        places = {one.id: place for place, one in enumerate(every)}
        if asked.before not in places:
            raise page.Missing("This session is not here.", "Ask without `before` for the newest ones.")
        first = places[SessionId(asked.before)] + 1
    found = every[first : first + asked.most]
    more = len(every) > first + asked.most
    return Sessions(sessions=found, next=found[-1].id if more else None)


@part.operation("GET", "/sessions/{id}", right=Right.READ, id=SOME_ID)
def session(site: Site, asked: One) -> Visit:
    """One session, done, running or to come, by its id or by that of the planned one."""
    found = page.find_session(site, asked.id) or page.carried(site, asked.id)
    if found is None:
        plan = page.planned_session(site, asked.id)
        if plan is None:
            raise page.Missing(
                "This session is not here.", "See /week for what is planned, /sessions for what is done."
            )
        return Visit(session=None, plan=plan)
    made = page.versions(site, found)
    return Visit(session=found, plan=made[-1] if made else None)


@part.operation("POST", "/sessions", right=Right.LOG, status=201, errors=(404,), body={})
def start(site: Site, body: Begin) -> Session:
    """Begin a session, from the plan or on one's own; beginning a planned one twice gives the same."""
    well(site)
    if body.planned is not None:
        begun = page.carried(site, body.planned)
        if begun is not None:
            return begun
        if page.planned_session(site, body.planned) is None:
            raise page.Missing("This session is not in the plan any more.", "See /week for those that are.")
    fact = loop.visit(site.known(), planned=body.planned, at=site.now(), seed=secrets.token_bytes(16))
    add(site, [fact])
    return there(site, fact.id)


@part.operation(
    "POST", "/sets", right=Right.LOG, status=201, body={"movement": "back squat", "sets": ["60x12@2", "60x11@1"]}
)
def log_sets(site: Site, body: Written) -> Logged:
    """Log sets in words: 60x12@2 is 60 (in the person's unit), 12 repetitions, 2 in reserve.

    Load and reserve may be left out (15), a load may carry its unit (135 lb x 5), and what is held is written in
    seconds (45s). They join today's session, or begin one.
    """
    known = site.known()
    movement = find_movement(body.movement, known.catalogue)
    entries = [read_entry(text, known.unit) for text in body.sets]
    facts = loop.log_facts(known, movement.id, entries, at=site.now(), seed=secrets.token_bytes(16))
    add(site, facts)
    done = [fact for fact in facts if "session" in fact.body]
    return Logged(
        movement=movement.id,
        session=there(site, done[0].body["session"]),
        sets=tuple(SetId(fact.id) for fact in done),
    )


@part.operation("GET", "/sets/{id}", right=Right.READ, id=SOME_ID)
def one_set(site: Site, asked: One) -> Set:
    """One set."""
    return page.find_set(site, asked.id)[1]


@part.operation("PATCH", "/sets/{id}", right=Right.LOG, id=SOME_ID, body={"reps": 11})
def correct_set(site: Site, asked: One, body: Corrected) -> Set:
    """Correct a set; only what differs is stored, and what it said before stays in the log."""
    _, done = page.find_set(site, asked.id)
    wanted = msgspec.to_builtins(body)
    changed = {name: value for name, value in wanted.items() if getattr(done, name) != value}
    if changed:
        write(site, Kind.AMENDED, {done.id: changed})
    return page.find_set(site, asked.id)[1]


@part.operation("DELETE", "/sets/{id}", right=Right.LOG, id=SOME_ID)
def withdraw_set(site: Site, asked: One) -> Session:
    """Take a set back; the session as it is then."""
    found, done = page.find_set(site, asked.id)
    write(site, Kind.WITHDRAWN, {done.id: {}})
    return there(site, found.id)


@part.operation("POST", "/sessions/{id}/finish", right=Right.LOG, id=SOME_ID)
def finish(site: Site, asked: One) -> Session | None:
    """Finish a session; one without a set is taken back, and the answer is null."""
    found = there(site, asked.id)
    page.finish(site, found.id)
    return page.find_session(site, found.id)


@part.operation("POST", "/sessions/{id}/effort", right=Right.LOG, id=SOME_ID, body={"effort": 7})
def effort(site: Site, asked: One, body: Hard) -> Hard:
    """Say how hard a session was."""
    found = there(site, asked.id)
    write(site, Kind.FELT, {f"effort:{found.id}": {"effort": body.effort}})
    return body


@part.operation("GET", "/sessions/{id}/stand-ins/{movement}", right=Right.READ, id=SOME_ID, movement="leg_press_45")
def stand_ins(site: Site, asked: Where) -> tuple[StandIn, ...]:
    """What may take the place of a movement of a session that runs, whose equipment is taken; the best first."""
    there(site, asked.id)
    _, made, station = taken.to_do(site, asked.id, asked.movement)
    return offers(made, station, site.known()) if station else ()


@part.operation(
    "POST",
    "/sessions/{id}/swap",
    right=Right.LOG,
    id=SOME_ID,
    body={"movement": "leg_press_45", "to": "hack_squat"},
)
def swap(site: Site, asked: One, body: Instead) -> Visit:
    """Swap what is left of a movement in a session that runs."""
    found, made, station = taken.to_do(site, asked.id, body.movement)
    came = (
        [one.planned for one in offers(made, station, site.known()) if one.planned.movement == body.to]
        if station
        else []
    )
    if station is None or not came:
        raise BadInput("This cannot be swapped for that now.", "See the session's stand-ins for what can come.")
    taken.take_out(site, found, made, station, *came)
    return session(site, asked)


@part.operation("POST", "/sessions/{id}/skip", right=Right.LOG, id=SOME_ID, body={"movement": "leg_press_45"})
def skip(site: Site, asked: One, body: Out) -> Visit:
    """Leave out what is left of a movement in a session that runs."""
    found, made, station = taken.to_do(site, asked.id, body.movement)
    if station is None:
        raise BadInput("Nothing of this movement is left in the session.", "See the session's plan for what is.")
    taken.take_out(site, found, made, station)
    return session(site, asked)


def there(site: Site, id: str) -> Session:
    """Find a session by its id."""
    found = page.find_session(site, id)
    if found is None:
        raise page.Missing("This session is not here.", "See /sessions for those that are.")
    return found
