"""Many at once: the same outbox sent by a crowd, a reader among writers, and two devices that amend one set."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
from sqlalchemy import event

from legday.log.fact import Fact, Kind
from legday.log.merge import merge
from legday.store.facts import Store, open_store
from validation.durable.databases import fresh
from validation.durable.kills import AT, Client, Row, free_port, surroundings
from validation.durable.outbox import faults, fold, sets
from validation.durable.process import Process

WRITERS = 8
YEAR = timedelta(days=365)


def replays(senders: int, server: str | None, seed: int = 4) -> Row:
    """Send one outbox from many at once, to two legdays on one database, each in an order and in batches of its own."""
    facts = list(islice(sets(Random(seed), AT, "phone"), 100))
    start = threading.Barrier(senders)
    wrong: list[str] = []
    verdicts: Counter[tuple[str, str]] = Counter()
    with fresh(server) as url, TemporaryDirectory() as folder:
        ports = [free_port(Random()) for _ in range(2)]

        def send(number: int) -> None:
            chance = Random(seed + number)
            sender = Client(number, ports[number % 2], threading.Event())
            left = chance.sample(facts, len(facts))
            start.wait()
            while left:
                size = chance.randrange(1, 30)
                batch, left = left[:size], left[size:]
                while (answers := sender.post(batch)) is None:
                    time.sleep(0.05)
                verdicts.update((answer["id"], answer["verdict"]) for answer in answers)
            wrong.extend(sender.wrong)

        env = surroundings(Path(folder), url)
        with Process(env) as one, Process(env) as other, ThreadPoolExecutor(senders) as crowd:
            for process, port in zip((one, other), ports, strict=True):
                process.begin("serve", "--port", str(port), "--no-browse")
            list(crowd.map(send, range(senders)))
        if verdicts != Counter({(f.id, "stored"): 1 for f in facts} | {(f.id, "known"): senders - 1 for f in facts}):
            wrong.append("a fact was not stored once and known to all others")
        with open_store(url) as store:
            wrong += faults(store, "me", facts)
    note = "two servers on one database; each fact answered `stored` once, `known` to all others"
    return Row(what=f"one outbox sent by {senders} at once", times=senders, facts=len(facts), faults=wrong, note=note)


def write(url: str, number: int, batches: int) -> None:
    """Add batches as one of many writers, each in a process of its own; a transaction stays open for a while."""
    chance = Random(number)
    made = sets(chance, AT, f"writer {number}")
    with open_store(url) as store:
        # The rows are written and not committed yet: what a slow line to the database server looks like.
        event.listen(store._engine, "commit", lambda _: time.sleep(chance.uniform(0, 0.03)))  # noqa: SLF001
        for _ in range(batches):
            store.add("me", islice(made, chance.randrange(1, 6)))


def pull(batches: int, server: str | None) -> Row:
    """Read on and on with the cursor while others write: nothing is passed by, nothing comes twice, the order holds."""
    wrong: list[str] = []
    pulled: list[Fact] = []
    pulls = cursor = 0
    with fresh(server) as url, open_store(url) as store:
        fork = multiprocessing.get_context("spawn")
        writers = [fork.Process(target=write, args=(url, number, batches)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        while any(writer.is_alive() for writer in writers) or cursor < store.cursor("me"):
            after, new = store.since("me", cursor)
            if after - cursor != len(new):
                wrong.append(f"from {cursor} to {after} there came {len(new)}")
            pulled += new
            pulls += bool(new)
            cursor = after
            time.sleep(0.002)
        wrong += [f"a writer ended with {writer.exitcode}" for writer in writers if writer.exitcode]
        if tuple(pulled) != store.facts("me"):
            wrong.append("what was pulled is not the log in its order")
        sent = [fact for number in range(WRITERS) for fact in written(number, batches)]
        wrong += faults(store, "me", sent)
    note = f"{WRITERS} processes, transactions held open up to 30 ms; {pulls} pulls brought something"
    return Row(what="cursor read while others write", times=pulls, facts=len(sent), faults=wrong, note=note)


def written(number: int, batches: int) -> list[Fact]:
    """What a writer adds, made up again."""
    chance = Random(number)
    made = sets(chance, AT, f"writer {number}")
    facts: list[Fact] = []
    for _ in range(batches):
        facts += islice(made, chance.randrange(1, 6))
        chance.uniform(0, 0.03)
    return facts


def devices(cases: int, server: str | None) -> Row:
    """Let two devices amend and take back the same sets, their clocks years apart, in any order and batching."""
    wrong: list[str] = []
    count = 0
    with fresh(server) as url, open_store(url) as store:
        for case in range(cases):
            chance = Random(case)
            facts = list(islice(sets(chance, AT, "phone"), chance.randrange(3, 20)))
            other = sets(chance, AT + chance.choice((-YEAR, timedelta(), 10 * YEAR)), "laptop")
            subjects = [fact.about for fact in facts if "session" in fact.body]
            for done in islice((fact for fact in other if "session" in fact.body), chance.randrange(1, 8)):
                kind, body = chance.choice(((Kind.AMENDED, {"reps": chance.randrange(1, 30)}), (Kind.WITHDRAWN, {})))
                about = chance.choice(subjects)
                facts.append(msgspec.structs.replace(done, about=about, kind=kind, body=body))
            count += len(facts)
            wrong += differing(store, f"case {case}", facts, chance)
    note = "clocks equal, a year back or ten years ahead; the fold is that of the union"
    return Row(what="two devices amend one set", times=cases, facts=count, faults=wrong, note=note)


def differing(store: Store, person: str, facts: list[Fact], chance: Random) -> list[str]:
    """Store facts in any order, with repetitions, in any batching, and say where the log is not their union."""
    again = facts + chance.choices(facts, k=len(facts))
    chance.shuffle(again)
    while again:
        size = chance.randrange(1, 8)
        batch, again = again[:size], again[size:]
        if any(answer.verdict.value == "refused" for answer in store.add(person, batch)):
            return [f"{person}: refused"]
    return faults(store, person, facts) + (
        [] if fold(store.facts(person)) == fold(merge({}, facts).log.values()) else [person]
    )
