"""`legday effort`: what a set of a movement asks of each muscle, as it is done by default or otherwise."""

from __future__ import annotations

from pathlib import Path

from legday.body.person import Person, Sex
from legday.kinds import BadInput, MovementId, Value
from legday.loop import Known
from legday.movement.atlas import specs
from legday.movement.catalogue import find_movement, find_variant, others
from legday.movement.course import strength_left
from legday.movement.effort import Effort, effort
from legday.movement.mechanics import Spec, read_mechanics, read_spec


class Asked(Value):
    """A movement's effort with the name it goes by and how many repetitions it is for.

    ``load_factor`` is the load relative to the largest that could be lifted once, ``part`` the part of such sets that
    counts towards a week.
    """

    movement: str
    name: str
    reps: int
    reserve: float
    load_factor: float
    part: float
    effort: Effort


def asked_effort(
    name: str | None,
    file: Path | None,
    angles: dict[str, str | None],
    known: Known,
    *,
    reps: int,
    reserve: float,
    person: Person,
) -> Asked:
    """Compute the effort of a movement by its name or from a specification file, with angles of one's own."""
    if file is not None and name is not None:
        raise BadInput(f'Both "{name}" and {file} are given.', "Give a name or --spec FILE.")
    id, label, spec = _from_file(file) if file is not None else _named(name, known)
    own: dict[str, Spec] = {id: movement.mechanics for id, movement in known.own.here.items()}
    changed = {f"{joint}_deg": read_angles(joint, text) for joint, text in angles.items() if text is not None}
    key = id if file is None else file.name  # with its ending, so that a file can be like its namesake
    mechanics = read_mechanics(key, {**specs(), **own, key: {**spec, **changed}})
    return Asked(
        movement=id,
        name=label,
        reps=reps,
        reserve=reserve,
        load_factor=round(strength_left(reps + reserve), 3),
        part=_part(id, known) if file is None else 1.0,
        effort=effort(mechanics, person, reps=reps, reserve=reserve),
    )


def read_angles(joint: str, text: str) -> list[float] | str:
    """Read angles as they are typed: one, or several through the range.

    >>> read_angles("knee", "0,90"), read_angles("hip", "balance")
    ([0.0, 90.0], 'balance')
    """
    if text.strip() == "balance":
        return "balance"
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise BadInput(f'--{joint} "{text}" is no angle.', f"Give degrees, such as --{joint} 0,90.") from None


def read_person(height_m: float | None, mass_kg: float | None, sex: Sex | None) -> Person:
    """The reference person with what is known of this one."""
    known = Person()
    height_m = known.height_m if height_m is None else height_m
    mass_kg = known.mass_kg if mass_kg is None else mass_kg
    if not 1.2 <= height_m <= 2.3:
        raise BadInput(f"A height of {height_m:g} m is not between 1.2 and 2.3.", "Give metres, such as --height 1.80.")
    if not 30 <= mass_kg <= 300:
        raise BadInput(f"A mass of {mass_kg:g} kg is not between 30 and 300.", "Give kilograms, such as --mass 82.")
    return Person(height_m=height_m, mass_kg=mass_kg, sex=sex or known.sex)


def _from_file(file: Path) -> tuple[str, str, Spec]:
    return file.stem, file.stem, read_spec(file)


def _named(name: str | None, known: Known) -> tuple[str, str, Spec]:
    """A movement by any name, or a variant of it after a comma, or what is only counted."""
    if name is None:
        raise BadInput("No movement was named.", "Give a name such as back squat, or --spec FILE.")
    other = others().get(MovementId(name.strip()))
    if other is None:
        base, comma, variant = name.partition(",")
        found = find_movement(base, known.catalogue)
        if not comma:
            return found.id, found.name, found.mechanics
        other_way = find_variant(variant, found)
        laid_over = {"like": found.id, **other_way.mechanics}
        return f"{found.id}, {other_way.id}", f"{found.name}, {other_way.name.lower()}", laid_over
    if not other.mechanics:
        raise BadInput(f"{other.name} counts for no muscle, so it has no mechanics.", "Name another movement.")
    return other.id, other.name, specs()[other.id]


def _part(id: str, known: Known) -> float:
    """The part of a movement's sets that counts; a variant counts like its movement."""
    base = MovementId(id.partition(",")[0])
    return known.catalogue[base].part if base in known.catalogue else others()[base].part
