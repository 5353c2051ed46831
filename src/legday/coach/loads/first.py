"""A first load for a movement that was never done, from those that were: it is the same body.

What a trained body could lift in each movement is computed (``movement/able.py``); how a person's loads compare with
it in what they do tells what to expect of what they do not. How far off this is was measured on real logs
(``validation/transfer.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt

from legday.coach.loads.convert import Makeable
from legday.coach.state import Load
from legday.coach.strength.sets import multiple
from legday.coach.words import about, kilograms
from legday.kinds import Because, Kilograms, MovementId, Reps, Reserve, Value

TEN = 10  # repetitions to the limit that computed loads are for
LEAST_KG = 1.0  # nobody loads less


class Telling(Value):
    """A movement that was done: a load that went ``to_limit`` times, and what a trained body could lift ten times.

    ``shared`` is how much of what limits it limits the other movement too, 0 to 1.
    """

    movement: MovementId
    load_kg: Kilograms
    to_limit: float
    able_kg: Kilograms
    shared: float


class First(Value):
    """A first load in kilograms, within which it is four times in five, and the movement that told most of it."""

    load_kg: float
    low_kg: float
    high_kg: float
    told_by: MovementId


def first_load(every: Sequence[Telling], *, able_kg: Kilograms, to_limit: float, spread: float) -> First | None:
    """The load that should go ``to_limit`` times, from the movements that were done; None where none tells.

    They are averaged as they share what limits them; ``spread`` is how far off that is four times in five (log units).

    >>> press = Telling(movement=MovementId("leg_press"), load_kg=150, to_limit=10, able_kg=200, shared=1)
    >>> found = first_load([press], able_kg=80, to_limit=10, spread=0.5)
    >>> found and (round(found.load_kg), round(found.low_kg), round(found.high_kg))
    (60, 36, 99)
    """
    telling = [done for done in every if done.shared > 0 and done.load_kg > 0]
    if not telling:
        return None
    total = sum(done.shared for done in telling)
    mean = sum(done.shared * log(done.load_kg / (done.able_kg * left(done.to_limit))) for done in telling) / total
    load = exp(mean) * able_kg * left(to_limit)
    if load < LEAST_KG:
        return None
    return First(
        load_kg=load,
        low_kg=load * exp(-spread),
        high_kg=load * exp(spread),
        told_by=max(telling, key=lambda done: (done.shared, done.movement)).movement,
    )


def begin(
    first: First, told_by: str, reps: tuple[Reps, Reps], reserve: Reserve, at_most: Makeable, *, gentle: bool
) -> Load | None:
    """Say how to begin with a first load, rounded down to what can be made; None where nothing so light can.

    A little under what is likely, in the middle between it and the lower end: too heavy is worse than too light.
    ``told_by`` is the name of the movement that told most; ``gentle`` takes the lower end itself.

    >>> first = First(load_kg=41, low_kg=24.6, high_kg=67, told_by=MovementId("leg_press"))
    >>> found = begin(first, "Leg press", (8, 12), 3, lambda load: load // 5 * 5, gentle=False)
    >>> found and found.because[0].say
    'Start with 30 kg: about 41 kg is likely (25 kg to 67 kg), and the first set will tell.'
    """
    wanted = first.low_kg if gentle else sqrt(first.low_kg * first.load_kg)
    made = at_most(wanted)
    if not 0 < made <= wanted:
        return None
    end = " You are new to this, so it is the lower end." if gentle else ""
    because = Because(
        say=f"Start with {kilograms(made)}: about {about(first.load_kg)} is likely ({about(first.low_kg)} to "
        f"{about(first.high_kg)}), and the first set will tell.",
        why=f"You have not done this yet, so the load is worked out from what you lift in others, above all {told_by}: "
        f"four people in five were within that range. Too light is soon mended.{end}",
        source="models 2.1",
    )
    return Load(load_kg=made, reps=reps, reserve=reserve, because=(because,))


def left(to_limit: float) -> float:
    """The load that goes so many times, relative to that which goes ten times (models 1.5).

    >>> left(10), left(5) > 1 > left(15)
    (1.0, True)
    """
    return multiple(TEN) / multiple(to_limit)
