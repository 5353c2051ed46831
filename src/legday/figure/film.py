"""A movement, drill or stretch as pictures: one posture as it stands, or all of them to be played."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from legday.body.muscles import muscles
from legday.figure.draw import Frame, Scheme, Shading, Words, element, frame, near, opening, path_data
from legday.figure.scene import Eye, Scene, View, scenes
from legday.figure.shapes import Shape, flat, shapes
from legday.figure.stand import stand
from legday.kinds import BadInput, Coordinate, Muscle, Value
from legday.movement.atlas import specs
from legday.movement.catalogue import Movement
from legday.movement.effort import Effort
from legday.movement.mechanics import Mechanics, read_mechanics
from legday.movement.trace import POSTURES, Trace, postures, trace
from legday.plan.stretch import Stretch, stretch_mechanics
from legday.plan.warmup import Drill, drill_mechanics

Floats = NDArray[np.float64]

Shown = Movement | Drill | Stretch

KEYS = tuple(range(0, POSTURES, 2))  # the postures that are kept to be played; a curve through them gives the others
SPOKEN = {
    Coordinate.HIP_FLEXION: "hip",
    Coordinate.HIP_ADDUCTION: "hip inwards",
    Coordinate.KNEE_FLEXION: "knee",
    Coordinate.ANKLE_DORSIFLEXION: "ankle",
}


class Film(NamedTuple):
    """A movement seen from one side: its trace, its shapes in every posture, and the frame that holds them."""

    trace: Trace
    shapes: tuple[Shape, ...]
    seen: Frame

    def posture(self, where: float) -> int:
        """The number of the posture nearest to a place in the repetition: 0 before the lift, 1 lifted."""
        last = len(self.trace.angles_deg) - 1
        return round(last * (where if self.trace.rises else 1 - where))


class Reel(Value):
    """What a player needs: the path of each shape in the key postures, or the one that stays; and the trace's numbers.

    ``muscle`` names the muscle of each shape that is one. ``force`` and ``angles_deg`` are given in every posture.
    """

    paths: tuple[tuple[str, ...], ...]
    muscle: tuple[str, ...]
    force: dict[Muscle, tuple[float, ...]]
    names: dict[Muscle, str]
    angles_deg: dict[str, tuple[float, ...]]
    rises: bool


@lru_cache(maxsize=48)
def film(mechanics: Mechanics, scene: Scene, view: View) -> Film:
    """Film a movement from one side.

    >>> from legday.movement.mechanics import Support
    >>> lying = Mechanics(support=Support.SEAT, hip_deg=0, knee_deg=0, ankle_deg=0)
    >>> still(film(lying, Scene(), View.FRONT), 0, {Muscle.SOLEUS: 1.0}, "Calf")[:27]
    '<svg xmlns="http://www.w3.o'
    """
    found = traced(mechanics)
    body = stand(mechanics, scene, found)
    eye = Eye(view, scene.above_deg)
    drawn = tuple(shapes(body, scene, eye))
    seen = near(flat(body.points[scene.close], eye)) if scene.close else frame(drawn)
    return Film(found, drawn, seen._replace(ground=not scene.above_deg))


@lru_cache(maxsize=512)
def traced(mechanics: Mechanics) -> Trace:
    """The trace of a movement; where no muscle works, or none is asked, its postures."""
    if mechanics.passive:
        return postures(mechanics)
    try:
        return trace(mechanics)
    except BadInput:
        return postures(mechanics)


def film_of(shown: Shown, view: View | None = None) -> Film:
    """A movement, drill or stretch from where it is seen best unless told.

    >>> from legday.movement.catalogue import catalogue
    >>> film_of(catalogue()["back_squat"]).posture(0.0)  # the far end of its range is the bottom
    8
    """
    scene = scene_of(shown)
    return film(mechanics_of(shown), scene, view or scene.view)


def mechanics_of(shown: Shown) -> Mechanics:
    """How the leg goes in a movement, drill or stretch."""
    match shown:
        case Drill():
            return drill_mechanics(shown)
        case Stretch():
            return stretch_mechanics(shown)
    return read_mechanics(shown.id, {**specs(), shown.id: shown.mechanics})


def scene_of(shown: Shown) -> Scene:
    """What stands around the body, or in the movement that it is like; nothing where nobody said."""
    return scenes().get(shown.id) or scenes().get(str(shown.mechanics.get("like"))) or Scene()


def shading_of(effort: Effort) -> Shading:
    """How hard each muscle works in a hard set: its mean force relative to the most that it can give then."""
    return {muscle: share.force for muscle, share in effort.muscles.items()}


def still(film: Film, which: int, shading: Shading, title: str, scheme: Scheme | None = None) -> str:
    """One posture, by its number, as an SVG picture for both colour schemes or for the one given.

    Muscles without a value are drawn at rest.
    """
    parts = [opening(film.seen, Words(title, describe(shading)), scheme)]
    parts += [element(shape, path_data(shape, which), shading) for shape in film.shapes]
    return "".join([*parts, "</svg>"])


def strip(film: Film, shading: Shading, title: str, scheme: Scheme | None = None) -> str:
    """Four postures side by side, for paper."""
    seen = film.seen
    parts = [opening(seen._replace(width=4 * seen.width), Words(title, describe(shading)), scheme)]
    for i, which in enumerate(np.linspace(0, POSTURES - 1, 4).round().astype(int).tolist()):
        inner = "".join(element(shape, path_data(shape, which), shading) for shape in film.shapes)
        parts.append(f'<g transform="translate({i * seen.width})">{inner}</g>')
    return "".join([*parts, "</svg>"])


def reel(film: Film) -> Reel:
    """Everything a player needs to show any moment of a repetition."""
    angles = np.array(film.trace.angles_deg)
    turning = [i for i, name in enumerate(Coordinate) if name in SPOKEN and np.ptp(angles[:, i]) >= 1]
    order = list(Coordinate)
    paths = []
    for shape in film.shapes:
        keys = tuple(path_data(shape, which) for which in KEYS)
        paths.append(keys[:1] if len(set(keys)) == 1 else keys)
    return Reel(
        paths=tuple(paths),
        muscle=tuple(shape.muscle.value if shape.muscle else "" for shape in film.shapes),
        force=film.trace.force,
        names={muscle: muscles()[muscle].name for muscle in film.trace.force},
        angles_deg=dict(_told(order[i], angles[:, i]) for i in turning),
        rises=film.trace.rises,
    )


def _told(name: Coordinate, angles_deg: Floats) -> tuple[str, tuple[float, ...]]:
    """An angle by its name in the direction in which it is larger."""
    if name is Coordinate.HIP_ADDUCTION and angles_deg.mean() < 0:
        return "hip out to the side", tuple((-angles_deg).tolist())
    return SPOKEN[name], tuple(angles_deg.tolist())


def describe(shading: Shading) -> str:
    """The values of a picture in words, the highest first.

    >>> describe({Muscle.SOLEUS: 0.5, Muscle.VASLAT: 0.92})
    'Vastus lateralis 92 %, soleus 50 %.'
    """
    shown = sorted(
        ((value, muscles()[muscle].name) for muscle, value in shading.items() if value >= 0.005), reverse=True
    )
    words = ", ".join(f"{name.lower()} {100 * value:.0f} %" for value, name in shown)
    return f"{words[:1].upper()}{words[1:]}." if words else "No muscle is shaded."


def to_json(reel: Reel) -> bytes:
    """A reel as JSON."""
    return msgspec.json.encode(reel)
