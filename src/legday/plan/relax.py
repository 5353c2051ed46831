"""When wishes cannot be met: which limit is in the way, and the least that would have to give."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from legday.body.muscles import spoken
from legday.coach.words import listed
from legday.kinds import Because, Group
from legday.plan.bands import floor
from legday.plan.goal import Slot
from legday.plan.options import HELPS, Barred, Options, prime
from legday.plan.program import Program
from legday.plan.rules import program
from legday.plan.variables import below

Search = Callable[[Program], Mapping[str, int] | None]
"""Find the best answer to a program; None where none was found in time."""

MORE_MINUTES = tuple(range(5, 95, 5))


def out_of_reach(options: Options, group: Group) -> bool:
    """Whether no movement that can be chosen does much for a group that has a floor."""
    return floor(options, group) > 0 and not any(options.credit[id].get(group, 0) >= HELPS for id in options.movements)


def short(options: Options, answer: Mapping[str, int]) -> dict[Group, float]:
    """How far each group stays below its floor, in sets; groups that nothing can train are not counted."""
    missing = {group: answer.get(below(group), 0) / 100 for group in Group if not out_of_reach(options, group)}
    return {group: sets for group, sets in missing.items() if sets > 0}


def obstacle(options: Options, group: Group) -> Because:
    """Say what keeps a group from being trained at all, and what would change that."""
    say = f"The {spoken(group)} cannot be trained with these limits."
    barred = [pair for id, pair in options.barred.items() if group in prime(options.credit[id])]
    for wanted, reason in (
        (Barred.BAN, "you banned it; allowing it again would do"),
        (Barred.ACHE, "it is left out while the ache lasts"),
        (Barred.TOO_HARD, "it is too hard for the first weeks"),
    ):
        for movement, why in barred:
            if why is wanted:
                return Because(say=say, why=f"{movement.name} would train them, but {reason}.", source="you")
    if not barred:
        return Because(say=say, why="No movement of the catalogue trains them directly yet.", source="models 5.1")
    movement, lacking = min(
        ((movement, lack(options, needed)) for movement, _ in barred for needed in movement.equipment),
        key=lambda pair: (len(pair[1]), pair[0].name),
    )
    return Because(say=say, why=f"{movement.name} would do it, and needs: {', '.join(lacking)}.", source="you")


def lack(options: Options, needed: tuple[str, ...]) -> tuple[str, ...]:
    """The things a movement needs that the gym does not have."""
    return tuple(thing for thing in needed if thing not in options.goal.gym.equipment)


def with_minutes(options: Options, more: int) -> Options:
    """The same options with every session so much longer."""
    longer = tuple(
        (date, Slot(weekday=slot.weekday, minutes=min(180, slot.minutes + more))) for date, slot in options.days
    )
    return msgspec.structs.replace(options, days=longer)


def least_minutes(options: Options, search: Search) -> int | None:
    """The fewest minutes more a session with which every floor is met; None where time alone does not help."""

    def enough(more: int) -> bool:
        whole = program(with_minutes(options, more))
        missing = {below(group) for group in Group}
        only_floors = tuple((factor, name) for factor, name in whole.goal if name in missing)
        found = search(msgspec.structs.replace(whole, goal=only_floors))
        return found is not None and not short(options, found)

    if not enough(MORE_MINUTES[-1]):
        return None
    low, high = 0, len(MORE_MINUTES) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(MORE_MINUTES[middle]) else (middle + 1, high)
    return MORE_MINUTES[low]


def relax(options: Options, answer: Mapping[str, int] | None, search: Search) -> tuple[Because, ...]:
    """Say for a plan that leaves floors unmet which limits are in the way and the least change that would meet them."""
    if answer is None:
        why = "The search was stopped before it came to any; fewer days or a narrower gym make it shorter."
        return (Because(say="No week was found in time.", why=why, source="you"),)
    limits = tuple(obstacle(options, group) for group in Group if out_of_reach(options, group))
    missing = short(options, answer)
    if not missing:
        return limits
    names = listed([f"the {spoken(group)} by {sets:g}" for group, sets in missing.items()])
    more = least_minutes(options, search)
    if more is not None:
        say = f"Time is the limit. Weekly sets below the floor: {names}."
        why = f"With {more} minutes more in each session every muscle would get its floor."
    else:
        say = f"Weekly sets below the floor: {names}."
        why = "Longer sessions alone would not do it: a day more, another movement or more equipment would."
    return (*limits, Because(say=say, why=why, source="models 5"))
