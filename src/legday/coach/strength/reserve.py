"""The reserve that a person writes down against what they really had: learnt from sets to the limit (models 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import sqrt

from legday.coach.state import USUAL_BIAS, ReserveBias, State
from legday.coach.visits import ByDay, Visits
from legday.kinds import Because, Group, MovementId
from legday.log.history import Role, Set

SOON_DAYS = 14  # within which the same load still tells; convention
SAME = 0.01  # loads nearer than this are the same
LATER, LATER_SD = 1.0, 1.0  # repetitions that a later set of a session loses, and how much that differs; convention
AGAIN_SD = 1.1  # repetitions at one load differ by so much from day to day, models 11.1
FARTHEST = 4.0  # what is further off was another kind of set

EVERY_DAYS = 25  # a set to the limit once in three to four weeks, models 3
SAFE = frozenset(
    MovementId(id)
    for id in (
        "leg_extension", "leg_extension_single", "leg_curl_lying", "leg_curl_seated", "leg_curl_standing",
        "leg_press_45", "leg_press_seated", "calf_seated_machine", "calf_standing_machine", "calf_leg_press",
    )
)  # fmt: skip
"""Movements in which a set may end at the limit alone: the load rests on a stop (models 3)."""


def reserve_bias(visits: Visits) -> ReserveBias:
    """Learn how many repetitions more a person has than they write down.

    Before any set it is thought to be one more, give or take 0.7 (models 3). Each session with a set to the limit tells
    once for a movement: against the last set with a written reserve and the same load before it in the session, or else
    in the two weeks before. A set to the limit that comes later in a session loses about a repetition to the others.

    >>> reserve_bias({})
    ReserveBias(mean=1.0, sd=0.7, sets=0, last=None)
    """
    limits = {movement: _limits(done) for movement, done in visits.items()}
    told = [pair for movement, done in visits.items() for pair in _pairs(done, limits[movement])]
    days = [visits[movement][place][0] for movement, found in limits.items() for place, _ in found]
    precision = 1 / USUAL_BIAS.sd**2
    pull = USUAL_BIAS.mean * precision
    for off, sd in told:
        precision += 1 / sd**2
        pull += off / sd**2
    return ReserveBias(mean=pull / precision, sd=sqrt(1 / precision), sets=len(told), last=max(days, default=None))


def reserve_advice(bias: ReserveBias) -> Iterator[Because]:
    """Say in plain words what a person's written reserve is worth, once it is known well.

    >>> [found] = reserve_advice(ReserveBias(mean=2.1, sd=0.4, sets=6))
    >>> found.say
    'You usually have about 2 repetitions more than you write down.'
    """
    if not bias.known:
        return
    more = round(bias.mean)
    if more > 0:
        say = f"You usually have about {more} repetition{'s' if more > 1 else ''} more than you write down."
    elif more < 0:
        say = f"You usually have about {-more} repetition{'s' if more < -1 else ''} less than you write down."
    else:
        say = "The reserve that you write down is about right."
    why = (
        f"Read from {bias.sets} sets to the limit beside sets of the same load with a reserve. Most people stop about "
        "one early; loads for a planned reserve go by yours."
    )
    yield Because(say=say, why=why, source="models 3")


def calibration(state: State, movement: MovementId, name: str, groups: Sequence[Group]) -> Because | None:
    """Offer a set to the limit on a movement where that is safe, once in some weeks; None where it is not the time.

    Never to who is new or comes back, and not while anything aches, or these muscles are sore.
    """
    bias = state.bias
    if movement not in SAFE or movement not in state.lifts or state.novice or state.new:
        return None
    if state.aches or state.flags or any(state.sore.get(group, 0) > 0 for group in groups):
        return None
    if bias.last and state.today - bias.last < timedelta(days=EVERY_DAYS):
        return None
    return Because(
        say=f"If you like, take the last set of {name} to the limit, and write 0 in reserve.",
        why="People have about one repetition more than they think. One such set in three to four weeks shows what "
        "your written reserve is worth; here the load rests safely when nothing goes any more.",
        source="models 3",
        convention=True,
    )


def _limits(done: ByDay) -> list[tuple[int, int]]:
    """The place of each session with a set to the limit, and that of the last such set in it."""
    ended = {
        place: at
        for place, (_, _, sets) in enumerate(done)
        for at, one in enumerate(sets)
        if (one.reserve == 0 or one.role is Role.FAILURE) and _ended(one)
    }
    return list(ended.items())


def _pairs(done: ByDay, limits: Sequence[tuple[int, int]]) -> Iterator[tuple[float, float]]:
    """How many more there had been, of each session with a set to the limit, and how far off that may be."""
    for place, last in limits:
        sets = done[place][2]
        same = [one for one in sets[:last] if _comparable(one, sets[last])]
        one = same[-1] if same else next(_before(done, place, sets[last]), None)
        if one:
            more = (sets[last].reps or 0) - (one.reps or 0) - (one.reserve or 0) + (LATER if same else 0.0)
            if abs(more - USUAL_BIAS.mean) <= FARTHEST:
                yield more, sqrt(_noise(one) ** 2 + (LATER_SD if same else AGAIN_SD) ** 2)


def _before(done: ByDay, place: int, limit: Set) -> Iterator[Set]:
    """The comparable sets of the two weeks before a session, the latest first."""
    day = done[place][0]
    for before, _, sets in reversed(done[max(0, place - SOON_DAYS) : place]):
        if (day - before).days > SOON_DAYS:
            return
        yield from (one for one in reversed(sets) if _comparable(one, limit))


def _ended(done: Set) -> bool:
    """Whether a set went to the limit."""
    if done.role is not Role.FAILURE and not (done.reserve == 0 and done.role is Role.WORK):
        return False
    return bool(done.load_kg) and bool(done.reps)


def _comparable(one: Set, limit: Set) -> bool:
    near = abs((one.load_kg or 0.0) / (limit.load_kg or 1.0) - 1) <= SAME
    return near and one.role is Role.WORK and bool(one.reps) and (one.reserve or 0) > 0


def _noise(one: Set) -> float:
    """How far off a guess of the reserve is (models 3)."""
    reserve = one.reserve or 0
    if reserve >= 5 or (one.reps or 0) + reserve > 12:
        return 2.5
    return 1.0 if reserve <= 2 else 1.5
