from __future__ import annotations

import csv
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from legday.movement.catalogue import catalogue, others

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "logs" / "leg_names_shared.csv"
HEADER = "app,exercise_name,is_leg,family_guess,n_set_rows"


def score(file: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "validation.names", str(file), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_a_table_is_scored_by_rows_and_names(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    lines = (
        "strong,Squat,yes,squat,60",
        "strong,Leg Press,yes,squat,10",  # the table says another family
        "strong,Toe raises,yes,calf raise,20",
        "strong,Grandma,yes,squat,10",
        "strong,Power Clean,borderline,olympic / full body,5",
        "strong,Hanging Leg Raise,no,TRAP abs leg-raise,9",
        "strong,Calf Raise,no,TRAP abs leg-raise,9",
        "strong,Side Plank,no,TRAP other leg word,9",
        "strong,Nordic Curl,yes,a new family,0",
    )
    table.write_text("\n".join((HEADER, *lines)))
    found = score(table)
    assert (found["share"], found["mapped_traps"], found["asked"], found["wrong"]) == (0.6, 1, 1, 1)
    assert found["mapped_trap_names"] == ["strong: Calf Raise"]
    assert found["wrong_names"] == ["strong: Leg Press"]
    assert found["passed_over_names"] == ["strong: Grandma"]
    assert found["borderline_rows"] == {"mapped": 5}
    assert found["unjudged_families"] == ["a new family"]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("app,exercise_name\nstrong,Squat\n")
    command = [sys.executable, "-m", "validation.names", str(table)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "has no column family_guess, is_leg, n_set_rows" in done.stderr


def test_every_movement_of_a_family_is_coached_or_counted() -> None:
    families = tomllib.loads((ROOT / "validation" / "families.toml").read_text())
    assert {movement for right in families["right"].values() for movement in right} <= {*catalogue(), *others()}
    assert set(families["instead"].values()) <= families["right"].keys()


def test_the_names_that_we_wrote_are_understood_and_none_of_their_traps_is_mapped() -> None:
    found = score(ROOT / "validation" / "names_written.csv")
    assert float(str(found["share"])) >= 0.99
    assert (found["mapped_traps"], found["wrong"]) == (0, 0)


def test_names_that_people_type_are_mostly_understood_and_never_wrongly() -> None:
    found = score(ROOT / "validation" / "names_by_people.csv")
    assert float(str(found["share"])) >= 0.95
    assert found["wrong"] == 0


@pytest.mark.skipif(not SHARED.exists(), reason="the shared logs are not beside the repository")
def test_real_names_are_understood_without_asking_and_no_trap_is_mapped() -> None:
    found = score(SHARED)
    assert float(str(found["share"])) >= 0.98
    assert (found["mapped_traps"], found["wrong"], found["passed_over"]) == (0, 0, 0)
    with SHARED.open(encoding="utf-8") as file:
        families = {row["family_guess"] for row in csv.DictReader(file) if row["is_leg"] == "yes"}
    assert families <= tomllib.loads((ROOT / "validation" / "families.toml").read_text())["right"].keys()
