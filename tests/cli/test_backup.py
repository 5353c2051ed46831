from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest

from legday.log.fact import Fact, Kind, fact_id
from legday.loop import PERSON
from legday.store.facts import open_store

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    run("log", "squat", "100x5@2", "100x5@1")
    at = datetime(2026, 11, 25, 18)
    with open_store() as store:
        body = {"secret": "s" * 43}
        store.add(PERSON, [Fact(id=fact_id(at, b""), about="calendar", kind=Kind.WISHED, at=at, body=body)])
    file = tmp_path / "legday.zip"
    assert "1 person and 0 accounts" in run("backup", str(file))
    return file


def facts() -> tuple[Fact, ...]:
    with open_store() as store:
        return store.facts(PERSON)


def test_a_backup_is_put_back_whole_with_the_calendar_s_address(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = facts()
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path / "new"))
    assert answer("restore", str(file))["rows"]["facts"] == answer("backup", str(tmp_path / "2.zip"))["rows"]["facts"]
    assert facts() == before
    assert "s" * 43 in str(before)


def test_what_was_there_is_saved_and_named_when_it_is_replaced(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("export")
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path / "new"))
    run("log", "leg press", "200x5")
    own = run("export")
    assert "--replace" in refusal("restore", str(file))
    assert run("export") == own
    saved = answer("restore", str(file), "--replace")["saved"]
    assert Path(saved).parent == tmp_path / "new"
    assert run("export") == before
    assert "What was there before is in" in run("restore", saved, "--replace")
    assert run("export") == own


def test_a_backup_is_not_written_over_a_file(file: Path) -> None:
    assert "already there" in refusal("backup", str(file))


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "legday.zip"
    file.write_text("Dear diary")
    assert "no whole backup" in refusal("restore", str(file))
    assert "cannot be read" in refusal("restore", str(tmp_path / "nowhere.zip"))
