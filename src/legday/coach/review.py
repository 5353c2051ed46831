"""The review: what improved, what holds, what to change, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from legday.coach.change import to_change
from legday.coach.state import Lift, State, Trend, Verdict
from legday.coach.strength.kalman import GAP_WEEKS
from legday.coach.strength.plateau import LEAST_SESSIONS, LEAST_WEEKS, perhaps_falling
from legday.coach.strength.reserve import reserve_advice
from legday.coach.turning_up.adherence import Adherence
from legday.coach.visits import Credit, by_movement, credited
from legday.coach.weekly import WeekCredit
from legday.coach.words import about, counted, give_or_take, listed, on, percent, spare
from legday.kinds import Because, MovementId, Value
from legday.log.history import Session

WEEKS = 12
SHOWN = 3  # names in one sentence


class Line(Value):
    """How one movement is going: the verdict, a sentence with the numbers, how often and when last.

    ``trend`` is None where there is no load or where it is too early to show one.
    """

    movement: MovementId
    name: str
    verdict: Verdict
    words: Because
    trend: Trend | None
    sessions: int
    last: date


class Review(Value):
    """What improved, what holds and what to change (``headline``), attendance, a line a movement, and twelve weeks.

    ``reserve`` says what the written reserve is worth, once that is known well.
    """

    headline: tuple[Because, Because, Because]
    attendance: Adherence
    lines: tuple[Line, ...]
    weeks: tuple[WeekCredit, ...]
    reserve: tuple[Because, ...] = ()


def review(
    state: State,
    sessions: Sequence[Session],
    *,
    names: Callable[[MovementId], str],
    credit: Credit,
    attendance: Adherence,
) -> Review:
    """Review a person's training as of ``state.today``.

    ``sessions`` are those that the state was read from, ``names`` says what a movement is called and ``credit`` what a
    set of it counts for each group; ``attendance`` is how they turned up. Movements done last come first.

    >>> from legday.coach.read import read_state
    >>> from legday.coach.turning_up.adherence import adherence
    >>> state = read_state((), (), today=date(2026, 11, 22), credit=lambda movement: {})
    >>> found = review(state, (), names=str, credit=lambda movement: {}, attendance=adherence(state, (), (), ()))
    >>> found.headline[0].say
    'There is no leg training in your log yet.'
    """
    lifts = sorted(state.lifts.values(), key=lambda lift: (-lift.last_day.toordinal(), -lift.sessions, lift.movement))
    lines = tuple(_line(lift, names(lift.movement), state.today) for lift in lifts)
    monday = state.today - timedelta(days=state.today.weekday())
    starts = [monday - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    visits = by_movement(session for session in sessions if starts[0] <= session.day <= state.today)
    return Review(
        headline=(_improved(lines), _holds(lines), to_change(state, names, credit)),
        attendance=attendance,
        lines=lines,
        weeks=tuple(
            WeekCredit(start=start, credit=credited(visits, credit, since=start, until=start + timedelta(days=6)))
            for start in starts
        ),
        reserve=tuple(reserve_advice(state.bias)),
    )


def _line(lift: Lift, name: str, today: date) -> Line:
    trend = lift.trend
    verdict = trend.verdict if trend else Verdict.TOO_EARLY
    return Line(
        movement=lift.movement,
        name=name,
        verdict=verdict,
        words=_words(trend, today) if trend else _no_trend(lift),
        trend=None if verdict is Verdict.TOO_EARLY else trend,
        sessions=lift.sessions,
        last=lift.last_day,
    )


def unjudged(trend: Trend, today: date) -> str:
    """Say why a movement has no verdict: it is not done at present, or it is too early."""
    days = (trend.bests[-1].day - trend.bests[0].day).days
    if len(trend.bests) < LEAST_SESSIONS or days < 7 * LEAST_WEEKS:
        return "Too early to say: it takes eight sessions over six weeks."
    weeks = (today - trend.bests[-1].day).days // 7
    return f"No sets to compare for {weeks} weeks." if weeks >= GAP_WEEKS else "Too early to say after the pause."


def _words(trend: Trend, today: date) -> Because:
    why = f"{counted(len(trend.bests), 'session')} with comparable sets, the last on {on(trend.bests[-1].day)}."
    if trend.verdict is Verdict.TOO_EARLY:
        return Because(say=unjudged(trend, today), why=why, source="models 11.3")
    said = {
        Verdict.IMPROVING: "Going up",
        Verdict.STEADY: "Holding",
        Verdict.PLATEAU: "Level for at least eight weeks",
        Verdict.DECLINING: "Going down",
    }[trend.verdict]
    if perhaps_falling(trend):
        said = "Not going up any more, perhaps going down"
    say = (
        f"{said}: {percent(trend.slope_week)} a week, give or take {percent(trend.slope_sd)}; now "
        f"{about(trend.level_kg)}, {give_or_take(trend.level_sd * trend.level_kg)}, for "
        f"{counted(trend.reps, 'repetition')}{spare(trend.reserve or None)}."
    )
    return Because(say=say, why=why, source="models 11.3")


def _no_trend(lift: Lift) -> Because:
    why = f"{counted(lift.sessions, 'session')} without a load that can be compared, the last on {on(lift.last_day)}."
    return Because(say="No load to compare: here repetitions tell.", why=why, source="models 1.4", convention=True)


def _improved(lines: Sequence[Line]) -> Because:
    up = sorted(
        ((line, line.trend) for line in lines if line.trend and line.verdict is Verdict.IMPROVING),
        key=lambda pair: -pair[1].slope_week / pair[1].slope_sd,
    )
    if up:
        line, trend = up[0]
        also = f" So are {listed([other.name for other, _ in up[1:SHOWN]])}." if len(up) > 2 else ""
        also = f" So is {up[1][0].name}." if len(up) == 2 else also
        return Because(
            say=f"{line.name} is going up, about {percent(trend.slope_week)} a week.{also}",
            why=f"Give or take {percent(trend.slope_sd)}, read from {counted(len(trend.bests), 'session')} at about "
            f"{counted(trend.reps, 'repetition')}; said when it is at least 80 % sure.",
            source="models 11.3",
        )
    if not lines:
        return Because(
            say="There is no leg training in your log yet.",
            why="Bring your history from another app, or log a first session; a direction shows after some weeks.",
            source="models 11.3",
        )
    if any(line.trend for line in lines):
        return Because(
            say="Nothing is clearly going up at the moment.",
            why="A change is only called one when it stands out from the usual scatter; one repetition more or less in "
            "one session is within it.",
            source="models 11.1",
        )
    return Because(
        say="It is too early to say what has improved.",
        why="That takes eight sessions of a movement over six weeks, and four after three weeks away.",
        source="models 11.3",
    )


def _holds(lines: Sequence[Line]) -> Because:
    steady = [
        line.name
        for line in lines
        if line.verdict is Verdict.STEADY and not (line.trend and perhaps_falling(line.trend))
    ]
    if steady:
        more = len(steady) - SHOWN
        named = listed([*steady[:SHOWN], counted(more, "other movement")] if more > 0 else steady)
        return Because(
            say=f"{named} {'holds' if len(steady) == 1 else 'hold'}.",
            why="The change from week to week is smaller than the usual scatter between sessions.",
            source="models 11.3",
        )
    if any(line.trend for line in lines):
        return Because(
            say="No movement is merely holding at the moment.",
            why="Each one with enough sessions has a direction of its own; the lines below say which.",
            source="models 11.3",
        )
    return Because(
        say="Nothing can be called steady yet.",
        why="With one or two sessions a week, less than six weeks cannot tell a standstill from ordinary progress.",
        source="models 11.3",
    )
