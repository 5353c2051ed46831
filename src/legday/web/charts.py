"""Charts as SVG for both colour schemes; the page puts the numbers in a table beside each."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any

from legday.web.drawing import ACCENT, INK, MUTED, altair, form, svg


@lru_cache(maxsize=256)
def trend_chart(points: tuple[tuple[date, float], ...], unit: str, label: str) -> str:
    """Draw strength over time as SVG: one point a session, joined by a line.

    ``points`` are (day, value in the person's unit), oldest first. ``label`` says to a screen reader what is shown.
    """
    rows = [{"day": day.isoformat(), "value": value} for day, value in points]
    return svg(_trend_form(unit), label, points=rows)


@cache
def _trend_form(unit: str) -> dict[str, Any]:
    alt = altair()
    base = alt.Chart(alt.NamedData(name="points")).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", grid=False, tickCount=4, labelOverlap=True)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=4)),
    )
    line = base.mark_line(color=ACCENT, strokeWidth=2, opacity=0.55, interpolate="monotone")
    dots = base.mark_circle(color=ACCENT, size=34, opacity=1)
    return form(alt.layer(line, dots), 300, 180)


@lru_cache(maxsize=256)
def curve_chart(points: tuple[tuple[float, float], ...], label: str) -> str:
    """Draw through a repetition what could be lifted there, in per cent of the most, as SVG.

    ``points`` are (where, value in per cent): 0 is before the lift, 1 lifted. ``label`` is for a screen reader.
    """
    return svg(_curve_form(), label, points=[{"where": where, "value": value} for where, value in points])


@cache
def _curve_form() -> dict[str, Any]:
    alt = altair()
    ends = alt.Axis(values=[0, 1], labelExpr="datum.value ? 'lifted' : 'before the lift'", labelFlush=True, grid=False)
    line = (
        alt.Chart(alt.NamedData(name="points"))
        .mark_line(color=ACCENT, strokeWidth=3, interpolate="monotone")
        .encode(
            x=alt.X("where:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False), axis=ends),
            y=alt.Y("value:Q", title="%", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=3)),
        )
    )
    return form(line, 300, 120)


@lru_cache(maxsize=256)
def week_chart(weeks: tuple[tuple[date, float], ...], floor: float, label: str) -> str:
    """Draw the weekly credit of a muscle group as bars, with the floor as a dashed line.

    ``weeks`` are (Monday, credited sets), oldest first. ``label`` is for a screen reader.
    """
    rows = [{"week": f"{start.day} {start:%b}", "sets": sets} for start, sets in weeks]
    return svg(_week_form(), label, weeks=rows, enough=[{"floor": floor}])


@cache
def _week_form() -> dict[str, Any]:
    alt = altair()
    bars = (
        alt.Chart(alt.NamedData(name="weeks"))
        .mark_bar(color=ACCENT, cornerRadiusEnd=3, width=14)
        .encode(
            x=alt.X("week:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False)),
            y=alt.Y("sets:Q", title="sets", axis=alt.Axis(tickCount=3)),
        )
    )
    enough = alt.Chart(alt.NamedData(name="enough"))
    rule = enough.mark_rule(color=INK, strokeDash=[4, 4]).encode(y="floor:Q")
    return form(alt.layer(bars, rule), 300, 120)


@lru_cache(maxsize=256)
def band_chart(
    trend: tuple[tuple[date, float, float, float], ...], dots: tuple[tuple[date, float], ...], unit: str, label: str
) -> str:
    """Draw a trend with its band and what was measured as SVG.

    ``trend`` is (day, middle, low, high) and ``dots`` (day, value), oldest first. ``label`` is for a screen reader.
    """
    rows = [{"day": day.isoformat(), "middle": middle, "low": low, "high": high} for day, middle, low, high in trend]
    return svg(_band_form(unit), label, trend=rows, dots=[{"day": day.isoformat(), "value": one} for day, one in dots])


@cache
def _band_form(unit: str) -> dict[str, Any]:
    alt = altair()
    x = alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", grid=False, tickCount=4, labelOverlap=True))
    scale = alt.Scale(zero=False, nice=True)
    trend = alt.Chart(alt.NamedData(name="trend")).encode(x=x)
    band = trend.mark_area(color=ACCENT, opacity=0.18, interpolate="monotone").encode(
        y=alt.Y("low:Q", title=unit, scale=scale, axis=alt.Axis(tickCount=4)), y2="high:Q"
    )
    line = trend.mark_line(color=ACCENT, strokeWidth=2.5, interpolate="monotone").encode(y="middle:Q")
    seen = alt.Chart(alt.NamedData(name="dots")).mark_circle(color=MUTED, size=26, opacity=0.75)
    return form(alt.layer(band, line, seen.encode(x=x, y="value:Q")), 300, 180)


@lru_cache(maxsize=64)
def soreness_chart(rows: tuple[tuple[date, float, int | None], ...], today: date, label: str) -> str:
    """Draw the soreness of a muscle group, 0 to 10, as SVG: expected as a line, felt as dots, today as a rule.

    ``rows`` are (day, expected, felt or None), oldest first. ``label`` is for a screen reader.
    """
    days = [{"day": day.isoformat(), "expected": expected} for day, expected, _ in rows]
    felt = [{"day": day.isoformat(), "felt": felt} for day, _, felt in rows if felt is not None]
    return svg(_soreness_form(), label, days=days, felt=felt, now=[{"day": today.isoformat()}])


@cache
def _soreness_form() -> dict[str, Any]:
    alt = altair()
    axis = alt.Axis(format="%a", grid=False, tickCount="day", labelOverlap=True)
    day = alt.X("day:T", title=None, axis=axis)
    scale, ticks = alt.Scale(domain=[0, 10]), alt.Axis(values=[0, 5, 10])
    line = (
        alt.Chart(alt.NamedData(name="days"))
        .mark_line(color=ACCENT, strokeWidth=3, interpolate="monotone")
        .encode(x=day, y=alt.Y("expected:Q", title=None, scale=scale, axis=ticks))
    )
    dots = alt.Chart(alt.NamedData(name="felt")).mark_circle(color=INK, size=70, opacity=1)
    rule = alt.Chart(alt.NamedData(name="now")).mark_rule(color=MUTED, strokeDash=[4, 4])
    return form(alt.layer(rule.encode(x=day), line, dots.encode(x=day, y="felt:Q")), 300, 100)
