"""The body on the pages: its colours and its words are those of the numbers beside it."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec
import pytest
from starlette.testclient import TestClient

from legday.body.muscles import spoken
from legday.figure.draw import step
from legday.kinds import Group
from legday.log.fact import Kind, say
from legday.plan.week import GroupLine, Week
from legday.store.facts import Store

AFTER = datetime(2026, 11, 23, 18, 4)  # the week of the fixture was planned before


def colours(page: str, group: Group) -> set[str]:
    """The colours of a group's muscles on a page."""
    return set(re.findall(rf'class="m (m\w)" data-group="{group}"', page))


def label(page: str) -> str:
    """What the picture of a page says to who does not see it."""
    found = re.search(r'class="fig" role="img" aria-label="([^"]*)"', page)
    assert found
    return found[1]


def test_the_body_is_as_sore_as_the_sliders_say(browser: TestClient) -> None:
    page = browser.post("/sore", data={"sore:quadriceps": "4", "sore:glutes": "9", "sore:hip flexors": "1"}).text
    assert label(page) == "How sore your legs are. Glutes 9 of 10, quads 4 of 10, hip flexors 1 of 10."
    for group in Group:
        slider = re.search(rf'name="sore:{group}" min="0" max="10" step="1" value="(\d+)"', page)
        assert slider
        assert colours(page, group) == {step(int(slider[1]) / 10)}


def test_without_soreness_the_picture_says_so(browser: TestClient) -> None:
    assert label(browser.get("/sore").text).endswith("No muscle is shaded.")


@pytest.mark.parametrize(
    ("credit", "floor", "share", "words"),
    [
        (1.0, 4.0, 0.25, "1 of 4 sets"),
        (4.0, 4.0, 1.0, "4 sets, enough"),
        (9.5, 4.0, 1.0, "9.5 sets, enough"),
        (0.0, 0.0, 0.0, "0 sets, none needed"),
    ],
)
def test_the_week_shades_a_group_by_how_near_it_comes_to_what_it_is_owed(
    browser: TestClient, store: Store, planned: Week, credit: float, floor: float, share: float, words: str
) -> None:
    line = GroupLine(group=Group.HAMSTRINGS, favoured=False, floor=floor, credit=credit, met=credit >= floor)
    body = msgspec.to_builtins(msgspec.structs.replace(planned, groups=(line,)))
    store.add("me", [say(Kind.PLANNED, "week:2026-11-23", body, at=AFTER, seed=b"week", last=None)])
    page = browser.get("/week").text
    assert colours(page, Group.HAMSTRINGS) == {step(share)}
    assert label(page) == f"What the week trains. {spoken(Group.HAMSTRINGS).capitalize()} {words}."


def test_a_week_that_waits_for_a_professional_shows_no_body(browser: TestClient, planned: Week) -> None:
    assert "data-group" in browser.get("/week").text
    browser.post("/sore", data={"flag": "chest"})
    assert "data-group" not in browser.get("/week").text
