"""Charts as SVG for both colour schemes; the page puts the numbers in a table beside each."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from html import escape
from importlib import import_module
from typing import Any

# Altair wants real colours, the page has two schemes: these stand-ins become the page's own colours afterwards.
_COLOURS = {
    "#010101": "var(--accent)",
    "#020202": "var(--muted)",
    "#030303": "var(--line)",
    "#040404": "var(--ink)",
}
_ACCENT, _MUTED, _LINE, _INK = _COLOURS
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def _altair() -> Any:
    # Altair looks at pandas whenever somebody has begun to import it and fails where that is not finished. The solver
    # imports it, perhaps just now in another thread; importing it here waits for that.
    with suppress(ImportError):
        import_module("pandas")
    return import_module("altair")


# Making a chart's form takes as long as drawing it, so a form is made once and filled with numbers each time.
def _form(chart: Any, width: int, height: int) -> dict[str, Any]:
    styled = (
        chart.properties(width=width, height=height, background="transparent", padding=2)
        .configure(font="inherit")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_MUTED, titleColor=_MUTED, gridColor=_LINE, domain=False, ticks=False, labelFontSize=14,
            titleFontSize=14, titleFontWeight="normal", labelPadding=6,
        )
    )  # fmt: skip
    form: dict[str, Any] = styled.to_dict()
    return form


def _svg(form: dict[str, Any], label: str, **numbers: list[dict[str, Any]]) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg({**form, "datasets": numbers})
    for stand_in, colour in _COLOURS.items():
        svg = svg.replace(stand_in, colour)
    # Its own roles would make a screen reader walk through every tick; one label and the table say it better.
    svg = _ROLES.sub("", svg).replace(' class="marks"', "", 1)
    return svg.replace("<svg ", f'<svg class="chart" role="img" aria-label="{escape(label)}" ', 1)


@lru_cache(maxsize=256)
def trend_chart(points: tuple[tuple[date, float], ...], unit: str, label: str) -> str:
    """Draw strength over time as SVG: one point a session, joined by a line.

    ``points`` are (day, value in the person's unit), oldest first. ``label`` says to a screen reader what is shown.
    """
    rows = [{"day": day.isoformat(), "value": value} for day, value in points]
    return _svg(_trend_form(unit), label, points=rows)


@cache
def _trend_form(unit: str) -> dict[str, Any]:
    alt = _altair()
    base = alt.Chart(alt.NamedData(name="points")).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%b %y", grid=False, tickCount=4, labelOverlap=True)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=4)),
    )
    line = base.mark_line(color=_ACCENT, strokeWidth=2, opacity=0.55, interpolate="monotone")
    dots = base.mark_circle(color=_ACCENT, size=34, opacity=1)
    return _form(alt.layer(line, dots), 300, 180)


@lru_cache(maxsize=256)
def curve_chart(points: tuple[tuple[float, float], ...], label: str) -> str:
    """Draw through a repetition what could be lifted there, in per cent of the most, as SVG.

    ``points`` are (where, value in per cent): 0 is before the lift, 1 lifted. ``label`` is for a screen reader.
    """
    return _svg(_curve_form(), label, points=[{"where": where, "value": value} for where, value in points])


@cache
def _curve_form() -> dict[str, Any]:
    alt = _altair()
    ends = alt.Axis(values=[0, 1], labelExpr="datum.value ? 'lifted' : 'before the lift'", labelFlush=True, grid=False)
    line = (
        alt.Chart(alt.NamedData(name="points"))
        .mark_line(color=_ACCENT, strokeWidth=3, interpolate="monotone")
        .encode(
            x=alt.X("where:Q", title=None, scale=alt.Scale(domain=[0, 1], nice=False), axis=ends),
            y=alt.Y("value:Q", title="%", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=3)),
        )
    )
    return _form(line, 300, 120)


@lru_cache(maxsize=256)
def week_chart(weeks: tuple[tuple[date, float], ...], floor: float, label: str) -> str:
    """Draw the weekly credit of a muscle group as bars, with the floor as a dashed line.

    ``weeks`` are (Monday, credited sets), oldest first. ``label`` is for a screen reader.
    """
    rows = [{"week": f"{start.day} {start:%b}", "sets": sets} for start, sets in weeks]
    return _svg(_week_form(), label, weeks=rows, enough=[{"floor": floor}])


@cache
def _week_form() -> dict[str, Any]:
    alt = _altair()
    bars = (
        alt.Chart(alt.NamedData(name="weeks"))
        .mark_bar(color=_ACCENT, cornerRadiusEnd=3, width=14)
        .encode(
            x=alt.X("week:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False)),
            y=alt.Y("sets:Q", title="sets", axis=alt.Axis(tickCount=3)),
        )
    )
    enough = alt.Chart(alt.NamedData(name="enough"))
    rule = enough.mark_rule(color=_INK, strokeDash=[4, 4]).encode(y="floor:Q")
    return _form(alt.layer(bars, rule), 300, 120)


@lru_cache(maxsize=64)
def soreness_chart(rows: tuple[tuple[date, float, int | None], ...], today: date, label: str) -> str:
    """Draw the soreness of a muscle group, 0 to 10, as SVG: expected as a line, felt as dots, today as a rule.

    ``rows`` are (day, expected, felt or None), oldest first. ``label`` is for a screen reader.
    """
    days = [{"day": day.isoformat(), "expected": expected} for day, expected, _ in rows]
    felt = [{"day": day.isoformat(), "felt": felt} for day, _, felt in rows if felt is not None]
    return _svg(_soreness_form(), label, days=days, felt=felt, now=[{"day": today.isoformat()}])


@cache
def _soreness_form() -> dict[str, Any]:
    alt = _altair()
    axis = alt.Axis(format="%a", grid=False, tickCount="day", labelOverlap=True)
    day = alt.X("day:T", title=None, axis=axis)
    scale, ticks = alt.Scale(domain=[0, 10]), alt.Axis(values=[0, 5, 10])
    line = (
        alt.Chart(alt.NamedData(name="days"))
        .mark_line(color=_ACCENT, strokeWidth=3, interpolate="monotone")
        .encode(x=day, y=alt.Y("expected:Q", title=None, scale=scale, axis=ticks))
    )
    dots = alt.Chart(alt.NamedData(name="felt")).mark_circle(color=_INK, size=70, opacity=1)
    rule = alt.Chart(alt.NamedData(name="now")).mark_rule(color=_MUTED, strokeDash=[4, 4])
    return _form(alt.layer(rule.encode(x=day), line, dots.encode(x=day, y="felt:Q")), 300, 100)
