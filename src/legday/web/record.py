"""The record: sessions by month, strength over time, weekly credit, and the review of it all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.body.muscles import groups
from legday.kinds import BadInput, Group, MovementId, Value
from legday.log.history import Session
from legday.web.charts import week_chart
from legday.web.forms import one_of
from legday.web.movements import strength_chart, times_done
from legday.web.site import Here
from legday.web.text import capital

router = APIRouter()


class Month(Value):
    """A month that has sessions, and how many."""

    id: str
    name: str
    sessions: int


@router.get("/history")
def history(site: Here, month: str = "", lift: str = "", group: str = "") -> Response:
    """The sessions of a month, the trend of one movement, and the weekly credit of one muscle group."""
    known = site.known()
    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise BadInput(f'"{month}" is not a month.', "Write it as 2026-11, or choose one in History.")
    wanted = one_of(Group, group, "The muscle group") if group else Group.QUADRICEPS
    months = list_months(known.sessions)
    chosen = month or (months[0].id if months else "")
    lifts = sorted(known.state.lifts.values(), key=lambda one: (-one.sessions, one.movement))
    shown = MovementId(lift) if lift in known.state.lifts else lifts[0].movement if lifts else None
    rows = tuple((week.start, round(week.credit.get(wanted, 0.0), 1)) for week in loop.review(known).weeks)
    label = f"Sets that count for the {wanted.value}, week by week"
    return site.page(
        "history.html",
        months=months,
        chosen=chosen,
        sessions=[one for one in reversed(known.sessions) if f"{one.began:%Y-%m}" == chosen],
        summary=partial(summary, known),
        lifts=[(one.movement, loop.name_of(known, one.movement)) for one in lifts],
        shown=shown,
        lift=known.state.lifts.get(shown) if shown else None,
        lift_chart=strength_chart(site, shown) if shown else "",
        lift_times=times_done(known.sessions, shown)[-8:][::-1] if shown else [],
        group=wanted,
        groups_shown=[(one.value, capital(named.name)) for one, named in groups().items()],
        weeks=rows,
        week_chart=week_chart(rows, groups()[wanted].floor, label) if any(sets for _, sets in rows) else "",
    )


def list_months(sessions: Iterable[Session]) -> list[Month]:
    """The months with sessions, the latest first."""
    counted = Counter((session.began.year, session.began.month) for session in sessions)
    return [
        Month(id=f"{year}-{month:02d}", name=f"{date(year, month, 1):%B %Y}", sessions=counted[year, month])
        for year, month in sorted(counted, reverse=True)
    ]


def summary(known: loop.Known, session: Session) -> list[tuple[str, int]]:
    """The movements of a session with the number of working sets, in the order in which they were done."""
    counted = Counter(
        loop.name_of(known, done.movement) if done.movement else done.exercise for done in session.sets if done.counts
    )
    return list(counted.items())
