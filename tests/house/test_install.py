from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def install(tmp_path: Path) -> ModuleType:
    """The set-up, with a folder of its own in the place of the project."""
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements" / "install.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    for name in ("requirements/run.txt", "requirements/test.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    module.HERE, module.VENV = tmp_path, tmp_path / ".venv"
    return module


@pytest.fixture
def started(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that the set-up starts, which all do well; a new environment has a Python."""
    programs: list[str] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        programs.append(" ".join(command))
        if "venv" in command:
            python = install.VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
            python.parent.mkdir(parents=True)
            python.write_text("")
        return subprocess.CompletedProcess(command, 0, stdout=install.sys.version)

    monkeypatch.setattr(install.subprocess, "run", run)
    monkeypatch.setattr(install, "has_ensurepip", lambda: True)
    return programs


def test_a_second_call_finds_everything_done(install: ModuleType, started: list[str]) -> None:
    assert install.main("run") == 0
    assert sum("--require-hashes" in program for program in started) == 1
    started.clear()
    assert install.main("run") == 0
    assert started == []


def test_what_the_checks_need_is_enough_for_running(install: ModuleType, started: list[str]) -> None:
    install.main("test")
    started.clear()
    install.main("run")
    assert started == []


def test_a_new_lock_is_installed_into_the_same_environment(install: ModuleType, started: list[str]) -> None:
    install.main("run")
    started.clear()
    (install.HERE / "requirements" / "run.txt").write_text("something newer")
    install.main("run")
    assert any("--require-hashes" in program for program in started)
    assert not any(" venv " in program for program in started)


def test_a_folder_that_moved_gets_a_new_environment(install: ModuleType, started: list[str], tmp_path: Path) -> None:
    install.main("run")
    started.clear()
    moved = tmp_path.with_name("moved")
    tmp_path.rename(moved)
    install.HERE, install.VENV = moved, moved / ".venv"
    install.main("run")
    assert any(" venv " in program for program in started)


def test_an_installation_that_failed_is_not_taken_for_done(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "works", lambda python: True)
    failed = subprocess.CompletedProcess[str]([], 1)
    monkeypatch.setattr(install.subprocess, "run", lambda *_words, **_options: failed)
    assert install.main("run") == 1
    assert "did not finish" in capsys.readouterr().err
    assert not (install.VENV / "installed-run").exists()


def test_a_machine_without_a_way_to_make_environments_is_told_what_to_install(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "has_ensurepip", lambda: False)
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit):
        install.main("run")
    assert "apt install python3-venv" in capsys.readouterr().err


def test_an_old_python_is_told_what_is_needed(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "LEAST", (99,))
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    assert install.main("run") == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err
