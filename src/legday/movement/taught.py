"""Taught: the movements that people add, each like one of legday's but for what they say differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil, floor
from typing import Annotated, Any

import msgspec

from legday.body.geometry import reference
from legday.kinds import BadInput, Coordinate, MovementId, Value
from legday.log.fact import Fact, Kind, latest
from legday.movement.atlas import shown, specs
from legday.movement.catalogue import Catalogue, Loading, Movement, Text, catalogue, fold, others
from legday.movement.effort import Effort, effort
from legday.movement.mechanics import At, Mechanics, Spec, read_mechanics

OWN = "own_"
"""How the ids of people's own movements begin; no movement of legday's ever does."""

STEP_KG = {Loading.BARBELL: 2.5, Loading.DUMBBELLS: 2.0, Loading.DUMBBELL: 2.0, Loading.STACK: 5.0, Loading.PLATES: 5.0}
"""The usual step up in load (models 12.2), where a movement is loaded otherwise than the one it is like."""

TURNS = {
    "hip_deg": ("hip", Coordinate.HIP_FLEXION),
    "knee_deg": ("knee", Coordinate.KNEE_FLEXION),
    "ankle_deg": ("ankle", Coordinate.ANKLE_DORSIFLEXION),
    "adduction_deg": ("thigh, out or in,", Coordinate.HIP_ADDUCTION),
    "rotation_deg": ("turn of the thigh", Coordinate.HIP_ROTATION),
    "inversion_deg": ("sole", Coordinate.SUBTALAR_INVERSION),
    "toes_deg": ("toes", Coordinate.TOE_EXTENSION),
}
"""The angles that can be taught: the field of mechanics, what it is called in a sentence, and its coordinate."""

MOST_KG = 1500
"""The largest load that there is, see ``kinds.Kilograms``."""

Name = Annotated[str, msgspec.Meta(min_length=2, max_length=60, pattern=r"^[^\x00-\x1f\x7f]*\w[^\x00-\x1f\x7f]*\Z")]
Words = Annotated[str, msgspec.Meta(min_length=2, max_length=2000)]


class Taught(Value):
    """A movement as a person taught it: what it is called, what it is like, and what differs.

    ``like`` is the id of one of legday's movements. ``mechanics`` holds the fields of ``Mechanics`` that are otherwise.
    What is None is as in the movement that it is like.

    >>> short = Taught(name="Leg extension, bent end", like="leg_extension", mechanics={"knee_deg": [100, 65]})
    >>> mechanics_of(short).knee_deg, mechanics_of(short).hip_deg
    ((100.0, 65.0), 85.0)
    """

    name: Name
    like: MovementId
    mechanics: dict[str, Any] = msgspec.field(default_factory=dict)
    unilateral: bool | None = None
    loading: Loading | None = None
    equipment: tuple[tuple[Text, ...], ...] | None = None
    reps: tuple[Annotated[int, msgspec.Meta(ge=1)], Annotated[int, msgspec.Meta(le=40)]] | None = None
    set_up: Words | None = None
    cues: Annotated[tuple[Words, ...], msgspec.Meta(min_length=1, max_length=20)] | None = None
    note: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Own(Value):
    """A person's own movements: the last word on each.

    ``here`` can be planned and done, ``away`` were taken away and keep what was logged with them. What cannot be
    computed is in neither, only in ``taught``.
    """

    taught: dict[MovementId, Taught] = msgspec.field(default_factory=dict)
    here: dict[MovementId, Movement] = msgspec.field(default_factory=dict)
    away: dict[MovementId, Movement] = msgspec.field(default_factory=dict)
    efforts: dict[MovementId, Effort] = msgspec.field(default_factory=dict)


def own_movements(facts: Iterable[Fact]) -> Own:
    """Read a person's own movements from what they taught; one that was taken away comes back when it is taught again.

    >>> own_movements(()).here
    {}
    """
    facts = tuple(facts)
    said = latest(facts, Kind.TAUGHT)
    gone = latest(facts, Kind.WITHDRAWN) if said else {}
    lessons: dict[MovementId, Taught] = {}
    movements: dict[MovementId, Movement] = {}
    efforts: dict[MovementId, Effort] = {}
    for about, fact in sorted(said.items()):
        id = MovementId(about)
        try:
            lessons[id] = msgspec.convert(fact.body, Taught)
            efforts[id], movements[id] = effort_of(mechanics_of(lessons[id])), movement_of(id, lessons[id])
        except (BadInput, msgspec.ValidationError):  # another version of legday could; the log must not suffer
            continue
    away = {id for id in movements if id in gone and gone[id].id > said[id].id}
    return Own(
        taught=lessons,
        here={id: movement for id, movement in movements.items() if id not in away},
        away={id: movement for id, movement in movements.items() if id in away},
        efforts=efforts,
    )


def body_of(taught: Taught) -> dict[str, Any]:
    """Write what is taught as the body of a fact, without what is as in the movement that it is like."""
    body: dict[str, Any] = msgspec.to_builtins(taught)
    return {field: value for field, value in body.items() if value is not None and value not in ("", {})}


def learn(taught: Taught, own: Own, known: Catalogue, id: MovementId | None = None) -> MovementId:
    """Check what a person teaches, and give its id; ``id`` says which of their own movements it changes.

    A movement that was taken away and is taught again by its name has its old id, and so its old sets. Raises BadInput
    for a name that is taken, for angles beyond the range, and for what muscles cannot do.

    >>> learn(Taught(name="Back squat", like="leg_extension"), Own(), catalogue())
    Traceback (most recent call last):
    legday.kinds.BadInput: There is a movement called "Back squat" already: Barbell back squat. Choose another name.
    """
    check(taught)
    effort_of(mechanics_of(taught))
    return name_id(taught.name, own, known, id)


def name_id(name: str, own: Own, known: Catalogue, id: MovementId | None = None) -> MovementId:
    """The id for a name that is free, or for the movement that keeps it; raises BadInput for one that is taken."""
    found = id or id_for(name, own)
    for other, taken in _names(own, known):
        if other != found and fold(taken) == fold(name):
            label = known[other].name if other in known else taken
            raise BadInput(f'There is a movement called "{name}" already: {label}.', "Choose another name.")
    return found


def check_name(name: str) -> str:
    """Give a name without blanks around it, or say that it is none.

    >>> check_name("?!")
    Traceback (most recent call last):
    legday.kinds.BadInput: "?!" is no name. Give 2 to 60 characters with a letter among them.
    """
    try:
        found = msgspec.convert(name.strip(), Name)
    except msgspec.ValidationError:
        found = ""
    if not fold(found):
        raise BadInput(f'"{name}" is no name.', "Give 2 to 60 characters with a letter among them.")
    return found


def id_for(name: str, own: Own) -> MovementId:
    """The id under which a person's movement is kept, whatever it may be called later.

    >>> id_for("Leg extension, bent end", Own())
    'own_leg_extension_bent_end'
    """
    words = fold(check_name(name))
    for id in own.away:
        if fold(own.taught[id].name) == words:
            return id
    first = OWN + words.replace(" ", "_")
    number = next(number for number in range(1, len(own.taught) + 2) if _numbered(first, number) not in own.taught)
    return MovementId(_numbered(first, number))


def _numbered(id: str, number: int) -> str:
    return id if number == 1 else f"{id}_{number}"


def _names(own: Own, known: Catalogue) -> list[tuple[MovementId, str]]:
    """Every name that a movement goes by, with its id; those that were taken away have none."""
    names = [(id, name) for id, one in known.items() for name in (one.name, one.id, *one.aliases)]
    names += [(id, name) for id, one in others().items() for name in (one.name, one.id)]
    return names + [(id, one.name) for id, one in own.taught.items() if id not in own.away]


def check(taught: Taught) -> None:
    """Refuse what cannot be meant: no such movement to be like, fields that contradict, angles beyond the range.

    >>> check(Taught(name="Deep", like="leg_extension", mechanics={"knee_deg": [170, 5]}))
    Traceback (most recent call last):
    legday.kinds.BadInput: The knee cannot be at 170°. Give an angle from 0° to 145°.
    """
    movement, mechanics = movement_of(MovementId(OWN), taught), mechanics_of(taught)
    low, high = movement.reps
    if low > high:
        raise BadInput(f"The repetitions go from {low} down to {high}.", "Put the lower first.")
    load = mechanics.load
    if movement.loading is Loading.BODY and taught.mechanics.get("load") and load and load.times_body is None:
        raise BadInput("A load acts, and nothing says what it is.", "Say what it is loaded with, such as a dumbbell.")
    if movement.loading is not Loading.BODY and load is None and not mechanics.passive:
        raise BadInput(
            "It is loaded, and nothing says where the load acts.", "Say where, such as the back or the hips."
        )
    for field in TURNS:
        given = getattr(mechanics, field)
        for angle_deg in () if given == "balance" else given if isinstance(given, tuple) else (given,):
            check_angle(field, angle_deg, mechanics.spine)


def check_angle(field: str, angle_deg: float, spine: float) -> None:
    """Refuse an angle beyond its range; ``spine`` is the part of the hip's that the lower back takes."""
    low, high = allowed(field, spine)
    if not low <= angle_deg <= high:
        what = TURNS[field][0]
        raise BadInput(f"The {what} cannot be at {angle_deg:g}°.", f"Give an angle from {low}° to {high}°.")


def allowed(field: str, spine: float) -> tuple[int, int]:
    """The range of an angle in whole degrees; ``spine`` is the part of the hip's that the lower back takes.

    >>> allowed("knee_deg", 0.0), allowed("hip_deg", 0.0), allowed("hip_deg", 0.2)
    ((0, 145), (-30, 125), (-30, 156))
    """
    limits = reference().coordinates[TURNS[field][1]]
    part = 1 - spine if field == "hip_deg" else 1.0
    return ceil(limits.low), floor(round(limits.high / part, 6))


def template_of(taught: Taught) -> Movement:
    """The movement of legday's that a person's own is like."""
    template = catalogue().get(taught.like)
    if template is None:
        remedy = "Name one of legday's; `legday movements` lists them."
        raise BadInput(f'There is no movement "{taught.like}" to be like.', remedy)
    return template


def movement_of(id: MovementId, taught: Taught) -> Movement:
    """A person's own movement as every other one: what is not said is as in the one that it is like.

    Its aliases, notes and findings are left behind: they are about the other one.
    """
    template = template_of(taught)
    said = ("unilateral", "loading", "equipment", "reps", "set_up", "cues")
    changed = {field: value for field in said if (value := getattr(taught, field)) is not None}
    loading = changed.get("loading", template.loading)
    return msgspec.structs.replace(
        template,
        **changed,
        id=id,
        name=taught.name,
        mechanics=dict(spec_of(taught)),
        step_kg=template.step_kg if loading is template.loading else STEP_KG.get(loading, 0.0),
        preferred=False,
        aliases=(),
        claims=(),
        variants=(),
        note=taught.note,
    )


def load_at(like: MovementId, at: At) -> dict[str, Any]:
    """A load as field of mechanics: at another place than in a movement, in its direction.

    >>> load_at(MovementId("leg_curl_lying"), At.BALL)
    {'at': 'ball', 'pull': 'forward', 'rail_deg': 90.0}
    """
    load = msgspec.to_builtins(read_mechanics(like, specs()).load) or {}
    return {**{field: value for field, value in load.items() if value is not None}, "at": at.value}


def spec_of(taught: Taught) -> Spec:
    """The mechanics of a person's own movement as a specification that is like another one's."""
    template, changed = template_of(taught), dict(taught.mechanics)
    if taught.unilateral not in (None, template.unilateral):
        sides = {"share": 1.0} if taught.unilateral else {"share": 0.5, "other_deg": None}
        changed = sides | changed
    if taught.loading is Loading.BODY is not template.loading:
        changed = {"load": None} | changed
    return changed | {"like": taught.like}


def mechanics_of(taught: Taught) -> Mechanics:
    """The mechanics of a person's own movement."""
    key = f"{OWN}{taught.name}"  # in messages; no movement of legday's has such an id
    return read_mechanics(key, {**specs(), key: spec_of(taught)})


@lru_cache(maxsize=512)
def effort_of(mechanics: Mechanics) -> Effort:
    """What a set asks of the reference person, kept by content: it takes a tenth of a second."""
    found = effort(mechanics)
    if found.load_kg > MOST_KG:
        raise BadInput(
            f"Muscles could hold {found.load_kg:.0f} kg like this, more than anybody lifts.",
            "Let the load act where it asks more of them, or change the angles.",
        )
    return shown(found)


def with_own(known: Catalogue, own: Own) -> Mapping[MovementId, Movement]:
    """A catalogue with a person's own movements after legday's."""
    return {**known, **own.here} if own.here else known
