from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
S4 = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
GOOD = "2023-05-21 18:24:10,Legs,1h 13m,Squat,1,225,5,0,0,,,"
COLUMNS = {"file", "rows", "stored", "known", "refused", "sets", "leg_sets", "second_import_new", "unit"}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "validation.imports", str(folder), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_log_under_a_folder_is_listed_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "strong").mkdir()
    (tmp_path / "strong" / "one.csv").write_text("\n".join((S4, GOOD, GOOD.replace(",5,0", ",-5,0"))))
    (tmp_path / "notes.txt").write_text("no log")
    (tmp_path / "index.json").write_text(json.dumps({"files": [{"file": "strong/one.csv", "units": "lb"}]}))
    done = run(tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    [(file, line)] = json.loads(done.stdout).items()
    assert file == "strong/one.csv"
    assert line.keys() == COLUMNS
    assert (line["rows"], line["stored"], line["refused"], line["unit"]) == (2, 1, 1, "lb")
    assert (line["sets"], line["leg_sets"], line["second_import_new"]) == (1, 1, 0)
    assert "lb was assumed" in done.stderr


def test_the_table_has_a_line_for_each_log(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(f"{S4}\n{GOOD}\n")
    assert "| one.csv | 1 | 1 | 0 | 0 | 1 | 1 | 0 | kg |" in run(tmp_path).stdout


def test_the_table_that_is_kept_accounts_for_every_row() -> None:
    lines = [line.strip("| \n").split(" | ") for line in (ROOT / "validation" / "imports.md").read_text().splitlines()]
    counted = [[int(cell) for cell in line[1:8]] for line in lines if len(line) == 9 and line[1].isdigit()]
    assert counted
    assert all(rows == stored + known + refused and again == 0 for rows, stored, known, refused, _, _, again in counted)
