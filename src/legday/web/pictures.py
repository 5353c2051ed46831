"""Pictures for pages: a movement's figure, and a body at rest shaded by groups."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from markupsafe import Markup

from legday.figure.draw import Shading
from legday.figure.film import STANDING, Film, by_group, film, still
from legday.figure.scene import Scene, View, scenes
from legday.kinds import Group, MovementId, Muscle
from legday.movement.atlas import atlas, content, specs
from legday.movement.catalogue import Movement
from legday.movement.mechanics import read_mechanics
from legday.movement.trace import POSTURES


def film_of(movement: MovementId, view: View) -> Film:
    """A movement seen from one side."""
    return film(read_mechanics(movement, specs()), scene_of(movement), view)


def scene_of(movement: MovementId) -> Scene:
    """What stands around the body in a movement; nothing where nobody said."""
    return scenes().get(movement, Scene())


def shading_of(movement: MovementId) -> Shading:
    """How hard each muscle works in a hard set: its mean force relative to the most that it can give then."""
    effort = atlas().efforts.get(movement)
    found: dict[Muscle, float] = {} if effort is None else {m: share.force for m, share in effort.muscles.items()}
    return found


class Moving(NamedTuple):
    """A movement's figure on a page: its picture to begin with, and what the player is told.

    ``reel`` is the address of its postures, ``tempo`` the seconds to lift, hold and lower, ``starts`` the end at which
    a repetition begins. The picture shows it before the lift.
    """

    movement: MovementId
    name: str
    view: View
    picture: Markup
    reel: str
    tempo: tuple[float, float, float]
    starts: str


def moving(movement: Movement, view: View | None = None) -> Moving:
    """A movement's figure, seen from where it is seen best unless told."""
    seen = view or scene_of(movement.id).view
    shown = film_of(movement.id, seen)
    bottom = 0 if shown.trace.rises else POSTURES - 1
    phases = movement.phases
    title = f"{movement.name}, from the {seen.value}"
    return Moving(
        movement=movement.id,
        name=movement.name,
        view=seen,
        picture=Markup(still(shown, bottom, shading_of(movement.id), title)),  # noqa: S704  drawn by us
        reel=f"/figure/{movement.id}/{seen.value}.json?v={mark()}",
        tempo=(phases.lift.seconds, phases.hold.seconds, phases.lower.seconds),
        starts=movement.begins.value,
    )


def body_picture(values: Mapping[Group, float], title: str, view: View) -> Markup:
    """A body at rest, its muscles shaded by a value from 0 to 1 for each group."""
    return Markup(still(film(STANDING, Scene(), view), 0, by_group(values), title))  # noqa: S704  drawn by us


@cache
def mark() -> str:
    """What changes when any picture would: for addresses that may be kept for ever."""
    parts = [file.read_bytes() for folder in ("figure", "data/figure") for file in _files(folder)]
    return hashlib.sha256(b"".join([*parts, content().encode()])).hexdigest()[:12]


def _files(folder: str) -> list[Traversable]:
    inside = (file for file in files("legday").joinpath(folder).iterdir() if file.is_file())
    return sorted(inside, key=lambda file: file.name)
