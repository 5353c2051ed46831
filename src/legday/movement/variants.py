"""What a variant changes: how much of a set counts for each group, beside the movement as it is."""

from __future__ import annotations

from collections.abc import Mapping

from legday.kinds import Group
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Movement, Pattern, Variant

WORTH_SAYING = 0.05
"""The least difference that is told; less is within what the model can say."""

HELPED = 0.3
"""The share from which a movement does something for a group (convention)."""

_CALVES = {Group.GASTROCNEMIUS, Group.SOLEUS}
LEFT_OUT = {
    Pattern.SQUAT: {Group.HAMSTRINGS, Group.ABDUCTORS, *_CALVES},
    Pattern.LUNGE: {Group.HAMSTRINGS, Group.ABDUCTORS, *_CALVES},
    Pattern.HINGE: _CALVES,
}
"""What these leave as it was in studies (claim C20), whatever the model shares out among the muscles."""


def changes(movement: Movement, variant: Variant, atlas: Atlas) -> Mapping[Group, tuple[float, float]]:
    """The groups for which a variant counts more or less than its movement: (as it is, so), the most changed first.

    Told are the groups that the movement helps as it is.

    >>> from legday.movement.atlas import atlas
    >>> from legday.movement.catalogue import catalogue, find_variant
    >>> press = catalogue()["leg_press_45"]
    >>> found = changes(press, find_variant("feet high", press), atlas())
    >>> found[Group.GLUTES][1] > found[Group.GLUTES][0]
    True
    """
    usual, so = atlas.groups(movement.id), atlas.variant(movement.id, variant.id)
    shares = {group: (usual.get(group, 0.0), so.get(group, 0.0)) for group in Group}
    untold = LEFT_OUT.get(movement.pattern, set())
    told = {
        group: (before, after)
        for group, (before, after) in shares.items()
        if before >= HELPED and abs(after - before) >= WORTH_SAYING and group not in untold
    }
    return dict(sorted(told.items(), key=lambda pair: -abs(pair[1][1] - pair[1][0])))
