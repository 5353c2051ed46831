"""Places to train: the ones that come with legday, and one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

import msgspec

from legday.kinds import KG_PER_LB, BadInput, Value
from legday.movement.catalogue import Loading, catalogue
from legday.plan.goal import Goal, Gym, Range

Kept = TypeVar("Kept", bound=Value)

OWN = "own"
"""The id of a gym that a person described."""


def read_shelf(subject: str, kind: type[Kept]) -> tuple[Kept, ...]:
    """Read the files of one subject of the data that comes with legday, in the order of their names.

    >>> from legday.plan.goal import Gym
    >>> len(read_shelf("gyms", Gym))
    6
    """
    shelf = sorted(files("legday.data").joinpath(subject).iterdir(), key=lambda file: file.name)
    return tuple(
        msgspec.toml.decode(file.read_text(encoding="utf-8"), type=kind)
        for file in shelf
        if file.name.endswith(".toml")
    )


@cache
def gyms() -> Mapping[str, Gym]:
    """The gyms that come with legday, the one with most in it first.

    >>> list(gyms())
    ['full_gym', 'machines', 'home_barbell', 'dumbbells', 'bands', 'nothing']
    """
    read = sorted(read_shelf("gyms", Gym), key=lambda gym: (-len(gym.equipment), -_heaviest(gym)))
    return MappingProxyType({gym.id: gym for gym in read})


def _heaviest(gym: Gym) -> float:
    return max((span.most_kg for span in gym.loads.values()), default=0)


def gym_of(goal: Goal, id: str) -> Gym:
    """The place with an id: the usual one where it is empty, one that the person described, or one of legday's.

    >>> from legday.plan.goal import Slot, Weekday
    >>> goal = Goal(slots=(Slot(weekday=Weekday.MON, minutes=45),), gym=gyms()["bands"])
    >>> gym_of(goal, "").id, gym_of(goal, "full_gym").id
    ('bands', 'full_gym')
    """
    if id in ("", goal.gym.id):
        return goal.gym
    there = {gym.id: gym for gym in goal.gyms}
    found = there.get(id) or gyms().get(id)
    if found is None:
        raise BadInput(f"There is no gym called “{id}”.", f"Choose {', '.join((*there, *gyms()))}.")
    return found


def equipment_words() -> tuple[str, ...]:
    """The words for equipment that movements, drills and gyms share: what gyms have, then what few have.

    >>> equipment_words()[:3], "belt squat machine" in equipment_words()
    (('barbell', 'rack', 'bench'), True)
    """
    usual = [word for gym in gyms().values() for word in gym.equipment]
    rare = sorted({word for movement in catalogue().values() for way in movement.equipment for word in way})
    return tuple(dict.fromkeys((*usual, *rare)))


def has(equipment: Collection[str], ways: Iterable[Sequence[str]]) -> bool:
    """Whether what is there is enough for one of the ways in which something can be done.

    >>> has({"box"}, [["step"], ["box"]]), has(set(), [["step"]]), has(set(), [[]])
    (True, False, True)
    """
    return any(all(thing in equipment for thing in way) for way in ways)


def carried(equipment: Collection[str]) -> tuple[Loading, ...]:
    """Which kinds of load can be made with what is there.

    >>> [loading.value for loading in carried({"barbell", "mat"})]
    ['barbell']
    """
    machine = any(word == "cable" or "machine" in word or word == "leg press" for word in equipment)
    there = {
        Loading.BARBELL: not {"barbell", "trap bar"}.isdisjoint(equipment),
        Loading.DUMBBELLS: "dumbbells" in equipment,
        Loading.DUMBBELL: not {"dumbbell", "dumbbells", "kettlebell"}.isdisjoint(equipment),
        Loading.STACK: machine,
        Loading.PLATES: machine,
    }
    return tuple(loading for loading, is_there in there.items() if is_there)


def own_gym(name: str, equipment: Iterable[str], loads: Mapping[Loading, Range] | None = None) -> Gym:
    """Describe one's own gym by its equipment; loads that are not given are those of a full gym.

    Words are read in any case. Raises BadInput for a word that no movement could use.

    >>> bar = Range(least_kg=15.0, most_kg=90.0, step_kg=5.0)
    >>> cellar = own_gym("The cellar", ["Barbell", "rack"], {Loading.BARBELL: bar})
    >>> cellar.equipment, cellar.loads[Loading.BARBELL].at_most(62)
    (('barbell', 'rack'), 60.0)
    """
    if not name.strip():
        raise BadInput("The gym has no name.", "Call it something, such as My gym.")
    known = equipment_words()
    words = tuple(dict.fromkeys(" ".join(word.lower().split()) for word in equipment))
    unknown = [word for word in words if word not in known]
    if unknown:
        raise BadInput(f"Not known as equipment: {', '.join(unknown)}.", f"Choose from {', '.join(known)}.")
    usual = gyms()["full_gym"].loads
    made = {loading: (loads or {}).get(loading, usual[loading]) for loading in carried(words)}
    return Gym(id=OWN, name=name.strip(), equipment=words, loads=made)


POUNDS = {
    Loading.BARBELL: (45.0, 660.0, 5.0),
    Loading.DUMBBELLS: (5.0, 110.0, 5.0),
    Loading.DUMBBELL: (5.0, 110.0, 5.0),
    Loading.STACK: (10.0, 330.0, 10.0),
    Loading.PLATES: (0.0, 880.0, 5.0),
}
"""What gyms that count in pounds have (least, most, step; convention): a bar of 45 lb and plates from 2.5 lb."""


def in_pounds(gym: Gym) -> Gym:
    """The same gym where bars, plates and stacks are marked in pounds; loads that a person gave themselves stay.

    >>> barbell = in_pounds(gyms()["full_gym"]).loads[Loading.BARBELL]
    >>> round(barbell.at_most(61.3) / KG_PER_LB, 1)
    135.0
    """
    usual = gyms().get(gym.id, gyms()["full_gym"]).loads
    loads = {loading: pounds(loading) if span == usual.get(loading) else span for loading, span in gym.loads.items()}
    return msgspec.structs.replace(gym, loads=loads)


def pounds(loading: Loading) -> Range:
    """The loads that can be made in a gym that counts in pounds, in kilograms."""
    least, most, step = (KG_PER_LB * load for load in POUNDS[loading])
    return Range(least_kg=least, most_kg=most, step_kg=step)


def find_gym(text: str) -> Gym:
    """Find a gym that comes with legday by its id or name, or by a part of it that only one has.

    >>> find_gym("Full gym").id, find_gym("home").id
    ('full_gym', 'home_barbell')
    >>> find_gym("the moon")
    Traceback (most recent call last):
    legday.kinds.BadInput: There is no gym called “the moon”. Choose full_gym, machines, ...
    """
    sought = " ".join(text.lower().replace("_", " ").split())
    names = {id: (id.replace("_", " "), gym.name.lower()) for id, gym in gyms().items()}
    exact = [id for id, called in names.items() if sought in called]
    near = [id for id, called in names.items() if sought and any(sought in name for name in called)]
    if len(found := exact or near) != 1:
        many = "More than one gym is" if found else "There is no gym"
        raise BadInput(f"{many} called “{text}”.", f"Choose {', '.join(found or gyms())}.")
    return gyms()[found[0]]
