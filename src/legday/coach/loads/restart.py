"""Coming back after a pause: with how much load and how many sets (models 15; convention, no trial)."""

from __future__ import annotations

from legday.coach.state import State
from legday.kinds import Because, Value


class Restart(Value):
    """How to begin again after a pause of ``from_days`` or more: shares of the usual load and of the usual sets."""

    from_days: int
    load: float
    sets: float
    how: str


# Models 15. "One set less" counts as one in four; of the 60 to 70 % after the longest pause we take the middle.
_TABLE = (
    Restart(from_days=61, load=0.65, sets=1 / 2, how="about two thirds of the load and few sets, as if you were new"),
    Restart(from_days=29, load=0.80, sets=1 / 2, how="80 % of the load and half the sets"),
    Restart(from_days=15, load=0.90, sets=2 / 3, how="90 % of the load and two thirds of the sets"),
    Restart(from_days=8, load=1.0, sets=3 / 4, how="the same load and one set fewer"),
)


def restart(gap_days: int | None) -> Restart | None:
    """Say how to begin again after a pause; None within eight days, and where there is nothing to come back to.

    >>> restart(20).load, restart(7)
    (0.9, None)
    """
    return next((row for row in _TABLE if gap_days is not None and gap_days >= row.from_days), None)


def set_factor(gap_days: int | None) -> float:
    """The share of the usual sets to do after a pause: 1, 3/4 (one set fewer), 2/3 or 1/2 (models 15).

    >>> set_factor(3), set_factor(10), set_factor(40)
    (1.0, 0.75, 0.5)
    """
    row = restart(gap_days)
    return row.sets if row else 1.0


def load_factor(gap_days: int) -> float:
    """The share of the last load to begin with after a pause: 1, 0.9, 0.8 or 0.65 (models 15).

    >>> load_factor(10), load_factor(40), load_factor(400)
    (1.0, 0.8, 0.65)
    """
    row = restart(gap_days)
    return row.load if row else 1.0


def gap_advice(state: State) -> tuple[Because, ...]:
    """What to say about a pause, or about the first two weeks; nothing when training goes on as usual."""
    said = []
    row = restart(state.gap_days)
    if row:
        said.append(
            Because(
                say=f"Welcome back. Begin with {row.how}.",
                why=f"Your last leg session was {state.gap_days} days ago. In one trial ten weeks off were made "
                "good in about five, so there is no need to hurry; the load climbs again from session to session.",
                source="models 15",
                convention=True,
            )
        )
    if state.new:
        said.append(
            Because(
                say="In the first two weeks, stop every set with at least three repetitions in reserve.",
                why="Muscles that are not used to the work get sorest and are most easily overdone at the start; "
                "they adapt within a few sessions.",
                source="models 18.1",
                convention=True,
            )
        )
    return tuple(said)
