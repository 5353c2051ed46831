from __future__ import annotations

import json
import re
import sqlite3
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from legday.cli import app, hosting
from legday.cli.check import Check
from legday.cli.doctor import KNOWN_SETTINGS, checks, database_checks
from legday.log.fact import Fact, Kind, fact_id
from legday.store.accounts import Accounts
from legday.store.backup import back_up
from legday.store.facts import open_store
from legday.store.health import Health, examine

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))  # the authority stands beside the tests of the web
from certificates import Authority

NOW = datetime.now(UTC)
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a legday with one fact and one account."""
    home = tmp_path / "home"
    fact = Fact(id=fact_id(NOW, b""), about="camera", kind=Kind.WATCHED, at=NOW, body={})
    with open_store(url(home)) as store:
        store.add("me", [fact], received=NOW)
        Accounts(store).make("Anna", person="me", now=NOW)
    return home


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever sets the clock of the machine that runs the tests."""
    monkeypatch.setattr(hosting, "network_time", lambda: True)


def url(home: Path) -> str:
    return f"sqlite:///{home / 'legday.db'}"


def look(home: Path, now: datetime = NOW, **settings: object) -> dict[str, Check]:
    given = {f"LEGDAY_{name.upper()}": str(value) for name, value in settings.items()}
    return {check.what: check for check in checks(url(home), home, given, now)}


def unwell(home: Path, now: datetime = NOW, **settings: object) -> dict[str, str]:
    """What there is to mend, with all that is said of it."""
    found = look(home, now, **settings)
    assert all(check.remedy for check in found.values() if not check.well)
    return {what: f"{check.found} {check.remedy}" for what, check in found.items() if not check.well}


def test_all_is_well_on_a_machine_of_ones_own(home: Path) -> None:
    assert unwell(home) == {}
    assert look(home)["database"].found.startswith("SQLite")


def test_something_to_mend_ends_with_2_and_is_there_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGDAY_HOEM", "misspelt")
    ended = CliRunner().invoke(app, ["doctor", "--json"])
    assert ended.exit_code == 2
    assert [check["what"] for check in json.loads(ended.stdout) if not check["well"]] == ["settings"]


def test_the_settings_that_it_knows_are_those_that_there_are() -> None:
    source = "\n".join(module.read_text(encoding="utf-8") for module in SOURCE.rglob("*.py"))
    named = set(re.findall(r"LEGDAY_[A-Z_]*[A-Z]", source))
    begun = {f"LEGDAY_{name}" for name in re.findall(r"LEGDAY_(\w+)_\{", source)}  # put together from parts
    assert sorted(named - begun) == list(KNOWN_SETTINGS)


def test_files_that_others_can_read_are_named(home: Path) -> None:
    (home / "legday.db").chmod(0o644)
    assert unwell(home) == {}  # nobody gets into the folder
    home.chmod(0o755)
    assert "legday.db" in unwell(home)["rights"]
    assert "chmod -R go=" in unwell(home)["rights"]
    (home / "legday.db").chmod(0o600)
    for other in home.glob("legday.db-*"):
        other.chmod(0o600)
    assert unwell(home) == {}


def test_a_damaged_page_is_found(home: Path) -> None:
    with open_store(url(home)) as store:
        at = [NOW + timedelta(seconds=number) for number in range(300)]
        body = {"note": "x" * 2000}
        store.add("me", [Fact(id=fact_id(t, b""), about="camera", kind=Kind.WATCHED, at=t, body=body) for t in at], NOW)
    file = home / "legday.db"
    with closing(sqlite3.connect(file)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'facts_by_arrival'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = bytearray(file.read_bytes())
    whole[(root - 1) * size + 100 : root * size] = b"\xa5" * (size - 100)
    file.write_bytes(whole)
    found = unwell(home)
    assert "damaged" in " ".join(found.values())


def test_a_journal_that_makes_pages_wait_or_grows_for_ever_is_named() -> None:
    assert [check.well for check in database_checks(Health(journal="wal", journal_bytes=4_000_000))] == [True, True]
    [_, slow] = database_checks(Health(journal="delete"))
    assert "network drive" in slow.remedy
    [_, long] = database_checks(Health(journal="wal", journal_bytes=500_000_000))
    assert "500.0 MB" in long.found
    assert not long.well
    assert list(database_checks(Health())) == []  # a server looks after itself


def test_a_look_from_inside_sees_the_journal_the_accounts_and_the_newest_fact(home: Path) -> None:
    with open_store(url(home)) as store:
        found = examine(store)
    assert (found.journal, found.damage, found.accounts, found.newest) == ("wal", "", True, NOW)


def test_a_clock_that_fell_back_is_noticed_by_what_came_in(home: Path) -> None:
    assert unwell(home, NOW - timedelta(minutes=4)) == {}
    assert "timedatectl" in unwell(home, NOW - timedelta(hours=1))["clock"]


def test_a_clock_that_nobody_sets_matters_where_others_come(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting, "network_time", lambda: False)
    assert unwell(home) == {}
    assert "not set by the network" in unwell(home, host="192.168.1.5")["clock"]


def test_where_others_come_accounts_and_https_are_missed(tmp_path: Path) -> None:
    found = unwell(tmp_path / "home", host="192.168.1.5")
    assert "legday account add" in found["accounts"]
    assert "--cert FILE" in found["https"]


@pytest.mark.parametrize(("days", "says"), [(90, ""), (9.5, "holds for 9 days"), (-3, "has run out")])
def test_a_certificate_is_judged_by_the_days_that_it_holds(home: Path, tmp_path: Path, days: float, says: str) -> None:
    cert, key = Authority(tmp_path).vouch("legs.home", days=days)
    found = unwell(home, host="192.168.1.5", cert=cert, key=key)
    assert says in found.get("https", "")
    assert bool(found) == bool(says)


def test_a_certificate_for_another_name_or_without_its_key_is_named(home: Path, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    cert, key = authority.vouch("legs.home")
    _, other = authority.vouch("nas.home")
    assert "not for https://nas.home" in unwell(home, cert=cert, key=key, address="https://nas.home")["https"]
    assert "no certificate with its key" in unwell(home, host="::", cert=cert, key=other)["https"]


@contextmanager
def proxy(cert: Path, key: Path) -> Iterator[int]:
    """Something that serves https with a certificate."""
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        yield server.server_port
        server.shutdown()
        serving.join()


@pytest.mark.parametrize(
    ("name", "days", "says"), [("localhost", 90, ""), ("localhost", 2.5, "2 days"), ("nas", 9, "nas")]
)
def test_behind_a_proxy_its_certificate_is_looked_at(
    home: Path, tmp_path: Path, name: str, days: float, says: str
) -> None:
    # As a stand-in for a name of one's own, which a test cannot make known.
    with proxy(*Authority(tmp_path).vouch(name, days=days)) as port:
        found = unwell(home, proxy="127.0.0.1", address=f"https://localhost:{port}")
    assert says in found.get("https", "")
    assert bool(found) == bool(says)


def test_a_proxy_that_does_not_run_or_serves_plain_http_is_named(home: Path, tmp_path: Path) -> None:
    with proxy(*Authority(tmp_path).vouch("localhost")) as port:
        pass
    assert "cannot be reached" in unwell(home, proxy="127.0.0.1", address=f"https://localhost:{port}")["https"]
    assert "plain http" in unwell(home, proxy="127.0.0.1", address="http://legs.home")["https"]


def test_settings_that_cannot_be_read_are_named(home: Path) -> None:
    assert "LEGDAY_PORT" in unwell(home, port="many")["https"]


def test_backups_that_have_stopped_are_named(home: Path, tmp_path: Path) -> None:
    with open_store(url(home)) as store:
        back_up(store, tmp_path / "legday.zip", NOW)
    assert unwell(home, NOW + timedelta(days=7)) == {}
    assert "timer" in unwell(home, NOW + timedelta(days=9))["backup"]
