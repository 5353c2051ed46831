"""How sore: muscles, joints, and the signs that come before all training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from legday.body.muscles import groups
from legday.coach.safety import red_flags
from legday.kinds import BadInput, Group, Joint
from legday.log.fact import Kind, latest
from legday.web.forms import answers, fields
from legday.web.pictures import body_picture
from legday.web.site import Here, Site, Typed, see

router = APIRouter()


def held(site: Site) -> dict[str, dict[str, Any]]:
    """What was felt last about each subject."""
    return {about: fact.body for about, fact in latest(site.facts(), Kind.FELT).items()}


def page(site: Site, status: int = 200, typed: dict[str, Any] | None = None, **values: Any) -> Response:
    """Show the form, filled with what was said last."""
    felt = held(site)
    sore = site.known().state.sore
    shown = typed or {
        "sore": {group: sore.get(group, 0) for group in Group},
        "ache": {joint: felt.get(f"ache:{joint}", {}).get("pain", 0) for joint in Joint},
        "flag": [flag.id for flag in red_flags() if felt.get(f"flag:{flag.id}", {}).get("open")],
    }
    named = [(group, groups()[group]) for group in Group]
    body = sore_body(shown["sore"])
    return site.page(
        "sore.html", status=status, shown=shown, body=body, named=named, joints=Joint, flags=red_flags(), **values
    )


def sore_body(sore: Mapping[Group, int]) -> Markup:
    """The body shaded by how sore each group is, 0 to 10; ``static/sore.js`` says the same of what is changed."""
    said = {group: f"{value} of 10" for group, value in sore.items() if value}
    return body_picture({group: value / 10 for group, value in sore.items()}, said, "How sore your legs are")


@router.get("/sore")
def sore(site: Here, saved: str = "") -> Response:
    """Ask how sore the legs are, what aches, and about signs to take seriously."""
    return page(site, saved=bool(saved))


@router.post("/sore")
def feel(site: Here, form: Typed) -> Response:
    """Keep what was felt: every muscle and joint that says something, and each sign that came or went."""
    try:
        said_sore = answers(form, "sore", list(Group))
        said_ache = answers(form, "ache", list(Joint))
    except BadInput as error:
        return page(site, 422, error=error, saved=False)
    felt, known_sore = held(site), site.known().state.sore
    facts: dict[str, dict[str, Any]] = {}
    for group, value in said_sore.items():
        if value or Group(group) in known_sore:  # a slider left at 0 that was never asked about says nothing
            facts[f"sore:{group}"] = {"sore": value}
    for joint, value in said_ache.items():
        if value or felt.get(f"ache:{joint}", {}).get("pain"):
            facts[f"ache:{joint}"] = {"pain": value}
    ticked = fields(form, "flag")
    for flag in red_flags():
        if (flag.id in ticked) != bool(felt.get(f"flag:{flag.id}", {}).get("open")):
            facts[f"flag:{flag.id}"] = {"open": flag.id in ticked}
    if facts:
        site.write(Kind.FELT, facts)
    return see("/" if site.known().state.flags else "/sore?saved=yes")
