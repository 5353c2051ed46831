"""The figure's addresses: pictures and reels, kept by the browser where their address says which drawing it is."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from legday.web.pictures import mark, step_pictures


def test_a_picture_and_its_reel_are_there_for_every_view(browser: TestClient) -> None:
    for view in ("side", "front", "back"):
        picture = browser.get(f"/figure/leg_extension/{view}.svg?at=8")
        assert picture.headers["content-type"] == "image/svg+xml"
        assert f"from the {view}" in picture.text
        reel = browser.get(f"/figure/leg_extension/{view}.json").json()
        assert reel["angles_deg"]["knee"] == pytest.approx([95, 83.8, 72.5, 61.2, 50, 38.8, 27.5, 16.2, 5], abs=0.1)


def test_only_an_address_with_the_mark_of_the_drawing_is_kept(browser: TestClient) -> None:
    kept, asked = (browser.get(f"/figure/leg_extension/side.svg?v={v}").headers for v in (mark(), "old"))
    assert "immutable" in kept["cache-control"]
    assert asked["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["nothing/side.svg", "leg_extension/above.svg", "leg_extension/above.json"])
def test_what_is_not_there_is_said_so(browser: TestClient, path: str) -> None:
    answer = browser.get(f"/figure/{path}")
    assert answer.status_code == 404
    assert "There is no movement" in answer.text or "is not seen from" in answer.text


def test_a_posture_that_is_none_is_refused(browser: TestClient) -> None:
    assert browser.get("/figure/leg_extension/side.svg?at=9").status_code in (400, 422)


def test_an_opened_drill_or_stretch_shows_its_picture(browser: TestClient) -> None:
    for id, count in (("easy_squats", 2), ("butterfly", 1)):
        shown = step_pictures(id)
        assert len(shown) == count
        for picture in shown:
            answer = browser.get(picture.address)
            assert answer.headers["content-type"] == "image/svg+xml"
            assert "immutable" in answer.headers["cache-control"]
            drawn = ET.fromstring(answer.text)  # noqa: S314  we drew it
            assert drawn.get("viewBox", "").split()[2:] == [str(picture.width), str(picture.height)]
            assert drawn.get("aria-label") == picture.alt


def test_what_is_no_drill_or_stretch_has_no_picture(browser: TestClient) -> None:
    assert step_pictures("back_squat") == ()
    answer = browser.get("/figure/step/back_squat.svg")
    assert answer.status_code == 404
    assert "There is no drill or stretch" in answer.text
