"""Turning up: sessions of four weeks against what was planned, legs among the rest, and muscles that wait.

Sessions of the last four weeks recover with each one that is done; nothing here breaks, and nobody is blamed
(models 19, claims C02 and C36).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from legday.body.muscles import groups
from legday.coach.state import State
from legday.coach.turning_up.gap import missed_weekday
from legday.coach.visits import Intended, Legs
from legday.coach.words import counted, muscles, times
from legday.kinds import Because, Group, Value
from legday.log.history import Session

DAYS = 28

FEW, AMONG = 4, 4
"""Legs are rare where four sessions or more went to the rest and legs came in a quarter of all at most (convention)."""

WAITS_DAYS = 9
"""From how many days without a hard set a large muscle is mentioned (claim C02: after 8 to 10)."""

PAUSE_DAYS = 8
"""Whoever has not trained legs for so long is coming back, and no single muscle is behind (models 15)."""


class Adherence(Value):
    """How somebody turned up in the last four weeks.

    ``done`` are leg sessions and ``planned`` those that were planned for these days, None while plans do not cover
    them; ``visits`` are sessions of any kind. ``count`` says it in words. The others are None where there is nothing to
    say: ``rare`` that legs came seldom, ``waiting`` which large muscles wait, ``day`` which weekday does not suit,
    ``gap`` what to do after a week without legs.
    """

    done: int
    planned: int | None
    visits: int
    count: Because
    rare: Because | None = None
    waiting: Because | None = None
    day: Because | None = None
    gap: Because | None = None

    @property
    def said(self) -> tuple[Because, ...]:
        """All that there is to say, the count first."""
        return tuple(one for one in (self.count, self.gap, self.rare, self.waiting, self.day) if one)


def adherence(
    state: State,
    sessions: Sequence[Session],
    intended: Sequence[Intended],
    legs: Sequence[Legs],
    *,
    gap: Because | None = None,
) -> Adherence:
    """Read how somebody turned up as of ``state.today``.

    ``sessions`` are all that were logged, ``legs`` those of them that trained the legs, ``intended`` what was planned;
    ``gap`` is what there is to say about a week without legs.
    """
    today = state.today
    since = today - timedelta(days=DAYS)
    visits = sum(since < each.day <= today and any(done.counts for done in each.sets) for each in sessions)
    today_done = any(visit.day == today for visit in legs)
    meant = [one for one in intended if since < one.day < today or (one.day == today and today_done)]
    covered = any(one.day <= since + timedelta(days=7) for one in meant)
    planned = len(meant) if covered else None
    return Adherence(
        done=state.sessions_28,
        planned=planned,
        visits=visits,
        count=_count(state.sessions_28, planned),
        rare=_rare(visits, state.sessions_28),
        waiting=_waiting(state, today),
        day=missed_weekday(intended, legs, today),
        gap=gap,
    )


def _count(done: int, planned: int | None) -> Because:
    why = "Counted over four weeks, so that a missed day weighs little and every session brings it up again."
    if not done:
        say = "No leg session in the last 4 weeks. The next one begins gently."
    elif planned is None:
        say = f"{counted(done, 'leg session')} in the last 4 weeks."
    elif done >= planned:
        say = (
            f"{counted(done, 'leg session')} in the last 4 weeks, all that you planned{' and more' * (done > planned)}."
        )
    else:
        say = f"{counted(done, 'leg session')} of {planned} planned in the last 4 weeks."
    return Because(say=say, why=why, source="models 19", convention=True)


def _rare(visits: int, done: int) -> Because | None:
    if visits - done < FEW or AMONG * done > visits:
        return None
    legs = f"legs {times(done)}" if done else "and legs are still to come"
    return Because(
        say=f"In the last four weeks you trained {visits} times, {legs}. Two leg exercises inside another session are "
        "enough to begin.",
        why="Guidelines ask for two days a week for every large muscle, and a little is far better than nothing. A "
        "plan can add the rest when it suits you.",
        source="C02",
    )


def _waiting(state: State, today: date) -> Because | None:
    if state.gap_days is None or state.gap_days >= PAUSE_DAYS:
        return None
    wait = {
        group: (today - day).days
        for group, day in state.last_trained.items()
        if groups()[group].essential and (today - day).days >= WAITS_DAYS
    }
    if not wait:
        return None
    those = muscles(group for group in Group if group in wait)
    return Because(
        say=f"The {those} had no hard set for {counted(min(wait.values()), 'day')}{' or more' * (len(wait) > 1)}.",
        why="The next plan sees to it: every large muscle has its share of each week.",
        source="C02",
    )
