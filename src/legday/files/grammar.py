"""The grammar of exercise names: what a name means that no table knows, read word by word or not at all."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from legday.files.words import data, known_words, words
from legday.kinds import MovementId, Value

_SIDES = frozenset({"single", "double", "alternating"})
"""Beside one of these "leg" says which side, and is no word of the lift."""

_HIDES = {
    "smith": {"machine"},
    "cable": {"machine"},
    "barbell": {"band"},
    "dumbbell": {"band"},
    "machine": {"band"},
    "trapbar": {"barbell", "band"},
    "safety": {"barbell"},
}
"""Words that another one makes superfluous: a Smith machine is no machine of its own, and a band on a bar helps it."""

_TAG = re.compile(r"[(\[][^()\[\]]*[)\]]|\s[-–—]\s.*")
"""What stands in brackets or behind a dash: what kind of the thing before it, and no other movement."""


class Lift(Value):
    """One lift of the grammar: ways to say it, and which movement it is under which further words."""

    words: tuple[str, ...]
    plain: str = ""
    also: frozenset[str] = frozenset()
    by: tuple[tuple[str, str], ...] = ()


class _Grammar(Value):
    """grammar.toml."""

    same: frozenset[str]
    apart: frozenset[str]
    other: frozenset[str]
    kinds: tuple[frozenset[str], ...]
    lift: tuple[Lift, ...]


def read_name(exercise: str) -> MovementId | None:
    """The movement that a name means by its words; None where a word is unknown or two readings are possible.

    Unknown words in brackets or behind a dash are passed over, as long as they are no words of another movement.

    >>> read_name("Paused Front Squats (heavy)"), read_name("Front Squat to Press"), read_name("Kickback (Cable)")
    ('front_squat', None, None)
    >>> read_name("Leg Press (Upstairs)"), read_name("Leg Press Upstairs"), read_name("Squat (Row)")
    ('leg_press_45', None, None)
    """
    tagged = frozenset(words(" ".join(_TAG.findall(exercise))))
    plain = frozenset(words(_TAG.sub(" ", exercise)))
    found = _readings(frozenset(words(exercise))) or _readings(plain | tagged & known_words(), plain)
    return MovementId(found.pop()) if len(found) == 1 and "" not in found else None


def load_words(exercise: str) -> frozenset[str]:
    """The words of a name that change its load or its gear, but not what kind of lift it is; unknown ones may.

    >>> sorted(load_words("Paused Leg Press OLD (Technogym)"))
    ['pause', 'technogym']
    """
    grammar, said = _grammar(), frozenset(words(exercise))
    changing = grammar.apart.union(*grammar.kinds, ("band", "single", "bstance"))
    return (said - _hidden(said)) & changing | said - known_words()


def _readings(name: frozenset[str], thing: frozenset[str] | None = None) -> set[str]:
    """What the longest lifts in a name, or only in the thing that it names, mean; "" stands for a question."""
    meant: set[str] = set()
    longest = 0
    for said, lift in _lifts():
        if len(said) >= longest and said <= (name if thing is None else thing):
            movement = _meaning(lift, name - said)
            if movement is not None:
                meant = {movement} if len(said) > longest else meant | {movement}
                longest = len(said)
    return meant


def _meaning(lift: Lift, rest: frozenset[str]) -> str | None:
    """Which movement a lift is beside the other words; None if one is strange to it, "" if they say two things."""
    grammar = _grammar()
    if rest & _SIDES:
        rest -= {"leg"}
    known = lift.also.union(grammar.same, grammar.apart, *(needed.split() for needed, _ in lift.by))
    rest -= _hidden(rest)
    if not rest <= known:
        return None
    for kind in grammar.kinds:
        if len({_choose(lift, rest - kind | {word}) for word in rest & kind}) > 1:
            return ""
    return _choose(lift, rest)


def _hidden(name: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(_HIDES[word] for word in name if word in _HIDES))


def _choose(lift: Lift, rest: frozenset[str]) -> str:
    return next((meant for needed, meant in lift.by if rest.issuperset(needed.split())), lift.plain)


@cache
def _grammar() -> _Grammar:
    return msgspec.toml.decode(data("grammar"), type=_Grammar)


@cache
def _lifts() -> tuple[tuple[frozenset[str], Lift], ...]:
    """Each way to say a lift, with the lift."""
    return tuple((frozenset(said.split()), lift) for lift in _grammar().lift for said in lift.words)
