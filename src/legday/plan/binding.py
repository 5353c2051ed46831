"""Which limits bind most, and what they cost: the week is solved again with one of them eased, all else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from legday.body.muscles import spoken
from legday.coach.words import a, listed
from legday.kinds import Because, Group, MovementId, Value
from legday.plan.give import LONGEST, Answer, Search, banned, free_day, lacks, one_thing_short, widened
from legday.plan.model import program
from legday.plan.options import Options
from legday.plan.program import Program, value
from legday.plan.reasons import week_credit
from legday.plan.variables import done, sets

MORE_MINUTES = 10
"""By how much a session is made longer to see what its minutes are worth."""

SHOWN = 2
"""How many limits are named."""

WORTH_SAYING = 0.5
"""Effective sets below which nobody would give up a limit."""

MOST_ASKED = 3
"""Of how many things, and of how many bans, the price is asked."""


class Eased(Value):
    """A week with one limit eased: what was eased in words, the choice, and the days that may change.

    ``added`` are the movements that easing it allows; where none of them is done, it brought nothing.
    """

    say: str
    options: Options
    free: tuple[int, ...]
    movements: tuple[MovementId, ...]
    added: tuple[MovementId, ...] = ()


def binding(options: Options, answer: Answer | None, search: Search) -> tuple[Because, ...]:
    """Name the limits whose easing would bring most, with what each would bring; nothing where none would."""
    if answer is None:
        return ()
    before = week_credit(options, answer)
    worth = value(program(options).goal, answer)
    found = []
    for eased in easings(options, answer):
        whole = program(eased.options)
        better = search(kept(whole, eased, answer))
        if better is None or not used(eased, better):
            continue
        gains = {group: sets_ - before[group] for group, sets_ in week_credit(eased.options, better).items()}
        told = tell(eased, gains)
        if told is not None:
            found.append((value(whole.goal, better) - worth, told))
    found.sort(key=lambda pair: -pair[0])
    return tuple(told for gain, told in found[:SHOWN] if gain > 0)


def used(eased: Eased, answer: Answer) -> bool:
    """Whether a week makes use of what was eased."""
    places = range(len(eased.options.days))
    return not eased.added or any(answer.get(done(id, place)) for id in eased.added for place in places)


def tell(eased: Eased, gains: Mapping[Group, float]) -> Because | None:
    """Say what easing a limit brings; None where it brings too little to speak of."""
    most = sorted((group for group in gains if gains[group] >= WORTH_SAYING), key=lambda group: -gains[group])[:SHOWN]
    if not most:
        return None
    parts = [f"+{gains[group]:.1f} for the {spoken(group)}" for group in most]
    parts[0] = parts[0].replace(" for", " effective sets for", 1)
    why = "Worked out by solving the week again with everything else as it is."
    return Because(say=f"{eased.say}: {listed(parts)}.", why=why, source="models 5")


def easings(options: Options, answer: Answer) -> Iterator[Eased]:
    """Each limit that a person could ease: the minutes of a day, a free day, a ban, a thing that is missing."""
    there = tuple(id for place, day in enumerate(options.doses) for id in day if answer.get(done(id, place)))
    for place, day in enumerate(options.days):
        if day.minutes + MORE_MINUTES <= LONGEST:
            more = msgspec.structs.replace(day, minutes=day.minutes + MORE_MINUTES)
            days = (*options.days[:place], more, *options.days[place + 1 :])
            say = f"Ten minutes more on {day.date:%A}"
            yield Eased(
                say=say,
                options=msgspec.structs.replace(options, days=days),
                free=(place,),
                movements=tuple(options.doses[place]),
            )
    for day in free_day(options):
        say = f"A session of {day.minutes} minutes on {day.date:%A}"
        wide = widened(options, (), (day,))
        yield Eased(say=say, options=wide, free=(len(options.days),), movements=tuple(wide.doses[-1]))
    every = tuple(range(len(options.days)))
    for id in banned(options)[:MOST_ASKED]:
        say = f"{options.barred[id][0].name} allowed again"
        wide = widened(options, (id,), ())
        yield Eased(say=say, options=wide, free=every, movements=(*there, id), added=(id,))
    for thing, ids in buys(options):
        wide = widened(options, ids, ())
        yield Eased(say=f"If you had {a(thing)}", options=wide, free=every, movements=(*there, *ids), added=ids)


def buys(options: Options) -> list[tuple[str, tuple[MovementId, ...]]]:
    """The things that would let most be done, with the movements that lack nothing else."""
    found: dict[str, list[MovementId]] = {}
    for id in one_thing_short(options):
        if options.credit[id]:
            found.setdefault(lacks(options, id)[0], []).append(id)
    best = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:MOST_ASKED]
    return [(thing, tuple(ids)) for thing, ids in best]


def kept(whole: Program, eased: Eased, answer: Answer) -> Program:
    """The program where only the free days may change, and only among some movements."""
    limits = dict(whole.limits)
    for place, there in enumerate(eased.options.doses):
        for id in there:
            for name in (sets(id, place), done(id, place)):
                low, high = limits[name]
                if place not in eased.free:
                    limits[name] = (answer.get(name, 0),) * 2
                elif id not in eased.movements and not answer.get(name):
                    limits[name] = (low, 0)
                else:
                    limits[name] = (low, high)
    rows = tuple(row for row in whole.rows if row.rule != "alike days")
    return msgspec.structs.replace(whole, limits=limits, rows=rows)
