from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from legday.kinds import BadInput
from legday.web.certificate import Certificate, read_certificate
from legday.web.reach import LOOPBACK, Reach, check

sys.path.insert(0, str(Path(__file__).parent))  # the authority stands beside the tests
from certificates import Authority

NOW = datetime(2026, 11, 25, tzinfo=UTC)
CERTIFICATE = Certificate(names=("legs.home", "nas.home", "*.wild.home", "192.168.1.5"), since=NOW, until=NOW)
FILES = {"cert": Path("legs.pem"), "key": Path("legs.key")}


def refusal(reach: Reach, certificate: Certificate | None = None, *, accounts: bool = True) -> str:
    with pytest.raises(BadInput) as refused:
        check(reach, certificate, accounts=accounts)
    return str(refused.value)


@pytest.mark.parametrize("host", LOOPBACK)
def test_this_machine_alone_needs_neither_accounts_nor_https(host: str) -> None:
    assert check(Reach(host=host), None, accounts=False).names == set(LOOPBACK)


def test_elsewhere_says_which_of_the_two_is_missing_and_how_to_mend_it() -> None:
    both = refusal(Reach(host="0.0.0.0"), accounts=False)  # noqa: S104 - the refusal is what is tested
    assert "nobody has an account" in both
    assert "there is no https" in both
    assert "legday account add NAME" in both
    assert "--host 0.0.0.0 --cert FILE --key FILE" in both
    assert "--proxy 127.0.0.1 --address https://NAME" in both
    accounts = refusal(Reach(host="192.168.1.5", **FILES), CERTIFICATE, accounts=False)
    assert "nobody has an account" in accounts
    assert "https, so" not in accounts
    https = refusal(Reach(host="192.168.1.5"))
    assert "account" not in https
    assert "there is no https" in https


@pytest.mark.parametrize(
    "reach",
    [
        Reach(proxy="127.0.0.1", address="https://legs.example.org"),
        Reach(address="https://legs.example.org", **FILES),
    ],
)
def test_a_proxy_or_an_address_of_its_own_lets_others_in_even_on_loopback(reach: Reach) -> None:
    certificate = Certificate(names=("legs.example.org",), since=NOW, until=NOW) if reach.cert else None
    assert "nobody has an account" in refusal(reach, certificate, accounts=False)
    assert check(reach, certificate, accounts=True).address == "https://legs.example.org"


def test_an_address_alone_is_no_way_in() -> None:
    assert "there is no https" in refusal(Reach(address="https://legs.example.org"))


def test_with_a_certificate_its_first_name_is_the_address_and_all_its_names_are_answered_to() -> None:
    front = check(Reach(host="::", **FILES), CERTIFICATE, accounts=True)
    assert front.address == "https://legs.home:8137"
    assert front.names == {*LOOPBACK, "legs.home", "nas.home", "192.168.1.5"}
    assert check(Reach(host="::", port=443, **FILES), CERTIFICATE, accounts=True).address == "https://legs.home"


def test_the_address_that_is_given_wins_if_the_certificate_is_for_it() -> None:
    front = check(Reach(host="::", address="https://a.wild.home:8137/", **FILES), CERTIFICATE, accounts=True)
    assert front.address == "https://a.wild.home:8137"
    assert "a.wild.home" in front.names
    assert "not for https://other.home" in refusal(Reach(address="https://other.home", **FILES), CERTIFICATE)
    assert "not for http://legs.home" in refusal(Reach(address="http://legs.home", **FILES), CERTIFICATE)


def test_a_certificate_without_a_plain_name_needs_an_address() -> None:
    wild = Certificate(names=("*.wild.home",), since=NOW, until=NOW)
    assert "--address" in refusal(Reach(host="::", **FILES), wild)


@pytest.mark.parametrize(
    ("reach", "says"),
    [
        (Reach(cert=Path("legs.pem")), "--key"),
        (Reach(proxy="127.0.0.1"), "--address"),
        (Reach(proxy="my-proxy", address="https://legs.home"), "no network address"),
        (Reach(proxy="127.0.0.1", address="legs.home"), "no address of a site"),
        (Reach(proxy="127.0.0.1", address="https://legs.home/sub"), "no address of a site"),
        (Reach(proxy="127.0.0.1", address="ftp://legs.home"), "no address of a site"),
    ],
)
def test_what_does_not_go_together_is_said(reach: Reach, says: str) -> None:
    assert says in refusal(reach)


def test_a_certificate_is_read_with_its_names_and_days(tmp_path: Path) -> None:
    found = read_certificate(*Authority(tmp_path).vouch("legs.home", "192.168.1.5", days=10))
    assert found.names == ("legs.home", "192.168.1.5")
    assert timedelta(days=9) < found.until - datetime.now(UTC) < timedelta(days=10)


def test_a_certificate_that_cannot_be_used_is_told_as_such(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    cert, _ = authority.vouch("legs.home")
    _, other = authority.vouch("nas.home")
    with pytest.raises(BadInput, match="no certificate with its key"):
        read_certificate(cert, other)
    with pytest.raises(BadInput, match="cannot be read"):
        read_certificate(cert, tmp_path / "nowhere.key")
    with pytest.raises(BadInput, match="no certificate with its key"):
        read_certificate(other, other)
