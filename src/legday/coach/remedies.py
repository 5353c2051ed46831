"""Remedies: what to try where strength has levelled off, one at a time, and what became of each (models 11.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import log

from legday.coach.recovery.fatigue import SORE
from legday.coach.state import Best, Lift, Remedy, State, Tried
from legday.coach.strength.bend import turned_up
from legday.coach.strength.plateau import PRIOR, SURE, stretch, training_age
from legday.coach.strength.sets import noise_of
from legday.coach.visits import Credit
from legday.kinds import MAIN, Group, MovementId
from legday.log.fact import Fact, Kind

ABOUT = "remedy:"
"""How the subject of a fact begins that takes a remedy; the movement or the muscle group follows."""

WEEKS = 6
"""How long a remedy is watched (models 11.4: four to six weeks)."""

LONGER_WEEKS = 12
"""Until when the log still tells whether it worked, if nothing else was tried meanwhile (convention)."""

AGAIN_WEEKS = 26  # before what did not work is offered again; convention
FEW_SETS = 8  # weekly fractional sets below which more sets are worth trying, models 11.4
FAR = 3  # repetitions in reserve above which a set was far from the limit, models 11.4
DRIFTED = 1.0  # repetitions by which the reserve must have fallen at the same load; the error of one guess, models 3
SIDE = 4  # sessions on each side that a change can be read from
PRIOR_WON, PRIOR_LOST = 1, 2  # Beta(1, 2), models 11.4


def mains(movement: MovementId, credit: Credit) -> tuple[Group, ...]:
    """The groups that a movement is mainly for."""
    return tuple(group for group, share in credit(movement).items() if share >= MAIN)


def fitting(state: State, lift: Lift, groups: Sequence[Group], *, declining: bool) -> tuple[Remedy, ...]:
    """The remedies whose diagnosis fits a movement that has levelled off or goes down, in the order to offer them.

    What the sets were like comes first, since without it nothing can be judged; then tiredness, too few sets, other
    repetitions or a relative, those first that are likeliest to help this person. Accepting it comes when these were
    tried.
    """
    told = [left for _, _, left in (*lift.last, *lift.before) if left is not None]
    if not told:
        return (Remedy.LOG,)
    if min(told) > FAR:
        return (Remedy.CLOSER,)
    found = []
    if declining:
        found.append(Remedy.REST)
    if tired(state, lift, groups):
        found.append(Remedy.LIGHTER)
    if min((state.credit_28.get(group, 0.0) for group in groups), default=FEW_SETS) < FEW_SETS:
        found.append(Remedy.SETS)
    found += [Remedy.REPS, Remedy.RELATIVE]
    left = [remedy for remedy in found if not _just_failed(state.tried, remedy, groups, state.today)]
    return (*sorted(left, key=lambda remedy: -hope(state.tried, remedy)), Remedy.ACCEPT)


def tired(state: State, lift: Lift, groups: Iterable[Group]) -> bool:
    """Whether a muscle is very sore, or the reserve at the same load has drifted down (models 11.4)."""
    return any(state.sore.get(group, 0) >= SORE for group in groups) or drifted(lift.trend.bests if lift.trend else ())


def drifted(bests: Sequence[Best]) -> bool:
    """Whether the last two sessions left clearly less in reserve than the two before, at the same load and repetitions.

    >>> done = [Best(day=date(2026, 11, day), load_kg=60, reps=8, reserve=left, e1rm_kg=80)
    ...         for day, left in ((2, 3), (6, 3), (10, 2), (14, 1))]
    >>> drifted(done), drifted(done[:3])
    (True, False)
    """
    last = bests[-4:]
    same = {(round(best.load_kg, 1), best.reps) for best in last}
    lefts = [best.reserve for best in last if best.reserve is not None]
    if len(lefts) < 4 or len(same) > 1:
        return False
    return sum(lefts[:2]) / 2 - sum(lefts[2:]) / 2 >= DRIFTED


def hope(tried: Iterable[Tried], remedy: Remedy) -> float:
    """How likely a remedy is to help this person: Beta(1, 2) and what was seen (models 11.4).

    >>> hope((), Remedy.SETS)
    0.3333333333333333
    """
    won, seen = record(tried, remedy)
    return (PRIOR_WON + won) / (PRIOR_WON + PRIOR_LOST + seen)


def record(tried: Iterable[Tried], remedy: Remedy) -> tuple[int, int]:
    """How often a remedy worked for a person, and of how often it could be told."""
    told = [one.worked for one in tried if one.remedy is remedy and one.worked is not None]
    return sum(told), len(told)


def running(state: State, groups: Iterable[Group]) -> Tried | None:
    """The remedy that runs for one of some groups; None where none does."""
    wanted = set(groups)
    return next((one for one in state.tried if one.running and wanted.intersection(one.groups)), None)


def _just_failed(tried: Sequence[Tried], remedy: Remedy, groups: Iterable[Group], today: date) -> bool:
    """Whether a remedy was tried for the same muscles lately and did not work: then not again at once."""
    wanted, since = set(groups), today - timedelta(weeks=AGAIN_WEEKS)
    same = [one for one in tried if one.remedy is remedy and wanted & set(one.groups) and one.until >= since]
    return bool(same) and not same[-1].running and not same[-1].worked


def read_tried(
    facts: Iterable[Fact], lifts: Mapping[MovementId, Lift], credit: Credit, today: date
) -> tuple[Tried, ...]:
    """Read the remedies that a person took from their wishes, oldest first, and what became of each from the log.

    A newer wish about the same movement or group ends what ran. Whether it worked is read from all movements that are
    mainly for the same muscles: with 80 % probability the slope has risen since.
    """
    wishes = sorted((fact for fact in facts if fact.kind is Kind.WISHED and fact.about.startswith(ABOUT)), key=_id)
    taken = [(fact, found) for fact in wishes if (found := _taken(fact, credit))]
    read = []
    for fact, one in taken:
        later = [other for other in wishes if other.about == fact.about and other.id > fact.id]
        ended = min([one.until, *(_day(other) for other in later[:1])])
        over = ended <= today
        others = [other.since for _, other in taken if other.since > one.since and set(other.groups) & set(one.groups)]
        told = min([one.since + timedelta(weeks=LONGER_WEEKS), today, *others])
        whole = ended == one.until and over
        worked = _worked(one, lifts, credit, told) if whole else None
        read.append(
            Tried(
                remedy=one.remedy, subject=one.subject, groups=one.groups, since=one.since, until=ended,
                running=not over, worked=worked,
            )
        )  # fmt: skip
    return tuple(read)


def _taken(fact: Fact, credit: Credit) -> Tried | None:
    """A remedy as the wish says it; None for one that drops it, or that nobody can read."""
    try:
        remedy = Remedy(fact.body["remedy"])
    except (KeyError, ValueError):
        return None
    since = _day(fact)
    subject = fact.about.removeprefix(ABOUT)
    groups = (Group(subject),) if subject in set(Group) else mains(MovementId(subject), credit)
    until = since + timedelta(weeks=WEEKS)
    return Tried(remedy=remedy, subject=subject, groups=groups, since=since, until=until, running=True)


def _day(fact: Fact) -> date:
    try:
        return date.fromisoformat(fact.body["since"])
    except (KeyError, ValueError, TypeError):
        return fact.at.date()


def _id(fact: Fact) -> str:
    return fact.id


def _worked(one: Tried, lifts: Mapping[MovementId, Lift], credit: Credit, told: date) -> bool | None:
    """Whether the slope rose, over the movements of the same muscles; None where too little was done to tell."""
    chances = list(_risen(one, lifts, credit, told))
    return sum(chances) / len(chances) >= SURE if chances else None


def _risen(one: Tried, lifts: Mapping[MovementId, Lift], credit: Credit, told: date) -> Iterator[float]:
    for movement, lift in lifts.items():
        if not lift.trend or not (movement == one.subject or set(one.groups) & set(mains(movement, credit))):
            continue
        bests = [best for best in lift.trend.bests if best.day <= told]
        weeks = [(best.day - one.since).days / 7 for best in bests]
        first = stretch(weeks) if weeks else 0
        before = sum(week < 0 for week in weeks[first:])
        if before < SIDE or len(weeks) - first - before < SIDE:
            continue
        values = [log(best.e1rm_kg) for best in bests[first:]]
        sds = [noise_of(best) for best in bests[first:]]
        yield turned_up(weeks[first:], values, sds, 0.0, PRIOR[training_age(bests)])
