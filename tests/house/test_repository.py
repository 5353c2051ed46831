from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
REQUIREMENT = re.compile(
    r"[a-z0-9-]+(\[[a-z,]+\])?==[0-9][\w.!+]*( ; [^\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+"
)


def git(*words: str) -> list[str]:
    answer = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False)
    if answer.returncode:
        pytest.skip("this is no git working tree")
    return [line for line in answer.stdout.split("\0") if line and (ROOT / line).is_file()]


def kept() -> list[Path]:
    """The files that are in git or about to be."""
    return [ROOT / name for name in git("ls-files", "-z", "--cached", "--others", "--exclude-standard")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_and_checked_by_its_hash(lock: Path) -> None:
    assert REQUIREMENT.sub("", lock.read_text(encoding="utf-8")) == ""


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert not re.search(r"://|^-", lock.read_text(encoding="utf-8"), re.MULTILINE)


def test_what_the_checks_need_holds_all_that_running_needs() -> None:
    run, test = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("run", "test")
    )
    assert run <= test


def test_everything_that_legday_asks_for_is_in_the_lock() -> None:
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = set(
        re.findall(r"^[a-z0-9-]+", (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {re.split(r"[\[>=<]", name)[0] for name in asked} <= locked


def test_no_file_is_larger_than_a_megabyte() -> None:
    assert [str(file) for file in kept() if file.stat().st_size > 1_000_000] == []


def test_no_file_knows_a_path_of_somebody_s_machine() -> None:
    # Where people's own folders are, and where this one happens to be.
    own = re.compile(rb"(?<![\w.])(/(home|Users|root)/\w|[A-Z]:\\\\?Users)|" + re.escape(str(ROOT).encode()) + rb"\b")
    assert [str(file) for file in kept() if own.search(file.read_bytes())] == []


def test_no_file_is_a_database_or_a_lock_with_addresses() -> None:
    assert [file.name for file in kept() if file.suffix == ".db" or file.name in ("uv.lock", "poetry.lock")] == []


def test_every_folder_of_data_says_where_it_comes_from() -> None:
    folders = [folder for folder in (ROOT / "src/legday/data").iterdir() if folder.is_dir() and folder.name[0] != "_"]
    assert [folder.name for folder in folders if not (folder / "SOURCE.md").is_file()] == []


def test_ci_does_what_make_test_does() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("make test")
    assert "set -euo pipefail" in script
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
