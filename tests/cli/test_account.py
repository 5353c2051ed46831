"""`legday account`, for whoever may use the machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

from legday.cli import app
from legday.kinds import BadInput
from legday.people import passwords
from legday.store.accounts import Accounts
from legday.store.facts import open_store
from legday.store.sign_ins import SignIns

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run

ANNA, BEN = "seven slow squats", "rails under the kiwi"


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def accounts() -> Iterator[Accounts]:
    with open_store() as store:
        yield Accounts(store)


def typing(typed: str, *words: str) -> Any:
    """What a command answers to a program that hands a password in."""
    result = CliRunner().invoke(app, ["account", *words, "--json"], input=f"{typed}\n", catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_the_first_account_owns_the_log_and_the_next_has_one_of_its_own(accounts: Accounts) -> None:
    assert "nobody signs in" in run("account", "list")
    first, second = typing(ANNA, "add", "Anna"), typing(BEN, "add", "Ben")
    assert (first["person"], first["host"], second["host"]) == ("me", True, False)
    assert second["person"] not in ("me", "")
    assert len(first["codes"]) == 10
    assert passwords.is_right(ANNA, accounts.password("me"))
    assert [one["name"] for one in answer("account", "list")] == ["Anna", "Ben"]
    assert "Anna (host): 0 passkeys, a password, 10 codes left; signed in 0×" in run("account", "list")


def test_a_password_that_is_guessed_first_makes_no_account(accounts: Accounts) -> None:
    with pytest.raises(BadInput, match="too short"):
        typing("short", "add", "Anna")
    assert not accounts.exist()


def test_a_name_is_taken_once(accounts: Accounts) -> None:
    typing(ANNA, "add", "Anna")
    with pytest.raises(BadInput, match="has that name"):
        typing(BEN, "add", "ANNA")
    assert len(accounts.every()) == 1


def test_who_lost_everything_gets_in_again_with_a_new_password_and_is_signed_out_elsewhere(accounts: Accounts) -> None:
    typing(ANNA, "add", "Anna")
    from legday.cli.shared import now

    with open_store() as store:
        SignIns(store).begin("me", "A lost phone", now=now())
        assert typing(BEN, "password", "anna")["ended"] == 1
        assert SignIns(store).of("me", now=now()) == ()
    assert passwords.is_right(BEN, accounts.password("me"))


def test_new_codes_end_the_old_ones(accounts: Accounts) -> None:
    from legday.cli.shared import now

    old = typing(ANNA, "add", "Anna")["codes"]
    new = answer("account", "codes", "Anna")["codes"]
    assert accounts.use_code("me", old[0], now()) is False
    assert accounts.use_code("me", new[0], now()) is True


def test_an_account_is_removed_with_its_log_and_the_host_only_with_an_heir(accounts: Accounts) -> None:
    typing(ANNA, "add", "Anna")
    typing(BEN, "add", "Ben")
    run("measure", "mass", "71.5")
    assert "Hand the host's part on" in refusal("account", "remove", "Anna", "--yes")
    run("account", "remove", "Anna", "--to", "Ben", "--yes")
    assert [(one.name, one.host) for one in accounts.every()] == [("Ben", True)]
    with open_store() as store:
        assert store.facts("me") == ()


def test_nobody_is_removed_without_a_yes(accounts: Accounts) -> None:
    typing(ANNA, "add", "Anna")
    with pytest.raises(BadInput, match="Nothing was deleted"):
        CliRunner().invoke(app, ["account", "remove", "Anna"], input="n\n", catch_exceptions=False)
    assert accounts.exist()


def test_an_unknown_name_is_said(accounts: Accounts) -> None:
    assert "legday account list" in refusal("account", "codes", "Zoe")


def test_the_command_line_is_about_the_person_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    typing(ANNA, "add", "Anna")
    ben = typing(BEN, "add", "Ben")["person"]
    monkeypatch.setenv("LEGDAY_PERSON", "ben")
    run("measure", "mass", "93.25")
    run("log", "back squat", "60x8")
    assert len(answer("body")["measured"]["masses"]) == 1
    with open_store() as store:
        assert store.facts("me") == ()
        assert len(store.facts(ben)) == 3
    monkeypatch.setenv("LEGDAY_PERSON", "Zoe")
    assert 'Nobody here is called "Zoe"' in refusal("today")
