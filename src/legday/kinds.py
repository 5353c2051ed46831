"""The vocabulary: the words that every other part of legday uses, and nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, NewType, dataclass_transform

import msgspec

Kilograms = Annotated[float, msgspec.Meta(ge=0, le=1500)]
"""A load on the bar or a mass, in kilograms; the heaviest leg press on record is well below 1500."""

Reps = Annotated[int, msgspec.Meta(ge=0, le=1000)]
"""How often the movement was done in one set."""

Reserve = Annotated[float, msgspec.Meta(ge=0, le=10)]
"""Repetitions in reserve (RIR): how many more could have been done at the end of the set."""

Seconds = Annotated[int, msgspec.Meta(ge=0)]
Credit = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""The share of a set that counts for a muscle, 0 to 1 (fractional sets: Pelland 2025)."""

MAIN = 0.6
"""The share of a set from which a movement is one for a muscle group, and does not just help it (convention)."""

MovementId = NewType("MovementId", str)
SessionId = NewType("SessionId", str)
SetId = NewType("SetId", str)


class _KeywordOnly(msgspec.StructMeta):
    # msgspec hands `frozen` down to subclasses but not `kw_only`.
    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> Any:
        return super().__new__(cls, name, bases, namespace, **{"kw_only": True, **options})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))  # says so to mypy
class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, metaclass=_KeywordOnly):
    """A frozen, keyword-only value that reads from and writes to JSON and TOML with its types checked.

    >>> class Plate(Value):
    ...     load_kg: Kilograms
    >>> Plate(load_kg=20.0)
    Plate(load_kg=20.0)
    """


class BadInput(ValueError):
    """Something a person gave us cannot be used; the message says what was wrong and what to do.

    >>> str(BadInput("No such file: log.csv.", "Check the name and try again."))
    'No such file: log.csv. Check the name and try again.'
    """

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong} {remedy}")
        self.wrong = wrong
        self.remedy = remedy


class Unit(StrEnum):
    """The unit a person reads loads in; everything is kept in kilograms."""

    KG = "kg"
    LB = "lb"


KG_PER_LB = 0.45359237  # exact, international avoirdupois pound (1959)


class Group(StrEnum):
    """A muscle group that a lifter has a name for; every one of the forty muscles is in exactly one."""

    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    GLUTES = "glutes"
    ABDUCTORS = "abductors"
    ADDUCTORS = "adductors"
    HIP_FLEXORS = "hip flexors"
    GASTROCNEMIUS = "gastrocnemius"
    SOLEUS = "soleus"
    SHINS = "shins"
    FEET = "feet"


class Muscle(StrEnum):
    """The forty muscles of one leg, by the names of the reference model (Rajagopal 2016)."""

    ADDBREV = "addbrev"
    ADDLONG = "addlong"
    ADDMAGDIST = "addmagDist"
    ADDMAGISCH = "addmagIsch"
    ADDMAGMID = "addmagMid"
    ADDMAGPROX = "addmagProx"
    BFLH = "bflh"
    BFSH = "bfsh"
    EDL = "edl"
    EHL = "ehl"
    FDL = "fdl"
    FHL = "fhl"
    GASLAT = "gaslat"
    GASMED = "gasmed"
    GLMAX1 = "glmax1"
    GLMAX2 = "glmax2"
    GLMAX3 = "glmax3"
    GLMED1 = "glmed1"
    GLMED2 = "glmed2"
    GLMED3 = "glmed3"
    GLMIN1 = "glmin1"
    GLMIN2 = "glmin2"
    GLMIN3 = "glmin3"
    GRAC = "grac"
    ILIACUS = "iliacus"
    PERBREV = "perbrev"
    PERLONG = "perlong"
    PIRI = "piri"
    PSOAS = "psoas"
    RECFEM = "recfem"
    SART = "sart"
    SEMIMEM = "semimem"
    SEMITEN = "semiten"
    SOLEUS = "soleus"
    TFL = "tfl"
    TIBANT = "tibant"
    TIBPOST = "tibpost"
    VASINT = "vasint"
    VASLAT = "vaslat"
    VASMED = "vasmed"


class Coordinate(StrEnum):
    """An angle of the leg, in degrees.

    Flexion, adduction, inward rotation, raising the foot and the toes, and turning the sole inwards are positive.
    """

    HIP_FLEXION = "hip_flexion"
    HIP_ADDUCTION = "hip_adduction"
    HIP_ROTATION = "hip_rotation"
    KNEE_FLEXION = "knee_flexion"
    ANKLE_DORSIFLEXION = "ankle_dorsiflexion"
    SUBTALAR_INVERSION = "subtalar_inversion"
    TOE_EXTENSION = "toe_extension"


class Joint(StrEnum):
    """Where it can ache; the catalogue's cautions and a person's aches use the same words."""

    BACK = "back"
    HIP = "hip"
    GROIN = "groin"
    KNEE = "knee"
    ANKLE = "ankle"
    FOOT = "foot"
    SHOULDER = "shoulder"


class Condition(StrEnum):
    """What asks for care in training; the catalogue's cautions and a person's wishes use the same words."""

    BLOOD_PRESSURE = "high blood pressure"
    BONES = "osteoporosis"
    PREGNANCY = "pregnancy"
    OVER_60 = "over 60"
    UNDER_18 = "under 18"


class Because(Value):
    """A sentence of advice with its reason and its source, so that nothing is said without them.

    ``source`` is a claim ("C29"), a section of the models ("models 12.2") or "you" for a wish of the person;
    ``convention`` is true where coaches agree and no trial decides, and the page says so.

    >>> Because(say="Rest 90 s.", why="Longer rest brought no clear benefit.", source="models 8").say
    'Rest 90 s.'
    """

    say: str
    why: str
    source: str
    convention: bool = False
