"""The plan for a habit: the form for it, and what came between in a week without legs."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.coach.turning_up import habit as plan
from legday.coach.turning_up.gap import ABOUT, Reason
from legday.kinds import BadInput
from legday.log.fact import Kind
from legday.web.forms import field, one_of
from legday.web.site import Here, Site, Typed, see

router = APIRouter()

FIELDS = plan.Habit.__struct_fields__


def page(site: Site, typed: dict[str, str], status: int = 200, **values: Any) -> Response:
    """Show the form with what was typed."""
    progress = loop.habit_progress(site.known())
    return site.page("habit.html", status=status, typed=typed, progress=progress, most=plan.MOST_CHARACTERS, **values)


@router.get("/habit")
def show(site: Here) -> Response:
    """The plan as it is, or an empty form."""
    kept = site.known().kept
    return page(site, msgspec.to_builtins(kept.habit) if kept else dict.fromkeys(FIELDS, ""))


@router.post("/habit")
def keep(site: Here, form: Typed) -> Response:
    """Keep the plan; one that is to go is taken back."""
    if field(form, "gone"):
        site.write(Kind.WISHED, {plan.ABOUT: {}})
        return see("/habit")
    typed = {name: field(form, name) for name in FIELDS}
    try:
        made = plan.make_habit(**typed)
    except BadInput as error:
        return page(site, typed, 422, error=error)
    site.write(Kind.WISHED, {plan.ABOUT: msgspec.to_builtins(made)})
    return see("/habit")


@router.post("/gap")
def gap(site: Here, form: Typed) -> Response:
    """Keep what came between in a week without legs; asked once for each gap."""
    found = loop.open_gap(site.known())
    if found is None:
        return see("/")
    reason = one_of(Reason, field(form, "reason"), "The reason")
    site.write(Kind.FELT, {f"{ABOUT}{found.monday}": {"reason": reason.value}})
    return see("/#gap")
