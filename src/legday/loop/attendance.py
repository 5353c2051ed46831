"""What the last weeks tell: turning up, a gap and its reason, the plan for a habit, soreness to come."""

from __future__ import annotations

from datetime import date, timedelta

from legday.coach.adherence import Adherence, adherence
from legday.coach.course import Course, courses
from legday.coach.gap import Gap, advice, find_gap, guess, told
from legday.coach.habit import habit_advice
from legday.coach.soreness import sore_days
from legday.coach.visits import Intended, by_movement, leg_sessions
from legday.kinds import Because, Group
from legday.log.fact import Kind, latest
from legday.loop.known import RECENT_DAYS, Known, read_week

ASK_DAYS = (1, 2)
"""How many days after a leg session somebody may be asked how sore they are (claim C03: at 24 and 48 hours)."""


def intended(known: Known) -> tuple[Intended, ...]:
    """The sessions that were planned in the last weeks, oldest first; each day by the latest plan that covers it."""
    plans = latest(known.recent, Kind.PLANNED)
    weeks = [week for fact in plans.values() if (week := read_week(fact))]
    weeks.sort(key=lambda week: week.start)
    return tuple(
        Intended(id=session.id, day=session.day, minutes=session.minutes)
        for place, week in enumerate(weeks)
        for session in sorted(week.sessions, key=lambda session: session.day)
        if all(session.day < later.start for later in weeks[place + 1 :])
    )


def gap(known: Known) -> Gap | None:
    """The weeks without legs up to the present one that there may be something to say of."""
    return find_gap(intended(known), leg_sessions(known.sessions, known.atlas.counted), known.today)


def open_gap(known: Known) -> Gap | None:
    """A gap that nobody has said a word about yet; None while something needs care first."""
    found = gap(known)
    asked = found is not None and not known.state.flags and told(known.recent, found) is None
    return found if asked else None


def turning_up(known: Known) -> Adherence:
    """How somebody turned up in the last four weeks, and what to do after a gap."""
    meant, legs = intended(known), leg_sessions(known.sessions, known.atlas.counted)
    found = find_gap(meant, legs, known.today)
    after = advice(told(known.recent, found), guess(found, meant, legs, felt(known))) if found else None
    return adherence(known.state, known.sessions, meant, legs, gap=after)


def habit_progress(known: Known) -> Because | None:
    """How far a habit is; None without a plan for one."""
    if known.kept is None:
        return None
    legs = leg_sessions(known.sessions, known.atlas.counted)
    return habit_advice(known.kept, sum(visit.day >= known.kept.since for visit in legs))


def felt(known: Known) -> dict[Group, dict[date, int]]:
    """How sore each group was in the last weeks, by day."""
    return sore_days(known.recent, known.today - timedelta(days=RECENT_DAYS))


def expected(known: Known) -> tuple[Course, ...]:
    """The soreness to expect from what was done."""
    visits = by_movement(session for session in known.sessions if session.day <= known.today)
    return courses(visits, known.atlas.strain, known.today)


def asks_soreness(known: Known) -> bool:
    """Whether somebody may be asked how sore they are: a day or two after legs, and not yet answered today."""
    answered = any(known.today in days for days in felt(known).values())
    return known.state.gap_days in ASK_DAYS and not answered and not known.state.flags
