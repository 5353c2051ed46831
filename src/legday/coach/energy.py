"""What a session costs in energy, for those who want to know: a rough figure with its error (models 17)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from legday.kinds import Because, MovementId, Value
from legday.log.history import Session

ENERGY = "energy"
"""The subject of the wish to see the energy of sessions."""

GENERAL = 3.5
"""Times the energy of rest that lifting takes, rests included (Compendium 2024, code 02054)."""

LARGE = 5.0
"""The same for squats and deadlifts (code 02052)."""

ERROR = 0.3
"""How far off it is for one person, as a fraction; or more."""

MOST_HOURS = 3.0
"""A session that lasted longer was left open, and says nothing."""


class Wanted(Value):
    """What the wish holds; without one nothing is shown."""

    on: bool


class Energy(Value):
    """The energy of one session in kilocalories: in all, and above what rest would have taken, each from-to."""

    day: date
    minutes: int
    gross: tuple[int, int]
    net: tuple[int, int]


def session_energy(session: Session, mass_kg: float, large: Collection[MovementId]) -> Energy | None:
    """The energy of a session by the time from its first to its last minute; None where that is not known.

    ``large`` are the movements that are squats and deadlifts. One kilocalorie a kilogram an hour is rest.
    """
    if session.ended is None:
        return None
    hours = (session.ended.replace(tzinfo=None) - session.began.replace(tzinfo=None)).total_seconds() / 3600
    counted = [done for done in session.sets if done.counts and done.movement]
    if not 0 < hours <= MOST_HOURS or not counted:
        return None
    share = sum(done.movement in large for done in counted) / len(counted)
    times = LARGE * share + GENERAL * (1 - share)
    return Energy(
        day=session.day,
        minutes=round(hours * 60),
        gross=_about(times * mass_kg * hours),
        net=_about((times - 1) * mass_kg * hours),
    )


def _about(kcal: float) -> tuple[int, int]:
    return round(kcal * (1 - ERROR) / 10) * 10, round(kcal * (1 + ERROR) / 10) * 10


def energy_words(energy: Energy) -> Because:
    """Say what a session took.

    >>> words = energy_words(Energy(day=date(2026, 11, 23), minutes=50, gross=(160, 290), net=(110, 210)))
    >>> words.say
    'About 160 to 290 kcal in 50 minutes; 110 to 210 of them more than rest would have taken.'
    """
    low, high = energy.gross
    net_low, net_high = energy.net
    return Because(
        say=f"About {low} to {high} kcal in {energy.minutes} minutes; {net_low} to {net_high} of them more than rest "
        "would have taken.",
        why="Reckoned from the whole time, your mass and the kind of movements; most of the time is rest. One person "
        "differs from the next by 30 % or more, and an after-burn worth counting has not been shown.",
        source="models 17",
    )
