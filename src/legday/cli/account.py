"""`legday account`: who may sign in, for whoever may use this machine; the way back in when everything is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import typer

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, now
from legday.kinds import BadInput, Value
from legday.people.account import Account, read_name
from legday.people.passwords import check_password, hash_password
from legday.people.secrets import CODES, new_code
from legday.store.accounts import Accounts
from legday.store.facts import Store, open_store
from legday.store.sign_ins import SignIns

account = typer.Typer(help="Say who may sign in, and get somebody in again who lost everything.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name of the account, in any case.")]


class Line(Value):
    """An account with its ways in, for the list."""

    name: str
    person: str
    host: bool
    made: datetime
    password: bool
    passkeys: int
    codes: int
    signed_in: int


class Codes(Value):
    """New recovery codes of an account, which are shown this once."""

    name: str
    person: str
    host: bool
    codes: tuple[str, ...]


@account.command()
def add(
    name: Annotated[str, typer.Argument(help="What others will see.")],
    as_json: Json = False,
) -> None:
    """Make an account with a password; the first owns the log that is here, and everybody signs in from then on.

    The password is asked for, or read from standard input.
    """
    read_name(name)
    with open_store() as store:
        accounts = Accounts(store)
        if accounts.named(name):
            raise BadInput("Somebody here has that name already.", "Take another one.")
        person = None if accounts.exist() else loop.PERSON
        made = accounts.make(name, now=now(), person=person, password=ask_password(name))
        show.put(renew(accounts, made), as_json, tell_codes)


@account.command("list")
def list_accounts(as_json: Json = False) -> None:
    """List the accounts with their ways in."""
    with open_store() as store:
        show.put([line(store, one) for one in Accounts(store).every()], as_json, tell)


@account.command()
def password(name: Name, as_json: Json = False) -> None:
    """Set a new password and sign the person out everywhere."""
    with open_store() as store:
        one = find(store, name)
        Accounts(store).set_password(one.person, hash_password(ask_new(one.name)))
        ended = SignIns(store).end_others(one.person, None)
        show.put({"name": one.name, "ended": ended}, as_json, lambda _: typer.echo(f"{one.name} has a new password."))


@account.command()
def codes(name: Name, as_json: Json = False) -> None:
    """Make new recovery codes and print them, this once; older ones are no longer good."""
    with open_store() as store:
        show.put(renew(Accounts(store), find(store, name)), as_json, tell_codes)


@account.command()
def remove(
    name: Name,
    to: Annotated[str | None, typer.Option(help="Who becomes the host, when the host goes.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Delete an account and everything about its person, for real and at once."""
    with open_store() as store:
        one = find(store, name)
        heir = find(store, to) if to else None
        if not yes and not typer.confirm(f"Delete {one.name} and everything that {one.name} wrote down?"):
            raise BadInput("Nothing was deleted.", "Say yes, or give --yes.")
        if heir is not None:
            Accounts(store).hand_on(one.person, heir.person)
        Accounts(store).leave(one.person)
        show.put({"removed": one.name}, as_json, lambda _: typer.echo(f"{one.name} and their log are deleted."))


def find(store: Store, name: str) -> Account:
    """The account of a name."""
    found = Accounts(store).named(name)
    if found is None:
        raise BadInput(f'Nobody here is called "{name}".', "`legday account list` shows who is.")
    return found


def ask_new(name: str) -> str:
    """Ask for a new password, twice on a terminal; raises ``BadInput`` for one that is easily guessed."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("New password", hide_input=True, confirmation_prompt=True)
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    check_password(typed, name)
    return typed


def ask_password(name: str) -> str:
    """The hash of a new password that is asked for."""
    return hash_password(ask_new(name))


def renew(accounts: Accounts, one: Account) -> Codes:
    """Give an account new recovery codes."""
    made = tuple(new_code() for _ in range(CODES))
    accounts.set_codes(one.person, made)
    return Codes(name=one.name, person=one.person, host=one.host, codes=made)


def line(store: Store, one: Account) -> Line:
    """An account as the list has it."""
    accounts = Accounts(store)
    return Line(
        name=one.name,
        person=one.person,
        host=one.host,
        made=one.made,
        password=one.has_password,
        passkeys=len(accounts.passkeys(one.person)),
        codes=accounts.codes_left(one.person),
        signed_in=len(SignIns(store).of(one.person, now=now())),
    )


def tell(lines: Iterable[Line]) -> None:
    """Print the list."""
    lines = list(lines)
    for one in lines:
        ways = [f"{one.passkeys} passkeys"] + ["a password"] * one.password + [f"{one.codes} codes left"]
        typer.echo(f"{one.name}{' (host)' if one.host else ''}: {', '.join(ways)}; signed in {one.signed_in}×")
    if not lines:
        typer.echo("There are no accounts: legday answers this machine only, and nobody signs in.")


def tell_codes(made: Codes) -> None:
    """Print recovery codes."""
    typer.echo(f"{made.name} may sign in. Recovery codes, each good once; they are shown this once:")
    for code in made.codes:
        typer.echo(f"  {code}")
