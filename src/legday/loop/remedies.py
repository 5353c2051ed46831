"""What to try where strength has levelled off: offered from what is known, and taken or dropped as a wish."""

from __future__ import annotations

from functools import partial
from typing import Any

from legday.coach.change import Offer, offer, outcome, to_change
from legday.coach.remedies import ABOUT, mains, running
from legday.coach.state import Remedy, Tried
from legday.coach.words import on
from legday.kinds import BadInput, Group, MovementId, Value
from legday.loop.known import Known, name_of


class Remedies(Value):
    """What is offered now (None: nothing), and what was taken, the latest first, each with a sentence about it."""

    offer: Offer | None
    tried: tuple[tuple[Tried, str], ...]


def remedies(known: Known) -> Remedies:
    """The remedy to try next and those that were taken; none is offered while something else comes first."""
    names = partial(name_of, known)
    found = offer(known.state, names, known.atlas.counted)
    first = to_change(known.state, names, known.atlas.counted)
    told = tuple((one, outcome(one, names)) for one in reversed(known.state.tried))
    return Remedies(offer=found if found and found.because == first else None, tried=told)


def take(known: Known, remedy: Remedy, subject: str) -> dict[str, dict[str, Any]]:
    """The wish, by subject, that takes a remedy for a movement or a muscle group from today on.

    Raises BadInput while one runs for the same muscles.
    """
    groups = [Group(subject)] if subject in set(Group) else mains(MovementId(subject), known.atlas.counted)
    runs = running(known.state, groups)
    if runs:
        raise BadInput(
            f"Something is being tried for the same muscles, until {on(runs.until)}.",
            "Wait for that day, or drop it first: one change at a time.",
        )
    return {f"{ABOUT}{subject}": {"remedy": remedy.value, "since": known.today.isoformat()}}


def drop(known: Known, subject: str) -> dict[str, dict[str, Any]]:
    """The wish, by subject, that ends what is tried for a movement or a muscle group; raises BadInput if nothing is."""
    if not any(one.running and one.subject == subject for one in known.state.tried):
        raise BadInput("Nothing is being tried for that.", "See what runs under Review, or with legday remedy.")
    return {f"{ABOUT}{subject}": {"remedy": None, "since": known.today.isoformat()}}
