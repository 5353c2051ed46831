"""Draw all movements on contact sheets: the bottom, the top, and the bottom from two other sides.

    python tools/contact_sheet.py [--out docs/movements] [ID ...]

One PNG file a pattern, and beside the folder the page that shows them; with ids only those, on one sheet, for a look at
what was changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from textwrap import fill

import vl_convert

from legday.figure.film import film_of, scene_of, shading_of, still
from legday.figure.scene import View
from legday.kinds import MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue

CELL, LABEL, COLUMNS = 300, 34, 2
PAGE = """# All movements

Each movement at the bottom, at the top, and at the bottom from two other sides: the darker a muscle, the harder it
works in a hard set. Drawn by `tools/contact_sheet.py` from the same data as everything else; a movement's own page
shows it in motion.
"""
PICTURES = 4  # of each movement: bottom, top, and from two other sides


def main() -> None:
    """Write the sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("docs/movements"))
    parser.add_argument("ids", nargs="*")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.ids:
        write(given.out / "some.png", [MovementId(id) for id in given.ids])
        return
    every = sorted(catalogue().values(), key=lambda one: (one.pattern.value, one.name))
    page = [PAGE]
    for pattern, group in groupby(every, key=lambda one: one.pattern.value):
        those = list(group)
        sheet = given.out / f"{pattern.replace(' ', '_')}.png"
        write(sheet, [one.id for one in those])
        names = fill("; ".join(one.name for one in those) + ".", 130)
        page.append(f"## {pattern.capitalize()}\n\n{names}\n\n![Four figures of each]({given.out.name}/{sheet.name})\n")
    given.out.with_suffix(".md").write_text("\n".join(page), encoding="utf-8")


def write(to: Path, ids: Sequence[MovementId]) -> None:
    """Write one sheet."""
    rows = -(-len(ids) // COLUMNS)
    wide, high = COLUMNS * PICTURES * CELL, rows * (CELL + LABEL)
    sheet = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">']
    sheet.append(f'<rect width="{wide}" height="{high}" fill="#fffdf9"/>')
    for i, id in enumerate(ids):
        x, y = (i % COLUMNS) * PICTURES * CELL, (i // COLUMNS) * (CELL + LABEL)
        sheet.append(f'<text x="{x + 8}" y="{y + 24}" font-family="sans-serif" font-size="20">{named(id)}</text>')
        for k, picture in enumerate(pictures(id)):
            box = f'x="{x + k * CELL}" y="{y + LABEL}" width="{CELL - 6}" height="{CELL - 6}"'
            sheet.append(picture.replace("<svg ", f"<svg {box} ", 1))
    sheet.append("</svg>")
    to.write_bytes(vl_convert.svg_to_png("".join(sheet), scale=0.5))
    print(to, len(ids))


def named(id: MovementId) -> str:
    """A movement's name."""
    return catalogue()[id].name


def pictures(id: MovementId) -> list[str]:
    """The bottom and the top from where the movement is seen best, and the bottom from the other sides."""
    movement, shading = catalogue()[id], shading_of(atlas().efforts[id])
    best = scene_of(movement).view
    others = sorted((view for view in View if view is not best), key=[View.FRONT, View.SIDE, View.BACK].index)
    shown = [
        (film_of(movement, view), at) for view, at in ((best, 0.0), (best, 1.0), *((view, 0.0) for view in others))
    ]
    return [still(film, film.posture(at), shading, named(id), "light") for film, at in shown]


if __name__ == "__main__":
    main()
