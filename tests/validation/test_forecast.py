from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from math import inf
from pathlib import Path

import pytest
from validation import forecast

from legday.coach.strength.forecast import NEXT
from legday.coach.strength.sets import multiple

HEAD = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes\n"


def log(weeks: int, *, first: date = date(2024, 1, 1), load: float = 60, name: str = "Squat (Barbell)") -> str:
    rows = [
        f"{first + timedelta(weeks=week)} 18:00:00,Legs,{name},{place},{load + week // 4 * 2.5},5,0.0,0,\n"
        for week in range(weeks)
        for place in range(1, 4)
    ]
    return HEAD + "".join(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "strong.csv").write_text(log(70))
    return tmp_path


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    monkeypatch.setattr(sys, "argv", ["forecast", str(folder), *more])
    assert forecast.main() == 0
    return capsys.readouterr().out


def test_both_horizons_are_scored_beside_the_three_rules(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(run(folder, monkeypatch, capsys, "--json"))
    assert set(found) == {"next", "weeks4"}
    assert all(set(those) == {"model", "last", "mean", "smooth", "coverage", "n"} for those in found.values())
    assert found["next"]["n"] == 67
    assert found["weeks4"]["n"] == 64
    assert 0 < max(found["next"]["model"], found["weeks4"]["model"]) < 0.03


def test_without_json_the_tables_name_movements_and_histories(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run(folder, monkeypatch, capsys)
    assert "| back_squat |" in shown
    assert "| strong.csv |" in shown


def test_a_folder_without_a_long_history_gives_no_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "short.csv").write_text(log(20))
    (tmp_path / "odd.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "empty.csv").write_text("")
    assert json.loads(run(tmp_path, monkeypatch, capsys, "--json"))["next"] == {
        "model": None, "last": None, "mean": None, "smooth": None, "coverage": None, "n": 0,
    }  # fmt: skip


def test_snapshots_of_one_person_count_once_and_the_newest_stays(folder: Path) -> None:
    (folder / "snapshots").mkdir()
    (folder / "snapshots" / "later.csv").write_text(log(80))
    (folder / "other.csv").write_text(log(80, load=90, first=date(2023, 1, 3)))
    assert list(forecast.histories(folder)) == ["other.csv", "snapshots/later.csv"]


def test_a_value_more_than_twofold_off_is_not_scored(folder: Path) -> None:
    text = (folder / "strong.csv").read_text().splitlines(keepends=True)
    text[150:151] = [text[150].replace(",5,0.0", ",5,0.0").replace(f",{60 + 49 // 4 * 2.5},", ",900,")]
    (folder / "strong.csv").write_text("".join(text))
    assert len(forecast.score(forecast.series(forecast.histories(folder)), NEXT, "next")) == 66


def test_with_slips_counted_it_is_scored(folder: Path) -> None:
    text = (folder / "strong.csv").read_text().splitlines(keepends=True)
    text[150:151] = [text[150].replace(f",{60 + 49 // 4 * 2.5},", ",900,")]
    (folder / "strong.csv").write_text("".join(text))
    found = list(forecast.series(forecast.histories(folder)))
    assert len(forecast.score(found, NEXT, "next", slip=inf)) == 67


def test_planned_repetitions_are_those_of_the_first_set_with_a_load(tmp_path: Path) -> None:
    done = [(60, 8), (100, 5), (100, 4), (100, 9), (80, 10), (80, 7)]
    rows = [
        f"2024-01-01 18:00:00,Legs,Squat (Barbell),{at},{kg},{reps},0.0,0,\n" for at, (kg, reps) in enumerate(done, 1)
    ]
    (tmp_path / "strong.csv").write_text(log(60, first=date(2024, 2, 1)) + "".join(rows))
    [(_, _, [visit, *_])] = forecast.series(forecast.histories(tmp_path))
    assert visit.scheme == (8, 5, 5, 5, 10, 10)
    assert (visit.times, visit.load_kg, visit.e1rm_kg) == (multiple(5), 100, 100 * multiple(9))


@pytest.mark.parametrize("index", ["[]", "no json", '{"files": 3}', '{"files": [{"file": "strong.csv"}, "other"]}'])
def test_an_index_of_another_kind_is_passed_over(folder: Path, index: str) -> None:
    (folder / "index.json").write_text(index)
    assert list(forecast.histories(folder)) == ["strong.csv"]


def test_two_names_of_one_movement_are_trended_apart(folder: Path) -> None:
    more = log(70, name="Squat (Smith Machine)", load=30).removeprefix(HEAD)
    (folder / "strong.csv").write_text(log(70) + more)
    assert {len(visits) for _, _, visits in forecast.series(forecast.histories(folder))} == {70}
