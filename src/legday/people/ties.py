"""Who is tied to whom, and what somebody lets another person see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from legday.kinds import Value


class TieKind(StrEnum):
    """What somebody is to a person: a buddy who trains too, or the coach who plans for them."""

    BUDDY = "buddy"
    COACH = "coach"


class Share(StrEnum):
    """What can be shown to somebody else; what is not listed here is shown to nobody."""

    ATTENDANCE = "attendance"
    SESSIONS = "sessions"
    TRENDS = "trends"
    WEEK = "week"
    BODY = "body"
    SORENESS = "soreness"
    CARE = "care"


WORDS = {
    Share.ATTENDANCE: "How often you trained in the last four weeks",
    Share.SESSIONS: "Your sessions: the day, the movements, the sets",
    Share.TRENDS: "How your strength goes",
    Share.WEEK: "Your planned week",
    Share.BODY: "Your mass and girths",
    Share.SORENESS: "How sore you are",
    Share.CARE: "What aches, what asks for care, and warning signs",
}
"""Each thing that can be shown, in words for the person whose it is."""

ALWAYS = {
    TieKind.BUDDY: frozenset[Share](),
    TieKind.COACH: frozenset({Share.ATTENDANCE, Share.SESSIONS, Share.TRENDS, Share.WEEK}),
}
"""What belongs to a tie: nobody can plan for somebody of whose training they see nothing."""

CHOICES = {
    TieKind.BUDDY: (Share.ATTENDANCE, Share.SESSIONS),
    TieKind.COACH: (Share.BODY, Share.SORENESS, Share.CARE),
}
"""What a person may show or not."""

FIRST = {TieKind.BUDDY: frozenset({Share.ATTENDANCE}), TieKind.COACH: ALWAYS[TieKind.COACH]}
"""What a new tie shows until the person chooses otherwise."""


class Tie(Value):
    """That a ``person`` lets ``other``, their buddy or coach, see what ``shares`` lists; it goes one way."""

    person: str
    other: str
    kind: TieKind
    shares: frozenset[Share]
    made: datetime


def chosen(kind: TieKind, ticked: Iterable[str]) -> frozenset[Share]:
    """Read what somebody ticked: what belongs to the tie stays, and what nobody may see of it is not taken.

    >>> sorted(chosen(TieKind.BUDDY, ["sessions", "care"])), Share.BODY in chosen(TieKind.COACH, ["body"])
    ([<Share.SESSIONS: 'sessions'>], True)
    """
    wanted = set(ticked)
    return ALWAYS[kind] | {share for share in CHOICES[kind] if share.value in wanted}


def seen(ties: Iterable[Tie]) -> frozenset[Share]:
    """Give what all ties from one person to another show together.

    >>> seen(())
    frozenset()
    """
    return frozenset[Share]().union(*(tie.shares for tie in ties))


class Cheer(Value):
    """A cheer by ``sender`` for a session (``about``) of ``person``; ``seen`` is when it was first shown to them."""

    person: str
    sender: str
    about: str
    made: datetime
    seen: datetime | None = None


class Proposal(Value):
    """A week that a coach proposes: ``body`` holds the week and a note; ``answer`` is empty when it was accepted."""

    id: str
    person: str
    coach: str
    body: dict[str, Any]
    made: datetime
    answer: str | None = None
    answered: datetime | None = None


class Together(Value):
    """That ``person`` asked ``other`` to train together on a day; ``agreed`` is when they said yes (None: not yet)."""

    person: str
    other: str
    day: date
    agreed: datetime | None = None

    def beside(self, person: str) -> str:
        """The one of the two who is not ``person``."""
        return self.other if person == self.person else self.person
