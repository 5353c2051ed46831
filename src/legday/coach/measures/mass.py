"""The mass of the body: a trend with its band, and no verdict on a single day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from legday.coach.measures.drift import FEWEST, Drift, drift
from legday.coach.measures.entries import Mass
from legday.coach.words import kilograms
from legday.kinds import Because

FEWEST_DAYS = 14
"""Days that they must span, since water alone moves a body for a week; convention."""

_USUAL = 0.007  # from day to day, as a fraction; a start only, what is true for a person is learnt
_CHANGE = 0.02  # in four weeks


def mass_trend(masses: Sequence[Mass]) -> Drift | None:
    """The trend of the mass in kilograms; None while it cannot be told."""
    if len(masses) < FEWEST or (masses[-1].at.date() - masses[0].at.date()).days < FEWEST_DAYS:
        return None
    return _drift(tuple(masses))


@lru_cache(maxsize=4)  # only a new entry changes it
def _drift(masses: tuple[Mass, ...]) -> Drift | None:
    return drift([mass.at for mass in masses], [mass.mass_kg for mass in masses], _USUAL, _CHANGE)


def mass_words(trend: Drift | None) -> Because:
    """Say how the mass goes, or what is missing to tell.

    >>> mass_words(None).say
    'The trend of your mass can be told from four entries over two weeks on.'
    """
    why = "From day to day water and food move a body more than a month of training does, so only the trend counts."
    if trend is None:
        return _because("The trend of your mass can be told from four entries over two weeks on.", why)
    now = trend.points[-1]
    level = f"about {kilograms(round(now.middle, 1))}, likely between {_tenth(now.low)} and {_tenth(now.high)}"
    span = f"In four weeks that is {_signed(trend.change_low)} to {_signed(trend.change_high)}, with 95 % certainty."
    if not trend.sure:
        return _because(f"Your mass is {level}. Of late no change can be told from noise.", f"{span} {why}")
    way = "up" if trend.change > 0 else "down"
    say = f"Your mass is {level}, and goes {way} by about {_tenth(abs(trend.change))} in four weeks."
    return _because(say, f"{span} {why}")


def _because(say: str, why: str) -> Because:
    return Because(say=say, why=why, source="models 21")


def _tenth(mass_kg: float) -> str:
    return kilograms(round(mass_kg, 1))


def _signed(change_kg: float) -> str:
    return f"{_tenth(abs(change_kg))} {'less' if change_kg < 0 else 'more'}"
