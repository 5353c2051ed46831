"""From the solver's numbers to sessions that can be done: order, loads, ramps, warm-up, stretches, reasons."""

from __future__ import annotations

from collections.abc import Mapping

from legday.body.muscles import spoken
from legday.coach.words import counted, listed
from legday.kinds import Because, Group
from legday.movement.catalogue import Movement
from legday.plan.bands import ceiling
from legday.plan.options import HEAVY, HELPS, Options, at_most, prime
from legday.plan.stretch import stretch_seconds, stretches
from legday.plan.variables import sets
from legday.plan.warmup import ramp, warm_up, warm_up_seconds
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet


def fill(options: Options, answer: Mapping[str, int]) -> tuple[PlannedSession, ...]:
    """Write out the sessions of a solved week; a day with nothing to do is left out."""
    sessions = (session(options, answer, place) for place in range(len(options.days)))
    return tuple(planned for planned in sessions if planned.movements)


def session(options: Options, answer: Mapping[str, int], place: int) -> PlannedSession:
    """Write out one session: the demanding first, ramps before heavy work, stretches last."""
    day, slot = options.days[place]
    chosen = ordered(options, answer, place)
    movements = tuple(planned(options, answer, movement, place) for movement in chosen)
    return PlannedSession(
        id=f"{day.isoformat()}:{slot.weekday}",
        day=day,
        minutes=slot.minutes,
        seconds=sum(movement.seconds for movement in movements)
        + warm_up_seconds(slot.minutes)
        + stretch_seconds(slot.minutes),
        warm_up=warm_up(chosen, slot.minutes, options.goal.gym.equipment, aches(options)),
        movements=movements,
        stretches=stretches(
            day_credit(options, answer, place), slot.minutes, options.goal.gym.equipment, aches(options)
        ),
    )


def ordered(options: Options, answer: Mapping[str, int], place: int) -> tuple[Movement, ...]:
    """The movements of a day in the order to do them: the demanding first, then by name."""
    chosen = [movement for id, movement in options.movements.items() if answer.get(sets(id, place), 0)]
    return tuple(sorted(chosen, key=lambda movement: (-movement.demand, movement.name)))


def aches(options: Options) -> tuple[str, ...]:
    """The joints that ache, by the wishes and by what was felt."""
    return tuple(sorted({*options.goal.aches, *options.state.aches}))


def day_credit(options: Options, answer: Mapping[str, int], place: int) -> dict[Group, float]:
    """What a day gives each group, in sets."""
    credit: dict[Group, float] = {}
    for id in options.movements:
        for group, hundredths in options.credit[id].items():
            credit[group] = credit.get(group, 0.0) + hundredths * answer.get(sets(id, place), 0) / 100
    return credit


def week_credit(options: Options, answer: Mapping[str, int]) -> dict[Group, float]:
    """What the week gives each group, in sets."""
    week = dict.fromkeys(Group, 0.0)
    for place in range(len(options.days)):
        for group, credit in day_credit(options, answer, place).items():
            week[group] += credit
    return week


def planned(options: Options, answer: Mapping[str, int], movement: Movement, place: int) -> PlannedMovement:
    """Write out one movement of a session."""
    dose = options.doses[movement.id]
    count = answer[sets(movement.id, place)]
    load = dose.load
    made = at_most(movement, options.goal)
    ramps: tuple[PlannedSet, ...] = ()
    if load.load_kg is not None and made is not None and movement.hold_s is None:
        ramps = ramp(load.load_kg, load.reps, load.reserve, made, first=movement.demand >= HEAVY)
    work = PlannedSet(
        load_kg=load.load_kg,
        reps=load.reps,
        reserve=load.reserve if movement.hold_s is None else None,
        rest_s=dose.rest_s,
        hold_s=movement.hold_s,
    )
    phases = movement.phases
    return PlannedMovement(
        movement=movement.id,
        name=movement.name,
        unilateral=movement.unilateral,
        tempo=(phases.lift.seconds, phases.hold.seconds, phases.lower.seconds),
        sets=(*ramps, *(work for _ in range(count))),
        seconds=dose.station_s + count * dose.set_s,
        because=(why(options, answer, movement, place), *favoured(options, answer, movement), *load.because),
    )


def why(options: Options, answer: Mapping[str, int], movement: Movement, place: int) -> Because:
    """Say what a movement is in the week for: the groups it trains and how much of their week it gives."""
    week = week_credit(options, answer)
    here = answer[sets(movement.id, place)]
    credit = options.credit[movement.id]
    gives = {group: share * here / 100 for group, share in credit.items() if share >= HELPS}
    most = [spoken(group) for group, share in credit.items() if group in prime(credit) or share == max(credit.values())]
    parts = [
        f"{spoken(group)} {sets_:.1f} of {week[group]:.1f}" for group, sets_ in sorted(gives.items(), key=by_credit)
    ]
    return Because(
        say=f"{counted(here, 'set')} for the {listed(most)}.",
        why=f"Its share of this week's effective sets: {', '.join(parts)}.",
        source="models 5.1",
        convention=True,
    )


def by_credit(pair: tuple[Group, float]) -> float:
    """Order groups by what they get, the most first."""
    return -pair[1]


def favoured(options: Options, answer: Mapping[str, int], movement: Movement) -> tuple[Because, ...]:
    """Say so where a movement is there for a group that the person favours."""
    wished = [group for group in options.goal.favour if group in prime(options.credit[movement.id])]
    if not wished:
        return ()
    why = "Favoured muscles get more once all have enough."
    if any(week_credit(options, answer)[group] >= ceiling(options, group) for group in wished):
        why += " This week they get the most that what you did lately allows; it rises by two sets a week."
    return (Because(say=f"You favour the {listed([spoken(group) for group in wished])}.", why=why, source="you"),)
