"""`legday figure`: a movement as a file or on standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from typer.testing import CliRunner

from legday.cli import app

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
import terminal


def run(*words: str) -> str:
    return terminal.run("figure", *words)


def refusal(*words: str) -> str:
    return terminal.refusal("figure", *words)


PNG = b"\x89PNG\r\n"


def test_a_figure_is_written_as_its_name_says(tmp_path: Path) -> None:
    for name in ("leg.svg", "leg.png"):
        said = json.loads(run("leg extension", "-o", str(tmp_path / name), "--json"))
        assert said == {"file": str(tmp_path / name), "movement": "leg_extension"}
    assert ET.parse(tmp_path / "leg.svg").getroot().tag.endswith("svg")  # noqa: S314  we wrote it
    assert (tmp_path / "leg.png").read_bytes().startswith(PNG)


def test_without_a_file_it_goes_to_standard_output() -> None:
    assert run("leg extension").startswith("<svg ")


def test_another_place_view_or_scheme_is_another_picture() -> None:
    ways = [(), ("--at", "100"), ("--view", "front"), ("--dark",), ("--strip",)]
    assert len({run("back squat", *way) for way in ways}) == len(ways)


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "leg.svg"
    there.write_text("mine", encoding="utf-8")
    assert "already there" in refusal("leg extension", "-o", str(there))
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_picture_of_no_known_kind_or_place_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    assert "neither an .svg nor a .png" in refusal("leg extension", "-o", str(tmp_path / "leg.gif"))
    assert "cannot be written" in refusal("leg extension", "-o", str(tmp_path / "nowhere" / "leg.svg"))
    assert list(tmp_path.iterdir()) == []


def test_a_movement_that_does_not_exist_is_refused_with_what_comes_near() -> None:
    assert "Leg extension" in refusal("leg extensoin")


def test_a_movement_of_one_s_own_is_drawn_like_the_one_that_it_is_like() -> None:
    CliRunner().invoke(app, ["teach", "Short extension", "--like", "leg extension", "--knee", "100,65"])
    mine = run("short extension")
    assert mine.count('class="pad"') == run("leg extension").count('class="pad"')
    assert mine != run("leg extension")
