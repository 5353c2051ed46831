"""The warm-up: some easy minutes, a few drills that rehearse the day's movements, and ramp sets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from legday.kinds import Because, Condition, Group, Joint, Kilograms, Reserve, Seconds, Value
from legday.movement.atlas import specs
from legday.movement.catalogue import Loading, Movement, Pattern
from legday.movement.mechanics import Mechanics, read_mechanics
from legday.plan.frame import frame
from legday.plan.gyms import has, read_shelf
from legday.plan.week import PlannedSet, Step

Text = Annotated[str, msgspec.Meta(min_length=1)]

MOST_DRILLS = 4
"""More drills than this leave too little time for training (models 13)."""


class Drill(Value):
    """A warm-up drill: what it rehearses, how it goes, and for whom it is not.

    ``part`` says where it belongs: raise the temperature, move, or ramp up the load. ``patterns`` are those that it
    prepares for, ``order`` puts the drill to choose first in front, ``skip`` names the joints that must not ache and
    ``unwise`` the conditions in which it is left out.
    ``equipment`` lists alternatives; ``evidence`` is moderate (M) or low (L). ``mechanics`` is how the leg moves, so
    that it can be drawn, in the fields of movements; nothing is counted from it.
    """

    id: str
    name: Text
    part: Literal["raise", "move", "ramp"]
    order: int
    groups: tuple[Group, ...]
    joints: tuple[Joint, ...]
    patterns: tuple[Pattern, ...]
    dose: Text
    seconds: Seconds
    rehearses: Text
    how: Text
    skip: tuple[Joint, ...]
    unwise: tuple[Condition, ...] = ()
    caution: str = ""
    equipment: Annotated[tuple[tuple[str, ...], ...], msgspec.Meta(min_length=1)]
    evidence: Literal["M", "L"]
    mechanics: Annotated[dict[str, Any], msgspec.Meta(min_length=1)]


@cache
def drills() -> tuple[Drill, ...]:
    """The drills that come with legday, those to choose first in front.

    >>> drills()[0].name
    'Slow calf raises on a step'
    """
    return tuple(sorted(read_shelf("drills", Drill), key=lambda drill: drill.order))


def drill_mechanics(drill: Drill) -> Mechanics:
    """Read how the leg moves in a drill.

    >>> next(drill_mechanics(drill).knee_deg for drill in drills() if drill.id == "ankle_rocks")
    (20.0, 58.0)
    """
    key = f"drill {drill.id}"  # some drills are called like movements
    return read_mechanics(key, {**specs(), key: drill.mechanics})


def warm_up(
    movements: Sequence[Movement],
    minutes: int,
    equipment: Collection[str] = (),
    aches: Collection[str] = (),
    conditions: Collection[Condition] = (),
    *,
    slow: bool = False,
) -> tuple[Step, ...]:
    """Choose easy movement and drills for the movements of a session, in the order to do them (models 13).

    ``minutes`` is the length of the session, ``equipment`` what is there, ``aches`` the joints that hurt,
    ``conditions`` what asks for care: no drill that one of them forbids is chosen. A movement on a machine needs no
    drill, its ramp sets do, nor does one of the smallest demand, which is its own rehearsal. The seconds of the steps
    never exceed those of its ``frame``; ``slow`` doubles the easy part.

    >>> from legday.movement.catalogue import catalogue
    >>> [step.name for step in warm_up([catalogue()["back_squat"]], 60, ["barbell", "rack", "band"])]
    ['Brisk walk', 'Knee to the wall', 'Squats without load', 'Reverse lunge with a reach']
    """
    if not movements:
        return ()
    whole = frame(minutes, slow=slow)
    fit = [drill for drill in drills() if has(equipment, drill.equipment) and not set(drill.skip) & set(aches)]
    fit = [drill for drill in fit if not set(drill.unwise) & set(conditions)]
    easy = [drill for drill in fit if drill.part == "raise"]
    steps = [_easy(drill, whole.general_s) for drill in easy[:1] if whole.general_s]
    left = whole.drills_s
    for drill, movement in _in_turn(movements, [drill for drill in fit if drill.part == "move"]):
        if drill.seconds <= left and len(steps) <= MOST_DRILLS:
            steps.append(_rehearsal(drill, movement))
            left -= drill.seconds
    return tuple(steps)


def _in_turn(movements: Sequence[Movement], fit: list[Drill]) -> Iterator[tuple[Drill, Movement]]:
    # Each pattern of the day gets its best drill before any gets a second one.
    on_machine = (Loading.STACK, Loading.PLATES)
    free = [movement for movement in movements if movement.loading not in on_machine and movement.demand > 1]
    queues = {
        movement.pattern: (movement, [drill for drill in fit if movement.pattern in drill.patterns])
        for movement in reversed(free)
    }
    patterns = list(dict.fromkeys(movement.pattern for movement in free))
    used: set[str] = set()
    while any(queues[pattern][1] for pattern in patterns):
        for pattern in patterns:
            movement, queue = queues[pattern]
            while queue:
                drill = queue.pop(0)
                if drill.id not in used:
                    used.add(drill.id)
                    yield drill, movement
                    break


def _easy(drill: Drill, seconds: int) -> Step:
    return Step(
        id=drill.id,
        name=drill.name,
        dose=f"{seconds // 60} min, easy enough to talk",
        how=_in_words(drill),
        seconds=seconds,
        because=Because(
            say=f"{drill.rehearses}.",
            why="It raises the temperature; the gain on the day is small and differs from person to person.",
            source="C34",
        ),
    )


def _rehearsal(drill: Drill, movement: Movement) -> Step:
    return Step(
        id=drill.id,
        name=drill.name,
        dose=drill.dose,
        how=_in_words(drill),
        seconds=drill.seconds,
        because=Because(
            say=f"{drill.rehearses}.",
            why=f"{movement.name} is on today, and to rehearse it lightly first is what coaches do.",
            source="models 13",
            convention=True,
        ),
    )


def _in_words(drill: Drill) -> str:
    return f"{drill.how} {drill.caution}".strip()


# Models 13, convention: from which share of the e1RM (of loads below it) to which ramp sets, as (share of the working
# load, repetitions); its 85×1-2 is taken as two; the single before a test is left out: none is planned.
_ROWS = (
    (0.60, ((0.60, 5),)),
    (0.75, ((0.50, 6), (0.75, 3))),
    (0.85, ((0.40, 6), (0.60, 4), (0.80, 2))),
    (1.01, ((0.30, 8), (0.50, 5), (0.70, 3), (0.85, 2))),
)
_HEAVY = 0.75  # below it a later movement for muscles that are warm already needs no ramp set


def _row(reps: tuple[int, int], reserve: float, *, first: bool) -> tuple[tuple[float, int], ...]:
    to_failure = sum(reps) / 2 + reserve
    share = 1 / (1 + to_failure / 30)  # Epley, models 1.1
    row = next(row for below, row in _ROWS if share < below)
    if first:
        return row
    return row[-1:] if share >= _HEAVY else ()


def _rest_s(share: float) -> int:
    # 45 to 90 s (models 13), the longer the heavier.
    return 45 if share < 0.70 else 60 if share < 0.80 else 90


def ramp(
    load_kg: Kilograms | None,
    reps: tuple[int, int],
    reserve: Reserve,
    at_most: Callable[[float], float] | None,
    *,
    first: bool,
) -> tuple[PlannedSet, ...]:
    """Choose the lighter sets before the working sets of a movement (models 13, convention).

    ``load_kg``, ``reps`` (from, to) and ``reserve`` are those of the working sets; ``at_most`` gives the heaviest load
    that can be made and does not exceed another. ``first`` is true for the first movement of its muscles; a later one
    gets one ramp set when it is heavy and none otherwise. Loads rise and stay below the working load; without a load
    there is no ramp.

    >>> from legday.plan.goal import Range
    >>> bar = Range(least_kg=20, most_kg=200, step_kg=2.5).at_most
    >>> [(step.load_kg, step.reps[0]) for step in ramp(100, (8, 12), 2, bar, first=True)]
    [(50.0, 6), (75.0, 3)]
    """
    if load_kg is None or at_most is None:
        return ()
    sets: list[PlannedSet] = []
    lightest = 0.0
    for share, count in _row(reps, reserve, first=first):
        made = at_most(share * load_kg)
        if lightest < made < load_kg:
            sets.append(PlannedSet(load_kg=made, reps=(count, count), reserve=None, rest_s=_rest_s(share), ramp=True))
            lightest = made
    return tuple(sets)


def ramp_seconds(
    movement: Movement,
    *,
    first: bool,
    reps: tuple[int, int] | None = None,
    reserve: Reserve = 1.0,
) -> int:
    """How long the ramp sets of a movement may take, known before its load is.

    Without ``reps`` the movement's own range counts. ``ramp`` with the same repetitions and reserve never takes longer.

    >>> from legday.movement.catalogue import catalogue
    >>> squat = catalogue()["back_squat"]
    >>> ramp_seconds(squat, first=True) > ramp_seconds(squat, first=False) > 0
    True
    """
    if not movement.loaded or movement.hold_s is not None:
        return 0
    phases = movement.phases
    repetition_s = phases.seconds
    sides = 2 if movement.unilateral else 1
    row = _row(reps or movement.reps, reserve, first=first)
    return round(sum(count * repetition_s * sides + _rest_s(share) for share, count in row))
