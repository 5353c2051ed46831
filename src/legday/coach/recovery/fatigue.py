"""Whether a lighter week is worth offering: when soreness stays and strength falls, and never by the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from legday.coach.state import State, Verdict
from legday.coach.words import counted
from legday.kinds import Because

SORE, GROUPS = 5, 2
"""How sore how many muscle groups must be (models 11.4: soreness of 5 and more)."""


def fatigue_advice(state: State) -> Iterator[Because]:
    """Offer a week at half sets where several muscles stay sore and a movement goes down (models 11.4).

    >>> from datetime import date
    >>> rested = State(today=date(2026, 11, 22), lifts={}, gap_days=2, new=False, sessions_28=8, credit_28={},
    ...     last_trained={}, sore={}, aches=(), flags=())
    >>> list(fatigue_advice(rested))
    []
    """
    sore = [group for group, answer in state.sore.items() if answer >= SORE]
    falling = [lift for lift in state.lifts.values() if lift.trend and lift.trend.verdict is Verdict.DECLINING]
    if len(sore) >= GROUPS and falling:
        yield Because(
            say="A lighter week may help: about half the sets, at the usual loads.",
            why=f"{counted(len(sore), 'muscle group')} are very sore and {counted(len(falling), 'movement')} "
            "went down. Ask for it when you plan; no calendar asks for one.",
            source="models 11.4",
            convention=True,
        )
