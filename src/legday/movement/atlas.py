"""The atlas: how much of a set each movement gives each muscle; everybody else asks here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from legday.body.muscles import muscles
from legday.kinds import Credit, Group, MovementId, Muscle, Value
from legday.movement.catalogue import catalogue, others


class Atlas(Value):
    """The credit of movements: the share of a set (0 to 1) that counts for each muscle; muscles left out get none.

    >>> squat = Atlas(credit={MovementId("squat"): {Muscle.GASMED: 1.0, Muscle.SOLEUS: 0.5}})
    >>> squat.groups(MovementId("squat"))  # one of the two heads of the gastrocnemius
    {<Group.GASTROCNEMIUS: 'gastrocnemius'>: 0.5, <Group.SOLEUS: 'soleus'>: 0.5}
    """

    credit: dict[MovementId, dict[Muscle, Credit]]

    def muscles(self, movement: MovementId) -> Mapping[Muscle, float]:
        """The credit of one movement per muscle; empty for a movement that is not in the atlas."""
        return self.credit.get(movement, {})

    def groups(self, movement: MovementId) -> Mapping[Group, float]:
        """The credit of one movement per group: the mean over the group's muscles, each counted the same.

        Groups without credit are left out; a movement that is not in the atlas gives an empty mapping.
        """
        sums: dict[Group, float] = {}
        for muscle, credit in self.muscles(movement).items():
            group = muscles()[muscle].group
            sums[group] = sums.get(group, 0.0) + credit
        return {group: total / len(_members()[group]) for group, total in sums.items() if total}


@cache
def _members() -> Mapping[Group, tuple[Muscle, ...]]:
    """The muscles of each group."""
    return {group: tuple(m for m, named in muscles().items() if named.group is group) for group in Group}


def spread(fractions: Mapping[MovementId, Mapping[Group, float]]) -> Atlas:
    """Give every muscle of a group the group's fraction (models 5.1: fractions are known for groups only).

    >>> atlas = spread({MovementId("curl"): {Group.HAMSTRINGS: 1.0}})
    >>> sorted(muscle.value for muscle in atlas.muscles(MovementId("curl")))
    ['bflh', 'bfsh', 'semimem', 'semiten']
    """
    return Atlas(
        credit={
            movement: {muscle: share for group, share in shares.items() if share for muscle in _members()[group]}
            for movement, shares in fractions.items()
        }
    )


@cache
def atlas() -> Atlas:
    """The atlas of every movement that legday knows, coached or only counted.

    >>> seated = atlas().groups(MovementId("calf_seated_machine"))
    >>> seated.get(Group.SOLEUS, 0.0), seated.get(Group.GASTROCNEMIUS, 0.0)  # claim C29
    (1.0, 0.0)
    """
    coached = {movement.id: movement.credit for movement in catalogue().values()}
    counted = {other.id: other.credit for other in others().values()}
    return spread(coached | counted)
