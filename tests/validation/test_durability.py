from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from random import Random

import msgspec
import pytest
from validation.durable.crowds import devices, pull, replays
from validation.durable.databases import fresh
from validation.durable.kills import AT, of_import, of_migration, of_server, soundness
from validation.durable.outbox import SETS, faults, fold, sets

from legday.store.facts import open_store

PLACES = ["sqlite", "postgresql"]


@pytest.fixture
def server(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres"))


def test_a_made_up_outbox_is_the_same_each_time_and_reads_as_sessions() -> None:
    one, again = (list(islice(sets(Random(1), AT, "phone"), 200)) for _ in range(2))
    assert one == again
    assert len({fact.id for fact in one}) == 200
    first, *_ = fold(one)
    assert (first.began, len(first.sets) > SETS / 2) == (datetime(2026, 11, 22, 18), True)


def test_what_is_lost_doubled_or_changed_is_found(tmp_path: Path) -> None:
    facts = list(islice(sets(Random(1), AT, "phone"), 30))
    with open_store(f"sqlite:///{tmp_path}/legday.db") as store:
        store.add("me", facts)
        assert faults(store, "me", facts) == []
        assert "never sent: 1" in faults(store, "me", facts[:-1])
        assert "lost: 1" in faults(store, "me", [*facts, *islice(sets(Random(2), AT, "other"), 1)])
        other = msgspec.structs.replace(facts[3], body={**facts[3].body, "reps": 99})
        assert "changed: 1" in faults(store, "me", [*facts[:3], other, *facts[4:]])


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "legday.db"
    with open_store(f"sqlite:///{file}") as store:
        store.add("me", islice(sets(Random(1), AT, "phone"), 500))
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("DELETE FROM sqlite_master WHERE name = 'facts_by_arrival'")
        raw.commit()
    assert soundness(f"sqlite:///{file}")


@pytest.mark.long
@pytest.mark.parametrize("server", PLACES, indirect=True)
def test_a_server_killed_again_and_again_loses_and_doubles_nothing(server: str | None) -> None:
    with fresh(server) as url:
        row = of_server(20, url)
    assert (row.times, row.faults) == (20, [])
    assert row.facts > 20


@pytest.mark.long
@pytest.mark.parametrize("server", PLACES, indirect=True)
def test_an_import_that_is_killed_is_whole_or_not_there(server: str | None) -> None:
    with fresh(server) as url:
        assert of_import(4, url).faults == []


@pytest.mark.long
def test_a_migration_that_is_killed_is_whole_or_not_there() -> None:
    assert of_migration(8).faults == []


@pytest.mark.long
@pytest.mark.parametrize("server", PLACES, indirect=True)
def test_one_outbox_sent_by_many_at_once_is_there_once(server: str | None) -> None:
    assert replays(20, server).faults == []


@pytest.mark.long
@pytest.mark.parametrize("server", PLACES, indirect=True)
def test_a_reader_among_writers_in_other_processes_misses_nothing(server: str | None) -> None:
    assert pull(8, server).faults == []


@pytest.mark.parametrize("server", PLACES, indirect=True)
def test_two_devices_in_any_order_and_batching_end_with_the_same_log(server: str | None) -> None:
    assert devices(20, server).faults == []
