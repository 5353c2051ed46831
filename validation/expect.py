"""What a coach would check in a week: each check reads a finished week and says what is not as it should be.

A check takes the week, the goal and the value that a person's file gives it, and returns its complaints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from legday.kinds import Group, Value
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.goal import Goal
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet, Status, Week


class Expect(Value):
    """Something that a coach would check: which check, with what, and where that is written."""

    check: str
    value: Any = None
    source: str


def work(planned: PlannedMovement) -> tuple[PlannedSet, ...]:
    """The working sets of a movement."""
    return tuple(one for one in planned.sets if not one.ramp)


def given(session: PlannedSession) -> dict[Group, float]:
    """What a session gives each group, in effective sets."""
    credit = dict.fromkeys(Group, 0.0)
    for planned in session.movements:
        for group, share in atlas().counted(planned.movement).items():
            credit[group] += share * len(work(planned))
    return {group: round(sets, 1) for group, sets in credit.items()}


def every(week: Week) -> Iterator[tuple[PlannedSession, PlannedMovement]]:
    """Each movement of a week with its session."""
    return ((session, planned) for session in week.sessions for planned in session.movements)


def proved(week: Week, _: Goal, __: None) -> Iterator[str]:
    if week.status is not Status.OPTIMAL:
        yield f"the week is {week.status}"


def floors_met(week: Week, _: Goal, but: list[str] | None) -> Iterator[str]:
    """Every group but those named has its floor."""
    for line in week.groups:
        if not line.met and line.group not in (but or ()):
            yield f"{line.group}: {line.credit} of {line.floor}"


def minutes_kept(week: Week, _: Goal, __: None) -> Iterator[str]:
    for session in week.sessions:
        if session.seconds > 60 * session.minutes:
            yield f"{session.day:%A} takes {session.seconds} s of {session.minutes} min"


def minutes_used(week: Week, _: Goal, share: float) -> Iterator[str]:
    """A session uses at least this share of its minutes."""
    for session in week.sessions:
        if session.seconds < share * 60 * session.minutes:
            yield f"{session.day:%A} uses {session.seconds // 60} of {session.minutes} min"


def sessions(week: Week, _: Goal, span: list[int]) -> Iterator[str]:
    if not span[0] <= len(week.sessions) <= span[1]:
        yield f"{len(week.sessions)} sessions"


def without(week: Week, _: Goal, words: list[str]) -> Iterator[str]:
    """No movement of these ids or patterns."""
    for session, planned in every(week):
        if {planned.movement, catalogue()[planned.movement].pattern.value} & set(words):
            yield f"{planned.name} on {session.day:%A}"


def within(week: Week, _: Goal, words: list[str]) -> Iterator[str]:
    """Each of these movements or patterns somewhere in the week."""
    there = {planned.movement for _, planned in every(week)}
    there |= {catalogue()[planned.movement].pattern.value for _, planned in every(week)}
    yield from (f"no {word}" for word in words if word not in there)


def a_session_at_most(week: Week, _: Goal, most: float) -> Iterator[str]:
    """No group gets more in a session."""
    for session in week.sessions:
        yield from (f"{group} {got} on {session.day:%A}" for group, got in given(session).items() if got > most)


def a_week_at_most(week: Week, _: Goal, most: dict[str, float]) -> Iterator[str]:
    for line in week.groups:
        if line.credit > most.get(line.group, most.get("any", 99)):
            yield f"{line.group} {line.credit}"


def a_week_at_least(week: Week, _: Goal, least: dict[str, float]) -> Iterator[str]:
    for line in week.groups:
        if line.credit < least.get(line.group, 0):
            yield f"{line.group} {line.credit}"


def visits_at_least(week: Week, _: Goal, least: dict[str, int]) -> Iterator[str]:
    """Days on which a group gets two effective sets or more."""
    for group, count in least.items():
        found = sum(given(session)[Group(group)] >= 2 for session in week.sessions)
        if found < count:
            yield f"{group} on {found} days"


def sets_at_most(week: Week, _: Goal, most: dict[str, int]) -> Iterator[str]:
    """Working sets of a movement in a session; "any" holds for all that are not named."""
    for session, planned in every(week):
        if len(work(planned)) > most.get(planned.movement, most.get("any", 99)):
            yield f"{len(work(planned))} sets of {planned.name} on {session.day:%A}"


def sets_a_session(week: Week, _: Goal, span: list[int]) -> Iterator[str]:
    """Working sets of a session altogether."""
    for session in week.sessions:
        count = sum(len(work(planned)) for planned in session.movements)
        if not span[0] <= count <= span[1]:
            yield f"{count} sets on {session.day:%A}"


def movements_a_session(week: Week, _: Goal, span: list[int]) -> Iterator[str]:
    for session in week.sessions:
        if not span[0] <= len(session.movements) <= span[1]:
            yield f"{len(session.movements)} movements on {session.day:%A}"


def movements_a_week(week: Week, _: Goal, most: int) -> Iterator[str]:
    """How many different movements a week holds."""
    names = {planned.name for _, planned in every(week)}
    if len(names) > most:
        yield f"{len(names)} movements: {', '.join(sorted(names))}"


def reserve_at_least(week: Week, _: Goal, least: float) -> Iterator[str]:
    for session, planned in every(week):
        if any(one.reserve is not None and one.reserve < least for one in work(planned)):
            yield f"{planned.name} on {session.day:%A}: {work(planned)[0].reserve} in reserve"


def loaded_reps_at_least(week: Week, _: Goal, least: int) -> Iterator[str]:
    """What has a load is not done with fewer repetitions."""
    for session, planned in every(week):
        if catalogue()[planned.movement].loaded and work(planned)[0].reps[0] < least:
            yield f"{planned.name} on {session.day:%A}: {work(planned)[0].reps}"


def reps_of(week: Week, _: Goal, wanted: dict[str, list[int]]) -> Iterator[str]:
    """The repetitions, from-to, that movements are done with where they are done."""
    for session, planned in every(week):
        if planned.movement in wanted and list(work(planned)[0].reps) != wanted[planned.movement]:
            yield f"{planned.name} on {session.day:%A}: {work(planned)[0].reps}"


def load_between(week: Week, _: Goal, spans: dict[str, list[float]]) -> Iterator[str]:
    """The working loads of movements, in kg; each must be in the week."""
    for id, (least, most) in spans.items():
        loads = [one.load_kg for _, planned in every(week) if planned.movement == id for one in work(planned)]
        if not loads:
            yield f"no {id}"
        yield from (f"{id} at {load}" for load in loads if load is None or not least <= load <= most)


def ramped(week: Week, _: Goal, ids: list[str]) -> Iterator[str]:
    """These movements are ramped: at least two lighter sets, rising, all below the working load."""
    for session, planned in every(week):
        ramp = [one.load_kg or 0 for one in planned.sets if one.ramp]
        top = work(planned)[0].load_kg or 0
        if planned.movement in ids and (len(ramp) < 2 or ramp != sorted(set(ramp)) or ramp[-1] >= top):
            yield f"{planned.name} on {session.day:%A}: ramp {ramp} to {top}"


def rest_at_least(week: Week, _: Goal, least: int) -> Iterator[str]:
    for session, planned in every(week):
        if any(one.rest_s < least for one in work(planned)):
            yield f"{planned.name} on {session.day:%A}: {work(planned)[0].rest_s} s"


def rest_at_most(week: Week, _: Goal, most: dict[str, int]) -> Iterator[str]:
    """Movements that nobody has to wait for have their own rest."""
    for session, planned in every(week):
        if work(planned)[0].rest_s > most.get(planned.movement, 999):
            yield f"{planned.name} on {session.day:%A}: {work(planned)[0].rest_s} s"


def apart(week: Week, _: Goal, patterns: list[str]) -> Iterator[str]:
    """Heavy movements of a pattern are not done on days that follow each other."""
    heavy = {
        (session.day, catalogue()[planned.movement].pattern.value)
        for session, planned in every(week)
        if catalogue()[planned.movement].demand >= 4
    }
    for day, pattern in heavy:
        if pattern in patterns and (day + timedelta(days=1), pattern) in heavy:
            yield f"{pattern} on {day:%A} and the day after"


def no_step(week: Week, _: Goal, ids: list[str]) -> Iterator[str]:
    """None of these drills and stretches."""
    for session in week.sessions:
        steps = (*session.warm_up, *session.stretches)
        yield from (f"{step.name} on {session.day:%A}" for step in steps if step.id in ids)


def in_order(week: Week, _: Goal, __: None) -> Iterator[str]:
    """The demanding first; what is done between the sets of others has its place beside them."""
    for session in week.sessions:
        demands = [catalogue()[planned.movement].demand for planned in session.movements if not planned.between]
        if demands != sorted(demands, reverse=True):
            yield f"{session.day:%A}: {', '.join(planned.name for planned in session.movements)}"


def no_superset(week: Week, _: Goal, __: None) -> Iterator[str]:
    yield from (f"{planned.name} on {session.day:%A}" for session, planned in every(week) if planned.between)


def warm_up_at_least(week: Week, _: Goal, seconds: int) -> Iterator[str]:
    """The easy part of the warm-up."""
    for session in week.sessions:
        easy = session.warm_up[0].seconds if session.warm_up else 0
        if easy < seconds:
            yield f"{session.day:%A}: {easy} s"


def stretched_for(week: Week, _: Goal, __: None) -> Iterator[str]:
    """Each session that has time for stretches ends with some."""
    yield from (f"none on {one.day:%A}" for one in week.sessions if one.minutes >= 30 and not one.stretches)


def says(week: Week, _: Goal, words: list[str]) -> Iterator[str]:
    """Words that must stand somewhere in what is said of the week."""
    lines = (*week.advice, *week.limits, *week.prices, *week.changes)
    whole = " ".join(f"{line.say} {line.why}" for line in lines)
    yield from (f"“{word}” is not said" for word in words if word not in whole)


def silent_on(week: Week, _: Goal, words: list[str]) -> Iterator[str]:
    """Words that must stand nowhere in what is said of the week."""
    lines = (*week.advice, *week.limits, *week.prices, *week.changes)
    whole = " ".join(f"{line.say} {line.why}" for line in lines)
    yield from (f"“{word}” is said" for word in words if word in whole)


def only_gym(week: Week, _: Goal, gyms: dict[str, str]) -> Iterator[str]:
    """Where the session of a weekday is."""
    for session in week.sessions:
        wanted = gyms.get(f"{session.day:%a}".lower(), session.gym)
        if session.gym != wanted:
            yield f"{session.day:%A} is in {session.gym or 'the usual gym'}"


def not_said_twice(week: Week, _: Goal, __: None) -> Iterator[str]:
    """No sentence stands twice under a movement, nor in what is said of the week."""
    for session, planned in every(week):
        lines = [line.say for line in planned.because]
        yield from (f"{planned.name} on {session.day:%A}: {line}" for line in {*lines} if lines.count(line) > 1)
    lines = [line.say for line in (*week.advice, *week.limits, *week.prices)]
    yield from (f"the week: {line}" for line in {*lines} if lines.count(line) > 1)


Check = Callable[[Week, Goal, Any], Iterator[str]]

CHECKS: dict[str, Check] = {
    check.__name__.replace("_", " "): check
    for check in (
        proved,
        floors_met,
        minutes_kept,
        minutes_used,
        sessions,
        without,
        within,
        a_session_at_most,
        a_week_at_most,
        a_week_at_least,
        visits_at_least,
        sets_at_most,
        sets_a_session,
        movements_a_session,
        movements_a_week,
        reserve_at_least,
        loaded_reps_at_least,
        reps_of,
        load_between,
        ramped,
        rest_at_least,
        rest_at_most,
        apart,
        no_step,
        in_order,
        no_superset,
        warm_up_at_least,
        stretched_for,
        says,
        silent_on,
        only_gym,
        not_said_twice,
    )
}
"""The checks by the words that a person's file calls them with."""


def complaints(week: Week, goal: Goal, expect: Expect) -> list[str]:
    """What is not as it should be, by one expectation."""
    return list(CHECKS[expect.check](week, goal, expect.value))
