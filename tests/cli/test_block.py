"""`legday block`: a block begun, seen, changed and ended from the command line."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
import terminal


def run(*words: str) -> str:
    return terminal.run("block", *words)


def answer(*words: str):
    return terminal.answer("block", *words)


def refusal(*words: str) -> str:
    return terminal.refusal("block", *words)


def favoured() -> list[str]:
    goals = [json.loads(line) for line in terminal.run("export").splitlines() if '"about":"goal"' in line]
    return goals[-1]["body"]["favour"]


def test_a_block_is_begun_seen_changed_and_ended() -> None:
    assert "begins one" in run()
    assert answer() == {"block": None, "weeks": []}
    begun = answer("--weeks", "8", "--favour", "calves")
    assert begun["block"]["favour"] == ["gastrocnemius", "soleus"]
    assert [week["stage"] for week in begun["weeks"]] == ["now", *["to come"] * 7]
    assert favoured() == ["gastrocnemius", "soleus"]
    text = run()
    assert "8 weeks for calves" in text
    assert "0 of 4–6" in text
    assert "No lighter week is due by the calendar." in text
    shorter = answer("--weeks", "5")["block"]
    assert shorter == {**begun["block"], "weeks": 5}
    assert answer("--favour", "glutes")["block"] == {**shorter, "favour": ["glutes"]}
    assert answer("--end") == {"block": None, "weeks": []}
    assert favoured() == ["glutes"]


def test_a_block_can_wait_for_a_monday() -> None:
    today = date.today()
    monday = today + timedelta(days=7 - today.weekday())
    begun = answer("--weeks", "4", "--start", monday.isoformat())
    assert begun["block"]["start"] == monday.isoformat()
    assert {week["stage"] for week in begun["weeks"]} == {"to come"}


def test_what_makes_no_block_is_refused_with_what_to_do() -> None:
    assert "Choose 4 to 12 weeks." in refusal("--weeks", "3")
    assert "at most 8 weeks" in refusal("--weeks", "12", "--favour", "calves")
    assert "one or two" in refusal("--weeks", "6", "--favour", "calves", "--favour", "quads")
    assert "Say for how many weeks" in refusal("--favour", "calves")
    assert "2026-11-30" in refusal("--weeks", "4", "--start", "soon")
    assert "Give --end alone." in refusal("--end", "--weeks", "4")
    assert answer() == {"block": None, "weeks": []}
