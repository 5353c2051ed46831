"""Kills (-9): of the server while several clients write, of an import, and of a migration."""

from __future__ import annotations

import http.client
import os
import socket
import sqlite3
import sys
import threading
import time
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory

import msgspec
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, insert

from legday.kinds import Value
from legday.log.fact import Fact, write_fact
from legday.store.facts import open_store, row
from legday.store.tables import metadata
from validation.durable.outbox import faults, sets
from validation.durable.process import Process

CLIENTS = 4
AT = datetime(2026, 11, 22, 18)
COLD = 20  # every so many starts begin a new Python


class Row(Value):
    """One line of the table: what was done how often, how many facts it was about, and what went wrong."""

    what: str
    times: int
    facts: int
    faults: list[str]
    note: str = ""


class Client(threading.Thread):
    """A phone: it sends its outbox again and again with the same ids until each fact is answered."""

    def __init__(self, number: int, port: int, sending: threading.Event) -> None:
        super().__init__(daemon=True)
        self.chance = Random(number)
        self.port = port
        self.sending = sending
        self.made = sets(self.chance, AT, f"phone {number}")
        self.sent: dict[str, Fact] = {}
        self.answered: set[str] = set()
        self.lost_answers = 0
        self.kept_without_answer = 0
        self.wrong: list[str] = []
        self.ending = False

    def run(self) -> None:
        """Send until it is told to end, and then until nothing waits."""
        while not self.ending:
            batch = list(islice(self.made, 1 if self.chance.random() < 0.8 else self.chance.randrange(2, 12)))
            self.sent |= {fact.id: fact for fact in batch}
            again = [self.sent[self.chance.choice(list(self.answered))]] if self.chance.random() < 0.1 else []
            self.deliver([*batch, *again] if self.answered else batch)
            time.sleep(self.chance.uniform(0, 0.06))

    def deliver(self, batch: list[Fact]) -> None:
        """Send a batch until it is answered, and keep what the answer says."""
        lost = False
        while (answers := self.post(batch)) is None:
            lost = True
            time.sleep(0.01)
        if [answer["id"] for answer in answers] != [fact.id for fact in batch]:
            self.wrong.append("an answer is not about what was sent")
        for answer in answers:
            new = answer["id"] not in self.answered
            if answer["verdict"] == "refused" or (answer["verdict"] == "stored") > new:
                self.wrong.append(f"{answer['verdict']}: {answer}")
            if new and answer["verdict"] == "known":
                self.kept_without_answer += 1
                if not lost:
                    self.wrong.append(f"known before it was sent: {answer}")
            self.answered.add(answer["id"])

    def post(self, batch: list[Fact]) -> list[dict[str, str]] | None:
        """Send a batch once; None: there was no answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.connect()
        except OSError:
            return None  # nobody is at home yet
        try:
            self.sending.set()
            body = b"[" + b",".join(write_fact(fact) for fact in batch) + b"]"
            line.request("POST", "/api/v1/facts", body, {"content-type": "application/json"})
            answer = line.getresponse()
            said = answer.read()
            if answer.status != 200:
                self.wrong.append(f"{answer.status}: {said[:200]!r}")
                return None
            return msgspec.json.decode(said, type=list[dict[str, str]])
        except (OSError, http.client.HTTPException, msgspec.DecodeError):
            self.lost_answers += 1
            return None
        finally:
            line.close()


def free_port(chance: Random) -> int:
    """A port that nobody has; not one that the system gives to callers, who would then call themselves."""
    while True:
        port = chance.randrange(20_000, 30_000)
        with closing(socket.socket()) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def surroundings(home: Path, database: str | None) -> dict[str, str]:
    """The environment of a legday that lives in a folder, or in a database."""
    kept = {name: value for name, value in os.environ.items() if name != "LEGDAY_DATABASE_URL"}
    return (
        kept | {"LEGDAY_HOME": str(home), "TMPDIR": str(home)} | ({"LEGDAY_DATABASE_URL": database} if database else {})
    )


def soundness(url: str) -> list[str]:
    """What SQLite finds wrong with a file ([]: nothing)."""
    if not url.startswith("sqlite"):
        return []
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        found = [str(line) for (line,) in file.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def of_server(kills: int, database: str | None = None, seed: int = 1) -> Row:
    """Kill the server while clients write, and begin it again at once on its database, which was empty at first."""
    chance = Random(seed)
    with TemporaryDirectory() as folder:
        url = database or f"sqlite:///{folder}/legday.db"
        sending = threading.Event()
        port = free_port(Random())
        clients = [Client(number, port, sending) for number in range(CLIENTS)]
        words = ("serve", "--port", str(port), "--no-browse")
        killed = 0
        with Process(surroundings(Path(folder), database)) as server:
            server.begin(*words)
            for client in clients:
                client.start()
            for number in range(1, kills + 1):
                if chance.random() < 0.1:
                    time.sleep(chance.uniform(0, 0.3))  # it may not even be at home yet
                else:
                    sending.clear()
                    sending.wait(60)
                    time.sleep(chance.uniform(0, 0.2))
                    sending.clear()
                    sending.wait(60)
                    time.sleep(chance.uniform(0, 0.015))  # a write takes about so long
                killed += server.kill() == 9
                if number == kills or not number % 100:
                    print(f"  {number} kills", flush=True, file=sys.stderr)
                server.begin(*words, cold=number % COLD == 0)
            for client in clients:
                client.ending = True
            for client in clients:
                client.join(120)
        wrong = [fault for client in clients for fault in client.wrong]
        wrong += ["a client never got its answer" for client in clients if client.is_alive()]
        sent = [fact for client in clients for fact in client.sent.values()]
        wrong += [f"unanswered: {id}" for client in clients for id in client.sent.keys() - client.answered]
        wrong += soundness(url)
        with open_store(url) as store:
            wrong += faults(store, "me", sent)
        cut = sum(client.lost_answers for client in clients)
        kept = sum(client.kept_without_answer for client in clients)
    note = f"{cut} requests cut off; {kept} facts were kept though their answer was lost, and not doubled"
    return Row(what="server killed while 4 clients write", times=killed, facts=len(sent), faults=wrong, note=note)


def of_import(kills: int, database: str | None = None, seed: int = 2) -> Row:
    """Kill an import at any moment of it, then let it run again: every fact of the file is there once."""
    chance = Random(seed)
    facts = list(islice(sets(chance, AT, "file"), 3000))
    wrong: list[str] = []
    killed = whole = 0
    with TemporaryDirectory() as folder:
        file = Path(folder) / "log.jsonl"
        file.write_bytes(b"\n".join(write_fact(fact) for fact in facts))
        home = Path(folder) / "home"
        url = database or f"sqlite:///{home}/legday.db"
        with Process(surroundings(Path(folder) / "home", database)) as process:
            took = seconds(process, "import", str(file))
            for _ in range(kills):
                empty(url)
                process.begin("import", str(file))
                time.sleep(chance.uniform(0, took))
                killed += process.kill() == 9
                with open_store(url) as store:
                    there = len(store.facts("me"))
                whole += there > 0
                if there not in (0, len(facts)):
                    wrong.append(f"{there} facts of {len(facts)} after the kill")
                process.begin("import", str(file))
                if status := process.wait():
                    wrong.append(f"the import that came after it ended with {status}")
                with open_store(url) as store:
                    wrong += faults(store, "me", facts)
                wrong += soundness(url)
    note = f"{kills - whole} left nothing, {whole} had all in already; 3,000 facts each"
    return Row(what="import killed, then repeated", times=killed, facts=len(facts), faults=wrong, note=note)


def seconds(process: Process, *words: str) -> float:
    """How long a command takes that nobody kills."""
    began = time.monotonic()
    process.begin(*words)
    process.wait()
    return time.monotonic() - began


def empty(url: str) -> None:
    """Leave nothing of anybody."""
    with open_store(url) as store:
        store.erase("me")


def of_migration(kills: int, seed: int = 3) -> Row:
    """Kill a legday that brings the tables of the first version to this one; SQLite, each time from the same file."""
    chance = Random(seed)
    facts = list(islice(sets(chance, AT, "old"), 3000))
    wrong: list[str] = []
    killed = done = 0
    with TemporaryDirectory() as folder:
        old, home = Path(folder) / "old.db", Path(folder) / "home"
        first_version(old, facts)
        home.mkdir()
        file = home / "legday.db"
        with Process(surroundings(home, None)) as process:
            began = opening(process, old, file)
            process.wait()
            took = time.monotonic() - began
            for _ in range(kills):
                opening(process, old, file)
                time.sleep(chance.uniform(0, took))
                killed += process.kill() == 9
                with closing(sqlite3.connect(file)) as raw:
                    [(version,)] = raw.execute("SELECT version_num FROM legday_version")
                    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                done += version != FIRST
                if tables - {"legday_version"} != ({"facts", "people"} if version == FIRST else set(metadata.tables)):
                    wrong.append(f"version {version} with the tables {sorted(tables)}")
                with open_store(f"sqlite:///{file}") as store:
                    wrong += faults(store, "me", facts)
                wrong += soundness(f"sqlite:///{file}")
    note = f"{kills - done} left the old tables whole, {done} the new"
    return Row(
        what="migration 0001 to 0002 killed, then repeated", times=killed, facts=len(facts), faults=wrong, note=note
    )


def opening(process: Process, old: Path, file: Path) -> float:
    """Begin a legday on a file of the first version; give the time when it has opened it."""
    for left in file.parent.glob("legday.db*"):
        left.unlink()
    copyfile(old, file)
    process.begin("imports")
    while not file.with_name(f"{file.name}-wal").exists():
        time.sleep(0.0005)
    return time.monotonic()


FIRST = "0001"


def first_version(file: Path, facts: list[Fact]) -> None:
    """Make a database as the first version of the tables was, with facts in it."""
    engine = create_engine(f"sqlite:///{file}")
    config = Config()
    config.set_main_option("script_location", "legday.store:migrations")
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
        rows = [row("me", seq, fact, AT.isoformat()) for seq, fact in enumerate(facts, 1)]
        connection.execute(insert(metadata.tables["facts"]), rows)
        connection.execute(insert(metadata.tables["people"]), {"person": "me", "counter": len(facts)})
    engine.dispose()
