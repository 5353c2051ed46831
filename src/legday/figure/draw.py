"""Drawing: shapes as one SVG picture, each muscle shaded by a value; nothing in it needs a network or a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from legday.body.muscles import groups, muscles
from legday.figure.shapes import Form, Shape
from legday.kinds import Group, Muscle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SCALE = 400  # units a metre: finer than a phone's pixels
MARGIN = 16
CLOSE_M = 0.24  # half as wide is what is shown from near

Scheme = Literal["light", "dark"]
Shading = Mapping[Muscle, float]
"""A value from 0 to 1 for each muscle that has one."""

# From step to step the lightness falls evenly (in the dark it rises): the order shows to who cannot tell hues apart.
STEPS: dict[Scheme, tuple[str, ...]] = {
    "light": ("#eadccd", "#f3c99d", "#eda765", "#df8234", "#c05d15", "#94400c", "#652807"),
    "dark": ("#4b443e", "#6c4f36", "#94602c", "#bd7524", "#e18f31", "#f8af5c", "#ffd39b"),
}
_COLOURS: dict[str, dict[Scheme, str]] = {
    "skin": {"light": "#f1ebe2", "dark": "#272c2a"},
    "far": {"light": "#e7e0d5", "dark": "#202523"},
    "bone": {"light": "#cfc8bb", "dark": "#5f645f"},
    "far bone": {"light": "#d9d1c4", "dark": "#353a37"},
    "tendon": {"light": "#b9b0a2", "dark": "#7b8079"},
    "rest": {"light": "#dfd6ca", "dark": "#3f4441"},
    "edge": {"light": "#fffdf9", "dark": "#191d1b"},
    "gear": {"light": "#7f8783", "dark": "#7d8782"},
    "pad": {"light": "#a7aeaa", "dark": "#565e5a"},
    "soft": {"light": "#dfe2de", "dark": "#2c322f"},
    "band": {"light": "#0b6653", "dark": "#62d2b3"},
}
_FILLS = {
    "skin": "skin",
    "skin-far": "far",
    "bone": "bone",
    "bone-far": "far bone",
    "mn": "rest",
    **dict.fromkeys(("plate", "pad", "roller"), "pad"),
    **dict.fromkeys(("bar", "frame", "weight"), "gear"),
    **dict.fromkeys(("block", "wall", "mat"), "soft"),
}
_LINES = {
    "tendon": ("tendon", 2.5),
    "ground": ("gear", 3.0),
    "cable": ("gear", 3.0),
    "rail": ("gear", 5.0),
    "arm": ("gear", 9.0),
    "post": ("gear", 7.0),
    "grip": ("gear", 7.0),
    "band": ("band", 6.0),
}


class Frame(NamedTuple):
    """What a picture shows, in units: where it begins, how wide and high it is, and whether the ground is a line."""

    left: int
    top: int
    width: int
    height: int
    ground: bool = True


class Words(NamedTuple):
    """What a picture says to who does not see it: its title, and its values."""

    title: str
    values: str


def opening(seen: Frame, words: Words, scheme: Scheme | None) -> str:
    """How a picture begins: what it shows in words, its colours, and the ground.

    One that is drawn for one scheme has its background, too; otherwise the page is seen behind.
    """
    box = f'x="{seen.left}" y="{seen.top}" width="{seen.width}" height="{seen.height}"'
    back = f'<rect {box} fill="{_COLOURS["edge"][scheme]}"/>' if scheme else ""
    ground = f'<path class="ground l" d="M{seen.left} 1h{seen.width}"/>' if seen.ground else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="fig" role="img" '
        f'aria-label="{escape(f"{words.title}. {words.values}")}" '
        f'viewBox="{seen.left} {seen.top} {seen.width} {seen.height}"><style>{style(scheme)}</style>{back}{ground}'
    )


def frame(shapes: Sequence[Shape]) -> Frame:
    """The frame that holds shapes in all their postures."""
    corners = np.concatenate([piece.reshape(-1, 2) for shape in shapes for piece in shape.pieces]) * SCALE
    left, low = np.floor(corners.min(axis=0)).astype(int) - MARGIN
    right, high = np.ceil(corners.max(axis=0)).astype(int) + MARGIN
    bottom = max(-low, MARGIN)
    return Frame(int(left), int(-high), int(right - left), int(bottom + high))


def near(place: Floats) -> Frame:
    """The frame of what is close to a flat place (n, 2): a shank and its foot."""
    x, y = (place.mean(axis=0) * SCALE).round().astype(int).tolist()
    half = int(CLOSE_M * SCALE)
    return Frame(x - int(1.4 * half), -y - int(1.7 * half), 2 * half, int(1.7 * half) + y + MARGIN)


def path_data(shape: Shape, which: int) -> str:
    """The path of a shape in one posture, from corner to corner in whole units.

    >>> square = np.array([[[0.0, 0.0], [0.1, 0.0], [0.1, 0.1]]])
    >>> path_data(Shape("pad", (square,)), 0)
    'M0 0l40 0 0-40z'
    """
    write = {Form.POLYGON: _polygon, Form.SMOOTH: _smooth, Form.LINE: _line}[shape.form]
    return "".join(write(np.rint(piece[which] * (SCALE, -SCALE)).astype(np.int64)) for piece in shape.pieces)


def step(value: float | None) -> str:
    """The class of a muscle's colour: ``m0`` to ``m6``, or ``mn`` for one without a value.

    >>> step(0.5), step(1.0), step(None)
    ('m3', 'm6', 'mn')
    """
    many = len(STEPS["light"])
    return "mn" if value is None else f"m{min(max(int(value * many), 0), many - 1)}"


def style(scheme: Scheme | None = None) -> str:
    """The colours of a picture, for one scheme or for whichever the reader has."""
    if scheme is not None:
        return _fixed + _rules(scheme)
    return f"{_fixed}{_rules('light')}@media(prefers-color-scheme:dark){{{_rules('dark')}}}"


_fixed = ".fig .l{fill:none;stroke-linejoin:round;stroke-linecap:round}.fig .m{stroke-width:1.6}" + "".join(
    f".fig .{look}{{stroke-width:{width:g}}}" for look, (_, width) in _LINES.items()
)


def _rules(scheme: Scheme) -> str:
    fills = [(look, _COLOURS[colour][scheme]) for look, colour in _FILLS.items()]
    fills += [(f"m{i}", colour) for i, colour in enumerate(STEPS[scheme])]
    lines = [(look, _COLOURS[colour][scheme]) for look, (colour, _) in _LINES.items()]
    return (
        "".join(f".fig .{look}{{fill:{colour}}}" for look, colour in fills)
        + "".join(f".fig .{look}{{fill:none;stroke:{colour}}}" for look, colour in lines)
        + f".fig .m{{stroke:{_COLOURS['edge'][scheme]}}}"
    )


def element(shape: Shape, data: str, shading: Shading) -> str:
    """A shape with its path, its look and, if it is a muscle, its colour and name."""
    if shape.muscle is None:
        look = f"{shape.look} l" if shape.form is Form.LINE else "m mn" if shape.look == "m" else shape.look
        return f'<path class="{look}" d="{data}"/>'
    value = shading.get(shape.muscle)
    said = "" if value is None else f"{escape(muscles()[shape.muscle].name)}, {100 * value:.0f} %"
    name = f"<title>{said}</title>" if said and not shape.left else ""
    return f'<path class="m {step(value)}" data-m="{shape.muscle}" d="{data}">{name}</path>'


def grouped(shape: Shape, data: str, values: Mapping[Group, float], said: Mapping[Group, str]) -> str:
    """A shape with its path and, if it is a muscle, the colour of its group, and the group's name with what is said."""
    if shape.muscle is None:
        return element(shape, data, {})
    group = muscles()[shape.muscle].group
    title = escape(", ".join([groups()[group].name, *([said[group]] if group in said else [])]))
    look = f'class="m {step(values.get(group))}" data-group="{group}"'
    return f'<path {look} d="{data}"><title>{title}</title></path>'


def _numbers(values: Iterator[int]) -> str:
    """Whole numbers, with a space only where there is no sign."""
    text = "".join(f"{value}" if value < 0 else f" {value}" for value in values)
    return text.removeprefix(" ")


def _polygon(corners: Ints) -> str:
    return f"{_line(corners)}z"


def _line(corners: Ints) -> str:
    steps = np.diff(corners, axis=0).ravel().tolist()
    return f"M{_numbers(iter(corners[0].tolist()))}l{_numbers(iter(steps))}"


def _smooth(corners: Ints) -> str:
    """A closed outline that turns at each corner and passes the middle between each two."""
    middle = (corners + np.roll(corners, -1, axis=0)) // 2
    turn, end = np.roll(corners, -1, axis=0), np.roll(middle, -1, axis=0)
    steps = np.stack([turn - middle, end - middle], axis=1).ravel().tolist()
    return f"M{_numbers(iter(middle[0].tolist()))}q{_numbers(iter(steps))}z"
