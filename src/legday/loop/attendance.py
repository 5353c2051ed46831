"""What the last weeks tell: turning up, a gap and its reason, the plan for a habit, soreness to come."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta

from legday.coach.recovery.course import LASTS_DAYS, LONG_DAYS, Course, course_advice, courses, surprises
from legday.coach.recovery.readiness import ready_advice
from legday.coach.recovery.soreness import sore_advice, sore_days
from legday.coach.turning_up.adherence import Adherence, adherence
from legday.coach.turning_up.gap import LOOK_BACK, MOST_WEEKS, Gap, advice, find_gap, guess, told
from legday.coach.turning_up.habit import habit_advice
from legday.coach.visits import Intended, Legs, by_movement, leg_sessions
from legday.kinds import Because, Group
from legday.log.fact import Kind, latest
from legday.log.history import Session
from legday.loop.known import RECENT_DAYS, Known, read_week

SEEN_DAYS = 7 * (MOST_WEEKS + LOOK_BACK + 1)
"""The days in which a gap, and who trained before it, can be seen."""

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
    return find_gap(intended(known), legs(known), known.today)


def legs(known: Known) -> tuple[Legs, ...]:
    """The leg sessions of the last weeks."""
    return leg_sessions(lately(known), known.atlas.counted)


def lately(known: Known, days: int = SEEN_DAYS) -> tuple[Session, ...]:
    """The sessions of the last days, oldest first."""
    since = known.today - timedelta(days=days)
    first = bisect_left(known.sessions, since, key=lambda session: session.day)
    return tuple(session for session in known.sessions[first:] if session.day <= known.today)


def open_gap(known: Known) -> Gap | None:
    """A gap that nobody has said a word about yet; None while something needs care first."""
    found = gap(known)
    asked = found is not None and not known.state.flags and told(known.recent, found) is None
    return found if asked else None


def turning_up(known: Known) -> Adherence:
    """How somebody turned up in the last four weeks, and what to do after a gap."""
    meant, done = intended(known), legs(known)
    found = find_gap(meant, done, known.today)
    after = advice(told(known.recent, found), guess(found, meant, done, felt(known))) if found else None
    return adherence(known.state, lately(known), meant, done, gap=after)


def habit_progress(known: Known) -> Because | None:
    """How far a habit is; None without a plan for one."""
    if known.kept is None:
        return None
    since = lately(known, (known.today - known.kept.since).days)
    return habit_advice(known.kept, len(leg_sessions(since, known.atlas.counted)))


def felt(known: Known) -> dict[Group, dict[date, int]]:
    """How sore each group was in the last weeks, by day."""
    return sore_days(known.recent, known.today - timedelta(days=RECENT_DAYS))


def expected(known: Known) -> tuple[Course, ...]:
    """The soreness to expect from what was done."""
    visits = by_movement(lately(known, LONG_DAYS + LASTS_DAYS))
    return courses(visits, known.atlas.strain, known.today)


def felt_words(known: Known) -> tuple[Because, ...]:
    """What to do about what was felt, above all where it is more than what was done explains."""
    return (*surprises(expected(known), felt(known), known.today), *sore_advice(known.state))


def ahead_words(known: Known) -> tuple[Because, ...]:
    """What soreness to expect, and which muscles still recover."""
    return (*course_advice(expected(known), known.today), *ready_advice(known.state))


def asks_soreness(known: Known) -> bool:
    """Whether somebody may be asked how sore they are: a day or two after legs, and not yet answered today."""
    answered = any(known.today in days for days in felt(known).values())
    return known.state.gap_days in ASK_DAYS and not answered and not known.state.flags
