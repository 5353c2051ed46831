"""Where the tape goes: the body at rest with a line at the thigh, the calf and the hip, numbered as in the words."""

from __future__ import annotations

from legday.figure.rest import rest

# Read off the drawn body, in its units: half-way from groin to kneecap, where the calf is widest, where the buttocks
# stand out most (models 21). Each is its height, from where to where across the front, and across the back.
_LINES = (
    (-270, (5, 66), (214, 275)),
    (-130, (23, 67), (232, 276)),
    (-332, (-66, 66), (144, 276)),
)
_BESIDE = (80, 81, 94)  # where each number stands; at the hip beside the hand


def tape(title: str) -> str:
    """The body with where to measure, as an SVG picture.

    >>> tape("Where to measure").count("tape-line")
    6
    """
    parts = []
    for number, (height, *spans) in enumerate(_LINES, start=1):
        for left, right in spans:
            way = f"M{left} {height}q{(right - left) / 2:g} 9 {right - left} 0"  # a tape sags a little to the eye
            parts.append(f'<path class="tape-line" d="{way}"/>')
        x = _BESIDE[number - 1]
        parts.append(f'<circle class="tape-no" cx="{x}" cy="{height}" r="11"/>')
        parts.append(f'<text class="tape-text" x="{x}" y="{height + 5}">{number}</text>')
    drawn = rest({}, {}, title).replace(". No muscle is shaded.", ".", 1)
    return drawn.replace("</svg>", f'<g aria-hidden="true">{"".join(parts)}</g></svg>')
