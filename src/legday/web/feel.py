"""How sore: muscles, joints, and the signs that come before all training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from legday import loop
from legday.body.muscles import groups
from legday.coach.recovery.course import LASTS_DAYS
from legday.coach.recovery.soreness import FRESH_DAYS
from legday.coach.safety import red_flags
from legday.kinds import BadInput, Group, Joint, Value
from legday.log.fact import Kind, latest
from legday.web.charts import soreness_chart
from legday.web.forms import answers, fields
from legday.web.pictures import body_picture
from legday.web.site import Here, Site, Typed, see

router = APIRouter()

BEFORE = 4
"""How many days before today a chart of soreness shows."""


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
        "sore.html",
        status=status,
        shown=shown,
        body=body,
        named=named,
        joints=Joint,
        flags=red_flags(),
        courses=days(site),
        said=loop.felt_words(site.known()),
        ahead=loop.ahead_words(site.known()),
        **values,
    )


class Days(Value):
    """A group's days around today: what was expected and what was felt, and the picture of both."""

    name: str
    rows: tuple[tuple[date, float, int | None], ...]
    chart: Markup


def days(site: Site) -> list[Days]:
    """The days around today for each group that is sore or expected to be."""
    known = site.known()
    felt = loop.felt(known)
    found = {course.group: course for course in loop.expected(known)}
    span = [known.today + timedelta(days=ahead) for ahead in range(-BEFORE, LASTS_DAYS + 1)]
    shown, matter = [], {group for group, course in found.items() if course.matters}
    for group in sorted(
        {*matter, *(group for group, score in known.state.sore.items() if score)}, key=list(Group).index
    ):
        rows = tuple(
            (day, round(found[group].at(day), 1) if group in found else 0.0, felt.get(group, {}).get(day))
            for day in span
        )
        name = groups()[group].name
        drawn = soreness_chart(rows, known.today, f"{name}: soreness expected and felt, day by day")
        shown.append(Days(name=name, rows=rows, chart=Markup(drawn)))  # noqa: S704  drawn by us
    return shown


def sore_body(sore: Mapping[Group, int]) -> Markup:
    """The body shaded by how sore each group is, 0 to 10; ``static/sore.js`` says the same of what is changed."""
    said = {group: f"{value} of 10" for group, value in sore.items() if value}
    return body_picture({group: value / 10 for group, value in sore.items()}, said, "How sore your legs are")


def trained(site: Site) -> set[Group]:
    """The groups that were trained so lately that they may be sore."""
    known = site.known()
    return {group for group, day in known.state.last_trained.items() if (known.today - day).days <= FRESH_DAYS}


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
    felt, known_sore, tired = held(site), site.known().state.sore, trained(site)
    facts: dict[str, dict[str, Any]] = {}
    for group, value in said_sore.items():
        # A slider left at 0 says something of a muscle that was or might be sore; of the others nobody was asked.
        if value or Group(group) in known_sore or Group(group) in tired:
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
