"""`legday measure` and `legday body`."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run


def test_a_mass_and_a_girth_are_kept_and_the_last_one_taken_back() -> None:
    run("measure", "mass", "80,5kg")
    run("measure", "mass", "176lb", "--on", (date.today() - timedelta(days=3)).isoformat())
    run("measure", "girth", "thigh-left", "56.2", "56.4")
    measured = answer("body")["measured"]
    assert [one["mass_kg"] for one in measured["masses"]] == [79.83, 80.5]
    assert measured["girths"]["thigh-left"][0]["readings_cm"] == [56.2, 56.4]
    run("measure", "undo")
    assert answer("body")["measured"]["girths"] == {}
    run("measure", "undo")  # told last, though about an earlier day
    assert [one["mass_kg"] for one in answer("body")["measured"]["masses"]] == [80.5]


def test_a_trend_is_said_with_its_reason_and_energy_only_on_request() -> None:
    for week in range(12):
        day = date.today() - timedelta(days=7 * week)
        run("measure", "mass", str(80 + week / 2), "--on", day.isoformat())
    text = run("body")
    assert "goes down" in text
    assert "kcal" not in text
    assert answer("body")["energy"] is None
    assert answer("body", "--energy")["energy"] == []
    assert answer("body", "--no-energy")["energy"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mass",), "not clear"),
        (("mass", "80cm"), "no mass"),
        (("mass", "8"), "25 to 400"),
        (("mass", "heavy"), "not a measurement"),
        (("mass", "80", "--on", "Monday"), "not a day"),
        (("mass", "80", "--on", "2999-01-01"), "yet to come"),
        (("girth", "neck", "38", "38"), "Choose one of"),
        (("girth", "hip", "98"), "two readings"),
        (("girth", "hip", "98", "99.5"), "third time"),
        (("girth", "hip", "98kg", "98"), "centimetres"),
        (("undo",), "Nothing was measured"),
        (("fat", "20"), "not clear"),
    ],
)
def test_what_makes_no_measurement_is_refused_with_what_to_do(words: tuple[str, ...], said: str) -> None:
    assert said in refusal("measure", *words)
