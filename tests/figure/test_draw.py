"""Drawing: colours in order for every eye, numbers that a browser reads back, and nothing but a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.figure.draw import SCALE, STEPS, Scheme, path_data, step, style
from legday.figure.film import film_of, reel, still
from legday.figure.shapes import Form, Shape
from legday.kinds import MovementId
from legday.movement.catalogue import catalogue

SQUAT = catalogue()[MovementId("back_squat")]
# About what the three kinds of colour blindness leave of linear red, green and blue (after Viénot 1999).
BLIND = {
    "nobody": np.eye(3),
    "protan": np.array([[0.11, 0.89, 0.0], [0.11, 0.89, 0.0], [0.004, -0.004, 1.0]]),
    "deutan": np.array([[0.29, 0.71, 0.0], [0.29, 0.71, 0.0], [-0.02, 0.02, 1.0]]),
    "tritan": np.array([[1.0, 0.15, -0.15], [0.0, 0.87, 0.13], [0.0, 0.87, 0.13]]),
}


def lightness(colour: str, eye: np.ndarray) -> float:
    """How light a colour is to an eye, 0 to 100 (CIE L*)."""
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    seen = np.clip(eye @ linear, 0, 1) @ np.array([0.2126, 0.7152, 0.0722])
    return float(116 * np.cbrt(seen) - 16)


@pytest.mark.parametrize("eye", BLIND)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_is_always_darker_in_the_light_and_lighter_in_the_dark(scheme: Scheme, eye: str) -> None:
    steps = np.diff([lightness(colour, BLIND[eye]) for colour in STEPS[scheme]])
    assert (np.abs(steps) > 4).all()
    assert (steps < 0).all() if scheme == "light" else (steps > 0).all()


@given(st.lists(st.tuples(st.integers(-900, 900), st.integers(-900, 900)), min_size=3, max_size=20))
def test_an_outline_is_read_back_corner_by_corner(corners: list[tuple[int, int]]) -> None:
    drawn = path_data(Shape("pad", (np.array([corners]) / SCALE,)), 0)
    numbers = [int(number) for number in re.findall(r"-?\d+", drawn)]
    read = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0)
    assert read.tolist() == [[x, -y] for x, y in corners]


def test_a_smooth_outline_ends_where_it_begins() -> None:
    square = np.array([[[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1]]])
    numbers = [int(number) for number in re.findall(r"-?\d+", path_data(Shape("m", (square,), Form.SMOOTH), 0))]
    assert np.array(numbers[2:]).reshape(-1, 2, 2)[:, 1].sum(axis=0).tolist() == [0, 0]


def test_a_picture_asks_for_nothing_and_runs_nothing() -> None:
    drawn = still(film_of(SQUAT), 0, {}, "A <squat> & more")
    root = ET.fromstring(drawn)  # noqa: S314  we drew it
    assert root.get("aria-label") == "A <squat> & more. No muscle is shaded."
    assert not re.search(r"<script|<image|href|url\(|@import|\son\w+=", drawn)


def test_a_picture_for_both_schemes_has_no_background_and_one_for_the_dark_has() -> None:
    both, dark = (still(film_of(SQUAT), 0, {}, "Squat", scheme) for scheme in (None, "dark"))
    assert "<rect" not in both
    assert "prefers-color-scheme" in both
    assert "<rect" in dark
    assert "prefers-color-scheme" not in dark
    assert style("dark") != style("light")


def test_what_is_played_has_as_many_paths_as_the_picture_and_as_many_numbers_in_every_posture() -> None:
    played = reel(film_of(SQUAT))
    root = ET.fromstring(still(film_of(SQUAT), 0, {}, "Squat"))  # noqa: S314  we drew it
    paths = [one for one in root.iter() if one.tag.endswith("path") and "ground" not in one.get("class", "")]
    assert len(played.paths) == len(paths) == len(played.muscle)
    for keys in played.paths:
        assert len({len(re.findall(r"-?\d+", key)) for key in keys}) == 1
        assert len({re.sub(r"-?\d+", "", key).replace(" ", "") for key in keys}) == 1
    assert [path.get("data-m") or "" for path in paths] == list(played.muscle)


def test_a_value_beyond_its_ends_takes_the_colour_of_the_end() -> None:
    assert (step(-1.0), step(0.0), step(1.0), step(1.4)) == ("m0", "m0", "m6", "m6")
