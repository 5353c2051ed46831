"""legday served by a process of its own, as people start it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from legday.store.accounts import Accounts
from legday.store.facts import open_store

SERVE = "from legday.cli import main; main()"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def home_with_an_account(folder: Path) -> dict[str, str]:
    """The environment of a legday with one account."""
    with open_store(f"sqlite:///{folder / 'legday.db'}") as store:
        Accounts(store).make("Anna", person="me", now=datetime.now(UTC))
    return {**os.environ, "LEGDAY_HOME": str(folder)}


@contextmanager
def served(env: dict[str, str], *words: str) -> Iterator[str]:
    """Serve until the block ends; give the address that legday says it is at."""
    command = [sys.executable, "-c", SERVE, "serve", "--json", *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stderr
        try:
            told = server.stdout.readline()
            assert told, server.stderr.read()
            yield json.loads(told)["url"]
        finally:
            server.terminate()
            server.wait(20)
