"""The body at rest, from the front and from the back, each muscle shaded by the value of its group."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from legday.body.muscles import spoken
from legday.figure.draw import SCALE, Frame, Words, frame, grouped, opening, path_data
from legday.figure.film import film
from legday.figure.scene import Scene, View
from legday.figure.shapes import Shape
from legday.kinds import Group, Muscle
from legday.movement.mechanics import Mechanics, Support

STANDING = Mechanics(support=Support.FEET, hip_deg=0, knee_deg=0, ankle_deg=0, adduction_deg=-4, rotation_deg=-6)
"""How it stands; for what is no movement, as a week's work or soreness."""

BEHIND = (Muscle.GLMAX1, Muscle.GLMAX2, Muscle.GLMAX3)  # from the front only a spot between the legs

TOP_M = 1.22  # where the picture ends: above the waist is nothing to shade, and so the legs are larger


def rest(values: Mapping[Group, float], said: Mapping[Group, str], title: str) -> str:
    """Both views side by side as an SVG picture.

    ``values`` are from 0 to 1, a group without one is drawn at rest; ``said`` is each value in words, for who taps a
    muscle and who does not see the picture.

    >>> drawn = rest({Group.SOLEUS: 0.5}, {Group.SOLEUS: "5 of 10"}, "How sore")
    >>> drawn[drawn.index("aria-label") :][:47], drawn.count('class="m m3"')
    ('aria-label="How sore. Calves (soleus) 5 of 10."', 4)
    """
    seen, views = _drawn()
    parts = [opening(seen._replace(width=2 * seen.width), Words(title, describe(values, said)), None)]
    for i, view in enumerate(views):
        inner = "".join(grouped(shape, data, values, said) for shape, data in view)
        parts.append(f'<g transform="translate({i * seen.width})">{inner}</g>')
    return "".join([*parts, "</svg>"])


def describe(values: Mapping[Group, float], said: Mapping[Group, str]) -> str:
    """What is said of groups in words, the highest value first.

    >>> describe({Group.SHINS: 0.1, Group.GLUTES: 0.5}, {Group.SHINS: "1 of 10", Group.GLUTES: "5 of 10"})
    'Glutes 5 of 10, shins 1 of 10.'
    """
    order = sorted(said, key=lambda group: -values.get(group, 0.0))
    words = ", ".join(f"{spoken(group)} {said[group]}" for group in order)
    return f"{words[:1].upper()}{words[1:]}." if words else "No muscle is shaded."


@cache
def _drawn() -> tuple[Frame, tuple[list[tuple[Shape, str]], ...]]:
    """What is seen of one view, and the shapes of both with their paths."""
    front, back = (film(STANDING, Scene(), view).shapes for view in (View.FRONT, View.BACK))
    views = [[shape for shape in front if shape.muscle not in BEHIND], back]
    whole = frame([shape for view in views for shape in view])
    top = -round(TOP_M * SCALE)
    seen = whole._replace(top=top, height=whole.height + whole.top - top)
    return seen, tuple([(shape, path_data(shape, 0)) for shape in view] for view in views)
