from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from legday.coach.loads.convert import convert
from legday.coach.loads.progress import next_load
from legday.coach.state import USUAL_BIAS, Lift, ReserveBias, State
from legday.coach.strength.reserve import EVERY_DAYS, SAFE, calibration, reserve_advice, reserve_bias
from legday.kinds import Because, Group, Joint, MovementId, SessionId, SetId
from legday.log.history import Role, Set
from legday.movement.catalogue import catalogue

TODAY = date(2026, 11, 22)
CURL, SQUAT = MovementId("leg_curl_lying"), MovementId("back_squat")
KNOWN = ReserveBias(mean=2.0, sd=0.4, sets=6, last=TODAY - timedelta(days=40))


def done(reps: int, reserve: float | None, *, load: float = 40, role: Role = Role.WORK) -> Set:
    return Set(
        id=SetId("set"), session=SessionId("visit"), app="legday", exercise="x", movement=CURL, place=0, role=role,
        load_kg=load, reps=reps, reserve=reserve, duration_s=None, distance_m=None, rest_s=None, note="",
    )  # fmt: skip


def learnt(*sessions: tuple[int, list[Set]]) -> ReserveBias:
    """What sessions teach, each given by how many days ago it was."""
    return reserve_bias({CURL: [(TODAY - timedelta(days=ago), str(ago), sets) for ago, sets in sessions]})


def test_before_anything_was_seen_people_have_one_more_than_they_write() -> None:
    assert learnt((3, [done(10, 2), done(10, 2)])) == USUAL_BIAS
    assert USUAL_BIAS.more == 0


def test_who_has_three_more_than_written_is_found_out() -> None:
    weeks = [(7 * week, [done(8, 2), done(12, 0)]) for week in range(8, 0, -1)]
    found = learnt(*weeks)
    assert found.sets == 8
    assert found.known
    assert found.mean > 2
    assert found.sd < USUAL_BIAS.sd


def test_who_writes_what_is_true_is_believed() -> None:
    found = learnt(*((7 * week, [done(10, 2), done(11, 0, role=Role.FAILURE)]) for week in range(8, 0, -1)))
    assert found.known
    assert abs(found.mean) < 0.5


def test_a_set_of_the_week_before_tells_as_well_but_not_one_of_last_month() -> None:
    assert learnt((8, [done(8, 2)]), (1, [done(12, 0)])).sets == 1
    assert learnt((40, [done(8, 2)]), (1, [done(12, 0)])).sets == 0


@pytest.mark.parametrize(
    "other", [done(8, 2, load=50), done(8, None), done(8, 2, role=Role.WARMUP), done(8, 2, role=Role.DROP)]
)
def test_only_a_working_set_with_a_reserve_and_the_same_load_tells(other: Set) -> None:
    assert learnt((1, [other, done(12, 0)])).sets == 0


def test_what_is_far_off_was_another_kind_of_set() -> None:
    assert learnt((1, [done(8, 2), done(25, 0)])).sets == 0


def test_the_last_set_to_the_limit_is_remembered() -> None:
    assert learnt((20, [done(12, 0)]), (3, [done(10, 2)])).last == TODAY - timedelta(days=20)


@given(
    some.lists(
        some.lists(
            some.builds(
                done, some.integers(1, 20), some.sampled_from([None, 0.0, 1.0, 3.0, 6.0]),
                role=some.sampled_from([Role.WORK, Role.FAILURE, Role.WARMUP]),
            ),
            max_size=4,
        ),
        max_size=12,
    )
)  # fmt: skip
def test_more_sets_never_make_it_less_sure(days: list[list[Set]]) -> None:
    sessions = [(len(days) - place, sets) for place, sets in enumerate(days)]
    before = USUAL_BIAS.sd
    for count in range(1, len(sessions) + 1):
        found = learnt(*sessions[:count])
        assert found.sd <= before + 1e-12
        assert -3 <= found.mean <= 5
        before = found.sd


def lift(reserve: float | None) -> Lift:
    sets = ((100.0, 8, reserve),) * 3
    return Lift(
        movement=CURL, last_day=TODAY - timedelta(days=3), sessions=9, last=sets, before=sets, trend=None
    )  # fmt: skip


def test_who_has_more_than_written_is_ready_for_a_little_more_at_other_repetitions() -> None:
    written, _ = convert(lift(2.0), (12, 15), 2)
    known, _ = convert(lift(2.0), (12, 15), 2, more=2.0)
    assert 1.03 < known / written < 1.08


def test_at_the_limit_nobody_has_more() -> None:
    assert convert(lift(0.0), (12, 15), 2, more=2.0) == convert(lift(0.0), (12, 15), 2)
    assert convert(lift(None), (12, 15), 2, more=2.0) == convert(lift(None), (12, 15), 2)


def test_a_reserve_that_is_less_than_planned_on_paper_only_does_not_hold_the_load() -> None:
    def say(more: float) -> str:
        found = next_load(
            lift(0.5), reps=(5, 8), reserve=2, at_most=lambda load: load // 2.5 * 2.5, step_kg=2.5, new=False,
            today=TODAY, more=more,
        )  # fmt: skip
        return found.because[0].say

    assert "stop with 2 in reserve" in say(0.0)
    assert say(2.0).startswith("Up to")


def test_it_is_said_only_when_it_is_known_well() -> None:
    assert not list(reserve_advice(USUAL_BIAS))
    assert not list(reserve_advice(replace(KNOWN, sets=3)))
    assert [found.say for found in reserve_advice(replace(KNOWN, mean=0.1))] == [
        "The reserve that you write down is about right."
    ]
    [less] = reserve_advice(replace(KNOWN, mean=-1.2))
    assert "1 repetition less" in less.say


def somebody(**rest: object) -> State:
    state = State(
        today=TODAY, lifts={CURL: lift(2.0), SQUAT: replace(lift(2.0), movement=SQUAT)}, gap_days=3, new=False,
        sessions_28=8, credit_28={}, last_trained={}, sore={}, aches=(), flags=(),
    )  # fmt: skip
    return replace(state, **rest)


def offered(state: State, movement: MovementId = CURL) -> Because | None:
    return calibration(state, movement, "Lying leg curl", (Group.HAMSTRINGS,))


def test_a_set_to_the_limit_is_offered_where_the_load_rests_safely() -> None:
    found = offered(somebody())
    assert found
    assert found.convention
    assert "last set of Lying leg curl to the limit" in found.say


def test_it_is_never_offered_under_a_bar() -> None:
    assert offered(somebody(), SQUAT) is None
    assert all(catalogue()[movement].loading.value in ("stack", "plates") for movement in SAFE)


@pytest.mark.parametrize(
    "state",
    [
        somebody(novice=True),
        somebody(new=True),
        somebody(sore={Group.HAMSTRINGS: 2}),
        somebody(aches=(Joint.KNEE,)),
        somebody(flags=(Because(say="Stop.", why="Chest.", source="models 18.1"),)),
        somebody(bias=replace(KNOWN, last=TODAY - timedelta(days=EVERY_DAYS - 1))),
        somebody(lifts={}),
    ],
)
def test_it_is_not_offered_to_who_is_new_sore_aching_flagged_or_did_one_lately(state: State) -> None:
    assert offered(state) is None


def test_it_is_offered_again_after_some_weeks() -> None:
    assert offered(somebody(bias=replace(KNOWN, last=TODAY - timedelta(days=EVERY_DAYS))))
