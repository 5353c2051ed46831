"""Pictures for pages: a movement's figure, a drill or stretch, and a body at rest shaded by groups."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from markupsafe import Markup

from legday.figure.film import film_of, scene_of, shading_of, still
from legday.figure.rest import rest
from legday.figure.scene import View
from legday.figure.step import ends, steps, words
from legday.figure.tape import tape
from legday.kinds import Group, MovementId
from legday.movement.atlas import content
from legday.movement.catalogue import Movement
from legday.movement.effort import Effort
from legday.movement.trace import Trace


class Moving(NamedTuple):
    """A movement's figure on a page: its picture to begin with, and what the player is told.

    ``reel`` is the address of its postures, ``tempo`` the seconds to lift, hold and lower, ``starts`` the end at which
    a repetition begins. The picture shows it before the lift, ``strip`` are the addresses of four pictures from there
    to the lifted end, and ``strength`` is what could be lifted on the way, of the most anywhere: where (0 to 1) and how
    much (0 to 1). What is held without moving has no ``strip``.
    """

    movement: MovementId
    name: str
    view: View
    picture: Markup
    reel: str
    tempo: tuple[float, float, float]
    starts: str
    strip: tuple[str, ...]
    strength: tuple[tuple[float, float], ...]


def moving(movement: Movement, effort: Effort, view: View | None = None) -> Moving:
    """A movement's figure, seen from where it is seen best unless told."""
    seen = view or scene_of(movement).view
    shown = film_of(movement, seen)
    phases = movement.phases
    title = f"{movement.name}, from the {seen.value}"
    return Moving(
        movement=movement.id,
        name=movement.name,
        view=seen,
        picture=Markup(still(shown, shown.posture(0.0), shading_of(effort), title)),  # noqa: S704  drawn by us
        reel=f"/figure/{movement.id}/{seen.value}.json?v={mark()}",
        tempo=(phases.lift.seconds, phases.hold.seconds, phases.lower.seconds),
        starts=movement.begins.value,
        strip=tuple(
            f"/figure/{movement.id}/{seen.value}.svg?at={shown.posture(where)}&v={mark()}"
            for where in (0.0, 1 / 3, 2 / 3, 1.0)
            if shown.trace.moves
        ),
        strength=strength(shown.trace),
    )


def both_ends(movement: Movement, effort: Effort) -> tuple[Markup, Markup]:
    """A movement before the lift and lifted."""
    shown, shading = film_of(movement), shading_of(effort)
    before, lifted = (
        Markup(still(shown, shown.posture(where), shading, f"{movement.name}, {what}"))  # noqa: S704  drawn by us
        for where, what in ((0.0, "before the lift"), (1.0, "lifted"))
    )
    return before, lifted


def strength(trace: Trace) -> tuple[tuple[float, float], ...]:
    """What each posture would allow to lift, of the most, from before the lift (0) to lifted (1).

    >>> from legday.movement.atlas import specs
    >>> from legday.movement.mechanics import read_mechanics
    >>> from legday.movement.trace import trace
    >>> squat = strength(trace(read_mechanics("back_squat", specs())))
    >>> squat[0][0], squat[0][1] < 0.5  # the bottom is the hard end
    (0.0, True)
    """
    last = len(trace.strength) - 1
    way = trace.strength if trace.rises else trace.strength[::-1]
    return tuple((i / last, value) for i, value in enumerate(way))


class Picture(NamedTuple):
    """A picture that has an address of its own, with its size and what it says to who does not see it."""

    address: str
    width: int
    height: int
    alt: str


@cache
def step_pictures(id: str) -> tuple[Picture, ...]:
    """The start and the end of a drill or stretch, or how it is held; nothing where a later legday has it no more.

    >>> [(one.address.partition("?")[0], one.alt) for one in step_pictures("butterfly")]
    [('/figure/step/butterfly.svg', 'Butterfly. For the inner thighs.')]
    """
    one = steps().get(id)
    if one is None:
        return ()
    seen = film_of(one).seen
    return tuple(
        Picture(f"/figure/step/{id}.svg?at={at}&v={mark()}", seen.width, seen.height, " ".join(alt))
        for at in ends(one)
        for alt in [(f"{words(one, at).title}.", words(one, at).values)]
    )


def body_picture(values: Mapping[Group, float], said: Mapping[Group, str], title: str) -> Markup:
    """A body at rest from the front and the back, its muscles shaded by a value from 0 to 1 for each group."""
    return Markup(rest(values, said, title))  # noqa: S704  drawn by us


@cache
def tape_picture() -> Markup:
    """A body with where the tape goes."""
    return Markup(tape("Where to measure: 1 the thigh, 2 the calf, 3 the hip"))  # noqa: S704  drawn by us


@cache
def mark() -> str:
    """What changes when any picture would: for addresses that may be kept for ever."""
    folders = ("figure", "data/figure", "data/drills", "data/stretches")
    parts = [file.read_bytes() for folder in folders for file in _files(folder)]
    return hashlib.sha256(b"".join([*parts, content().encode()])).hexdigest()[:12]


def _files(folder: str) -> list[Traversable]:
    inside = (file for file in files("legday").joinpath(folder).iterdir() if file.is_file())
    return sorted(inside, key=lambda file: file.name)
