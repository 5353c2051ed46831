from __future__ import annotations

from datetime import datetime

import pytest

from legday.files.doubles import doubles
from legday.log.fact import Fact, Kind, fact_id


def workout(app: str, began: str, ended: str = "", sets: int = 1) -> list[Fact]:
    at = datetime.fromisoformat(began)
    id = fact_id(at, app.encode())
    body = {"app": app, "began": began, **({"ended": ended} if ended else {})}
    facts = [Fact(id=id, about=id, kind=Kind.LOGGED, at=at, body=body)]
    for number in range(sets):
        set_id = fact_id(at, f"{app}{number}".encode())
        facts.append(Fact(id=set_id, about=set_id, kind=Kind.LOGGED, at=at, body={"session": id, "app": app}))
    return facts


HEVY = workout("hevy", "2026-11-20T18:00:00", "2026-11-20T19:00:00")


@pytest.mark.parametrize(
    ("new", "overlaps"),
    [
        (workout("garmin", "2026-11-20T18:55:00"), True),
        (workout("garmin", "2026-11-20T17:30:00", "2026-11-20T18:00:00"), True),
        (workout("garmin", "2026-11-20T19:01:00"), False),
        (workout("garmin", "2026-11-20T16:30:00"), False),
        (workout("garmin", "2026-11-21T18:00:00"), False),
        (workout("fitnotes", "2026-11-20T00:00:00"), True),  # it writes the day alone
        (workout("garmin", "2026-11-20T00:00:00", "2026-11-20T01:00:00"), False),
        (workout("hevy", "2026-11-20T18:30:00"), False),
        (workout("garmin", "2026-11-20T18:30:00", sets=0), False),
        (workout("garmin", "0001-01-01T00:00:00"), False),
        (workout("garmin", "9999-12-31T23:59:59"), False),
    ],
)
def test_a_workout_with_sets_that_overlaps_one_of_another_app_is_noted(new: list[Fact], overlaps: bool) -> None:
    assert bool(list(doubles(HEVY, new))) == overlaps


def test_a_known_workout_without_sets_is_no_double() -> None:
    assert not list(doubles(workout("health", "2026-11-20T18:00:00", sets=0), HEVY))


def test_a_workout_that_was_never_closed_overlaps_six_hours_at_most() -> None:
    open_for_weeks = workout("strong", "2026-11-01T18:00:00", "2026-11-25T18:00:00")
    assert not list(doubles(open_for_weeks, HEVY))


def test_the_note_counts_by_app_and_says_what_can_be_done() -> None:
    known = [*HEVY, *workout("hevy", "2026-11-22T18:00:00"), *workout("legday", "2026-11-22T18:10:00")]
    new = [*workout("garmin", "2026-11-20T18:02:00"), *workout("garmin", "2026-11-22T18:02:00")]
    many, one = doubles(known, new)
    assert many == (
        "2 of these workouts overlap workouts that came from Hevy: the same training would count twice; "
        "`legday imports --undo` takes an import back."
    )
    assert one.startswith("One of these workouts overlaps a workout that came from legday:")
