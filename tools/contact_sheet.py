"""Draw all movements, drills and stretches on contact sheets: both ends, and one end from two other sides.

    python tools/contact_sheet.py [--out docs/movements] [ID ...]

One PNG file a pattern, one of the warm-up and one of the stretches, and beside the folder the page that shows them;
with ids only those, on one sheet, for a look at what was changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from textwrap import fill

import vl_convert

from legday.figure.film import Shown, film_of, scene_of, shading_of, still
from legday.figure.scene import View
from legday.figure.step import END, START, picture, steps
from legday.movement.atlas import atlas
from legday.movement.catalogue import Movement, catalogue
from legday.plan.stretch import stretch_list
from legday.plan.warmup import drills

CELL, LABEL, COLUMNS = 300, 34, 2
PAGE = """# All movements

Each movement at the bottom, at the top, and at the bottom from two other sides: the darker a muscle, the harder it
works in a hard set. Drawn by `tools/contact_sheet.py` from the same data as everything else; a movement's own page
shows it in motion. Below are the drills of the warm-up and the stretches: start, end, and the end from two other sides,
with the muscles shaded that they are for.
"""
PICTURES = 4  # of each: both ends, and from two other sides


def main() -> None:
    """Write the sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("docs/movements"))
    parser.add_argument("ids", nargs="*")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.ids:
        known: dict[str, Shown] = {one.id: one for one in (*steps().values(), *catalogue().values())}
        write(given.out / "some.png", [known[id] for id in given.ids])
        return
    every = sorted(catalogue().values(), key=lambda one: (one.pattern.value, one.name))
    kinds: list[tuple[str, Sequence[Shown]]] = [
        *((pattern, list(those)) for pattern, those in groupby(every, key=lambda one: one.pattern.value)),
        ("warm up", sorted(drills(), key=lambda one: one.name)),
        ("stretches", sorted(stretch_list(), key=lambda one: one.name)),
    ]
    page = [PAGE]
    for kind, those in kinds:
        sheet = given.out / f"{kind.replace(' ', '_')}.png"
        write(sheet, those)
        names = fill("; ".join(one.name for one in those) + ".", 130)
        page.append(f"## {kind.capitalize()}\n\n{names}\n\n![Four figures of each]({given.out.name}/{sheet.name})\n")
    given.out.with_suffix(".md").write_text("\n".join(page), encoding="utf-8")


def write(to: Path, those: Sequence[Shown]) -> None:
    """Write one sheet."""
    rows = -(-len(those) // COLUMNS)
    wide, high = COLUMNS * PICTURES * CELL, rows * (CELL + LABEL)
    sheet = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">']
    sheet.append(f'<rect width="{wide}" height="{high}" fill="#fffdf9"/>')
    for i, one in enumerate(those):
        x, y = (i % COLUMNS) * PICTURES * CELL, (i // COLUMNS) * (CELL + LABEL)
        sheet.append(f'<text x="{x + 8}" y="{y + 24}" font-family="sans-serif" font-size="20">{one.name}</text>')
        for k, drawn in enumerate(pictures(one)):
            box = f'x="{x + k * CELL}" y="{y + LABEL}" width="{CELL - 6}" height="{CELL - 6}"'
            sheet.append(drawn.replace("<svg ", f"<svg {box} ", 1))
    sheet.append("</svg>")
    to.write_bytes(vl_convert.svg_to_png("".join(sheet), scale=0.5))
    print(to, len(those))


def pictures(one: Shown) -> list[str]:
    """Both ends from where it is seen best, and one of them from the other sides."""
    best = scene_of(one).view
    second, third = sorted((view for view in View if view is not best), key=[View.FRONT, View.SIDE, View.BACK].index)
    if not isinstance(one, Movement):
        shown = ((best, START), (best, END), (second, END), (third, END))
        return [picture(one, at, "light", view) for view, at in shown]
    shading = shading_of(atlas().efforts[one.id])
    films = [(film_of(one, view), at) for view, at in ((best, 0.0), (best, 1.0), (second, 0.0), (third, 0.0))]
    return [still(film, film.posture(at), shading, one.name, "light") for film, at in films]


if __name__ == "__main__":
    main()
