"""What docs/security.md answers is all that was asked, and what it names is there."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ASKED = json.loads((Path(__file__).parent / "asvs.json").read_text(encoding="utf-8"))["ids"]
LINES = PAGE[PAGE.index("## The standard, line by line") :]
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE)))
MODULES = sorted((ROOT / "src").rglob("*.py"))
PROGRAMS = {"subprocess", "pickle", "marshal", "shelve", "pty", "ctypes"}
CALLS = {"eval", "exec", "compile", "system", "popen", "__import__"}


def used(module: Path) -> Iterator[str]:
    """What a module imports from elsewhere, and what it calls by a bare name or of `os`."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield f"{node.func.id}()"
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "os"
        ):
            yield f"{node.func.attr}()"


def test_every_line_of_the_standard_is_answered_exactly_once() -> None:
    answered = Counter(re.findall(r"V\d+\.\d+\.\d+", LINES))
    assert len(ASKED) == 253
    assert answered == Counter(ASKED)


def test_every_answer_says_something() -> None:
    rows = re.findall(r"^\| V[\d.]+ \|(.*)\|(.*)\|$", LINES, re.MULTILINE)
    assert len(rows) > 150
    assert [row for row in rows if not row[0].strip() or not row[1].strip()] == []


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda one: one.rpartition("/")[2])
def test_every_test_that_is_named_is_there(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_every_event_of_the_ledger_is_documented() -> None:
    from legday.web.ledger import Event

    assert [event.value for event in Event if event.value not in PAGE] == []


def test_nothing_but_the_doctor_starts_a_program_and_nothing_runs_text() -> None:
    forbidden = PROGRAMS | {f"{call}()" for call in CALLS}
    found = {(module.name, one) for module in MODULES for one in used(module) if one in forbidden}
    assert found == {("hosting.py", "subprocess")}  # timedatectl, with fixed words


def test_nothing_random_comes_from_a_generator_that_can_be_foretold() -> None:
    invented = "demo.py"  # makes up the same year each time
    assert [module.name for module in MODULES if "random" in used(module)] == [invented]
    weak = re.compile(r"hashlib\.(md5|sha1)|import (md5|sha1)\b")
    assert [module.name for module in MODULES if weak.search(module.read_text(encoding="utf-8"))] == []


def test_the_fields_of_a_password_are_hidden_and_take_what_a_manager_fills_in() -> None:
    folder = ROOT / "src" / "legday" / "web" / "templates"
    pages = "\n".join(page.read_text(encoding="utf-8") for page in folder.glob("*.html"))
    fields = re.findall(r'<input[^>]*name="password"[^>]*>', pages)
    assert len(fields) >= 2
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert int((re.findall(r'maxlength="(\d+)"', field) or ["200"])[0]) >= 64
    scripts = "\n".join(one.read_text(encoding="utf-8") for one in folder.with_name("static").glob("*.js"))
    assert "paste" not in scripts
