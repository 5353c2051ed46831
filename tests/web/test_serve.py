from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.kinds import BadInput
from legday.plan.week import Week
from legday.store.facts import Store
from legday.web.serve import warm


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_the_first_page_need_not_read_the_log(
    browser: TestClient, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm(browser.app.state.sites.of("me"))
    assert gc.isenabled()
    monkeypatch.setattr(loop, "read", None)
    assert "Today is a leg day" in browser.get("/").text


def test_a_log_that_cannot_be_read_is_said_to_whoever_opens_a_page_and_stops_no_start(
    browser: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(person: str) -> int:
        raise BadInput("The database file is damaged.", "Restore a backup.")

    monkeypatch.setattr(store, "cursor", fail)
    warm(browser.app.state.sites.of("me"))
    assert gc.isenabled()
    answer = browser.get("/")
    assert (answer.status_code, answer.text) == (503, "The database file is damaged. Restore a backup.\n")
