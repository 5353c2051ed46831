from __future__ import annotations

import sys
from pathlib import Path

import pytest

from legday.files.parts import load_fields
from legday.files.read import read_log
from legday.kinds import Unit
from legday.log.history import LoadOf

sys.path.insert(0, str(Path(__file__).parent))  # the samples stand beside this
from samples import SAMPLES

LOADED = {
    "strong": "Squat (Barbell)",
    "strong-android": "Kniebeuge",
    "hevy": "Squat (Barbell)",
    "fitnotes": "Barbell Squat",
    "fitbod": "Back Squat",
    "stronglifts": "Squat",
    "stronglifts-legacy": "Squat",
    "repcount": "Lying leg curl",
    "alpha": "Hack Squats",
    "jefit": "Barbell Squat",
    "gymbook": "Distensioni delle Gambe",
    "liftosaur": "Squat",
    "gymcoach": "Back Squat",
    "gymcoach-backup": "Back Squat",
}


@pytest.mark.parametrize(
    ("exercise", "part"), [("Chin Up (Assisted)", LoadOf.HELP), ("Press (Each Side)", LoadOf.SIDE), ("Squat", None)]
)
def test_a_name_says_what_its_loads_stand_for(exercise: str, part: LoadOf | None) -> None:
    assert load_fields("20", Unit.KG, exercise)["load_of"] == (part and part.value)


def test_a_load_below_zero_is_help_whatever_the_name_is() -> None:
    assert load_fields("-20", Unit.KG, "Squat") == {"load_kg": 20.0, "load_of": "help"}


@pytest.mark.parametrize(("app", "exercise"), LOADED.items())
def test_every_reader_takes_help_by_a_machine_from_the_name(app: str, exercise: str) -> None:
    data = SAMPLES[app].replace(exercise.encode(), f"Assisted {exercise}".encode())
    facts = read_log(data, Unit.KG).facts
    sets = [fact.body for fact in facts if str(fact.body.get("exercise", "")).startswith("Assisted")]
    loaded = [body["load_of"] for body in sets if body.get("load_kg")]
    assert loaded
    assert set(loaded) == {"help"}
