from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import create_engine, insert, select

from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, fact_id
from legday.store import archive, tables
from legday.store.accounts import Accounts
from legday.store.archive import Manifest, check_archive, fingerprint
from legday.store.backup import back_up, backed_up, restore
from legday.store.engine import upgrade
from legday.store.facts import Store, open_store, row
from legday.store.tables import VERSION, metadata

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)


def noted(number: int, note: str = "ä\u2028 😀") -> Fact:
    at = datetime(2026, 11, 22, 18) + timedelta(minutes=number)
    return Fact(id=fact_id(at, b"%d" % number), about="camera", kind=Kind.WATCHED, at=at, body={"note": note})


def filled(store: Store) -> Store:
    """Two people's facts, an account, the address of a calendar, and a key of the store's own."""
    store.add("me", [noted(number) for number in range(30)])
    secret = Fact(
        id=fact_id(NOW, b"s"), about="calendar", kind=Kind.WISHED, at=datetime(2026, 11, 22), body={"secret": "s" * 43}
    )
    store.add("me", [secret])
    store.add("Émile", [noted(number, "private") for number in range(5)])
    Accounts(store).make("Anna", person="me", now=NOW, password="$argon2id$…")  # noqa: S106 - what a hash looks like
    with store.transaction() as connection:
        connection.execute(insert(tables.own).values(name="vapid", value="key"))
    return store


def rows(store: Store) -> dict[str, set[tuple[object, ...]]]:
    """Everything that a store holds, but when it was backed up."""
    with store.looking() as connection:
        held = {table.name: set(map(tuple, connection.execute(select(table)))) for table in metadata.sorted_tables}
    held["own"] = {row for row in held["own"] if row[0] != "backup"}
    return held


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A second store, empty, on SQLite."""
    with open_store(f"sqlite:///{tmp_path / 'other' / 'legday.db'}") as other:
        yield other


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "legday.zip"


def test_a_backup_gives_everything_back_on_another_database_and_from_there_on_the_first(
    store: Store, other: Store, file: Path, tmp_path: Path
) -> None:
    before = rows(filled(store))
    made = back_up(store, file, NOW)
    assert restore(other, file, NOW) == made
    assert rows(other) == before
    assert other.facts("me") == store.facts("me")
    assert Accounts(other).named("anna") is not None
    back = tmp_path / "back.zip"
    assert back_up(other, back, NOW).tables["facts"] == made.tables["facts"]
    restore(store, back, NOW, aside=tmp_path / "aside.zip")
    assert rows(store) == before


def test_after_a_restore_facts_go_on_where_they_were(store: Store, other: Store, file: Path) -> None:
    back_up(filled(other), file, NOW)
    restore(store, file, NOW)
    assert store.cursor("me") == 31
    assert [answer.verdict.value for answer in store.add("me", [noted(1), noted(99)])] == ["known", "stored"]
    assert store.since("me", 31) == (32, (noted(99),))


def test_a_backup_holds_one_moment_while_others_write(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store)
    begun, written = Event(), Event()
    fill = archive.fill

    def slowly(raw: object, dump: dict[str, Iterator[bytes]], **rest: object) -> Manifest:
        def late(lines: Iterator[bytes]) -> Iterator[bytes]:
            yield from lines
            begun.set()
            assert written.wait(20)

        first = next(iter(dump))
        return fill(raw, {**dump, first: late(dump[first])}, **rest)

    def write() -> None:
        assert begun.wait(20)
        store.add("me", [noted(1000)])
        Accounts(store).make("Bob", now=NOW)
        written.set()

    monkeypatch.setattr(archive, "fill", slowly)
    with ThreadPoolExecutor(1) as beside:
        writing = beside.submit(write)
        made = back_up(store, file, NOW)
        writing.result()
    assert (made.tables["facts"].rows, made.tables["accounts"].rows) == (36, 1)
    assert len(store.facts("me")) == 32


def test_only_its_owner_can_read_a_backup_and_none_is_overwritten(store: Store, file: Path) -> None:
    back_up(filled(store), file, NOW)
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    with pytest.raises(BadInput, match="already there"):
        back_up(store, file, NOW)
    assert file.read_bytes() == before


def test_a_store_remembers_when_it_was_backed_up(store: Store, file: Path) -> None:
    assert backed_up(store) is None
    back_up(store, file, NOW)
    assert backed_up(store) == NOW


def test_a_backup_that_does_not_read_back_gets_no_name(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(path: Path) -> Manifest:
        return Manifest(version=VERSION, legday="", made=NOW, tables={})

    monkeypatch.setattr(archive, "check_archive", forgetful)
    with pytest.raises(BadInput, match="did not read back"):
        back_up(filled(store), file, NOW)
    assert not list(file.parent.glob("legday.zip*"))
    assert backed_up(store) is None


def test_a_disk_that_fails_is_told_and_nothing_is_left(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        back_up(store, tmp_path / "nowhere" / "legday.zip", NOW)


def test_a_store_that_holds_something_is_not_overwritten_unasked(store: Store, other: Store, file: Path) -> None:
    back_up(filled(other), file, NOW)
    store.add("me", [noted(7)])
    before = rows(store)
    with pytest.raises(BadInput, match="--replace"):
        restore(store, file, NOW)
    assert rows(store) == before


def test_what_was_there_is_saved_before_it_is_replaced(store: Store, other: Store, file: Path, tmp_path: Path) -> None:
    back_up(filled(other), file, NOW)
    store.add("me", [noted(7)])
    before, aside = rows(store), tmp_path / "aside.zip"
    restore(store, file, NOW, aside=aside)
    assert rows(store) == rows(other)
    restore(other, aside, NOW, aside=tmp_path / "again.zip")
    assert rows(other) == before


def test_nothing_of_what_was_replaced_is_left_in_the_files(tmp_path: Path, other: Store, file: Path) -> None:
    back_up(other, file, NOW)
    home = tmp_path / "home"
    with open_store(f"sqlite:///{home / 'legday.db'}") as store:
        store.add("me", [noted(number, "a private thing " * 300) for number in range(50)])
        restore(store, file, NOW, aside=tmp_path / "aside.zip")
        assert b"a private thing" not in b"".join(one.read_bytes() for one in home.iterdir())


def changed(file: Path, name: str, new: bytes) -> Path:
    """The same backup with another content of one of its files."""
    bad = file.with_name("bad.zip")
    with ZipFile(file) as whole, ZipFile(bad, "w", ZIP_DEFLATED) as other:
        for entry in whole.namelist():
            other.writestr(entry, new if entry == name else whole.read(entry))
    return bad


def manifested(file: Path, **new: object) -> Path:
    """The same backup with another manifest."""
    with ZipFile(file) as whole:
        manifest = json.loads(whole.read("manifest.json"))
    return changed(file, "manifest.json", json.dumps(manifest | new).encode())


@pytest.mark.parametrize("damage", ["cut", "flipped", "fewer rows", "no manifest", "another file", "no table"])
def test_a_damaged_backup_changes_nothing(store: Store, other: Store, file: Path, damage: str) -> None:
    back_up(filled(other), file, NOW)
    whole = file.read_bytes()
    if damage == "cut":
        file.write_bytes(whole[:-200])
    elif damage == "flipped":
        half = len(whole) // 4
        file.write_bytes(whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :])
    elif damage == "fewer rows":
        file = changed(file, "facts.jsonl", b"")
    elif damage == "no manifest":
        file = changed(file, "manifest.json", b"{}")
    elif damage == "another file":
        file.write_text("Dear diary")
    else:
        file = manifested(file, tables={})
    store.add("me", [noted(7)])
    before = rows(store)
    with pytest.raises(BadInput, match=r"damaged|no whole backup|tables that it should"):
        restore(store, file, NOW, aside=file.with_name("aside.zip"))
    assert rows(store) == before


def test_a_restore_that_breaks_off_changes_nothing(
    store: Store, other: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(filled(other), file, NOW)
    store.add("me", [noted(7)])
    before = rows(store)
    monkeypatch.setattr("legday.store.backup.fill", lambda connection, table, lines: None)
    with pytest.raises(BadInput, match="differs from the backup"):
        restore(store, file, NOW, aside=file.with_name("aside.zip"))
    assert rows(store) == before


def test_a_backup_of_a_newer_legday_is_refused(store: Store, other: Store, file: Path) -> None:
    back_up(filled(other), file, NOW)
    with pytest.raises(BadInput, match="newer legday"):
        restore(store, manifested(file, version="9999"), NOW)


def test_a_backup_of_an_older_legday_is_brought_to_this_version(store: Store, other: Store, file: Path) -> None:
    back_up(filled(other), file, NOW)
    with ZipFile(file) as whole:
        manifest = json.loads(whole.read("manifest.json"))
        older = {name: whole.read(f"{name}.jsonl") for name in ("facts", "people")}
    manifest |= {"version": "0001", "tables": {name: manifest["tables"][name] for name in older}}
    old = file.with_name("old.zip")
    with ZipFile(old, "w") as written:
        for name, content in older.items():
            written.writestr(f"{name}.jsonl", content)
        written.writestr("manifest.json", json.dumps(manifest))
    restore(store, old, NOW)
    assert store.facts("me") == other.facts("me")
    assert not Accounts(store).exist()


def test_a_backup_is_text_that_other_programs_can_read(store: Store, file: Path) -> None:
    back_up(filled(store), file, NOW)
    with ZipFile(file) as whole:
        assert whole.testzip() is None
        facts = [json.loads(line) for line in whole.read("facts.jsonl").splitlines()]
        manifest = json.loads(whole.read("manifest.json"))
        lines = whole.read("facts.jsonl").splitlines(keepends=True)
    assert len(facts) == manifest["tables"]["facts"]["rows"] == 36
    assert {fact["person"] for fact in facts} == {"me", "Émile"}
    assert fingerprint(lines).sha256 == manifest["tables"]["facts"]["sha256"]
    assert check_archive(file).tables["facts"].rows == 36


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file with real facts and the tables of version 0001, as the first legday left it."""
    file = tmp_path / "home" / "legday.db"
    file.parent.mkdir()
    private = [noted(number, "private") for number in range(5)]
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        for person, told in (("me", [noted(number) for number in range(20)]), ("Émile", private)):
            connection.execute(insert(tables.people).values(person=person, counter=len(told)))
            lines = [row(person, seq, fact, "2026-11-22T18:00:00+00:00") for seq, fact in enumerate(told, 1)]
            connection.execute(insert(tables.facts), lines)
    engine.dispose()
    return file


def test_an_older_database_opens_with_the_same_facts_and_a_copy_of_it_is_kept(old: Path) -> None:
    with open_store(f"sqlite:///{old}") as store:
        assert store.facts("me") == tuple(noted(number) for number in range(20))
        assert store.cursor("Émile") == 5
        assert not Accounts(store).exist()
    copy = old.with_name("legday.db.before-0002")
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT version_num FROM legday_version").fetchone() == ("0001",)
        assert raw.execute("SELECT count(*) FROM facts").fetchone() == (25,)


def test_going_back_is_putting_the_copy_in_the_place_of_the_file(old: Path) -> None:
    with closing(sqlite3.connect(old)) as raw:
        before = raw.execute("SELECT * FROM facts ORDER BY person, seq").fetchall()
    with open_store(f"sqlite:///{old}") as store:
        store.add("me", [noted(77)])
    for beside in old.parent.glob("legday.db-*"):
        beside.unlink()
    old.with_name("legday.db.before-0002").replace(old)
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT version_num FROM legday_version").fetchone() == ("0001",)
        assert raw.execute("SELECT * FROM facts ORDER BY person, seq").fetchall() == before
    with open_store(f"sqlite:///{old}") as store:  # and on again
        assert len(store.facts("me")) == 20


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'legday.db'}").close()
    assert not list(tmp_path.glob("*before*"))


def test_an_upgrade_without_room_for_the_copy_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BadInput, match=r"copy .* cannot be written: No space left"):
        open_store(f"sqlite:///{old}")
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT version_num FROM legday_version").fetchone() == ("0001",)


@pytest.mark.parametrize("way", ["erase", "leave"])
def test_who_goes_goes_from_the_copy_too(old: Path, way: str) -> None:
    with open_store(f"sqlite:///{old}") as store:
        getattr(store, way)("Émile")
        left = b"".join(file.read_bytes() for file in old.parent.iterdir())
        assert b"private" not in left
        assert "Émile".encode() not in left
    with closing(sqlite3.connect(old.with_name("legday.db.before-0002"))) as raw:
        assert raw.execute("SELECT count(*) FROM facts").fetchone() == (20,)
