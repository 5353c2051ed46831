"""The gate: what is open, what asks for a sign-in, and what a token may do."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from legday.kinds import BadInput
from legday.store.facts import Store
from legday.web import api
from legday.web.gate import Gate
from legday.web.rights import RIGHTS, is_file, is_public

sys.path.insert(0, str(Path(__file__).parent))  # the people at the door
from doors import ADDRESS, ANNA, BEN, MASS, WISH, Doors, bearer, routes, token


@pytest.fixture
def doors(store: Store) -> Doors:
    return Doors(store)


def test_without_accounts_nobody_signs_in(doors: Doors) -> None:
    here = doors.client()
    assert here.get("/week").status_code == 200
    assert here.get("/sign-in").headers["location"] == "/"
    assert "You need none" in here.get("/account").text


@pytest.mark.parametrize("place", ["192.168.1.20", "203.0.113.5"])
def test_without_accounts_nobody_comes_in_from_another_machine(doors: Doors, place: str) -> None:
    stranger = TestClient(doors.app, base_url=ADDRESS, client=(place, 4000))
    assert stranger.get("/week").status_code == 403
    assert stranger.post("/account/first", data={"name": "Eve", "password": ANNA}).status_code == 403
    assert not doors.door.accounts.exist()


def test_the_first_account_owns_the_log_that_is_there_and_is_the_host(doors: Doors) -> None:
    assert doors.client().post("/api/v1/facts", json=[MASS]).status_code == 200
    anna = doors.host()
    assert [one["body"] for one in anna.get("/api/v1/facts").json()["facts"]] == [{"mass_kg": 71.5}]
    assert [(one.person, one.host) for one in doors.door.accounts.every()] == [("me", True)]


def test_once_there_is_an_account_everybody_signs_in_on_this_machine_too(doors: Doors) -> None:
    doors.host()
    here = doors.client()
    assert here.get("/week").headers["location"] == "/sign-in?next=%2Fweek"
    assert here.post("/account/first", data={"name": "Eve", "password": BEN}).headers["location"].startswith("/sign-in")
    assert len(doors.door.accounts.every()) == 1


def test_every_route_that_is_not_declared_open_asks_for_a_sign_in(doors: Doors) -> None:
    doors.host()
    stranger = doors.client()
    closed = [(method, path) for method, path in routes(doors) if not is_public(method, path) and not is_file(path)]
    assert len(closed) > 60
    for method, path in closed:
        answer = stranger.request(method, path)
        into = answer.headers.get("location", "").startswith("/sign-in")
        assert (answer.status_code == 401) if path.startswith("/api/") else (answer.status_code == 303 and into), path


def test_what_is_open_says_nothing_of_anybody(doors: Doors) -> None:
    anna = doors.host()
    anna.post("/api/v1/facts", json=[MASS])
    stranger = doors.client()
    assert stranger.get("/healthz").json() == {"ok": True}
    assert stranger.get("/static/missing").status_code == 404
    for path in ("/sign-in", "/join/nothing", "/calendar/nothing.ics"):
        assert "Anna" not in stranger.get(path).text


def test_an_unknown_page_does_not_say_that_it_is_unknown(doors: Doors) -> None:
    doors.host()
    assert doors.client().get("/no/such/page").status_code == 303


def test_a_script_is_told_in_json_and_a_person_by_a_page(doors: Doors) -> None:
    doors.host()
    refused = doors.client().get("/api/v1/week")
    assert (refused.status_code, set(refused.json())) == (401, {"error", "remedy"})
    assert doors.client(**{"sec-fetch-mode": "cors"}).get("/week").status_code == 401
    assert doors.client(**{"sec-fetch-mode": "navigate"}).get("/week").status_code == 303


def test_a_form_sent_after_the_sign_in_ended_leads_back_to_its_page(doors: Doors) -> None:
    doors.host()
    sent = doors.client(referer=f"{ADDRESS}/wishes").post("/wishes", data={"day": "mon"})
    assert sent.headers["location"] == "/sign-in?next=%2Fwishes"


def test_somebody_who_is_not_signed_in_cannot_send_more_than_a_form(doors: Doors) -> None:
    doors.host()
    stranger = doors.client()
    assert stranger.post("/sign-in", content=b"x" * 70_000).status_code == 413
    assert stranger.post("/sign-in", content=iter([b"no length"])).status_code == 413


def test_a_token_may_do_what_its_scope_says_and_nothing_of_the_account(doors: Doors) -> None:
    anna = doors.host()
    may: dict[str, list[int]] = {}
    for scope in ("read", "log", "plan"):
        program, headers = doors.client(), bearer(token(anna, scope))
        may[scope] = [
            program.get("/api/v1/facts", headers=headers).status_code,
            program.post("/api/v1/facts", json=[MASS], headers=headers).status_code,
            program.post("/api/v1/search/end", headers=headers).status_code,
            program.get("/account", headers=headers).status_code,
            program.post("/account/tokens", headers=headers, data={"name": "x"}).status_code,
            program.post("/erase", headers=headers, data={"word": "ERASE"}).status_code,
        ]
    assert may == {
        "read": [200, 403, 403, 403, 403, 403],
        "log": [200, 200, 403, 403, 403, 403],
        "plan": [200, 200, 200, 403, 403, 403],
    }


@pytest.mark.parametrize(("scope", "verdict"), [("log", "refused"), ("plan", "stored")])
def test_a_token_for_logging_adds_no_wishes(doors: Doors, scope: str, verdict: str) -> None:
    headers = bearer(token(doors.host(), scope))
    handed = doors.client().post("/api/v1/facts", json=[MASS, WISH], headers=headers).json()
    assert [one["verdict"] for one in handed] == ["stored", verdict]


def test_a_token_does_only_what_a_right_is_declared_for(doors: Doors) -> None:
    headers = bearer(token(doors.host(), "plan"))
    declared = {(method, re.sub(r"\{\w+\}", "x", path)) for method, path in {**RIGHTS, **api.rights()}}
    for method, path in routes(doors):
        if not is_public(method, path) and not is_file(path) and (method, path) not in declared:
            assert doors.client().request(method, path, headers=headers).status_code == 403, path


def test_every_declared_right_belongs_to_a_route(doors: Doors) -> None:
    declared = {(method, re.sub(r"\{\w+\}", "x", path)) for method, path in {**RIGHTS, **api.rights()}}
    assert declared <= set(routes(doors))


def test_a_token_ends_when_it_is_over_or_taken_back(doors: Doors) -> None:
    anna = doors.host()
    first, second = bearer(token(anna, "read")), bearer(token(anna, "log"))
    ids = re.findall(r'tokens/remove"><input type="hidden" name="id" value="([^"]+)"', anna.get("/account").text)
    names = [one.name for one in doors.door.sign_ins.tokens("me")]
    anna.post("/account/tokens/remove", data={"id": ids[names.index("read")]})
    assert doors.client().get("/api/v1/facts", headers=first).status_code == 401
    assert doors.client().get("/api/v1/facts", headers=second).status_code == 200
    doors.clock.turn(days=31)
    assert doors.client().get("/api/v1/facts", headers=second).status_code == 401


def test_a_wrong_token_is_refused_even_beside_a_good_cookie(doors: Doors) -> None:
    anna = doors.host()
    assert anna.get("/api/v1/facts", headers=bearer("legday_guess")).status_code == 401


def test_the_calendar_of_each_person_is_found_by_its_secret_alone(doors: Doors) -> None:
    anna, ben = doors.host(), doors.guest()
    found = []
    for client in (anna, ben):
        client.post("/calendar/renew")
        found.append(re.findall(r"/calendar/[\w-]+\.ics", client.get("/settings").text)[0])
    calendar = doors.client()
    assert [calendar.get(path).status_code for path in found] == [200, 200]
    ben.post("/calendar/renew")
    assert [calendar.get(path).status_code for path in found] == [200, 404]


def test_two_people_see_only_their_own(doors: Doors) -> None:
    anna, ben = doors.host(), doors.guest()
    anna.post("/api/v1/facts", json=[MASS])
    ben.post("/settings", data={"unit": "lb"})
    assert len(anna.get("/api/v1/facts").json()["facts"]) == 1
    assert [one["about"] for one in ben.get("/api/v1/facts").json()["facts"]] == ["settings"]


@pytest.mark.parametrize("referer", ["http://[", "http://localhost:8137//evil.example/x", ""])
def test_a_strange_page_to_go_back_to_leads_to_one_of_ours(doors: Doors, referer: str) -> None:
    doors.host()
    sent = doors.client(referer=referer).post("/wishes").headers["location"]
    anna = doors.client()
    page = anna.get(sent).text
    assert 'name="next" value="/"' in page


def test_where_the_database_is_and_what_ails_it_is_told_on_the_machine_alone(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BadInput("The database server cannot be used (db.example).", "Start it.")

    monkeypatch.setattr("legday.store.accounts.Accounts.exist", fail)
    gate = Gate(doors.app, store=doors.store, person="me", now=doors.door.now)
    scope = {"type": "http", "path": "/", "query_string": b"", "scheme": "https", "client": ("192.0.2.7", 4000)}
    found = gate.find(HTTPConnection({**scope, "headers": [(b"host", b"legs.example")]}))
    assert found.refusal is not None
    assert (found.refusal.status_code, b"db.example" in found.refusal.body) == (503, False)
    assert "Start it." in doors.client().get("/").text
