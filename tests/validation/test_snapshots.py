from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes\n"


def export(*sets: tuple[int, str, int]) -> str:
    return HEAD + "".join(f"2026-11-{day:02} 18:00:00,Legs,{name},0,70.0,{reps},0.0,0,\n" for day, name, reps in sets)


def test_each_export_adds_what_is_new_and_shows_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "strong" / "somebody"
    folder.mkdir(parents=True)
    (folder / "2026-01.csv").write_text(export((1, "Squat", 5)))
    (folder / "2026-02.csv").write_text(export((1, "Squat", 6), (3, "Squat", 5)))
    (tmp_path / "notes.txt").write_text("no log")
    command = [sys.executable, "-m", "validation.snapshots", str(tmp_path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)["strong/somebody"]
    assert (first["new"], first["changed"]) == (1, 0)
    assert (second["new"], second["known"], second["changed"], second["as_if_first"]) == (1, 0, 1, True)
