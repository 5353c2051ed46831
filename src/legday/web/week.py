"""The week: sessions with their reasons, limits and proof; and what to do when life interferes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import msgspec
from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from legday import loop
from legday.kinds import BadInput, MovementId
from legday.log.fact import Fact, Kind
from legday.plan import edit
from legday.plan.changed import changed, find, gap
from legday.plan.goal import Goal
from legday.plan.gyms import places
from legday.plan.week import GroupLine, Week
from legday.units import number
from legday.web.forms import field, whole
from legday.web.people import waiting
from legday.web.pictures import body_picture
from legday.web.site import Here, Site, Typed, see
from legday.web.text import day as day_words

router = APIRouter()


@router.get("/week")
def week(site: Here) -> Response:
    """The planned week with its reasons, its limits and its proof."""
    return week_page(site)


def week_page(site: Site, status: int = 200, **values: Any) -> Response:
    """Show the planned week."""
    known = site.known()
    planned, begun = known.week, loop.carried_out(known)
    open_ones = [session for session in planned.sessions if session.id not in begun] if planned else []
    return site.page(
        "week.html",
        status=status,
        done=begun,
        stale=planned is not None and (known.today - planned.start).days >= 7,
        missed=[session for session in open_ones if session.day < known.today],
        days=[planned.start + timedelta(days=ahead) for ahead in range(7)] if planned else [],
        places=places(known.goal),
        proposals=waiting(site),
        body=week_body(planned.groups) if planned and not known.state.flags else None,
        undo=planned is not None and bool(planned.changes) and before(site, planned) is not None,
        **values,
    )


def before(site: Site, week: Week) -> Week | None:
    """The plan of a week as it was before its last change."""
    about = f"{loop.WEEK}{week.start.isoformat()}"
    plans = sorted((fact for fact in site.facts() if fact.about == about and fact.kind is Kind.PLANNED), key=by_id)
    return loop.read_week(plans[-2]) if len(plans) > 1 else None


def by_id(fact: Fact) -> str:
    """Order facts as they were told."""
    return fact.id


def week_body(lines: Iterable[GroupLine]) -> Markup:
    """The body shaded by how near each group comes to what the week owes it; one that is very sore is owed nothing."""
    values, said = {}, {}
    for line in lines:
        sets = number(line.credit, 1)
        values[line.group] = min(line.credit / line.floor, 1.0) if line.floor else 0.0
        enough = "enough" if line.floor else "none needed"
        said[line.group] = f"{sets} sets, {enough}" if line.met else f"{sets} of {number(line.floor, 1)} sets"
    return body_picture(values, said, "What the week trains")


@router.post("/plan")
def plan(site: Here, form: Typed) -> Response:
    """Plan the seven days to come from what is known; a lighter week where that is asked for."""
    try:
        with site.search.turn():
            solved = loop.next_week(site.known(), lighter=bool(field(form, "lighter")), watch=site.search.watch)
    except BadInput as error:
        return week_page(site, 422, error=error)
    if loop.found(solved):
        keep(site, solved)
    elif solved.limits:
        return week_page(site, 422, error=BadInput(solved.limits[0].say, solved.limits[0].why))
    return see("/week")


def keep(site: Site, week: Week) -> None:
    """Store a planned week."""
    site.write(Kind.PLANNED, {f"{loop.WEEK}{week.start.isoformat()}": loop.week_body(week)})


def live(site: Site, change: Callable[[Week], Week], cause: str, goal: Goal | None = None) -> Response:
    """Change the present week as life asks for, plan again what that touches, and show what changed."""
    known = site.known()
    if known.state.flags:
        return see("/")  # the plan waits as it is until it is sorted out
    try:
        edited = change(loop.present(known))
        with site.search.turn():
            planned = loop.replan(known, edited, cause, goal=goal, watch=site.search.watch)
    except BadInput as error:
        return week_page(site, 422, error=error)
    if goal is not None:
        site.write(Kind.WISHED, {"goal": msgspec.to_builtins(goal)})
    keep(site, planned)
    return see("/week#changes")


def the_day(site: Site, id: str) -> str:
    """The day of a planned session in words, for a sentence."""
    week = site.known().week
    found = [session for session in week.sessions if session.id == id] if week else []
    return f"{found[0].day:%A}" if found else "that day"


def read_day(site: Site, typed: str) -> date:
    """Read a day that is not over."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise BadInput(f'"{typed}" is not a day.', "Choose a day of the week.") from None
    if day < site.today:
        raise BadInput(f"{day_words(day)} is over.", "Choose today or a later day.")
    return day


@router.post("/week/move")
def move(site: Here, form: Typed) -> Response:
    """Move a session to another day."""
    id, typed = field(form, "session"), field(form, "day")
    cause = edit.MOVED.format(day=the_day(site, id))
    return live(site, lambda week: edit.move(week, id, read_day(site, typed)), cause)


@router.post("/week/minutes")
def minutes(site: Here, form: Typed) -> Response:
    """Give a session more or less time."""
    id, typed = field(form, "session"), field(form, "minutes")
    cause = edit.TIMED.format(day=the_day(site, id), minutes=typed)
    return live(site, lambda week: edit.shorten(week, id, whole(typed, "The minutes", 180, least=10)), cause)


@router.post("/week/minimum")
def minimum(site: Here) -> Response:
    """Plan the least dose for today, and the rest of the week around it."""
    if site.known().state.flags:
        return see("/")
    try:
        with site.search.turn():
            planned = loop.minimum(site.known(), watch=site.search.watch)
    except BadInput as error:
        return week_page(site, 422, error=error)
    if loop.found(planned):
        keep(site, planned)
    return see("/")


@router.post("/week/place")
def place(site: Here, form: Typed) -> Response:
    """Do a session in another place."""
    id, gym = field(form, "session"), field(form, "gym")
    there = places(site.known().goal)
    name = there[gym].name if gym in there else "another place"
    cause = edit.PLACED.format(place=name, day=the_day(site, id))
    usual = gym == site.known().goal.gym.id
    return live(site, lambda week: edit.travel(week, id, "" if usual else gym), cause)


@router.post("/week/drop")
def drop(site: Here, form: Typed) -> Response:
    """Leave a session out."""
    id = field(form, "session")
    return live(site, lambda week: edit.drop(week, id), edit.DROPPED.format(day=the_day(site, id)))


@router.post("/week/again")
def again(site: Here) -> Response:
    """Plan the rest of the week again for what was missed, felt or changed since."""
    return live(site, lambda week: week, edit.AGAIN)


@router.post("/week/ill")
def ill(site: Here, form: Typed) -> Response:
    """Leave out the days until one is well again; what follows is lighter."""
    typed = field(form, "until")
    return live(site, lambda week: edit.ill(week, read_day(site, typed)), edit.ILL)


@router.post("/week/lock")
def lock(site: Here, form: Typed) -> Response:
    """Lock a movement in its session, or unlock it; nothing else changes."""
    known = site.known()
    id, movement, locked = field(form, "session"), MovementId(field(form, "movement")), bool(field(form, "locked"))
    try:
        keep(site, edit.lock(loop.present(known), id, movement, locked=locked))
    except BadInput as error:
        return week_page(site, 422, error=error)
    return see(f"/week#{id}")


@router.post("/week/ban")
def ban(site: Here, form: Typed) -> Response:
    """Never plan a movement again, from this week on."""
    known, movement = site.known(), MovementId(field(form, "movement"))
    goal = msgspec.structs.replace(
        known.goal,
        ban=tuple(dict.fromkeys((*known.goal.ban, movement))),
        like=tuple(id for id in known.goal.like if id != movement),
    )
    return live(site, lambda week: week, f"You do not want {loop.name_of(known, movement)}.", goal)


@router.post("/week/like")
def like(site: Here, form: Typed) -> Response:
    """Like a movement, or not any more; the weeks to come follow."""
    known, movement, liked = site.known(), MovementId(field(form, "movement")), bool(field(form, "liked"))
    others = tuple(id for id in known.goal.like if id != movement)
    goal = msgspec.structs.replace(known.goal, like=(*others, movement) if liked else others)
    site.write(Kind.WISHED, {"goal": msgspec.to_builtins(goal)})
    return see(f"/week#{field(form, 'session')}")


@router.post("/week/swap")
def swap(site: Here, form: Typed) -> Response:
    """Swap a movement of a session to come for the one that trains most the same muscles, and keep it there."""
    id, movement = field(form, "session"), MovementId(field(form, "movement"))
    name = loop.name_of(site.known(), movement)
    return live(site, lambda week: swapped(site, week, id, movement), edit.SWAPPED.format(movement=name))


def swapped(site: Site, week: Week, id: str, movement: MovementId) -> Week:
    """The week where the best stand-in has taken a movement's place and is locked there."""
    known, session = site.known(), edit.find(week, id)
    planned = find(session, movement)
    if planned is None or id in loop.carried_out(known):
        raise BadInput("This movement is not to come in that session.", "Open Week and choose one from there.")
    offered = loop.stand_ins(known, gap([session], planned, ()), gym=session.gym)
    if not offered:
        raise BadInput(f"Nothing else there trains the same as {planned.name}.", "Leave it out, or keep it.")
    came = msgspec.structs.replace(offered[0].planned, locked=True)
    return edit.change(week, id, movements=changed(session, movement, (), (came,)).movements)


@router.post("/week/undo")
def undo(site: Here) -> Response:
    """Take the last change of the week back."""
    week = site.known().week
    was = before(site, week) if week else None
    if was is not None:
        keep(site, msgspec.structs.replace(was, changes=()))
    return see("/week")
