from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"


def log_of(times: float, press_kg: float) -> str:
    """Twelve weeks of leg presses, and from the fifth on front squats of ``times`` the load."""
    rows = [HEAD]
    for week in range(12):
        day = date(2025, 1, 6) + timedelta(weeks=week)
        rows.append(f"{day} 18:00:00,Legs,1h,Leg Press,1,{press_kg},10,0,0,,,9")
        if week > 4:
            rows.append(f"{day} 18:00:00,Legs,1h,Squat (Barbell),1,{times * press_kg},10,0,0,,,9")
    return "\n".join(rows)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("logs")
    units = [{"file": f"{name}.csv", "units": "kg"} for name in "abcde"]
    (folder / "index.json").write_text(json.dumps({"files": units}))
    for place, name in enumerate("abcde"):
        (folder / f"{name}.csv").write_text(log_of(0.4, 100 + 25 * place))
    command = [sys.executable, "-m", "validation.transfer", str(folder), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read: dict[str, object] = json.loads(done.stdout)
    return read


def test_only_a_movement_that_was_begun_after_others_is_scored(found: dict[str, dict[str, float]]) -> None:
    assert found["histories"] == 5
    assert found["by_movement"]["n"] == 5


def test_what_others_teach_about_a_movement_brings_the_estimate_nearer(found: dict[str, dict[str, float]]) -> None:
    assert found["by_movement"]["median"] < found["same_load"]["median"]
    assert found["by_movement"]["median"] < 0.3
