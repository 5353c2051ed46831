"""The ledger: what matters for safety is written down as it happens, and never with a secret."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from legday.people.account import Invited
from legday.people.secrets import new_code
from legday.store.facts import Store
from legday.web import door as door_of
from legday.web import ledger
from legday.web.app import create_app
from legday.web.ledger import Event, note
from legday.web.limits import Limits

sys.path.insert(0, str(Path(__file__).parent))  # the people at the door
from doors import ADDRESS, ANNA, BEN, Doors, bearer, shown_once, token


class Book:
    """What was written into the ledger."""

    def __init__(self, log: pytest.LogCaptureFixture) -> None:
        self.log = log

    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(one.getMessage()) for one in self.log.records if one.name == "legday.security"]

    def told(self) -> list[tuple[str, str]]:
        """What happened and how, in its order, since it was last asked."""
        found = [(one["event"], one.get("how", "")) for one in self.entries()]
        self.log.clear()
        return found


@pytest.fixture
def book(caplog: pytest.LogCaptureFixture) -> Iterator[Book]:
    with caplog.at_level(logging.INFO, "legday.security"):
        yield Book(caplog)


@pytest.fixture
def doors(store: Store) -> Doors:
    return Doors(store)


def test_an_event_is_one_line_of_json_with_its_time_in_utc(book: Book) -> None:
    note(Event.SIGN_IN_FAILED, scope={"client": ("192.0.2.7", 40000)}, how="two\nlines")
    [line] = book.log.messages
    told = json.loads(line)
    assert (told["event"], told["address"], told["how"]) == ("sign-in failed", "192.0.2.7", "two\nlines")
    assert told["at"].endswith("+00:00")
    assert "\n" not in line
    assert "person" not in told


def test_an_event_goes_to_the_standard_error_once_and_nowhere_else(capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("legday.security")
    before = log.handlers[:], log.level, log.propagate
    log.handlers.clear()
    try:
        ledger.show()
        ledger.show()
        note(Event.SIGNED_OUT, person="me")
    finally:
        log.handlers[:], log.level, log.propagate = before
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [json.loads(line)["event"] for line in printed.err.splitlines()] == ["signed out"]


def test_each_way_in_is_noted_whether_it_was_right_or_wrong(doors: Doors, book: Book) -> None:
    anna = doors.host()
    assert book.told() == [("account made", "password"), ("signed in", "password")]
    anna.post("/sign-out")
    doors.sign_in(anna, "Anna", "wrong")
    doors.sign_in(anna, name="Nobody")
    doors.sign_in(anna)
    assert book.told() == [
        ("signed out", ""),
        ("sign-in failed", "password"),
        ("sign-in failed", "password"),
        ("signed in", "password"),
    ]
    code = new_code()
    doors.door.accounts.set_codes("me", [code])
    stranger = doors.client()
    for _ in range(2):
        stranger.post("/sign-in/code", data={"name": "Anna", "code": code})
    stranger.post("/sign-in/passkey", json={"credential": {}})
    assert book.told() == [
        ("signed in", "recovery code"),
        ("sign-in failed", "recovery code"),
        ("sign-in failed", "passkey"),
    ]


def test_a_failed_sign_in_names_whose_account_it_was_aimed_at_and_never_what_was_typed(
    doors: Doors, book: Book
) -> None:
    doors.host()
    book.told()
    doors.sign_in(doors.client(), "Anna", "nearly seven slow squats")
    doors.sign_in(doors.client(), name="a password in the wrong field")
    assert [one.get("person") for one in book.entries()] == ["me", None]
    assert "nearly" not in book.log.text
    assert "wrong field" not in book.log.text


def test_what_changes_the_account_is_noted(doors: Doors, book: Book) -> None:
    anna = doors.host()
    book.told()
    anna.post("/account/name", data={"name": "Anna B"})
    anna.post("/account/password", data={"password": "eight slower squats"})
    anna.post("/account/codes")
    anna.post("/account/sign-ins/end-others")
    anna.post("/account/invite")
    secret = token(anna, "log")
    id = re.findall(r'tokens/remove"><input type="hidden" name="id" value="([^"]+)"', anna.get("/account").text)[0]
    anna.post("/account/tokens/remove", data={"id": id})
    anna.post("/erase", data={"word": "ERASE"})
    anna.post("/account/leave", data={"word": "LEAVE"})
    assert secret not in book.log.text
    assert {one["person"] for one in book.entries()} == {"me"}
    assert book.told() == [
        ("way in changed", "name"),
        ("way in changed", "password"),
        ("way in changed", "recovery codes"),
        ("signed out", "everywhere else"),
        ("invited", "join"),
        ("token made", "log"),
        ("token ended", ""),
        ("log erased", ""),
        ("account left", ""),
    ]


def test_who_is_turned_away_is_noted(doors: Doors, book: Book) -> None:
    anna = doors.host()
    ben, reader = doors.guest(), bearer(token(anna, "read"))
    book.told()
    doors.client().get("/", headers={"host": "evil.example"})
    anna.post("/settings", data={"unit": "lb"}, headers={"sec-fetch-site": "cross-site"})
    doors.client().get("/api/v1/facts", headers=bearer("legday_guess"))
    doors.client().post("/api/v1/facts", json=[], headers=reader)
    doors.client().post("/sign-in", content=b"x" * 70_000)
    ben.post("/account/invite")
    assert "legday_guess" not in book.log.text
    assert book.told() == [
        ("refused", "guard"),
        ("refused", "guard"),
        ("refused", "gate"),
        ("refused", "gate"),
        ("refused", "gate"),
        ("refused", "host only"),
    ]


def test_who_only_has_to_sign_in_is_not_noted(doors: Doors, book: Book) -> None:
    doors.host()
    book.told()
    assert doors.client().get("/week").status_code == 303
    assert book.told() == []


def test_too_many_tries_are_noted(doors: Doors, book: Book) -> None:
    doors.host()
    book.told()
    client = doors.client()
    tried = [doors.sign_in(client, "Anna", "wrong") for _ in range(door_of.FREE_BY_NAME + 1)]
    assert tried[-1] == 429
    assert book.told()[-1] == ("too many tries", "at one name")
    doors.door.by_place = Limits(0)
    client.get("/join/guess")
    client.get("/join/guess")
    assert book.told()[-1] == ("too many tries", "from one address")


def test_a_fault_is_noted_by_its_kind_and_without_what_it_says(
    store: Store, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(person: str) -> int:
        raise RuntimeError("a secret")

    monkeypatch.setattr(store, "cursor", fail)
    TestClient(create_app(store), base_url=ADDRESS, raise_server_exceptions=False).get("/")
    assert book.told() == [("fault", "RuntimeError")]


@pytest.mark.parametrize("kind", list(Invited))
def test_the_link_of_an_invitation_never_stands_in_the_ledger(doors: Doors, book: Book, kind: Invited) -> None:
    doors.host()
    secret = doors.door.invitations.mint("me", kind, now=doors.clock())
    doors.client().post(f"/join/{secret}", data={"name": "Ben", "password": BEN})
    assert secret not in book.log.text
    assert ANNA not in book.log.text
    assert BEN not in book.log.text


def test_what_lies_between_two_people_is_noted_from_its_beginning_to_its_end(doors: Doors, book: Book) -> None:
    anna, ben = doors.host(), doors.guest()
    book.told()
    link = shown_once(anna.post("/people/invite", data={"kind": "buddy"}).text).partition("/join/")[2]
    ben.get("/people/me")
    ben.post(f"/people/join/{link}", data={"answer": "yes"})
    ben.post("/people/me/share", data={"kind": "buddy", "share": "sessions"})
    her_buddy = doors.door.accounts.named("Ben").person  # type: ignore[union-attr]
    anna.post(f"/people/{her_buddy}/end", data={"kind": "buddy"})
    assert link not in book.log.text
    assert book.told() == [
        ("invited", "buddy"),
        ("refused", "not tied"),
        ("tie changed", "buddy begun"),
        ("tie changed", "buddy shown other things"),
        ("tie changed", "buddy ended"),
    ]
