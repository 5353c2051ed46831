"""Draw the icons that a phone shows for the installed app, from the one icon: ``python tools/icons.py``."""

from __future__ import annotations

from pathlib import Path

import vl_convert

STATIC = Path(__file__).parents[1] / "src" / "legday" / "web" / "static"
SIDE = 32  # of the drawing


def main() -> None:
    svg = (STATIC / "icon.svg").read_text(encoding="utf-8")
    for size in (192, 512):
        (STATIC / f"icon-{size}.png").write_bytes(drawn(svg, size))
    # A phone cuts a maskable icon to its own shape: colour to the edges, and the drawing within the inner 80 %.
    whole = svg.replace('rx="8" ', "").replace("<path ", '<path transform="translate(3.2 3.2) scale(.8)" ')
    (STATIC / "icon-maskable.png").write_bytes(drawn(whole, 512))


def drawn(svg: str, size: int) -> bytes:
    """Draw the icon so many pixels wide."""
    sized = svg.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    return bytes(vl_convert.svg_to_png(sized, scale=1))


if __name__ == "__main__":
    main()
