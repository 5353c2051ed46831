"""The circle: facts are read, the coach says what they mean, the plan follows, and what is done becomes facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from legday.coach.read import read_state
from legday.coach.review import Review
from legday.coach.review import review as coach_review
from legday.coach.state import State
from legday.files.compare import compare
from legday.files.names import Names, answers
from legday.files.own import is_own, own_report, read_own
from legday.files.read import read_log
from legday.files.reading import Progress
from legday.files.report import Report
from legday.kinds import BadInput, MovementId, SessionId, Unit, Value
from legday.log.entry import Entry
from legday.log.fact import Fact, Kind, latest, say
from legday.log.history import Role, Session, history, renew
from legday.log.merge import Verdict
from legday.movement.atlas import Atlas, atlas
from legday.movement.catalogue import Catalogue, catalogue, find_movement, others
from legday.movement.taught import Own, own_movements, with_own
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import all_in_pounds, gyms
from legday.plan.week import PlannedSession, Status, Week

if TYPE_CHECKING:
    from legday.plan.solve import Stop
    from legday.store.facts import Store

PERSON = "me"
"""Who owns the log where there is only one person."""


class Known(Value):
    """Everything that the facts say about a person on one day.

    ``week`` is the latest planned week, None before the first; ``wished`` is false while the goal is only the default.
    ``catalogue`` and ``atlas`` hold legday's movements and the person's own; the atlas also those that were taken away,
    since their sets count on.
    """

    today: date
    sessions: tuple[Session, ...]
    state: State
    goal: Goal
    wished: bool
    unit: Unit
    week: Week | None
    last: str | None
    own: Own
    catalogue: Catalogue
    atlas: Atlas


def default_goal() -> Goal:
    """The wishes of somebody who has not said any: twice a week for 45 minutes in a full gym (C02: two a week)."""
    slots = (Slot(weekday=Weekday.MON, minutes=45), Slot(weekday=Weekday.THU, minutes=45))
    return Goal(slots=slots, gym=gyms()["full_gym"])


def read(facts: Iterable[Fact], today: date) -> Known:
    """Read a person's facts as what is known on a day.

    >>> read((), date(2026, 11, 22)).state.gap_days is None
    True
    """
    facts = tuple(facts)
    return _known(facts, today, history(facts, Names(answers(facts)).resolve))


def learn(known: Known, facts: Iterable[Fact], new: Iterable[Fact], today: date) -> Known:
    """Read what is known on a day when ``new`` facts have come to those that ``known`` was read from.

    The same as ``read(facts, today)``, where ``facts`` are all, the new ones among them; but sooner, since only the
    sessions that they are about are read again.

    >>> nothing = read((), date(2026, 11, 22))
    >>> learn(nothing, (), (), date(2026, 11, 23)) == read((), date(2026, 11, 23))
    True
    """
    facts, new = tuple(facts), tuple(new)
    if any(fact.kind is Kind.WISHED for fact in new):  # what a name means may have changed, and with it every session
        return read(facts, today)
    return _known(facts, today, renew(known.sessions, facts, new, Names(answers(facts)).resolve))


def _known(facts: tuple[Fact, ...], today: date, sessions: tuple[Session, ...]) -> Known:
    wishes = latest(facts, Kind.WISHED)
    planned = latest(facts, Kind.PLANNED)
    taught = own_movements(facts)
    own = {**taught.here, **taught.away}
    every = atlas().with_efforts(taught.efforts, {id: movement.part for id, movement in own.items()})
    return Known(
        today=today,
        sessions=sessions,
        state=read_state(sessions, facts, today=today, credit=every.counted),
        goal=msgspec.convert(wishes["goal"].body, Goal) if "goal" in wishes else default_goal(),
        wished="goal" in wishes,
        unit=Unit(wishes["settings"].body["unit"]) if "settings" in wishes else Unit.KG,
        week=read_week(max(planned.values(), key=lambda fact: fact.id)) if planned else None,
        last=max((fact.id for fact in facts), default=None),
        own=taught,
        catalogue=with_own(catalogue(), taught),
        atlas=every,
    )


def read_week(fact: Fact) -> Week | None:
    """Read a planned week back from its fact; None where another version of legday wrote it in another form.

    A plan can always be made again, so one that cannot be read must not keep anybody from their log.
    """
    try:
        return msgspec.convert(fact.body, Week)
    except msgspec.ValidationError:
        return None


def week_body(week: Week) -> dict[str, Any]:
    """Write a planned week as the body of a fact."""
    body: dict[str, Any] = msgspec.to_builtins(week)
    return body


def next_week(known: Known, *, goal: Goal | None = None, start: date | None = None, stop: Stop | None = None) -> Week:
    """Plan seven days from ``start``, or from today; a day that was already trained on is not planned again."""
    from legday.plan.solve import solve  # the solver takes a second to import

    trained_today = known.state.gap_days == 0
    start = start or (known.today + timedelta(days=1) if trained_today else known.today)
    goal = goal or known.goal
    if known.unit is Unit.LB:
        goal = all_in_pounds(goal)
    return solve(goal, known.state, known.catalogue, known.atlas, start=start, stop=stop)


def keep_week(known: Known, goal: Goal, week: Week, *, at: datetime, seed: bytes) -> tuple[Fact, ...]:
    """The facts that remember a planned week, and the wishes where they are new."""
    facts = []
    last = known.last
    if not known.wished or goal != known.goal:
        facts.append(say(Kind.WISHED, "goal", msgspec.to_builtins(goal), at=at, seed=seed + b"goal", last=last))
        last = facts[-1].id
    if found(week):
        about = f"week:{week.start.isoformat()}"
        facts.append(say(Kind.PLANNED, about, week_body(week), at=at, seed=seed + b"week", last=last))
    return tuple(facts)


def found(week: Week) -> bool:
    """Whether there is a plan in it: one that was not made takes no plan's place."""
    return week.status in (Status.OPTIMAL, Status.FEASIBLE)


def carried_out(known: Known) -> dict[str, Session]:
    """The sessions that were begun from the planned week, by the id of the planned one.

    A day that is planned anew keeps its id, so what was begun before the week is another session.
    """
    if known.week is None:
        return {}
    start = known.week.start
    return {session.planned: session for session in known.sessions if session.planned and session.day >= start}


def due(known: Known) -> PlannedSession | None:
    """The session to do next: the latest that was due and is not done, else the next one to come."""
    if known.week is None:
        return None
    begun = carried_out(known)
    open_ones = [session for session in known.week.sessions if session.id not in begun]
    overdue = [session for session in open_ones if session.day <= known.today]
    if overdue:
        return overdue[-1]
    return open_ones[0] if open_ones else None


def visit(known: Known, *, planned: str | None, at: datetime, seed: bytes) -> Fact:
    """The fact that begins a session, carried out from a plan or on one's own."""
    body = {"app": "legday", "began": clock(at), "planned": planned}
    fact = say(Kind.LOGGED, "", body, at=at, seed=seed + b"session", last=known.last)
    return msgspec.structs.replace(fact, about=fact.id)


def clock(at: datetime) -> str:
    """A clock time without its offset, as sessions keep it."""
    return at.replace(tzinfo=None).isoformat()


def log_facts(
    known: Known, movement: MovementId, entries: Iterable[Entry], *, at: datetime, seed: bytes
) -> tuple[Fact, ...]:
    """The facts of sets just done: they join today's last session of legday, or begin one."""
    facts: list[Fact] = []
    today = [session for session in known.sessions if session.day == known.today and session.app == "legday"]
    if today:
        session, place = today[-1].id, max((done.place for done in today[-1].sets), default=0)
    else:
        facts.append(visit(known, planned=planned_with(known, movement), at=at, seed=seed))
        session, place = SessionId(facts[0].id), 0
    for number, entry in enumerate(entries, start=1):
        body = {
            "session": session,
            "app": "legday",
            "exercise": movement,
            "place": place + number,
            "role": Role.WORK.value,
            **msgspec.structs.asdict(entry),
        }
        last = facts[-1].id if facts else known.last
        fact = say(Kind.LOGGED, "", body, at=at, seed=seed + str(number).encode(), last=last)
        facts.append(msgspec.structs.replace(fact, about=fact.id))
    return tuple(facts)


def planned_with(known: Known, movement: MovementId) -> str | None:
    """The planned session that a set belongs to: the one that is due, if the movement is in it."""
    session = due(known)
    if session is None or session.day > known.today:
        return None
    return session.id if movement in {one.movement for one in session.movements} else None


def name_answer(answer: str, at: datetime, last: str | None, known: Catalogue) -> Fact:
    """Read a person's answer to an unknown exercise name, "strong:Low Bar Squat=back_squat" or "...=none".

    >>> name_answer("Sled=none", datetime(2026, 11, 22), None, catalogue()).body
    {'movement': None}
    """
    left, equals, right = answer.rpartition("=")
    if not equals:
        raise BadInput(
            f'"{answer}" does not say what a name means.', 'Write "Low Bar Squat=back_squat" or "Sled=none".'
        )
    app, colon, exercise = left.partition(":")
    if not colon or app not in ("strong", "hevy"):
        app, exercise = "*", left
    meant = None if right.strip().lower() == "none" else meaning(right, known)
    return say(Kind.WISHED, f"name:{app}:{exercise}", {"movement": meant}, at=at, seed=answer.encode(), last=last)


def meaning(text: str, known: Catalogue) -> MovementId:
    """The movement that a word means, coached or only counted."""
    word = text.strip().lower().replace(" ", "_")
    return MovementId(word) if word in others() else find_movement(text, known).id


def bring(
    store: Store,
    person: str,
    data: bytes,
    *,
    file: str,
    unit: Unit | None,
    update: bool,
    at: datetime,
    told: tuple[Fact, ...] = (),
    progress: Progress | None = None,
) -> Report:
    """Bring a log into the store, of another app or legday's own export; where the file is refused, nothing.

    ``told`` are answers about names that are stored with it. Somebody who has not said which unit they read gets that
    of the file.
    """
    facts = (*store.facts(person), *told)
    if is_own(data):
        own = read_own(data)
        verdicts = store.add(person, (*own, *told), received=at)[: len(own)]
        return own_report(file, own, verdicts, Names(answers((*facts, *own))).resolve)
    reading = read_log(data, unit, progress=progress)
    names = Names(answers(facts), {taught.name: id for id, taught in own_movements(facts).taught.items()})
    new, report = compare(
        {fact.id: fact for fact in facts}, reading, names, update=update, at=at, file=file, progress=progress
    )
    if "settings" not in latest(facts, Kind.WISHED) and reading.unit is Unit.LB:
        last = max((fact.id for fact in (*facts, *new)), default=None)
        seed = f"unit {person}".encode()
        new = (*new, say(Kind.WISHED, "settings", {"unit": reading.unit.value}, at=at, seed=seed, last=last))
    whole = (*told, *new)
    if any(answer.verdict is not Verdict.STORED for answer in store.add(person, whole, received=at)):
        raise BadInput("Another import was faster.", "Import the file again; what is known already is not doubled.")
    return report


def name_of(known: Known, movement: MovementId) -> str:
    """The name of a movement, coached, only counted, or the person's own even when it was taken away."""
    named = known.catalogue.get(movement) or known.own.taught.get(movement) or others().get(movement)
    return named.name if named else str(movement)


def review(known: Known) -> Review:
    """Review what improved, what holds and what to change."""
    return coach_review(known.state, known.sessions, names=partial(name_of, known), credit=known.atlas.counted)
