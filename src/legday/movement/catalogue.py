"""The catalogue: movements as data, one file each, checked when they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any

import msgspec

from legday.kinds import BadInput, Condition, Joint, Kilograms, MovementId, Seconds, Value

Text = Annotated[str, msgspec.Meta(min_length=2)]


class Pattern(StrEnum):
    """The kind of movement; a session takes one movement of a pattern unless it must take more."""

    SQUAT = "squat"
    LUNGE = "lunge"
    HINGE = "hinge"
    HIP_THRUST = "hip thrust"
    KNEE_EXTENSION = "knee extension"
    KNEE_FLEXION = "knee flexion"
    HIP_FLEXION = "hip flexion"
    ABDUCTION = "abduction"
    ADDUCTION = "adduction"
    CALF_RAISE = "calf raise"
    DORSIFLEXION = "dorsiflexion"
    FOOT = "foot"
    TRUNK = "trunk"


class Start(StrEnum):
    """Where a repetition begins: low, before the lift, or high, at the lifted end, so that lowering comes first."""

    LOW = "low"
    HIGH = "high"


_FROM_STANDING = (Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE)


class Loading(StrEnum):
    """What carries the load; a dumbbell load is what one dumbbell weighs."""

    BARBELL = "barbell"
    DUMBBELLS = "dumbbells"
    DUMBBELL = "dumbbell"
    STACK = "stack"
    PLATES = "plates"
    BAND = "band"
    BODY = "body"


class Phase(Value):
    """One phase of a repetition: what to do and how long it takes."""

    do: Text
    seconds: Annotated[float, msgspec.Meta(ge=0, le=120)]


class Phases(Value):
    """A repetition: lift, hold, lower slowly."""

    lift: Phase
    hold: Phase
    lower: Phase

    @property
    def seconds(self) -> float:
        """How long a repetition takes."""
        return self.lift.seconds + self.hold.seconds + self.lower.seconds


class Caution(Value):
    """Who should not do this movement or how to change it.

    The planner drops the movement for the aches and the conditions named.
    """

    say: Text
    aches: tuple[Joint, ...] = ()
    conditions: tuple[Condition, ...] = ()


class Variant(Value):
    """A movement done a little otherwise: what changes and when to take it, in one sentence.

    ``mechanics`` are the fields that take the place of the movement's own.
    """

    id: Text
    name: Text
    say: Text
    mechanics: Annotated[dict[str, Any], msgspec.Meta(min_length=1)]


class Movement(Value):
    """One movement of the catalogue.

    ``equipment`` lists alternatives, each a set of things that are needed together. ``mechanics`` is what the
    movement asks of a leg (``movement/mechanics.py``), from which effort and credit are computed. ``demand`` orders a
    session: 5 (a heavy squat) comes before 1 (a toe raise). ``rest_s`` follows a set (of both legs, if
    ``unilateral``), ``change_s`` is the time to set the station up. ``step_kg`` is the usual step up in load (models
    12.2), 0 where the body or a band is the load. An empty tuple in ``equipment`` means that nothing is needed;
    ``loading`` says how load is added where the gym has it. ``preferred`` is the one to take of several that give and
    cost the same; ``hard`` marks what nobody should begin with; a ``fallback`` is planned only for somebody who knows
    it or where nothing more usual at hand trains the same. ``starts`` is given where a repetition does not begin as
    its pattern does (``begins``). What is held has ``hold_s``, the seconds from-to, and one repetition. ``part`` is the
    part of its sets that trains for size; 0 is a decision (power, trunk, feet).
    """

    id: MovementId
    name: Text
    pattern: Pattern
    equipment: Annotated[tuple[tuple[Text, ...], ...], msgspec.Meta(min_length=1)]
    unilateral: bool
    loading: Loading
    set_up: Text
    phases: Phases
    cues: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]
    faults: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]
    cautions: tuple[Caution, ...]
    mechanics: Annotated[dict[str, Any], msgspec.Meta(min_length=1)]
    demand: Annotated[int, msgspec.Meta(ge=1, le=5)]
    reps: tuple[Annotated[int, msgspec.Meta(ge=1)], Annotated[int, msgspec.Meta(le=40)]]
    rest_s: Annotated[int, msgspec.Meta(ge=30, le=300)]
    change_s: Seconds
    step_kg: Kilograms
    preferred: bool = False
    hard: bool = False
    starts: Start | None = None
    fallback: bool = False
    hold_s: tuple[Annotated[int, msgspec.Meta(ge=1)], Annotated[int, msgspec.Meta(le=120)]] | None = None
    part: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    aliases: tuple[Text, ...] = ()
    claims: tuple[str, ...] = ()
    note: str = ""
    variants: tuple[Variant, ...] = ()

    @property
    def begins(self) -> Start:
        """Where a repetition begins.

        Squats, lunges and hinges begin standing and are lowered first; everything else is lifted first. The exceptions
        say so in their files: a deadlift stands on the floor, and mechanics alone cannot tell it from a Romanian one.

        >>> [catalogue()[MovementId(id)].begins.value for id in ("back_squat", "deadlift", "leg_extension", "nordic")]
        ['high', 'low', 'low', 'high']
        """
        return self.starts or (Start.HIGH if self.pattern in _FROM_STANDING else Start.LOW)

    @property
    def loaded(self) -> bool:
        """Whether the movement has a load that can be chosen in kilograms."""
        return self.loading not in (Loading.BODY, Loading.BAND)


class Other(Value):
    """What is kept and counted without a movement of its own; no mechanics are a decision (impact, minutes).

    ``part`` is the part of its sets that trains for size.
    """

    id: MovementId
    name: Text
    mechanics: dict[str, Any] = msgspec.field(default_factory=dict)
    part: Annotated[float, msgspec.Meta(gt=0, le=1)] = 1.0


class _Others(Value):
    """The file of the other movements: one table ``[[other]]`` each."""

    other: tuple[Other, ...]


Catalogue = Mapping[MovementId, Movement]


def read_movement(text: str, where: str) -> Movement:
    """Read one movement from its TOML, or say which field is wrong.

    >>> read_movement('name = "Squat"', "squat.toml")
    Traceback (most recent call last):
    legday.kinds.BadInput: squat.toml: Object missing required field `id`. Mend the file; docs/use.md has the fields.
    """
    try:
        movement = msgspec.toml.decode(text, type=Movement)
    except msgspec.DecodeError as error:
        raise BadInput(f"{where}: {error}.", "Mend the file; docs/use.md has the fields.") from None
    if movement.reps[0] > movement.reps[1]:
        raise BadInput(f"{where}: reps go from {movement.reps[0]} down to {movement.reps[1]}.", "Put the lower first.")
    if movement.hold_s is not None and (movement.reps != (1, 1) or movement.phases.hold.seconds != movement.hold_s[1]):
        remedy = "Give reps = [1, 1], and the hold as many seconds as the longest."
        raise BadInput(f"{where}: hold_s is that of one repetition and ends with the hold's seconds.", remedy)
    return movement


def read_catalogue(folder: Iterable[Traversable]) -> Catalogue:
    """Read every movement file of a folder; each file is named after the movement's id."""
    movements = {}
    for file in sorted(folder, key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        movement = read_movement(file.read_text(encoding="utf-8"), file.name)
        if file.name != f"{movement.id}.toml":
            raise BadInput(f"{file.name} holds the movement {movement.id}.", f"Name the file {movement.id}.toml.")
        movements[movement.id] = movement
    return movements


@cache
def catalogue() -> Catalogue:
    """The movements that come with legday.

    >>> catalogue()[MovementId("leg_extension")].name
    'Leg extension'
    """
    return read_catalogue(files("legday.data").joinpath("movements").iterdir())


@cache
def others() -> Mapping[MovementId, Other]:
    """What people log and legday counts without a movement of its own.

    >>> others()[MovementId("jump_landing")].name
    'Jump or hop'
    """
    text = files("legday.data").joinpath("others.toml").read_text(encoding="utf-8")
    return {other.id: other for other in msgspec.toml.decode(text, type=_Others).other}


def fold(text: str) -> str:
    """Write a name as its bare words, so that case, hyphens, brackets and underscores do not matter.

    >>> fold("STANDING calf-raise (Machine)")
    'standing calf raise machine'
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def find_movement(text: str, catalogue: Catalogue) -> Movement:
    """Find a movement by its id, name or alias, in any case; otherwise raise BadInput with the names that come near.

    >>> find_movement("STANDING calf-raise", catalogue()).id
    'calf_standing_machine'
    >>> find_movement("leg curl", catalogue())
    Traceback (most recent call last):
    legday.kinds.BadInput: There is no movement called "leg curl". Perhaps you mean Lying leg curl, ...
    """
    asked = fold(text)
    if not asked:
        raise BadInput("No movement was named.", "Give a name such as back squat.")
    movements = catalogue.values()
    labels = [(alias, movement) for movement in movements for alias in movement.aliases]
    labels += [(movement.name, movement) for movement in movements]
    labels += [(movement.id, movement) for movement in movements]
    named = {fold(label): movement for label, movement in labels}  # later ones win: an id is never in doubt
    if asked in named:
        return named[asked]
    raise BadInput(f'There is no movement called "{text.strip()}".', _near(asked, named))


def find_variant(text: str, movement: Movement) -> Variant:
    """Find a variant of a movement by its id or name, in any case; otherwise raise BadInput with those there are.

    >>> find_variant("Wide stance", catalogue()[MovementId("back_squat")]).id
    'wide_stance'
    """
    asked = fold(text)
    for variant in movement.variants:
        if asked in (fold(variant.id), fold(variant.name)):
            return variant
    names = ", ".join(variant.name.lower() for variant in movement.variants)
    remedy = f"Choose from: {names}." if names else "It has no variants; legday effort takes angles of your own."
    raise BadInput(f'{movement.name} has no variant called "{text.strip()}".', remedy)


def _near(asked: str, named: Mapping[str, Movement]) -> str:
    """Say which movements come near: first those whose labels hold every word asked for, then similar spellings.

    Of either the usual ones come before fallbacks.
    """
    words = set(asked.split())
    holding = sorted((named[label].fallback, label) for label in named if words <= set(label.split()))
    close = [(named[label].fallback, label) for label in get_close_matches(asked, named, n=5, cutoff=0.6)]
    labels = (*holding, *sorted(close, key=lambda pair: pair[0]))
    names = list(dict.fromkeys(named[label].name for _, label in labels))[:5]
    if not names:
        return "The list of movements (`legday movements`) has every name."
    *first, last = names
    return f"Perhaps you mean {', '.join(first)} or {last}?" if first else f"Perhaps you mean {last}?"
