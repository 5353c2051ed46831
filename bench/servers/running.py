"""A server of a bench: begun, waited for, and ended."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def server(words: list[str], port: int, env: Mapping[str, str] = {}) -> Iterator[None]:
    """Run a server, which takes its port as the last word, until it is no longer needed."""
    process = subprocess.Popen([*words, str(port)], env=os.environ | env)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.1)
            else:
                break
        yield
    finally:
        process.terminate()
        process.wait()
