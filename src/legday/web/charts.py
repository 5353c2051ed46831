"""Charts as SVG for both colour schemes; the page puts the numbers in a table beside each."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html import escape
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


def _svg(chart: Any, width: int, height: int, label: str) -> str:
    import vl_convert

    styled = (
        chart.properties(width=width, height=height, background="transparent", padding=2)
        .configure(font="inherit")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_MUTED, titleColor=_MUTED, gridColor=_LINE, domain=False, ticks=False, labelFontSize=14,
            titleFontSize=14, titleFontWeight="normal", labelPadding=6,
        )
    )  # fmt: skip
    svg: str = vl_convert.vegalite_to_svg(styled.to_dict())
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
    import altair as alt

    rows = [{"day": day.isoformat(), "value": value} for day, value in points]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%b %y", grid=False, tickCount=4, labelOverlap=True)),
        y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(tickCount=4)),
    )
    line = base.mark_line(color=_ACCENT, strokeWidth=2, opacity=0.55, interpolate="monotone")
    dots = base.mark_circle(color=_ACCENT, size=34, opacity=1)
    return _svg(alt.layer(line, dots), 300, 180, label)


@lru_cache(maxsize=256)
def week_chart(weeks: tuple[tuple[date, float], ...], floor: float, label: str) -> str:
    """Draw the weekly credit of a muscle group as bars, with the floor as a dashed line.

    ``weeks`` are (Monday, credited sets), oldest first. ``label`` is for a screen reader.
    """
    import altair as alt

    names = [f"{start.day} {start:%b}" for start, _ in weeks]
    rows = [{"week": name, "sets": sets} for name, (_, sets) in zip(names, weeks, strict=True)]
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(color=_ACCENT, cornerRadiusEnd=3, width=14)
        .encode(
            x=alt.X("week:O", title=None, sort=names, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False)),
            y=alt.Y("sets:Q", title="sets", axis=alt.Axis(tickCount=3)),
        )
    )
    enough = alt.Chart(alt.InlineData(values=[{"floor": floor}]))
    rule = enough.mark_rule(color=_INK, strokeDash=[4, 4]).encode(y="floor:Q")
    return _svg(alt.layer(bars, rule), 300, 120, label)
