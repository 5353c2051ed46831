"""The soreness to expect from what was done, and what is said when it was otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from legday.coach.recovery.course import LEAST, Course, course_advice, courses, part, surprises, work
from legday.coach.visits import Visits
from legday.kinds import Because, Group, MovementId, SessionId, SetId
from legday.log.history import Role, Set

TODAY = date(2026, 11, 25)
SQUAT, CURL = MovementId("back_squat"), MovementId("leg_curl_seated")


def strain(movement: MovementId) -> Mapping[Group, float]:
    return {SQUAT: {Group.QUADRICEPS: 1.0, Group.GLUTES: 1.2}, CURL: {Group.HAMSTRINGS: 1.2}}.get(movement, {})


def visits(*done: tuple[int, MovementId, int]) -> Visits:
    """What was done: days ago, movement, sets."""
    found: Visits = {}
    for ago, movement, count in sorted(done, key=lambda one: -one[0]):
        sets = [
            Set(
                id=SetId(f"{ago}-{place}"), session=SessionId(f"{ago}"), app="legday", exercise=movement,
                movement=movement, place=place, role=Role.WORK, load_kg=60, reps=8, reserve=2, duration_s=None,
                distance_m=None, rest_s=None, note="",
            )
            for place in range(count)
        ]  # fmt: skip
        found.setdefault(movement, []).append((TODAY - timedelta(days=ago), f"{ago}", sets))
    return found


def expected(*done: tuple[int, MovementId, int]) -> dict[Group, Course]:
    return {course.group: course for course in courses(visits(*done), strain, TODAY)}


def peak(*done: tuple[int, MovementId, int]) -> float:
    """The worst soreness of the quads after the work of today, when everything is for them."""
    bout = work(visits(*done), lambda movement: {Group.QUADRICEPS: 1.0}, Group.QUADRICEPS, TODAY)
    return bout.most if bout else 0.0


def test_the_shape_is_the_one_of_the_models() -> None:
    assert [round(part(days), 2) for days in range(9)] == [0, 0.75, 1, 0.87, 0.63, 0.42, 0.26, 0.15, 0]


def test_what_is_new_makes_sore_and_is_worst_after_two_days() -> None:
    quads = expected((0, SQUAT, 4))[Group.QUADRICEPS]
    assert max(quads.points, key=lambda point: point[1])[0] == TODAY + timedelta(days=2)
    assert [day for day, _ in quads.points] == [TODAY + timedelta(days=ahead) for ahead in range(8)]


def test_the_second_time_within_four_weeks_is_half_and_within_eight_seven_tenths() -> None:
    first = peak((0, SQUAT, 8))
    assert peak((0, SQUAT, 8), (20, SQUAT, 8)) == pytest.approx(0.5 * first)
    assert peak((0, SQUAT, 8), (40, SQUAT, 8)) == pytest.approx(0.7 * first)


def test_after_more_than_eight_weeks_it_is_new_again() -> None:
    assert peak((0, SQUAT, 8), (57, SQUAT, 8)) == peak((0, SQUAT, 8))


def test_a_new_movement_for_muscles_that_train_makes_less_sore_than_for_ones_that_do_not() -> None:
    trains = [(ago, SQUAT, 4) for ago in range(3, 60, 4)]
    assert peak(*trains, (0, SQUAT, 4)) < peak(*trains, (0, CURL, 4)) < peak((0, CURL, 4))


def test_who_does_the_same_every_week_is_not_expected_to_be_sore() -> None:
    assert not any(course.matters for course in expected(*((ago, SQUAT, 5) for ago in range(0, 80, 3))).values())


def test_what_one_knows_never_makes_what_is_new_less_sore() -> None:
    trains = [(ago, SQUAT, 4) for ago in range(3, 60, 4)]
    assert peak(*trains, (0, CURL, 4)) < peak(*trains, (0, CURL, 4), (0, SQUAT, 8)) < peak((0, CURL, 4), (0, SQUAT, 8))


def test_longer_muscles_and_more_sets_make_sorer() -> None:
    found = expected((0, SQUAT, 4))
    assert found[Group.GLUTES].most > found[Group.QUADRICEPS].most
    assert peak((0, SQUAT, 8)) > peak((0, SQUAT, 4))


@pytest.mark.parametrize("count", [1, 10, 40])
def test_it_is_never_more_than_ten_nor_less_than_nothing(count: int) -> None:
    values = [value for course in expected((0, SQUAT, count)).values() for _, value in course.points]
    assert all(0 <= value <= 10 for value in values)


def test_the_muscles_get_used_to_work_only_so_far() -> None:
    bout = work(visits(*((ago, SQUAT, 5) for ago in range(0, 60, 2))), strain, Group.QUADRICEPS, TODAY)
    assert bout is not None
    assert bout.used == LEAST


def test_what_was_done_a_week_ago_is_over() -> None:
    assert expected((8, SQUAT, 8)) == {}


def words(*done: tuple[int, MovementId, int]) -> list[Because]:
    return list(course_advice(courses(visits(*done), strain, TODAY), TODAY))


def test_the_words_name_the_days_and_groups_alike_share_a_sentence() -> None:
    [said] = words((0, SQUAT, 6))
    assert said.say == "Quads and glutes: soreness to come. Expect it to peak on Friday and be gone by Wednesday."
    assert said.convention
    assert said.source == "models 10.2"


def test_past_the_peak_it_fades() -> None:
    assert "Today is the worst of it" in words((2, SQUAT, 6))[0].say
    assert "The worst is over" in words((3, SQUAT, 6))[0].say


def test_what_is_not_worth_a_word_gets_none() -> None:
    assert words(*((ago, SQUAT, 5) for ago in range(0, 80, 3))) == []
    assert words((0, SQUAT, 1)) == []


# What was felt


def felt(score: int, days_ago: int = 0) -> dict[Group, dict[date, int]]:
    return {Group.QUADRICEPS: {TODAY - timedelta(days=days_ago): score}}


def test_what_is_far_sorer_than_the_work_explains_is_a_word_of_care() -> None:
    [said] = surprises((), felt(6), TODAY)
    assert "quads" in said.say
    assert "cola" in said.why
    assert said.source == "models 18.1"


def test_what_the_work_explains_or_is_little_or_long_ago_is_not() -> None:
    worked = courses(visits((2, SQUAT, 8)), strain, TODAY)
    assert surprises(worked, felt(7), TODAY) == ()
    assert surprises((), felt(5), TODAY) == ()
    assert surprises((), felt(9, days_ago=5), TODAY) == ()
