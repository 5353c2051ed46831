"""Drawing: what all charts share, the colours of both schemes, and SVG out of a chart's form and its numbers."""

from __future__ import annotations

import re
from contextlib import suppress
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
ACCENT, MUTED, LINE, INK = _COLOURS
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def altair() -> Any:
    """Altair, imported when the first chart is drawn."""
    # Altair looks at pandas whenever somebody has begun to import it and fails where that is not finished. The solver
    # imports it, perhaps just now in another thread; importing it here waits for that.
    with suppress(ImportError):
        import_module("pandas")
    return import_module("altair")


def form(chart: Any, width: int, height: int) -> dict[str, Any]:
    """The form of a chart, to be filled with numbers: making one takes as long as drawing it, so it is kept."""
    styled = (
        chart.properties(width=width, height=height, background="transparent", padding=2)
        .configure(font="inherit")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=MUTED, titleColor=MUTED, gridColor=LINE, domain=False, ticks=False, labelFontSize=14,
            titleFontSize=14, titleFontWeight="normal", labelPadding=6,
        )
    )  # fmt: skip
    made: dict[str, Any] = styled.to_dict()
    return made


def svg(form: dict[str, Any], label: str, **numbers: list[dict[str, Any]]) -> str:
    """Draw a form with its numbers as SVG in the page's own colours; ``label`` says to a screen reader what it is."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg({**form, "datasets": numbers})
    for stand_in, colour in _COLOURS.items():
        svg = svg.replace(stand_in, colour)
    # Its own roles would make a screen reader walk through every tick; one label and the table say it better.
    svg = _ROLES.sub("", svg).replace(' class="marks"', "", 1)
    return svg.replace("<svg ", f'<svg class="chart" role="img" aria-label="{escape(label)}" ', 1)
