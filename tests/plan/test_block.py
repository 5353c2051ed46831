from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.body.muscles import groups
from legday.evidence.claims import source_text
from legday.kinds import BadInput, Group
from legday.plan.bands import MORE_A_WEEK, SPECIALISE_BAND, START_BAND, WARN_BAND
from legday.plan.block import Block, change_block, read_block, running, week_of
from legday.plan.goal import Aim
from legday.plan.milestones import milestones
from legday.plan.outline import Stage, band, outline

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the tests
from people import MONDAY, somebody, wishes

CALVES = (Group.GASTROCNEMIUS, Group.SOLEUS)
DAYS = st.integers(-10, 100).map(lambda days: MONDAY + timedelta(days=days))


@st.composite
def blocks(draw) -> Block:
    favour = draw(st.lists(st.sampled_from(list(Group)), max_size=2, unique=True))
    return Block(start=MONDAY, weeks=draw(st.integers(4, 8 if favour else 12)), favour=tuple(favour))


@st.composite
def people(draw):
    amounts = st.floats(0, 30)
    state = somebody(
        new=draw(st.booleans()),
        sore=draw(st.dictionaries(st.sampled_from(list(Group)), st.integers(0, 10), max_size=3)),
    )
    usual = {} if draw(st.booleans()) else {group: draw(amounts) for group in Group}
    gap = draw(st.one_of(st.none(), st.integers(0, 90)))
    return msgspec.structs.replace(state, credit_28=usual, gap_days=gap)


CREDITS = st.dictionaries(
    st.integers(-4, 11).map(lambda week: MONDAY + timedelta(weeks=week)),
    st.dictionaries(st.sampled_from(list(Group)), st.floats(0, 30), max_size=4),
)


def steady(sets_a_week: float, weeks: range, missed: frozenset[int] = frozenset()) -> dict[date, dict[Group, float]]:
    return {
        MONDAY + timedelta(weeks=week): dict.fromkeys(Group, 0.0 if week in missed else sets_a_week) for week in weeks
    }


def expected(weeks, group: Group) -> list[tuple[float, float]]:
    return [line.expected for week in weeks for line in week.groups if line.group is group]


def says(weeks) -> list[str]:
    return [because.say for week in weeks for because in week.note]


@given(blocks(), people(), CREDITS, DAYS, st.sampled_from(list(Aim)))
def test_a_block_has_as_many_weeks_as_it_says_one_after_the_other(block, state, credit, today, aim):
    weeks = outline(block, wishes("mon", "thu", favour=block.favour, aim=aim), state, credit, today)
    assert [week.number for week in weeks] == list(range(1, block.weeks + 1))
    assert [week.start for week in weeks] == [block.start + timedelta(weeks=place) for place in range(block.weeks)]
    stages = [week.stage for week in weeks]
    assert stages == sorted(stages, key=list(Stage).index)
    assert all((week.stage is Stage.NOW) == (week_of(block, today) == week.number) for week in weeks)


@given(blocks(), people(), CREDITS, DAYS, st.sampled_from(list(Aim)))
def test_no_muscle_ever_climbs_by_more_than_two_sets_a_week_nor_above_its_band(block, state, credit, today, aim):
    goal = wishes("mon", "thu", favour=block.favour, aim=aim)
    weeks = outline(block, goal, state, credit, today)
    ahead = [week for week in weeks if week.stage is not Stage.DONE]
    for group in Group:
        for least, most in expected(weeks, group):
            assert 0 <= least <= most <= (SPECIALISE_BAND if group in block.favour else WARN_BAND)
        climb = expected(ahead, group)
        assert all(after[1] <= before[1] + MORE_A_WEEK for before, after in pairwise(climb))
        if climb and not any(credit.get(ahead[0].start, {}).values()):
            usual = state.credit_28.get(group, 0.0)
            assert climb[0][1] <= max(START_BAND, usual + MORE_A_WEEK)
            assert max(most for _, most in climb) <= max(groups()[group].floor, band(group, goal, usual))


@given(
    st.sampled_from([0.0, 3.0, 8.0, 13.0, 22.0]),
    st.integers(1, 7),
    st.frozensets(st.integers(0, 6)),
    st.sampled_from(list(Group)),
)
def test_weeks_that_were_missed_never_raise_the_climb(usual, passed, missed, group):
    block = Block(start=MONDAY, weeks=8)
    today = MONDAY + timedelta(weeks=passed)
    goal = wishes("mon", "thu")

    def reckoned(missed):
        credit = steady(usual, range(-4, passed), missed)
        last = max(week for week in range(-4, passed) if week not in missed)
        mean = sum(credit[MONDAY + timedelta(weeks=week)][group] for week in range(max(-4, last - 3), last + 1)) / 4
        state = msgspec.structs.replace(somebody(usual=mean), gap_days=7 * (passed - 1 - last) + 3)
        return expected(outline(block, goal, state, credit, today), group)

    kept, lost = reckoned(frozenset()), reckoned(missed)
    assert all(less[1] <= more[1] for less, more in zip(lost[passed:], kept[passed:], strict=True))


def test_the_first_two_weeks_of_somebody_new_stay_in_the_start_band():
    weeks = outline(Block(start=MONDAY, weeks=6), wishes("mon"), somebody(new=True), {}, MONDAY)
    quads = expected(weeks, Group.QUADRICEPS)
    assert quads[:2] == [(4.0, 6.0), (4.0, 6.0)]
    assert quads[-1][1] > 6
    assert says(weeks)[0] == "The first 2 weeks stay at 4 to 6 sets for a large muscle."


def test_somebody_back_after_months_begins_as_if_new_whatever_was_usual():
    state = msgspec.structs.replace(somebody(new=True, usual=12.0), credit_28=dict.fromkeys(Group, 12.0), gap_days=90)
    weeks = outline(Block(start=MONDAY, weeks=6), wishes("mon"), state, {}, MONDAY)
    assert [most for _, most in expected(weeks, Group.GLUTES)][:2] == [6.0, 6.0]


def test_what_is_favoured_climbs_into_its_band_and_the_rest_stays_in_theirs():
    block = Block(start=MONDAY, weeks=8, favour=(Group.GLUTES,))
    weeks = outline(block, wishes("mon", favour=block.favour), somebody(usual=12.0), {}, MONDAY)
    assert expected(weeks, Group.GLUTES)[-1][1] >= 15
    assert expected(weeks, Group.QUADRICEPS)[-1] == (12.0, 14.0)


def test_keeping_stays_at_the_floors():
    weeks = outline(Block(start=MONDAY, weeks=4), wishes("mon", aim=Aim.KEEP), somebody(usual=10.0), {}, MONDAY)
    assert set(expected(weeks, Group.QUADRICEPS)) == {(4.0, 4.0)}


def test_after_a_pause_the_climb_begins_again_by_the_table_and_says_so():
    state = msgspec.structs.replace(somebody(usual=12.0), gap_days=20)
    credit = steady(12.0, range(-4, 1))
    weeks = outline(Block(start=MONDAY, weeks=8), wishes("mon"), state, credit, MONDAY + timedelta(weeks=3))
    # two thirds of 12, and of the 14 of the band; then 2 more than that week gave
    assert expected(weeks, Group.GLUTES)[3:5] == [(8.0, 9.0), (8.0, 11.0)]
    assert (
        weeks[3].note[0].say
        == "The climb starts anew after the pause, with 90 % of the load and two thirds of the sets."
    )
    assert "not made up for" in weeks[3].note[0].why


def test_a_sore_muscle_adds_nothing_this_week_and_a_very_sore_one_is_cut():
    state = somebody(usual=10.0, sore={Group.GLUTES: 6, Group.SOLEUS: 9})
    weeks = outline(Block(start=MONDAY, weeks=4), wishes("mon"), state, {}, MONDAY)
    assert expected(weeks, Group.GLUTES)[0] == (10.0, 10.0)
    assert expected(weeks, Group.SOLEUS)[0] == (0.0, 6.0)
    assert "glutes" in weeks[0].note[0].say


def test_a_week_that_is_over_shows_what_was_done_and_the_next_says_what_follows():
    today = MONDAY + timedelta(weeks=1)
    block = Block(start=MONDAY, weeks=4, favour=CALVES)
    good = outline(block, wishes("mon"), somebody(), steady(8.0, range(-4, 1)), today)
    assert {line.done for line in good[0].groups} == {8.0}
    assert {line.done for line in good[2].groups} == {None}
    assert good[1].note[0].say == "Week 1 gave what was expected, so the climb goes on."
    bad = outline(block, wishes("mon"), somebody(), steady(8.0, range(-4, 0)) | {MONDAY: {Group.SOLEUS: 2.0}}, today)
    assert bad[1].note[0].say.startswith("Week 1 gave fewer sets than expected")
    assert "calves (soleus) 2 of 8–10" in bad[1].note[0].why


def test_what_is_expected_of_a_week_does_not_change_while_it_is_being_done():
    block, goal = Block(start=MONDAY, weeks=6), wishes("mon", "thu")
    before = outline(block, goal, somebody(), steady(8.0, range(-4, 0)), MONDAY)
    done = steady(8.0, range(-4, 0)) | {MONDAY: {Group.GLUTES: 5.0}}
    during = outline(block, goal, somebody(usual=6.0), done, MONDAY + timedelta(days=2))
    assert expected(before, Group.GLUTES) == expected(during, Group.GLUTES)


def test_the_days_are_those_of_the_wishes_whatever_day_a_block_begins_on():
    wednesday = MONDAY + timedelta(days=2)
    weeks = outline(Block(start=wednesday, weeks=4), wishes("mon", "thu", minutes=30), somebody(), {}, wednesday)
    assert weeks[0].days == ((MONDAY + timedelta(days=3), 30), (MONDAY + timedelta(days=7), 30))


def test_what_comes_when_is_said_in_its_week_with_a_source():
    said = {number: milestones(number, 8, CALVES, beginner=True) for number in range(1, 9)}
    assert [number for number, those in said.items() if those] == [5, 6, 8]
    assert [because.say.split(".")[0] for because in said[8]] == [
        "From the end of this week a plateau can be called, and not before",
        "The last week that favours your calves",
    ]
    assert all(source_text(because.source) for those in said.values() for because in those)


@pytest.mark.parametrize(("weeks", "where"), [(4, [4]), (5, [5]), (8, [6]), (12, [6, 12])])
def test_no_lighter_week_comes_by_the_calendar_and_where_one_is_looked_for_that_is_said(weeks, where):
    said = {number: milestones(number, weeks, (), beginner=False) for number in range(1, weeks + 1)}
    about = "No lighter week is due by the calendar."
    assert [number for number, those in said.items() if about in [because.say for because in those]] == where
    planned = outline(Block(start=MONDAY, weeks=weeks), wishes("mon"), somebody(), {}, MONDAY)
    for group in Group:
        most = [pair[1] for pair in expected(planned, group)]
        assert most == sorted(most)


@pytest.mark.parametrize(("weeks", "favour"), [(3, ()), (13, ()), (9, CALVES), (4, (*CALVES, Group.SHINS))])
def test_what_is_too_short_too_long_or_for_too_much_is_no_block(weeks, favour):
    with pytest.raises(BadInput):
        Block(start=MONDAY, weeks=weeks, favour=favour)
    body = {"start": MONDAY.isoformat(), "weeks": weeks, "favour": [group.value for group in favour]}
    assert read_block(body) is None


def test_a_block_that_has_begun_keeps_its_start_and_what_is_not_said_anew():
    held = Block(start=MONDAY, weeks=6, favour=CALVES)
    later = MONDAY + timedelta(days=9)
    longer = change_block(held, later, start=later, weeks=8, favour=None)
    assert longer == Block(start=MONDAY, weeks=8, favour=CALVES)
    assert change_block(held, later, start=None, weeks=None, favour=()) == Block(start=MONDAY, weeks=6)
    with pytest.raises(BadInput, match="week 6 already"):
        change_block(Block(start=MONDAY, weeks=12), MONDAY + timedelta(weeks=5), start=None, weeks=4, favour=None)


def test_after_a_block_that_is_over_the_next_begins_today_or_on_a_monday():
    held = Block(start=MONDAY, weeks=4, favour=CALVES)
    friday = MONDAY + timedelta(weeks=4, days=4)
    assert running(held, friday) is None
    assert change_block(held, friday, start=None, weeks=5, favour=None) == Block(start=friday, weeks=5)
    monday = friday + timedelta(days=3)
    assert change_block(None, friday, start=monday, weeks=5, favour=None).start == monday
    for start in (friday - timedelta(days=1), friday + timedelta(days=1)):
        with pytest.raises(BadInput, match="cannot begin"):
            change_block(None, friday, start=start, weeks=5, favour=None)
    with pytest.raises(BadInput, match="no block to change"):
        change_block(None, friday, start=None, weeks=None, favour=CALVES)
