"""The door of the store: a fact that the pages, the plan or the command line could not read does not come in."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from legday.coach.energy import ENERGY, Wanted
from legday.coach.measures.entries import GIRTH, MASS, GirthBody, MassBody, Spot
from legday.coach.turning_up.gap import ABOUT as GAP
from legday.coach.turning_up.gap import Reason
from legday.coach.turning_up.habit import ABOUT as HABIT
from legday.coach.turning_up.habit import Habit
from legday.coach.turning_up.reminders import ABOUT as REMINDERS
from legday.coach.turning_up.reminders import Reminders
from legday.kinds import BadInput, MovementId, Unit, Value
from legday.log.check import check, fault
from legday.log.fact import Fact, Kind
from legday.log.notes import MOST_NOTE, NOTE
from legday.movement.taught import OWN, Taught
from legday.movement.taught import check as check_taught
from legday.plan.block import Block
from legday.plan.changed import SESSION
from legday.plan.goal import Goal
from legday.plan.week import PlannedSession, Week

OWN_ID = re.compile(rf"{OWN}\w+")
MOST = 1e9  # of any number in a proof; they are sets, loads, fractions and seconds


class Settings(Value):
    """What a wish about the settings holds."""

    unit: Unit


class Address(Value):
    """What a wish about the calendar holds: the secret of its address, 32 random bytes; None: there is none."""

    secret: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")] | None


class Note(Value):
    """What a lasting note about a movement holds; an empty one takes it back."""

    text: Annotated[str, msgspec.Meta(max_length=MOST_NOTE)]


class CameBetween(Value):
    """What an answer about a week without legs holds."""

    reason: Reason


class Meaning(Value):
    """What an answer to an unknown exercise name holds; None: no leg movement."""

    movement: MovementId | None


WISHES: dict[str, type[Value]] = {
    "goal": Goal,
    "settings": Settings,
    "calendar": Address,
    ENERGY: Wanted,
    REMINDERS: Reminders,
}
"""What the wishes with one form hold, by their subjects."""


def admit(fact: Fact) -> Fact | str:
    """Give the fact as its JSON says it, or the reason why it cannot be kept.

    >>> from datetime import datetime
    >>> from legday.log.fact import fact_id
    >>> at = datetime(2026, 11, 22)
    >>> admit(Fact(id=fact_id(at, b""), about="settings", kind=Kind.WISHED, at=at, body={"unit": "stone"}))
    "unit: Invalid enum value 'stone'"
    """
    same = check(fact)
    return same if isinstance(same, str) else unfit(same) or same


def unfit(fact: Fact) -> str:
    """Say what does not fit ("": all does); at sets and sessions ``log.check`` looks."""
    if fact.kind is Kind.WISHED:
        if fact.about in WISHES:
            return fault(fact.body, WISHES[fact.about])
        if fact.about == "block":
            return fault(fact.body, Block) if fact.body else ""
        if fact.about == HABIT:
            return fault(fact.body, Habit) if fact.body else ""
        if fact.about.startswith(NOTE):
            return fault(fact.body, Note) if fact.about != NOTE else "it does not say which movement it is about"
        if fact.about.startswith("name:"):
            named = fact.about.count(":") >= 2
            return fault(fact.body, Meaning) if named else "it does not say which app's name it means"
    if fact.kind is Kind.TAUGHT:
        return fault(fact.body, Taught) or unteachable(fact.about, msgspec.convert(fact.body, Taught))
    if fact.kind is Kind.PLANNED:
        if fact.about.startswith(SESSION):
            return fault(fact.body, PlannedSession) or empty((msgspec.convert(fact.body, PlannedSession),))
        return fault(fact.body, Week) or unsound(msgspec.convert(fact.body, Week))
    if fact.kind is Kind.MEASURED:
        return immeasurable(fact)
    return unfelt(fact) if fact.kind is Kind.FELT else ""


def unfelt(fact: Fact) -> str:
    """Say why nobody could read what was felt ("": they could)."""
    if fact.about.startswith(GAP):
        return fault(fact.body, CameBetween)
    if not all(isinstance(value, bool | int | float) for value in fact.body.values()):
        return "what was felt must be a number, or yes or no"
    return ""


def immeasurable(fact: Fact) -> str:
    """Say why nobody measures that ("": they may); what has no page yet is kept as it is."""
    if fact.about == MASS:
        return fault(fact.body, MassBody)
    if fact.about.startswith(GIRTH):
        known = fact.about.removeprefix(GIRTH) in list(Spot)
        return fault(fact.body, GirthBody) if known else "no girth is measured there"
    return ""


def unteachable(about: str, taught: Taught) -> str:
    """Say why nobody could do a movement that has the right form ("": they could)."""
    if not OWN_ID.fullmatch(about):
        return f"the id of one's own movement begins with {OWN} and holds only letters, digits and underscores"
    try:
        check_taught(taught)
    except BadInput as error:
        return str(error)
    return ""


def unsound(week: Week) -> str:
    """Say why a week that has the right form still cannot be shown ("": it can)."""
    if max(map(abs, (week.objective, week.bound, week.gap, week.seconds))) > MOST:
        return "its proof holds a number that no plan has"
    if not week.groups:
        return "it does not say what any muscle group gets"
    return empty(week.sessions)


def empty(sessions: tuple[PlannedSession, ...]) -> str:
    """Say so where a movement has nothing to do ("": each has)."""
    movements = [movement for session in sessions for movement in session.movements]
    if any(all(planned.ramp for planned in movement.sets) for movement in movements):
        return "a movement in it has no working set"
    return ""
