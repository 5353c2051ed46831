"""The tempo of a set, as the browser reckons it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from legday.web.assets import asset

pytestmark = pytest.mark.browser

Ask = Callable[..., Any]
SQUAT = {"lift": 1, "hold": 1, "lower": 3, "reps": 2, "countIn": 3, "startsLow": False}
CURL = {"lift": 1, "hold": 1, "lower": 3, "reps": 2, "countIn": 3}


@pytest.fixture(scope="module")
def tempo(browser: Browser, address: str) -> Iterator[Ask]:
    """Call a function of the module in the browser: the name of it, and what it is given."""
    page: Page = browser.new_page(base_url=address)
    page.goto("/healthz")

    def ask(script: str, **given: object) -> Any:
        return page.evaluate(
            f"(given) => import('{asset('tempo.js')}').then((tempo) => ({script})(tempo, given))", given
        )

    yield ask
    page.close()


def phases(tempo: Ask, given: dict[str, object]) -> list[tuple[str, float]]:
    """The phases of a set with the seconds of each."""
    plan = tempo("(tempo, { set }) => tempo.schedule(set)", set=given)
    return [(part["phase"], part["seconds"]) for part in plan]


def moment(tempo: Ask, given: dict[str, object], seconds: float) -> dict[str, Any]:
    found: dict[str, Any] = tempo(
        "(tempo, { set, seconds }) => tempo.at(tempo.schedule(set), seconds)", set=given, seconds=seconds
    )
    return found


def completed(tempo: Ask, given: dict[str, object], seconds: float) -> int:
    script = "(tempo, { set, seconds }) => tempo.completed(tempo.schedule(set), seconds)"
    count: int = tempo(script, set=given, seconds=seconds)
    return count


def test_what_starts_low_is_lifted_first(tempo: Ask) -> None:
    once = [("lift", 1), ("hold", 1), ("lower", 3)]
    assert phases(tempo, CURL) == [("ready", 3), *once, *once]


def test_what_starts_high_is_lowered_first(tempo: Ask) -> None:
    once = [("lower", 3), ("lift", 1), ("hold", 1)]
    assert phases(tempo, SQUAT) == [("ready", 3), *once, *once]


def test_the_count_in_counts_three_two_one_in_the_posture_of_the_start(tempo: Ask) -> None:
    for given, where in ((CURL, 0), (SQUAT, 1)):
        found = [moment(tempo, given, seconds) for seconds in (0, 0.5, 1, 1.5, 2, 2.99)]
        assert [one["count"] for one in found] == [3, 3, 2, 2, 1, 1]
        assert {(one["phase"], one["rep"], one["where"]) for one in found} == {("ready", 1, where)}


def test_lowering_is_counted_down(tempo: Ask) -> None:
    found = [moment(tempo, CURL, 5 + seconds) for seconds in (0, 1, 2)]
    assert [(one["phase"], one["count"], one["left"]) for one in found] == [
        ("lower", 3, 3),
        ("lower", 2, 2),
        ("lower", 1, 1),
    ]


def test_the_movement_goes_gently_up_stays_and_comes_down(tempo: Ask) -> None:
    where = [moment(tempo, CURL, 3 + seconds)["where"] for seconds in (0, 0.25, 0.5, 0.75, 1.5, 2, 3.5, 4.999)]
    quarter = (1 - math.cos(math.pi / 4)) / 2
    assert where == pytest.approx([0, quarter, 0.5, 1 - quarter, 1, 1, 0.5, 0], abs=1e-4)


def test_the_posture_never_jumps(tempo: Ask) -> None:
    script = """(tempo, { sets }) => sets.flatMap((set) => {
      const plan = tempo.schedule(set), end = tempo.length(plan), jumps = [];
      let before = tempo.at(plan, 0).where;
      for (let seconds = 0; seconds <= end + 1; seconds += 0.01) {
        const { where } = tempo.at(plan, seconds);
        jumps.push(Math.abs(where - before));
        before = where;
      }
      return jumps;
    })"""
    assert max(tempo(script, sets=[CURL, SQUAT, CURL | {"sides": 2}, SQUAT | {"sides": 2}])) < 0.02


def test_a_set_takes_its_repetitions_and_its_count_in(tempo: Ask) -> None:
    script = "(tempo, { set }) => tempo.length(tempo.schedule(set))"
    assert tempo(script, set=CURL) == 3 + 2 * 5
    assert tempo(script, set=CURL | {"sides": 2}) == 2 * (3 + 2 * 5)
    assert tempo(script, set=CURL | {"countIn": 0, "hold": 0}) == 2 * 4


def test_one_side_follows_the_other_after_a_rest(tempo: Ask) -> None:
    both = CURL | {"sides": 2}
    names = [name for name, _ in phases(tempo, both)]
    assert (names.index("rest between sides"), len(names)) == (7, 14)
    found = [
        (one["phase"], one["side"], one["rep"])
        for one in (moment(tempo, both, seconds) for seconds in (0, 8, 13, 16, 25))
    ]
    assert found == [
        ("ready", "left", 1),
        ("lift", "left", 2),
        ("rest between sides", "right", 1),
        ("lift", "right", 1),
        ("lower", "right", 2),
    ]
    assert moment(tempo, CURL, 4)["side"] is None


def test_a_phase_of_no_length_is_left_out(tempo: Ask) -> None:
    assert phases(tempo, CURL | {"hold": 0, "countIn": 0, "reps": 1}) == [("lift", 1), ("lower", 3)]


def test_a_timed_hold_is_one_long_phase_for_each_side(tempo: Ask) -> None:
    given = CURL | {"holdSeconds": 20, "sides": 2}
    assert phases(tempo, given) == [("ready", 3), ("hold", 20), ("rest between sides", 3), ("hold", 20)]
    assert moment(tempo, given, 13.5) == {
        "phase": "hold",
        "rep": 1,
        "side": "left",
        "seconds": 20,
        "left": 9.5,
        "count": 10,
        "where": 1,
    }


def test_after_the_end_it_is_done(tempo: Ask) -> None:
    assert moment(tempo, CURL, 13) == {
        "phase": "done",
        "rep": 2,
        "side": None,
        "seconds": 0,
        "left": 0,
        "count": 0,
        "where": 0,
    }
    assert moment(tempo, SQUAT, 99)["where"] == 1


@pytest.mark.parametrize(("seconds", "count"), [(0, 0), (7.9, 0), (8, 1), (12.9, 1), (13, 2), (99, 2)])
def test_a_repetition_counts_once_it_is_complete(tempo: Ask, seconds: float, count: int) -> None:
    assert completed(tempo, CURL, seconds) == completed(tempo, SQUAT, seconds) == count


@pytest.mark.parametrize(("seconds", "count"), [(8, 1), (13, 2), (15.9, 2), (16, 0), (21, 1), (26, 2)])
def test_the_sides_are_counted_each_for_itself(tempo: Ask, seconds: float, count: int) -> None:
    assert completed(tempo, CURL | {"sides": 2}, seconds) == count


def test_after_a_break_the_repetition_begins_anew_behind_a_count_in(tempo: Ask) -> None:
    script = """(tempo, { set, seconds }) => {
      const plan = tempo.resumed(tempo.schedule(set), seconds, 3);
      return [plan.map((part) => [part.phase, part.rep, part.side]), tempo.completed(plan, 0), tempo.length(plan)];
    }"""
    again = [[["ready", 2, None], ["lift", 2, None], ["hold", 2, None], ["lower", 2, None]], 1, 8]
    assert tempo(script, set=CURL, seconds=8) == tempo(script, set=CURL, seconds=12.9) == again
    counting_in, _, long = tempo(script, set=CURL, seconds=1)
    assert (len(counting_in), long) == (7, 13)
    between, none, _ = tempo(script, set=CURL | {"sides": 2}, seconds=14)
    assert (between[0], len(between), none) == (["ready", 1, "right"], 7, 0)
    assert tempo(script, set=CURL, seconds=13)[0] == []


def test_a_hold_goes_on_with_what_it_had_left(tempo: Ask) -> None:
    script = (
        "(tempo, { set }) => tempo.resumed(tempo.schedule(set), 15, 3).map(({ phase, seconds }) => [phase, seconds])"
    )
    assert tempo(script, set=CURL | {"holdSeconds": 20}) == [["ready", 3], ["hold", 8]]
    # The hold within a repetition is done again with it.
    assert tempo(script.replace("15", "4.5"), set=CURL)[:3] == [["ready", 3], ["lift", 1], ["hold", 1]]


@pytest.mark.parametrize(("seconds", "count"), [(1, 0), (3, 0), (12.9, 9), (13, 10), (24, 20), (30, 4), (99, 20)])
def test_of_a_hold_that_is_stopped_its_seconds_count(tempo: Ask, seconds: float, count: int) -> None:
    script = "(tempo, { set, seconds }) => tempo.held(tempo.schedule(set), seconds, set.holdSeconds)"
    assert tempo(script, set=CURL | {"holdSeconds": 20, "sides": 2}, seconds=seconds) == count
    later = """(tempo, { set }) => {
      const plan = tempo.resumed(tempo.schedule(set), 10.5, 3);
      return [0, 3, 5.5].map((seconds) => tempo.held(plan, seconds, set.holdSeconds));
    }"""
    assert tempo(later, set=CURL | {"holdSeconds": 20}) == [7, 7, 10]
