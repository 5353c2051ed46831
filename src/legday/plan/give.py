"""What would have to give: the smallest set of limits without which every muscle gets its floor, found by a program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from legday.kinds import Group, MovementId, Value
from legday.plan.bands import floor
from legday.plan.dose import TICK_S, dose
from legday.plan.fit import HELPS, Barred, bar, equipment, prime
from legday.plan.model import program
from legday.plan.options import Day, Options
from legday.plan.program import Program, Row
from legday.plan.variables import below, done

Answer = Mapping[str, int]

Search = Callable[[Program], Answer | None]
"""Find the best answer to a program; None where none was found in time."""

STEP_MINUTES, MOST_STEPS, LONGEST = 5, 18, 180
"""Longer sessions are tried in steps of so many minutes, up to an hour and a half more and three hours in all."""

STEP, LONGER, BAN, EXTRA, THING = 1, 3, 8, 12, 14
"""What giving up a limit weighs: five minutes, a session longer at all, a ban, a day more, a thing to get
(convention: what can be changed today weighs least)."""

TRIES = 4
"""How often the minutes are raised once more where a longer session also has a longer warm-up."""

MOST_THINGS = 3
"""How many movements that lack one thing are thought of for each muscle group."""


class Change(Value):
    """Limits to give up: minutes more by day, a free day to use, bans to lift, things to get."""

    minutes: dict[int, int]
    day: date | None
    lift: tuple[MovementId, ...]
    get: tuple[str, ...]


def out_of_reach(options: Options, group: Group) -> bool:
    """Whether no movement that can be chosen does much for a group that has a floor."""
    return floor(options, group) > 0 and group not in reached(options)


def smallest(options: Options, missing: Collection[Group], search: Search) -> Change | None:
    """The smallest change with which every floor is met; None where there is none within reach.

    A group that nothing can train is left out, unless the change lets something train it.
    """
    wanted, free = given_up(options, missing), free_day(options)
    found = search(giving(options, wanted, free))
    if found is None:
        return None
    steps = {day: count for day in range(len(options.days)) if (count := found[longer_by(day)])}
    lift = tuple(id for id in wanted if options.barred[id][1] is Barred.BAN and found[give(id)])
    get = tuple(dict.fromkeys(thing for id in wanted for thing in lacks(options, id) if found[give(thing)]))
    for _ in range(TRIES):  # a longer session may also have a longer warm-up, so the answer is tried
        change = Change(
            minutes={day: STEP_MINUTES * count for day, count in steps.items()},
            day=free[0].date if free and found[give(free[0].id)] else None,
            lift=lift,
            get=get,
        )
        if not steps or meets(options, change, free, search):
            return change
        steps = {day: count + 1 for day, count in steps.items()}
    return None


def given_up(options: Options, missing: Collection[Group]) -> tuple[MovementId, ...]:
    """The movements to think of again: banned ones that would help, and the best of those that lack one thing."""
    helping = [id for id in banned(options) if not prime(options.credit[id]).isdisjoint(missing)]
    for group in missing:
        near = [id for id in one_thing_short(options) if group in prime(options.credit[id])]
        helping += sorted(near, key=lambda near: (-options.credit[near][group], near))[:MOST_THINGS]
    return tuple(dict.fromkeys(helping))


def banned(options: Options) -> list[MovementId]:
    """The usual movements that nothing but a ban keeps out of the week."""
    return [id for id, (_, why) in options.barred.items() if why is Barred.BAN and usual(options, id)]


def one_thing_short(options: Options) -> list[MovementId]:
    """The usual movements that nothing but one missing thing keeps out of the week."""
    return [id for id in options.barred if len(lacks(options, id)) == 1 and usual(options, id)]


def usual(options: Options, movement: MovementId) -> bool:
    """Whether a movement would be there if it were allowed; a fallback would be left out for a usual one."""
    return not options.barred[movement][0].fallback and any(fits(options, movement))


def fits(options: Options, movement: MovementId) -> tuple[bool, ...]:
    """Whether a movement could be done on each day if it were allowed and what it lacks were there."""
    goal, got = msgspec.structs.replace(options.goal, ban=()), lacks(options, movement)
    places = (msgspec.structs.replace(day.gym, equipment=(*day.gym.equipment, *got)) for day in options.days)
    return tuple(bar(options.barred[movement][0], goal, options.state, gym) is None for gym in places)


def reached(options: Options) -> set[Group]:
    """The groups for which something that can be chosen does much."""
    return {group for id in options.movements for group, share in options.credit[id].items() if share >= HELPS}


def lack(options: Options, needed: tuple[str, ...]) -> tuple[str, ...]:
    """The things of a list that no gym of the week has."""
    there = {thing for day in options.days for thing in equipment(options.goal, day.gym)}
    return tuple(thing for thing in needed if thing not in there)


def lacks(options: Options, movement: MovementId) -> tuple[str, ...]:
    """What a movement that was left out for want of equipment needs; nothing for one left out for another reason."""
    what, why = options.barred[movement]
    return min((lack(options, needed) for needed in what.equipment), key=len) if why is Barred.EQUIPMENT else ()


def free_day(options: Options) -> tuple[Day, ...]:
    """A day of the week that is free, as far from the others as can be and as long as the longest; or none."""
    taken = [day.date for day in options.days]
    free = [day for ahead in range(7) if (day := min(taken) + timedelta(days=ahead)) not in taken]
    if not free:
        return ()
    best = max(free, key=lambda day: (min(abs((day - other).days) for other in taken), -day.toordinal()))
    minutes = max(day.minutes for day in options.days)
    return (Day(id="extra", date=best, minutes=minutes, gym=options.days[0].gym),)


def give(what: str) -> str:
    """Whether a limit is given up, 0 or 1: a ban, a thing that is missing, or a free day."""
    return f"give:{what}"


def longer_by(day: int) -> str:
    """By how many steps a day is longer."""
    return f"longer_by:{day}"


def longer(day: int) -> str:
    """Whether a day is longer at all, 0 or 1."""
    return f"longer:{day}"


def widened(options: Options, wanted: Collection[MovementId], free: tuple[Day, ...]) -> Options:
    """The same choice with further movements, and with a further day at its end."""
    more = {id: (options.barred[id][0], fits(options, id)) for id in wanted}
    every = (*options.days, *free)
    doses = []
    for day, like in zip(every, (*range(len(options.days)), *(0 for _ in free)), strict=True):
        added = {id: what for id, (what, where) in more.items() if where[like]}
        doses.append(
            options.doses[like] | {id: dose(what, options.goal, options.state, day.gym) for id, what in added.items()}
        )
    return msgspec.structs.replace(
        options,
        days=every,
        doses=tuple(doses),
        movements={**options.movements, **{id: what for id, (what, _) in more.items()}},
        barred={},
    )


def giving(options: Options, wanted: tuple[MovementId, ...], free: tuple[Day, ...]) -> Program:
    """The program of the smallest change: every floor is met, and what is given up weighs as little as can be."""
    wide = widened(options, wanted, free)
    whole = program(wide)
    steps = {longer_by(day): (0, MOST_STEPS) for day in range(len(options.days))}
    whether = {longer(day): (0, 1) for day in range(len(options.days))}
    things = dict.fromkeys(thing for id in wanted for thing in lacks(options, id))
    bans = [id for id in wanted if options.barred[id][1] is Barred.BAN]
    named = [*bans, *things, *(day.id for day in free)]
    floors = {below(group): (0, 0) for group in reached(wide)}
    prices = [(-STEP, name) for name in steps] + [(-LONGER, name) for name in whether]
    prices += [(-BAN, give(id)) for id in bans] + [(-THING, give(thing)) for thing in things]
    return Program(
        limits={**whole.limits, **floors, **steps, **whether, **{give(name): (0, 1) for name in named}},
        rows=(*stretched(whole, options), *allowed(options, wide, wanted, free)),
        goal=(*prices, *((-EXTRA, give(day.id)) for day in free)),
    )


def stretched(whole: Program, options: Options) -> Iterator[Row]:
    """The rules, where a day may be longer by some steps; alike days need no order here."""
    day = 0
    for row in whole.rows:
        if row.rule == "time" and day < len(options.days):
            terms = (*row.terms, (-STEP_MINUTES * 60 // TICK_S, longer_by(day)))
            yield msgspec.structs.replace(row, terms=terms)
            most = min(MOST_STEPS, (LONGEST - options.days[day].minutes) // STEP_MINUTES)
            yield Row(rule="give", terms=((1, longer_by(day)), (-most, longer(day))), high=0)
            day += 1
        elif row.rule != "alike days":
            yield row


def allowed(options: Options, wide: Options, wanted: tuple[MovementId, ...], free: tuple[Day, ...]) -> Iterator[Row]:
    """What was not allowed is done only where it is given up."""
    for place in range(len(wide.days)):
        for id in [id for id in wanted if id in wide.doses[place]]:
            names = (id,) if options.barred[id][1] is Barred.BAN else lacks(options, id)
            for name in names:
                yield Row(rule="give", terms=((1, done(id, place)), (-1, give(name))), high=0)
    for day in free:
        for id in wide.doses[-1]:
            yield Row(rule="give", terms=((1, done(id, len(wide.days) - 1)), (-1, give(day.id))), high=0)


def meets(options: Options, change: Change, free: tuple[Day, ...], search: Search) -> bool:
    """Whether every floor can be met when a change is made."""
    got = {id for id in one_thing_short(options) if lacks(options, id)[0] in change.get}
    wide = widened(options, [*change.lift, *got], free if change.day else ())
    days = tuple(
        msgspec.structs.replace(day, minutes=min(LONGEST, day.minutes + change.minutes.get(place, 0)))
        for place, day in enumerate(wide.days)
    )
    whole = program(msgspec.structs.replace(wide, days=days))
    missing = {below(group) for group in reached(wide)}
    found = search(msgspec.structs.replace(whole, goal=tuple((-1, name) for name in missing)))
    return found is not None and not any(found[name] for name in missing)
