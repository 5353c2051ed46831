"""From the solver's numbers to sessions that can be done: order, loads, ramps, supersets, warm-up, stretches."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from legday.kinds import Group
from legday.movement.catalogue import Movement, Pattern
from legday.plan.cautions import slow_start
from legday.plan.fit import equipment
from legday.plan.frame import frame
from legday.plan.options import TENTHS, Options
from legday.plan.reasons import in_turns, reasons
from legday.plan.stretch import stretches
from legday.plan.supersets import placed
from legday.plan.variables import sets
from legday.plan.warmup import warm_up
from legday.plan.week import PlannedMovement, PlannedSession
from legday.plan.write import write

Answer = Mapping[str, int]


def fill(options: Options, answer: Answer) -> tuple[PlannedSession, ...]:
    """Write out the sessions of a solved week; a day with nothing to do is left out."""
    sessions = (session(options, answer, place) for place in range(len(options.days)))
    return tuple(planned for planned in sessions if planned.movements)


def session(options: Options, answer: Answer, place: int) -> PlannedSession:
    """Write out one session: the demanding first, ramps before heavy work, stretches last."""
    day, slow = options.days[place], slow_start(options.goal)
    chosen = ordered(options, answer, place)
    movements = tuple(
        planned(options, answer, movement, place, warm=any(one.pattern is movement.pattern for one in chosen[:at]))
        for at, movement in enumerate(chosen)
    )
    there, sore, care = equipment(options.goal, day.gym), aches(options), options.goal.conditions
    return PlannedSession(
        id=day.id,
        day=day.date,
        minutes=day.minutes,
        seconds=sum(movement.seconds for movement in movements) + frame(day.minutes, slow=slow).seconds,
        warm_up=warm_up(chosen, day.minutes, there, sore, care, slow=slow),
        movements=movements,
        stretches=stretches(day_credit(options, answer, place), day.minutes, there, sore, care, slow=slow),
        gym="" if day.gym.id == options.goal.gym.id else day.gym.id,
    )


def ordered(options: Options, answer: Answer, place: int) -> tuple[Movement, ...]:
    """The movements of a day in the order to do them: the demanding first, a superset side by side.

    Those that demand alike go by their kind, squats first and feet last, then by name.
    """
    chosen = [movement for id, movement in options.movements.items() if answer.get(sets(id, place), 0)]
    kinds = list(Pattern)
    in_line = sorted(chosen, key=lambda movement: (-movement.demand, kinds.index(movement.pattern), movement.name))
    together = placed(options, answer, place)
    if together is not None:
        filler = options.movements[together[0].movement]
        in_line.remove(filler)
        in_line.insert(1 + min(in_line.index(options.movements[host]) for host in together[0].hosts), filler)
    return tuple(in_line)


def aches(options: Options) -> tuple[str, ...]:
    """The joints that ache, by the wishes and by what was felt."""
    return tuple(sorted({*options.goal.aches, *options.state.aches}))


def day_credit(options: Options, answer: Answer, place: int) -> dict[Group, float]:
    """What a day gives each group, in sets."""
    credit: dict[Group, float] = {}
    for id in options.doses[place]:
        for group, tenths in options.credit[id].items():
            credit[group] = credit.get(group, 0.0) + tenths * answer.get(sets(id, place), 0) / TENTHS
    return credit


def planned(options: Options, answer: Answer, movement: Movement, place: int, *, warm: bool) -> PlannedMovement:
    """Write out one movement of a session; ``warm`` is one whose pattern was done before in it."""
    day, together = options.days[place], placed(options, answer, place)
    count, dose = answer[sets(movement.id, place)], options.doses[place][movement.id]
    if together is not None and together[0].movement == movement.id:
        filler, rounds = together
        saved, hosts = filler.saved_s * rounds, filler.hosts
    else:
        saved, hosts = 0, ()
    because = (*reasons(options, answer, movement, place), *in_turns(options, hosts))
    written = write(movement, dose, count, day.gym, because, warm=warm)
    return msgspec.structs.replace(
        written,
        seconds=written.seconds - saved,
        locked=movement.id in day.lock,
        between=hosts,
    )
