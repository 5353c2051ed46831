"""Training together: who does what in which turn."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from legday.kinds import MovementId
from legday.movement.catalogue import catalogue
from legday.plan.gyms import gyms
from legday.plan.together import PLENTY, Station, Turn, stations, together, told
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet

TAKES = {
    "squat": {"rack", "barbell"},
    "deadlift": {"barbell"},
    "press": {"leg press"},
    "curl": {"seated leg curl machine"},
    "raise": set[str](),
    "lunge": set[str](),
}


def station(movement: str, sets: int) -> Station:
    takes = frozenset(TAKES[movement])
    return Station(movement=MovementId(movement), name=movement, sets=sets, takes=takes)


@st.composite
def a_session(draw: st.DrawFn) -> list[Station]:
    order = draw(st.lists(st.sampled_from(sorted(TAKES)), unique=True, max_size=5))
    return [station(movement, draw(st.integers(1, 4))) for movement in order]


some = st.lists(a_session(), min_size=2, max_size=4)
Rows = tuple[tuple[Turn, ...], ...]


def begun(rows: Rows, who: int) -> list[tuple[Station, int, int]]:
    """The stations of one of them as they were begun, each with its first and last turn."""
    found: dict[Station, list[int]] = {}
    for at, row in enumerate(rows):
        if one := row[who].station:
            found.setdefault(one, []).append(at)
    return [(one, turns[0], turns[-1]) for one, turns in found.items()]


@given(some)
def test_nobody_needs_a_single_thing_that_another_one_uses(sessions: list[list[Station]]) -> None:
    for row in together(sessions):
        used = [thing for turn in row if turn.station for thing in turn.station.takes]
        assert len(used) == len(set(used))


@given(some)
def test_nobody_takes_a_thing_away_before_who_began_with_it_is_done(sessions: list[list[Station]]) -> None:
    rows = together(sessions)
    held = [one for who in range(len(sessions)) for one in begun(rows, who)]
    for place, (one, first, last) in enumerate(held):
        for other, start, end in held[place + 1 :]:
            if one.movement != other.movement and one.takes & other.takes:
                assert last < start or end < first


@given(some)
def test_everybody_does_every_set_of_theirs_once_and_in_one_go(sessions: list[list[Station]]) -> None:
    rows = together(sessions)
    for who, session in enumerate(sessions):
        done = [turn for row in rows if (turn := row[who]).station]
        assert sorted((one.movement, one.sets) for one, _, _ in begun(rows, who)) == sorted(
            (one.movement, one.sets) for one in session
        )
        in_one_go = [number for one, _, _ in begun(rows, who) for number in range(1, one.sets + 1)]
        assert [turn.number for turn in done] == in_one_go


@given(some)
def test_in_every_turn_somebody_trains(sessions: list[list[Station]]) -> None:
    rows = together(sessions)
    assert all(any(turn.station for turn in row) for row in rows)
    assert len(rows) >= max(sum(one.sets for one in session) for session in sessions)


@given(a_session(), a_session())
def test_of_two_one_leaves_their_order_only_for_what_the_other_holds(mine: list[Station], yours: list[Station]) -> None:
    rows = together([mine, yours])
    for who, session in enumerate((mine, yours)):
        order, theirs = begun(rows, who), begun(rows, 1 - who)
        for place, (one, first, _) in enumerate(order):
            passed = [later for later, _, _ in order[place + 1 :] if session.index(later) < session.index(one)]
            since = order[place - 1][2] + 1 if place else 0  # from then on they could have begun
            held = [other for other, start, last in theirs if last >= since and start <= first + 1]
            for left in passed:
                assert any(other.takes & left.takes and other.movement != left.movement for other in held)


@given(a_session(), a_session())
def test_who_shares_nothing_keeps_the_order_and_waits_for_nobody(mine: list[Station], yours: list[Station]) -> None:
    apart = [one for one in yours if not any(one.takes & other.takes for other in mine)]
    rows = together([mine, apart])
    for who, session in enumerate((mine, apart)):
        assert [one for one, _, _ in begun(rows, who)] == session
        assert [bool(row[who].station) for row in rows[: sum(one.sets for one in session)]].count(False) == 0


def test_two_at_the_same_movement_take_turns() -> None:
    rows = together([[station("squat", 3)], [station("squat", 3)]])
    assert [[turn.number for turn in row] for row in rows] == [[1, 0], [0, 1], [2, 0], [0, 2], [3, 0], [0, 3]]


def test_who_finds_the_rack_taken_does_something_else_first() -> None:
    rows = together([[station("squat", 2)], [station("deadlift", 1), station("curl", 2)]])
    assert told(rows, ("You", "Ben")) == (
        "You: squat, set 1 of 2. Ben: curl, set 1 of 2.",
        "You: squat, set 2 of 2. Ben: curl, set 2 of 2.",
        "Ben: deadlift, set 1 of 1.",
    )


def test_a_station_takes_what_the_place_has_one_of_and_no_ramp_sets_count() -> None:
    ramp = PlannedSet(load_kg=40.0, reps=(5, 5), reserve=None, rest_s=60, ramp=True)
    work = PlannedSet(load_kg=60.0, reps=(8, 10), reserve=2.0, rest_s=150)

    def planned(movement: str) -> PlannedMovement:
        id = MovementId(movement)
        return PlannedMovement(
            movement=id,
            name=movement,
            unilateral=False,
            tempo=(1, 0, 2),
            sets=(ramp, work, work),
            seconds=600,
            because=(),
        )

    session = PlannedSession(
        id="x", day=date(2026, 11, 23), minutes=45, seconds=900, warm_up=(), stretches=(),
        movements=(planned("back_squat"), planned("step_up")),
    )  # fmt: skip
    squat, step = stations(session, catalogue(), gyms()["full_gym"].equipment)
    assert (squat.sets, "rack" in squat.takes, step.takes & PLENTY) == (2, True, frozenset())
