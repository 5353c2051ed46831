"""The atlas: how much of a set each movement gives each muscle, computed; everybody else asks here and nowhere else.

Computing all movements takes a few seconds, so the answer for the reference person comes with legday, together with a
hash of what it was computed from. ``python -m legday.movement.atlas`` writes it anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from legday.body.forces import sizes
from legday.body.muscles import groups, muscles
from legday.body.person import Person
from legday.kinds import MAIN, Credit, Group, MovementId, Muscle, Value
from legday.movement.catalogue import Movement, Variant, catalogue, others
from legday.movement.effort import Effort, effort
from legday.movement.mechanics import Mechanics, Spec, read_mechanics

SHOWN = 0.02  # the mean force below which a muscle's share is not kept
LOWERED = 2.0  # how much sorer what is only lowered makes, at a load that nobody could lift; convention
COUNTED = 0.05  # the credit below which a group gets nothing: a twentieth of a set


class Atlas(Value):
    """The credit of movements: the share of a set (0 to 1) that counts for each muscle; muscles left out get none.

    ``efforts`` is what it was computed from; ``variants`` are those of the variants of movements.

    >>> squat = Atlas(credit={MovementId("squat"): {Muscle.GASMED: 1.0, Muscle.SOLEUS: 0.5}})
    >>> squat.groups(MovementId("squat"))  # the larger head of the gastrocnemius
    {<Group.GASTROCNEMIUS: 'gastrocnemius'>: 0.63, <Group.SOLEUS: 'soleus'>: 0.5}
    """

    credit: dict[MovementId, dict[Muscle, Credit]]
    efforts: dict[MovementId, Effort] = msgspec.field(default_factory=dict)
    variants: dict[MovementId, dict[str, Effort]] = msgspec.field(default_factory=dict)

    def muscles(self, movement: MovementId) -> Mapping[Muscle, float]:
        """The credit of one movement per muscle; empty for a movement that is not in the atlas."""
        return self.credit.get(movement, {})

    def groups(self, movement: MovementId) -> Mapping[Group, float]:
        """The credit of one movement per group: the mean over its muscles by their size.

        Groups with less than a twentieth are left out; a movement that is not in the atlas gives an empty mapping.
        """
        return group_shares(self.muscles(movement))

    def variant(self, movement: MovementId, variant: str) -> Mapping[Group, float]:
        """The credit of a movement's variant per group, as ``groups`` gives it for the movement as it is."""
        shares = self.variants[movement][variant].muscles
        return group_shares({muscle: share.credit for muscle, share in shares.items()})

    def counted(self, movement: MovementId) -> Mapping[Group, float]:
        """The credit of one movement as plans and reviews count it.

        Of a large group or calf muscle only what comes from movements that are for it: squats and thrusts ask something
        of the hamstrings and calves, and studies saw these hardly grow from them (claim C20). In tenths of a set: no
        model of a leg is more precise, and a week that is counted in tenths can be proved in seconds.

        >>> squat = Atlas(credit={MovementId("squat"): {Muscle.SOLEUS: 0.5, Muscle.SEMIMEM: 1.0}})
        >>> squat.counted(MovementId("squat"))
        {}
        """
        shares = self.groups(movement).items()
        there = {group: share for group, share in shares if share >= MAIN or not groups()[group].essential}
        return {group: tenths / 10 for group, share in there.items() if (tenths := round(10 * share))}

    def strain(self, movement: MovementId) -> Mapping[Group, float]:
        """How sore a set of a movement can make each group, relative to one that counts in full at optimal length.

        What counts of it, more where its muscles work long, and twice that where a load is only lowered (models 10.2,
        convention).

        >>> curls = (atlas().strain(MovementId(id))[Group.HAMSTRINGS] for id in ("leg_curl_seated", "leg_curl_lying"))
        >>> [round(strain, 1) for strain in curls]
        [1.2, 0.6]
        """
        found = self.efforts.get(movement)
        if found is None:
            return {}
        stimulus = group_sums({muscle: share.stimulus for muscle, share in found.muscles.items()})
        force = group_sums({muscle: share.force for muscle, share in found.muscles.items()})
        more = LOWERED if movement in lowered() else 1.0
        return {
            group: round(more * counts * stimulus[group] / force[group], 3)
            for group, counts in self.counted(movement).items()
            if force.get(group)
        }

    def with_efforts(self, efforts: Mapping[MovementId, Effort], parts: Mapping[MovementId, float]) -> Atlas:
        """The atlas with further movements, by what a set of each asks and the part of it that trains for size."""
        credit = {id: credit_of(found, parts[id]) for id, found in efforts.items()}
        return msgspec.structs.replace(self, credit=self.credit | credit, efforts={**self.efforts, **efforts})


def group_shares(credit: Mapping[Muscle, float]) -> Mapping[Group, float]:
    """The credit of groups: the mean over each one's muscles by their size; less than a twentieth is left out."""
    # the parts of a group add up to 1 only but for rounding, so a twentieth may come out a trace smaller
    return {group: round(total, 2) for group, total in group_sums(credit).items() if round(total, 9) >= COUNTED}


def group_sums(values: Mapping[Muscle, float]) -> dict[Group, float]:
    """The mean of a value over the muscles of each group by their size; a muscle without one has none."""
    sums: dict[Group, float] = {}
    for muscle, value in values.items():
        group = muscles()[muscle].group
        sums[group] = sums.get(group, 0.0) + value * _part()[muscle]
    return sums


@cache
def lowered() -> frozenset[MovementId]:
    """The movements of which only the way down is done against the load.

    >>> sorted(lowered())
    ['ghr', 'nordic']
    """
    return frozenset(MovementId(id) for id in specs() if read_mechanics(id, specs()).lowered)


@cache
def _part() -> Mapping[Muscle, float]:
    """Each muscle's part of its group's volume."""
    volume = dict(zip(Muscle, sizes().tolist(), strict=True))
    group = {muscle: muscles()[muscle].group for muscle in Muscle}
    whole = {name: sum(volume[muscle] for muscle in Muscle if group[muscle] is name) for name in Group}
    return {muscle: volume[muscle] / whole[group[muscle]] for muscle in Muscle}


@cache
def specs() -> Mapping[str, Spec]:
    """The mechanics of every movement that legday knows and that has some, as they are written.

    >>> specs()["rdl_dumbbell"]["like"]
    'rdl_barbell'
    """
    coached = {movement.id: movement.mechanics for movement in catalogue().values()}
    return coached | {other.id: other.mechanics for other in others().values() if other.mechanics}


def variant_mechanics(movement: Movement, variant: Variant) -> Mechanics:
    """Read a movement's mechanics with those of a variant laid over them.

    >>> press = catalogue()[MovementId("leg_press_45")]
    >>> variant_mechanics(press, press.variants[0]).knee_deg
    (5.0, 48.0, 90.0)
    """
    key = f"{movement.id}, {variant.id}"
    return read_mechanics(key, {**specs(), key: {"like": movement.id, **variant.mechanics}})


def compute(person: Person) -> Atlas:
    """Compute the atlas for a person, over all movements and their variants; takes a few seconds."""

    def found(mechanics: Mechanics) -> Effort:
        return shown(effort(mechanics, person))

    efforts = {MovementId(id): found(read_mechanics(id, specs())) for id in specs()}
    variants = {
        id: {variant.id: found(variant_mechanics(movement, variant)) for variant in movement.variants}
        for id, movement in catalogue().items()
        if movement.variants
    }
    parts = _counting()
    every = (*catalogue(), *others())
    return Atlas(
        credit={id: credit_of(efforts[id], parts[id]) if id in efforts else {} for id in every},
        efforts=efforts,
        variants=variants,
    )


def _counting() -> Mapping[MovementId, float]:
    """The part of its sets that trains for size, of every movement."""
    coached = {movement.id: movement.part for movement in catalogue().values()}
    return coached | {other.id: other.part for other in others().values()}


def shown(found: Effort) -> Effort:
    """An effort without the muscles that hardly work."""
    muscles = {muscle: share for muscle, share in found.muscles.items() if share.force >= SHOWN}
    return msgspec.structs.replace(found, muscles=muscles)


def credit_of(found: Effort, part: float = 1.0) -> dict[Muscle, Credit]:
    """The share of a set that counts for each muscle; ``part`` is the part of the sets that trains for size."""
    shares = {muscle: round(share.credit * part, 2) for muscle, share in found.muscles.items()}
    return {muscle: share for muscle, share in shares.items() if share}


@cache
def atlas() -> Atlas:
    """The atlas of every movement that legday knows, coached or only counted, for the reference person.

    >>> seated = atlas().groups(MovementId("calf_seated_machine"))
    >>> seated[Group.SOLEUS] > 0.6, seated.get(Group.GASTROCNEMIUS, 0.0)  # claim C29
    (True, 0.0)
    """
    stored = msgspec.json.decode(_file().read_bytes(), type=_Stored)
    return stored.atlas if stored.of == content() else compute(Person())


class _Stored(Value):
    """An atlas and the hash of what it was computed from."""

    of: str
    atlas: Atlas


def content() -> str:
    """The hash of everything that is data and that the atlas depends on."""
    body = files("legday.data").joinpath("body")
    laid_over = {id: movement.variants for id, movement in catalogue().items()}
    parts = [msgspec.json.encode(part, order="sorted") for part in (dict(specs()), laid_over, _counting())]
    parts += [(body / name).read_bytes() for name in ("geometry.json", "strength.toml", "muscles.toml")]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _file() -> Path:
    return Path(str(files("legday.data").joinpath("atlas.json")))


if __name__ == "__main__":
    _file().write_bytes(msgspec.json.encode(_Stored(of=content(), atlas=compute(Person()))) + b"\n")
