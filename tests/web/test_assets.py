"""Static files are kept by the browser for good, and never the wrong ones."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from legday.plan.week import Week
from legday.web.assets import asset, mark

FOR_GOOD = "public, max-age=31536000, immutable"


def test_every_file_that_a_session_asks_for_is_there_and_kept(browser: TestClient, planned: Week) -> None:
    page = browser.post("/start", data={"planned": planned.sessions[0].id}).text
    asked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len(asked) >= 4
    for address in asked:
        assert browser.get(address).headers["cache-control"] == FOR_GOOD


@pytest.mark.parametrize("module", ["session.js", "pace.js"])
def test_what_a_module_imports_has_the_mark_of_the_module(browser: TestClient, module: str) -> None:
    imported = re.findall(r'from "\./([\w.]+)"', browser.get(asset(module)).text)
    assert imported
    for name in imported:
        assert browser.get(f"/static/{mark()}/{name}").headers["cache-control"] == FOR_GOOD


def test_a_page_of_before_gets_a_file_that_is_not_kept(browser: TestClient) -> None:
    answer = browser.get("/static/0123456789ab/style.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["nothing.js", "../app.py", "..%2f..%2fapp.py", ""])
def test_nothing_else_is_served_from_there(browser: TestClient, path: str) -> None:
    assert browser.get(f"/static/{mark()}/{path}").status_code == 404
