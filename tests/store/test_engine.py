from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from legday.kinds import BadInput, MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import history
from legday.store.facts import Store, open_store, row
from legday.store.tables import VERSION, metadata
from legday.store.trouble import Trouble, spoken


def noted(number: int) -> Fact:
    at = datetime(2026, 11, 22, 18)
    return Fact(id=fact_id(at, b"%d" % number), about="camera", kind=Kind.WATCHED, at=at, body={"note": "x" * 3000})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "legday.db"


def test_the_tables_are_those_that_the_migrations_make(url: str) -> None:
    from alembic.autogenerate import compare_metadata

    open_store(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "legday_version"})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_version_is_that_of_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "legday.store:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == VERSION


def test_the_folder_is_made_and_is_the_owner_s_only(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'new' / 'legday.db'}").close()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_sqlite_keeps_its_word_at_a_power_cut(file: Path) -> None:
    with open_store(f"sqlite:///{file}") as store, store._engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_many_who_open_a_new_database_at_once_all_can_use_it(url: str) -> None:
    def use(number: int) -> None:
        with open_store(url) as store:
            store.add("me", [noted(number)])

    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(use, range(6)))
    with open_store(url) as store:
        assert sorted(fact.id for fact in store.facts("me")) == sorted(noted(number).id for number in range(6))


@pytest.fixture
def first_version(url: str) -> str:
    """A database as the first legday left it, with a set that was put right and one that was taken back."""
    engine = create_engine(url) if url.startswith("postgresql") else open_file(url)
    with engine.begin() as connection:
        upgrade(connection, "0001")
        lines = [row("me", seq, fact, "2026-11-22T18:00:00+00:00") for seq, fact in enumerate(FIRST_FACTS, 1)]
        connection.execute(insert(metadata.tables["facts"]), lines)
        connection.execute(insert(metadata.tables["people"]), {"person": "me", "counter": len(FIRST_FACTS)})
    engine.dispose()
    return url


def open_file(url: str) -> Engine:
    Path(url.removeprefix("sqlite:///")).parent.mkdir()
    return create_engine(url)


def upgrade(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", "legday.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def stated(number: int, about: str, kind: Kind, **body: object) -> Fact:
    at = datetime(2026, 11, 22, 18, number)
    return Fact(id=fact_id(at, b"%d" % number), about=about, kind=kind, at=at, body=body)


# In the form of the first version: what was added to sets and sessions since is missing.
FIRST_FACTS = (
    stated(0, "visit", Kind.LOGGED, app="legday", began="2026-11-22T18:00:00"),
    stated(1, "one", Kind.LOGGED, session="visit", app="legday", exercise="back_squat", place=1, load_kg=60, reps=8),
    stated(2, "two", Kind.LOGGED, session="visit", app="legday", exercise="back_squat", place=2, load_kg=60, reps=8),
    stated(3, "one", Kind.AMENDED, reps=9),
    stated(4, "two", Kind.WITHDRAWN),
)


def test_a_migration_keeps_every_fact_and_what_they_say(first_version: str) -> None:
    with open_store(first_version) as store:
        assert store.facts("me") == FIRST_FACTS
        assert store.cursor("me") == len(FIRST_FACTS)
        [session] = history(store.facts("me"), lambda _app, exercise: MovementId(exercise))
        assert [(done.id, done.load_kg, done.reps) for done in session.sets] == [("one", 60.0, 9)]


def test_a_migration_that_breaks_half_way_leaves_the_old_tables_and_is_done_the_next_time(first_version: str) -> None:
    def fail(*words: object) -> None:
        if "CREATE TABLE tokens" in str(words[2]):
            raise ZeroDivisionError

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(ZeroDivisionError):
            open_store(first_version)
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    engine = create_engine(first_version)
    assert set(inspect(engine).get_table_names()) == {"facts", "people", "legday_version"}
    engine.dispose()
    with open_store(first_version) as store:
        assert store.facts("me") == FIRST_FACTS


def test_the_journal_does_not_grow_with_the_log(file: Path) -> None:
    with open_store(f"sqlite:///{file}") as store:
        for number in range(600):
            store.add("me", [noted(number)])
        journal = file.with_name("legday.db-wal").stat().st_size
        assert file.stat().st_size > 1_500_000
        assert journal < 4_500_000  # SQLite moves it into the file every thousand pages of 4 kB


def test_a_database_of_a_newer_legday_is_refused(url: str) -> None:
    with open_store(url) as store, store._engine.begin() as connection:
        connection.execute(text("UPDATE legday_version SET version_num = '9999'"))
    with pytest.raises(BadInput, match=r"was written by a newer legday\. Upgrade legday"):
        open_store(url)


def test_a_file_of_a_newer_legday_stays_as_it_was(file: Path) -> None:
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("CREATE TABLE legday_version (version_num TEXT)")
        newer.execute("INSERT INTO legday_version VALUES ('9999')")
        newer.commit()
    before = file.read_bytes()
    with pytest.raises(BadInput, match="newer legday"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before
    assert [other.name for other in file.parent.iterdir()] == [file.name]


def test_another_program_s_database_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE facts (about_cats TEXT)")
    before = file.read_bytes()
    with pytest.raises(BadInput, match="belongs to another program"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(file: Path) -> None:
    file.write_bytes(b"Dear diary, today I squatted. " * 100)
    before = file.read_bytes()
    with pytest.raises(BadInput, match="not a legday database"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_text_that_was_damaged_on_the_disk_is_told_as_such(file: Path) -> None:
    with open_store(f"sqlite:///{file}") as store:
        store.add("me", [noted(1)])
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE facts SET body = CAST(x'7b22ff7d' AS TEXT)")
        raw.commit()
    with pytest.raises(BadInput, match="damaged"), open_store(f"sqlite:///{file}") as store:
        store.facts("me")


def test_a_damaged_file_is_told_as_such(file: Path) -> None:
    with open_store(f"sqlite:///{file}") as store:
        store.add("me", [noted(number) for number in range(200)])
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    with pytest.raises(BadInput, match="damaged"), open_store(f"sqlite:///{file}") as store:
        store.facts("me")


def test_a_row_that_somebody_mangled_is_told_as_such(store: Store) -> None:
    store.add("me", [noted(1)])
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE facts SET body = '{'"))
    with pytest.raises(BadInput, match="cannot be read"):
        store.facts("me")


def test_a_folder_in_the_place_of_the_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_file_in_the_place_of_the_folder_is_told_as_such(file: Path) -> None:
    file.write_text("")
    with pytest.raises(BadInput, match="LEGDAY_HOME"):
        open_store(f"sqlite:///{file / 'below' / 'legday.db'}")


@contextmanager
def every_connection(setting: str) -> Iterator[None]:
    """Give SQLite a setting on every connection that is made meanwhile."""

    def at_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA {setting}")

    event.listen(Engine, "connect", at_connect)
    try:
        yield
    finally:
        event.remove(Engine, "connect", at_connect)


def test_a_full_disk_is_told_and_the_log_is_as_before(file: Path) -> None:
    with open_store(f"sqlite:///{file}") as store:
        store.add("me", [noted(1)])
    # No page more than there are: what SQLite meets on a full disk.
    with every_connection("max_page_count=1"), open_store(f"sqlite:///{file}") as store:
        with pytest.raises(BadInput, match=r"disk is full .* Make room"):
            store.add("me", [noted(number) for number in range(2, 500)])
        assert store.facts("me") == (noted(1),)
        assert store.cursor("me") == 1
    with open_store(f"sqlite:///{file}") as store:
        assert [answer.verdict.value for answer in store.add("me", [noted(1), noted(2)])] == ["known", "stored"]


def test_a_disk_that_is_full_at_the_first_start_leaves_a_database_that_opens_later(file: Path) -> None:
    with every_connection("max_page_count=3"), pytest.raises(BadInput, match="disk is full"):
        open_store(f"sqlite:///{file}")
    with open_store(f"sqlite:///{file}") as store:
        assert store.facts("me") == ()


def test_a_file_that_may_not_be_written_is_told_as_such(file: Path) -> None:
    open_store(f"sqlite:///{file}").close()
    with (
        every_connection("query_only=ON"),
        open_store(f"sqlite:///{file}") as store,
        pytest.raises(BadInput, match="may not be written"),
    ):
        store.add("me", [noted(1)])


def test_another_program_that_holds_the_file_is_told_as_such(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, open_store(f"sqlite:///{file}") as store:
        other.execute("BEGIN IMMEDIATE")
        event.listen(store._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout=1"))
        with pytest.raises(BadInput, match="Another program"):
            store.add("me", [noted(1)])


def test_two_who_block_each_other_are_told_to_try_again() -> None:
    class Deadlock(Exception):
        sqlstate = "40P01"

    with pytest.raises(Trouble, match=r"at that moment .* Try again"), spoken("here"):
        raise DBAPIError(None, None, Deadlock())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "cannot be read"),
        ("mysql://me@localhost/legday", "of the kind mysql"),
        ("postgresql://me:secret@127.0.0.1:1/legday", "cannot be used"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_the_password(url: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        open_store(url)
    assert "LEGDAY_DATABASE_URL" in caught.value.remedy
    assert "secret" not in str(caught.value)


def test_a_mistake_of_ours_is_not_dressed_up_as_the_person_s(postgres: str) -> None:
    with pytest.raises(ProgrammingError), spoken("here"), create_engine(postgres).connect() as connection:
        connection.execute(text("SELECT nonsense"))


def test_a_store_in_memory_is_the_same_for_every_thread() -> None:
    with open_store("sqlite://") as store, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(store.cursor, ["me"] * 20)) == [0] * 20
