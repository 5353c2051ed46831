"""One movement against another in words, made from what a hard set of each counts for and how long the muscles work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from legday.body.muscles import groups, muscles, spoken
from legday.coach.words import listed
from legday.kinds import Credit, Group, Muscle
from legday.movement.effort import STRETCHED
from legday.plan.fit import HELPS

NONE, APART, FAR = 0.05, 0.1, 0.3
"""The share below which nothing is said of a muscle, and the differences from which one does more or much more than the
other; the lengths from which one works a muscle more stretched are as far apart as the former (convention)."""

_PLACES = ({Group.QUADRICEPS, Group.HAMSTRINGS, Group.GLUTES}, {Group.GASTROCNEMIUS, Group.SOLEUS})


class Side(NamedTuple):
    """One of the two: its name; the share of a set that counts for groups, as plans count it, and for muscles.

    ``longest`` is the greatest length of each muscle's fibres, relative to the optimal one.
    """

    name: str
    groups: Mapping[Group, Credit]
    muscles: Mapping[Muscle, Credit]
    longest: Mapping[Muscle, float]

    def trains(self) -> list[Group]:
        """The groups for which it does something worth a word, the most first."""
        found = [group for group, share in self.groups.items() if 10 * share >= HELPS]
        return sorted(found, key=lambda group: -self.groups[group])


def answer(a: Side, b: Side) -> str:
    """What the choice between two movements comes to.

    >>> long = {Muscle.VASLAT: 1.1, Muscle.RECFEM: 0.9}
    >>> squat = Side("Back squat", {Group.QUADRICEPS: 0.9, Group.GLUTES: 1.0}, {Muscle.VASLAT: 1.0}, long)
    >>> kick = Side("Leg extension", {Group.QUADRICEPS: 0.85}, {Muscle.VASLAT: 1.0, Muscle.RECFEM: 0.1}, long)
    >>> answer(squat, kick)
    'Both train the quads. Back squat also trains the glutes. Leg extension alone reaches the rectus femoris, though
    only a little. Neither does much for the hamstrings.'
    """
    if not a.trains() and not b.trains():
        return "Neither is for muscle growth; they have other uses."
    apart = [*_side(a, b), *_side(b, a)]
    alike = [] if apart else ["For growth they are much alike: take the one that you like better."]
    return " ".join([*_both(a, b), *apart, *alike, *_neither(a, b)])


def difference(a: Credit, b: Credit, names: tuple[str, str]) -> str:
    """Which of two shares is larger, and by how much, in words.

    >>> difference(0.9, 0.75, ("Back squat", "Leg press")), difference(0.0, 0.4, ("Back squat", "Leg curl"))
    ('Back squat does more', 'Leg curl only')
    """
    more = names[0] if a > b else names[1]
    apart = round(abs(a - b), 2)
    if apart < APART:
        return "About the same"
    return f"{more} only" if min(a, b) < NONE else f"{more} does {'much ' if apart >= FAR else ''}more"


def _shared(a: Side, b: Side) -> list[Group]:
    return [group for group in a.trains() if group in b.trains()]


def _both(a: Side, b: Side) -> Iterator[str]:
    if shared := _shared(a, b):
        yield f"Both train {_the(shared)}."


def _side(side: Side, other: Side) -> Iterator[str]:
    """What one has before the other."""
    if not side.trains():
        yield f"{side.name} is not for muscle growth; it has other uses."
        return
    shared = _shared(side, other)
    own = [group for group in side.trains() if group not in shared]
    more = [group for group in shared if round(side.groups[group] - other.groups[group], 2) >= APART]
    longer = [group for group in shared if _length(side, group) - _length(other, group) >= APART]
    said = [f"{'also trains' if shared else 'trains'} {_the(own)}"] if own else []
    said += [f"does more for {_the(more)}"] if more else []
    said += [f"works {_the(longer)} more stretched"] if longer else []
    said += _alone(side, other)
    if said:
        yield f"{side.name} {', and '.join(part for part in (', '.join(said[:-1]), said[-1]) if part)}."


def _length(side: Side, group: Group) -> float:
    """How long the muscles of a group get, as far as length is known to matter."""
    own = [muscle for muscle, share in side.muscles.items() if muscles()[muscle].group is group and share >= APART]
    lengths = [min(side.longest[muscle], STRETCHED) for muscle in own]
    return float(np.average(lengths, weights=[side.muscles[muscle] for muscle in own])) if own else 0.0


def _alone(side: Side, other: Side) -> Iterator[str]:
    """The muscle of the large groups that both train, and only one of them reaches."""
    large = {group for group in _shared(side, other) if groups()[group].essential}
    own = {
        muscle: share
        for muscle, share in side.muscles.items()
        if muscles()[muscle].group in large and share >= APART and other.muscles.get(muscle, 0.0) < NONE
    }
    if own:
        most = max(own, key=lambda muscle: own[muscle])
        little = ", though only a little" if 10 * own[most] < HELPS else ""
        yield f"alone reaches the {muscles()[most].name.lower()}{little}"


def _neither(a: Side, b: Side) -> Iterator[str]:
    """The one large group that is left of thigh and hip, or of the calf."""
    done = {*a.trains(), *b.trains()}
    missing = [group for place in _PLACES if len(place - done) == 1 for group in place - done]
    if missing:
        yield f"Neither does much for {_the(missing)}."


def _the(those: Iterable[Group]) -> str:
    return f"the {listed([spoken(group) for group in those])}"
