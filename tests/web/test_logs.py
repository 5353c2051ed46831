"""What the server prints: never what somebody signs in with."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from legday.people.account import Invited
from legday.people.secrets import CODES, new_code
from legday.store import tables
from legday.store.accounts import Accounts
from legday.store.facts import Store, open_store
from legday.store.invitations import Invitations
from legday.store.sign_ins import SignIns

pytestmark = pytest.mark.long

ANNA, BEN = "seven slow squats", "rails under the kiwi"


class Visitor:
    """Somebody who sends forms to a server that runs by itself, and keeps the cookie."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookie = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        headers |= {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
        return answer.status, answer.read().decode()


def test_the_server_prints_no_password_code_token_cookie_or_invitation() -> None:
    from legday.cli.shared import now

    codes = [new_code() for _ in range(CODES)]
    with open_store() as store:
        Accounts(store).make("Anna", person="me", now=now())
        Accounts(store).set_codes("me", codes)
        invitation = Invitations(store).mint("me", Invited.JOIN, now=now())
        token = SignIns(store).give_token("me", "Program", "read", now=now())
        run = "import sys; from legday.cli import main; sys.argv = ['legday', *sys.argv[1:]]; main()"
        started = [sys.executable, "-c", run, "serve", "--port", "0", "--json"]
        server = subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            assert server.stdout is not None
            visitor = Visitor(json.loads(server.stdout.readline())["url"])
            assert visitor.ask("GET", f"/join/{invitation}")[0] == 200
            assert visitor.ask("POST", f"/join/{invitation}", {"name": "Ben", "password": BEN})[0] == 303
            cookie = visitor.cookie.partition("=")[2]
            assert visitor.ask("POST", "/sign-in", {"name": "Ben", "password": ANNA})[0] == 401
            assert visitor.ask("POST", "/sign-in/code", {"name": "Anna", "code": codes[0]})[0] == 303
            assert visitor.ask("GET", "/api/v1/facts", Authorization=f"Bearer {token}")[0] == 200
            assert visitor.ask("GET", "/api/v1/facts", Authorization="Bearer legday_guess")[0] == 401
            calendar = re.findall(r"/calendar/[\w-]+", visitor.ask("GET", "/settings")[1])
        finally:
            server.send_signal(signal.SIGINT)
            printed = server.communicate(timeout=30)[0]
    secrets = [ANNA, BEN, codes[0], token, invitation, cookie, "legday_guess", *calendar]
    assert len(cookie) == 43
    assert [secret for secret in secrets if secret in printed] == []
    assert "/join" not in printed
    noted = [json.loads(line)["event"] for line in printed.splitlines() if line.startswith("{")]
    assert noted == ["account made", "signed in", "sign-in failed", "signed in", "refused"]


def test_a_complaint_of_the_database_does_not_hold_what_was_to_be_stored(store: Store) -> None:
    row = {"person": "me", "name": "Anna", "handle": "anna", "password": "a hash of hers", "host": 1, "made": "x"}
    said = ""
    for _ in range(2):
        try:
            with store.transaction() as connection:
                connection.execute(insert(tables.accounts).values(row))
        except IntegrityError as error:
            said = str(error)
    assert "UNIQUE" in said
    assert "a hash of hers" not in said
