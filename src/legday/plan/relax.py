"""When wishes cannot be met: the smallest set of limits to give up so that every muscle gets its floor."""

from __future__ import annotations

from collections.abc import Iterator

from legday.body.muscles import spoken
from legday.coach.words import a, listed
from legday.kinds import Because, Group
from legday.plan.fit import Barred, prime
from legday.plan.give import Answer, Change, Search, banned, lack, out_of_reach, smallest
from legday.plan.options import TENTHS, Options
from legday.plan.variables import below, done


def short(options: Options, answer: Answer) -> dict[Group, float]:
    """How far each group stays below its floor, in sets; groups that nothing can train are not counted."""
    missing = {group: answer.get(below(group), 0) / TENTHS for group in Group if not out_of_reach(options, group)}
    return {group: sets for group, sets in missing.items() if sets > 0}


def obstacle(options: Options, group: Group) -> Because:
    """Say what keeps a group from being trained at all, and what would change that."""
    say = f"The {spoken(group)} cannot be trained with these limits."
    allowed = banned(options)
    barred = [
        pair
        for id, pair in options.barred.items()
        if group in prime(options.credit[id]) and (pair[1] is not Barred.BAN or id in allowed)
    ]
    for wanted, reason in (
        (Barred.BAN, "you banned it; allowing it again would do"),
        (Barred.ACHE, "it is left out while the ache lasts"),
        (Barred.CONDITION, "it is left out for your health"),
        (Barred.TOO_HARD, "it is too hard for the first weeks"),
    ):
        for movement, why in barred:
            if why is wanted:
                return Because(say=say, why=f"{movement.name} would train them, but {reason}.", source="you")
    if not barred:
        return Because(
            say=say, why="No movement of the catalogue trains them directly yet.", source="models 5.1", convention=True
        )
    movement, lacking = min(
        ((movement, lack(options, needed)) for movement, _ in barred for needed in movement.equipment),
        key=lambda pair: (len(pair[1]), pair[0].name),
    )
    return Because(
        say=say, why=f"{movement.name} would do it, and needs {listed([a(thing) for thing in lacking])}.", source="you"
    )


def relax(options: Options, answer: Answer | None, search: Search) -> tuple[Because, ...]:
    """Say for a plan that leaves floors unmet which limits are in the way and the smallest change that meets them."""
    if answer is None:
        why = "The search was stopped before it came to any; fewer days or a narrower gym make it shorter."
        return (Because(say="No week was found in time.", why=why, source="you"),)
    limits = tuple(obstacle(options, group) for group in Group if out_of_reach(options, group))
    missing = short(options, answer)
    if not missing:
        return (*limits, *let_go(options, answer))
    names = listed([f"the {spoken(group)} by {sets:g}" for group, sets in missing.items()])
    change = smallest(options, missing, search)
    only_time = change is not None and not (change.day or change.lift or change.get)
    say = f"{'Time is the limit. ' if only_time else ''}Weekly sets below the floor: {names}."
    why = in_words(options, change) if change else "No change of minutes, days, bans or one thing more would meet all."
    return (*limits, Because(say=say, why=why, source="models 5"), *let_go(options, answer))


def in_words(options: Options, change: Change) -> str:
    """Say what would have to give."""
    parts = [f"{minutes} minutes more on {options.days[day].date:%A}" for day, minutes in change.minutes.items()]
    parts += [f"a session on {change.day:%A}"] if change.day else []
    parts += [f"{options.barred[id][0].name} allowed again" for id in change.lift]
    parts += [f"{a(thing)} at hand" for thing in change.get]
    which = "every other muscle" if any(out_of_reach(options, group) for group in Group) else "every muscle"
    return f"The smallest change with which {which} gets its floor: {listed(parts)}."


def let_go(options: Options, answer: Answer) -> Iterator[Because]:
    """Say so where a locked movement could not stay."""
    for place, day in enumerate(options.days):
        for id in day.lock:
            if not answer.get(done(id, place)):
                movement, reason = options.barred.get(id, (options.movements.get(id), "time"))
                name = movement.name if movement else id
                say = f"{name} could not stay on {day.date:%A} although you locked it."
                yield Because(say=say, why=f"What is in the way: {reason}.", source="you")
