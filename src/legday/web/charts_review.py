"""The charts of the review: weekly sets against their bands, a calendar, and soreness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from legday.web.drawing import ACCENT, INK, LINE, MUTED, altair, form, svg


@lru_cache(maxsize=64)
def bands_chart(rows: tuple[tuple[str, float, float], ...], grow: tuple[float, float], label: str) -> str:
    """Draw the weekly sets of each muscle group as bars, with the least to aim for as a tick and a band behind.

    ``rows`` are (group, sets, floor); ``grow`` is where the band begins and ends. ``label`` is for a screen reader.
    """
    bars = [{"group": group, "sets": sets, "floor": floor} for group, sets, floor in rows]
    return svg(_bands_form(), label, rows=bars, band=[{"from": grow[0], "to": grow[1]}])


@cache
def _bands_form() -> dict[str, Any]:
    alt = altair()
    rows = alt.Chart(alt.NamedData(name="rows"))
    group = alt.Y("group:N", title=None, sort=None, axis=alt.Axis(grid=False, labelLimit=200))
    sets = alt.X("sets:Q", title="sets a week", axis=alt.Axis(tickCount=4))
    band = (
        alt.Chart(alt.NamedData(name="band"))
        .mark_rect(color=MUTED, opacity=0.18)
        .encode(x=alt.X("from:Q", title="sets a week"), x2="to:Q")
    )
    bars = rows.mark_bar(color=ACCENT, cornerRadiusEnd=3, height=12).encode(y=group, x=sets)
    ticks = rows.mark_tick(color=INK, thickness=2.5, size=18).encode(y=group, x="floor:Q")
    return form(alt.layer(band, bars, ticks), 180, 260)


@lru_cache(maxsize=64)
def calendar_chart(days: tuple[tuple[date, str], ...], weeks: tuple[date, ...], label: str) -> str:
    """Draw days as squares, a column a week: filled with leg training, faint with other training only.

    ``days`` are (day, "legs" or "other"); ``weeks`` are the Mondays to show. ``label`` is for a screen reader.
    """
    kinds = dict(days)
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    cells = [
        {"week": f"{monday.day} {monday:%b}", "weekday": names[at], "kind": kinds.get(day, "none")}
        for monday in weeks
        for at, day in enumerate(date.fromordinal(monday.toordinal() + at) for at in range(7))
    ]
    return svg(_calendar_form(), label, cells=cells)


@cache
def _calendar_form() -> dict[str, Any]:
    alt = altair()
    kind = alt.Color(
        "kind:N", legend=None, scale=alt.Scale(domain=["legs", "other", "none"], range=[ACCENT, MUTED, LINE])
    )
    faint = alt.Opacity("kind:N", legend=None, scale=alt.Scale(domain=["legs", "other", "none"], range=[1, 0.45, 0.5]))
    chart = (
        alt.Chart(alt.NamedData(name="cells"))
        .mark_rect(cornerRadius=3, width=18, height=14)
        .encode(
            x=alt.X("week:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False)),
            y=alt.Y("weekday:O", title=None, sort=None, axis=alt.Axis(grid=False)),
            color=kind,
            opacity=faint,
        )
    )
    return form(chart, 290, 140)


@lru_cache(maxsize=64)
def sore_days_chart(said: Sequence[tuple[date, int]], span: tuple[date, date], label: str) -> str:
    """Draw the sorest muscle of each day that was asked about as dots, 0 to 10. ``label`` is for a screen reader."""
    dots = [{"day": day.isoformat(), "sore": sore} for day, sore in said]
    return svg(_sore_form(), label, said=dots, span=[{"day": day.isoformat(), "sore": 0} for day in span])


@cache
def _sore_form() -> dict[str, Any]:
    alt = altair()
    day = alt.X("day:T", title=None, axis=alt.Axis(format="%-d %b", grid=False, tickCount=4, labelOverlap=True))
    sore = alt.Y("sore:Q", title=None, scale=alt.Scale(domain=[0, 10]), axis=alt.Axis(values=[0, 5, 10]))
    edge = alt.Chart(alt.NamedData(name="span")).mark_point(opacity=0).encode(x=day, y=sore)
    dots = alt.Chart(alt.NamedData(name="said")).encode(x=day, y=sore)
    return form(
        alt.layer(
            edge, dots.mark_bar(color=ACCENT, opacity=0.35, width=3), dots.mark_circle(color=ACCENT, size=50, opacity=1)
        ),
        300,
        100,
    )
