"""The week: as it is, as it might be, and kept only when the person says yes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import Annotated

import msgspec

from legday import loop
from legday.kinds import BadInput, MovementId, Value
from legday.log.fact import Kind
from legday.loop import Proposal
from legday.plan import edit
from legday.plan.goal import Goal
from legday.plan.gyms import places
from legday.plan.week import Week
from legday.web import week as page
from legday.web.api.operation import Conflict, Part
from legday.web.api.writing import well, write
from legday.web.search import Progress
from legday.web.session import Missing
from legday.web.site import Site
from legday.web.who import Right

part = Part(
    "Plan",
    "The day and the week. What is planned or changed here is a proposal: nothing holds before it is kept, so that an "
    "assistant can ask its person first.",
)


class New(Value):
    """What to plan: seven days from ``start`` on (today), with half the sets, or today's least dose."""

    start: date | None = None
    lighter: bool = False
    minimum: bool = False


class Keep(Value):
    """Which proposal to keep."""

    id: str


class Move(Value, tag_field="change", tag="move"):
    """A session comes on another day of its week."""

    session: str
    day: date


class Minutes(Value, tag_field="change", tag="minutes"):
    """A session has more or less time."""

    session: str
    minutes: Annotated[int, msgspec.Meta(ge=10, le=180)]


class Place(Value, tag_field="change", tag="place"):
    """A session is done in another gym."""

    session: str
    gym: str


class Drop(Value, tag_field="change", tag="drop"):
    """A session is left out."""

    session: str


class Swap(Value, tag_field="change", tag="swap"):
    """A movement of a session to come makes way for what trains most the same muscles."""

    session: str
    movement: MovementId


class Ill(Value, tag_field="change", tag="ill"):
    """The days until one is well again are left out; what follows is lighter."""

    until: date


class Again(Value, tag_field="change", tag="again"):
    """What is left of the week is planned again for what was missed, felt or wished since."""


Change = Move | Minutes | Place | Drop | Swap | Ill | Again
"""What life asks of a planned week."""


class Lock(Value):
    """A movement that stays in its session whatever is planned anew, or is let go again."""

    session: str
    movement: MovementId
    locked: bool = True


@part.operation("GET", "/today", right=Right.READ)
def today(site: Site) -> loop.Today:
    """What to train today, or when next, and why."""
    return loop.read_day(site.known())


@part.operation("GET", "/week", right=Right.READ)
def week(site: Site) -> Week | None:
    """The planned week with its reasons, its limits and its proof.

    Null: none is planned yet, or something needs care first.
    """
    known = site.known()
    return None if known.state.flags else known.week


@part.operation("POST", "/plan", right=Right.PLAN, body={"lighter": False})
def propose_week(site: Site, body: New) -> Proposal:
    """Propose seven days.

    The answer has the week with its proof, and an id. Nothing is kept: send the id to /plan/keep once the person
    agrees. It takes some seconds; /search says how far it is.
    """
    well(site)
    known = site.known()
    if body.start and body.start < known.today:
        raise BadInput(f"{body.start} is over.", "Start today or on a later day.")
    with site.search.turn():
        if body.minimum:
            found = loop.minimum(known, watch=site.search.watch)
        else:
            found = loop.next_week(known, start=body.start, lighter=body.lighter, watch=site.search.watch)
    return held(site, known, found, "")


@part.operation(
    "POST", "/plan/change", right=Right.PLAN, errors=(404,), body={"change": "again"}
)  # fmt: skip
def propose_change(site: Site, body: Change) -> Proposal:
    """Propose the week with something changed.

    `change` says what: move, minutes, place, drop, swap, ill or again. What was done stays, and what need not change
    stays. Like a new week it is kept by /plan/keep only.
    """
    well(site)
    known = site.known()
    present = loop.present(known)
    if not isinstance(body, Ill | Again) and all(one.id != body.session for one in present.sessions):
        raise Missing("This session is not in the plan.", "See /week for those that are.")
    change, cause = told(site, body)
    edited = change(present)
    with site.search.turn():
        found = loop.replan(known, edited, cause, watch=site.search.watch)
    return held(site, known, found, cause)


def told(site: Site, body: Change) -> tuple[Callable[[Week], Week], str]:
    """What a change does to the week, and the sentence that says so."""
    known = site.known()
    match body:
        case Ill():
            until = not_over(site, body.until)
            return lambda week: edit.ill(week, until), edit.ILL
        case Again():
            return lambda week: week, edit.AGAIN
        case Swap():
            cause = edit.SWAPPED.format(movement=loop.name_of(known, body.movement))
            return lambda week: page.swapped(site, week, body.session, body.movement), cause
    day = page.the_day(site, body.session)
    match body:
        case Move():
            to = not_over(site, body.day)
            return lambda week: edit.move(week, body.session, to), edit.MOVED.format(day=day)
        case Minutes():
            cause = edit.TIMED.format(day=day, minutes=body.minutes)
            return lambda week: edit.shorten(week, body.session, body.minutes), cause
        case Place():
            there = places(known.goal)
            if body.gym not in there:
                raise BadInput(f'There is no place "{body.gym}".', "See /wishes for yours.")
            gym = "" if body.gym == known.goal.gym.id else body.gym
            cause = edit.PLACED.format(place=there[body.gym].name, day=day)
            return lambda week: edit.travel(week, body.session, gym), cause
        case Drop():
            return lambda week: edit.drop(week, body.session), edit.DROPPED.format(day=day)


def not_over(site: Site, day: date) -> date:
    """A day that is not over yet."""
    if day < site.today:
        raise BadInput(f"{day} is over.", "Choose today or a later day.")
    return day


def held(site: Site, known: loop.Known, found: Week, cause: str) -> Proposal:
    """Hold a week as a proposal; raises BadInput where none was found."""
    if not loop.found(found):
        for limit in found.limits:
            raise BadInput(limit.say, limit.why)
        raise BadInput("No week was found in time.", "Ask again, or change your wishes.")
    return site.proposals.hold(known, found, cause=cause, id=secrets.token_urlsafe(12))


@part.operation("POST", "/plan/keep", right=Right.PLAN, errors=(404,), body={"id": "o5lKq2Yb3uW8x1cZ"})
def keep_proposal(site: Site, body: Keep) -> Week:
    """Keep a proposed week.

    Only with the person's yes. A proposal is kept once, and not when the plan has changed since it was made.
    """
    well(site)
    known = site.known()
    try:
        made = site.proposals.take(known, body.id)
    except loop.Gone as error:
        raise Missing(error.wrong, error.remedy) from None
    except loop.Outdated as error:
        raise Conflict(error.wrong, error.remedy) from None
    page.keep(site, made.week)
    return made.week


@part.operation("POST", "/plan/undo", right=Right.PLAN, errors=(404,))
def undo_change(site: Site) -> Week:
    """Take the last change of the week back."""
    known = site.known()
    was = page.before(site, known.week) if known.week and known.week.changes else None
    if was is None:
        raise Missing("Nothing was changed in this week.", "See /week for how it is.")
    again = msgspec.structs.replace(was, changes=())
    page.keep(site, again)
    return again


@part.operation(
    "POST", "/plan/lock", right=Right.PLAN, body={"session": "2026-11-23:mon", "movement": "back_squat"}
)  # fmt: skip
def lock(site: Site, body: Lock) -> Week:
    """Lock a movement in its session, or let it go; nothing else changes."""
    edited = edit.lock(loop.present(site.known()), body.session, body.movement, locked=body.locked)
    page.keep(site, edited)
    return edited


@part.operation("GET", "/search", right=Right.READ)
def search(site: Site) -> Progress:
    """How far the search for a week is that runs."""
    return site.search.progress()


@part.operation("POST", "/search/end", right=Right.PLAN)
def end_search(site: Site) -> Progress:
    """End the search that runs with the best week so far."""
    site.search.end()
    return site.search.progress()


@part.operation("GET", "/wishes", right=Right.READ)
def wishes(site: Site) -> Goal:
    """What the person wants and what limits it: days, places, favoured muscles, movements liked or left out."""
    return site.known().goal


@part.operation(
    "PUT",
    "/wishes",
    right=Right.PLAN,
    body={
        "slots": [{"weekday": "mon", "minutes": 45}, {"weekday": "thu", "minutes": 60}],
        "gym": {
            "id": "cellar",
            "name": "Cellar",
            "equipment": ["dumbbells", "bench"],
            "loads": {"dumbbells": {"least_kg": 2, "most_kg": 24, "step_kg": 2}},
        },
        "favour": ["glutes"],
    },
)
def wish(site: Site, body: Goal) -> Goal:
    """Keep wishes; the week follows when it is planned again.

    Send them whole, as GET gives them, with what is to be otherwise.
    """
    strangers = [id for id in (*body.like, *body.ban) if id not in site.known().catalogue]
    if strangers:
        raise BadInput(f'"{strangers[0]}" is not a movement here.', "See /movements for their ids.")
    write(site, Kind.WISHED, {"goal": msgspec.to_builtins(body)})
    return site.known().goal
