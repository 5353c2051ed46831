"""What conditions ask for beyond leaving movements out: repetitions in reserve, a longer warm-up, a word of care.

None of it is medical advice; the words say when to ask somebody who can give it.
"""

from __future__ import annotations

from legday.kinds import Because, Condition
from legday.plan.goal import Goal

RESERVE = {
    Condition.BLOOD_PRESSURE: 3.0,
    Condition.BONES: 2.0,
    Condition.PREGNANCY: 3.0,
    Condition.OVER_60: 2.0,
    Condition.UNDER_18: 2.0,
}
"""The least repetitions to leave in reserve (convention, after models 18.3 and 20: no straining, no maxima)."""

NO_MAXIMA = {Condition.BLOOD_PRESSURE, Condition.PREGNANCY, Condition.UNDER_18}
"""Conditions in which sets of few heavy repetitions are left out (models 18.3 and 20)."""

SAID = {
    Condition.BLOOD_PRESSURE: (
        "Breathe out on the effort and never hold your breath.",
        (
            "Straining against a held breath drives blood pressure far up. Ask your doctor before you train "
            "while it is not under control."
        ),
        "models 18.3",
    ),
    Condition.BONES: (
        "Have somebody who knows show you the heavy movements first.",
        (
            "Heavy training is good for bones when it is learned well; landings and a bent back under load are "
            "left out. Ask your doctor what your bones allow."
        ),
        "C11",
    ),
    Condition.PREGNANCY: (
        "Train with your doctor’s or midwife’s consent, at moderate loads, without holding your breath.",
        "Long lying on the back, pressure on the belly and impact are left out.",
        "models 20",
    ),
    Condition.OVER_60: (
        "Take the warm-up seriously: it is twice as long.",
        "Two or three sessions a week of heavy enough work serve older legs best; a slower start costs nothing.",
        "models 20",
    ),
    Condition.UNDER_18: (
        "Have somebody watch your technique, and leave maxima for later.",
        "Strength training is fine for the young when it is supervised.",
        "models 20",
    ),
}
"""What is said once for the week: the sentence, its reason, its source."""


def least_reserve(goal: Goal) -> float:
    """The fewest repetitions that a person's conditions leave in reserve.

    >>> from legday.plan.goal import Slot, Weekday
    >>> from legday.plan.gyms import gyms
    >>> slots = (Slot(weekday=Weekday.MON, minutes=45),)
    >>> least_reserve(Goal(slots=slots, gym=gyms()["nothing"], conditions=(Condition.PREGNANCY,)))
    3.0
    """
    return max((RESERVE[condition] for condition in goal.conditions), default=0.0)


def careful(goal: Goal) -> bool:
    """Whether sets of few heavy repetitions are left out."""
    return not NO_MAXIMA.isdisjoint(goal.conditions)


def slow_start(goal: Goal) -> bool:
    """Whether the easy part of the warm-up is twice as long (models 13)."""
    return Condition.OVER_60 in goal.conditions


def care(goal: Goal) -> tuple[Because, ...]:
    """A word of care for each condition."""
    spoken = (SAID[condition] for condition in goal.conditions)
    return tuple(Because(say=say, why=why, source=source, convention=True) for say, why, source in spoken)
