from __future__ import annotations

import sys
from pathlib import Path

import pytest

from legday import loop
from legday.cli.inbox import look_in
from legday.kinds import Unit
from legday.store.facts import open_store

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run

HEAD = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes\n"
ROW = "2026-11-{day:02} 18:00:00,Legs,Squat,0,70.0,5,0,0,\n"


def log(folder: Path, name: str, *days: int) -> Path:
    file = folder / name
    file.write_text(HEAD + "".join(ROW.format(day=day) for day in days))
    return file


def test_a_preview_says_what_would_come_in_and_stores_nothing(tmp_path: Path) -> None:
    file = log(tmp_path, "a.csv", 1, 2)
    assert answer("import", str(file), "--preview")["stored"] == 2
    assert "Nothing is stored yet" in run("import", str(file), "--preview")
    assert answer("imports") == []
    assert answer("import", str(file))["stored"] == 2


def test_imports_are_listed_and_one_is_taken_back_by_its_number(tmp_path: Path) -> None:
    for name, day in (("a.csv", 1), ("b.csv", 2)):
        answer("import", str(log(tmp_path, name, day)))
    assert [one["file"] for one in answer("imports")] == ["a.csv", "b.csv"]
    assert "a.csv is taken out" in run("imports", "--undo", "1")
    assert [one["undone"] for one in answer("imports")] == [True, False]
    assert answer("import", str(tmp_path / "a.csv"))["stored"] == 1
    assert "There is no import 9" in refusal("imports", "--undo", "9")


def test_one_thing_is_brought_in_at_a_time(tmp_path: Path) -> None:
    assert "Name a file" in refusal("import")
    assert "Name a file" in refusal("import", "a.csv", "--watch", str(tmp_path))
    assert "There is no folder" in refusal("import", "--watch", str(tmp_path / "nowhere"))


def test_a_watched_folder_brings_in_each_file_once_it_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log(tmp_path, "a.csv", 1)
    (tmp_path / "notes.txt").write_text("buy bananas")
    (tmp_path / ".hidden").write_text("x")
    terms, done = loop.Terms(file="", unit=Unit.KG), {}
    with open_store() as store:
        seen = look_in(store, tmp_path, terms, {}, done)
        assert capsys.readouterr().out == ""
        seen = look_in(store, tmp_path, terms, seen, done)
        told = capsys.readouterr()
        assert told.out == "a.csv: 1 rows new, 0 known, 0 refused\n"
        assert "notes.txt: " in told.err
        assert ".hidden" not in told.err
        log(tmp_path, "a.csv", 1, 2)
        seen = look_in(store, tmp_path, terms, seen, done)
        seen = look_in(store, tmp_path, terms, seen, done)
        look_in(store, tmp_path, terms, seen, done)
        assert capsys.readouterr().out == "a.csv: 1 rows new, 1 known, 0 refused\n"
