"""What the coach says, over many histories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from legday.coach.change import to_change
from legday.coach.loads.progress import next_load
from legday.coach.loads.restart import gap_advice
from legday.coach.read import read_state
from legday.coach.recovery.soreness import sore_advice
from legday.coach.review import Review, review
from legday.coach.safety import red_flags
from legday.coach.state import State
from legday.coach.turning_up.adherence import adherence
from legday.coach.turning_up.gap import Reason, do
from legday.coach.visits import leg_sessions
from legday.evidence.claims import source_text
from legday.kinds import Because, Group, MovementId, SessionId, SetId
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import Role, Session, Set

TODAY = date(2026, 11, 22)
NAMES = {
    MovementId("back_squat"): "Back squat",
    MovementId("leg_press"): "Leg press",
    MovementId("hack_squat"): "Hack squat",
    MovementId("standing_calf_raise"): "Standing calf raise",
    MovementId("hip_thrust"): "Hip thrust",
}
FORBIDDEN = re.compile(
    r"testosterone|hormon|lactic|lactate|\btoned?\b|toning|streak|shame|lazy|fail|excuse|should have"
    r"|1RM|one-rep|maximum",
    re.IGNORECASE,
)
AFTER_A_GAP = do(Reason.TIME)
SOURCE = re.compile(r"C\d\d|models \d+(\.\d+)*|you")


def credit(movement: MovementId) -> Mapping[Group, float]:
    return {Group.QUADRICEPS: 1.0}


def name(movement: MovementId) -> str:
    return NAMES[movement]


def visit(days_ago: int, *sets: tuple[str, float, int, float | None]) -> Session:
    began = datetime.combine(TODAY - timedelta(days=days_ago), time(18))
    done = tuple(
        Set(
            id=SetId(f"{days_ago}-{place}"), session=SessionId(f"{days_ago}"), app="legday", exercise=movement,
            movement=MovementId(movement), place=place, role=Role.WORK, load_kg=load, reps=reps, reserve=reserve,
            duration_s=None, distance_m=None, rest_s=None, note="",
        )
        for place, (movement, load, reps, reserve) in enumerate(sets)
    )  # fmt: skip
    return Session(
        id=SessionId(f"{days_ago}"), app="legday", began=began, ended=None, title="", note="", planned=None, sets=done
    )


def felt(about: str, **body: object) -> Fact:
    at = datetime.combine(TODAY, time(8))
    return Fact(id=fact_id(at, about.encode()), about=about, kind=Kind.FELT, at=at, body=body)


def look(visits: list[Session], *facts: Fact) -> tuple[State, Review]:
    state = read_state(visits, facts, today=TODAY, credit=credit)
    turned_up = adherence(state, visits, (), leg_sessions(visits, credit), gap=AFTER_A_GAP)
    return state, review(state, visits, names=name, credit=credit, attendance=turned_up)


def said(state: State, found: Review) -> Iterator[Because]:
    yield from (*found.headline, *found.attendance.said)
    yield from (line.words for line in found.lines)
    yield from (*gap_advice(state), *sore_advice(state), *state.flags)
    for lift in (*state.lifts.values(), None):
        for reps in ((4, 6), (8, 12), (12, 20)):
            for at_most in (lambda load: max(20.0, load // 2.5 * 2.5), lambda load: load // 10 * 10, None):
                yield from next_load(
                    lift, reps=reps, reserve=2, at_most=at_most, step_kg=2.5, new=state.new, today=TODAY
                ).because


def rising(weeks: int, slope: float, movement: str = "back_squat") -> list[Session]:
    return [visit(day, (movement, 100 * (1 + slope * (7 * weeks - day) / 7), 5, 2)) for day in range(7 * weeks, 0, -3)]


sets = some.tuples(
    some.sampled_from(list(NAMES)),
    some.floats(0, 300),
    some.integers(1, 25),
    some.one_of(some.none(), some.integers(0, 5).map(float)),
)
visits = some.dictionaries(
    some.integers(0, 400), some.lists(sets, min_size=1, max_size=5), max_size=40
).map(lambda days: [visit(day, *done) for day, done in sorted(days.items(), reverse=True)])  # fmt: skip
feelings = some.lists(
    some.one_of(
        some.builds(
            lambda group, sore: felt(f"sore:{group}", sore=sore), some.sampled_from(Group), some.integers(0, 10)
        ),
        some.builds(lambda joint: felt(f"ache:{joint}", pain=3), some.sampled_from(["knee", "back"])),
        some.builds(lambda flag: felt(f"flag:{flag.id}", open=True), some.sampled_from(red_flags())),
    ),
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(visits, feelings)
def test_every_sentence_has_a_reason_and_a_source_and_no_forbidden_word(
    history: list[Session], facts: list[Fact]
) -> None:
    for because in said(*look(history, *facts)):
        assert because.say.strip()
        assert because.why.strip()
        assert SOURCE.fullmatch(because.source)
        assert source_text(because.source)
        assert not FORBIDDEN.search(f"{because.say} {because.why}"), because
        assert because.convention or because.source not in ("models 15", "models 11.4")


@settings(max_examples=60, deadline=None)
@given(visits)
def test_numbers_in_sentences_are_written_for_people(history: list[Session]) -> None:
    for because in said(*look(history)):
        for number in re.findall(r"\d+\.\d+", f"{because.say} {because.why}"):
            assert len(number.split(".")[1]) <= 2, because


def test_a_clear_gain_is_named_first() -> None:
    _, found = look(rising(20, 0.012))
    assert found.headline[0].say.startswith("Back squat is going up")
    assert found.lines[0].trend is not None


def test_a_short_history_is_too_early_and_shows_no_trend() -> None:
    _, found = look(rising(4, 0.02))
    assert "too early" in found.headline[0].say
    assert found.lines[0].trend is None


def test_a_fall_asks_for_one_change() -> None:
    _, found = look(rising(26, -0.008))
    assert "Back squat" in found.headline[2].say
    assert found.headline[2].source == "models 11.4"


def test_an_open_flag_is_the_only_thing_to_change() -> None:
    state, found = look(rising(20, 0.01), felt("flag:chest", open=True))
    assert found.headline[2] == state.flags[0]


def test_an_aching_joint_is_left_alone_before_anything_is_changed() -> None:
    _, found = look(rising(20, 0.012), felt("ache:knee", pain=4))
    assert found.headline[2].say == "Leave what hurts the knee alone until it is quiet."


def test_more_sets_are_only_advised_where_the_lift_s_own_muscles_get_few() -> None:
    weeks = [visit(day, *[("back_squat", 100 - (day % 2), 5, 2)] * 6) for day in range(280, 0, -3)]
    few = {Group.QUADRICEPS: 1.0, Group.SHINS: 0.25}
    state = read_state(weeks, (), today=TODAY, credit=lambda movement: few)
    assert state.lifts[MovementId("back_squat")].trend
    other = replace(state, credit_28={**state.credit_28, Group.SHINS: 0.5})
    assert "Add two sets" not in to_change(other, name, lambda movement: few).say
    starved = replace(state, credit_28={Group.QUADRICEPS: 3.0, Group.GLUTES: 12.0})
    assert "Add two sets" in to_change(starved, name, lambda movement: few).say


def test_nothing_is_known_to_less_than_half_a_kilogram() -> None:
    _, found = look([visit(day, ("back_squat", 5, 5, 2)) for day in range(140, 0, -3)])
    assert "give or take 0 kg" not in found.lines[0].words.say
    assert "give or take 0.5 kg" in found.lines[0].words.say


def test_level_is_not_said_of_what_is_perhaps_going_down() -> None:
    up_and_down = [
        visit(7 * 31 - day, ("back_squat", 100 * (1 + 0.006 * min(day, 112) / 7 - 0.005 * max(0, day - 112) / 7), 5, 2))
        for day in range(0, 190, 3)
    ]
    for end in range(len(up_and_down) - 20, len(up_and_down)):
        _, found = look([*up_and_down[:end]])
        trend = found.lines[0].trend
        if trend and trend.slope_week < -0.003:
            assert not found.lines[0].words.say.startswith(("Level", "Holding"))
            assert "holds" not in found.headline[1].say


def test_a_pause_comes_before_everything_but_a_flag_and_an_aching_joint() -> None:
    _, found = look([visit(30, ("back_squat", 100, 5, 2))])
    assert found.headline[2].say.startswith("Welcome back")


def test_attendance_counts_four_weeks() -> None:
    _, found = look([visit(day, ("leg_press", 100, 10, 2)) for day in (40, 20, 10, 3)])
    assert found.attendance.count.say == "3 leg sessions in the last 4 weeks."


def test_twelve_weeks_of_credit_begin_on_mondays_and_end_with_this_one() -> None:
    _, found = look([visit(day, ("leg_press", 100, 10, 2), ("leg_press", 100, 10, 2)) for day in (200, 7, 0)])
    assert len(found.weeks) == 12
    assert all(week.start.weekday() == 0 for week in found.weeks)
    assert found.weeks[-1].start <= TODAY < found.weeks[-1].start + timedelta(days=7)
    assert [week.credit.get(Group.QUADRICEPS, 0) for week in found.weeks[-3:]] == [0, 2, 2]
