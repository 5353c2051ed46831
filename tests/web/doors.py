"""People at the door: clients with and without an account, at a clock that the test turns."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.testclient import TestClient

from legday.log.fact import fact_id
from legday.people.account import Invited
from legday.store.facts import Store
from legday.web.app import create_app

ADDRESS = "http://localhost:8137"
ANNA, BEN = "seven slow squats", "rails under the kiwi"
HEADERS = {"sec-fetch-site": "same-origin", "origin": ADDRESS, "user-agent": "Firefox/144 (Linux)"}


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **more: float) -> None:
        self.at += timedelta(**more)


class Doors:
    """One legday with Anna, its host, and whoever else comes."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = Clock()
        self.app: FastAPI = create_app(store, now=self.clock)
        self.door = self.app.state.door

    def client(self, address: str = ADDRESS, **headers: str) -> TestClient:
        """A new browser that does not follow by itself."""
        base = {**HEADERS, "origin": address, **headers}
        return TestClient(self.app, base_url=address, headers=base, follow_redirects=False)

    def host(self) -> TestClient:
        """Anna, who makes the first account."""
        anna = self.client()
        assert anna.post("/account/first", data={"name": "Anna", "password": ANNA}).status_code == 303
        return anna

    def guest(self, name: str = "Ben", password: str = BEN) -> TestClient:
        """Somebody whom Anna invited."""
        secret = self.door.invitations.mint("me", Invited.JOIN, now=self.clock())
        guest = self.client()
        assert guest.post(f"/join/{secret}", data={"name": name, "password": password}).status_code == 303
        return guest

    def sign_in(self, client: TestClient, name: str = "Anna", password: str = ANNA, **more: str) -> int:
        """Sign in, and give the status of the answer."""
        return client.post("/sign-in", data={"name": name, "password": password, **more}).status_code


def shown_once(page: str) -> str:
    """What a page shows this once: a token or a link."""
    found = re.search(r"<textarea[^>]*readonly[^>]*>([^<]+)<", page)
    assert found
    return found.group(1)


def fact(kind: str, about: str, body: dict[str, object]) -> dict[str, object]:
    at = "2026-11-23T18:00:00+00:00"
    return {
        "id": fact_id(datetime.fromisoformat(at), about.encode()),
        "about": about,
        "kind": kind,
        "at": at,
        "body": body,
    }


MASS = fact("measured", "mass", {"mass_kg": 71.5})
WISH = fact("wished", "settings", {"unit": "lb"})


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def token(client: TestClient, scope: str) -> str:
    page = client.post("/account/tokens", data={"name": scope, "scope": scope, "lasts": "30 days"})
    return shown_once(page.text)


def routes(doors: Doors) -> list[tuple[str, str]]:
    paths = get_openapi(title="", version="", routes=doors.app.routes)["paths"]
    return [(method.upper(), re.sub(r"\{\w+\}", "x", path)) for path, methods in paths.items() for method in methods]


def cookie(answer: Any) -> str:
    return str(answer.headers["set-cookie"])
