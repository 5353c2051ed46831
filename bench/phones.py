"""How long fifty phones take that come home after a week without signal and send 500 sets each, all at once.

    python bench/phones.py [--phones N] [--sets N] [--database URL]

Each belongs to somebody else and sends its sets in batches of 200, the next once the last is answered, then asks for
all facts there are. One legday answers over loopback, on SQLite, and on PostgreSQL where a server's address is given
(in a schema that goes away). The person is named in a header, which a layer inside the app believes: signing in is not
what is timed. At the end each person's log is looked at: every fact is there, once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median

import msgspec
from servers.running import free_port, server

from legday.log.fact import Fact, write_fact
from legday.store.facts import open_store

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # what is proved there is timed here
from validation.durable.databases import fresh
from validation.durable.outbox import faults, sets

FOR_ALL = [sys.executable, str(Path(__file__).resolve().parent / "servers" / "legday_for_all.py")]
BATCH = 200
AT = datetime(2026, 11, 18, 18)


def outbox(number: int, count: int) -> list[Fact]:
    """What a phone has kept: its sets, with their sessions and what was put right."""
    facts: list[Fact] = []
    done = 0
    for fact in sets(Random(number), AT, f"phone {number}"):
        if done == count:
            break
        facts.append(fact)
        done += "session" in fact.body
    return facts


def sync(person: str, port: int, facts: list[Fact]) -> tuple[float, int]:
    """Send an outbox, then ask for everything: the seconds it took, and how many facts came."""
    begin, waiting = time.perf_counter(), iter(facts)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"content-type": "application/json", "x-person": person}
    while batch := list(islice(waiting, BATCH)):
        line.request("POST", "/api/v1/facts", b"[" + b",".join(map(write_fact, batch)) + b"]", headers)
        answer = line.getresponse()
        answers = msgspec.json.decode(answer.read())
        assert answer.status == 200, answers
        assert all(one["verdict"] == "stored" for one in answers)
    line.request("GET", "/api/v1/facts?since=0", headers=headers)
    came = len(msgspec.json.decode(line.getresponse().read())["facts"])
    line.close()
    return time.perf_counter() - begin, came


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phones", type=int, default=50)
    parser.add_argument("--sets", type=int, default=500)
    parser.add_argument("--database", help="a PostgreSQL server to try too")
    given = parser.parse_args()
    outboxes = [outbox(number, given.sets) for number in range(given.phones)]
    people = [f"person {number}" for number in range(given.phones)]
    print(f"{given.phones} phones, {given.sets} sets each, {sum(map(len, outboxes))} facts in all")
    print(f"{'':12} {'all in, s':>10} {'a phone, s':>10} {'facts/s':>10} {'faults':>7}")
    for name, address in (("SQLite", None), ("PostgreSQL", given.database)):
        if name == "PostgreSQL" and not address:
            continue
        with fresh(address) as url:
            open_store(url).close()
            port = free_port()
            with server([*FOR_ALL, url], port), ThreadPoolExecutor(given.phones) as crowd:
                begin = time.perf_counter()
                took = list(crowd.map(sync, people, [port] * given.phones, outboxes))
                whole = time.perf_counter() - begin
            with open_store(url) as store:
                wrong = [
                    fault for who, facts in zip(people, outboxes, strict=True) for fault in faults(store, who, facts)
                ]
            wrong += [
                f"{came} came back" for (_, came), facts in zip(took, outboxes, strict=True) if came != len(facts)
            ]
        print(f"{name:12} {whole:10.1f} {median(one for one, _ in took):10.1f} "
              f"{sum(map(len, outboxes)) / whole:10,.0f} {len(wrong):7}")  # fmt: skip
        for fault in wrong[:10]:
            print(json.dumps(fault), file=sys.stderr)


if __name__ == "__main__":
    main()
