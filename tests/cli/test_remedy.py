"""`legday remedy`: taken, watched, dropped."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
import terminal


def run(*words: str) -> str:
    return terminal.run("remedy", *words)


def answer(*words: str):
    return terminal.answer("remedy", *words)


def refusal(*words: str) -> str:
    return terminal.refusal("remedy", *words)


def test_without_a_plateau_nothing_is_offered() -> None:
    assert "Nothing has levelled off" in run()
    assert answer() == {"offer": None, "tried": []}
    assert "Nothing is offered" in refusal("take")


def test_a_remedy_is_taken_watched_for_six_weeks_and_dropped() -> None:
    [[taken, sentence]] = answer("take", "sets", "--for", "quads")["tried"]
    until = date.fromisoformat(taken["since"]) + timedelta(weeks=6)
    assert (taken["remedy"], taken["subject"], taken["running"]) == ("sets", "quadriceps", True)
    assert taken["until"] == until.isoformat()
    assert "two sets a week more for the quads" in sentence.lower()
    assert "one change at a time" in refusal("take", "reps", "--for", "leg extension")
    [[dropped, sentence]] = answer("drop")["tried"]
    assert not dropped["running"]
    assert ": stopped on " in sentence
    assert "No remedies run" in refusal("drop")


def test_one_for_other_muscles_may_run_beside_it() -> None:
    run("take", "sets", "--for", "quads")
    run("take", "reps", "--for", "lying leg curl")
    assert "2 remedies run" in refusal("drop")
    assert len(answer("drop", "--for", "quads")["tried"]) == 2


def test_words_that_mean_nothing_are_refused() -> None:
    assert "no remedy" in refusal("take", "leeches", "--for", "quads")
    assert "no remedy" in refusal("take", "leeches")
    assert "several muscles" in refusal("take", "sets", "--for", "calves")
    assert "no do" in refusal("dance")
