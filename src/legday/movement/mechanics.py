"""Mechanics: what a movement asks of a leg, as data: postures through the range, what is braced, how the load acts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from legday.kinds import BadInput, Coordinate, Value

Angle = float | Annotated[tuple[float, ...], msgspec.Meta(min_length=1, max_length=9)]
"""An angle in degrees that stays, or evenly spaced points of it from the easy end of the range to the other."""

Found = Angle | Literal["balance"]
"""An angle, or the word that it is found: so that the body, with its load, is in balance over the foot."""


class Support(StrEnum):
    """What carries the body."""

    FEET = "feet"
    """Both feet stand, or this foot stands with its ``share`` of the weight."""
    KNEES = "knees"
    """The shanks lie on the ground or are held there."""
    SHOULDERS = "shoulders"
    """The upper back lies on a bench or the floor, the feet stand."""
    PAD = "pad"
    """The thighs lie over a pad, the ankles are held."""
    SIDE = "side"
    """On the side: the elbow below, this ankle on a bench."""
    SEAT = "seat"
    """A seat, bench, machine or the floor carries the pelvis; the leg is free."""


class At(StrEnum):
    """Where a load acts or a hold is."""

    BACK = "back"
    """Across the upper back: a bar, or pads on the shoulders."""
    FRONT = "front"
    """On the front of the shoulders."""
    CHEST = "chest"
    """Held before the breastbone."""
    ELBOWS = "elbows"
    """In the bend of the elbows."""
    BAR = "bar"
    """A bar in the hands, kept over the middle of the foot."""
    SIDES = "sides"
    """In the hands, hanging from the shoulders."""
    HIPS = "hips"
    """Across the hips, or from a belt."""
    THIGH = "thigh"
    """A pad or band on the lower thigh."""
    CALF = "calf"
    """A band behind the top of the shank."""
    SHIN = "shin"
    """A pad or cuff just above the ankle."""
    SOLE = "sole"
    """A sled or plate under the foot, where the body stands on it."""
    BALL = "ball"
    """The ball of the foot."""


class Pull(StrEnum):
    """A direction that goes with the segment that the load pulls at."""

    BACK = "back"
    FORWARD = "forward"
    IN = "in"
    OUT = "out"


class Load(Value):
    """How the load acts.

    ``pull`` is a direction in degrees (0 forward, 90 up, 270 down) or one that goes with the segment; without one the
    load is a weight. ``rail_deg`` is the slope of a sled's rail, which carries the rest of it. ``times_body`` fixes the
    load at so many body masses: then it is just held, fresh, and not taken to the limit.
    """

    at: At
    pull: Pull | float | None = None
    rail_deg: Annotated[float, msgspec.Meta(gt=0, le=90)] = 90.0
    times_body: Annotated[float, msgspec.Meta(ge=0, le=10)] | None = None

    def __post_init__(self) -> None:
        """Refuse a direction that is none."""
        _check_turn("pull", self.pull)


class Mechanics(Value):
    """One movement as mechanics, one leg of it: the right one.

    Angles are in degrees and follow ``Coordinate``. ``hip_deg`` is the angle between trunk and thigh, as studies and
    coaches give it; ``spine`` is the share of its flexion that the lower back takes. At most one of ``trunk_deg`` (0
    upright, 90 face down, -90 on the back), ``shank_deg`` (90 kneeling) and ``foot_deg`` (negative on the toes) says
    how the body leans; without one the foot is flat.

    ``stance`` is where on the foot the body stands: 0 the heel, 1 the toes, 0.72 the ball. ``share`` is this leg's
    share of weight and load. ``other_deg`` is the other leg's hip and knee where this one stands alone. ``lies`` says
    on which side the body lies. ``held`` is a hold that pushes level, as much as balance needs. ``braced`` joints are
    carried by a pad, the ground or ligaments; ``free`` ones that usually are, are not; ``relaxed`` ones hang loose, so
    what crosses them rests. ``lowered`` movements are only lowered: muscles give more then. A ``passive`` one moves
    the leg and nobody lifts; one that goes ``both_ways`` is done against the load from either side.
    """

    support: Support
    hip_deg: Found
    knee_deg: Angle
    ankle_deg: Found
    adduction_deg: Angle = 0.0
    rotation_deg: Angle = 0.0
    inversion_deg: Angle = 0.0
    toes_deg: Angle = 0.0
    spine: Annotated[float, msgspec.Meta(ge=0, le=0.6)] = 0.0
    trunk_deg: Angle | None = None
    shank_deg: Angle | None = None
    foot_deg: Found | None = None
    stance: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.45
    share: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.5
    other_deg: tuple[float, float] | None = None
    lies: Literal["left", "right"] | None = None
    held: At | None = None
    load: Load | None = None
    braced: tuple[Coordinate, ...] = ()
    free: tuple[Coordinate, ...] = ()
    relaxed: tuple[Coordinate, ...] = ()
    lowered: bool = False
    passive: bool = False
    both_ways: bool = False

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        leans = [name for name in ("trunk_deg", "shank_deg", "foot_deg") if getattr(self, name) is not None]
        if len(leans) > 1:
            raise ValueError(f"{' and '.join(leans)} are both given: one of them says how the body leans")
        for name in self.__struct_fields__:
            if name.endswith("_deg"):
                _check_turn(name, getattr(self, name))
        if self.held is At.SOLE:
            raise ValueError("held is where the body holds on, which cannot be the sole that it stands on")
        if self.both_ways:
            _ = self.mirrored
        if self.seeks is not None and self.support is not Support.FEET:
            raise ValueError('only what stands on its feet can have an angle found by "balance"')

    @property
    def mirrored(self) -> Mechanics:
        """The same against a load that pulls the other way sideways."""
        other = {Pull.IN: Pull.OUT, Pull.OUT: Pull.IN}
        if self.load is None or not isinstance(self.load.pull, Pull) or self.load.pull not in other:
            raise ValueError("only a load that pulls in or out has another side")
        load = msgspec.structs.replace(self.load, pull=other[self.load.pull])
        return msgspec.structs.replace(self, load=load, both_ways=False)

    @property
    def seeks(self) -> str | None:
        """The angle that balance finds."""
        sought = [name for name in ("hip_deg", "ankle_deg", "foot_deg") if getattr(self, name) == "balance"]
        if len(sought) > 1:
            raise ValueError(f'{" and ".join(sought)} are both "balance": it finds one angle')
        return sought[0] if sought else None


Spec = Mapping[str, Any]


def read_mechanics(key: str, specs: Mapping[str, Spec]) -> Mechanics:
    """Read one movement's mechanics; ``like`` takes those of another one, of which what is given here replaces its own.

    Raises BadInput with the field that is wrong or missing.

    >>> squat = {"support": "feet", "hip_deg": "balance", "knee_deg": [0, 110], "ankle_deg": [0, 35]}
    >>> read_mechanics("half", {"squat": squat, "half": {"like": "squat", "knee_deg": [0, 90]}}).knee_deg
    (0.0, 90.0)
    >>> read_mechanics("curl", {"curl": {"support": "seat", "hip_deg": 85, "ankle_deg": 0}})
    Traceback (most recent call last):
    legday.kinds.BadInput: curl: Object missing required field `knee_deg`. docs/use.md has the fields of mechanics.
    """
    spec = _laid_over(key, specs, ())
    for name in spec:
        if f"{name}_deg" in Mechanics.__struct_fields__:
            raise BadInput(f"{key}: `{name}` says no unit.", f"Write `{name}_deg`, in degrees.")
    try:
        return msgspec.convert(spec, Mechanics)
    except msgspec.ValidationError as error:
        raise BadInput(f"{key}: {error}.", "docs/use.md has the fields of mechanics.") from None


def read_specs(folder: Path) -> dict[str, Spec]:
    """Read every specification file of a folder: one movement each, named after the file."""
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder.", "Name one that holds specification files.")
    return {file.stem: read_spec(file) for file in sorted(folder.glob("*.toml"))}


def read_spec(file: Path) -> Spec:
    """Read one specification file."""
    try:
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, Any])
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", "Check the name.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{file}: {error}.", "docs/use.md has the fields of mechanics.") from None


def _check_turn(name: str, given: Found | Pull | None) -> None:
    """Refuse angles beyond a whole turn, and those that are no number."""
    for angle in given if isinstance(given, tuple) else (given,):
        if isinstance(angle, float) and not -360 <= angle <= 360:
            raise ValueError(f"`{name}` {angle:g}° is beyond -360° to 360°")


def _laid_over(key: str, specs: Mapping[str, Spec], seen: tuple[str, ...]) -> dict[str, Any]:
    """What a movement takes from those it is like, with its own on top."""
    if key in seen:
        raise BadInput(f"{key} is like itself, by way of {' and '.join(seen)}.", "Take one `like` away.")
    if key not in specs:
        raise BadInput(f'There are no mechanics of "{key}".', "Name a movement that has some.")
    own = dict(specs[key])
    like = own.pop("like", None)
    if like is None:
        return own
    base = _laid_over(str(like), specs, (*seen, key))
    leans = {"trunk_deg", "shank_deg", "foot_deg"}
    if leans & own.keys():  # a lean of its own takes the place of whichever the other has
        base = {name: value for name, value in base.items() if name not in leans}
    return base | own
