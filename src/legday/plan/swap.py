"""A stand-in for a movement whose equipment is taken: the one that trains the same muscles, by computed effort."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

import msgspec

from legday.body.forces import sizes
from legday.body.muscles import spoken
from legday.coach.state import State
from legday.coach.words import listed
from legday.kinds import MAIN, Because, Group, MovementId, Muscle, Seconds, Value
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Catalogue, Movement
from legday.plan.dose import dose
from legday.plan.fit import HELPS, MOST_SETS, bar, familiar, most_sets
from legday.plan.goal import Goal, Gym
from legday.plan.gyms import carried, has
from legday.plan.week import PlannedMovement
from legday.plan.write import write

MOST = 5
"""More stand-ins than this are no help to somebody who stands in front of a machine (convention)."""

LEAST_ALIKE = 0.5
"""Less alike than this, a movement trains something else (convention)."""

UNUSUAL = 0.1
"""What a fallback loses in order, and what one without a load loses that stands in for one with (convention)."""

TIE = 0.05
"""The step that the order is rounded to, as finer ones the model cannot tell apart: as in the credit of groups."""

USUAL_SETS = 3
"""Working sets of a movement where none are planned (method: the rules)."""

LOOSE = frozenset({"barbell", "trap bar", "dumbbells", "dumbbell", "kettlebell", "band", "mat", "sliders"})
"""What a gym has several of and what is carried to where there is room; all else stands in its place."""

_PAIRS = ({"dumbbells", "dumbbell"},)  # two words for one stand of weights


class Gap(Value):
    """What is to be replaced: so many working ``sets`` of a movement, in so many seconds (None: any time).

    ``beside`` are movements that cannot stand in because the session has or had them, ``gone`` those that were
    swapped out before, whose equipment is taken as well.
    """

    movement: MovementId
    sets: int = USUAL_SETS
    seconds: Seconds | None = None
    beside: tuple[MovementId, ...] = ()
    gone: tuple[MovementId, ...] = ()


class StandIn(Value):
    """A movement that may stand in for another: how it is done, and how alike it is, 0 to 1."""

    planned: PlannedMovement
    alike: float

    @property
    def words(self) -> str:
        """How alike it is, in words."""
        much = "The" if self.alike >= 0.9 else "Mostly the" if self.alike >= 0.7 else "Partly the"  # convention
        return f"{much} same muscles"


def stand_ins(gap: Gap, goal: Goal, state: State, movements: Catalogue, atlas: Atlas) -> tuple[StandIn, ...]:
    """Find the movements that may take the place of one whose equipment is taken, the best first; five at most.

    ``goal.gym`` is the gym of the session; the movement of the gap is in the catalogue. None needs what is taken, is
    banned, hurts, is too hard for now, or is in the session; each helps what the movement is for. The sets are as many
    as give the same credit, as far as time allows, and few for somebody new. The order is that of ``alike`` times the
    part of these sets that time allows, less a tenth for a fallback and less a tenth for one without a load where the
    movement has one, unless they are familiar; rounded to a twentieth, of equal ones the familiar comes first.

    >>> from legday.movement.atlas import atlas
    >>> from legday.movement.catalogue import catalogue
    >>> from legday.plan.goal import Slot, Weekday
    >>> from legday.plan.gyms import gyms
    >>> from datetime import date
    >>> goal = Goal(slots=(Slot(weekday=Weekday.MON, minutes=45),), gym=gyms()["full_gym"])
    >>> state = State(today=date(2026, 11, 23), lifts={}, gap_days=None, new=False, sessions_28=0, credit_28={},
    ...               last_trained={}, sore={}, aches=(), flags=())
    >>> found = stand_ins(Gap(movement=MovementId("leg_press_45")), goal, state, catalogue(), atlas())
    >>> found[0].planned.name, found[0].words
    ('Hack squat (machine)', 'Mostly the same muscles')
    """
    movement = movements[gap.movement]
    away = {thing for id in (gap.movement, *gap.gone) if id in movements for thing in taken(movements[id], goal.gym)}
    here = msgspec.structs.replace(goal, gym=without(goal.gym, away))
    out = {gap.movement, *gap.beside, *gap.gone}
    found = []
    for id, other in movements.items():
        likeness = alike(gap.movement, id, atlas)
        fit = likeness >= LEAST_ALIKE and serves(movement.id, id, atlas)
        if id in out or not fit or bar(other, here, state, here.gym):
            continue
        done = dose(other, here, state, here.gym)
        most = most_sets(other, goal, state) if state.new else MOST_SETS
        wanted = min(sets_like(gap.sets, movement.id, id, atlas), most)
        count = wanted if gap.seconds is None else min(wanted, (gap.seconds - done.station_s) // done.set_s)
        if count > 0:
            known = familiar(id, state)
            bare = movement.loaded and not (other.loaded and other.loading in here.gym.loads)
            score = likeness * count / wanted - (0 if known else UNUSUAL * (other.fallback + bare))
            planned = write(other, done, count, here.gym, (instead(movement, other, atlas),))
            order = (-round(score / TIE), not known, not other.preferred, -score, other.name)
            found.append((order, StandIn(planned=planned, alike=round(likeness, 2))))
    return tuple(stand_in for _, stand_in in sorted(found, key=lambda pair: pair[0])[:MOST])


def alike(one: MovementId, other: MovementId, atlas: Atlas) -> float:
    r"""How alike two movements are: the part of what a set gives that lands in the same muscles, 0 to 1.

    With c the credit of muscle m and v its volume, p(m) = v(m)·c(m) / Σ v·c is its part of what a set gives, and the
    two are alike by Σ min(p(m), q(m)) over all muscles: one minus half the distance Σ \|p − q\| (the percentage
    similarity of Renkonen 1938). How much a set gives altogether does not matter; the number of sets sees to that.

    >>> from legday.movement.atlas import atlas
    >>> squat, press, raise_ = MovementId("back_squat"), MovementId("leg_press_45"), MovementId("calf_seated_machine")
    >>> alike(squat, squat, atlas()), round(alike(squat, press, atlas()), 1), round(alike(squat, raise_, atlas()), 1)
    (1.0, 0.9, 0.1)
    """
    ours, theirs = parts(atlas.muscles(one)), parts(atlas.muscles(other))
    return min(1.0, round(sum(min(part, theirs.get(muscle, 0.0)) for muscle, part in ours.items()), 9))


def parts(credit: Mapping[Muscle, float]) -> dict[Muscle, float]:
    """Each muscle's part of what a set gives, muscles weighted by their volume; the parts add up to 1."""
    given = {muscle: share * _volumes()[muscle] for muscle, share in credit.items()}
    whole = sum(given.values())
    return {muscle: part / whole for muscle, part in given.items()} if whole else {}


@cache
def _volumes() -> Mapping[Muscle, float]:
    return dict(zip(Muscle, sizes().tolist(), strict=True))


def taken(movement: Movement, gym: Gym) -> tuple[str, ...]:
    """What is taken where a movement cannot be done: what stands in its place, or else what it is loaded with.

    It is that of the first way of doing it that the gym allows.

    >>> from legday.movement.catalogue import catalogue
    >>> from legday.plan.gyms import gyms
    >>> [taken(catalogue()[MovementId(id)], gyms()["full_gym"]) for id in ("leg_press_45", "goblet_squat")]
    [('leg press',), ('dumbbell', 'dumbbells')]
    """
    way = next((way for way in movement.equipment if has(gym.equipment, (way,))), ())
    things = {thing for thing in way if thing not in LOOSE} or {*way}
    for pair in _PAIRS:
        things |= pair if things & pair else set()
    return tuple(sorted(things))


def without(gym: Gym, things: Collection[str]) -> Gym:
    """A gym without some of its equipment, and without the loads that cannot be made any more.

    >>> from legday.plan.gyms import gyms
    >>> [loading.value for loading in without(gyms()["home_barbell"], {"barbell"}).loads]
    []
    """
    left = tuple(thing for thing in gym.equipment if thing not in things)
    lost = {*carried(gym.equipment)} - {*carried(left)}
    loads = {loading: span for loading, span in gym.loads.items() if loading not in lost}
    return msgspec.structs.replace(gym, equipment=left, loads=loads)


def serves(movement: MovementId, other: MovementId, atlas: Atlas) -> bool:
    """Whether another movement helps any group that a movement is for."""
    ours, theirs = atlas.counted(movement), atlas.counted(other)
    return any(10 * theirs.get(group, 0) >= HELPS for group in mains(ours))


def sets_like(sets: int, movement: MovementId, other: MovementId, atlas: Atlas) -> int:
    """How many sets of another movement give the groups that a movement is for about what so many of its own give.

    With a and b what a set of either counts for these groups, n sets leave the least of Σ (n·b − sets·a)² at
    n = sets · Σ a·b / Σ b², rounded to 1 to 5 whole sets.

    >>> from legday.movement.atlas import atlas
    >>> curl, seated = MovementId("leg_curl_lying"), MovementId("leg_curl_seated")
    >>> sets_like(3, curl, seated, atlas()), sets_like(3, seated, curl, atlas())
    (2, 4)
    """
    ours, theirs = atlas.counted(movement), atlas.counted(other)
    pairs = [(ours[group], theirs.get(group, 0.0)) for group in mains(ours)]
    best = sets * sum(a * b for a, b in pairs) / sum(b * b for _, b in pairs)
    return min(MOST_SETS, max(1, round(best)))


def mains(credit: Mapping[Group, float]) -> tuple[Group, ...]:
    """The groups that a movement is for, the most first; where it is for none, those that it helps most.

    >>> mains({Group.QUADRICEPS: 0.86, Group.ADDUCTORS: 0.32}), mains({Group.SHINS: 0.4})
    ((<Group.QUADRICEPS: 'quadriceps'>,), (<Group.SHINS: 'shins'>,))
    """
    least = min(MAIN, max(credit.values(), default=0))
    return tuple(sorted((group for group in credit if credit[group] >= least), key=lambda group: -credit[group]))


def instead(movement: Movement, other: Movement, atlas: Atlas) -> Because:
    """Say what a stand-in does in place of a movement, and what it hardly does; both as credit per group."""
    ours, theirs = atlas.counted(movement.id), atlas.counted(other.id)
    helped = [group for group in mains(ours) if 10 * theirs.get(group, 0) >= HELPS]
    gives = listed([f"{theirs[group]:.1f} for the {spoken(group)}" for group in helped])
    gave = listed([f"{ours[group]:.1f}" for group in helped])
    less = [spoken(group) for group, share in ours.items() if 10 * share >= HELPS and theirs.get(group, 0) < share / 2]
    lacks = f" What it hardly does: the {listed(less)}." if less else ""
    return Because(
        say=f"Instead of {movement.name}, which is taken.",
        why=f"A set counts {gives}; one of {movement.name} {gave}.{lacks}",
        source="models 5.1",
        convention=True,
    )
