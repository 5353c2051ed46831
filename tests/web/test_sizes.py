from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from legday.web import sizes
from legday.web.sizes import most_bytes


def test_a_form_and_a_list_of_facts_have_limits_of_their_own() -> None:
    assert most_bytes("/settings") == 1_000_000
    assert most_bytes("/api/v1/facts") == 8_000_000
    assert most_bytes("/bring") == 2_000_000_000


def test_a_form_that_is_too_large_is_refused_and_changes_nothing(browser: TestClient) -> None:
    answer = browser.post("/settings", data={"unit": "lb", "rest": "x" * 1_000_000})
    assert answer.status_code == 413
    assert "more than the 1 MB" in answer.text
    assert browser.get("/healthz").json()["facts"] == 0


def test_what_does_not_say_its_size_is_stopped_on_the_way(browser: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        yield from [b" " * 1_000_000] * 9

    json = {"content-type": "application/json"}
    assert browser.post("/api/v1/facts", content=endless(), headers=json).status_code == 413
    assert browser.post("/api/v1/facts", content=b"[]".ljust(7_000_000), headers=json).status_code == 200


def test_what_stalls_on_the_way_is_given_up(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "STALLED_S", -1.0)
    answer = browser.post("/settings", data={"unit": "lb"})
    assert answer.status_code == 408
    assert "did not come in time" in answer.text
