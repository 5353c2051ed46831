"""What somebody may see of another person: attendance, sessions, trends; each made of nothing but what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from legday.coach.state import Verdict
from legday.coach.turning_up.adherence import DAYS
from legday.coach.words import counted
from legday.kinds import Kilograms, Reps, Value
from legday.log.history import Session, Set
from legday.loop.attendance import lately, legs, turning_up
from legday.loop.known import Known, name_of

SHOWN = 12
"""How many sessions are shown: some four weeks of three."""


class Attendance(Value):
    """How often somebody trained legs in four weeks: in words, and for each of the 28 days whether they did."""

    words: str
    days: tuple[tuple[date, bool], ...]


class Done(Value):
    """What was done of one movement in a session: its name, and each working set with its load, reps and seconds."""

    name: str
    sets: tuple[tuple[Kilograms | None, Reps | None, float | None], ...]


class Shown(Value):
    """A session as others see it; no note, no title, no reserve and nothing of how it felt."""

    id: str
    day: date
    movements: tuple[Done, ...]


class Going(Value):
    """How a movement goes: the load for the usual repetitions, and the verdict (None: nothing can be said)."""

    name: str
    verdict: Verdict | None
    level_kg: float | None
    reps: Reps | None


class Glance(Value):
    """A person on one line for their coach; ``care`` says only that something needs care, not what."""

    last: date | None
    done: int
    planned: int | None
    plateaus: tuple[str, ...]
    care: bool


def attendance(known: Known) -> Attendance:
    """How often somebody trained legs in the last four weeks, planned or not."""
    seen = turning_up(known)
    trained = {visit.day for visit in legs(known)}
    days = (known.today - timedelta(days=back) for back in reversed(range(DAYS)))
    said = counted(seen.done, "leg session")
    if seen.planned:
        said += f", {seen.planned} planned,"
    return Attendance(words=f"{said} in the last 4 weeks.", days=tuple((day, day in trained) for day in days))


def shown(known: Known) -> tuple[Shown, ...]:
    """The last sessions that have a working set, the newest first."""
    trained = [one for one in lately(known) if any(done.counts for done in one.sets)]
    return tuple(_shown(known, one) for one in reversed(trained[-SHOWN:]))


def _shown(known: Known, session: Session) -> Shown:
    work = (done for done in session.sets if done.counts)
    by_name = [(name, tuple(map(_set, sets))) for name, sets in groupby(work, key=lambda done: _name(known, done))]
    return Shown(
        id=str(session.id), day=session.day, movements=tuple(Done(name=name, sets=sets) for name, sets in by_name)
    )


def _name(known: Known, done: Set) -> str:
    return name_of(known, done.movement) if done.movement else done.exercise


def _set(done: Set) -> tuple[Kilograms | None, Reps | None, float | None]:
    return done.load_kg, done.reps, done.duration_s


def going(known: Known) -> tuple[Going, ...]:
    """How the movements of the last weeks go, the latest done first."""
    lifts = sorted(known.state.lifts.values(), key=lambda lift: lift.last_day, reverse=True)
    return tuple(
        Going(
            name=name_of(known, lift.movement),
            verdict=lift.trend.verdict if lift.trend else None,
            level_kg=lift.trend.level_kg if lift.trend and lift.trend.level_kg > 0 else None,
            reps=lift.trend.reps if lift.trend else None,
        )
        for lift in lifts[:SHOWN]
    )


def glance(known: Known) -> Glance:
    """A person on one line for their coach."""
    seen = turning_up(known)
    return Glance(
        last=_last(known.sessions, known.today),
        done=seen.done,
        planned=seen.planned,
        plateaus=tuple(
            name_of(known, lift.movement)
            for lift in known.state.lifts.values()
            if lift.trend and lift.trend.verdict is Verdict.PLATEAU
        ),
        care=bool(known.state.flags),
    )


def _last(sessions: Iterable[Session], today: date) -> date | None:
    return max((one.day for one in sessions if one.sets and one.day <= today), default=None)
