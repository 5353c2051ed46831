"""The coach: athletes on one line each, one athlete with what they show, and weeks proposed to them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from legday import loop
from legday.coach.measures.entries import Girth
from legday.kinds import BadInput, Group, MovementId
from legday.people.ties import Proposal, Share, TieKind
from legday.plan.coached import Changes
from legday.plan.goal import Weekday
from legday.store.proposals import Proposals
from legday.web.door import At
from legday.web.forms import field, fields, one_of, whole
from legday.web.glances import Glances
from legday.web.pages import group_choices
from legday.web.people import Known, Other, name, not_here, tied
from legday.web.site import Here, Site, Typed, see
from legday.web.text import capital
from legday.web.week import keep

router = APIRouter()

MOST_NOTE = 500
"""Letters of a note: some sentences, not a chat."""


@router.get("/athletes")
def athletes(site: Here, door: At, request: Request, ties: Known) -> Response:
    """The athletes of a coach, one line each; who is not read yet follows in a moment."""
    persons = [tie.person for tie in ties.to(site.person) if tie.kind is TieKind.COACH]
    glances: Glances = request.app.state.glances
    read = glances.of(persons, site.today)
    sent = Proposals(site.store).by(site.person)
    names = {account.person: account.name for account in door.accounts.every()}
    lines = [(one, names.get(one, "Somebody"), read.get(one), latest_of(sent, one)) for one in persons]
    return site.page(
        "athletes.html",
        lines=sorted(lines, key=lambda line: line[1].casefold()),
        waiting=len(persons) - len(read),
    )


def latest_of(sent: tuple[Proposal, ...], person: str) -> Proposal | None:
    """The last proposal to a person."""
    return next((one for one in sent if one.person == person), None)


@router.get("/athlete/{person}")
def athlete(site: Here, door: At, request: Request, ties: Known, person: str) -> Response:
    """One athlete with what they show, and the form to propose a week."""
    return athlete_page(site, tied(request, door, ties, person, TieKind.COACH), person)


def athlete_page(site: Site, other: Other, person: str, status: int = 200, **values: object) -> Response:
    """Show one athlete; what they keep to themselves is not read at all."""
    known = other.site.known()
    body = loop.read_body(other.site.facts(), known) if Share.BODY in other.shares else None
    planned = known.week if Share.WEEK in other.shares and not known.state.flags else None
    names = sorted(((id, one.name) for id, one in site.known().catalogue.items()), key=lambda pair: pair[1])
    return site.page(
        "athlete.html",
        status=status,
        person=person,
        name=other.name,
        attendance=loop.attendance(known) if Share.ATTENDANCE in other.shares else None,
        sessions=loop.shown(known)[:4] if Share.SESSIONS in other.shares else None,
        going=loop.going(known) if Share.TRENDS in other.shares else None,
        week=planned,
        slots=known.goal.slots,
        favour=[group.value for group in known.goal.favour],
        favours=group_choices(),
        names=names,
        care=bool(known.state.flags),
        signs=known.state.flags if Share.CARE in other.shares else (),
        hurting=hurting(known) if Share.CARE in other.shares else None,
        sore=known.state.sore if Share.SORENESS in other.shares else None,
        mass_kg=body.mass_kg if body else None,
        girths=last_girths(body) if body else None,
        sent=latest_of(Proposals(site.store).by(site.person), person),
        **{"error": None, **values},
    )


def hurting(known: loop.Known) -> list[str]:
    """What aches and what asks for care, in words."""
    joints = dict.fromkeys((*known.goal.aches, *known.state.aches))
    return [*(capital(joint.value) for joint in joints), *(capital(one.value) for one in known.goal.conditions)]


def last_girths(body: loop.Body) -> list[Girth]:
    """The last girth of each place that was measured."""
    return [those[-1] for those in body.measured.girths.values() if those]


@router.post("/athlete/{person}/propose")
def propose(site: Here, door: At, request: Request, ties: Known, person: str, form: Typed) -> Response:
    """Plan a week for an athlete within their own limits and send it; it is no plan of theirs until they accept."""
    other = tied(request, door, ties, person, TieKind.COACH)
    try:
        asked, note = read_changes(form), read_note(form)
        with site.search.turn():
            week = loop.propose(other.site.known(), asked, watch=site.search.watch)
    except BadInput as error:
        return athlete_page(site, other, person, 422, error=error)
    body = loop.proposal_body(loop.Proposed(week=week, note=note))
    if Proposals(site.store).send(person, site.person, body, now=door.now()) is None:
        raise not_here()  # the tie ended meanwhile
    return see(f"/athlete/{person}#proposal")


@router.post("/athlete/{person}/take-back")
def take_back(site: Here, door: At, request: Request, ties: Known, person: str) -> Response:
    """Take a proposal back that is not answered."""
    tied(request, door, ties, person, TieKind.COACH)
    Proposals(site.store).take_back(site.person, person)
    return see(f"/athlete/{person}")


def read_changes(form: Typed) -> Changes:
    """Read what a coach asks of a week."""
    minutes = field(form, "minutes")
    days = tuple(one_of(Weekday, typed, "The day") for typed in fields(form, "day"))
    return Changes(
        favour=tuple(one_of(Group, typed, "The muscle group") for typed in fields(form, "favour")),
        days=days,
        minutes=whole(minutes, "The minutes", 180, least=10) if minutes else None,
        like=tuple(MovementId(typed) for typed in fields(form, "like") if typed),
        ban=tuple(MovementId(typed) for typed in fields(form, "ban") if typed),
    )


def read_note(form: Typed) -> str:
    """Read a note from one to the other."""
    note = field(form, "note")
    if len(note) > MOST_NOTE:
        raise BadInput("The note is too long.", f"Write up to {MOST_NOTE} letters.")
    return note


@router.get("/proposal/{id}")
def proposal(site: Here, id: str) -> Response:
    """A week that a coach proposes: what it changes, to be accepted or declined."""
    return proposal_page(site, id)


def proposal_page(site: Site, id: str, status: int = 200, **values: object) -> Response:
    """Show a proposal to whom it was made, while it is not answered."""
    kept, proposed = find(site, id)
    coach = name(site.store, kept.coach)
    known = site.known()
    return site.page(
        "proposal.html",
        status=status,
        id=id,
        coach=coach,
        note=proposed.note if proposed else "",
        week=proposed.week if proposed else None,
        told=loop.what_changes(known, proposed.week, f"{coach} proposes it.") if proposed else (),
        **{"error": None if proposed else loop.OUT_OF_DATE, **values},
    )


def find(site: Site, id: str) -> tuple[Proposal, loop.Proposed | None]:
    """A proposal to who asks, not answered yet; answers 404 for all others."""
    kept = Proposals(site.store).find(site.person, id)
    if kept is None:
        raise not_here()
    return kept, loop.read_proposed(kept.body)


@router.post("/proposal/{id}")
def answer(site: Here, door: At, id: str, form: Typed) -> Response:
    """Accept a proposed week, which makes it the person's own plan, or decline it with a word."""
    kept, proposed = find(site, id)
    store = Proposals(site.store)
    try:
        if field(form, "answer") != "accept":
            if not store.answer(site.person, id, read_note(form) or "No, thank you.", now=door.now()):
                raise not_here()
            return see("/week")
        if proposed is None:
            raise loop.OUT_OF_DATE
        week = loop.accept(site.known(), proposed, name(site.store, kept.coach))
    except BadInput as error:
        return proposal_page(site, id, 422, error=error)
    if not store.answer(site.person, id, "", now=door.now()):
        raise not_here()  # it was taken back meanwhile
    keep(site, week)
    return see("/week#changes")
