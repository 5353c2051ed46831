"""Names say what the field says, with their units (docs/words.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import legday

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
WORDS = (ROOT / "docs" / "words.md").read_text(encoding="utf-8").lower()
EMPTY_WORDS = re.compile(r"(Manager|Helper|Service|Util|Base|Info)(?=[A-Z]|$)")


def names(source: Path) -> list[str]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.append(node.name)
        elif isinstance(node, ast.arg):
            found.append(node.arg)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.append(node.target.id)
    return found


@pytest.mark.parametrize("name", [name for name in legday.HOMES if name[0].isupper()] + ["atlas", "catalogue", "gym"])
def test_every_public_noun_is_in_the_glossary(name: str) -> None:
    assert re.search(rf"\b{name.lower()}\b", WORDS)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_load_is_on_the_bar_and_mass_is_the_person(source: Path) -> None:
    assert [name for name in names(source) if "weight" in name.lower()] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_no_name_is_empty_of_meaning(source: Path) -> None:
    assert [name for name in names(source) if EMPTY_WORDS.search(name)] == []
