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
from legday.movement.catalogue import catalogue, others
from legday.movement.effort import Effort, effort
from legday.movement.mechanics import Spec, read_mechanics

SHOWN = 0.02  # the mean force below which a muscle's share is not kept
COUNTED = 0.05  # the credit below which a group gets nothing: a twentieth of a set


class Atlas(Value):
    """The credit of movements: the share of a set (0 to 1) that counts for each muscle; muscles left out get none.

    ``efforts`` is what it was computed from.

    >>> squat = Atlas(credit={MovementId("squat"): {Muscle.GASMED: 1.0, Muscle.SOLEUS: 0.5}})
    >>> squat.groups(MovementId("squat"))  # the larger head of the gastrocnemius
    {<Group.GASTROCNEMIUS: 'gastrocnemius'>: 0.63, <Group.SOLEUS: 'soleus'>: 0.5}
    """

    credit: dict[MovementId, dict[Muscle, Credit]]
    efforts: dict[MovementId, Effort] = msgspec.field(default_factory=dict)

    def muscles(self, movement: MovementId) -> Mapping[Muscle, float]:
        """The credit of one movement per muscle; empty for a movement that is not in the atlas."""
        return self.credit.get(movement, {})

    def groups(self, movement: MovementId) -> Mapping[Group, float]:
        """The credit of one movement per group: the mean over its muscles by their size.

        Groups with less than a twentieth are left out; a movement that is not in the atlas gives an empty mapping.
        """
        return group_shares(self.muscles(movement))

    def counted(self, movement: MovementId) -> Mapping[Group, float]:
        """The credit of one movement as plans and reviews count it.

        Of a large group or calf muscle only what comes from movements that are for it: squats and thrusts ask something
        of the hamstrings and calves, and studies saw these hardly grow from them (claim C20).

        >>> squat = Atlas(credit={MovementId("squat"): {Muscle.SOLEUS: 0.5, Muscle.SEMIMEM: 1.0}})
        >>> squat.counted(MovementId("squat"))
        {}
        """
        shares = self.groups(movement).items()
        return {group: share for group, share in shares if share >= MAIN or not groups()[group].essential}

    def with_efforts(self, efforts: Mapping[MovementId, Effort]) -> Atlas:
        """The atlas with further movements in it, by what a set of each asks."""
        credit = {id: credit_of(found) for id, found in efforts.items()}
        return Atlas(credit=self.credit | credit, efforts={**self.efforts, **efforts})


def group_shares(credit: Mapping[Muscle, float]) -> Mapping[Group, float]:
    """The credit of groups: the mean over each one's muscles by their size; less than a twentieth is left out."""
    sums: dict[Group, float] = {}
    for muscle, share in credit.items():
        group = muscles()[muscle].group
        sums[group] = sums.get(group, 0.0) + share * _part()[muscle]
    # the parts of a group add up to 1 only but for rounding, so a twentieth may come out a trace smaller
    return {group: round(total, 2) for group, total in sums.items() if round(total, 9) >= COUNTED}


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


def compute(person: Person) -> Atlas:
    """Compute the atlas for a person, over all movements; takes a few seconds."""
    efforts = {MovementId(id): shown(effort(read_mechanics(id, specs()), person)) for id in specs()}
    parts = {id: other.part for id, other in others().items()}
    every = (*catalogue(), *others())
    return Atlas(
        credit={id: credit_of(efforts[id], parts.get(id, 1.0)) if id in efforts else {} for id in every},
        efforts=efforts,
    )


def shown(found: Effort) -> Effort:
    """An effort without the muscles that hardly work."""
    muscles = {muscle: share for muscle, share in found.muscles.items() if share.force >= SHOWN}
    return msgspec.structs.replace(found, muscles=muscles)


def credit_of(found: Effort, part: float = 1.0) -> dict[Muscle, Credit]:
    """The share of a set that counts for each muscle; ``part`` is the part of the sets that trains for size."""
    return {muscle: round(share.credit * part, 2) for muscle, share in found.muscles.items() if share.credit}


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
    parts = [msgspec.json.encode(dict(specs()), order="sorted"), msgspec.json.encode(others(), order="sorted")]
    parts += [(body / name).read_bytes() for name in ("geometry.json", "strength.toml", "muscles.toml")]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _file() -> Path:
    return Path(str(files("legday.data").joinpath("atlas.json")))


if __name__ == "__main__":
    _file().write_bytes(msgspec.json.encode(_Stored(of=content(), atlas=compute(Person()))) + b"\n")
