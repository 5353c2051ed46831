"""Coming in: with a password, a code or an invitation; the cookie that says so; and what guessing costs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from legday.people import passwords
from legday.people.account import Invited
from legday.store.facts import Store

sys.path.insert(0, str(Path(__file__).parent))  # the people at the door
from doors import ADDRESS, ANNA, BEN, MASS, Doors, bearer, cookie, shown_once, token


@pytest.fixture
def doors(store: Store) -> Doors:
    return Doors(store)


def test_signing_in_leads_on_to_the_page_that_was_asked_for(doors: Doors) -> None:
    doors.host()
    anna = doors.client()
    answer = anna.post("/sign-in", data={"name": " anna ", "password": ANNA, "next": "/week?day=2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/week?day=2")
    assert anna.get("/week").status_code == 200


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\tx", "javascript:1"])
def test_signing_in_never_leads_elsewhere(doors: Doors, next: str) -> None:
    doors.host()
    answer = doors.client().post("/sign-in", data={"name": "Anna", "password": ANNA, "next": next})
    assert answer.headers["location"] == "/"
    assert "evil" not in doors.client().get("/sign-in", params={"next": next}).text


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(doors: Doors) -> None:
    doors.host()
    wrong = doors.client().post("/sign-in", data={"name": "Anna", "password": "not at all that"})
    nobody = doors.client().post("/sign-in", data={"name": "Zoe", "password": "not at all that"})
    assert (wrong.status_code, wrong.text.replace("Anna", "Zoe")) == (401, nobody.text)


def test_an_unknown_name_costs_as_much_work(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    doors.host()
    hashed: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            hashed.append(str(password))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    assert (doors.sign_in(doors.client()), doors.sign_in(doors.client(), "Zoe")) == (303, 401)
    assert hashed == [ANNA, ANNA]


def test_guessing_is_slowed_down_whether_the_name_exists_or_not(doors: Doors) -> None:
    doors.host()
    for name in ("Anna", "Zoe"):
        tried = [doors.sign_in(doors.client(), name, f"guess number {number}") for number in range(7)]
        assert tried == [401] * 5 + [429] * 2
    slowed = doors.client().post("/sign-in", data={"name": "Anna", "password": ANNA})
    assert (slowed.status_code, slowed.headers["retry-after"]) == (429, "1")


def test_guessing_at_many_names_from_one_address_is_slowed_down(doors: Doors) -> None:
    doors.host()
    tried = [doors.sign_in(doors.client(), f"Name {number}") for number in range(22)]
    assert tried == [401] * 20 + [429] * 2


def test_who_is_right_begins_to_count_anew(doors: Doors) -> None:
    doors.host()
    for _ in range(8):
        assert doors.sign_in(doors.client(), "Anna", "wrong once again") == 401
        assert doors.sign_in(doors.client()) == 303


def test_a_hash_with_less_work_than_today_is_made_anew_at_the_next_sign_in(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors.host()
    before = doors.door.accounts.password("me")
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
    assert doors.sign_in(doors.client()) == 303
    after = doors.door.accounts.password("me")
    assert "m=8," in before
    assert "m=16," in after


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(doors: Doors) -> None:
    doors.host()
    answer = doors.client().post("/sign-in", data={"name": "Anna", "password": ANNA})
    assert re.fullmatch(r"legday=[\w-]{43}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax", cookie(answer))


def test_over_https_the_cookie_is_bound_to_the_host_and_to_https(doors: Doors) -> None:
    doors.host()
    secure = doors.client("https://localhost:8137")
    answer = secure.post("/sign-in", data={"name": "Anna", "password": ANNA})
    assert cookie(answer).startswith("__Host-legday=")
    assert "; Secure" in cookie(answer)
    assert secure.get("/week").status_code == 200
    laid = doors.client("https://localhost:8137")
    laid.cookies.set("legday", secure.cookies["__Host-legday"])
    assert laid.get("/week").status_code == 303


def test_each_sign_in_has_a_new_secret_and_ends_the_one_before_on_that_browser(doors: Doors) -> None:
    anna = doors.host()
    planted = anna.cookies["legday"]
    doors.sign_in(anna)
    assert anna.cookies["legday"] != planted
    old = doors.client()
    old.cookies.set("legday", planted)
    assert old.get("/week").status_code == 303


def test_a_sign_in_lasts_thirty_days_after_it_was_last_used(doors: Doors) -> None:
    anna = doors.host()
    for _ in range(3):
        doors.clock.turn(days=20)
        answer = anna.get("/week")
        assert answer.status_code == 200
        assert anna.cookies["legday"] in cookie(answer)
    assert "set-cookie" not in anna.get("/week").headers
    doors.clock.turn(days=31)
    assert anna.get("/week").status_code == 303


def test_signing_out_ends_it_on_the_server_too(doors: Doors) -> None:
    anna = doors.host()
    secret = anna.cookies["legday"]
    assert "Max-Age=0" in cookie(anna.post("/sign-out"))
    again = doors.client()
    again.cookies.set("legday", secret)
    assert again.get("/week").status_code == 303


def test_a_request_by_cookie_or_by_token_takes_one_query_to_know_who_asks(doors: Doors) -> None:
    anna = doors.host()
    program = bearer(token(anna, "read"))
    anna.get("/api/v1/search", headers=program)
    asked: list[str] = []
    event.listen(doors.store._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    anna.get("/api/v1/search")
    doors.client().get("/api/v1/search", headers=program)
    assert len([words for words in asked if words.startswith(("SELECT", "UPDATE"))]) == 2


def invitation(doors: Doors, kind: Invited = Invited.JOIN) -> str:
    return str(doors.door.invitations.mint("me", kind, now=doors.clock()))


def test_an_invitation_is_good_for_one_and_makes_a_person_of_their_own(doors: Doors) -> None:
    anna = doors.host()
    anna.post("/api/v1/facts", json=[MASS])
    link = shown_once(anna.post("/account/invite").text)
    assert link.startswith(f"{ADDRESS}/join/")
    path = link.removeprefix(ADDRESS)
    ben = doors.client()
    assert "Anna invites you" in ben.get(path).text
    assert ben.post(path, data={"name": "Ben", "password": BEN}).headers["location"] == "/account"
    assert ben.get("/api/v1/facts").json()["facts"] == []
    eve = doors.client()
    assert (eve.get(path).status_code, eve.post(path, data={"name": "Eve", "password": BEN}).status_code) == (404, 404)


def test_an_invitation_ends_after_seven_days(doors: Doors) -> None:
    doors.host()
    secret = invitation(doors)
    doors.clock.turn(days=6, hours=23)
    assert doors.client().get(f"/join/{secret}").status_code == 200
    doors.clock.turn(hours=2)
    assert doors.client().post(f"/join/{secret}", data={"name": "Ben", "password": BEN}).status_code == 404


def test_a_name_that_is_taken_does_not_use_the_invitation_up(doors: Doors) -> None:
    doors.host()
    secret = invitation(doors)
    ben = doors.client()
    assert ben.post(f"/join/{secret}", data={"name": "ANNA", "password": BEN}).status_code == 422
    assert ben.post(f"/join/{secret}", data={"name": "Ben", "password": BEN}).status_code == 303


def test_an_invitation_taken_back_is_good_no_more(doors: Doors) -> None:
    anna = doors.host()
    secret = invitation(doors)
    [id] = re.findall(r'invite/withdraw"><input type="hidden" name="id" value="([^"]+)"', anna.get("/account").text)
    anna.post("/account/invite/withdraw", data={"id": id})
    assert doors.client().get(f"/join/{secret}").status_code == 404


def test_only_the_host_invites_to_an_account(doors: Doors) -> None:
    doors.host()
    ben = doors.guest()
    assert ben.post("/account/invite").status_code == 404
    assert "Invite somebody" not in ben.get("/account").text


def test_who_is_invited_as_a_buddy_goes_on_to_say_yes_or_no(doors: Doors) -> None:
    anna = doors.host()
    secret = invitation(doors, Invited.BUDDY)
    ben = doors.client()
    joined = ben.post(f"/join/{secret}", data={"name": "Ben", "password": BEN})
    assert joined.headers["location"] == f"/people/join/{secret}"
    assert ben.get(f"/join/{secret}").headers["location"] == f"/people/join/{secret}"
    assert anna.get(f"/join/{secret}").status_code == 404


def test_guessing_invitations_is_slowed_down(doors: Doors) -> None:
    doors.host()
    tried = [doors.client().get(f"/join/guess{number}").status_code for number in range(21)]
    assert tried == [404] * 20 + [429]
