"""Try to lose or to double a fact: kill the server as it writes, send an outbox many times over, read among writers.

    python -m validation.durability [--kills N] [--replays N] [--database URL] [--json]

Everything happens in folders that go away. With the address of a PostgreSQL server each row is tried there too, in
schemas that go away. The command ends with 1 if any fact was lost, doubled or changed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator

import msgspec

from validation.durable.crowds import devices, pull, replays
from validation.durable.databases import fresh
from validation.durable.kills import Row, of_import, of_migration, of_server

BATCHES = 60
"""Of each writer beside the reader."""

CASES = 300


def killed(kills: int, run: Callable[[int, str], Row], server: str | None) -> Row:
    """Run kills on a fresh database."""
    with fresh(server) as url:
        return run(kills, url)


def rows(kills: int, senders: int, server: str | None) -> Iterator[Callable[[], Row]]:
    """What is tried on one kind of database."""
    yield lambda: killed(kills, of_server, server)
    yield lambda: killed(max(kills // 20, 1), of_import, server)
    if server is None:
        yield lambda: of_migration(max(kills // 20, 1))
    yield lambda: replays(senders, server)
    yield lambda: pull(BATCHES, server)
    yield lambda: devices(CASES, server)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m validation.durability",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--replays", type=int, default=80)
    parser.add_argument("--database", help="a PostgreSQL server to try too")
    parser.add_argument("--json", action="store_true", help="print JSON, a line for each row")
    given = parser.parse_args()
    bad = 0
    if not given.json:
        print("| what | database | times | facts | faults | seconds | |\n|---|---|---|---|---|---|---|")
    for server in (None, given.database) if given.database else (None,):
        for run in rows(given.kills, given.replays, server):
            began = time.monotonic()
            row, database = run(), "PostgreSQL" if server else "SQLite"
            took = round(time.monotonic() - began)
            bad += len(row.faults)
            if given.json:
                print(msgspec.json.encode({"database": database, "seconds": took, **msgspec.to_builtins(row)}).decode())
            else:
                cells = (row.what, database, row.times, row.facts, len(row.faults), took, row.note)
                print(f"| {' | '.join(map(str, cells))} |", flush=True)
            for fault in row.faults[:20]:
                print(f"  {fault}", file=sys.stderr)
    return bad > 0


if __name__ == "__main__":
    raise SystemExit(main())
