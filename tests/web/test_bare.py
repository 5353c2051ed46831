"""Sessions of which a watch knows no sets, on the pages."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.store.facts import Store

sys.path.insert(0, str(Path(__file__).parent.parent / "files"))  # what watches write
from watches import health, lifted, tcx, workout

NOW = datetime(2026, 11, 23, 18, 5)


@pytest.fixture
def bare(browser: TestClient, store: Store) -> TestClient:
    trained = workout(began="2026-11-20 10:00:00 +0100", ended="2026-11-20 11:05:00 +0100")
    for data in (health([trained, workout("Walking")]), tcx(lifted(at="2026-11-21T18:00:00.000Z", laps=0))):
        assert loop.bring(store, "me", data, loop.Terms(file="export"), at=NOW).stored == 1
    return browser


@pytest.mark.parametrize("page", ["/", "/week", "/history", "/review", "/more", "/block", "/export/sets"])
def test_every_page_bears_a_log_of_nothing_but_such_sessions(bare: TestClient, page: str) -> None:
    assert bare.get(page).status_code == 200


def test_the_history_says_when_they_were_and_that_they_hold_no_sets(bare: TestClient) -> None:
    shown = bare.get("/history").text
    assert "No sets in the file, 65 min" in shown
    assert "No set yet" not in shown


def test_such_a_session_opens_and_shows_its_minutes_and_no_empty_list(bare: TestClient) -> None:
    address = bare.get("/history").text.split('href="/session/')[2].split('"')[0]
    shown = bare.get(f"/session/{address}").text
    assert "<strong>65</strong><span>minutes" in shown
    assert "holds no sets" in shown
    assert "working sets" not in shown
