"""Today: what to do, or when next, and what comes before it."""

from __future__ import annotations

from datetime import date

from legday.coach.turning_up.adherence import Adherence
from legday.coach.turning_up.gap import Gap
from legday.kinds import BadInput, Because, SessionId, Value
from legday.log.history import Session
from legday.loop.attendance import asks_soreness, open_gap, turning_up
from legday.loop.known import Known, due
from legday.plan.week import PlannedSession


class Today(Value):
    """What a day holds.

    ``flags`` are open red flags: while there is one, nothing is to be trained. ``due`` is the session to do next, with
    its reasons (None: nothing is planned, or something needs care first), ``running`` the one that was begun and
    ``done`` one that was finished today. ``asks_soreness`` says that it is a good day to ask how sore somebody is,
    ``gap`` are weeks without legs that nobody has said a word about.
    """

    day: date
    flags: tuple[Because, ...]
    due: PlannedSession | None
    running: SessionId | None
    done: SessionId | None
    asks_soreness: bool
    gap: Gap | None
    attendance: Adherence


def read_day(known: Known) -> Today:
    """Say what the day holds."""
    own = of_today(known)
    return Today(
        day=known.today,
        flags=known.state.flags,
        due=None if known.state.flags else due(known),
        running=next((session.id for session in own if session.ended is None), None),
        done=next((session.id for session in own if session.ended), None),
        asks_soreness=asks_soreness(known),
        gap=open_gap(known),
        attendance=turning_up(known),
    )


def of_today(known: Known) -> tuple[Session, ...]:
    """The sessions of the day that were logged here."""
    return tuple(session for session in known.sessions if session.day == known.today and session.app == "legday")


def well(known: Known) -> Known:
    """What is known of somebody who may train; raises BadInput while something needs care first."""
    for flag in known.state.flags:
        raise BadInput(flag.say, f"{flag.why} Say on the page How sore when it is sorted out.")
    return known
