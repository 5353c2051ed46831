"""How long one logged set takes in the server, at so many a second for all that come, beside Valens doing the same.

    python bench/log_set.py [--rate N] [--seconds N] [--rounds N] [--valens PYTHON]

The log holds ten years of sets in SQLite. legday is asked as the phone asks it, signed in: POST /api/v1/facts with one
set. Valens (PyPI; PYTHON is that of an environment with `valens` and `gunicorn`) is asked as its own page asks it:
PATCH of the workout under way with all its sets and one more, from the first to the fifteenth. Both servers run as they
do for people, with a layer round their app that tells the time of each answer; they are asked over loopback from this
process, in turns, each set at its time whether or not those before it are answered (an open loop).
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import re
import secrets
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import mean, quantiles
from tempfile import TemporaryDirectory

from servers.running import free_port, server

from legday import loop
from legday.kinds import Value
from legday.log.fact import Fact, Kind, fact_id, write_fact
from legday.store.accounts import Accounts
from legday.store.facts import Store, open_store
from legday.store.sign_ins import SignIns

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))  # the made-up years stand beside the tests
from decade import decade

HERE = Path(__file__).resolve().parent

SETS = 15
"""Of a workout that is being logged."""

TOLD = re.compile(rb"server-timing: app;dur=([\d.]+), sql;dur=(\d+)", re.IGNORECASE)
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class Took(Value):
    """One answer: its status, the milliseconds in the app and for who asked, and the SQL statements."""

    status: int
    app_ms: float
    asked_ms: float
    statements: int


Ask = Callable[[int], bytes]
"""The bytes of the request with a number."""


def request(method: str, path: str, body: bytes, port: int, *headers: str) -> bytes:
    """Write a request as it goes over the line."""
    lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{port}", "content-type: application/json"]
    lines += [f"content-length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Line:
    """Connections to one server, used again where it keeps them open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, words: bytes, due: float) -> Took:
        """Send a request that was due at a time, and read its answer."""
        if self.free:
            reader, writer = self.free.pop()
        else:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(words)
        head = await reader.readuntil(b"\r\n\r\n")
        length, told = LENGTH.search(head), TOLD.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        took = (time.perf_counter() - due) * 1000
        if b"connection: close" in head.lower():
            writer.close()
        else:
            self.free.append((reader, writer))
        app_ms, statements = (float(told[1]), int(told[2])) if told else (0.0, 0)
        return Took(status=int(head.split(maxsplit=2)[1]), app_ms=app_ms, asked_ms=took, statements=statements)


async def load(port: int, ask: Ask, first: int, count: int, rate: float) -> list[Took]:
    """Ask so many times at so many a second."""
    line, begin, running = Line(port), time.perf_counter() + 0.1, []
    for number in range(count):
        due = begin + number / rate
        await asyncio.sleep(due - time.perf_counter())
        running.append(asyncio.create_task(line.ask(ask(first + number), due)))
    took = await asyncio.gather(*running)
    for _, writer in line.free:
        writer.close()
    return took


def signed_in(store: Store) -> list[str]:
    """The headers that say who asks: the cookie of a browser that signed in just now, as a phone sends it."""
    now = datetime.now().astimezone()
    Accounts(store).make("Anna", person="me", now=now)
    return [f"cookie: legday={SignIns(store).begin('me', 'Chrome on Android', now=now)}"]


def legday_asks(port: int, headers: list[str]) -> Ask:
    """One more set of a session."""
    at = datetime.now().astimezone()
    visit = fact_id(at, b"visit")

    def ask(number: int) -> bytes:
        body = {"session": visit, "app": "legday", "exercise": "back_squat", "place": number, "load_kg": 60.0}
        id = fact_id(datetime.now().astimezone(), secrets.token_bytes(16))
        fact = Fact(id=id, about=id, kind=Kind.LOGGED, at=at, body={**body, "reps": 8, "reserve": 2.0})
        return request("POST", "/api/v1/facts", b"[" + write_fact(fact) + b"]", port, *headers)

    return ask


def valens_asks(port: int, count: int) -> Ask:
    """The workouts under way with all their sets and one more; each has begun before."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    kinds = {"content-type": "application/json"}

    def say(method: str, path: str, body: object) -> http.client.HTTPResponse:
        line.request(method, f"/api{path}", json.dumps(body), kinds)
        answer = line.getresponse()
        assert answer.status < 300, answer.read()
        return answer

    signed_in = say("POST", "/session", {"name": "me"})
    cookie = str(signed_in.headers["set-cookie"]).split(";")[0]
    signed_in.read()
    kinds["cookie"] = cookie
    line.request("GET", "/api/exercises", headers=kinds)
    exercise = json.loads(line.getresponse().read())[0]["id"]
    empty = {"routine_id": None, "date": "2026-11-25", "notes": None, "elements": [], "exercise_notes": []}
    workouts = [json.loads(say("POST", "/workouts", empty).read())["id"] for _ in range(-(-count // SETS))]
    one = {"exercise_id": exercise, "reps": 8, "time": None, "weight": 60.0, "rpe": 8.0, "automatic": False}
    one |= {f"target_{name}": None for name in ("reps", "tempo", "weight", "rpe")}

    def ask(number: int) -> bytes:
        body = json.dumps({"elements": [one] * (number // len(workouts) + 1)}).encode()
        path = f"/api/workouts/{workouts[number % len(workouts)]}"
        return request("PATCH", path, body, port, f"cookie: {cookie}")

    return ask


def told(name: str, took: list[Took]) -> tuple[float, float]:
    """Print what the answers of one server took; give the middle and the 95th of 100 in the app."""
    app, asked = (quantiles(times, n=100) for times in ([t.app_ms for t in took], [t.asked_ms for t in took]))
    refused = sum(one.status != 200 for one in took)
    cells = f"{app[49]:8.1f} {app[94]:8.1f} {app[98]:8.1f} {asked[49]:8.1f} {asked[94]:8.1f} {asked[98]:8.1f}"
    print(f"{name:24} {len(took):6} {refused:8} {mean(one.statements for one in took):5.1f} {cells}")
    return app[49], app[94]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--valens", help="the Python of an environment with valens and gunicorn")
    given = parser.parse_args()
    now = datetime(2026, 11, 23, 18, 5)
    facts = decade(now)
    sessions = loop.read(facts, now.date()).sessions
    log = [[str(one.day), [[s.exercise, s.reps or 1, s.load_kg or None, None] for s in one.sets]] for one in sessions]
    count = int(given.rate * given.seconds)
    with TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/legday.db"
        with open_store(database) as store:
            store.add("me", facts)
            headers = signed_in(store)
        ports = [free_port(), free_port()]
        ours = [sys.executable, str(HERE / "servers" / "legday_timed.py"), database]
        (Path(folder) / "log.json").write_text(json.dumps(log))
        config = Path(folder) / "config.py"
        address = f"http://127.0.0.1:{ports[1]}"
        config.write_text(
            f"DATABASE = 'sqlite:///{folder}/valens.db'\n"
            f"SECRET_KEY = {secrets.token_bytes(24)!r}\n"
            f"PUBLIC_URL = '{address}'\n"
        )
        theirs = [str(given.valens), str(HERE / "servers" / "valens_timed.py"), f"{folder}/log.json"]
        print(f"{sum(len(one.sets) for one in sessions)} sets before, {given.rate:g} more a second")
        print(f"{'':24} {'':6} {'not':>8} {'':5} {'in the app, ms':>26} {'for who asks, ms':>26}")
        print(f"{'':24} {'sets':>6} {'stored':>8} {'SQL':>5}" + f" {'p50':>8} {'p95':>8} {'p99':>8}" * 2)
        with server(ours, ports[0]):
            if not given.valens:
                asks = legday_asks(ports[0], headers)
                asyncio.run(load(ports[0], asks, 0, 50, given.rate))
                told("legday", asyncio.run(load(ports[0], asks, 50, count * given.rounds, given.rate)))
                return
            with server(theirs, ports[1], {"VALENS_CONFIG": str(config), "HOME": folder}):
                asks = (legday_asks(ports[0], headers), valens_asks(ports[1], 50 + count * given.rounds))
                took: tuple[list[Took], list[Took]] = ([], [])
                for which in (0, 1):
                    asyncio.run(load(ports[which], asks[which], 0, 50, given.rate))  # both are warm
                for number in range(given.rounds):
                    for which in (0, 1):
                        first = 50 + number * count
                        took[which].extend(asyncio.run(load(ports[which], asks[which], first, count, given.rate)))
        (our_50, our_95), (their_50, their_95) = told("legday", took[0]), told("Valens", took[1])
        print(f"ratio of the medians {our_50 / their_50:.2f}, of the 95th of 100 {our_95 / their_95:.2f}")


if __name__ == "__main__":
    main()
