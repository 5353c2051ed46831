"""The block: some weeks with one purpose as a calendar, begun, changed or ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.kinds import BadInput, Group, Value
from legday.log.fact import Kind
from legday.log.history import Session
from legday.plan.block import LEAST_WEEKS, MOST_WEEKS, purpose, running, week_of
from legday.plan.outline import WeekOutline, aimed_at, sets
from legday.web.forms import field, fields, one_of, whole
from legday.web.pages import group_choices
from legday.web.site import Here, Site, Typed, see

router = APIRouter()

USUAL_LENGTH = 8
"""The weeks that the form begins with: the shortest block that can tell a plateau (models 11.3)."""


class Mark(Value):
    """What a day of the calendar shows: its session done, running or planned, minutes to come, or nothing."""

    day: date
    kind: str = ""
    address: str = ""
    minutes: int | None = None


@router.get("/block")
def show(site: Here, group: str = "") -> Response:
    """The block as a calendar, or the form that begins one; ``group`` is the muscle whose sets are shown."""
    return page(site, group=one_of(Group, group, "The muscle group") if group else None)


def page(site: Site, status: int = 200, group: Group | None = None, **values: Any) -> Response:
    """Show the block."""
    known = site.known()
    block, weeks = known.block, loop.block_weeks(known)
    held = running(block, known.today)
    chosen = (group,) if group else aimed_at(block) if block else ()
    lines = [[line for line in week.groups if line.group in chosen] for week in weeks]
    ends = [max(line.expected[1], line.done or 0.0) for week in lines for line in week]
    return site.page(
        "block.html",
        status=status,
        block=block,
        running=held,
        now=week_of(block, known.today) if block else 0,
        weeks=list(zip(weeks, marks(known, weeks), lines, strict=True)),
        most=max(ends, default=1.0),
        group=group,
        favours=group_choices(),
        lengths=[(str(length), str(length)) for length in range(LEAST_WEEKS, MOST_WEEKS + 1)],
        monday=monday(known.today) if held is None or held.start > known.today else None,
        dropped=tuple(group for group in held.favour if group not in known.goal.favour) if held else (),
        unplanned=held is not None and held.start <= known.today and not works_for(known),
        purpose=purpose,
        sets=sets,
        **{"typed": filled(known), **values},
    )


def works_for(known: loop.Known) -> bool:
    """Whether the planned week is of now, and favours what the wishes do."""
    week = known.week
    if week is None or (known.today - week.start).days >= 7:
        return False
    return {line.group for line in week.groups if line.favoured} == set(known.goal.favour)


def monday(today: date) -> date | None:
    """The Monday to come; None on a Monday, where a block best begins at once."""
    return today + timedelta(days=7 - today.weekday()) if today.weekday() else None


def filled(known: loop.Known) -> dict[str, Any]:
    """The form filled with the block that runs, or with what the next one may be."""
    held = running(known.block, known.today)
    favour = held.favour if held else known.goal.favour
    return {
        "weeks": str(held.weeks if held else USUAL_LENGTH),
        "favour": [group.value for group in favour],
        "start": held.start.isoformat() if held else known.today.isoformat(),
    }


def marks(known: loop.Known, weeks: Sequence[WeekOutline]) -> list[list[Mark]]:
    """What each day of each week shows; a session that was missed leaves its day empty."""
    if not weeks:
        return []
    done = {
        session.day: session for session in known.sessions if session.day >= weeks[0].start and shown(known, session)
    }
    begun, planned, horizon = loop.carried_out(known), {}, known.today
    if known.week:
        horizon = known.week.start + timedelta(days=7)
        planned = {one.day: one for one in known.week.sessions if one.id not in begun and one.day >= known.today}

    def mark(day: date, minutes: Mapping[date, int]) -> Mark:
        if day in done:
            return Mark(day=day, kind="under way" if runs(done[day]) else "done", address=f"/session/{done[day].id}")
        if day in planned:
            one = planned[day]
            return Mark(day=day, kind="planned", address=f"/session/{one.id}", minutes=one.minutes)
        return (
            Mark(day=day, kind="to come", minutes=minutes[day]) if day in minutes and day >= horizon else Mark(day=day)
        )

    return [[mark(week.start + timedelta(days=day), dict(week.days)) for day in range(7)] for week in weeks]


def runs(session: Session) -> bool:
    """Whether a session has not ended; other apps may not say when theirs did."""
    return session.ended is None and session.app == "legday"


def shown(known: loop.Known, session: Session) -> bool:
    """Whether a session has its place in the calendar: it trained the legs, or it runs."""
    return runs(session) or any(one.movement and known.atlas.counted(one.movement) for one in session.sets)


@router.post("/block")
def wish(site: Here, form: Typed) -> Response:
    """Begin a block, change the one that runs, or end it."""
    if field(form, "end"):
        site.write(Kind.WISHED, loop.NO_BLOCK)
        return see("/block")
    try:
        wishes = loop.block_wishes(
            site.known(),
            start=read_day(field(form, "start")),
            weeks=whole(field(form, "weeks"), "The number of weeks", MOST_WEEKS, least=LEAST_WEEKS),
            favour=tuple(one_of(Group, typed, "The muscle group") for typed in fields(form, "favour")),
        )
    except BadInput as error:
        typed = {"weeks": field(form, "weeks"), "favour": fields(form, "favour"), "start": field(form, "start")}
        return page(site, 422, typed=typed, error=error)
    site.write(Kind.WISHED, wishes)
    return see("/block")


def read_day(typed: str) -> date | None:
    """Read the day on which a block begins; None where none was chosen."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise BadInput(f'"{typed}" is not a day.', "Choose one of the days to begin on.") from None
