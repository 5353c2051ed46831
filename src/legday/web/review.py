"""The review: three sentences, then what is behind them as charts, each with its table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.body.muscles import groups
from legday.coach.review import Line, Review
from legday.coach.strength.fan import Ahead, fan
from legday.coach.strength.sets import multiple
from legday.coach.turning_up.diary import Diary, diary, weeks_of
from legday.coach.weekly import BANDS_WHY, GROWS, Weekly, weekly
from legday.kinds import Unit
from legday.units import in_unit
from legday.web.charts import band_chart
from legday.web.charts_review import bands_chart, calendar_chart, sore_days_chart
from legday.web.movements import thinned
from legday.web.site import Here
from legday.web.text import capital

router = APIRouter()


@router.get("/review")
def review(site: Here, lift: str = "") -> Response:
    """What improved, what holds, and what to change."""
    known = site.known()
    if not known.sessions:
        return site.page("review.html", review=None)
    found = loop.review(known)
    told = [line for line in found.lines if line.trend]
    shown = next((line for line in told if line.movement == lift), told[0] if told else None)
    ahead = fan(shown.trend, known.today) if shown and shown.trend else ()
    lately = diary(known.sessions, site.facts(), start=found.weeks[0].start, until=known.today)
    sets = weekly(found.weeks)
    return site.page(
        "review.html",
        review=found,
        remedies=loop.remedies(known),
        told=told,
        shown=shown,
        ahead=ahead,
        lift_chart=_fan(shown, ahead, known.unit) if shown else "",
        weekly=sets,
        weekly_chart=_bands(sets),
        bands_why=BANDS_WHY,
        diary=lately,
        calendar=_calendar(found, lately),
        weeks=[(monday, *_counts(lately, monday)) for monday in reversed(weeks_of(lately.start, lately.until))],
        sore_chart=_sore(lately),
    )


def _fan(line: Line, ahead: Iterable[Ahead], unit: Unit) -> str:
    """The chart of a movement's load at the usual repetitions and of what is expected next."""
    trend = line.trend
    if trend is None or len(trend.bests) < 2:
        return ""
    usual = multiple(trend.reps + trend.reserve)
    points = thinned((best.day, round(in_unit(best.e1rm_kg / usual, unit), 1)) for best in trend.bests[-60:])
    wide = tuple(
        (at.day, *(round(in_unit(load, unit), 1) for load in (at.middle_kg, at.low_kg, at.high_kg)))
        for at in ahead
    )  # fmt: skip
    label = f"Load for {trend.reps} repetitions of {line.name} and what is expected of the next weeks"
    return band_chart(wide, points, unit.value, label)


def _bands(sets: Iterable[Weekly]) -> str:
    rows = tuple((capital(groups()[one.group].name), one.sets, one.floor) for one in sets)
    return bands_chart(rows, GROWS, "Sets a week that count for each muscle group, on the average of four weeks")


def _calendar(found: Review, lately: Diary) -> str:
    days = tuple((day.day, "legs" if day.legs else "other") for day in lately.days if day.legs or day.others)
    return calendar_chart(
        days, tuple(week.start for week in found.weeks), "Days with leg training and with other training, by weeks"
    )


def _counts(lately: Diary, monday: date) -> tuple[int, int, int]:
    """The leg sessions, the days with other training only and the leg sets of a week."""
    days = [day for day in lately.days if 0 <= (day.day - monday).days < 7]
    legs = [day for day in days if day.legs]
    return len(legs), sum(not day.legs and day.others > 0 for day in days), sum(day.legs for day in legs)


def _sore(lately: Diary) -> str:
    if not lately.sore:
        return ""
    most: dict[date, int] = {}
    for felt in lately.sore:
        most[felt.day] = max(felt.sore, most.get(felt.day, 0))
    return sore_days_chart(tuple(most.items()), (lately.start, lately.until), "How sore the sorest muscle was, by days")
