"""`legday change`: life's changes to the planned week from the command line."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from legday.cli import app
from legday.kinds import BadInput

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def named(ahead: int) -> str:
    """The weekday so many days from today."""
    return DAYS[(date.today() + timedelta(days=ahead)).weekday()]


def run(*words: str) -> str:
    result = CliRunner().invoke(app, [*words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def changed(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("change", *words, "--json"))
    return found


@pytest.fixture
def week() -> dict[str, Any]:
    """A planned week with a session the day after tomorrow and one three days later."""
    made: dict[str, Any] = json.loads(
        run("plan", "--days", f"{named(2)},{named(5)}", "--minutes", "45", "--gym", "dumbbells", "--json")
    )
    assert len(made["sessions"]) == 2
    return made


@pytest.mark.long
def test_a_session_is_moved_shortened_done_elsewhere_and_left_out(week: dict[str, Any]) -> None:
    id = week["sessions"][0]["id"]
    moved = changed(named(2), "--to", named(3))
    assert (moved["sessions"][0]["id"], moved["sessions"][0]["day"]) == (id, str(date.today() + timedelta(days=3)))
    assert "moved from" in moved["changes"][0]["say"]
    short = changed(named(3), "--minutes", "20")["sessions"][0]
    assert (short["id"], short["minutes"]) == (id, 20)
    assert short["seconds"] <= 20 * 60
    assert changed(named(3), "--place", "nothing")["sessions"][0]["gym"] == "nothing"
    assert [session["id"] for session in changed(named(3), "--drop")["sessions"]] == [week["sessions"][1]["id"]]


def test_a_locked_movement_stays_until_it_is_unlocked(week: dict[str, Any]) -> None:
    last = week["sessions"][0]["movements"][-1]["movement"]
    assert changed(named(2), "--lock", last)["sessions"][0]["movements"][-1]["locked"]
    short = changed(named(2), "--minutes", "20")["sessions"][0]
    assert last in [movement["movement"] for movement in short["movements"]]
    free = changed(named(2), "--unlock", last)["sessions"][0]
    assert not any(movement["locked"] for movement in free["movements"])


def test_while_ill_there_is_no_session_and_then_a_lighter_one(week: dict[str, Any]) -> None:
    rest = changed("--ill", named(4))
    assert rest["lighter"]
    assert [session["id"] for session in rest["sessions"]] == [week["sessions"][1]["id"]]


def test_planning_the_rest_again_without_a_reason_changes_nothing(week: dict[str, Any]) -> None:
    again = changed()
    assert again["changes"] == []
    assert [one["movements"] for one in again["sessions"]] == [one["movements"] for one in week["sessions"]]


def test_the_text_says_what_changed_and_shows_the_week(week: dict[str, Any]) -> None:
    text = run("change", named(2), "--to", named(3))
    assert "You moved the session of" in text
    assert "Quads" in text


def refusal(*words: str) -> str:
    with pytest.raises(BadInput) as refused:
        CliRunner().invoke(app, ["change", *words], catch_exceptions=False)
    return str(refused.value)


def test_what_cannot_be_changed_is_refused_with_what_can(week: dict[str, Any]) -> None:
    assert "No session is to come" in refusal(named(3), "--drop")
    assert named(2) in refusal(named(3), "--drop")
    assert "more than one change" in refusal(named(2), "--drop", "--minutes", "20")
    assert "not clear what to change" in refusal(named(2))
    assert "not clear what to change" in refusal("--minutes", "20")
    assert "is over" in refusal(str(date.today() - timedelta(days=1)), "--drop")
    assert "make no session" in refusal(named(2), "--minutes", "5")
    assert "not in the session" in refusal(named(2), "--lock", "leg extension")


def test_without_a_week_there_is_nothing_to_change() -> None:
    assert "No week is planned yet" in refusal()
