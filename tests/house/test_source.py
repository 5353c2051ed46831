from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "legday"
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = ("ortools", "altair", "pandas", "numpy", "sqlalchemy", "alembic", "fastapi", "starlette", "vl_convert")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_every_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_no_module_outgrows_what_one_can_keep_in_mind(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_no_class_is_named_after_its_job_in_the_program(module: Path) -> None:
    classes = [
        node.name for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)
    ]
    assert [
        name for name in classes if name.endswith(("Manager", "Helper", "Service", "Util", "Utils", "Base", "Info"))
    ] == []


def test_imports_go_down_and_stay_behind_their_walls() -> None:
    check = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_legday_loads_nothing_heavy() -> None:
    check = f"import sys, legday; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
