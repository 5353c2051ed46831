from __future__ import annotations

import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

from legday.kinds import BadInput
from legday.log.fact import Kind, say
from legday.store.facts import open_store

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import typed


def run(*words: str) -> bytes:
    return typed(*words).stdout_bytes


def days(content: bytes) -> list[str]:
    return [event.decoded("dtstart").isoformat() for event in icalendar.Calendar.from_ical(content).events]


def test_the_planned_week_goes_into_a_file_or_to_standard_output_for_a_calendar(tmp_path):
    week = json.loads(run("plan", "--days", "2", "--gym", "nothing", "--minutes", "20", "--json"))
    planned = [session["day"] for session in week["sessions"]]
    content = run("calendar")
    assert days(content) == planned
    file = tmp_path / "legs.ics"
    assert b"2 sessions" in run("calendar", "--into", str(file))
    assert file.read_bytes() == content
    told = json.loads(run("calendar", "--into", str(tmp_path / "more.ics"), "--json"))
    assert [event["day"] for event in told["events"]] == planned


def test_a_calendar_is_never_written_over_a_file(tmp_path):
    run("plan", "--days", "1", "--gym", "nothing", "--minutes", "20")
    file = tmp_path / "legs.ics"
    file.write_bytes(b"mine")
    with pytest.raises(BadInput, match="already there"):
        run("calendar", "--into", str(file))
    assert file.read_bytes() == b"mine"


def test_without_a_plan_there_is_nothing_for_a_calendar(tmp_path):
    with pytest.raises(BadInput, match="legday plan"):
        run("calendar", "--into", str(tmp_path / "legs.ics"))
    assert list(tmp_path.iterdir()) == []


def test_the_export_counts_and_holds_everything_but_the_address_of_the_calendar(tmp_path):
    run("log", "squat", "100x5@2")
    before = run("export")
    at = datetime(2026, 11, 22, tzinfo=UTC)
    with open_store() as store:
        store.add("me", [say(Kind.WISHED, "calendar", {"secret": secrets.token_urlsafe(32)}, at=at, seed=b"")])
        assert len(store.facts("me")) == 3
    assert run("export") == before
    assert json.loads(run("export", "--to", str(tmp_path / "log.jsonl"), "--json"))["facts"] == 2
