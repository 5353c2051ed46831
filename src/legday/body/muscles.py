"""The forty muscles of a leg and the ten groups that a lifter has names for."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Annotated, TypeVar

import msgspec

from legday.kinds import BadInput, Group, Muscle, Value

T = TypeVar("T")
Text = Annotated[str, msgspec.Meta(min_length=2)]


class MuscleName(Value):
    """The full name of a muscle and the group it is counted in."""

    name: Text
    group: Group


class GroupName(Value):
    """What a lifter calls a group, and what a week owes it.

    ``note`` says in a sentence what it is. ``floor`` is in fractional sets a week (models 5): 4 for the ``essential``
    groups, the smallest dose with a detectable effect (claim C09), and 2 for the others, which keeps what is there. A
    plan is incomplete without every essential group.
    """

    name: Text
    note: Text
    aliases: tuple[Text, ...]
    floor: Annotated[float, msgspec.Meta(gt=0, le=20)]
    essential: bool


@cache
def muscles() -> Mapping[Muscle, MuscleName]:
    """The forty muscles of one leg, in the order of their short names.

    >>> muscles()[Muscle.VASLAT].name, muscles()[Muscle.VASLAT].group.value
    ('Vastus lateralis', 'quadriceps')
    """
    return _read("muscles.toml", dict[Muscle, MuscleName])


@cache
def groups() -> Mapping[Group, GroupName]:
    """The ten muscle groups, from the thigh down to the foot.

    >>> groups()[Group.HAMSTRINGS].floor, groups()[Group.SHINS].essential
    (4.0, False)
    """
    return _read("groups.toml", dict[Group, GroupName])


def spoken(group: Group) -> str:
    """The name of a group within a sentence.

    >>> spoken(Group.QUADRICEPS)
    'quads'
    """
    return groups()[group].name.lower()


def find_groups(word: str) -> tuple[Group, ...]:
    """Find the groups that a word means, in any case; a word such as "calves" means more than one.

    Raises BadInput with the groups that exist.

    >>> [group.value for group in find_groups("Calves")]
    ['gastrocnemius', 'soleus']
    >>> find_groups("hamstirngs")
    Traceback (most recent call last):
    legday.kinds.BadInput: There is no muscle group called "hamstirngs". Perhaps you mean hamstrings?
    """
    asked = _fold(word)
    meant: dict[str, list[Group]] = {}
    for group, called in groups().items():
        for label in {_fold(label) for label in (group.value, called.name, *called.aliases)}:
            meant.setdefault(label, []).append(group)
    if asked in meant:
        return tuple(meant[asked])
    near = get_close_matches(asked, meant, n=1, cutoff=0.75)
    remedy = f"Perhaps you mean {near[0]}?" if near else f"Choose from: {', '.join(group.value for group in groups())}."
    raise BadInput(f'There is no muscle group called "{word.strip()}".', remedy)


def _fold(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").replace("_", " ").split())


def _read(name: str, shape: type[T]) -> T:
    file = files("legday.data").joinpath("body") / name
    return msgspec.toml.decode(file.read_text(encoding="utf-8"), type=shape)
