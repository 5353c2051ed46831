from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, fact_id
from legday.people.account import Account, Invited, Passkey
from legday.people.secrets import digest, new_code
from legday.store import tables
from legday.store.accounts import Accounts
from legday.store.facts import Store
from legday.store.invitations import Invitations
from legday.store.sign_ins import SignIns
from legday.store.times import stamp

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return Accounts(store)


@pytest.fixture
def anna(accounts: Accounts) -> Account:
    return accounts.make("Anna", person="me", now=NOW, password="a hash")  # noqa: S106 (it is none)


def passkey(id: str, person: str = "me") -> Passkey:
    return Passkey(id=id, person=person, public_key="key", count=0, name="Phone", made=NOW)


def measured(person: str) -> Fact:
    return Fact(id=fact_id(NOW, person.encode()), about="mass", kind=Kind.MEASURED, at=NOW, body={"mass_kg": 70.5})


def at_once(store: Store, do: Callable[[int], object]) -> list[object]:
    """What becomes of the same thing done eight times at once; a refusal counts as nothing."""

    def tried(number: int) -> object:
        try:
            return do(number)
        except BadInput:
            return None

    with ThreadPoolExecutor(8) as crowd:
        return [made for made in crowd.map(tried, range(8)) if made]


def test_only_the_first_account_is_the_host(accounts: Accounts, anna: Account) -> None:
    ben = accounts.make("Ben", now=NOW)
    assert (anna.host, ben.host, ben.person not in ("me", "")) == (True, False, True)
    assert accounts.every() == (anna, ben)
    assert (accounts.of("me"), accounts.named("ANNA"), accounts.of("x")) == (anna, anna, None)


def test_of_many_who_make_the_first_account_at_once_one_does(store: Store, accounts: Accounts) -> None:
    made = at_once(store, lambda number: accounts.make(f"Name {number}", person="me", now=NOW))
    assert len(made) == len(accounts.every()) == 1


def test_a_name_is_taken_once_whatever_its_case(accounts: Accounts, anna: Account) -> None:
    with pytest.raises(BadInput, match="has that name"):
        accounts.make("anna", now=NOW)
    ben = accounts.make("Ben", now=NOW)
    with pytest.raises(BadInput, match="has that name"):
        accounts.rename(ben.person, "ANNA")
    accounts.rename("me", "ANNA")
    assert [one.name for one in accounts.every()] == ["ANNA", "Ben"]


def test_a_passkey_is_kept_counted_and_removed_by_its_owner_only(accounts: Accounts, anna: Account) -> None:
    accounts.add_passkey(passkey("one"))
    with pytest.raises(BadInput, match="kept already"):
        accounts.add_passkey(passkey("one", "you"))
    accounts.used_passkey("one", 7, NOW)
    [kept] = accounts.passkeys("me")
    assert (kept.count, kept.used) == (7, NOW)
    assert not accounts.remove_passkey("you", "one")
    assert accounts.remove_passkey("me", "one")
    assert accounts.passkey("one") is None


def test_a_recovery_code_is_good_once_even_for_many_at_once(store: Store, accounts: Accounts, anna: Account) -> None:
    codes = [new_code() for _ in range(10)]
    accounts.set_codes("me", codes)
    assert len(at_once(store, lambda _: accounts.use_code("me", codes[0], NOW))) == 1
    assert not accounts.use_code("you", codes[1], NOW)
    assert accounts.codes_left("me") == 9


def test_an_identity_belongs_to_one_person(accounts: Accounts, anna: Account) -> None:
    ben = accounts.make("Ben", now=NOW, identity=("https://id.example", "ben"))
    with pytest.raises(BadInput, match="belongs to an account"):
        accounts.tie_identity("me", "https://id.example", "ben")
    assert accounts.identity("https://id.example", "ben") == ben.person
    assert accounts.identity("https://other.example", "ben") is None
    assert accounts.untie_identity(ben.person, "https://id.example")
    assert accounts.identities(ben.person) == ()


def test_an_invitation_is_good_once_even_for_many_at_once(store: Store, accounts: Accounts, anna: Account) -> None:
    secret = Invitations(store).mint("me", Invited.JOIN, now=NOW)
    made = at_once(store, lambda number: accounts.make(f"Name {number}", now=NOW, invitation=secret))
    assert len(made) == 1
    assert len(accounts.every()) == 2


def test_who_used_an_invitation_may_come_back_to_it_and_nobody_else(store: Store) -> None:
    invitations = Invitations(store)
    secret = invitations.mint("me", Invited.COACH, now=NOW)
    assert [one.kind for one in invitations.of("me", now=NOW)] == [Invited.COACH]
    first = invitations.redeem(secret, by="you", now=NOW)
    later = NOW + timedelta(days=9)
    assert invitations.redeem(secret, by="you", now=later) == first
    assert invitations.look(secret, now=later, by="you") == first
    assert invitations.look(secret, now=NOW) is None
    with pytest.raises(BadInput, match="not good any more"):
        invitations.redeem(secret, by="they", now=NOW)
    assert invitations.of("me", now=NOW) == ()


def test_an_invitation_ends_and_can_be_taken_back(store: Store) -> None:
    invitations = Invitations(store)
    late = invitations.mint("me", Invited.BUDDY, now=NOW - timedelta(days=7))
    taken = invitations.mint("me", Invited.BUDDY, now=NOW)
    [open_one] = invitations.of("me", now=NOW)
    assert not invitations.withdraw("you", open_one.id)
    assert invitations.withdraw("me", open_one.id)
    for secret in (late, taken, "never"):
        with pytest.raises(BadInput, match="not good any more"):
            invitations.redeem(secret, by="you", now=NOW)


def test_a_sign_in_is_known_by_its_secret_until_it_ends(store: Store, anna: Account) -> None:
    sign_ins = SignIns(store)
    secret = sign_ins.begin("me", "Phone", now=NOW)
    [(known, prolonged)] = [sign_ins.known(secret, now=NOW) or (None, None)]
    assert (known.person, prolonged) == ("me", False)
    assert sign_ins.known("another", now=NOW) is None
    assert sign_ins.known(secret, now=NOW + timedelta(days=29))[1] is True
    assert sign_ins.known(secret, now=NOW + timedelta(days=58)) is not None
    assert sign_ins.known(secret, now=NOW + timedelta(days=89)) is None


def test_a_sign_in_ends_after_a_year_however_often_it_is_used(store: Store, anna: Account) -> None:
    secret = SignIns(store).begin("me", "Chrome", now=NOW)
    lasted = [week for week in range(60) if SignIns(store).known(secret, now=NOW + timedelta(weeks=week))]
    assert lasted == list(range(53))  # 52 weeks are 364 days


def test_that_somebody_was_seen_is_written_once_an_hour(store: Store, anna: Account) -> None:
    sign_ins = SignIns(store)
    secret = sign_ins.begin("me", "Phone", now=NOW)
    prolonged = [sign_ins.known(secret, now=NOW + timedelta(minutes=minutes))[1] for minutes in (59, 61, 62, 119, 122)]
    assert prolonged == [False, True, False, False, True]


def test_sign_ins_end_for_their_owner_only(store: Store, anna: Account) -> None:
    sign_ins = SignIns(store)
    secrets = [sign_ins.begin("me", f"Phone {number}", now=NOW) for number in range(3)]
    ids = {one.device: one.id for one in sign_ins.of("me", now=NOW)}
    assert not sign_ins.end("you", ids["Phone 0"])
    assert sign_ins.end("me", ids["Phone 0"])
    assert sign_ins.end_others("me", ids["Phone 1"]) == 1
    assert [sign_ins.known(secret, now=NOW) is not None for secret in secrets] == [False, True, False]


def test_signing_in_tidies_away_what_is_over(store: Store, anna: Account) -> None:
    sign_ins = SignIns(store)
    sign_ins.begin("me", "An old phone", now=NOW - timedelta(days=31))
    sign_ins.begin("me", "Phone", now=NOW)
    with store.looking() as connection:
        assert connection.execute(select(tables.sign_ins.c.device)).scalars().all() == ["Phone"]


def test_a_token_is_good_until_it_is_over_or_taken_back(store: Store, anna: Account) -> None:
    sign_ins = SignIns(store)
    month = sign_ins.give_token("me", "Month", "read", now=NOW, lasts=timedelta(days=30))
    always = sign_ins.give_token("me", "Always", "log", now=NOW)
    later = NOW + timedelta(days=31)
    assert [one.name for one in (sign_ins.token(secret, now=NOW) for secret in (month, always)) if one] == [
        "Month",
        "Always",
    ]
    assert (sign_ins.token(month, now=later), sign_ins.token(always, now=later).scope) == (None, "log")
    [id] = [one.id for one in sign_ins.tokens("me") if one.name == "Always"]
    assert not sign_ins.take_token("you", id)
    assert sign_ins.take_token("me", id)
    assert sign_ins.token(always, now=NOW) is None


def everything(store: Store) -> str:
    """All that the database holds, as one text."""
    with store.looking() as connection:
        return str([connection.execute(select(table)).all() for table in tables.metadata.sorted_tables])


def test_no_secret_is_kept(store: Store, accounts: Accounts, anna: Account) -> None:
    sign_ins = SignIns(store)
    secrets = [
        sign_ins.begin("me", "Phone", now=NOW),
        sign_ins.give_token("me", "Program", "read", now=NOW),
        Invitations(store).mint("me", Invited.JOIN, now=NOW),
        new_code(),
    ]
    accounts.set_codes("me", secrets[-1:])
    kept = everything(store)
    assert all(digest(secret) in kept and secret not in kept for secret in secrets)


def furnish(store: Store, person: str, other: str) -> None:
    """Write a row that names a person into every table."""
    at = stamp(NOW)
    rows: dict[str, dict[str, object]] = {
        "identities": {"issuer": "i", "subject": person},
        "ties": {"other": other, "kind": "buddy", "shares": "", "made": at},
        "proposals": {"id": f"p{person}", "coach": other, "body": "", "made": at},
        "cheers": {"id": f"c{person}", "sender": other, "about": "x", "made": at},
        "together": {"other": other, "day": "2026-11-25", "made": at},
        "subscriptions": {"id": person, "endpoint": "", "p256dh": "", "auth": "", "device": "", "made": at},
        "reminders": {"planned": "x", "due": at, "tries": 0},
    }
    with store.transaction() as connection:
        for name, row in rows.items():
            connection.execute(insert(tables.metadata.tables[name]).values(person=person, **row))
    store.add(person, [measured(person)])
    SignIns(store).begin(person, "Phone", now=NOW)
    SignIns(store).give_token(person, "Program", "read", now=NOW)
    Invitations(store).redeem(Invitations(store).mint(person, Invited.BUDDY, now=NOW), by=other, now=NOW)
    Accounts(store).set_codes(person, [new_code()])
    Accounts(store).add_passkey(passkey(f"key of {person}", person))


def naming(store: Store, person: str) -> set[str]:
    """The tables with a row that names a person."""
    with store.looking() as connection:
        return {
            table.name
            for table in tables.metadata.sorted_tables
            for row in connection.execute(select(table)).mappings()
            if person in [row[name] for name in tables.NAMING if name in row]
        }


def test_who_leaves_is_named_nowhere_any_more_and_others_stay(store: Store, accounts: Accounts, anna: Account) -> None:
    ben = accounts.make("Ben", now=NOW).person
    furnish(store, "me", ben)
    furnish(store, ben, "me")
    assert naming(store, ben) == {table.name for table in tables.metadata.sorted_tables} - {"own"}
    accounts.leave(ben)
    assert naming(store, ben) == set()
    assert "key of me" in everything(store)
    assert len(store.facts("me")) == 1


def test_an_erased_log_leaves_what_somebody_is_known_by(store: Store, accounts: Accounts, anna: Account) -> None:
    furnish(store, "me", "you")
    store.erase("me")
    assert naming(store, "me") == {table.name for table in tables.STAYING}
    assert store.facts("me") == ()


def test_the_host_leaves_last_or_hands_on(store: Store, accounts: Accounts, anna: Account) -> None:
    ben = accounts.make("Ben", now=NOW)
    with pytest.raises(BadInput, match="Hand the host's part on"):
        accounts.leave("me")
    with pytest.raises(BadInput, match="Only the host"):
        accounts.hand_on(ben.person, "me")
    with pytest.raises(BadInput, match="Nobody here"):
        accounts.hand_on("me", "x")
    accounts.hand_on("me", ben.person)
    accounts.leave("me")
    assert [one.host for one in accounts.every()] == [True]
    accounts.leave(ben.person)
    assert not accounts.exist()


def test_whose_calendar_it_is_is_found_by_an_index_of_calendars_alone(store: Store) -> None:
    secret = "x" * 43
    calendar = Fact(id=fact_id(NOW, b"c"), about="calendar", kind=Kind.WISHED, at=NOW, body={"secret": secret})
    store.add("me", [measured("me"), calendar])
    assert (store.told_calendar(secret), store.told_calendar("y" * 43), store.told_calendar("%")) == (("me",), (), ())
    if store._engine.dialect.name == "sqlite":
        with store.looking() as connection:
            plan = connection.execute(text("EXPLAIN QUERY PLAN SELECT person FROM facts WHERE about = 'calendar'"))
            assert "facts_of_calendars" in str(plan.all())
