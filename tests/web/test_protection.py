"""What every answer carries, whoever asks for whatever; and what is refused before a route is reached."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.figure.draw import style
from legday.plan.week import Week
from legday.store.facts import Store, open_store
from legday.web.app import create_app
from legday.web.assets import asset
from legday.web.guard import HEADERS

sys.path.insert(0, str(Path(__file__).parents[1]))  # the addresses of all pages
sys.path.insert(0, str(Path(__file__).parent))  # the people at the door, and the routes
import addresses
from doors import ADDRESS, Doors
from world import NOW, every_route

DOORS = ("/sign-in", "/join/nothing", "/help/https", "/calendar/nothing.ics", "/no/such/page")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def doors(store: Store) -> Doors:
    return Doors(store)


def routes() -> list[tuple[str, str]]:
    """Every route of the app, its places filled with a word that leads nowhere."""
    with open_store("sqlite://") as store:
        found = sorted(set(every_route(create_app(store))))
    return [(method, re.sub(r"\{\w+\}", "x", path)) for method, path in found if method != "MOUNT"]


class Inline(HTMLParser):
    """Finds what a page would run or colour by itself, in place of loading it from a file of ours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        self.found += [tag for name in ("script", "style") if tag == name and "src" not in given]
        self.found += [tag] * (tag in ("iframe", "object", "embed", "base", "applet"))
        self.found += [
            value for value in given.values() if value and re.match(r"\s*(javascript|data|vbscript):", value)
        ]
        if tag in ("script", "link", "img", "form"):
            self.loaded += [given.get(name) or "" for name in ("src", "href", "action") if given.get(name)]


def test_no_page_runs_or_colours_anything_but_from_files_of_ours(browser: TestClient, planned: Week) -> None:
    known = loop.read(browser.app.state.sites.store.facts("me"), NOW.date())  # type: ignore[attr-defined]
    pages = [*addresses.pages(browser.app, known), *DOORS]  # type: ignore[arg-type]
    assert len(pages) > 40
    for path in pages:
        page = Inline(browser.get(path).text.replace(f"<style>{style()}</style>", ""))  # the figure's, by its hash
        assert page.found == [], path
        assert [one for one in page.loaded if not re.match(r"/(?!/)|[?#]", one)] == [], path


def test_the_pages_of_an_account_run_nothing_of_their_own_either(doors: Doors) -> None:
    anna = doors.host()
    for answer in (
        anna.get("/account"),
        anna.get("/people"),
        anna.post("/account/codes"),
        anna.post("/account/invite"),
        anna.post("/account/tokens", data={"name": "x", "scope": "read", "lasts": "a year"}),
        anna.get("/sign-in"),
        anna.post("/account/leave", data={"word": "LEAVE"}),
    ):
        assert answer.status_code == 200
        assert Inline(answer.text).found == []


def test_the_policy_of_a_page_lets_nothing_unsafe_through() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy.split("; "))


def test_what_somebody_wrote_is_shown_as_text_everywhere(browser: TestClient, planned: Week) -> None:
    evil = "<script src=//evil.example></script>"
    browser.post("/gym", data={"name": evil, "equipment": ["barbell"]})
    browser.post("/teach", data={"like": "leg_extension", "name": evil})
    browser.post("/habit", data={"cue": evil, "first": evil})
    known = loop.read(browser.app.state.sites.store.facts("me"), NOW.date())  # type: ignore[attr-defined]
    shown = 0
    for path in addresses.pages(browser.app, known):  # type: ignore[arg-type]
        page = browser.get(path).text
        shown += "&lt;script" in page
        assert evil not in page, path
    assert shown > 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "http://sub.localhost:8137"},
        {"sec-fetch-site": "none", "origin": "null"},
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_no_route_takes_a_write_that_another_site_makes(doors: Doors, headers: dict[str, str]) -> None:
    anna = doors.host()
    anna.headers.pop("origin")
    anna.headers.pop("sec-fetch-site")
    before = doors.store.cursor("me"), doors.door.accounts.every()
    writes = [route for route in routes() if route[0] in UNSAFE]
    assert len(writes) > 100
    for method, path in writes:
        answer = anna.request(method, path, headers=headers, data={"word": "ERASE", "unit": "lb"})
        assert (path, answer.status_code) == (path, 403)
    assert (doors.store.cursor("me"), doors.door.accounts.every()) == before


def test_a_route_that_reads_changes_nothing(doors: Doors) -> None:
    anna = doors.host()
    before = doors.store.facts("me"), doors.door.accounts.every(), doors.door.sign_ins.tokens("me")
    for method, path in routes():
        if method == "GET":
            anna.get(path)
    assert (doors.store.facts("me"), doors.door.accounts.every(), doors.door.sign_ins.tokens("me")) == before


@pytest.mark.long
def test_every_answer_carries_what_protects_it(doors: Doors) -> None:
    anna, nobody = doors.host(), doors.client()
    asked = [("GET", asset("style.css")), ("GET", "/static/missing"), ("TRACE", "/"), ("POST", "/week"), *routes()]
    for client in (nobody, anna):
        for method, path in asked:
            if path in ("/account/leave", "/sign-out"):
                continue
            answer = client.request(method, path)
            for name, value in HEADERS.items():
                assert answer.headers.get(name) == value, path
            assert "cache-control" in answer.headers, path
            assert "access-control-allow-origin" not in answer.headers, path
            assert answer.headers.get("server") is None
            if answer.content and not answer.is_redirect:
                kind = answer.headers["content-type"]
                assert "charset=utf-8" in kind or re.match(r"(application|image)/", kind), (path, kind)


def test_a_fault_of_the_interface_is_sealed_and_says_nothing_of_the_inside(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(person: str, cursor: int) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(store, "since", fail)
    client = TestClient(create_app(store), base_url=ADDRESS, raise_server_exceptions=False)
    answer = client.get("/api/v1/facts")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert set(answer.json()) == {"error", "remedy"}
    assert HEADERS.items() <= {name: answer.headers.get(name) for name in HEADERS}.items()
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "PROPFIND"])
def test_a_method_that_nobody_needs_is_refused_and_echoes_nothing(doors: Doors, method: str) -> None:
    anna = doors.host()
    for client in (anna, doors.client()):
        answer = client.request(method, "/", headers={"x-echo": "please repeat"})
        assert answer.status_code in (303, 401, 405)
        assert "please repeat" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/.git/config",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/metrics",
        "/legday.db",
        "/static/..%2fapp.py",
    ],
)
def test_nothing_lies_about_that_nobody_was_meant_to_find(doors: Doors, path: str) -> None:
    assert doors.host().get(path).status_code in (404, 405)


def test_a_cookie_that_somebody_planted_signs_nobody_in_and_is_not_taken_over(doors: Doors) -> None:
    doors.host()
    planted = "x" * 43
    victim = doors.client()
    victim.cookies.set("legday", planted)
    assert doors.sign_in(victim) == 303
    attacker = doors.client()
    attacker.cookies.set("legday", planted)
    assert attacker.get("/week").status_code == 303


def test_a_parameter_given_twice_is_read_as_one(browser: TestClient) -> None:
    answer = browser.post(
        "/settings", content=b"unit=kg&unit=lb", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 200
    assert [one.body for one in browser.app.state.sites.store.facts("me")] == [{"unit": "lb"}]  # type: ignore[attr-defined]
    assert browser.post("/settings?unit=kg", data={}).status_code == 422  # the address is no form


def test_a_number_that_no_machine_holds_is_refused_and_not_turned_round(browser: TestClient) -> None:
    for typed in ("1e400", "9" * 400, "-1", "NaN", "Infinity"):
        assert browser.post("/body/mass", data={"mass": typed}).status_code == 422
    assert browser.get("/api/v1/facts?since=" + "9" * 30).status_code == 400
