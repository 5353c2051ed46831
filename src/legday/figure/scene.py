"""Scenes: what a figure stands on, holds and works against, as data, and where its hands are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, NamedTuple

import msgspec

from legday.kinds import BadInput, Value
from legday.movement.mechanics import Angle, Mechanics, Support

Word = Annotated[str, msgspec.Meta(min_length=2)]


class Hands(StrEnum):
    """Where the hands are."""

    HANG = "hang"
    """Straight down from the shoulders."""
    BAR = "bar"
    """At the load."""
    FORWARD = "forward"
    """Stretched out in front."""
    CHEST = "chest"
    """Before the breastbone."""
    HIPS = "hips"
    """On the hips."""
    SEAT = "seat"
    """On handles beside the seat."""
    PADS = "pads"
    """On handles beside the shoulders."""
    HEAD = "head"
    """Behind or under the head."""
    KNEES = "knees"
    """On the thighs above the knees."""
    SUPPORT = "support"
    """On something in front that holds."""
    FLOOR = "floor"
    """On the floor below the shoulders."""
    ELBOWS = "elbows"
    """On the floor, the forearms flat."""
    ELBOW = "elbow"
    """On the side: the lower forearm on the floor, the other hand on the hip."""
    STAY = "stay"
    """On the floor, where they were below the shoulders at first."""
    BEHIND = "behind"
    """On the floor behind the seat."""
    BESIDE = "beside"
    """Flat on the floor beside the body."""
    FOOT = "foot"
    """At the right foot."""
    SHIN = "shin"
    """Round the right shin."""
    UP = "up"
    """Reaching up."""
    SWING = "swing"
    """Swinging as in walking: each arm goes with the leg of the other side."""


class Anchor(StrEnum):
    """What stays where it is while the rest moves."""

    BALL = "ball"
    HEEL = "heel"
    PELVIS = "pelvis"
    KNEE = "knee"
    ANKLE = "ankle"
    SHOULDER = "shoulder"


class Other(Value):
    """The posture of the other leg, where it is not that of the right one."""

    hip_deg: Angle = 0.0
    adduction_deg: Angle = 0.0
    rotation_deg: Angle = 0.0
    knee_deg: Angle = 0.0
    ankle_deg: Angle = 0.0
    toes_deg: Angle = 0.0


class View(StrEnum):
    """From where a figure is seen; a scene names the view that shows its movement best."""

    SIDE = "side"
    FRONT = "front"
    BACK = "back"


class Eye(NamedTuple):
    """From where a figure is looked at: the side, and by how much from above."""

    view: View
    above_deg: float = 0.0


class Reach(Value):
    """Where the ball of the other foot is: before what stays in place, and above the ground; hip and knee follow.

    ``pitch_deg`` is how far the foot points up: negative with the heel raised.
    """

    x_m: Angle
    y_m: Angle
    pitch_deg: Angle = 0.0
    adduction_deg: Angle = 0.0


class Scene(Value):
    """The surroundings of one movement, drill or stretch; what are called alike have one together.

    ``hands`` are where both are, or the right one where ``other_hand`` says where the left one is.
    ``props`` are what there is beside the body, each a word and where it is ("roller shin"); ``height_m`` is how high
    the anchor is above the ground. The other leg is as the right one, or ``other`` gives its posture, or ``reach``
    where its foot is. With ``plant`` the balls of the feet stay in place, and hips and knees follow. The whole body
    leans forward by ``lean_deg`` and to the right by ``aside_deg``; with ``upright`` it leans sideways so that the
    right leg is upright. ``close`` names a place, such as the foot's ball, that is shown from near. What lies or sits
    on the floor is seen from ``above_deg`` where that shows more.
    """

    view: View = View.SIDE

    hands: Hands = Hands.HANG
    other_hand: Hands | None = None
    props: tuple[Word, ...] = ()
    anchor: Anchor | None = None
    height_m: Angle | None = None
    other: Other | None = None
    reach: Reach | None = None
    plant: bool = False
    lean_deg: float = 0.0
    aside_deg: float = 0.0
    upright: bool = False
    close: str | None = None
    above_deg: float = 0.0


@cache
def scenes() -> Mapping[str, Scene]:
    """The scene of each movement, drill and stretch that has one of its own.

    >>> scenes()["back_squat"].hands.value
    'bar'
    """
    file = files("legday.data").joinpath("figure") / "scenes.toml"
    try:
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, Scene])
    except msgspec.DecodeError as error:
        raise BadInput(f"scenes.toml: {error}.", "figure/scene.py has the fields.") from None


def anchor(mechanics: Mechanics, scene: Scene) -> Anchor:
    """What stays in place: as the scene says, or what carries the body."""
    if scene.anchor is not None:
        return scene.anchor
    return {
        Support.FEET: Anchor.BALL,
        Support.SHOULDERS: Anchor.HEEL,
        Support.KNEES: Anchor.KNEE,
        Support.PAD: Anchor.PELVIS,
        Support.SEAT: Anchor.PELVIS,
        Support.SIDE: Anchor.ANKLE,
    }[mechanics.support]
