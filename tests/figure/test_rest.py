"""The body at rest: each group has the colour and the words of its value, and nothing else has."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from legday.body.muscles import groups
from legday.figure.draw import step
from legday.figure.rest import rest
from legday.kinds import Group

SVG = "{http://www.w3.org/2000/svg}"
VALUES = {group: place / 9 for place, group in enumerate(Group)}
SAID = {group: f"{place} of 9" for place, group in enumerate(Group)}


def muscles_of(drawn: str, group: Group) -> Iterator[ET.Element]:
    root = ET.fromstring(drawn)  # noqa: S314  we drew it
    return (path for path in root.iter(f"{SVG}path") if path.get("data-group") == group)


@pytest.mark.parametrize("group", Group)
def test_a_group_has_the_colour_and_the_words_of_its_value(group: Group) -> None:
    found = list(muscles_of(rest(VALUES, SAID, "Week"), group))
    assert {path.get("class") for path in found} == {f"m {step(VALUES[group])}"}
    assert {path.findtext(f"{SVG}title") for path in found} == {f"{groups()[group].name}, {SAID[group]}"}


def test_a_group_without_a_value_is_drawn_at_rest_and_keeps_its_name() -> None:
    found = list(muscles_of(rest({}, {}, "Week"), Group.SHINS))
    assert {path.get("class") for path in found} == {"m mn"}
    assert {path.findtext(f"{SVG}title") for path in found} == {"Shins"}


def test_the_description_says_every_value_the_highest_first() -> None:
    root = ET.fromstring(rest(VALUES, SAID, "Week"))  # noqa: S314  we drew it
    words = (root.get("aria-label") or "").removeprefix("Week. ").removesuffix(".").split(", ")
    expected = [f"{groups()[group].name} {SAID[group]}".lower() for group in reversed(Group)]
    assert [word.lower() for word in words] == expected
