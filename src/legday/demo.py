"""A plausible year of somebody's training, so that anyone can look before they have data of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import log
from random import Random
from typing import Any

import msgspec

from legday.kinds import Group, MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.movement.catalogue import catalogue
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import gyms

DAYS = 364
GROWTH = 0.101
"""Strength gained, as a fraction, for each unit of the natural logarithm of weeks (models 12.1, Steele 2022)."""

EARLY = 1.8
"""How much faster the invented person gains than that average: they are new to it (convention)."""

NOISE = 0.015
"""How much a day is better or worse than the trend, as a fraction of the load."""

AFTERWARDS = 0.008
"""What they gain a week after the holiday, as a fraction of where they began."""

MISSED = 0.12
"""The share of sessions that life takes."""

HOLIDAY = range(196, 217)
"""Three weeks without training, as most years have."""

MONDAY = (("back_squat", 60.0, 8), ("leg_curl_seated", 30.0, 10), ("calf_standing_machine", 50.0, 12))
THURSDAY = (
    ("rdl_barbell", 50.0, 9),
    ("leg_press_45", 100.0, 10),
    ("leg_extension", 30.0, 12),
    ("calf_seated_machine", 30.0, 12),
)
WEEK = {0: MONDAY, 3: THURSDAY}


def year(today: date, seed: int = 7) -> tuple[Fact, ...]:
    """Invent a year of facts that ends a few days before ``today``; the same day and seed give the same year.

    >>> len(year(date(2026, 11, 22))) > 500
    True
    """
    chance = Random(seed)
    facts = list(wishes(today))
    days = [today - timedelta(days=ago) for ago in range(DAYS, 1, -1) if ago not in HOLIDAY]
    for day in (day for day in days if day.weekday() in WEEK):
        # The draw comes before the question, so that a year is the same year whichever day it ends on.
        missed = chance.random() < MISSED
        if not missed:
            weeks = (DAYS - (today - day).days) / 7
            facts.extend(session(day, WEEK[day.weekday()], weeks=weeks, chance=chance))
    return (*facts, *measured(today, seed))


def wishes(today: date) -> Iterator[Fact]:
    """What this person wants: two days, 45 and 60 minutes, calves favoured."""
    goal = Goal(
        slots=(Slot(weekday=Weekday.MON, minutes=60), Slot(weekday=Weekday.THU, minutes=45)),
        gym=gyms()["full_gym"],
        favour=(Group.GASTROCNEMIUS, Group.SOLEUS),
    )
    began = datetime.combine(today - timedelta(days=DAYS + 1), time(9))
    yield fact(Kind.WISHED, "goal", msgspec.to_builtins(goal), began, "goal")
    yield fact(Kind.WISHED, "settings", {"unit": "kg"}, began, "settings")
    sore = datetime.combine(today - timedelta(days=1), time(20))
    yield fact(Kind.FELT, f"sore:{Group.HAMSTRINGS.value}", {"sore": 3}, sore, "sore")


def measured(today: date, seed: int) -> Iterator[Fact]:
    """The scales every Monday of the last half year, and the tape round both thighs every second one."""
    chance = Random(f"measured {seed}")
    mondays = [today - timedelta(days=today.weekday() + 7 * ago) for ago in range(25, -1, -1)]
    for number, monday in enumerate(mondays):
        at = datetime.combine(monday, time(7, 30))
        mass = {"mass_kg": round(78 + 0.06 * number + chance.gauss(0, 0.5), 1)}
        yield fact(Kind.MEASURED, "mass", mass, at, f"scales {monday}")
        for side, girth_cm in (("left", 55.5), ("right", 56.0)) if number % 2 else ():
            readings = [round(girth_cm + 0.06 * number + chance.gauss(0, 0.25), 1) for _ in range(2)]
            body = {"readings_cm": readings}
            yield fact(Kind.MEASURED, f"girth:thigh-{side}", body, at, f"tape {side} {monday}")


def session(
    day: date, programme: tuple[tuple[str, float, int], ...], *, weeks: float, chance: Random
) -> Iterator[Fact]:
    """One session: the load follows the logarithm of time, the day adds its noise, the last set loses a repetition."""
    began = datetime.combine(day, time(18, 5)) + timedelta(minutes=chance.randrange(40))
    visit = fact(
        Kind.LOGGED,
        "",
        {"app": "legday", "began": began.isoformat(), "ended": (began + timedelta(minutes=48)).isoformat()},
        began,
        f"session {day}",
    )
    visit = msgspec.structs.replace(visit, about=visit.id)
    yield visit
    place = 0
    for movement, start_kg, reps in programme:
        step = catalogue()[MovementId(movement)].step_kg
        since = max(0.0, weeks - (DAYS - HOLIDAY.start) / 7)
        able_kg = start_kg * (1 + GROWTH * EARLY * log(1 + weeks) + AFTERWARDS * since) * (1 + chance.gauss(0, NOISE))
        load_kg = max(step, step * int(able_kg / step))
        for number in range(3):
            place += 1
            body = {
                "session": visit.id,
                "app": "legday",
                "exercise": movement,
                "place": place,
                "role": "work",
                "load_kg": load_kg,
                "reps": max(5, reps + chance.choice((0, 1, 1, 2)) - (number == 2)),
                "reserve": float(chance.choice((1, 2, 2, 3))),
            }
            at = began + timedelta(minutes=3 * place)
            done = fact(Kind.LOGGED, "", body, at, f"{day} {place}")
            yield msgspec.structs.replace(done, about=done.id)


def fact(kind: Kind, about: str, body: dict[str, Any], at: datetime, seed: str) -> Fact:
    """A fact of the invented person."""
    return Fact(id=fact_id(at, f"demo {seed}".encode()), about=about, kind=kind, at=at, body=body)
