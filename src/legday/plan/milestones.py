"""What is worth a word in which week of a block, whatever was done: what can be judged by then, and what is not due."""

from __future__ import annotations

from legday.kinds import Because, Group
from legday.plan.block import purpose

TREND_WEEK = 5
"""The end of the four to five weeks after which a novice's trend can show (models 11.3)."""

JUDGED_WEEK = 6
"""The end of the four to six weeks after which a change is judged (models 11.4)."""

PLATEAU_WEEK = 8
"""Before the end of this week nobody can call a plateau (models 11.3)."""

LIGHTER_WEEK = 6
"""Lifters take a lighter week about every 5.6 weeks (models 15: Rogerson 2024), so here they look for one."""


def milestones(number: int, weeks: int, favour: tuple[Group, ...], *, beginner: bool) -> tuple[Because, ...]:
    """Say what the week ``number`` of a block of so many ``weeks`` brings; nothing for most of them.

    ``favour`` are the groups that the block is for; a ``beginner`` had not trained in the four weeks before it.

    >>> [because.say for because in milestones(8, 12, (), beginner=False)]
    ['From the end of this week a plateau can be called, and not before.']
    """
    said = []
    if number == TREND_WEEK and beginner:
        said.append(
            Because(
                say="About now the first trend can show.",
                why="Somebody new to it gains about 2 % a week, which stands out from the noise after four to five "
                "weeks. Review waits for eight sessions over six weeks before it says so.",
                source="models 11.3",
            )
        )
    if number == JUDGED_WEEK:
        said.append(
            Because(
                say="What was changed when this block began can be judged now.",
                why="A change is judged after four to six weeks, one at a time; Review says how it went.",
                source="models 11.4",
                convention=True,
            )
        )
    if number % LIGHTER_WEEK == 0 or number == weeks < LIGHTER_WEEK:
        said.append(_no_lighter_week())
    if number == PLATEAU_WEEK:
        said.append(
            Because(
                say="From the end of this week a plateau can be called, and not before.",
                why="With one or two sessions a week nothing under eight weeks can tell a stall from the normal pace, "
                "which is 0.3 to 0.5 % a week once one has trained for a while.",
                source="models 11.3",
            )
        )
    if number == weeks and favour:
        said.append(
            Because(
                say=f"The last week that favours your {purpose(favour)}. Then take them out of your wishes, or begin a "
                "block for something else.",
                why="Fifteen sets a week and more for one or two groups are for eight weeks at most; after that the "
                "usual band keeps what was won.",
                source="models 5",
                convention=True,
            )
        )
    return tuple(said)


def _no_lighter_week() -> Because:
    return Because(
        say="No lighter week is due by the calendar.",
        why="Many take one about every six weeks. In a trial of a week off in the middle of a block, muscles grew as "
        "much and strength came out worse (Coleman 2024). Half the sets for a week are offered when soreness and "
        "strength ask for it.",
        source="models 15",
        convention=True,
    )
