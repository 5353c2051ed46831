"""`legday evidence`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run


def test_the_claims_are_listed_and_what_does_not_hold_comes_first() -> None:
    lines = run("evidence").splitlines()
    assert len(lines) == 41
    assert "Not true" in lines[0]
    assert "True" in lines[-1]
    assert answer("evidence")[0]["verdict"] == "refuted"


def test_one_claim_is_said_with_its_certainty_and_sources() -> None:
    text = run("evidence", "c29")
    for words in ("Partly true", "+12.4 %", "Moderate certainty", "10.3389/fphys.2023.1272106", "read in the paper"):
        assert words in text
    assert answer("evidence", "C29")["id"] == "C29"


def test_a_section_goes_by_its_number_with_or_without_its_word() -> None:
    assert run("evidence", "12.2") == run("evidence", "models 12.2")
    assert "Second-hand" in run("evidence", "12.2")


def test_what_is_not_known_is_refused_with_what_to_do() -> None:
    assert "C01 to C41" in refusal("evidence", "C42")
