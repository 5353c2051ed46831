"""A habit: what one does when, where and first of all, as a plan in one's own words (claim C19, models 19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import exp
from typing import Annotated

import msgspec

from legday.coach.words import counted, on
from legday.kinds import BadInput, Because, Value
from legday.log.fact import Fact, Kind

ABOUT = "habit"

MOST_CHARACTERS = 80
Words = Annotated[str, msgspec.Meta(max_length=MOST_CHARACTERS)]

TAU = 22
"""Repetitions in which the way to a habit shortens by two thirds (models 19, convention). Only ever shown in words."""

STAGES = (
    (0.25, "In the beginning each session takes a decision; that is so for nearly everybody."),
    (0.6, "For many people it begins to take less of a decision about now."),
    (1.0, "By now much of it goes by itself for many people, and sooner or later for you."),
)
"""Up to which part of the way what is said, never a number (convention)."""


class Habit(Value):
    """When something happens, then go somewhere at some time and begin with a first thing; and what to do if not.

    ``cue`` and ``first`` are there; the others may be empty. ``obstacle`` is what comes between most often, and
    ``instead`` what is done then.
    """

    cue: Words
    place: Words = ""
    time: Words = ""
    first: Words
    obstacle: Words = ""
    instead: Words = ""

    @property
    def words(self) -> str:
        """The plan in a sentence.

        >>> Habit(cue="I leave work", place="the gym", time="18:00", first="packing my bag").words
        'When I leave work, then I go to the gym at 18:00 and begin with packing my bag.'
        """
        go = f"I go to {self.place}" if self.place else "I train legs"
        at = f" at {self.time}" if self.time else ""
        return f"When {self.cue}, then {go}{at} and begin with {self.first}."

    @property
    def otherwise(self) -> str:
        """What to do if something comes between, in a sentence; empty where nothing is said."""
        return f"If {self.obstacle}, then I {self.instead}." if self.obstacle and self.instead else ""


class Kept(Value):
    """A habit that is being made: the plan, and since when."""

    habit: Habit
    since: date


def read_habit(facts: Iterable[Fact]) -> Kept | None:
    """Read the plan for a habit and since when there is one; None without, or where it has another form."""
    kept: Kept | None = None
    told = (fact for fact in facts if fact.about == ABOUT and fact.kind is Kind.WISHED)
    for fact in sorted(told, key=lambda fact: fact.id):
        try:
            habit = msgspec.convert(fact.body, Habit) if fact.body else None
        except msgspec.ValidationError:
            habit = None
        kept = Kept(habit=habit, since=kept.since if kept else fact.at.date()) if habit else None
    return kept


def make_habit(**said: str) -> Habit:
    """Make a plan from what somebody wrote; without the small words with which the sentence begins and ends.

    >>> make_habit(cue="When I leave work,", first="packing my bag.").words
    'When I leave work, then I train legs and begin with packing my bag.'
    >>> make_habit(cue="I leave work", first="")
    Traceback (most recent call last):
    legday.kinds.BadInput: The first thing is missing. Say what you begin with, such as "packing my bag".
    """
    clean = {name: " ".join(text.split()).strip(" .,") for name, text in said.items()}
    for name, before in (
        ("cue", "when "),
        ("obstacle", "if "),
        ("instead", "then i "),
        ("first", "begin with "),
        ("place", "to "),
        ("time", "at "),
    ):
        if clean.get(name, "").lower().startswith(before):
            clean[name] = clean[name][len(before) :]
    if not clean.get("cue"):
        raise BadInput("The cue is missing.", 'Say what comes just before, such as "I leave work".')
    if not clean.get("first"):
        raise BadInput("The first thing is missing.", 'Say what you begin with, such as "packing my bag".')
    if bool(clean.get("obstacle")) != bool(clean.get("instead")):
        raise BadInput("An obstacle goes with what to do then.", "Fill both in, or neither.")
    long = [name for name, text in clean.items() if len(text) > MOST_CHARACTERS]
    if long:
        raise BadInput(f'"{clean[long[0]][:20]}…" is too long.', f"Say it in {MOST_CHARACTERS} characters.")
    return Habit(**clean)


def habit_advice(kept: Kept, sessions: int) -> Because:
    """How far a habit is, after so many leg sessions since it was planned: in words, and as months.

    >>> kept = Kept(habit=make_habit(cue="I leave work", first="packing my bag"), since=date(2026, 11, 2))
    >>> habit_advice(kept, 5).say
    '5 leg sessions since 2 November 2026, when you made this plan. A habit takes months rather than weeks.'
    """
    way = 1 - exp(-sessions / TAU)
    stage = next(words for most, words in STAGES if way <= most)
    return Because(
        say=f"{counted(sessions, 'leg session')} since {on(kept.since)}, when you made this plan. A habit takes months "
        "rather than weeks.",
        why=f"{stage} Studies found about two months of doing something daily, with anything from days to most of a "
        "year, and a missed day did no harm. The first thing, such as packing the bag, can be done more often than a "
        "session and becomes a habit sooner.",
        source="models 19",
        convention=True,
    )
