"""The account: where somebody is signed in, what is sensitive, recovery codes, another name, leaving."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from legday.kinds import BadInput
from legday.log.fact import Kind
from legday.store.facts import Store

sys.path.insert(0, str(Path(__file__).parent))  # the people at the door
from doors import BEN, MASS, Doors, bearer, cookie, fact, routes, token


@pytest.fixture
def doors(store: Store) -> Doors:
    return Doors(store)


def test_where_somebody_is_signed_in_is_listed_and_ended_at_once(doors: Doors) -> None:
    anna = doors.host()
    phone = doors.client(**{"user-agent": "Mozilla (Linux; Android 16) Chrome/142 Safari/537"})
    doors.sign_in(phone)
    page = anna.get("/account").text
    assert "Chrome on Android" in page
    assert "Firefox on Linux" in page
    id = re.findall(r'sign-ins/end"><input type="hidden" name="id" value="([^"]+)"', page)
    assert anna.post("/account/sign-ins/end", data={"id": id[0]}).status_code == 303
    assert (phone.get("/week").status_code, anna.get("/week").status_code) == (303, 200)


def test_nobody_ends_somebody_else_s_sign_in_or_learns_of_it(doors: Doors) -> None:
    anna, ben = doors.host(), doors.guest()
    [his] = doors.door.sign_ins.of(doors.door.accounts.named("Ben").person, now=doors.clock())
    assert anna.post("/account/sign-ins/end", data={"id": his.id}).status_code == 404
    assert ben.get("/week").status_code == 200


def test_all_other_sign_ins_end_at_once(doors: Doors) -> None:
    anna, other = doors.host(), doors.client()
    doors.sign_in(other)
    anna.post("/account/sign-ins/end-others")
    assert (other.get("/week").status_code, anna.get("/week").status_code) == (303, 200)


def test_a_new_password_ends_all_other_sign_ins_and_the_old_password(doors: Doors) -> None:
    anna, other = doors.host(), doors.client()
    doors.sign_in(other)
    assert anna.post("/account/password", data={"password": "eight slow squats"}).status_code == 303
    assert (other.get("/week").status_code, anna.get("/week").status_code) == (303, 200)
    assert (doors.sign_in(other), doors.sign_in(other, "Anna", "eight slow squats")) == (401, 303)


@pytest.mark.parametrize("password", ["short", "password1234", "anna anna anna", "1234567890123", "A" * 201])
def test_a_password_that_is_guessed_first_is_refused_with_what_to_do(doors: Doors, password: str) -> None:
    anna = doors.host()
    refused = anna.post("/account/password", data={"password": password})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert doors.sign_in(doors.client()) == 303


SENSITIVE = [
    "/account/password",
    "/account/passkeys/options",
    "/account/passkeys",
    "/account/passkeys/remove",
    "/account/elsewhere",
    "/account/elsewhere/remove",
    "/account/codes",
    "/account/tokens",
    "/account/invite",
    "/account/hand-on",
    "/account/leave",
]


@pytest.mark.parametrize("path", SENSITIVE)
def test_what_is_sensitive_asks_again_after_a_quarter_of_an_hour(doors: Doors, path: str) -> None:
    anna = doors.host()
    doors.clock.turn(minutes=16)
    answer = anna.post(path, data={"word": "LEAVE", "password": BEN, "name": "x", "scope": "read", "lasts": "a year"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/account")
    assert "It is me" in anna.get("/account").text
    assert doors.sign_in(anna) == 303
    assert "It is me" not in anna.get("/account").text


def test_every_write_of_the_account_is_either_sensitive_or_harmless(doors: Doors) -> None:
    harmless = {
        "/account/name",
        "/account/sign-ins/end",
        "/account/sign-ins/end-others",
        "/account/tokens/remove",
        "/account/invite/withdraw",
        "/account/first",
        "/account/first/passkey",
        "/account/first/passkey/options",
    }
    writes = {path for method, path in routes(doors) if method == "POST" and path.startswith("/account")}
    assert writes == harmless | set(SENSITIVE)


def codes(client: TestClient) -> list[str]:
    return re.findall(r"<code>([A-Z-]{19})</code>", client.post("/account/codes").text)


def test_a_recovery_code_signs_in_once_and_asks_for_a_new_way_in(doors: Doors) -> None:
    ten = codes(doors.host())
    assert len(set(ten)) == 10
    lost = doors.client()
    answer = lost.post("/sign-in/code", data={"name": "anna", "code": ten[3].lower().replace("-", " ")})
    assert answer.headers["location"] == "/account?lost=yes"
    assert "set a new password now" in lost.get("/account?lost=yes").text
    assert doors.client().post("/sign-in/code", data={"name": "anna", "code": ten[3]}).status_code == 401
    assert "9 of 10 left" in lost.get("/account").text


def test_new_codes_end_the_old_ones_and_are_kept_as_hashes(doors: Doors, tmp_path: Path) -> None:
    anna = doors.host()
    old, new = codes(anna), codes(anna)
    assert doors.client().post("/sign-in/code", data={"name": "Anna", "code": old[0]}).status_code == 401
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(code.encode() in kept for code in new)


def test_a_code_of_somebody_else_and_of_nobody_get_the_same_answer(doors: Doors) -> None:
    [one, *_] = codes(doors.host())
    doors.guest()
    answers = [doors.client().post("/sign-in/code", data={"name": name, "code": one}) for name in ("Ben", "Zoe")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text.replace("Ben", "Zoe") == answers[1].text


def test_guessing_codes_is_slowed_down(doors: Doors) -> None:
    doors.host()
    tried = [
        doors.client().post("/sign-in/code", data={"name": "Anna", "code": "A" * 16}).status_code for _ in range(6)
    ]
    assert tried == [401] * 5 + [429]


def test_leaving_deletes_everything_at_once_and_signs_out_everywhere(doors: Doors, tmp_path: Path) -> None:
    doors.host()
    ben, phone = doors.guest(), doors.client()
    doors.sign_in(phone, "Ben", BEN)
    ben.post("/api/v1/facts", json=[fact("measured", "mass", {"mass_kg": 93.25})])
    program = bearer(token(ben, "read"))
    person = doors.door.accounts.named("Ben").person
    assert ben.post("/account/leave", data={"word": "leave"}).status_code == 422
    left = ben.post("/account/leave", data={"word": "LEAVE"})
    assert (left.status_code, "Max-Age=0" in cookie(left)) == (200, True)
    assert [one.get("/week").status_code for one in (ben, phone)] == [303, 303]
    assert doors.client().get("/api/v1/facts", headers=program).status_code == 401
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(word.encode() in kept for word in (person, "93.25", "Ben"))


def test_the_host_hands_on_before_leaving_while_others_are_here(doors: Doors) -> None:
    anna, ben = doors.host(), doors.guest()
    assert anna.post("/account/leave", data={"word": "LEAVE"}).status_code == 422
    assert anna.post("/account/hand-on", data={"to": "nobody"}).status_code == 422
    anna.post("/account/hand-on", data={"to": doors.door.accounts.named("Ben").person})
    assert anna.post("/account/leave", data={"word": "LEAVE"}).status_code == 200
    assert [(one.name, one.host) for one in doors.door.accounts.every()] == [("Ben", True)]
    assert "Invite somebody" in ben.get("/account").text


def test_a_guest_cannot_hand_on_what_they_do_not_have(doors: Doors) -> None:
    doors.host()
    ben = doors.guest()
    assert ben.post("/account/hand-on", data={"to": "me"}).status_code == 422


def test_when_the_last_leaves_legday_is_open_again_on_this_machine(doors: Doors) -> None:
    anna = doors.host()
    anna.post("/api/v1/facts", json=[MASS])
    anna.post("/account/leave", data={"word": "LEAVE"})
    assert doors.client().get("/api/v1/facts").json()["facts"] == []


def test_an_erased_log_leaves_the_account(doors: Doors) -> None:
    anna = doors.host()
    anna.post("/api/v1/facts", json=[MASS])
    assert anna.post("/erase", data={"word": "ERASE"}).status_code == 303
    assert anna.get("/api/v1/facts").json() == {"cursor": 0, "facts": []}
    assert "Anna" in anna.get("/account").text


def test_another_name_is_used_from_then_on(doors: Doors) -> None:
    anna = doors.host()
    doors.guest()
    assert anna.post("/account/name", data={"name": "ben"}).status_code == 422
    assert anna.post("/account/name", data={"name": "Änne"}).status_code == 303
    assert doors.sign_in(doors.client(), "änne") == 303


def test_a_passkey_is_offered_only_where_browsers_have_them(doors: Doors) -> None:
    doors.host()
    assert "data-passkey" in doors.client().get("/sign-in").text
    page = doors.client("http://127.0.0.1:8137").get("/sign-in").text
    assert "data-passkey" not in page
    assert "Open legday at localhost" in page


def test_what_another_page_still_wants_to_write_after_leaving_is_refused(doors: Doors) -> None:
    doors.host()
    ben = doors.guest()
    person = doors.door.accounts.named("Ben").person
    page = doors.app.state.sites.of(person)
    ben.post("/account/leave", data={"word": "LEAVE"})
    with pytest.raises(BadInput, match="You have left"):
        page.write(Kind.WISHED, {"settings": {"unit": "lb"}})
    with pytest.raises(BadInput, match="You have left"):  # as an import does that was still being read
        page.writing(lambda store: store.erase(person))
    assert doors.store.facts(person) == ()
