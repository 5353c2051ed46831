"""What legday can do is written down, and what is written down works."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import legday

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WORDS = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def said(name: str) -> bool:
    """Whether the pages say a name as a word of its own."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", WORDS) is not None


def settings() -> list[str]:
    """The environment settings that legday's source names."""
    source = "\n".join(module.read_text(encoding="utf-8") for module in (ROOT / "src").rglob("*.py"))
    return sorted(set(re.findall(r"LEGDAY_[A-Z_]*[A-Z]", source)))


def test_every_command_is_documented() -> None:
    from typer.main import get_command

    from legday.cli import app

    commands = getattr(get_command(app), "commands", {})
    assert commands
    assert [name for name in commands if not said(f"legday {name}")] == []


def test_every_movement_drill_and_stretch_stands_on_a_sheet_of_the_docs() -> None:
    from legday.figure.step import steps
    from legday.movement.catalogue import catalogue

    page = (ROOT / "docs" / "movements.md").read_text(encoding="utf-8").replace("\n", " ")
    assert [one.name for one in (*catalogue().values(), *steps().values()) if one.name not in page] == []


def test_every_operation_is_documented_with_its_right() -> None:
    from legday.web.api import rights
    from legday.web.api.schema import MAY

    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    lines = [f"| `{method} {path}` | {MAY[right]} |" for (method, path), right in rights().items()]
    assert [line for line in lines if line not in page] == []


@pytest.mark.parametrize("setting", settings())
def test_every_setting_is_documented(setting: str) -> None:
    assert said(setting)


@pytest.mark.parametrize("name", sorted(set(getattr(legday, "__all__", ())) - {"__version__"}))
def test_every_public_name_is_documented_and_there(name: str) -> None:
    assert said(name)
    assert getattr(legday, name) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_run(page: Path) -> None:
    # A code fence would be read as expected output; an empty line in its place ends the example.
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=said.append)
    assert said == [], "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [
        target for target in targets if not target.startswith("mailto:") and not (page.parent / target).exists()
    ] == []
