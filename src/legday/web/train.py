"""A planned session where it is done: the page of a session that runs, whether it was begun or not."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from legday.kinds import SessionId
from legday.log.history import Session
from legday.web.session import Missing, carried, local, planned_session, running
from legday.web.site import Here, see

router = APIRouter()


@router.get("/train/{planned}")
def train(site: Here, planned: str) -> Response:
    """Show a planned session as it runs; one that was not begun is begun on this page."""
    begun = carried(site, planned)
    if begun is not None:
        return running(site, begun)
    if planned_session(site, planned) is None:
        raise Missing("This session is not in the plan any more.", "Open Week and start one from there.")
    if site.known().state.flags:
        return see("/")  # nobody is led into a session while something needs care
    nothing = Session(
        id=SessionId(""), app="legday", began=local(site), ended=None, title="Legs", note="", planned=planned, sets=()
    )
    return running(site, nothing)
