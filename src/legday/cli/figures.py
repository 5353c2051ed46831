"""`legday figure`: a movement as a picture, in a file or on standard output."""

from __future__ import annotations

from pathlib import Path

from legday.figure.draw import Scheme
from legday.figure.film import film_of, shading_of, still, strip
from legday.figure.scene import View
from legday.kinds import BadInput
from legday.movement.catalogue import Movement
from legday.movement.effort import Effort

PIXELS_A_UNIT = 2.0  # of a PNG: sharp on paper and on any screen


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
    try:
        with to.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise BadInput(f"{to} is already there.", "Name a new file, so that nothing is overwritten.") from None
    except OSError as error:
        raise BadInput(f"{to} cannot be written: {error.strerror}.", "Name a file in a folder of yours.") from None


def _png(svg: str) -> bytes:
    import vl_convert

    picture: bytes = vl_convert.svg_to_png(svg, scale=PIXELS_A_UNIT)
    return picture
