"""The interface is what its description says, whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks
from starlette.testclient import TestClient

from legday import loop
from legday.plan.week import Week
from legday.web import api
from legday.web.api.operation import PREFIX

EXAMPLES = 12
"""Requests that are made up for each operation, such as must be taken and as many such as must be refused."""

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
]

SESSION = "2026-11-23:mon"

HOST = {"host": "127.0.0.1"}

SENT = [(one.method, PREFIX + one.path) for part in api.PARTS for one in part.operations]
WRONG = [
    (one.method, PREFIX + one.path)
    for part in api.PARTS
    for one in part.operations
    if one.reads is not None or (one.takes is not None and "{" not in one.path)
]
"""Operations that something wrong can be sent to: any text may be an id."""


@pytest.fixture
def described(browser: TestClient, planned: Week, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The interface of somebody who has trained and planned; what a search finds is there at once."""
    monkeypatch.setattr(loop, "next_week", lambda known, **_: planned)
    monkeypatch.setattr(loop, "minimum", lambda known, **_: planned)
    monkeypatch.setattr(loop, "replan", lambda known, edited, cause, **_: edited)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", browser.app, headers=HOST)


def there(browser: TestClient) -> dict[str, str]:
    """The ids of something that is there, by how the addresses begin that ask for it."""
    sessions = browser.get("/api/v1/sessions").json()["sessions"]
    running = browser.post("/api/v1/sessions", json={"planned": SESSION}).json()["id"]
    entry = browser.post("/api/v1/body/mass", json={"mass_kg": 71.5}).json()["measured"]["masses"][0]["id"]
    taught = browser.post("/api/v1/movements", json={"name": "My squat", "like": "back_squat"}).json()
    return {
        "/api/v1/sets/": sessions[0]["sets"][0]["id"],
        "/api/v1/sessions/": running,
        "/api/v1/body/entries/": entry,
        "/api/v1/movements/": taught["movement"]["id"],
        "/api/v1/evidence/": "C02",
    }


def check(operation: Any, mode: GenerationMode, found: dict[str, str]) -> None:
    id = next((id for start, id in found.items() if operation.path.startswith(start)), "")

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        if id and "id" in case.path_parameters:
            case.path_parameters["id"] = id
        case.call_and_validate(checks=CHECKS, headers=HOST)

    ask()


@pytest.mark.long
@pytest.mark.parametrize(("method", "path"), SENT, ids=str)
def test_every_answer_is_as_it_is_described(described: Any, browser: TestClient, method: str, path: str) -> None:
    check(described[path][method], GenerationMode.POSITIVE, there(browser))


@pytest.mark.long
@pytest.mark.parametrize(("method", "path"), SENT, ids=str)
def test_what_is_not_there_is_said_as_it_is_described(described: Any, method: str, path: str) -> None:
    check(described[path][method], GenerationMode.POSITIVE, {})


@pytest.mark.long
@pytest.mark.parametrize(("method", "path"), WRONG, ids=str)
def test_what_is_not_as_described_is_refused_as_described(
    described: Any, browser: TestClient, method: str, path: str
) -> None:
    check(described[path][method], GenerationMode.NEGATIVE, there(browser))
