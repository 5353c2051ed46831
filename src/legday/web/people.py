"""Buddies: whom somebody trains with, what each shows the other, invitations, cheers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from legday import loop
from legday.kinds import BadInput, Value
from legday.people.account import Invited
from legday.people.ties import ALWAYS, CHOICES, WORDS, Share, Tie, TieKind, chosen, seen
from legday.store.accounts import Accounts
from legday.store.facts import Store
from legday.store.proposals import Proposals
from legday.store.ties import Ties
from legday.web.account import Recent
from legday.web.door import At, Door
from legday.web.forms import field, fields, one_of
from legday.web.join import closed, invited
from legday.web.ledger import Event, note
from legday.web.site import Here, Site, Sites, Typed, see
from legday.web.who import who

router = APIRouter()


class Side(Value):
    """One of my ties as the page shows it: whose, with what name, and the switches of what I let them see."""

    tie: Tie
    name: str
    switches: tuple[tuple[Share, str, bool], ...]
    always: tuple[str, ...]


class Other:
    """Somebody who lets the person who asks see something: their legday, and what of it may be seen."""

    def __init__(self, site: Site, name: str, shares: frozenset[Share]) -> None:
        self.site = site
        self.name = name
        self.shares = shares


def not_here() -> HTTPException:
    """The answer about whoever one is not tied to: the same as about nobody at all."""
    return HTTPException(404)


def find_ties(request: Request) -> Ties:
    """The ties of this legday."""
    store: Store = request.app.state.sites.store
    return Ties(store)


Known = Annotated[Ties, Depends(find_ties)]
"""The ties, for a route."""


def name(store: Store, person: str) -> str:
    """The name of somebody as others see it."""
    account = Accounts(store).of(person)
    return account.name if account else "Somebody"


def other_site(request: Request, person: str) -> Site:
    """The legday of somebody else; only for who has made sure of a tie."""
    sites: Sites = request.app.state.sites
    return sites.of(person)


def tied(request: Request, door: Door, ties: Ties, person: str, kind: TieKind) -> Other:
    """Somebody who lets the person who asks see something as their buddy or coach; answers 404 for all others."""
    me = who(request).person
    found = [tie for tie in ties.between(person, me) if tie.kind is kind]
    if not found:
        note(Event.REFUSED, person=me, scope=request.scope, how="not tied")
        raise not_here()
    return Other(other_site(request, person), name(door.store, person), seen(found))


@router.get("/people")
def people(site: Here, door: At, request: Request, ties: Known) -> Response:
    """The people somebody is tied to, the invitations they made, and what they show to whom."""
    return people_page(site, door, request, ties)


def people_page(site: Site, door: Door, request: Request, ties: Ties, status: int = 200, **values: object) -> Response:
    """Show the people somebody is tied to; without accounts, how to begin."""
    one = who(request)
    if one.sign_in is None:
        return site.page("people.html", signed_in=False, error=None)
    mine = [side(door, tie) for tie in ties.of(one.person)]
    return site.page(
        "people.html",
        status=status,
        signed_in=True,
        buddies=[one for one in mine if one.tie.kind is TieKind.BUDDY],
        coaches=[one for one in mine if one.tie.kind is TieKind.COACH],
        athletes=sum(tie.kind is TieKind.COACH for tie in ties.to(one.person)),
        together={each.beside(one.person): each for each in ties.together(one.person, site.today)},
        me=one.person,
        invitations=[each for each in door.invitations.of(one.person, now=door.now()) if each.kind is not Invited.JOIN],
        recent=one.is_recent(door.now()),
        **{"link": None, "error": None, **values},
    )


def side(door: Door, tie: Tie) -> Side:
    """One of my ties as the page shows it."""
    switches = tuple((share, WORDS[share], share in tie.shares) for share in CHOICES[tie.kind])
    always = tuple(WORDS[share] for share in Share if share in ALWAYS[tie.kind])
    return Side(tie=tie, name=name(door.store, tie.other), switches=switches, always=always)


@router.post("/people/invite")
def invite(site: Here, door: At, request: Request, ties: Known, form: Typed, one: Recent) -> Response:
    """Make an invitation to be a buddy or a coach, and show its link, this once."""
    try:
        kind = one_of(TieKind, field(form, "kind"), "What you invite to")
    except BadInput as error:
        return people_page(site, door, request, ties, 422, error=error)
    secret = door.invitations.mint(one.person, Invited(kind.value), now=door.now())
    note(Event.INVITED, person=one.person, scope=request.scope, how=kind.value)
    return people_page(site, door, request, ties, link=(kind.value, f"{request.base_url}join/{secret}"))


@router.post("/people/invite/withdraw")
def withdraw(site: Here, door: At, form: Typed) -> Response:
    """Take an invitation back."""
    if not door.invitations.withdraw(site.person, field(form, "id")):
        raise not_here()
    return see("/people#invite")


@router.get("/people/join/{secret}")
def asked(site: Here, door: At, request: Request, secret: str) -> Response:
    """Say who invites and what each would see, and ask for a yes or a no."""
    return asked_page(site, door, request, secret)


def asked_page(site: Site, door: Door, request: Request, secret: str, error: BadInput | None = None) -> Response:
    """Show an invitation to somebody with an account."""
    try:
        invitation = invited(door, request, secret)
    except BadInput as gone:
        return closed(gone)
    if invitation.kind is Invited.JOIN or who(request).sign_in is None:
        return see("/account")
    kind = TieKind(invitation.kind.value)
    return site.page(
        "asked.html",
        status=422 if error else 200,
        kind=kind.value,
        name=name(door.store, invitation.person),
        own=invitation.person == site.person,
        error=error,
        secret=secret,
    )


@router.post("/people/join/{secret}")
def answer(site: Here, door: At, request: Request, ties: Known, secret: str, form: Typed) -> Response:
    """Take an invitation, or say no."""
    one = who(request)
    if one.sign_in is None:
        return see("/account")
    try:
        invited(door, request, secret)
        if field(form, "answer") != "yes":
            ties.refuse(secret, by=one.person, now=door.now())
            return see("/people")
        tie = ties.accept(secret, by=one.person, now=door.now())
    except BadInput as error:
        return asked_page(site, door, request, secret, error)
    note(Event.TIE_CHANGED, person=one.person, scope=request.scope, how=f"{tie.kind.value} begun")
    return see(f"/athlete/{tie.person}" if tie.kind is TieKind.COACH else f"/people/{tie.person}")


@router.get("/people/{person}")
def buddy(site: Here, door: At, request: Request, ties: Known, person: str) -> Response:
    """What a buddy shows: how often they trained, what they did, and a cheer for it."""
    other = tied(request, door, ties, person, TieKind.BUDDY)
    known = other.site.known()
    return site.page(
        "person.html",
        person=person,
        name=other.name,
        attendance=loop.attendance(known) if Share.ATTENDANCE in other.shares else None,
        sessions=loop.shown(known) if Share.SESSIONS in other.shares else None,
        cheered=ties.cheered(person, site.person),
        mine=next((side(door, tie) for tie in ties.between(site.person, person) if tie.kind is TieKind.BUDDY), None),
        together=next(
            (each for each in ties.together(site.person, site.today) if each.beside(site.person) == person), None
        ),
        me=site.person,
    )


@router.post("/people/{person}/share")
def share(site: Here, request: Request, ties: Known, person: str, form: Typed) -> Response:
    """Choose what a buddy or a coach sees."""
    kind = kind_of(form)
    if not ties.share(site.person, person, kind, chosen(kind, fields(form, "share"))):
        raise not_here()
    note(Event.TIE_CHANGED, person=site.person, scope=request.scope, how=f"{kind.value} shown other things")
    return see("/people")


@router.post("/people/{person}/end")
def end(site: Here, request: Request, ties: Known, person: str, form: Typed) -> Response:
    """End a tie for both, at once."""
    kind = kind_of(form)
    if not ties.end(site.person, person, kind):
        raise not_here()
    note(Event.TIE_CHANGED, person=site.person, scope=request.scope, how=f"{kind.value} ended")
    return see("/people")


def kind_of(form: Typed) -> TieKind:
    """The kind of tie that a form is about."""
    return one_of(TieKind, field(form, "kind"), "The tie")


@router.post("/people/{person}/cheer")
def cheer(site: Here, door: At, request: Request, ties: Known, person: str, form: Typed) -> Response:
    """Cheer for a session that one may see, or take the cheer back."""
    other = tied(request, door, ties, person, TieKind.BUDDY)
    about = field(form, "session")
    if Share.SESSIONS not in other.shares or about not in {one.id for one in loop.shown(other.site.known())}:
        raise not_here()
    if field(form, "undo"):
        ties.take_cheer(person, site.person, about)
    else:
        ties.cheer(person, site.person, about, now=door.now())
    return see(f"/people/{person}#{about}")


class Told(Value):
    """What others have for somebody today: who cheered, who asks to train together, which proposals wait."""

    cheers: tuple[str, ...] = ()
    asking: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    proposals: tuple[tuple[str, str], ...] = ()


def told(site: Site) -> Told:
    """What others have for somebody today; a cheer is from now on seen."""
    ties, me = Ties(site.store), site.person
    asked = ties.together(me, site.today)
    return Told(
        cheers=tuple(dict.fromkeys(name(site.store, one.sender) for one in ties.new_cheers(me, now=site.now()))),
        asking=tuple((one.person, name(site.store, one.person)) for one in asked if one.other == me and not one.agreed),
        beside=tuple((one.beside(me), name(site.store, one.beside(me))) for one in asked if one.agreed),
        proposals=waiting(site),
    )


def waiting(site: Site) -> tuple[tuple[str, str], ...]:
    """The proposals that somebody has not answered: the id of each and who made it."""
    return tuple((one.id, name(site.store, one.coach)) for one in Proposals(site.store).to(site.person))
