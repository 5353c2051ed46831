"""Plan the week of each person in validation/people, print it as a coach would read it, and check what it must hold.

python -m validation.people [NAME ...] [--quiet]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgspec

from legday.coach.read import read_state
from legday.coach.state import State
from legday.coach.words import kilograms
from legday.kinds import Because, Group, Joint, MovementId, SessionId, SetId, Value
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import Role, Session, Set
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.again import again
from legday.plan.edit import shorten
from legday.plan.goal import Goal, Gym, Slot, Weekday
from legday.plan.gyms import find_gym
from legday.plan.solve import Stop, solve
from legday.plan.week import PlannedMovement, PlannedSession, Week
from validation.expect import Expect, complaints, given, work

FOLDER = Path(__file__).parent / "people"

DID = re.compile(r"(\d+) x (\d+)(?: at ([\d.]+) kg)?(?:, (\d+) in reserve)?")
"""How sets are written: "3 x 8 at 60 kg, 2 in reserve"; load and reserve may be left out."""


class Did(Value):
    """A session of the log: how many days ago, for how many weeks running, and the sets of each movement."""

    days_ago: int
    weeks: int = 1
    sets: dict[MovementId, str]


class Felt(Value):
    """What was felt today: how sore groups are and how much joints hurt, 0 to 10."""

    sore: dict[Group, int] = msgspec.field(default_factory=dict)
    ache: dict[Joint, int] = msgspec.field(default_factory=dict)


class Shorter(Value):
    """A session of the planned week that has fewer minutes than planned, and what happened."""

    weekday: Weekday
    minutes: int
    cause: str


class Someone(Value):
    """A person written down: who it is, wishes and limits, what is known, what interferes, what a coach would check.

    ``days`` are slots, "mon 45" or "sat 60 full_gym". ``wish`` holds the other fields of a goal.
    """

    who: str
    today: date
    days: tuple[str, ...]
    gym: str
    wish: dict[str, object] = msgspec.field(default_factory=dict)
    did: tuple[Did, ...] = ()
    felt: Felt = Felt()
    shorter: Shorter | None = None
    expect: tuple[Expect, ...]


def people() -> dict[str, Someone]:
    """The people of validation/people by the names of their files."""
    files = sorted(FOLDER.glob("*.toml"))
    return {file.stem: msgspec.toml.decode(file.read_text(encoding="utf-8"), type=Someone) for file in files}


def goal_of(someone: Someone) -> Goal:
    """The wishes and limits of a person."""
    words = [day.split() for day in someone.days]
    slots = [Slot(weekday=Weekday(day), minutes=int(minutes), gym=" ".join(gym)) for day, minutes, *gym in words]
    gym: Gym = find_gym(someone.gym)
    return msgspec.convert(
        {"slots": msgspec.to_builtins(slots), "gym": msgspec.to_builtins(gym), **someone.wish}, type=Goal
    )


def history(someone: Someone) -> tuple[Session, ...]:
    """The sessions that a person has behind them, the oldest first."""
    days = [
        (someone.today - timedelta(days=did.days_ago + 7 * week), did)
        for did in someone.did
        for week in range(did.weeks)
    ]
    return tuple(session(day, did) for day, did in sorted(days, key=lambda pair: pair[0]))


def session(day: date, did: Did) -> Session:
    """A session of the log with its sets."""
    id = SessionId(f"{day}")
    sets = [one for movement, text in did.sets.items() for one in sets_of(id, movement, text)]
    began = datetime.combine(day, time(18))
    return Session(id=id, app="legday", began=began, ended=None, title="", note="", planned=None, sets=tuple(sets))


def sets_of(session: SessionId, movement: MovementId, text: str) -> Iterator[Set]:
    """The sets of a movement as a file writes them."""
    found = DID.fullmatch(text)
    assert found, text
    count, reps, load, reserve = found.groups()
    for place in range(int(count)):
        yield Set(
            id=SetId(f"{session}:{movement}:{place}"),
            session=session,
            app="legday",
            exercise=movement,
            movement=movement,
            place=place,
            role=Role.WORK,
            load_kg=float(load) if load else None,
            reps=int(reps),
            reserve=float(reserve) if reserve else None,
            duration_s=None,
            distance_m=None,
            rest_s=None,
            note="",
        )


def state_of(someone: Someone) -> State:
    """What the coach knows of a person."""
    at = datetime.combine(someone.today, time(8))
    felt = [(f"sore:{group}", {"sore": score}) for group, score in someone.felt.sore.items()]
    felt += [(f"ache:{joint}", {"pain": score}) for joint, score in someone.felt.ache.items()]
    facts = [
        Fact(id=fact_id(at, about.encode()), about=about, kind=Kind.FELT, at=at, body=body) for about, body in felt
    ]
    return read_state(history(someone), facts, today=someone.today, credit=atlas().counted)


def week_of(someone: Someone, stop: Stop | None = None) -> Week:
    """The week of a person, after what interfered."""
    goal, state = goal_of(someone), state_of(someone)
    week = solve(goal, state, catalogue(), atlas(), stop=stop)
    if someone.shorter is None:
        return week
    day = list(Weekday).index(someone.shorter.weekday)
    id = next(session.id for session in week.sessions if session.day.weekday() == day)
    edited = shorten(week, id, someone.shorter.minutes)
    return again(goal, state, catalogue(), atlas(), week=edited, before=week, cause=someone.shorter.cause, stop=stop)


def lines(week: Week) -> Iterator[str]:
    """A week as a coach would read it, line by line."""
    for heading, said in (("Advice", week.advice), ("Changed", week.changes)):
        yield from (f"{heading}: {sentence(one)}" for one in said)
    for one in week.sessions:
        yield from session_lines(one)
    for line in week.groups:
        star = "*" if line.favoured else ""
        mark = "" if line.met else f"  SHORT {sentence(line.limit) if line.limit else ''}"
        yield f"  {line.group + star:16}{line.credit:5.1f}  floor {line.floor:g}, wish {line.wish:g}{mark}"
    for heading, said in (("Limit", week.limits), ("Price", week.prices)):
        yield from (f"{heading}: {sentence(one)}" for one in said)
    yield f"{week.status}, value {week.objective:.0f} of {week.bound:.0f}, {week.seconds} s"


def session_lines(session: PlannedSession) -> Iterator[str]:
    """A session, line by line."""
    yield f"{session.day:%A}, {session.seconds / 60:.1f} of {session.minutes} min {session.gym}"
    for step in session.warm_up:
        yield f"  warm-up  {step.name}, {step.dose} ({step.seconds} s). {sentence(step.because)}"
    for planned in session.movements:
        yield f"  {planned.name}: {dose(planned)}, {planned.seconds / 60:.1f} min"
        if planned.between:
            yield f"      between the sets of {', '.join(session.beside(planned))}"
        yield from (f"      {sentence(one)}" for one in planned.because)
    for step in session.stretches:
        yield f"  stretch  {step.name}, {step.dose} ({step.seconds} s). {sentence(step.because)}"
    yield f"  gives  {', '.join(f'{group} {sets:g}' for group, sets in given(session).items() if sets)}"


def dose(planned: PlannedMovement) -> str:
    """The sets of a movement in a line."""
    first = work(planned)[0]
    low, high = first.hold_s or first.reps
    ramp = ", ".join(f"{kilograms(one.load_kg or 0)} x {one.reps[0]}" for one in planned.sets if one.ramp)
    load = f" at {kilograms(first.load_kg)}" if first.load_kg is not None else ""
    reserve = f", {first.reserve:g} in reserve" if first.reserve is not None else ""
    unit = " s" if first.hold_s else ""
    return (
        f"{ramp + '; ' if ramp else ''}{len(work(planned))} x {low}-{high}{unit}{load}{reserve}, rest {first.rest_s} s"
    )


def sentence(because: Because) -> str:
    """A sentence with its reason and its source."""
    return f"{because.say} [{because.why} ({because.source}{', convention' if because.convention else ''})]"


def main(words: Sequence[str]) -> int:
    """Print the weeks of the people named, or of all; 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*")
    parser.add_argument("--quiet", action="store_true", help="only what is not as it should be")
    asked = parser.parse_args(words)
    wrong = 0
    for name, someone in people().items():
        if asked.name and name not in asked.name:
            continue
        week, goal = week_of(someone), goal_of(someone)
        print(f"== {name}: {someone.who}")
        if not asked.quiet:
            print("\n".join(lines(week)))
        for expect in someone.expect:
            found = complaints(week, goal, expect)
            wrong += len(found)
            mark = "WRONG" if found else "ok"
            if found or not asked.quiet:
                print(f"  {mark}: {expect.check} {expect.value or ''} ({expect.source}) {'; '.join(found)}")
    return min(1, wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
