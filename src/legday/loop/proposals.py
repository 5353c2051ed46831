"""Proposed weeks: made for somebody who has not said yes yet, and kept only when they do."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from legday.kinds import BadInput, Value
from legday.loop.known import Known
from legday.plan.week import Status, Week

MOST_HELD = 8
"""Proposals that wait for an answer at once; the oldest one goes first."""


class Proposal(Value):
    """A week that was planned but is not kept: how good it is, what it would change, and the id to keep it by.

    ``status``, ``bound`` and ``gap`` are those of the week. ``cause`` says what it answers to ("": a new week).
    """

    id: str
    cause: str
    status: Status
    bound: float
    gap: float
    week: Week


class Gone(BadInput):
    """A proposal is not held any more."""


class Outdated(BadInput):
    """The plan has changed since a proposal was made."""


class Proposals:
    """The proposals of one person that wait for an answer."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Proposal, Week | None]] = OrderedDict()
        self._lock = Lock()

    def hold(self, known: Known, week: Week, *, id: str, cause: str = "") -> Proposal:
        """Hold a planned week until somebody says yes; ``known`` is what it was planned from."""
        made = Proposal(id=id, cause=cause, status=week.status, bound=week.bound, gap=week.gap, week=week)
        with self._lock:
            self._held[id] = made, known.week
            if len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return made

    def take(self, known: Known, id: str) -> Proposal:
        """Give a proposal that is to be kept, once; raises Gone for an unknown one, Outdated where the plan changed."""
        with self._lock:
            made, before = self._held.pop(id, (None, None))
        if made is None:
            raise Gone("This proposal is not here any more.", "Ask for a plan again.")
        if before != known.week or made.week.start < known.today:
            raise Outdated("The plan has changed since this was proposed.", "Ask for a plan again.")
        return made
