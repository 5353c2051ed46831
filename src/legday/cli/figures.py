"""`legday figure`: a movement as a picture, in a file or on standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from legday.cli import show
from legday.cli.shared import Json, known, write_new
from legday.figure.draw import Scheme
from legday.figure.film import film_of, shading_of, still, strip
from legday.figure.scene import View
from legday.kinds import BadInput
from legday.movement.catalogue import Movement, find_movement
from legday.movement.effort import Effort
from legday.store.facts import open_store

PIXELS_A_UNIT = 2.0  # of a PNG: sharp on paper and on any screen


def figure(
    name: Annotated[str, typer.Argument(help="Any of its names.")],
    to: Annotated[Path | None, typer.Option("-o", "--to", help="The .svg or .png file; default SVG on output.")] = None,
    view: Annotated[View | None, typer.Option(help="From where; default where it is seen best.")] = None,
    at: Annotated[
        int, typer.Option(min=0, max=100, help="Where in the repetition: 0 before the lift, 100 lifted.")
    ] = 0,
    strip: Annotated[bool, typer.Option("--strip", help="Four postures side by side.")] = False,
    dark: Annotated[bool, typer.Option("--dark", help="The colours for a dark page.")] = False,
    as_json: Json = False,
) -> None:
    """Draw a movement: the body, and how hard each muscle works."""
    with open_store() as store:
        what = known(store)
    found = find_movement(name, what.catalogue)
    picture = to is not None and to.suffix.lower() == ".png"  # which cannot follow the reader's colour scheme
    scheme: Scheme | None = "dark" if dark else "light" if picture else None
    svg = drawn(found, what.atlas.efforts[found.id], view, at / 100, scheme, four=strip)
    if to is None:
        sys.stdout.write(f"{svg}\n")
        return
    write_picture(svg, to)
    show.put({"file": str(to), "movement": found.id}, as_json, lambda _: typer.echo(f"{found.name} is drawn in {to}."))


def drawn(
    movement: Movement, effort: Effort, view: View | None, where: float, scheme: Scheme | None, *, four: bool
) -> str:
    """Draw a movement as SVG: one posture (``where``: 0 before the lift, 1 lifted) or four side by side.

    >>> from legday.movement.atlas import atlas
    >>> from legday.movement.catalogue import catalogue
    >>> squat = drawn(catalogue()["back_squat"], atlas().efforts["back_squat"], None, 0.0, None, four=False)
    >>> squat.startswith("<svg"), len(squat) < 40_000
    (True, True)
    """
    film, shading = film_of(movement, view), shading_of(effort)
    if four:
        return strip(film, shading, f"{movement.name} in four postures", scheme)
    return still(film, film.posture(where), shading, movement.name, scheme)


def write_picture(svg: str, to: Path) -> None:
    """Write a picture as the SVG or PNG file that its name says; a file that is there is left alone."""
    if to.suffix.lower() not in (".svg", ".png"):
        raise BadInput(f"{to} is neither an .svg nor a .png file.", "Name a file that ends in one of these.")
    content = svg.encode() if to.suffix.lower() == ".svg" else _png(svg)
    write_new(to, content)


def _png(svg: str) -> bytes:
    import vl_convert

    picture: bytes = vl_convert.svg_to_png(svg, scale=PIXELS_A_UNIT)
    return picture
