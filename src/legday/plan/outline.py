"""The weeks of a block as they look today: what was done, and how far the climb may go from there."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from math import floor

import msgspec

from legday.body.muscles import groups, spoken
from legday.coach.loads.restart import restart, set_factor
from legday.coach.read import LONG_GAP_DAYS
from legday.coach.recovery.soreness import HOLD_AT, to_cut
from legday.coach.state import State
from legday.coach.words import listed
from legday.kinds import Because, Group, Value
from legday.plan.bands import CUT_TO, ENOUGH_SMALL, GROW_BAND, MORE_A_WEEK, SPECIALISE_BAND, START_BAND, WARN_BAND
from legday.plan.block import Block, first_days, week_of
from legday.plan.goal import Aim, Goal, Weekday
from legday.plan.milestones import milestones

START_LEAST = 4
"""The lower end of the start band, which ends at ``START_BAND`` (models 5)."""

GENTLE_WEEKS = 2
"""How many weeks of a beginning, or of one after a long pause, stay in the start band (models 18.1)."""


class Stage(StrEnum):
    """Whether a week of a block is over, runs, or is still ahead."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


class GroupSets(Value):
    """The sets of a group in a week: what to expect, from-to, and what was done (None: nothing can be yet).

    The first of ``expected`` holds what is usual, the second is the most that the climb allows once all sets before it
    are done.
    """

    group: Group
    expected: tuple[float, float]
    done: float | None


class WeekOutline(Value):
    """One week of a block: its days with minutes, the sets of each group, and what is worth a word.

    No movements: they are chosen for the present week alone, from what was done until then.
    """

    number: int
    start: date
    stage: Stage
    days: tuple[tuple[date, int], ...]
    groups: tuple[GroupSets, ...]
    note: tuple[Because, ...]


Credit = Mapping[date, Mapping[Group, float]]
"""What seven days gave each group, by the first of them; days without training may be left out."""


def outline(block: Block, goal: Goal, state: State, credit: Credit, today: date) -> tuple[WeekOutline, ...]:
    """Reckon the weeks of a block as they look on a day.

    ``credit`` holds the weeks of the block so far and the four before it. Weeks that are over show what was done. From
    the present one on each group climbs by at most two sets a week, from what is usual (``State.credit_28``; models 5)
    or from what a pause leaves (models 15), up to its band; so a missed week is never made up for.
    """
    starts = first_days(block)
    now = min(max(0, week_of(block, today) - 1), block.weeks)
    expected = {group: _reckon(group, starts, now=now, goal=goal, state=state, credit=credit) for group in Group}
    weeks = [
        WeekOutline(
            number=place + 1,
            start=start,
            stage=Stage.DONE if place < now else Stage.NOW if start <= today else Stage.TO_COME,
            days=_days(goal, start),
            groups=tuple(
                GroupSets(
                    group=group,
                    expected=expected[group][place],
                    done=round(credit.get(start, {}).get(group, 0.0), 1) if start <= today else None,
                )
                for group in Group
            ),
            note=(),
        )
        for place, start in enumerate(starts)
    ]
    beginner = not any(any(credit.get(start, {}).values()) for start in first_days(block, before=4)[:4])
    notes = [milestones(week.number, block.weeks, block.favour, beginner=beginner) for week in weeks]
    if now < block.weeks:
        notes[now] = (revision(weeks[: now + 1], block, state), *notes[now])
    return tuple(msgspec.structs.replace(week, note=note) for week, note in zip(weeks, notes, strict=True))


def _days(goal: Goal, start: date) -> tuple[tuple[date, int], ...]:
    """The days of a week on which the person can train, with their minutes."""
    minutes = {slot.weekday: slot.minutes for slot in goal.slots}
    names = list(Weekday)
    week = (start + timedelta(days=day) for day in range(7))
    return tuple((day, minutes[names[day.weekday()]]) for day in week if names[day.weekday()] in minutes)


def _reckon(
    group: Group, starts: Sequence[date], *, now: int, goal: Goal, state: State, credit: Credit
) -> list[tuple[float, float]]:
    """What to expect of a group in each week; of those that are over, as it follows from the weeks before each."""
    reckoned = [_expected(group, goal, *_before(group, credit, start)) for start in starts[:now]]
    if now == len(starts):
        return [_halves(pair) for pair in reckoned]
    usual, factor = state.credit_28.get(group, 0.0), set_factor(state.gap_days)
    if any(credit.get(starts[now], {}).values()):  # what is expected of a week does not change while it is being done
        usual, factor = _before(group, credit, starts[now])
    gentle = _gentle_weeks(state, sum(any(credit.get(start, {}).values()) for start in starts[:now]))
    hold, most = _expected(group, goal, usual, factor, new=gentle > 0)
    weeks = [_spared(group, state, usual, (hold, most))]
    window = deque([min(usual * factor, START_BAND if gentle else usual)] * 4, maxlen=4)
    while len(reckoned) + len(weeks) < len(starts):
        window.append(weeks[-1][1])
        _, most = _expected(group, goal, max(sum(window) / 4, window[-1]), 1.0, new=len(weeks) < gentle)
        most = min(most, weeks[-1][1] + MORE_A_WEEK)
        weeks.append((min(hold, most), most))
    return [_halves(pair) for pair in (*reckoned, *weeks)]


def _before(group: Group, credit: Credit, start: date) -> tuple[float, float]:
    """The usual sets of a group before a week and the share that a pause leaves of them, from whole weeks.

    As ``State.credit_28`` and ``credit_7`` the usual is the mean of the four weeks up to the last one with training, or
    what that one gave if it is more.
    """
    empty = 0
    earliest = min(credit, default=start)
    while start > earliest and not any(credit.get(start - timedelta(weeks=1), {}).values()):
        start, empty = start - timedelta(weeks=1), empty + 1
    total = sum(credit.get(start - timedelta(weeks=ago), {}).get(group, 0.0) for ago in range(1, 5))
    lately = credit.get(start - timedelta(weeks=1), {}).get(group, 0.0)
    return max(total / 4, lately), set_factor(7 * empty + 1 if empty else 0)


def _gentle_weeks(state: State, trained: int) -> int:
    """How many weeks from now on stay in the start band; ``trained`` are those of the block with training so far."""
    if not state.new:
        return 0
    away = state.gap_days is None or state.gap_days > LONG_GAP_DAYS
    return GENTLE_WEEKS if away else max(1, GENTLE_WEEKS - trained)


def _expected(group: Group, goal: Goal, usual: float, factor: float, *, new: bool = False) -> tuple[float, float]:
    """What holds the usual sets of a group, and the most that climb, band and pause allow; never below the floor."""
    owed, top = groups()[group].floor, band(group, goal, usual)
    climb = START_BAND if new else max(START_BAND, usual + MORE_A_WEEK)
    most = max(owed, min(top, climb) * (1.0 if new else factor))
    return min(most, max(owed, usual * factor)), most


def band(group: Group, goal: Goal, usual: float) -> float:
    """The upper end of a group's band: specialise, grow or keep (models 5); who does more already may go on."""
    if group in goal.favour:
        return SPECIALISE_BAND
    if goal.aim is Aim.KEEP:
        return groups()[group].floor
    return max(GROW_BAND if groups()[group].essential else ENOUGH_SMALL, min(usual, WARN_BAND))


def _spared(group: Group, state: State, usual: float, expected: tuple[float, float]) -> tuple[float, float]:
    """What is left of the present week's sets where a group is sore (models 5 and 10.2)."""
    least, most = expected
    sore, owed = state.sore.get(group, 0), groups()[group].floor
    if to_cut(state, group):
        return 0.0, min(most, CUT_TO * max(usual, owed))
    return (least, min(most, max(usual, owed))) if sore >= HOLD_AT else expected


def _halves(pair: tuple[float, float]) -> tuple[float, float]:
    """Sets from-to, down to the half set below; a float's noise does not cost one."""
    return floor(2 * pair[0] + 1e-6) / 2, floor(2 * pair[1] + 1e-6) / 2


def revision(weeks: Sequence[WeekOutline], block: Block, state: State) -> Because:
    """Say from what the present week and those to come were reckoned; ``weeks`` are those up to it."""
    row = restart(state.gap_days)
    if row and state.gap_days is not None:
        return Because(
            say=f"The climb starts anew after the pause, with {row.how}.",
            why=f"Your last leg session was {state.gap_days} days ago. What was missed is not made up for: from here a "
            f"muscle gets at most {MORE_A_WEEK} sets more each week.",
            source="models 15",
            convention=True,
        )
    if state.new:
        return Because(
            say=f"The first {GENTLE_WEEKS} weeks stay at {START_LEAST} to {START_BAND} sets for a large muscle.",
            why="Muscles that are not used to the work get sorest and are most easily overdone at the start. After "
            f"that a week adds at most {MORE_A_WEEK} sets.",
            source="models 18.1",
            convention=True,
        )
    sore = [spoken(group) for group in Group if state.sore.get(group, 0) >= HOLD_AT]
    if sore:
        return Because(
            say=f"Sore {listed(sore)}: this week adds no sets there, and the climb goes on after it.",
            why="Adding more while a muscle gets used to the work would only slow that. The weeks to come are reckoned "
            "anew from what you will have done.",
            source="models 10.2",
            convention=True,
        )
    return _after(weeks[-2], block) if len(weeks) > 1 else _first(block, state)


def aimed_at(block: Block) -> tuple[Group, ...]:
    """The groups that a block is looked at by: those that it favours, or the large ones and the calves."""
    return block.favour or tuple(group for group, named in groups().items() if named.essential)


def _first(block: Block, state: State) -> Because:
    usual = [f"{spoken(group)} {state.credit_28.get(group, 0.0):.1f}" for group in aimed_at(block)]
    return Because(
        say="The climb starts from the sets that you usually do in a week.",
        why=f"Those are {listed(usual)}. A week adds at most {MORE_A_WEEK} to what the week before gave, or to the "
        "mean of the last four if that is more, up to the band.",
        source="models 5",
        convention=True,
    )


def _after(last: WeekOutline, block: Block) -> Because:
    lines = [line for line in last.groups if line.group in aimed_at(block)]
    short = [line for line in lines if (line.done or 0.0) < line.expected[0]]
    told = listed([f"{spoken(line.group)} {line.done or 0:g} of {sets(line.expected)}" for line in short or lines])
    return Because(
        say=f"Week {last.number} gave fewer sets than expected, so the climb goes on from what you usually do."
        if short
        else f"Week {last.number} gave what was expected, so the climb goes on.",
        why=f"Sets done: {told}. Missed sets are not piled on top: a week adds at most {MORE_A_WEEK} to the one "
        "before, or to the mean of the last four if that is more.",
        source="models 5",
        convention=True,
    )


def sets(span: tuple[float, float]) -> str:
    """Sets from-to in words.

    >>> sets((8.0, 10.5)), sets((4.0, 4.0))
    ('8–10.5', '4')
    """
    least, most = span
    return f"{least:g}" if least == most else f"{least:g}–{most:g}"
