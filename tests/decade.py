"""Ten years of somebody's training, made up: what a log looks like that has been kept for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

import msgspec

from legday import demo, loop
from legday.kinds import Group
from legday.log.fact import Fact, Kind
from legday.plan.goal import Slot, Weekday
from legday.plan.week import Week

YEARS = 10
SEED = 7
SECRET = "a-secret-that-everybody-knows".ljust(43, "-")
"""Of the address of the invented calendar."""

MONDAY = (*demo.MONDAY, ("rdl_barbell", 50.0, 9), ("leg_extension", 30.0, 12))
WEDNESDAY = (
    ("leg_press_45", 100.0, 10),
    ("bulgarian", 10.0, 10),
    ("leg_curl_lying", 25.0, 10),
    ("abduction_machine", 30.0, 15),
    ("calf_seated_machine", 30.0, 12),
)
FRIDAY = (*demo.THURSDAY, ("hip_thrust_bb", 60.0, 10))
DAYS = {0: MONDAY, 2: WEDNESDAY, 4: FRIDAY}


def decade(now: datetime, years: float = YEARS, seed: int = SEED) -> tuple[Fact, ...]:
    """Make up years of three leg sessions a week that end today, with a plan for the week to come.

    Every week has a plan, every session carries its part of it out and says how hard it was; how sore somebody was and
    what they weighed is told each week, and one set in a hundred is put right or taken back afterwards. The last five
    weeks are the first of a block of twelve.
    """
    chance = Random(seed)
    today = now.date()
    days = round(years * 364)
    first = today - timedelta(days=days)
    slots = tuple(Slot(weekday=list(Weekday)[day], minutes=60) for day in DAYS)
    goal = msgspec.structs.replace(loop.default_goal(), slots=slots)
    began = datetime.combine(first, time(6))
    facts = [demo.fact(Kind.WISHED, "goal", msgspec.to_builtins(goal), began, "goal")]
    block = {"start": (today - timedelta(weeks=5)).isoformat(), "weeks": 12, "favour": []}
    facts.append(demo.fact(Kind.WISHED, "block", block, began, "block"))
    plan = loop.next_week(loop.read(facts, today))
    for day in (first + timedelta(days=past) for past in range(days)):
        weeks = 52 * (day - first).days / days  # gains in all these years what others gain in one
        if day.weekday() == 0:
            facts += week(day, plan, chance)
        if day.weekday() in DAYS:
            facts += session(day, weeks, chance)
    facts += week(today, plan, chance)
    return tuple(facts)


def week(monday: date, plan: Week, chance: Random) -> Iterator[Fact]:
    """What is told when a week begins: its plan, three muscles that are sore, and what the scales say."""
    at = datetime.combine(monday, time(7))
    yield demo.fact(Kind.PLANNED, f"week:{monday}", loop.week_body(moved(plan, monday)), at, f"plan {monday}")
    for group in chance.sample(list(Group), 3):
        yield demo.fact(Kind.FELT, f"sore:{group}", {"sore": chance.randrange(6)}, at, f"sore {group} {monday}")
    yield demo.fact(Kind.MEASURED, "mass", {"mass_kg": 80 + chance.gauss(0, 1)}, at, f"mass {monday}")


def moved(plan: Week, monday: date) -> Week:
    """The same plan in another week."""
    later = monday - plan.start
    sessions = tuple(
        msgspec.structs.replace(one, id=f"{monday}:{number}", day=one.day + later)
        for number, one in enumerate(plan.sessions)
    )
    return msgspec.structs.replace(plan, start=monday, sessions=sessions)


def session(day: date, weeks: float, chance: Random) -> Iterator[Fact]:
    """A session that carries out its part of the plan, how hard it was, and now and then a set put right."""
    visit, *sets = demo.session(day, DAYS[day.weekday()], weeks=weeks, chance=chance)
    planned = f"{day - timedelta(days=day.weekday())}:{list(DAYS).index(day.weekday())}"
    yield msgspec.structs.replace(visit, body={**visit.body, "planned": planned, "title": "Legs"})
    yield from sets
    at = sets[-1].at + timedelta(minutes=5)
    felt = {"effort": chance.randrange(5, 10)}
    yield demo.fact(Kind.FELT, f"effort:{visit.id}", felt, at, f"effort {day}")
    for done in sets:
        kind, body = chance.choice(((Kind.AMENDED, {"reps": 9}), (Kind.WITHDRAWN, {})))
        if chance.random() < 0.01:
            yield demo.fact(kind, done.about, body, at, f"put right {done.id}")


def begun(facts: tuple[Fact, ...], now: datetime) -> tuple[Fact, ...]:
    """Begin the first planned session, with one set of it done; a calendar reads along."""
    known = loop.read(facts, now.date())
    planned = loop.due(known)
    assert planned
    visit = loop.visit(known, planned=planned.id, at=now - timedelta(minutes=20), seed=b"today")
    done = {"session": visit.id, "app": "legday", "exercise": planned.movements[0].movement, "place": 100}
    ramp = demo.fact(Kind.LOGGED, "", {**done, "role": "warmup", "load_kg": 40.0, "reps": 6}, now, "set today")
    reads = demo.fact(Kind.WISHED, "calendar", {"secret": SECRET}, now, "calendar")
    return (*facts, visit, msgspec.structs.replace(ramp, about=ramp.id), reads)
