"""Places to train: the ones that come with legday, and one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import count
from types import MappingProxyType
from typing import TypeVar

import msgspec

from legday.kinds import KG_PER_LB, BadInput, Value
from legday.movement.catalogue import Loading, catalogue
from legday.plan.goal import Goal, Gym, Pieces, Range
from legday.plan.loads import made_of

Kept = TypeVar("Kept", bound=Value)

OWN = "own"
"""The id of the first gym that a person described; the others are ``own-2`` and so on."""

NO_PIECES = Pieces()


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


NEEDED = {
    Loading.DUMBBELLS: (("dumbbells", "dumbbell"), ("dumbbells",)),
    Loading.DUMBBELL: (("dumbbell",), ("dumbbell", "dumbbells", "kettlebell")),
    Loading.BARBELL: (("barbell",), ("barbell", "trap bar")),
}
"""Of each kind of load: the words for equipment that it speaks of, and those of which one is enough."""


def own_gym(
    name: str,
    equipment: Iterable[str],
    loads: Mapping[Loading, Range] | None = None,
    *,
    id: str = OWN,
    pieces: Pieces = NO_PIECES,
) -> Gym:
    """Describe one's own gym by its equipment; loads are those that the ``pieces`` make, or those that are given.

    What neither speaks of is as in a full gym, and what is said to be there is equipment, too. Words are read in any
    case. Raises BadInput for a word that no movement could use, and for pins where nothing has a stack.

    >>> bar = Range(least_kg=15.0, most_kg=90.0, step_kg=5.0)
    >>> cellar = own_gym("The cellar", ["Barbell", "rack"], {Loading.BARBELL: bar})
    >>> cellar.equipment, cellar.loads[Loading.BARBELL].at_most(62)
    (('barbell', 'rack'), 60.0)
    >>> own_gym("Attic", ["mat"], pieces=Pieces(dumbbells_kg=(4.0, 8.0, 16.0))).equipment
    ('mat', 'dumbbells', 'dumbbell')
    """
    if not name.strip():
        raise BadInput("The gym has no name.", "Call it something, such as My gym.")
    known = equipment_words()
    words = tuple(dict.fromkeys(" ".join(word.lower().split()) for word in equipment))
    unknown = [word for word in words if word not in known]
    if unknown:
        raise BadInput(f"Not known as equipment: {', '.join(unknown)}.", f"Choose from {', '.join(known)}.")
    said = made_of(pieces)
    words = _with_needed(words, said)
    given = {**(loads or {}), **said}
    usual = gyms()["full_gym"].loads
    made = {loading: given.get(loading, usual[loading]) for loading in carried(words)}
    return Gym(id=id, name=name.strip(), equipment=words, loads=made, pieces=pieces)


def _with_needed(words: tuple[str, ...], said: Collection[Loading]) -> tuple[str, ...]:
    """The equipment with what the loads that were spoken of take for granted."""
    plated = Loading.PLATES in carried(words)
    if Loading.STACK in said and not plated:
        raise BadInput("Pins are described, but nothing has a stack.", "Say which machines or cables are there, too.")
    for loading, (new, enough) in NEEDED.items():
        spare = loading is Loading.BARBELL and plated  # the plates may be for the machines alone
        if loading in said and not spare and set(enough).isdisjoint(words):
            words = (*words, *(word for word in new if word not in words))
    return words


def places(goal: Goal) -> dict[str, Gym]:
    """All places by their id: one's own, the usual one first, then those that come with legday.

    >>> list(places(Goal(slots=(), gym=own_gym("Cellar", ["band"]))))[:2]
    ['own', 'full_gym']
    """
    return {gym.id: gym for gym in (*own_gyms(goal), *gyms().values())}


def own_gyms(goal: Goal) -> tuple[Gym, ...]:
    """The places that the person described, the usual one first if it is among them."""
    return tuple(gym for gym in (goal.gym, *goal.gyms) if gym.id not in gyms())


def gym_of(goal: Goal, id: str) -> Gym:
    """The place with an id; an empty one is the usual place. Raises BadInput where there is none.

    >>> goal = Goal(slots=(), gym=gyms()["full_gym"])
    >>> gym_of(goal, "").name, gym_of(goal, "bands").name
    ('Full gym', 'Bands')
    """
    if id in ("", goal.gym.id):
        return goal.gym
    found = next((gym for gym in goal.gyms if gym.id == id), None) or gyms().get(id)
    if found is None:
        raise BadInput(f'There is no place "{id}" any more.', "Choose where you train on that day, under Wishes.")
    return found


def free_id(goal: Goal) -> str:
    """An id for one more place of one's own.

    >>> free_id(Goal(slots=(), gym=own_gym("Cellar", ["band"])))
    'own-2'
    """
    taken = {gym.id for gym in own_gyms(goal)}
    return OWN if OWN not in taken else next(id for number in count(2) if (id := f"{OWN}-{number}") not in taken)


def with_usual(goal: Goal, gym: Gym) -> Goal:
    """The goal with another usual place; one of one's own that was usual stays among the others."""
    others = tuple(own for own in own_gyms(goal) if own.id != gym.id)
    return msgspec.structs.replace(goal, gym=gym, gyms=others)


def with_gym(goal: Goal, gym: Gym) -> Goal:
    """The goal with one more place of one's own, or with a changed one in its place; names must differ."""
    others = [other for id, other in places(goal).items() if id != gym.id]
    if any(other.name.casefold() == gym.name.casefold() for other in others):
        raise BadInput(f"There is a place called {gym.name} already.", "Give it another name.")
    if gym.id == goal.gym.id:
        return msgspec.structs.replace(goal, gym=gym)
    changed = {**{own.id: own for own in goal.gyms}, gym.id: gym}
    return msgspec.structs.replace(goal, gyms=tuple(changed.values()))


def without_gym(goal: Goal, id: str) -> Goal:
    """The goal without a place of one's own; days there move to the usual one, which itself cannot be taken away."""
    if id == goal.gym.id:
        raise BadInput(f"{goal.gym.name} is where you train.", "Choose another place under Wishes first.")
    slots = tuple(msgspec.structs.replace(slot, gym="") if slot.gym == id else slot for slot in goal.slots)
    return msgspec.structs.replace(goal, slots=slots, gyms=tuple(gym for gym in goal.gyms if gym.id != id))


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
    usual, said = gyms().get(gym.id, gyms()["full_gym"]).loads, made_of(gym.pieces)
    loads = {
        loading: pounds(loading) if span == usual.get(loading) and loading not in said else span
        for loading, span in gym.loads.items()
    }
    return msgspec.structs.replace(gym, loads=loads)


def all_in_pounds(goal: Goal) -> Goal:
    """The goal where every place, one's own and those that come with legday, counts in pounds (``in_pounds``)."""
    others = tuple(in_pounds(gym) for id, gym in places(goal).items() if id != goal.gym.id)
    return msgspec.structs.replace(goal, gym=in_pounds(goal.gym), gyms=others)


def pounds(loading: Loading) -> Range:
    """The loads that can be made in a gym that counts in pounds, in kilograms."""
    least, most, step = (KG_PER_LB * load for load in POUNDS[loading])
    return Range(least_kg=least, most_kg=most, step_kg=step)


def find_gym(text: str, among: Mapping[str, Gym] | None = None) -> Gym:
    """Find a gym by its id or name, or by a part of it that only one has, among those that come with legday or others.

    >>> find_gym("Full gym").id, find_gym("home").id
    ('full_gym', 'home_barbell')
    >>> find_gym("the moon")
    Traceback (most recent call last):
    legday.kinds.BadInput: There is no gym called “the moon”. Choose full_gym, machines, ...
    """
    among = gyms() if among is None else among
    sought = " ".join(text.lower().replace("_", " ").split())
    names = {id: (id.replace("_", " "), gym.name.lower()) for id, gym in among.items()}
    exact = [id for id, called in names.items() if sought in called]
    near = [id for id, called in names.items() if sought and any(sought in name for name in called)]
    if len(found := exact or near) != 1:
        many = "More than one gym is" if found else "There is no gym"
        raise BadInput(f"{many} called “{text}”.", f"Choose {', '.join(found or among)}.")
    return among[found[0]]
